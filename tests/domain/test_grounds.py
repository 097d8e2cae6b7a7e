"""Why a ticket is next: its appointment, its priority, or nothing but when it came."""

from kiosk.domain import commands as c
from kiosk.domain.grounds import Ground, Grounds, grounds_of, grounds_of_next
from kiosk.domain.ticket import Ticket
from tests.domain.booking import BookedHall, at
from tests.domain.hall import ID_NEW, ONE, TAX


def grounds(hall: BookedHall, ticket: Ticket) -> Grounds:
    return grounds_of(hall.floor, hall.catalogue, hall.floor.tickets[ticket.ticket])


def next_grounds(hall: BookedHall) -> Grounds | None:
    return grounds_of_next(hall.floor, hall.catalogue, (TAX, ID_NEW))


def test_nobody_waits_and_so_nobody_is_next() -> None:
    assert next_grounds(BookedHall(at=at(9))) is None


def test_whoever_came_first_is_next_for_having_come_then() -> None:
    hall = BookedHall(at=at(9))
    first = hall.issue(TAX)
    hall.later(3)
    hall.issue(TAX)
    assert next_grounds(hall) == Grounds(ground=Ground.CAME, at=first.issued_at)


def test_priority_is_told_with_when_it_came() -> None:
    hall = BookedHall(at=at(9))
    hall.issue(TAX)
    hall.later(5)
    urgent = hall.issue(TAX, priority=True)
    assert next_grounds(hall) == Grounds(ground=Ground.PRIORITY, at=urgent.issued_at)


def test_an_appointment_on_time_is_told_with_its_slot() -> None:
    hall = BookedHall(at=at(9))
    booked = hall.book(at(10, 30))
    hall.until(at(10, 15))
    hall.issue(TAX)
    hall.later(5)
    ticket = hall.check_in(booked)
    assert grounds(hall, ticket) == Grounds(ground=Ground.APPOINTMENT, at=at(10, 30))
    assert next_grounds(hall) == grounds(hall, ticket)


def test_who_comes_early_to_an_appointment_has_its_place_too() -> None:
    hall = BookedHall(at=at(9))
    ticket = hall.check_in(hall.book(at(10, 30)))
    assert grounds(hall, ticket).ground is Ground.APPOINTMENT


def test_a_lost_appointment_is_no_ground_any_more() -> None:
    hall = BookedHall(at=at(9))
    booked = hall.book(at(10, 30))
    hall.until(at(11, 1))
    ticket = hall.check_in(booked)
    assert grounds(hall, ticket) == Grounds(ground=Ground.CAME, at=at(11, 1))


def test_of_priority_and_appointment_the_one_that_counts_is_told() -> None:
    hall = BookedHall(at=at(9))
    soon, later = hall.book(at(10, 30)), hall.book(at(11))
    hall.until(at(10, 44))
    by_slot = hall.check_in(soon, priority=True)
    assert grounds(hall, by_slot) == Grounds(ground=Ground.APPOINTMENT, at=at(10, 30))
    by_priority = hall.check_in(later, priority=True)
    assert grounds(hall, by_priority).ground is Ground.PRIORITY


def test_who_missed_a_call_is_next_for_having_come_back() -> None:
    hall = BookedHall(at=at(9))
    hall.open(ONE, TAX)
    ticket = hall.issue(TAX)
    hall.called_by()
    hall.do(c.MarkNoShow(counter=ONE))
    hall.later(4)
    hall.do(c.Requeue(ticket=ticket.ticket))
    assert next_grounds(hall) == Grounds(ground=Ground.CAME_BACK, at=ticket.issued_at)
