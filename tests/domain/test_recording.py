"""What a cut-off kiosk printed is put in the place it has, whatever happened meanwhile."""

from datetime import datetime, timedelta

import pytest

from kiosk.domain import commands as c
from kiosk.domain.appointment import AppointmentState
from kiosk.domain.events import TicketRecalled, TicketRecorded, TicketRenumbered, TicketRequeued
from kiosk.domain.ids import AppointmentCode, Language, TicketId
from kiosk.domain.numbering import is_reserve, number_of, reserve_of
from kiosk.domain.ticket import Ticket, TicketState
from tests.domain.booking import BookedHall, at
from tests.domain.hall import ID_NEW, ONE, TAX, Hall

NOON = at(12)
NEW = TicketId("f" * 8 + "-ffff-ffff-ffff-" + "f" * 12)


def printed(
    number: str,
    *,
    ticket: TicketId = NEW,
    issued_at: datetime,
    appointment: str | None = None,
    priority: bool = False,
) -> c.RecordTicket:
    return c.RecordTicket(
        ticket=ticket,
        number=number,
        service=TAX if number.startswith("H") else ID_NEW,
        language=Language("sw"),
        token_hash="c" * 64,
        issued_at=issued_at,
        priority=priority,
        assist=priority,
        appointment=appointment,
    )


def of_another_number(hall: Hall, ticket: Ticket) -> c.RecordTicket:
    """The kiosk never heard of the number the centre gave, and printed its own."""
    return printed("A907", ticket=ticket.ticket, issued_at=hall.at)


def test_every_kiosk_of_a_centre_has_numbers_of_its_own_and_none_is_the_centres() -> None:
    shares = [reserve_of("A", index) for index in range(4)]
    given = [number for share in shares for number in share]
    assert [len(share) for share in shares] == [25] * 4
    assert len(set(given)) == 100
    assert all(is_reserve("A", number) for number in given)
    assert not {number_of("A", place) for place in range(1, 3000)} & set(given)
    assert reserve_of("A", 4) == reserve_of("A", -1) == ()


def test_who_is_being_called_by_the_lost_number_is_called_again_by_the_printed_one() -> None:
    hall = Hall()
    hall.open()
    ticket = hall.issue()
    hall.called_by()
    renumbered, again = hall.do(of_another_number(hall, ticket))
    assert isinstance(renumbered, TicketRenumbered)
    assert isinstance(again, TicketRecalled)
    assert (again.number, again.counter, again.call) == ("A907", ONE, 2)
    assert hall.floor.counter(ONE).ticket == ticket.ticket


def test_who_missed_a_call_by_the_lost_number_has_the_old_place_again() -> None:
    hall = Hall()
    hall.open()
    ticket = hall.issue()
    later = hall.issue()
    hall.called_by()
    hall.do(c.MarkNoShow(counter=ONE))
    renumbered, back = hall.do(of_another_number(hall, ticket))
    assert isinstance(renumbered, TicketRenumbered)
    assert isinstance(back, TicketRequeued)
    assert hall.ticket(ticket).state is TicketState.WAITING
    assert hall.ticket(ticket).virtual_arrival == ticket.virtual_arrival
    assert hall.called_by() == "A907"
    assert hall.ticket(later).state is TicketState.WAITING


def test_who_missed_a_call_by_the_lost_number_goes_to_a_counter_that_stands_ready() -> None:
    hall = Hall()
    hall.open()
    ticket = hall.issue()
    hall.called_by()
    hall.do(c.MarkNoShow(counter=ONE))
    hall.do(c.CallNext(counter=ONE, wait=True))
    hall.do(of_another_number(hall, ticket))
    assert hall.floor.counter(ONE).ticket == ticket.ticket
    assert hall.ticket(ticket).number == "A907"


