from datetime import timedelta

from kiosk.domain import commands as c
from kiosk.domain.counter import CounterState
from kiosk.domain.errors import Reason
from kiosk.domain.events import CounterReady, ServiceFinished, TicketCalled, Why
from kiosk.domain.ids import Language, TicketId
from kiosk.domain.ticket import TicketState
from kiosk.domain.waiting import ahead_of, waiting_in_queue_of
from tests.domain.hall import BIRTH, ID_LOST, ID_NEW, ONE, TAX, TWO, Hall

NEXT = c.CallNext(counter=ONE)
WAIT = c.CallNext(counter=ONE, wait=True)


def test_calling_an_empty_queue_is_refused() -> None:
    hall = Hall()
    hall.open()
    assert hall.refusal(NEXT) is Reason.NOBODY_WAITING


def test_whoever_came_first_is_called_first_across_services() -> None:
    hall = Hall()
    hall.open(ONE, ID_NEW, TAX)
    for service in (TAX, ID_NEW, BIRTH, TAX):
        hall.issue(service)
    assert [hall.serve().number for _ in range(3)] == ["H001", "A001", "H002"]
    assert hall.refusal(NEXT) is Reason.NOBODY_WAITING


def test_priority_counts_as_having_come_half_an_hour_earlier_and_no_more() -> None:
    hall = Hall()
    hall.open()
    early = hall.issue()
    hall.later(31)
    late = hall.issue()
    urgent = hall.issue(priority=True)
    order = [hall.serve().number for _ in range(3)]
    assert order == [early.number, urgent.number, late.number]


def test_a_call_says_why_it_was_this_ticket() -> None:
    hall = Hall()
    hall.open()
    ticket = hall.issue(priority=True)
    (event,) = hall.do(NEXT)
    assert isinstance(event, TicketCalled)
    assert (event.why, event.credit_s) == (Why.NEXT, 1800)
    assert event.virtual_arrival == ticket.issued_at - timedelta(minutes=30)


def test_calling_next_finishes_whoever_is_being_served() -> None:
    hall = Hall()
    hall.open()
    hall.issue()
    hall.issue()
    hall.called_by()
    hall.do(c.StartService(counter=ONE))
    finished, called = hall.do(NEXT)
    assert isinstance(finished, ServiceFinished)
    assert isinstance(called, TicketCalled)
    assert hall.floor.counter(ONE).served == 1


def test_calling_next_with_nobody_left_only_finishes() -> None:
    hall = Hall()
    hall.open()
    hall.issue()
    hall.called_by()
    hall.do(c.StartService(counter=ONE))
    (finished,) = hall.do(NEXT)
    assert isinstance(finished, ServiceFinished)
    assert hall.floor.counter(ONE).state is CounterState.FREE


def test_a_called_visitor_must_come_or_be_marked_before_the_next_is_called() -> None:
    hall = Hall()
    hall.open()
    hall.issue()
    hall.issue()
    hall.called_by()
    assert hall.refusal(NEXT) is Reason.STILL_CALLED


def test_a_ready_counter_takes_the_next_fitting_arrival() -> None:
    hall = Hall()
    hall.open(ONE, ID_NEW)
    (ready,) = hall.do(WAIT)
    assert isinstance(ready, CounterReady)
    assert hall.do(WAIT) == ()
    assert hall.issue(TAX).state is TicketState.WAITING
    assert hall.issue(ID_NEW).state is TicketState.CALLED
    assert hall.floor.counter(ONE).state is CounterState.CALLED


def test_an_arrival_goes_to_the_counter_that_has_been_ready_longest() -> None:
    hall = Hall()
    for counter in (TWO, ONE):
        hall.open(counter)
        hall.do(c.CallNext(counter=counter, wait=True))
        hall.later(1)
    assert hall.issue().counter == TWO


def test_who_has_been_ready_longest_takes_the_arrival_though_another_offers_less() -> None:
    hall = Hall()
    hall.open(ONE)
    hall.open(TWO, ID_NEW)
    for counter in (ONE, TWO):
        hall.do(c.CallNext(counter=counter, wait=True))
        hall.later(1)
    assert hall.issue().counter == ONE


