"""What has happened in a centre: past facts, nothing personal in them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from types import MappingProxyType

from kiosk.domain.ids import (
    AgentId,
    CommandId,
    CounterId,
    DeviceId,
    FeedbackId,
    HelpId,
    Language,
    QueueId,
    ServiceId,
    TicketId,
)

VERSION = 1
"""The version of the events' shape, ``v`` in every line."""


class Outcome(StrEnum):
    """How a service ended."""

    SERVED = "served"
    DOCUMENTS_MISSING = "documents_missing"
    SYSTEM_DOWN = "system_down"
    WRONG_SERVICE = "wrong_service"


class Paper(StrEnum):
    """What is known of a slip."""

    PRINTED = "printed"
    SENT = "sent"
    UNCONFIRMED = "unconfirmed"
    NOT_PRINTED = "not_printed"


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


class Why(StrEnum):
    """Why a call was for this ticket."""

    NEXT = "next"
    """It had the smallest virtual arrival of all the counter could serve."""
    ARRIVAL = "arrival"
    """A counter stood ready and this ticket came in."""
    CHOSEN = "chosen"
    """The agent asked for this very ticket."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DayClosed:
    """The local day ended; ``expired`` tickets were still open."""

    expired: tuple[TicketId, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class DayOpened:
    """A local day began, with the suspensions (reason by service) that carry over."""

    date: date
    suspended: Mapping[ServiceId, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketIssued:
    """A ticket was given. ``virtual_arrival`` is arrival less ``credit_s``: who is next."""

    ticket: TicketId
    number: str
    service: ServiceId
    queue: QueueId
    language: Language
    priority: bool
    assist: bool
    token_hash: str
    virtual_arrival: datetime
    credit_s: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketRecorded:
    """A ticket a cut-off kiosk had issued became known here."""

    ticket: TicketId
    number: str
    service: ServiceId
    queue: QueueId
    language: Language
    priority: bool
    token_hash: str
    issued_at: datetime
    virtual_arrival: datetime
    credit_s: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketRenumbered:
    """A ticket keeps its place and takes the number and token that were printed for it."""

    ticket: TicketId
    number: str
    token_hash: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperReported:
    """What became of a slip."""

    ticket: TicketId
    paper: Paper
    cause: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketCancelled:
    """The visitor left the queue."""

    ticket: TicketId


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketCalled:
    """A ticket was called to a counter, and why this one."""

    ticket: TicketId
    number: str
    counter: CounterId
    service: ServiceId
    why: Why
    virtual_arrival: datetime
    credit_s: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketRecalled:
    """The call was repeated; ``call`` is 2 for the second."""

    ticket: TicketId
    number: str
    counter: CounterId
    call: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CallUndone:
    """A mistaken call was taken back; the ticket waits where it was."""

    ticket: TicketId
    counter: CounterId


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceStarted:
    """The visitor is at the counter."""

    ticket: TicketId
    counter: CounterId


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceFinished:
    """The visitor was served, or left without for the reason in ``outcome``."""

    ticket: TicketId
    counter: CounterId
    outcome: Outcome


@dataclass(frozen=True, slots=True, kw_only=True)
class NoShowMarked:
    """The called visitor did not come."""

    ticket: TicketId
    counter: CounterId


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketRequeued:
    """A no-show waits again in the old place."""

    ticket: TicketId


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketHeld:
    """The visitor was put aside by this counter."""

    ticket: TicketId
    counter: CounterId
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketResumed:
    """A visitor on hold is being served again."""

    ticket: TicketId
    counter: CounterId


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketTransferred:
    """The ticket waits for another service, in the place it had earned."""

    ticket: TicketId
    counter: CounterId
    service: ServiceId


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