@pytest.mark.parametrize("ending", ["serving", "served", "cancelled"])
def test_a_visit_that_went_on_under_the_lost_number_only_takes_the_printed_one(ending: str) -> None:
    hall = Hall()
    hall.open()
    ticket = hall.issue()
    hall.called_by()
    if ending == "cancelled":
        hall.do(c.CancelTicket(ticket=ticket.ticket))
    else:
        hall.do(c.StartService(counter=ONE))
    if ending == "served":
        hall.do(c.FinishService(counter=ONE))
    (event,) = hall.do(of_another_number(hall, ticket))
    assert isinstance(event, TicketRenumbered)
    assert hall.ticket(ticket).state == ending


def test_a_late_request_for_a_ticket_that_is_recorded_already_does_nothing() -> None:
    """Its own ``IssueTicket`` may arrive after it: it then has the id of a ticket that is there."""
    hall = Hall()
    hall.do(printed("A900", issued_at=hall.at))
    before = dict(hall.floor.tickets)
    assert hall.do(printed("A900", issued_at=hall.at)) == ()
    assert hall.floor.tickets == before


def test_an_appointment_checked_in_while_cut_off_has_the_place_of_its_slot() -> None:
    hall = BookedHall(at=at(6))
    one = hall.book(NOON)
    hall.until(at(12, 20))
    (event,) = hall.do(printed("H900", issued_at=at(11, 50), appointment=one.code))
    assert isinstance(event, TicketRecorded)
    assert (event.virtual_arrival, event.appointment) == (at(11, 40), one.code)
    assert event.credit_s == 600
    assert hall.kept(one.code).state is AppointmentState.CHECKED_IN
    assert hall.kept(one.code).ticket == NEW


def test_priority_and_an_appointment_give_the_better_place_and_never_both() -> None:
    hall = BookedHall(at=at(6))
    one = hall.book(NOON)
    hall.until(at(12, 20))
    record = printed("H900", issued_at=at(11, 50), appointment=one.code, priority=True)
    hall.do(record)
    ticket = hall.ticket(NEW)
    assert ticket.virtual_arrival == at(11, 20)
    assert ticket.assist


@pytest.mark.parametrize("code", ["10000009", "", "nothing"])
def test_an_appointment_nobody_knows_is_an_ordinary_turn(code: str) -> None:
    hall = BookedHall()
    event = hall.do(printed("H900", issued_at=hall.at, appointment=code))[-1]
    assert isinstance(event, TicketRecorded)
    assert (event.appointment, event.virtual_arrival) == (None, hall.at)


def test_an_appointment_that_two_cut_off_kiosks_checked_in_gives_one_place() -> None:
    hall = BookedHall(at=at(6))
    one = hall.book(NOON)
    hall.until(at(12, 20))
    hall.do(printed("H900", issued_at=at(11, 50), appointment=one.code))
    other = TicketId("e" * 8 + "-eeee-eeee-eeee-" + "e" * 12)
    record = printed("H925", ticket=other, issued_at=at(11, 55), appointment=one.code)
    (event,) = hall.do(record)
    assert isinstance(event, TicketRecorded)
    assert (event.appointment, event.virtual_arrival) == (None, at(11, 55))
    assert hall.kept(one.code).ticket == NEW


def test_an_appointment_of_another_day_or_service_is_not_used_up() -> None:
    hall = BookedHall()
    tomorrow = hall.book(at(12, day=23))
    elsewhere = hall.book(NOON, ID_NEW)
    for number, code in (("H900", tomorrow.code), ("H901", elsewhere.code)):
        ticket = TicketId(f"0000000{number[-1]}-0000-0000-0000-{0:012}")
        record = printed(
            number, ticket=ticket, issued_at=hall.at, appointment=AppointmentCode(code)
        )
        hall.do(record)
        assert hall.ticket(ticket).appointment is None
        assert hall.kept(code).state is AppointmentState.BOOKED


def test_what_was_issued_before_the_others_is_called_before_them() -> None:
    hall = Hall()
    hall.open()
    hall.later(30)
    hall.issue()
    hall.do(printed("A900", issued_at=hall.at - timedelta(minutes=20)))
    assert hall.called_by() == "A900"
