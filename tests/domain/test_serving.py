import pytest

from kiosk.domain import commands as c
from kiosk.domain.counter import CounterState
from kiosk.domain.errors import Reason, Unfit
from kiosk.domain.events import NoShowMarked, Outcome, TicketRecalled
from kiosk.domain.ids import AgentId, CounterId, ServiceId
from kiosk.domain.ticket import TicketState
from tests.domain.hall import BIRTH, ID_NEW, ONE, TAX, TWO, Hall


@pytest.fixture
def hall() -> Hall:
    hall = Hall()
    hall.open()
    return hall


def test_a_visitor_is_called_met_and_served(hall: Hall) -> None:
    ticket = hall.issue()
    hall.called_by()
    hall.later(1)
    hall.do(c.StartService(counter=ONE))
    started = hall.at
    hall.later(4)
    hall.do(c.FinishService(counter=ONE, outcome=Outcome.DOCUMENTS_MISSING))
    served = hall.ticket(ticket)
    assert served.state is TicketState.SERVED
    assert served.outcome is Outcome.DOCUMENTS_MISSING
    assert (served.started_at, served.ended_at) == (started, hall.at)
    assert hall.floor.counter(ONE).state is CounterState.FREE


def test_each_repeat_of_a_call_is_counted(hall: Hall) -> None:
    ticket = hall.issue()
    hall.called_by()
    calls = [hall.do(c.Recall(counter=ONE))[0] for _ in range(2)]
    assert [call.call for call in calls if isinstance(call, TicketRecalled)] == [2, 3]
    assert hall.ticket(ticket).calls == 3


def test_an_undone_call_leaves_the_visitor_in_place(hall: Hall) -> None:
    first, _second = hall.issue(), hall.issue()
    hall.called_by()
    hall.do(c.UndoCall(counter=ONE))
    assert hall.ticket(first).state is TicketState.WAITING
    assert hall.called_by() == first.number


def test_a_no_show_may_come_back_once_behind_whoever_is_next(hall: Hall) -> None:
    first, second, third = hall.issue(), hall.issue(), hall.issue()
    hall.called_by()
    hall.do(c.MarkNoShow(counter=ONE))
    hall.later(29)
    hall.do(c.Requeue(ticket=first.ticket))
    assert hall.serve().number == second.number
    assert hall.called_by() == first.number
    hall.do(c.MarkNoShow(counter=ONE))
    assert hall.refusal(c.Requeue(ticket=first.ticket)) is Reason.ALREADY_REQUEUED
    assert hall.called_by() == third.number


def test_a_no_show_who_comes_back_keeps_the_place_where_nobody_waits_before(hall: Hall) -> None:
    first = hall.issue()
    hall.called_by()
    hall.do(c.MarkNoShow(counter=ONE))
    hall.do(c.Requeue(ticket=first.ticket))
    assert hall.ticket(first).virtual_arrival == first.virtual_arrival


def test_a_later_next_is_not_waited_for_by_a_no_show_who_comes_back(hall: Hall) -> None:
    first = hall.issue(ID_NEW)
    hall.called_by()
    hall.do(c.MarkNoShow(counter=ONE))
    hall.issue(TAX)
    hall.do(c.Requeue(ticket=first.ticket))
    assert hall.called_by() == first.number, "only its own service's next goes before it"


def test_a_no_show_who_comes_back_goes_to_a_counter_that_stands_ready(hall: Hall) -> None:
    first = hall.issue()
    hall.called_by()
    hall.do(c.MarkNoShow(counter=ONE))
    hall.do(c.CallNext(counter=ONE, wait=True))
    hall.do(c.Requeue(ticket=first.ticket))
    assert hall.ticket(first).counter == ONE


def test_a_no_show_says_after_how_many_calls(hall: Hall) -> None:
    hall.issue()
    hall.issue()
    hall.called_by()
    hall.do(c.Recall(counter=ONE))
    hall.do(c.Recall(counter=ONE))
    (thorough,) = hall.do(c.MarkNoShow(counter=ONE))
    hall.called_by()
    (hasty,) = hall.do(c.MarkNoShow(counter=ONE))
    assert isinstance(thorough, NoShowMarked)
    assert isinstance(hasty, NoShowMarked)
    assert (thorough.calls, hasty.calls) == (3, 1)


def test_a_no_show_who_comes_back_too_late_is_refused(hall: Hall) -> None:
    ticket = hall.issue()
    hall.called_by()
    hall.do(c.MarkNoShow(counter=ONE))
    hall.later(31)
    assert hall.refusal(c.Requeue(ticket=ticket.ticket)) is Reason.TOO_LATE


def test_only_a_no_show_can_be_requeued(hall: Hall) -> None:
    assert hall.refusal(c.Requeue(ticket=hall.issue().ticket)) is Reason.TICKET_STATE


def test_a_held_visitor_is_resumed_without_a_new_call(hall: Hall) -> None:
    ticket, other = hall.issue(), hall.issue()
    hall.called_by()
    hall.do(c.StartService(counter=ONE))
    hall.do(c.HoldTicket(counter=ONE, reason="photo"))
    assert hall.ticket(ticket).hold_reason == "photo"
    assert hall.serve().number == other.number
    hall.do(c.ResumeTicket(counter=ONE, ticket=ticket.ticket))
    assert hall.ticket(ticket).state is TicketState.SERVING
    assert hall.floor.counter(ONE).ticket == ticket.ticket


