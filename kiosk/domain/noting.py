"""Which events of the day say how long things take: what the record is told of each."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from kiosk.domain import events as e
from kiosk.domain.counter import CounterState
from kiosk.domain.day_record import Told
from kiosk.domain.ids import ServiceId

if TYPE_CHECKING:
    from kiosk.domain.events import Entry, Event
    from kiosk.domain.floor import Floor
    from kiosk.domain.ticket import Ticket


def note(floor: "Floor", entry: "Entry") -> None:
    """Tell the floor's record of an event that is about to be folded in, in constant time."""
    noting = _NOTES.get(type(entry.event))
    if noting is not None:
        noting(floor, entry.event, entry)


def _issued(floor: "Floor", event: e.TicketIssued, entry: "Entry") -> None:
    floor.record.join(
        event.service,
        entry.at,
        # Who comes by appointment is no surprise: the book knows.
        senior_s=event.credit_s if event.appointment is None else 0,
        credit=event.priority and event.appointment is None,
    )


def _recorded(floor: "Floor", event: e.TicketRecorded, entry: "Entry") -> None:
    by_appointment = event.appointment is not None
    floor.record.join(
        event.service,
        entry.at,
        senior_s=0 if by_appointment else (entry.at - event.virtual_arrival).total_seconds(),
        credit=event.priority and not by_appointment,
    )


def _called(floor: "Floor", event: e.TicketCalled, entry: "Entry") -> None:
    counter = floor.counters[event.counter]
    floor.record.call(
        event.ticket,
        event.counter,
        at=entry.at,
        free_since=counter.since if counter.state is CounterState.FREE else None,
        waits_since=floor.tickets[event.ticket].issued_at,
    )


def _finished(floor: "Floor", event: e.ServiceFinished, entry: "Entry") -> None:
    service = floor.tickets[event.ticket].service
    floor.record.finish(event.ticket, service, event.counter, entry.at)


def _no_show(floor: "Floor", event: e.NoShowMarked, entry: "Entry") -> None:
    floor.record.miss(event.counter, entry.at)


def _held(floor: "Floor", event: e.TicketHeld, entry: "Entry") -> None:
    floor.record.put_aside(event.ticket, event.counter, entry.at)


def _resumed(floor: "Floor", event: e.TicketResumed, entry: "Entry") -> None:
    floor.record.come_back(event.counter, entry.at)


def _transferred(floor: "Floor", event: e.TicketTransferred, entry: "Entry") -> None:
    before = floor.tickets[event.ticket]
    floor.record.finish(event.ticket, before.service, event.counter, entry.at)
    _rejoin(floor, before, event.service, entry)


def _requeued(floor: "Floor", event: e.TicketRequeued, entry: "Entry") -> None:
    before = floor.tickets[event.ticket]
    _rejoin(floor, before, before.service, entry)


def _rejoin(floor: "Floor", ticket: "Ticket", service: ServiceId, entry: "Entry") -> None:
    senior_s = (entry.at - ticket.virtual_arrival).total_seconds()
    floor.record.join(service, entry.at, senior_s=senior_s, credit=False)


def _undone(floor: "Floor", event: e.CallUndone, entry: "Entry") -> None:
    floor.record.let_go(event.counter)


def _cancelled(floor: "Floor", event: e.TicketCancelled, entry: "Entry") -> None:
    counter = floor.tickets[event.ticket].counter
    if counter is not None:
        floor.record.let_go(counter)
    floor.record.told.pop(event.ticket, None)


def _opened(floor: "Floor", event: e.CounterOpened, entry: "Entry") -> None:
    floor.record.staff(event.counter, event.services, entry.at)


def _reopened(floor: "Floor", event: e.CounterReopened, entry: "Entry") -> None:
    now = floor.counters[event.counter]
    if now.since is not None:
        floor.record.pauses.add((entry.at - now.since).total_seconds())
    floor.record.staff(event.counter, now.services, entry.at)


def _left(floor: "Floor", event: e.CounterClosed | e.CounterPaused, entry: "Entry") -> None:
    floor.record.staff(event.counter, (), entry.at)


def _paced(floor: "Floor", event: e.PaceMeasured, entry: "Entry") -> None:
    floor.record.news = 0
    for number, (low_s, median_s, high_s) in event.expected.items():
        ticket = floor.numbers.get(number)
        if ticket is not None:
            told = Told(at=entry.at, low_s=low_s, median_s=median_s, high_s=high_s)
            floor.record.told[ticket] = told


Note = Callable[["Floor", Any, "Entry"], None]
"""What is noted of one event, the one it is filed under in ``_NOTES``."""

_NOTES: "Mapping[type[Event], Note]" = MappingProxyType(
    {
        e.TicketIssued: _issued,
        e.TicketRecorded: _recorded,
        e.TicketCalled: _called,
        e.ServiceFinished: _finished,
        e.NoShowMarked: _no_show,
        e.TicketHeld: _held,
        e.TicketResumed: _resumed,
        e.TicketTransferred: _transferred,
        e.TicketRequeued: _requeued,
        e.CallUndone: _undone,
        e.TicketCancelled: _cancelled,
        e.CounterOpened: _opened,
        e.CounterReopened: _reopened,
        e.CounterClosed: _left,
        e.CounterPaused: _left,
        e.PaceMeasured: _paced,
    }
)
