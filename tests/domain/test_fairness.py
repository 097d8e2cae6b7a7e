"""What the journal can prove of each call: to a visitor, and to a manager."""

import json
from dataclasses import replace

import pytest

from kiosk.domain import commands as c
from kiosk.domain.events import TicketCalled, Why
from kiosk.domain.fairness import Account, Right, account
from kiosk.domain.floor import Floor
from kiosk.domain.ids import TicketId
from kiosk.domain.ticket import Ticket, TicketState
from kiosk.wire.codec import decode_entry, encode_entry
from tests.domain.booking import BookedHall, at
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
    assert (found.calls, found.agent) == ((hall.at,), "07")


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


def test_an_appointment_goes_before_those_who_came_within_its_head_start_and_no_more() -> None:
    hall = BookedHall(at=at(6))
    promised = hall.book(at(12))
    hall.until(at(11, 44))
    hall.open()
    mine = hall.issue(TAX)
    hall.until(at(11, 50))
    ticket = hall.check_in(promised)
    hall.serve()
    (before,) = told(hall, mine).before
    assert (before.number, before.right, before.after_s) == (ticket.number, Right.APPOINTMENT, 300)
    rules = replace(hall.catalogue.rules, appointment_credit_min=14)
    found = account(hall.journal, mine.ticket, rules)
    assert found is not None
    assert not found.kept, "a head start of 14 minutes begins behind it"


def test_who_checks_in_long_before_the_hour_sees_others_go_first() -> None:
    hall = BookedHall(at=at(6))
    promised = hall.book(at(12))
    hall.until(at(10))
    hall.open()
    early = hall.check_in(promised)
    later = hall.issue(TAX, minutes=90)
    hall.serve()
    assert rights(hall, early) == [(later.number, Right.ITS_HOUR)]


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


def test_every_call_and_every_hold_of_the_ticket_itself_is_kept(hall: Hall) -> None:
    mine = hall.issue()
    hall.called_by()
    calls = [hall.at]
    for _ in range(2):
        hall.later(1)
        hall.do(c.Recall(counter=ONE))
        calls.append(hall.at)
    hall.do(c.HoldTicket(counter=ONE, reason="photo"))
    found = told(hall, mine)
    assert (list(found.calls), found.held) == (calls, (hall.at,))


def test_lines_of_an_older_journal_mean_what_they_meant() -> None:
    hall = Hall(open_all_day=True)
    hall.open()
    away, following = hall.issue(), hall.issue()
    hall.called_by()
    hall.do(c.MarkNoShow(counter=ONE))
    hall.do(c.Requeue(ticket=away.ticket))
    floor = Floor()
    for entry in hall.journal:
        line = json.loads(encode_entry(entry))
        if line["type"] == "TicketRequeued":
            del line["virtual_arrival"]
        elif line["type"] in {"TicketCalled", "NoShowMarked"}:
            for field in ("passed_over", "overtook", "calls"):
                line.pop(field, None)
        floor.apply(decode_entry(json.dumps(line).encode()))
    assert floor.tickets[away.ticket].virtual_arrival == away.virtual_arrival
    first = floor.waiting[ID_NEW].first()
    assert first is not None
    assert first[2] == away.ticket
    assert floor.tickets[following.ticket].state is TicketState.WAITING
