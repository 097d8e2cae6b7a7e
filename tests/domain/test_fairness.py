"""What the journal can prove of each call: to a visitor, and to a manager."""

from dataclasses import replace

import pytest

from kiosk.domain import commands as c
from kiosk.domain.events import NoShowMarked, TicketCalled, Why
from kiosk.domain.fairness import Account, Conduct, Post, Right, account, conduct
from kiosk.domain.ids import AgentId, TicketId
from kiosk.domain.ticket import Ticket
from tests.domain.hall import BIRTH, ID_NEW, ONE, TAX, TWO, Hall


@pytest.fixture
def hall() -> Hall:
    hall = Hall(open_all_day=True)
    hall.open()
    return hall


def told(hall: Hall, ticket: Ticket) -> Account:
    found = account(hall.journal, ticket.ticket, hall.catalogue.rules)
    assert found is not None
    return found


def rights(hall: Hall, ticket: Ticket) -> list[tuple[str, Right]]:
    return [(one.number, one.right) for one in told(hall, ticket).before]


def test_those_who_came_before_are_called_before(hall: Hall) -> None:
    first, second, mine = (hall.issue() for _ in range(3))
    hall.serve()
    hall.serve()
    assert rights(hall, mine) == [(first.number, Right.EARLIER), (second.number, Right.EARLIER)]
    assert told(hall, mine).call is None
    hall.later(1)
    hall.called_by()
    found = told(hall, mine)
    assert found.kept
    assert isinstance(found.call, TicketCalled)
    assert (found.called_at, found.agent) == (hall.at, "07")


def test_whom_its_counter_cannot_serve_it_does_not_compete_with(hall: Hall) -> None:
    hall.open(TWO, TAX)
    mine = hall.issue(ID_NEW)
    hall.issue(TAX)
    hall.serve(TWO)
    assert rights(hall, mine) == []


def test_who_has_priority_goes_before_those_who_came_within_its_credit(hall: Hall) -> None:
    mine = hall.issue()
    urgent = hall.issue(priority=True, minutes=29)
    hall.serve()
    (before,) = told(hall, mine).before
    assert (before.number, before.right) == (urgent.number, Right.PRIORITY)
    assert before.after_s == 29 * 60


def test_a_greater_head_start_than_the_rules_give_breaks_the_order(hall: Hall) -> None:
    mine = hall.issue()
    hall.issue(priority=True, minutes=29)
    hall.serve()
    rules = replace(hall.catalogue.rules, priority_credit_min=28)
    found = account(hall.journal, mine.ticket, rules)
    assert found is not None
    assert not found.kept


def test_a_call_out_of_turn_that_nobody_chose_breaks_the_order(hall: Hall) -> None:
    mine, later = hall.issue(), hall.issue()
    hall.do(c.CallTicket(counter=ONE, ticket=later.ticket))
    entry = hall.journal[-1]
    call = entry.event
    assert isinstance(call, TicketCalled)
    forged = replace(entry, event=replace(call, why=Why.NEXT, passed_over=0))
    found = account([*hall.journal[:-1], forged], mine.ticket, hall.catalogue.rules)
    assert found is not None
    assert [one.right for one in found.before] == [Right.NONE]


def test_an_agents_choice_is_told_with_agent_and_counter(hall: Hall) -> None:
    mine, friend = hall.issue(), hall.issue()
    hall.do(c.CallTicket(counter=ONE, ticket=friend.ticket))
    (before,) = told(hall, mine).before
    assert (before.right, before.agent, before.counter) == (Right.CHOSEN, "07", ONE)
    assert told(hall, mine).kept


def test_choosing_somebody_who_was_before_takes_nothing_from_those_behind(hall: Hall) -> None:
    hall.issue()
    second, mine = hall.issue(), hall.issue()
    hall.do(c.CallTicket(counter=ONE, ticket=second.ticket))
    assert rights(hall, mine) == [(second.number, Right.EARLIER)]


def test_who_is_sent_on_keeps_the_place_that_was_earned(hall: Hall) -> None:
    moved = hall.issue(BIRTH)
    mine = hall.issue(TAX)
    hall.called_by()
    hall.do(c.TransferTicket(counter=ONE, service=TAX))
    hall.called_by()
    assert rights(hall, mine) == [(moved.number, Right.TRANSFERRED)]


def test_who_missed_the_call_and_came_back_is_told_so(hall: Hall) -> None:
    away, following, mine = hall.issue(), hall.issue(), hall.issue()
    hall.called_by()
    hall.do(c.MarkNoShow(counter=ONE))
    hall.do(c.Requeue(ticket=away.ticket))
    hall.serve()
    hall.serve()
    assert rights(hall, mine) == [(following.number, Right.EARLIER), (away.number, Right.RETURNED)]
    assert rights(hall, away) == [(following.number, Right.ITS_RETURN)]


def test_a_call_that_was_undone_took_nothing_from_anybody(hall: Hall) -> None:
    mine, later = hall.issue(), hall.issue()
    hall.do(c.CallTicket(counter=ONE, ticket=later.ticket))
    hall.do(c.UndoCall(counter=ONE))
    assert rights(hall, mine) == []
    hall.called_by()
    assert hall.ticket(mine).counter == ONE
    hall.do(c.UndoCall(counter=ONE))
    assert told(hall, mine).call is None


def test_who_was_called_twice_went_before_once(hall: Hall) -> None:
    moved = hall.issue(BIRTH)
    mine = hall.issue(TAX)
    for service in (BIRTH, TAX):
        hall.called_by()
        hall.do(c.TransferTicket(counter=ONE, service=service))
    hall.called_by()
    assert rights(hall, mine) == [(moved.number, Right.TRANSFERRED)]


def test_a_day_knows_only_its_own_tickets(hall: Hall) -> None:
    assert account(hall.journal, TicketId("none"), hall.catalogue.rules) is None


def test_an_agents_calls_are_added_up_with_what_was_out_of_order() -> None:
    hall = Hall(open_all_day=True)
    hall.open()
    _first, _second, friend = (hall.issue() for _ in range(3))
    hall.do(c.CallTicket(counter=ONE, ticket=friend.ticket))
    hall.do(c.MarkNoShow(counter=ONE))
    hall.called_by()
    hall.do(c.UndoCall(counter=ONE))
    hall.do(c.CloseCounter(counter=ONE))
    hall.do(c.OpenCounter(counter=ONE, agent=AgentId("12"), services=(ID_NEW,)))
    hall.called_by()
    for _ in range(2):
        hall.do(c.Recall(counter=ONE))
    hall.do(c.MarkNoShow(counter=ONE))

    found = conduct(hall.journal, hall.catalogue.rules)

    assert found == {
        Post(counter=ONE, agent=AgentId("07")): Conduct(
            calls=2, chosen=1, out_of_order=1, passed_over=2, no_shows=1, hasty=1, undone=1
        ),
        Post(counter=ONE, agent=AgentId("12")): Conduct(calls=1, no_shows=1),
    }


def test_of_calls_from_before_nothing_is_made_up() -> None:
    hall = Hall(open_all_day=True)
    hall.open()
    hall.issue()
    hall.called_by()
    hall.do(c.MarkNoShow(counter=ONE))
    entry = hall.journal[-1]
    assert isinstance(entry.event, NoShowMarked)
    old = replace(entry, event=replace(entry.event, calls=None))
    (line,) = conduct([*hall.journal[:-1], old], hall.catalogue.rules).values()
    assert (line.no_shows, line.hasty) == (1, 0)
