"""The end of a day: no more tickets, and everybody who holds one is still served."""

from kiosk.domain import commands as c
from kiosk.domain.commands import Command
from kiosk.domain.counter import CounterState
from kiosk.domain.errors import Reason
from kiosk.domain.events import DayClosed, Outcome
from kiosk.domain.issuing import refusal
from kiosk.domain.ticket import Ticket, TicketState
from tests.domain.booking import SWAHILI, BookedHall, at
from tests.domain.hall import BIRTH, ID_LOST, ID_NEW, ONE, TAX, TWO

WALK_IN = c.IssueTicket(service=TAX, language=SWAHILI)


def told(hall: BookedHall) -> Reason | None:
    """What a screen can say before anybody tries; the rules say the same."""
    known = refusal(hall.floor, hall.catalogue, hall.catalogue.service[TAX], hall.at)
    if known is not None:
        assert hall.refusal(WALK_IN) is known
    return known


def afternoon() -> tuple[BookedHall, list[Ticket], Ticket]:
    """Ten minutes before tickets stop: six walk-ins wait, and one with an appointment."""
    hall = BookedHall(at=at(15, 30))
    promised = hall.book(at(16))
    hall.until(at(16, 14))
    waiting = [hall.issue(service) for service in (TAX, BIRTH, ID_NEW, TAX, ID_LOST, TAX)]
    return hall, waiting, hall.check_in(promised)


def serve_all(hall: BookedHall) -> list[str]:
    numbers = []
    while hall.floor.waiting_for(hall.catalogue.service):
        numbers.append(hall.serve().number)
        hall.later(5)
    return numbers


def test_from_cut_off_to_closing_and_after_it_the_reason_is_said_before_anybody_waits() -> None:
    hall = BookedHall(at=at(16, 29))
    assert told(hall) is None
    hall.until(at(16, 30))
    assert told(hall) is Reason.CUT_OFF
    hall.until(at(16, 59))
    assert told(hall) is Reason.CUT_OFF
    hall.until(at(17))
    assert told(hall) is Reason.CENTRE_CLOSED


def test_who_holds_a_ticket_at_closing_is_served_in_order() -> None:
    hall, waiting, promised = afternoon()
    hall.until(at(17, 5))
    hall.open(ONE)
    assert serve_all(hall) == [promised.number, *(ticket.number for ticket in waiting)]
    assert hall.refusal(c.CallNext(counter=ONE)) is Reason.NOBODY_WAITING


def test_after_closing_agents_can_do_everything_they_can_by_day() -> None:
    hall, waiting, _ = afternoon()
    hall.until(at(17, 5))
    hall.open(ONE)
    hall.open(TWO)
    absent, sent_on, held = waiting[0], waiting[1], waiting[2]
    evening: list[Command] = [
        c.CallTicket(counter=ONE, ticket=absent.ticket),
        c.Recall(counter=ONE),
        c.MarkNoShow(counter=ONE),
        c.Requeue(ticket=absent.ticket),
        c.CallTicket(counter=ONE, ticket=sent_on.ticket),
        c.StartService(counter=ONE),
        c.TransferTicket(counter=ONE, service=ID_NEW),
        c.CallTicket(counter=TWO, ticket=held.ticket),
        c.StartService(counter=TWO),
        c.HoldTicket(counter=TWO, reason="photo"),
        c.ResumeTicket(counter=TWO, ticket=held.ticket),
        c.FinishService(counter=TWO, outcome=Outcome.DOCUMENTS_MISSING),
    ]
    for command in evening:
        hall.later(0.5)
        hall.do(command)
    serve_all(hall)
    states = {ticket.state for ticket in hall.floor.tickets.values()}
    assert states == {TicketState.SERVED}


def test_a_service_that_is_stopped_in_the_evening_still_serves_its_tickets() -> None:
    hall, waiting, _ = afternoon()
    hall.do(c.SuspendService(service=TAX, reason="system"))
    hall.open(ONE)
    assert len(serve_all(hall)) == len(waiting) + 1


def test_only_midnight_ends_what_is_left_and_the_journal_says_what() -> None:
    hall, waiting, _ = afternoon()
    hall.open(ONE)
    hall.serve()
    hall.until(at(23, 59))
    assert hall.floor.waiting_for(hall.catalogue.service) == len(waiting)
    hall.until(at(0, 0, day=21))
    closed, *_ = hall.do(c.TurnDay())
    assert isinstance(closed, DayClosed)
    assert closed.expired == tuple(ticket.ticket for ticket in waiting)
    assert hall.floor.counter(ONE).state is CounterState.CLOSED
