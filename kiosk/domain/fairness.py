"""Whether the order was kept: whom a ticket saw called before it, and what gave them the right."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
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

    ``slot`` is that of its own appointment.
    """

    ticket: Ticket
    slot: datetime | None
    call: TicketCalled | None
    called_at: datetime | None
    agent: AgentId | None
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
        self._call: tuple[Entry, TicketCalled, AgentId | None] | None = None

    def hear(self, entry: Entry) -> None:
        """The next line of the day."""
        match entry.event:
            case e.TicketTransferred(ticket=ticket):
                self._moved.add(ticket)
            case e.TicketCalled() as call:
                self._called(entry, call)
            case e.CallUndone(ticket=ticket):
                self._undone(ticket)
            case _:
                pass
        self._floor.apply(entry)
        if self._first is None and self._id in self._floor.tickets:
            self._first = turn_of(self._floor.tickets[self._id])

    def _called(self, entry: Entry, call: TicketCalled) -> None:
        now = self._floor.counter(call.counter)
        if call.ticket == self._id:
            self._call = (entry, call, now.agent)
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
            self._call = None
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
        entry, call, agent = self._call or (None, None, None)
        # Who was called again, after a transfer or a missed call, went before it once.
        once: dict[TicketId, Before] = {}
        for one in self._seen:
            known = once.get(one.ticket)
            if known is None or known.right not in OUT_OF_ORDER or one.right is Right.NONE:
                once[one.ticket] = one
        return Account(
            ticket=ticket,
            slot=self._slot_of(ticket),
            call=call,
            called_at=entry.at if entry is not None else None,
            agent=agent,
            before=tuple(one for one in self._seen if once[one.ticket] is one),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """Who called, and where."""

    counter: CounterId
    agent: AgentId


@dataclass(slots=True, kw_only=True)
class Conduct:
    """How an agent called at a counter, by what the journal says of each call.

    ``chosen`` were asked for by name, ``out_of_order`` of them while others had an earlier turn,
    who are ``passed_over``; ``hasty`` no-shows were marked before the last of the calls that are
    due to a visitor.
    """

    calls: int = 0
    chosen: int = 0
    out_of_order: int = 0
    passed_over: int = 0
    no_shows: int = 0
    hasty: int = 0
    undone: int = 0


CALLING = (e.CounterOpened, e.TicketCalled, e.NoShowMarked, e.CallUndone)
"""The events that ``conduct`` reads."""


def conduct(entries: Iterable[Entry], rules: Rules) -> Mapping[Post, Conduct]:
    """How every agent called at every counter, over any number of whole days.

    Of the entries only those of ``CALLING`` matter, in order. A no-show from before the journal
    said after how many calls is not taken to be hasty.
    """
    agents: dict[CounterId, AgentId] = {}
    found: defaultdict[Post, Conduct] = defaultdict(Conduct)
    for entry in entries:
        event = entry.event
        if isinstance(event, e.CounterOpened):
            agents[event.counter] = event.agent
        elif isinstance(event, e.TicketCalled | e.NoShowMarked | e.CallUndone):
            post = Post(counter=event.counter, agent=agents[event.counter])
            _add(found[post], event, rules)
    return found


def _add(
    line: Conduct, event: e.TicketCalled | e.NoShowMarked | e.CallUndone, rules: Rules
) -> None:
    match event:
        case e.TicketCalled(why=why, passed_over=passed_over):
            line.calls += 1
            line.chosen += why is Why.CHOSEN
            line.out_of_order += passed_over > 0
            line.passed_over += passed_over
        case e.NoShowMarked(calls=calls):
            line.no_shows += 1
            line.hasty += calls is not None and calls < rules.calls_before_no_show
        case e.CallUndone():
            line.undone += 1
