"""An appointment whose ticket was given back, and everybody else who asks twice."""

from kiosk.domain import commands as c
from kiosk.domain.appointment import AppointmentState
from kiosk.domain.errors import Reason
from tests.domain.booking import SWAHILI, BookedHall, at

NOON = at(12)


def test_whoever_left_the_queue_may_check_in_again_in_the_same_place() -> None:
    hall = BookedHall(at=at(6))
    one = hall.book(NOON)
    hall.until(NOON)
    first = hall.check_in(one)
    hall.do(c.CancelTicket(ticket=first.ticket))

    again = hall.check_in(one)

    assert again.ticket != first.ticket
    assert again.virtual_arrival == first.virtual_arrival
    assert hall.kept(one.code).ticket == again.ticket
    assert hall.kept(one.code).state is AppointmentState.CHECKED_IN


def test_while_the_ticket_waits_nobody_checks_in_again() -> None:
    hall = BookedHall(at=at(6))
    one = hall.book(NOON)
    hall.until(NOON)
    hall.check_in(one)

    again = c.CheckIn(appointment=one.code, language=SWAHILI)

    assert hall.refusal(again) is Reason.APPOINTMENT_USED


def test_an_appointment_that_was_cancelled_stays_so() -> None:
    hall = BookedHall(at=at(6))
    one = hall.book(NOON)
    hall.do(c.CancelAppointment(appointment=one.code), role=c.Role.COUNTER)

    again = c.CheckIn(appointment=one.code, language=SWAHILI)

    assert hall.refusal(again) is Reason.APPOINTMENT_CANCELLED
