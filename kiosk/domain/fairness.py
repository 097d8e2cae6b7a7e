"""Whether the order was kept: whom a ticket saw called before it, and what gave them the right."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from kiosk.domain import events as e
from kiosk.domain.catalogue import Rules
from kiosk.domain.events import Entry, TicketCalled, Why
from kiosk.domain.floor import Floor
from kiosk.domain.ids import AgentId, CounterId, TicketId
from kiosk.domain.ticket import Ticket, TicketState
from kiosk.domain.turns import Turn, turn_of


class Right(StrEnum):
    """What let somebody be called before a ticket that waited too."""

    EARLIER = "earlier"
    """They came before it."""
    TRANSFERRED = "transferred"
    """They came before it, and kept their place when another counter sent them on."""
    RETURNED = "returned"
    """They came before it, missed their call, and came back in time."""
    PRIORITY = "priority"
    """They came after it, within the credit that priority has."""
    APPOINTMENT = "appointment"
    """Their appointment was near enough."""
    ITS_HOUR = "its_hour"
    """It checked in long before its own appointment, and they came before its time began."""
    ITS_RETURN = "its_return"
    """It missed its call itself, and came back behind them."""
    CHOSEN = "chosen"
    """None but that an agent asked for them."""
    NONE = "none"
    """None at all: the order was broken."""


OUT_OF_ORDER = frozenset({Right.CHOSEN, Right.NONE})
"""Calls that no rule brought about."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Before:
    """Somebody called before the ticket, to a counter that could have served it.

    ``after_s`` is how long after the ticket they came, in seconds; negative: before it.
    """

    ticket: TicketId
    number: str
    at: datetime
    counter: CounterId
    agent: AgentId | None
    after_s: float
    right: Right


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """How one ticket fared: its last call, if it was called, and everybody called before it.

    ``slot`` is that of its own appointment; ``calls`` when it was called and called again;
    ``held`` when it was put on hold.
    """

    ticket: Ticket
    slot: datetime | None
    call: TicketCalled | None
    calls: tuple[datetime, ...]
    agent: AgentId | None
    held: tuple[datetime, ...]
    before: tuple[Before, ...]

    @property
    def kept(self) -> bool:
        """Whether nobody was called before it but by a rule, or openly by an agent's choice."""
        return not self.by(Right.NONE)

    def by(self, right: Right) -> tuple[Before, ...]:
        """Those who were called before it by this right, in the order they were called."""
        return tuple(one for one in self.before if one.right is right)


def account(entries: Iterable[Entry], ticket: TicketId, rules: Rules) -> Account | None:
    """What the journal of a day, from its ``DayOpened`` on, tells of ``ticket``.

    Counted is who was called while it waited; a call that was undone does not count. ``None``
    when the day knows no such ticket.
    """
    telling = _Telling(ticket, rules)
    for entry in entries:
        telling.hear(entry)
    return telling.told()


class _Telling:
    """Follows a day with the eyes of one ticket."""

    def __init__(self, ticket: TicketId, rules: Rules) -> None:
        self._id = ticket
        self._rules = rules
        self._floor = Floor()
        self._moved: set[TicketId] = set()
        self._first: Turn | None = None
        self._seen: list[Before] = []
        self._latest: dict[TicketId, Before] = {}
        self._call: TicketCalled | None = None
        self._calls: list[datetime] = []
        self._agent: AgentId | None = None
        self._held: list[datetime] = []

    def hear(self, entry: Entry) -> None:
        """The next line of the day."""
        match entry.event:
            case e.TicketTransferred(ticket=ticket):
                self._moved.add(ticket)
            case e.TicketCalled() as call:
                self._called(entry, call)
            case e.CallUndone(ticket=ticket):
                self._undone(ticket)
            case e.TicketRecalled(ticket=ticket) if ticket == self._id:
                self._calls.append(entry.at)
            case e.TicketHeld(ticket=ticket) if ticket == self._id:
                self._held.append(entry.at)
            case _:
                pass
        self._floor.apply(entry)
        if self._first is None and self._id in self._floor.tickets:
            self._first = turn_of(self._floor.tickets[self._id])

    def _called(self, entry: Entry, call: TicketCalled) -> None:
        now = self._floor.counter(call.counter)
        if call.ticket == self._id:
            self._call, self._calls, self._agent = call, [entry.at], now.agent
            return
        self._latest.pop(call.ticket, None)
        mine = self._floor.tickets.get(self._id)
        if mine is None or self._first is None or mine.state is not TicketState.WAITING:
            return
        if mine.service not in now.services:
            return
        theirs = self._floor.tickets[call.ticket]
        before = Before(
            ticket=call.ticket,
            number=call.number,
            at=entry.at,
            counter=call.counter,
            agent=now.agent,
            after_s=(theirs.issued_at - mine.issued_at).total_seconds(),
            right=self._right(mine, self._first, theirs, call.why),
        )
        self._seen.append(before)
        self._latest[call.ticket] = before

    def _undone(self, ticket: TicketId) -> None:
        if ticket == self._id:
            self._call, self._calls, self._agent = None, [], None
        undone = self._latest.pop(ticket, None)
        if undone is not None:
            self._seen.remove(undone)

    def _right(self, mine: Ticket, first: Turn, theirs: Ticket, why: Why) -> Right:
        """``first`` is the turn with which mine began to wait."""
        turn = turn_of(theirs)
        if turn > turn_of(mine):
            return Right.CHOSEN if why is Why.CHOSEN else Right.NONE
        if (theirs.issued_at, theirs.arrival) < (mine.issued_at, mine.arrival):
            if theirs.requeued:
                return Right.RETURNED
            return Right.TRANSFERRED if theirs.ticket in self._moved else Right.EARLIER
        if turn > first:
            return Right.ITS_RETURN if mine.requeued else Right.NONE
        return self._right_of_who_came_after(max(first[0], first[3]), theirs)

    def _right_of_who_came_after(self, since_s: float, theirs: Ticket) -> Right:
        """What the rules give, however the key came about: this is the bound.

        ``since_s`` is from when on the ticket counts itself: when it came, or its own hour.
        """
        after_s = theirs.issued_at.timestamp() - since_s
        if after_s <= 0:
            return Right.ITS_HOUR
        slot = self._slot_of(theirs)
        head_start = timedelta(minutes=self._rules.appointment_credit_min)
        if slot is not None and theirs.virtual_arrival >= slot - head_start:
            return Right.APPOINTMENT
        if theirs.priority and after_s <= self._rules.priority_credit_min * 60:
            return Right.PRIORITY
        return Right.NONE

    def _slot_of(self, ticket: Ticket) -> datetime | None:
        kept = self._floor.book.get(ticket.appointment) if ticket.appointment is not None else None
        return kept.slot if kept is not None else None

    def told(self) -> Account | None:
        """The account, once the day has been heard."""
        ticket = self._floor.tickets.get(self._id)
        if ticket is None:
            return None
        # Who was called again, after a transfer or a missed call, went before it once.
        once: dict[TicketId, Before] = {}
        for one in self._seen:
            known = once.get(one.ticket)
            if known is None or known.right not in OUT_OF_ORDER or one.right is Right.NONE:
                once[one.ticket] = one
        return Account(
            ticket=ticket,
            slot=self._slot_of(ticket),
            call=self._call,
            calls=tuple(self._calls),
            agent=self._agent,
            held=tuple(self._held),
            before=tuple(one for one in self._seen if once[one.ticket] is one),
        )
