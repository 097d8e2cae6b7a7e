"""Tickets and counters of one centre's day, moved on by what its journal says happened.

The same as the floor does (`domain/floor.py`), but for lines that no floor outlives: an event of a
ticket nobody issued, or of a counter nobody opened, changes what it can and breaks nothing.
"""

from collections.abc import Callable, Mapping
from datetime import date
from types import MappingProxyType
from typing import Any

from kiosk.domain.counter import CounterState
from kiosk.domain.ticket import TicketState
from kiosk.hub import projecting_facts as f
from kiosk.hub.projecting_facts import Fact
from kiosk.hub.projecting_rows import CounterRow, TicketRow


class DayFold:
    """One day's tickets and counters: those that some lines speak of."""

    def __init__(self, day: date) -> None:
        self.day = day
        self.tickets: dict[str, TicketRow] = {}
        self.counters: dict[str, CounterRow] = {}
        self.moved_tickets: set[str] = set()
        self.moved_counters: set[str] = set()

    def fold(self, fact: Fact) -> None:
        """What one line says."""
        rule = _RULES.get(type(fact))
        if rule is not None:
            rule(self, fact)

    def _moved(self, ticket: str) -> TicketRow | None:
        """A ticket that this history has given; nothing happens any more to an abandoned one."""
        row = self.tickets.get(ticket)
        if row is None or row.abandoned:
            return None
        self.moved_tickets.add(ticket)
        return row

    def _counter(self, counter: str, fact: Fact) -> CounterRow:
        """The counter, which is in a new state from now on."""
        self.moved_counters.add(counter)
        row = self.counters.get(counter)
        if row is None:
            row = CounterRow(day=self.day, counter=counter, since=fact.at)
            self.counters[counter] = row
        row.since = fact.at
        return row

    def _release(self, counter: str, fact: Fact) -> CounterRow:
        row = self._counter(counter, fact)
        row.state, row.ticket = CounterState.FREE, None
        return row

    def _occupy(self, fact: f.AtCounter, state: CounterState) -> None:
        row = self._counter(fact.counter, fact)
        row.state, row.ticket = state, fact.ticket

    def _issued(self, fact: f.TicketIssued | f.TicketRecorded) -> None:
        self.moved_tickets.add(fact.ticket)
        self.tickets[fact.ticket] = TicketRow(
            day=self.day,
            ticket=fact.ticket,
            number=fact.number,
            service=fact.service,
            queue=fact.queue,
            language=fact.language,
            priority=fact.priority,
            assist=fact.assist,
            token_hash=fact.token_hash,
            issued_at=fact.issued_at if isinstance(fact, f.TicketRecorded) else fact.at,
            virtual_arrival=fact.virtual_arrival,
            appointment=fact.appointment,
        )

    def _renumbered(self, fact: f.TicketRenumbered) -> None:
        row = self._moved(fact.ticket)
        if row is not None:
            row.number, row.token_hash = fact.number, fact.token_hash

    def _cancelled(self, fact: f.TicketCancelled) -> None:
        row = self._moved(fact.ticket)
        if row is None:
            return
        if row.state == TicketState.CALLED and row.counter is not None:
            self._release(row.counter, fact)
        row.state, row.counter, row.ended_at = TicketState.CANCELLED, None, fact.at

    def _called(self, fact: f.TicketCalled) -> None:
        row = self._moved(fact.ticket)
        if row is not None:
            row.state, row.counter, row.calls = TicketState.CALLED, fact.counter, 1
            row.called_at = fact.at
            row.first_called_at = row.first_called_at or fact.at
        self._occupy(fact, CounterState.CALLED)

    def _recalled(self, fact: f.TicketRecalled) -> None:
        row = self._moved(fact.ticket)
        if row is not None:
            row.calls = fact.call

    def _undone(self, fact: f.CallUndone) -> None:
        row = self._moved(fact.ticket)
        if row is not None:
            if row.first_called_at == row.called_at:
                # It was a mistake: the wait goes on.
                row.first_called_at = None
            row.state, row.counter, row.calls = TicketState.WAITING, None, 0
            row.called_at = None
        self._release(fact.counter, fact)

    def _started(self, fact: f.ServiceStarted) -> None:
        row = self._moved(fact.ticket)
        if row is not None:
            row.state, row.started_at = TicketState.SERVING, fact.at
        self._occupy(fact, CounterState.SERVING)

    def _finished(self, fact: f.ServiceFinished) -> None:
        row = self._moved(fact.ticket)
        if row is not None:
            row.state, row.outcome, row.ended_at = TicketState.SERVED, fact.outcome, fact.at
        self._release(fact.counter, fact).served += 1

    def _no_show(self, fact: f.NoShowMarked) -> None:
        row = self._moved(fact.ticket)
        if row is not None:
            row.state, row.ended_at = TicketState.NO_SHOW, fact.at
        self._release(fact.counter, fact).no_shows += 1

    def _requeued(self, fact: f.TicketRequeued) -> None:
        row = self._moved(fact.ticket)
        if row is not None:
            row.state, row.counter, row.calls = TicketState.WAITING, None, 0
            row.ended_at = None
            row.virtual_arrival = fact.virtual_arrival or row.virtual_arrival

    def _held(self, fact: f.TicketHeld) -> None:
        row = self._moved(fact.ticket)
        if row is not None:
            row.state = TicketState.HELD
        self._release(fact.counter, fact)

    def _resumed(self, fact: f.TicketResumed) -> None:
        row = self._moved(fact.ticket)
        if row is not None:
            row.state, row.counter = TicketState.SERVING, fact.counter
            row.started_at = row.started_at or fact.at
        self._occupy(fact, CounterState.SERVING)

    def _transferred(self, fact: f.TicketTransferred) -> None:
        row = self._moved(fact.ticket)
        if row is not None:
            row.state, row.service = TicketState.WAITING, fact.service
            row.counter, row.calls, row.called_at, row.started_at = None, 0, None, None
        self._release(fact.counter, fact)

    def _day_closed(self, fact: f.DayClosed) -> None:
        for ticket in fact.expired:
            row = self._moved(ticket)
            if row is not None:
                row.state, row.counter, row.ended_at = TicketState.EXPIRED, None, fact.at
        for counter in self.counters.values():
            if counter.state != CounterState.CLOSED:
                self._close(counter, fact)

    def _close(self, row: CounterRow, fact: Fact) -> None:
        self.moved_counters.add(row.counter)
        row.state, row.services, row.since = CounterState.CLOSED, (), fact.at
        row.ticket = row.pause_reason = None

    def _opened(self, fact: f.CounterOpened) -> None:
        row = self._counter(fact.counter, fact)
        row.state, row.services, row.pause_reason = CounterState.FREE, fact.services, None

    def _closed(self, fact: f.CounterClosed) -> None:
        self._close(self._counter(fact.counter, fact), fact)

    def _paused(self, fact: f.CounterPaused) -> None:
        row = self._counter(fact.counter, fact)
        row.state, row.pause_reason = CounterState.PAUSED, fact.reason

    def _reopened(self, fact: f.CounterReopened) -> None:
        row = self._counter(fact.counter, fact)
        row.state, row.pause_reason = CounterState.FREE, None

    def _ready(self, fact: f.CounterReady) -> None:
        self._counter(fact.counter, fact).state = CounterState.READY


Rule = Callable[[DayFold, Any], None]
"""What one kind of fact changes; it is given the kind it is filed under in ``_RULES``."""

_RULES: Mapping[type[Fact], Rule] = MappingProxyType(
    {
        f.TicketIssued: DayFold._issued,
        f.TicketRecorded: DayFold._issued,
        f.TicketRenumbered: DayFold._renumbered,
        f.TicketCancelled: DayFold._cancelled,
        f.TicketCalled: DayFold._called,
        f.TicketRecalled: DayFold._recalled,
        f.CallUndone: DayFold._undone,
        f.ServiceStarted: DayFold._started,
        f.ServiceFinished: DayFold._finished,
        f.NoShowMarked: DayFold._no_show,
        f.TicketRequeued: DayFold._requeued,
        f.TicketHeld: DayFold._held,
        f.TicketResumed: DayFold._resumed,
        f.TicketTransferred: DayFold._transferred,
        f.DayClosed: DayFold._day_closed,
        f.CounterOpened: DayFold._opened,
        f.CounterClosed: DayFold._closed,
        f.CounterPaused: DayFold._paused,
        f.CounterReopened: DayFold._reopened,
        f.CounterReady: DayFold._ready,
    }
)