def test_a_held_visitor_can_go_on_at_another_counter_that_offers_the_service(hall: Hall) -> None:
    ticket = hall.issue(ID_NEW)
    hall.called_by()
    hall.do(c.HoldTicket(counter=ONE, reason="photo"))
    hall.open(TWO, TAX)
    resume = c.ResumeTicket(counter=TWO, ticket=ticket.ticket)
    assert hall.refusal(resume) is Reason.NOT_ELIGIBLE
    hall.open(TWO, ID_NEW)
    hall.do(resume)
    assert hall.ticket(ticket).counter == TWO


def test_a_transferred_visitor_keeps_number_and_place(hall: Hall) -> None:
    ticket = hall.issue(ID_NEW)
    hall.issue(TAX)
    hall.called_by()
    hall.do(c.StartService(counter=ONE))
    hall.do(c.TransferTicket(counter=ONE, service=TAX))
    moved = hall.ticket(ticket)
    assert (moved.number, moved.service, moved.state) == ("A001", TAX, TicketState.WAITING)
    hall.open(TWO, TAX)
    assert hall.called_by(TWO) == "A001"


def test_a_transferred_visitor_goes_to_a_counter_that_stands_ready(hall: Hall) -> None:
    ticket = hall.issue(ID_NEW)
    hall.called_by()
    hall.open(TWO, TAX)
    hall.do(c.CallNext(counter=TWO, wait=True))
    hall.do(c.TransferTicket(counter=ONE, service=TAX))
    assert hall.ticket(ticket).counter == TWO


def test_a_break_needs_an_empty_counter_and_ends_where_it_began(hall: Hall) -> None:
    hall.issue()
    hall.called_by()
    pause = c.PauseCounter(counter=ONE, reason="tea")
    assert hall.refusal(pause) is Reason.COUNTER_BUSY
    hall.do(c.UndoCall(counter=ONE))
    hall.do(pause)
    assert hall.refusal(c.CallNext(counter=ONE)) is Reason.COUNTER_PAUSED
    hall.do(c.ReopenCounter(counter=ONE))
    assert hall.floor.counter(ONE).state is CounterState.FREE
    assert hall.refusal(c.ReopenCounter(counter=ONE)) is Reason.NOT_PAUSED


def test_a_paused_counter_takes_no_arrival(hall: Hall) -> None:
    hall.do(c.CallNext(counter=ONE, wait=True))
    hall.do(c.PauseCounter(counter=ONE, reason="tea"))
    assert hall.issue().state is TicketState.WAITING


def test_a_counter_closes_only_when_nobody_is_there(hall: Hall) -> None:
    hall.issue()
    hall.called_by()
    assert hall.refusal(c.CloseCounter(counter=ONE)) is Reason.COUNTER_BUSY
    hall.do(c.MarkNoShow(counter=ONE))
    hall.do(c.CloseCounter(counter=ONE))
    assert hall.refusal(c.CloseCounter(counter=ONE)) is Reason.COUNTER_CLOSED
    assert hall.refusal(c.CallNext(counter=ONE)) is Reason.COUNTER_CLOSED


def test_what_a_counter_offers_can_be_changed_while_it_is_empty(hall: Hall) -> None:
    hall.open(ONE, TAX)
    hall.issue(ID_NEW)
    assert hall.refusal(c.CallNext(counter=ONE)) is Reason.NOBODY_WAITING
    hall.open(ONE, ID_NEW, TAX)
    assert hall.called_by() == "A001"
    busy = c.OpenCounter(counter=ONE, agent=AgentId("07"), services=(BIRTH,))
    assert hall.refusal(busy) is Reason.COUNTER_BUSY


@pytest.mark.parametrize(
    ("command", "reason"),
    [
        (c.Recall(counter=ONE), Reason.NOBODY_CALLED),
        (c.UndoCall(counter=ONE), Reason.NOBODY_CALLED),
        (c.StartService(counter=ONE), Reason.NOBODY_CALLED),
        (c.MarkNoShow(counter=ONE), Reason.NOBODY_CALLED),
        (c.FinishService(counter=ONE), Reason.NOBODY_SERVED),
        (c.HoldTicket(counter=ONE, reason="photo"), Reason.NOBODY_CALLED),
        (c.TransferTicket(counter=ONE, service=TAX), Reason.NOBODY_CALLED),
        (c.Recall(counter=TWO), Reason.COUNTER_CLOSED),
    ],
)
def test_there_must_be_somebody_to_do_it_with(
    hall: Hall, command: c.Command, reason: Reason
) -> None:
    assert hall.refusal(command) is reason


@pytest.mark.parametrize(
    ("command", "where"),
    [
        (c.CallNext(counter=CounterId("99")), "counter"),
        (c.OpenCounter(counter=ONE, agent=AgentId("Jane Doe"), services=(TAX,)), "agent"),
        (c.OpenCounter(counter=ONE, agent=AgentId("07"), services=()), "services"),
        (
            c.OpenCounter(counter=ONE, agent=AgentId("07"), services=(ServiceId("x"),)),
            "service",
        ),
        (c.PauseCounter(counter=ONE, reason="smoke"), "reason"),
        (c.HoldTicket(counter=ONE, reason="smoke"), "reason"),
    ],
)
def test_what_a_counter_cannot_mean_is_named(hall: Hall, command: c.Command, where: str) -> None:
    with pytest.raises(Unfit) as unfit:
        hall.try_(command)
    assert unfit.value.where == where
