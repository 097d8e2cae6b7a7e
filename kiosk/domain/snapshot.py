"""The floor as it is handed to those who begin to follow the feed."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from kiosk.domain.appointment import Appointment
from kiosk.domain.book import Book
from kiosk.domain.catalogue import Catalogue
from kiosk.domain.counter import CounterNow
from kiosk.domain.floor import Floor, HelpCall
from kiosk.domain.ids import ServiceId
from kiosk.domain.pace import Habits, PaceMeasured
from kiosk.domain.printers import PrinterNow
from kiosk.domain.ticket import Ticket, TicketState
from kiosk.domain.turns import turn_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Snapshot:
    """A floor as ``/floor`` sends it: a mirror starts from it and follows the feed from ``seq``."""

    seq: int
    at: datetime | None
    day: date | None
    tickets: tuple[Ticket, ...]
    counters: tuple[CounterNow, ...]
    suspended: Mapping[ServiceId, str]
    quotas: Mapping[ServiceId, int | None]
    taken: Mapping[ServiceId, int]
    helps: tuple[HelpCall, ...]
    printers: tuple[PrinterNow, ...] = ()
    habits: Habits = field(default_factory=Habits)
    pace: PaceMeasured = field(default_factory=PaceMeasured)
    appointments: tuple[Appointment, ...] = ()
    cut_offs: Mapping[ServiceId, int] = field(default_factory=dict)
    catalogue: int = 0
    catalogue_sha256: str = ""


def take_snapshot(floor: Floor, catalogue: Catalogue) -> Snapshot:
    """Everything a mirror needs to start from; every counter of the catalogue is in it.

    So is one that a newer catalogue dropped while it had a visitor: its events still come.
    """
    return Snapshot(
        seq=floor.seq,
        at=floor.at,
        day=floor.day,
        tickets=tuple(floor.tickets.values()),
        counters=tuple(
            floor.counter(counter)
            for counter in dict.fromkeys((*catalogue.counter, *floor.counters))
        ),
        suspended=dict(floor.suspended),
        quotas=dict(floor.quotas),
        taken=dict(floor.taken),
        helps=tuple(floor.helps.values()),
        printers=tuple(floor.printers.values()),
        habits=floor.habits,
        pace=floor.pace,
        appointments=tuple(floor.book),
        cut_offs=dict(floor.cut_offs),
        catalogue=floor.catalogue,
        catalogue_sha256=floor.catalogue_sha256,
    )


def without_book(snapshot: Snapshot) -> Snapshot:
    """The same for those who have no business with appointments: no code is in it."""
    return replace(
        snapshot,
        appointments=(),
        tickets=tuple(
            replace(ticket, appointment=None) if ticket.appointment is not None else ticket
            for ticket in snapshot.tickets
        ),
    )


def restore_floor(snapshot: Snapshot) -> Floor:
    """A floor that follows from where ``snapshot`` was taken.

    It lacks what only the centre's own decisions need (numbers given, who gave feedback), and so
    can follow the feed but not decide.
    """
    floor = Floor(
        seq=snapshot.seq,
        at=snapshot.at,
        day=snapshot.day,
        tickets={ticket.ticket: ticket for ticket in snapshot.tickets},
        numbers={ticket.number: ticket.ticket for ticket in snapshot.tickets},
        tokens={ticket.token_hash: ticket.ticket for ticket in snapshot.tickets},
        counters={counter.id: counter for counter in snapshot.counters},
        suspended=dict(snapshot.suspended),
        quotas=dict(snapshot.quotas),
        helps={call.help: call for call in snapshot.helps},
        printers={(now.device, now.printer): now for now in snapshot.printers},
        habits=snapshot.habits,
        pace=snapshot.pace,
        book=Book(snapshot.appointments),
        cut_offs=dict(snapshot.cut_offs),
        catalogue=snapshot.catalogue,
        catalogue_sha256=snapshot.catalogue_sha256,
    )
    floor.taken.update(snapshot.taken)
    for ticket in snapshot.tickets:
        if ticket.state is TicketState.WAITING:
            floor.waiting[ticket.service].add(turn_of(ticket))
    return floor