def test_of_counters_ready_at_the_same_moment_the_least_flexible_takes_the_arrival() -> None:
    hall = Hall()
    hall.open(ONE)
    hall.open(TWO, ID_NEW)
    for counter in (ONE, TWO):
        hall.do(c.CallNext(counter=counter, wait=True))
    assert hall.issue().counter == TWO


def test_a_ready_counter_takes_whoever_comes_back_to_wait() -> None:
    hall = Hall()
    hall.open(ONE)
    ticket = hall.issue()
    hall.called_by(ONE)
    hall.open(TWO)
    hall.do(c.CallNext(counter=TWO, wait=True))
    hall.do(c.UndoCall(counter=ONE))
    assert hall.ticket(ticket).counter == TWO


def test_one_ticket_can_be_asked_for_and_the_journal_says_so() -> None:
    hall = Hall()
    hall.open()
    hall.issue()
    second = hall.issue()
    (event,) = hall.do(c.CallTicket(counter=ONE, ticket=second.ticket))
    assert isinstance(event, TicketCalled)
    assert (event.why, event.passed_over, event.overtook) == (Why.CHOSEN, 1, 1)


def test_whoever_is_next_passes_over_nobody_and_credit_overtakes_those_who_came_before() -> None:
    hall = Hall()
    hall.open(ONE, ID_NEW, TAX)
    hall.issue(ID_NEW)
    hall.issue(BIRTH)
    hall.issue(TAX)
    hall.later(10)
    hall.issue(TAX, priority=True)
    hall.issue(ID_NEW)
    (urgent,) = hall.do(NEXT)
    assert isinstance(urgent, TicketCalled)
    assert (urgent.why, urgent.passed_over, urgent.overtook) == (Why.NEXT, 0, 2)


def test_an_arrival_that_a_ready_counter_takes_overtakes_nobody() -> None:
    hall = Hall()
    hall.open(ONE, ID_NEW)
    hall.do(WAIT)
    hall.issue(TAX)
    hall.later(1)
    _issued, called = hall.do(c.IssueTicket(service=ID_NEW, language=Language("sw")))
    assert isinstance(called, TicketCalled)
    assert (called.why, called.passed_over, called.overtook) == (Why.ARRIVAL, 0, 0)


def test_who_was_given_a_number_by_a_kiosk_cut_off_came_when_it_was_given() -> None:
    hall = Hall()
    hall.open()
    came = hall.at
    for _ in range(3):
        hall.issue(ID_NEW)
    hall.do(
        c.RecordTicket(
            ticket=TicketId("0" * 8 + "-ffff-ffff-ffff-ffffffffffff"),
            number="A901",
            service=ID_NEW,
            language=Language("en"),
            token_hash="b" * 64,
            issued_at=came,
        )
    )
    (called,) = hall.do(NEXT)
    assert isinstance(called, TicketCalled)
    assert (called.number, called.passed_over, called.overtook) == ("A901", 0, 0)


def test_only_a_waiting_ticket_of_an_offered_service_can_be_asked_for() -> None:
    hall = Hall()
    hall.open(ONE, TAX)
    other = hall.issue(ID_NEW)
    assert hall.refusal(c.CallTicket(counter=ONE, ticket=other.ticket)) is Reason.NOT_ELIGIBLE
    mine = hall.issue(TAX)
    hall.called_by()
    assert hall.refusal(c.CallTicket(counter=ONE, ticket=other.ticket)) is Reason.COUNTER_BUSY
    hall.do(c.MarkNoShow(counter=ONE))
    assert hall.refusal(c.CallTicket(counter=ONE, ticket=mine.ticket)) is Reason.TICKET_STATE


def test_people_ahead_are_those_of_the_queue_with_an_earlier_turn() -> None:
    hall = Hall()
    for service in (ID_NEW, ID_LOST, TAX):
        hall.issue(service)
    hall.later(40)
    urgent = hall.issue(ID_NEW, priority=True)
    last = hall.issue(ID_LOST)
    assert ahead_of(hall.floor, hall.catalogue, urgent) == 2
    assert ahead_of(hall.floor, hall.catalogue, last) == 3
    assert waiting_in_queue_of(hall.floor, hall.catalogue, ID_NEW) == 4


def test_the_language_of_the_visitor_stays_with_the_ticket() -> None:
    assert Hall().issue().language == Language("sw")
