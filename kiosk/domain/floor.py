"""Everything true right now in a centre: the one mutable object, changed by events alone."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from types import MappingProxyType
from typing import Any

from kiosk.domain import events as e
from kiosk.domain.book import Book, book_of
from kiosk.domain.counter import CounterNow, CounterState
from kiosk.domain.day_record import DayRecord, honesty_of
from kiosk.domain.events import Entry, Event, PrinterState
from kiosk.domain.ids import (
    CounterId,
    DeviceId,
    FeedbackId,
    HelpId,
    ServiceId,
    TicketId,
)
from kiosk.domain.noting import note
from kiosk.domain.numbering import letter_of
from kiosk.domain.pace import Habits, PaceMeasured, pace_at_opening
from kiosk.domain.printers import PrinterNow
from kiosk.domain.taking_over import CentreTookOver, NumbersSkipped, Skipped
from kiosk.domain.ticket import OPEN_STATES, TRANSITIONS, Ticket, TicketState
from kiosk.domain.turns import Turns, turn_of


@dataclass(frozen=True, slots=True, kw_only=True)
class HelpCall:
    """Somebody at a device who needs a person and has not been answered."""

    help: HelpId
    by: DeviceId
    at: datetime
    name: str = ""


@dataclass(slots=True)
class Floor:
    """Today, folded from the journal. Nothing but ``apply`` changes it, in constant time.

    ``tokens`` finds a ticket by its public token's hash; ``taken`` counts today's tickets against
    each service's quota, ``given`` the numbers used with each letter (a newer catalogue may give it
    to another queue), ``skipped`` those a centre before this one may have given; ``waiting`` holds
    each service's turns; ``printers`` those that are not simply ready, by device and name;
    ``cut_offs`` are those set today, minutes before closing; ``feedback`` the device of each
    smiley; ``book`` holds the appointments of today and of days to come; ``staffing`` changes
    whenever a counter begins or ends working through the queue; ``habits`` and ``pace`` say how
    long things take, as past days and this one have taught, and ``record`` teaches on;
    ``catalogue`` is the hub's version that the centre goes by, 0 before the first, and
    ``catalogue_sha256`` the hash of its text.
    """

    seq: int = 0
    at: datetime | None = None
    day: date | None = None
    tickets: dict[TicketId, Ticket] = field(default_factory=dict)
    numbers: dict[str, TicketId] = field(default_factory=dict)
    tokens: dict[str, TicketId] = field(default_factory=dict)
    counters: dict[CounterId, CounterNow] = field(default_factory=dict)
    waiting: defaultdict[ServiceId, Turns] = field(default_factory=lambda: defaultdict(Turns))
    given: defaultdict[str, int] = field(default_factory=lambda: defaultdict(int))
    skipped: tuple[Skipped, ...] = ()
    taken: defaultdict[ServiceId, int] = field(default_factory=lambda: defaultdict(int))
    suspended: dict[ServiceId, str] = field(default_factory=dict)
    quotas: dict[ServiceId, int | None] = field(default_factory=dict)
    cut_offs: dict[ServiceId, int] = field(default_factory=dict)
    helps: dict[HelpId, HelpCall] = field(default_factory=dict)
    printers: dict[tuple[DeviceId, str], PrinterNow] = field(default_factory=dict)
    feedback: dict[FeedbackId, DeviceId] = field(default_factory=dict)
    explained: set[FeedbackId] = field(default_factory=set)
    book: Book = field(default_factory=Book)
    staffing: int = 0
    habits: Habits = field(default_factory=Habits)
    pace: PaceMeasured = field(default_factory=PaceMeasured)
    record: DayRecord = field(default_factory=DayRecord, compare=False)
    catalogue: int = 0
    catalogue_sha256: str = ""

    def apply(self, entry: Entry) -> None:
        """Fold one line of the journal in; lines come in order, each once."""
        note(self, entry)
        fold = _FOLDS.get(type(entry.event))
        # A type from a later version, or one this reader may not read, changes nothing here.
        if fold is not None:
            fold(self, entry.event, entry)
        self.seq = entry.seq
        self.at = entry.at
        self.day = entry.day

    def counter(self, counter: CounterId) -> CounterNow:
        """The counter as it stands; one nobody opened today is closed."""
        return self.counters.get(counter) or CounterNow(id=counter)

    def open_tickets(self) -> Iterable[Ticket]:
        """Tickets that still expect something."""
        return (ticket for ticket in self.tickets.values() if ticket.state in OPEN_STATES)

    def waiting_for(self, services: Iterable[ServiceId]) -> int:
        """How many wait for any of these services."""
        return sum(len(self.waiting[service]) for service in services if service in self.waiting)

    def _put(self, ticket: Ticket) -> None:
        """Keep a ticket's new state, and its turn in step with it."""
        before = self.tickets.get(ticket.ticket)
        if before is not None and before.state is TicketState.WAITING:
            self.waiting[before.service].remove(turn_of(before))
        if ticket.state is TicketState.WAITING:
            self.waiting[ticket.service].add(turn_of(ticket))
        self.tickets[ticket.ticket] = ticket
        self.numbers[ticket.number] = ticket.ticket
        self.tokens[ticket.token_hash] = ticket.ticket

    def _after(self, ticket: TicketId, event: Event) -> tuple[Ticket, TicketState]:
        before = self.tickets[ticket]
        return before, TRANSITIONS[before.state][type(event)]

    def _release(self, counter: CounterId, at: datetime, *, served: int = 0) -> None:
        """The counter has nobody any more and is free from now on."""
        now = self.counters[counter]
        self.counters[counter] = replace(
            now, state=CounterState.FREE, ticket=None, since=at, served=now.served + served
        )

    def _day_closed(self, event: e.DayClosed, entry: Entry) -> None:
        for ticket in event.expired:
            before, state = self._after(ticket, event)
            self._put(replace(before, state=state, counter=None, ended_at=entry.at))
        self.book.miss(event.missed)
        self.counters.clear()

    def _day_opened(self, event: e.DayOpened, entry: Entry) -> None:
        fresh = Floor(
            suspended=dict(event.suspended),
            book=book_of(event.appointments),
            staffing=self.staffing + 1,
            habits=event.habits,
            pace=pace_at_opening(event.habits),
            record=DayRecord(honesty=honesty_of(event.habits.band)),
            catalogue=event.catalogue,
            catalogue_sha256=event.catalogue_sha256,
        )
        for name in fresh.__slots__:
            setattr(self, name, getattr(fresh, name))

    def _issued(self, event: e.TicketIssued, entry: Entry) -> None:
        self.given[letter_of(event.number)] += 1
        self._admit(event, issued_at=entry.at)

    def _booked(self, event: e.AppointmentBooked, entry: Entry) -> None:
        self.book.give(event, entry.at)

    def _moved(self, event: e.AppointmentMoved, entry: Entry) -> None:
        self.book.move(event, entry.at)

    def _freed(self, event: e.AppointmentCancelled, entry: Entry) -> None:
        self.book.free(event)

    def _paced(self, event: PaceMeasured, entry: Entry) -> None:
        self.pace = event

    def _took_over(self, event: CentreTookOver | NumbersSkipped, entry: Entry) -> None:
        self.skipped += event.skipped
        for one in event.skipped:
            self.given[one.letter] = max(self.given[one.letter], one.last)

    def _loaded(self, event: e.CatalogueLoaded, entry: Entry) -> None:
        self.catalogue = event.version
        self.catalogue_sha256 = event.sha256

    def _recorded(self, event: e.TicketRecorded, entry: Entry) -> None:
        self._admit(event, issued_at=event.issued_at)

    def _admit(self, event: e.TicketIssued | e.TicketRecorded, *, issued_at: datetime) -> None:
        """A ticket begins to wait."""
        self.taken[event.service] += 1
        self._put(
            Ticket(
                ticket=event.ticket,
                number=event.number,
                service=event.service,
                queue=event.queue,
                language=event.language,
                priority=event.priority,
                assist=event.assist,
                state=TicketState.WAITING,
                issued_at=issued_at,
                arrival=len(self.tickets) + 1,
                virtual_arrival=event.virtual_arrival,
                credit_s=event.credit_s,
                appointment=event.appointment,
                token_hash=event.token_hash,
            )
        )
        if event.appointment is not None:
            self.book.check_in(event.appointment, event.ticket)

    def _renumbered(self, event: e.TicketRenumbered, entry: Entry) -> None:
        before = self.tickets[event.ticket]
        self.numbers.pop(before.number, None)
        self.tokens.pop(before.token_hash, None)
        self._put(replace(before, number=event.number, token_hash=event.token_hash))

    def _paper(self, event: e.PaperReported, entry: Entry) -> None:
        if event.ticket in self.tickets:
            self.tickets[event.ticket] = replace(self.tickets[event.ticket], paper=event.paper)

    def _cancelled(self, event: e.TicketCancelled, entry: Entry) -> None:
        before, state = self._after(event.ticket, event)
        if before.state is TicketState.CALLED and before.counter is not None:
            self._release(before.counter, entry.at)
        elif before.state is TicketState.WAITING:
            self.taken[before.service] -= 1
        self._put(replace(before, state=state, counter=None, ended_at=entry.at))

    def _called(self, event: e.TicketCalled, entry: Entry) -> None:
        before, state = self._after(event.ticket, event)
        self._put(replace(before, state=state, counter=event.counter, calls=1, called_at=entry.at))
        self._occupy(event.counter, CounterState.CALLED, event.ticket, entry.at)

    def _occupy(
        self, counter: CounterId, state: CounterState, ticket: TicketId, at: datetime
    ) -> None:
        self.counters[counter] = replace(
            self.counters[counter], state=state, ticket=ticket, since=at
        )

    def _recalled(self, event: e.TicketRecalled, entry: Entry) -> None:
        before, state = self._after(event.ticket, event)
        self._put(replace(before, state=state, calls=event.call))

    def _undone(self, event: e.CallUndone, entry: Entry) -> None:
        before, state = self._after(event.ticket, event)
        self._put(replace(before, state=state, counter=None, calls=0, called_at=None))
        self._release(event.counter, entry.at)

    def _started(self, event: e.ServiceStarted, entry: Entry) -> None:
        before, state = self._after(event.ticket, event)
        self._put(replace(before, state=state, started_at=entry.at))
        self._occupy(event.counter, CounterState.SERVING, event.ticket, entry.at)

    def _finished(self, event: e.ServiceFinished, entry: Entry) -> None:
        before, state = self._after(event.ticket, event)
        self._put(replace(before, state=state, outcome=event.outcome, ended_at=entry.at))
        self._release(event.counter, entry.at, served=1)

    def _no_show(self, event: e.NoShowMarked, entry: Entry) -> None:
        before, state = self._after(event.ticket, event)
        self._put(replace(before, state=state, ended_at=entry.at))
        self._release(event.counter, entry.at)

    def _requeued(self, event: e.TicketRequeued, entry: Entry) -> None:
        before, state = self._after(event.ticket, event)
        self._put(
            replace(
                before,
                state=state,
                counter=None,
                calls=0,
                ended_at=None,
                requeued=True,
                virtual_arrival=event.virtual_arrival or before.virtual_arrival,
            )
        )

    def _held(self, event: e.TicketHeld, entry: Entry) -> None:
        before, state = self._after(event.ticket, event)
        self._put(replace(before, state=state, hold_reason=event.reason))
        self._release(event.counter, entry.at)

    def _resumed(self, event: e.TicketResumed, entry: Entry) -> None:
        before, state = self._after(event.ticket, event)
        started = before.started_at or entry.at
        self._put(
            replace(
                before, state=state, counter=event.counter, hold_reason=None, started_at=started
            )
        )
        self._occupy(event.counter, CounterState.SERVING, event.ticket, entry.at)

    def _transferred(self, event: e.TicketTransferred, entry: Entry) -> None:
        before, state = self._after(event.ticket, event)
        self.taken[before.service] -= 1
        self.taken[event.service] += 1
        self._put(
            replace(
                before,
                state=state,
                service=event.service,
                counter=None,
                calls=0,
                called_at=None,
                started_at=None,
            )
        )
        self._release(event.counter, entry.at)

    def _counter_opened(self, event: e.CounterOpened, entry: Entry) -> None:
        self.staffing += 1
        self.counters[event.counter] = replace(
            self.counter(event.counter),
            state=CounterState.FREE,
            agent=event.agent,
            services=event.services,
            since=entry.at,
            pause_reason=None,
        )

    def _counter_closed(self, event: e.CounterClosed, entry: Entry) -> None:
        self.staffing += 1
        served = self.counter(event.counter).served
        self.counters[event.counter] = CounterNow(id=event.counter, since=entry.at, served=served)

    def _counter_paused(self, event: e.CounterPaused, entry: Entry) -> None:
        self.staffing += 1
        self.counters[event.counter] = replace(
            self.counters[event.counter],
            state=CounterState.PAUSED,
            since=entry.at,
            pause_reason=event.reason,
        )

    def _counter_reopened(self, event: e.CounterReopened, entry: Entry) -> None:
        self.staffing += 1
        self.counters[event.counter] = replace(
            self.counters[event.counter],
            state=CounterState.FREE,
            since=entry.at,
            pause_reason=None,
        )

    def _counter_ready(self, event: e.CounterReady, entry: Entry) -> None:
        self.counters[event.counter] = replace(
            self.counters[event.counter], state=CounterState.READY, since=entry.at
        )

    def _help_called(self, event: e.HelpCalled, entry: Entry) -> None:
        self.helps[event.help] = HelpCall(
            help=event.help, by=entry.by, at=entry.at, name=event.name
        )

    def _help_answered(self, event: e.HelpAnswered, entry: Entry) -> None:
        self.helps.pop(event.help, None)

    def _printer(self, event: e.PrinterReported, entry: Entry) -> None:
        key = (entry.by, event.printer)
        if event.state is PrinterState.READY:
            self.printers.pop(key, None)
            return
        self.printers[key] = PrinterNow(
            device=entry.by,
            printer=event.printer,
            state=event.state,
            cause=event.cause,
            since=entry.at,
        )

    def _feedback(self, event: e.FeedbackGiven, entry: Entry) -> None:
        self.feedback[event.feedback] = entry.by
        if event.ticket in self.tickets:
            self.tickets[event.ticket] = replace(self.tickets[event.ticket], rated=True)

    def _explained(self, event: e.ReasonsAdded, entry: Entry) -> None:
        self.explained.add(event.feedback)

    def _suspended(self, event: e.ServiceSuspended, entry: Entry) -> None:
        self.suspended[event.service] = event.reason

    def _restored(self, event: e.ServiceRestored, entry: Entry) -> None:
        self.suspended.pop(event.service, None)

    def _quota(self, event: e.QuotaSet, entry: Entry) -> None:
        self.quotas[event.service] = event.quota

    def _cut_off(self, event: e.CutOffSet, entry: Entry) -> None:
        if event.cut_off_min is None:
            self.cut_offs.pop(event.service, None)
        else:
            self.cut_offs[event.service] = event.cut_off_min


