"""A crowd in a hall without a network: it comes, is served, and leaves smileys."""

from collections import Counter as Tally
from datetime import timedelta

import pytest

from kiosk.client.reply import Declined, Done, Reply
from kiosk.domain.commands import (
    Command,
    GiveFeedback,
    IssueTicket,
    MarkNoShow,
    Order,
    PauseCounter,
    StartService,
)
from kiosk.domain.counter import CounterState
from kiosk.domain.decide import decide, seal
from kiosk.domain.errors import Refused
from kiosk.domain.ids import AgentId, DeviceId
from kiosk.domain.ticket import TicketState
from kiosk.roles.crowd import Crowd
from kiosk.roles.people import Ask
from kiosk.wire.codec import Issued
from tests.domain.hall import ONE, TEN, THREE, TWO, Hall

HOUR_S = 3600.0


class CrowdedHall:
    """The real rules, asked by a crowd whose seconds are the hall's."""

    def __init__(self, *, seed: int = 7) -> None:
        self.hall = Hall(open_all_day=True)
        self.asked: list[Command] = []
        self.crowd = Crowd(catalogue=self.hall.catalogue, seed=seed, waiting=self.waiting)
        for counter in (ONE, TWO):
            self.crowd.open_counter(counter, AgentId(f"C{counter}"), 0.0)
            self.crowd.staff(counter, 1.0)
        self.crowd.open_door(2.0)

    def waiting(self) -> int:
        return self.hall.floor.waiting_for(self.hall.catalogue.service)

    def run_until(self, at_s: float) -> None:
        while (wakes_at_s := self.crowd.wakes_at_s) is not None and wakes_at_s <= at_s:
            ask = self.crowd.next_ask(wakes_at_s)
            while ask is not None:
                ask = self.crowd.hear(self._reply(ask, wakes_at_s), wakes_at_s)

    def _reply(self, ask: Ask, at_s: float) -> Reply:
        self.asked.append(ask.command)
        self.hall.at = TEN + timedelta(seconds=at_s)
        order = Order(
            command=ask.command,
            id=ask.id,
            device=DeviceId(ask.role.value),
            role=ask.role,
            at=self.hall.at,
            chance=bytes(16),
        )
        decision = decide(self.hall.floor, self.hall.catalogue, order)
        if isinstance(decision, Refused):
            return Declined(reason=decision.reason.value, say={})
        entries = seal(self.hall.floor, order, decision)
        for entry in entries:
            self.hall.floor.apply(entry)
        return Done(entries=entries, issued=self._issued(ask))

    def _issued(self, ask: Ask) -> Issued | None:
        if not isinstance(ask.command, IssueTicket):
            return None
        ticket = self.hall.floor.tickets[next(reversed(self.hall.floor.tickets))]
        return Issued(
            ticket=ticket.ticket,
            number=ticket.number,
            service=ticket.service,
            token="",
            ahead=0,
            wait_s=None,
            hall={},
        )

    def states(self) -> Tally[TicketState]:
        return Tally(ticket.state for ticket in self.hall.floor.tickets.values())


@pytest.fixture
def crowded() -> CrowdedHall:
    return CrowdedHall()


def test_a_crowd_is_served_and_the_queue_neither_dries_up_nor_runs_away(
    crowded: CrowdedHall,
) -> None:
    waiting = []
    for hours in range(1, 9):
        crowded.run_until(hours * HOUR_S)
        waiting.append(crowded.waiting())
    assert crowded.states()[TicketState.SERVED] > 80
    assert max(waiting) < 30


def test_not_everybody_comes_when_called_and_half_leave_a_smiley(crowded: CrowdedHall) -> None:
    crowded.run_until(8 * HOUR_S)
    kinds = Tally(type(command) for command in crowded.asked)
    served = crowded.states()[TicketState.SERVED]
    assert kinds[MarkNoShow] > 0
    assert 0.3 * served < kinds[GiveFeedback] < 0.7 * served


def test_the_same_seed_tells_the_same_stories() -> None:
    once, again, other = CrowdedHall(), CrowdedHall(), CrowdedHall(seed=8)
    for crowded in (once, again, other):
        crowded.run_until(HOUR_S)
    assert once.asked == again.asked
    assert once.asked != other.asked


def test_an_agent_who_leaves_calls_nobody_any_more_and_one_who_comes_back_does(
    crowded: CrowdedHall,
) -> None:
    crowded.run_until(HOUR_S)
    crowded.crowd.leave(TWO)
    crowded.run_until(2 * HOUR_S)
    left = crowded.hall.floor.counter(TWO)
    crowded.run_until(3 * HOUR_S)
    assert crowded.hall.floor.counter(TWO) == left
    crowded.crowd.staff(TWO, 3 * HOUR_S)
    crowded.run_until(4 * HOUR_S)
    assert crowded.hall.floor.counter(TWO).served > left.served


def test_who_comes_back_at_once_is_not_two(crowded: CrowdedHall) -> None:
    crowded.run_until(HOUR_S)
    crowded.crowd.leave(TWO)
    crowded.crowd.staff(TWO, HOUR_S)
    before = len(crowded.asked)
    crowded.run_until(9 * HOUR_S)
    calls = Tally(c.counter for c in crowded.asked[before:] if isinstance(c, StartService))
    assert calls[TWO] < 1.5 * calls[ONE]


def test_a_counter_on_a_break_is_left_in_peace(crowded: CrowdedHall) -> None:
    crowded.crowd.open_counter(THREE, AgentId("C3"), 0.0)
    crowded.run_until(60.0)
    crowded.hall.do(PauseCounter(counter=THREE, reason="tea"))
    crowded.crowd.staff(THREE, 60.0)
    crowded.run_until(HOUR_S)
    assert crowded.hall.floor.counter(THREE).state is CounterState.PAUSED


def test_a_visitor_called_by_somebody_else_is_served_by_the_agent_who_takes_over(
    crowded: CrowdedHall,
) -> None:
    crowded.crowd.open_counter(THREE, AgentId("C3"), 0.0)
    crowded.run_until(60.0)
    crowded.hall.called_by(THREE)
    crowded.crowd.staff(THREE, 60.0)
    crowded.run_until(HOUR_S)
    assert crowded.hall.floor.counter(THREE).served > 0
