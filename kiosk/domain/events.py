"""What has happened in a centre: past facts, nothing personal in them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from types import MappingProxyType

from kiosk.domain.appointment import (
    AppointmentBooked,
    AppointmentCancelled,
    AppointmentMoved,
    Kept,
)
from kiosk.domain.ids import (
    AgentId,
    AppointmentCode,
    CommandId,
    CounterId,
    DeviceId,
    FeedbackId,
    HelpId,
    ServiceId,
    TicketId,
)
from kiosk.domain.pace import Habits, PaceMeasured
from kiosk.domain.taking_over import CentreTookOver, NumbersSkipped, Skipped
from kiosk.domain.ticket_events import (
    CallUndone,
    NoShowMarked,
    Outcome,
    Paper,
    PaperReported,
    ServiceFinished,
    ServiceStarted,
    TicketCalled,
    TicketCancelled,
    TicketHeld,
    TicketIssued,
    TicketRecalled,
    TicketRecorded,
    TicketRenumbered,
    TicketRequeued,
    TicketResumed,
    TicketTransferred,
    Why,
)

__all__ = [
    "EVENTS",
    "VERSION",
    "AppointmentBooked",
    "AppointmentCancelled",
    "AppointmentMoved",
    "CallUndone",
    "CatalogueLoaded",
    "CentreTookOver",
    "CounterClosed",
    "CounterOpened",
    "CounterPaused",
    "CounterReady",
    "CounterReopened",
    "CutOffSet",
    "DayClosed",
    "DayOpened",
    "DeviceRevoked",
    "Entry",
    "Event",
    "FeedbackGiven",
    "HelpAnswered",
    "HelpCalled",
    "NoShowMarked",
    "NumbersSkipped",
    "Outcome",
    "PaceMeasured",
    "Paper",
    "PaperReported",
    "PrinterReported",
    "PrinterState",
    "QuotaSet",
    "ReasonsAdded",
    "ServiceFinished",
    "ServiceRestored",
    "ServiceStarted",
    "ServiceSuspended",
    "Skipped",
    "TicketCalled",
    "TicketCancelled",
    "TicketHeld",
    "TicketIssued",
    "TicketRecalled",
    "TicketRecorded",
    "TicketRenumbered",
    "TicketRequeued",
    "TicketResumed",
    "TicketTransferred",
    "Unread",
    "Why",
]

VERSION = 1
"""The version of the events' shape, ``v`` in every line."""


class PrinterState(StrEnum):
    """How a printer is, as far as its device knows."""

    READY = "ready"
    LOW = "low"
    """Ready, and its paper is nearly used up."""
    NOT_READY = "not_ready"
    BUSY = "busy"
    """Another host holds it, or it has not finished what came before."""
    UNREACHABLE = "unreachable"
    UNKNOWN = "unknown"
    """It takes connections and tells nothing: neither well nor ill."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DayClosed:
    """The local day ended: ``expired`` tickets still open, ``missed`` appointments not kept."""

    expired: tuple[TicketId, ...] = ()
    missed: tuple[AppointmentCode, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class DayOpened:
    """A local day began, with the suspensions (reason by service) and appointments it inherits.

    ``habits`` is what the days before taught of how long things take, ``catalogue`` the hub's
    version that the centre goes by, 0 while it has had none, and ``catalogue_sha256`` its text's.
    """

    date: date
    suspended: Mapping[ServiceId, str]
    appointments: tuple[Kept, ...] = ()
    habits: Habits = field(default_factory=Habits)
    catalogue: int = 0
    catalogue_sha256: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CounterOpened:
    """An agent opened the counter with these services."""

    counter: CounterId
    agent: AgentId
    services: tuple[ServiceId, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CounterClosed:
    """The counter closed."""

    counter: CounterId


@dataclass(frozen=True, slots=True, kw_only=True)
class CounterPaused:
    """The counter has a break."""

    counter: CounterId
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CounterReopened:
    """The break is over."""

    counter: CounterId


@dataclass(frozen=True, slots=True, kw_only=True)
class CounterReady:
    """The counter waits for the next fitting arrival."""

    counter: CounterId


@dataclass(frozen=True, slots=True, kw_only=True)
class HelpCalled:
    """Somebody at the device in ``by`` needs a person; people call the device ``name``."""

    help: HelpId
    name: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class HelpAnswered:
    """A colleague is on the way."""

    help: HelpId


@dataclass(frozen=True, slots=True, kw_only=True)
class PrinterReported:
    """How a printer of the device in ``by`` is now; ``cause`` is a code such as ``paper_out``."""

    printer: str
    state: PrinterState
    cause: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedbackGiven:
    """A smiley, 1 to 5; ``verified`` when it came from whoever was served.

    ``pressed_at`` is when the face was touched, where the device's word for it can be true.
    """

    feedback: FeedbackId
    smiley: int
    ticket: TicketId | None
    counter: CounterId | None
    service: ServiceId | None
    verified: bool
    pressed_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReasonsAdded:
    """Why that smiley; ``sealed`` is opaque to everybody in the centre."""

    feedback: FeedbackId
    reasons: tuple[str, ...]
    sealed: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceSuspended:
    """No more tickets for this service until it is restored."""

    service: ServiceId
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceRestored:
    """The service runs again."""

    service: ServiceId


@dataclass(frozen=True, slots=True, kw_only=True)
class QuotaSet:
    """Today's number of tickets for this service; ``None`` is no limit."""

    service: ServiceId
    quota: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CutOffSet:
    """Today tickets for this service stop so many minutes before closing.

    ``None``: when the catalogue says.
    """

    service: ServiceId
    cut_off_min: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CatalogueLoaded:
    """From here on the centre goes by the hub's ``version`` of its catalogue, of that hash."""

    version: int
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DeviceRevoked:
    """The hub had the device put out: a machine that was lost."""

    device: DeviceId


@dataclass(frozen=True, slots=True, kw_only=True)
class Unread:
    """An event this reader may not read, or whose type it does not know."""

    type: str


Event = (
    DayClosed
    | DayOpened
    | TicketIssued
    | TicketRecorded
    | TicketRenumbered
    | PaperReported
    | TicketCancelled
    | TicketCalled
    | TicketRecalled
    | CallUndone
    | ServiceStarted
    | ServiceFinished
    | NoShowMarked
    | TicketRequeued
    | TicketHeld
    | TicketResumed
    | TicketTransferred
    | AppointmentBooked
    | AppointmentMoved
    | AppointmentCancelled
    | CounterOpened
    | CounterClosed
    | CounterPaused
    | CounterReopened
    | CounterReady
    | HelpCalled
    | HelpAnswered
    | PrinterReported
    | FeedbackGiven
    | ReasonsAdded
    | ServiceSuspended
    | ServiceRestored
    | QuotaSet
    | CutOffSet
    | PaceMeasured
    | CentreTookOver
    | NumbersSkipped
    | CatalogueLoaded
    | DeviceRevoked
    | Unread
)

EVENTS: Mapping[str, type[Event]] = MappingProxyType(
    {kind.__name__: kind for kind in Event.__args__ if kind is not Unread}
)
"""Every event by the name it has on the wire."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One line of the journal: an event with its place, time, day, device and command."""

    seq: int
    at: datetime
    day: date
    by: DeviceId
    cmd: CommandId
    event: Event