Fold = Callable[[Floor, Any, Entry], None]
"""How one event changes the floor; its event is the one it is filed under in ``_FOLDS``."""

_FOLDS: Mapping[type[Event], Fold] = MappingProxyType(
    {
        e.DayClosed: Floor._day_closed,
        e.DayOpened: Floor._day_opened,
        e.TicketIssued: Floor._issued,
        e.AppointmentBooked: Floor._booked,
        e.AppointmentMoved: Floor._moved,
        e.AppointmentCancelled: Floor._freed,
        e.TicketRecorded: Floor._recorded,
        e.TicketRenumbered: Floor._renumbered,
        e.PaperReported: Floor._paper,
        e.TicketCancelled: Floor._cancelled,
        e.TicketCalled: Floor._called,
        e.TicketRecalled: Floor._recalled,
        e.CallUndone: Floor._undone,
        e.ServiceStarted: Floor._started,
        e.ServiceFinished: Floor._finished,
        e.NoShowMarked: Floor._no_show,
        e.TicketRequeued: Floor._requeued,
        e.TicketHeld: Floor._held,
        e.TicketResumed: Floor._resumed,
        e.TicketTransferred: Floor._transferred,
        e.CounterOpened: Floor._counter_opened,
        e.CounterClosed: Floor._counter_closed,
        e.CounterPaused: Floor._counter_paused,
        e.CounterReopened: Floor._counter_reopened,
        e.CounterReady: Floor._counter_ready,
        e.HelpCalled: Floor._help_called,
        e.HelpAnswered: Floor._help_answered,
        e.PrinterReported: Floor._printer,
        e.FeedbackGiven: Floor._feedback,
        e.ReasonsAdded: Floor._explained,
        e.ServiceSuspended: Floor._suspended,
        e.ServiceRestored: Floor._restored,
        e.QuotaSet: Floor._quota,
        e.CutOffSet: Floor._cut_off,
        e.PaceMeasured: Floor._paced,
        CentreTookOver: Floor._took_over,
        NumbersSkipped: Floor._took_over,
        e.CatalogueLoaded: Floor._loaded,
    }
)
