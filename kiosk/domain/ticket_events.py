"""What has happened to tickets: given, called, served, held, sent on."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from kiosk.domain.ids import (
    AppointmentCode,
    CounterId,
    Language,
    QueueId,
    ServiceId,
    TicketId,
)


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


class Why(StrEnum):
    """Why a call was for this ticket."""

    NEXT = "next"
    """It had the smallest virtual arrival of all the counter could serve."""
    ARRIVAL = "arrival"
    """A counter stood ready and this ticket came in."""
    CHOSEN = "chosen"
    """The agent asked for this very ticket."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketIssued:
    """A ticket was given. ``virtual_arrival`` is arrival less ``credit_s``: who is next.

    ``appointment`` is what was checked in with; ``credit_s`` is negative for one who came long
    before the slot.
    """

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
    appointment: AppointmentCode | None = None


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
    assist: bool = False
    appointment: AppointmentCode | None = None


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
    """A ticket was called to a counter, and why this one.

    ``passed_over`` counts the waiting tickets this counter could serve that had an earlier virtual
    arrival (0 unless an agent chose); ``overtook`` those that were there before it, whom its
    credit lets it go before.
    """

    ticket: TicketId
    number: str
    counter: CounterId
    service: ServiceId
    why: Why
    virtual_arrival: datetime
    credit_s: int
    passed_over: int = 0
    overtook: int = 0


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
    """The called visitor did not come; ``calls`` is how often they had been called."""

    ticket: TicketId
    counter: CounterId
    calls: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketRequeued:
    """A no-show waits again; ``virtual_arrival`` is the new key, the old one where absent."""

    ticket: TicketId
    virtual_arrival: datetime | None = None


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
