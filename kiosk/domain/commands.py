"""What a device can ask of its centre."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from types import MappingProxyType

from kiosk.domain.events import Outcome, Paper, PrinterState
from kiosk.domain.ids import (
    AgentId,
    AppointmentCode,
    CommandId,
    CounterId,
    DeviceId,
    FeedbackId,
    HelpId,
    Language,
    ServiceId,
    TicketId,
)
from kiosk.domain.taking_over import Skipped


class Role(StrEnum):
    """What a device is for, and so what it may ask.

    ``CENTRE`` is the centre's own ticker. ``PHONE`` is whoever holds a slip: the edge has found the
    ticket by the slip's token, and lets it ask for that ticket alone. ``HUB`` is the hub, which
    books for people who are not here; no device of a centre is one. ``FOLLOWER`` keeps a copy of
    the journal and commands nothing; ``WATCHER`` reads the centre's figures, and nothing else.
    """

    KIOSK = "kiosk"
    COUNTER = "counter"
    BOARD = "board"
    FEEDBACK = "feedback"
    MANAGER = "manager"
    PHONE = "phone"
    CENTRE = "centre"
    HUB = "hub"
    FOLLOWER = "follower"
    WATCHER = "watcher"


@dataclass(frozen=True, slots=True, kw_only=True)
class IssueTicket:
    """A visitor takes a ticket; never depends on open counters.

    With ``appointment`` it checks that appointment in, which must be for this ``service``.
    """

    service: ServiceId
    language: Language
    priority: bool = False
    assist: bool = False
    appointment: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class BookAppointment:
    """A visitor is given a place in a service's book; ``slot`` is when it begins, aware.

    ``code`` is given by the hub alone, out of the digits that are its own: it tells the visitor
    before the centre has heard of it.
    """

    service: ServiceId
    slot: datetime
    code: AppointmentCode | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MoveAppointment:
    """The visitor comes at another time: a new slot of the same service."""

    appointment: AppointmentCode
    slot: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class CancelAppointment:
    """The visitor does not come."""

    appointment: AppointmentCode


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckIn:
    """The visitor of an appointment is here: a ticket for its service, in its place."""

    appointment: AppointmentCode
    language: Language
    priority: bool = False
    assist: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordTicket:
    """A ticket a kiosk issued from its reserve while cut off: a fact no hour or quota refuses.

    ``appointment`` is what it was checked in with, if that still can be.
    """

    ticket: TicketId
    number: str
    service: ServiceId
    language: Language
    token_hash: str
    issued_at: datetime
    priority: bool = False
    assist: bool = False
    appointment: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CancelTicket:
    """The visitor leaves the queue."""

    ticket: TicketId


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportPaper:
    """What became of a ticket's slip; ``cause`` is a code such as ``paper_out``."""

    ticket: TicketId
    paper: Paper
    cause: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CallForHelp:
    """Somebody at this device needs a person."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerHelp:
    """A colleague is on the way."""

    help: HelpId


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportPrinter:
    """How one of this device's printers is now; ``cause`` is a code such as ``paper_out``."""

    printer: str
    state: PrinterState
    cause: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenCounter:
    """An agent opens a counter with any set of services; again, to change them."""

    counter: CounterId
    agent: AgentId
    services: tuple[ServiceId, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CloseCounter:
    """The counter ends its day."""

    counter: CounterId


@dataclass(frozen=True, slots=True, kw_only=True)
class PauseCounter:
    """A break, with a reason code of the catalogue."""

    counter: CounterId
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReopenCounter:
    """The break is over."""

    counter: CounterId


@dataclass(frozen=True, slots=True, kw_only=True)
class CallNext:
    """Finish whoever is being served and call the next; ``wait`` for one when there is none."""

    counter: CounterId
    wait: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class CallTicket:
    """Call this ticket and no other."""

    counter: CounterId
    ticket: TicketId


@dataclass(frozen=True, slots=True, kw_only=True)
class Recall:
    """Call the same ticket once more."""

    counter: CounterId


@dataclass(frozen=True, slots=True, kw_only=True)
class UndoCall:
    """The call was a mistake: the visitor keeps the place."""

    counter: CounterId


@dataclass(frozen=True, slots=True, kw_only=True)
class StartService:
    """The called visitor is here."""

    counter: CounterId


@dataclass(frozen=True, slots=True, kw_only=True)
class FinishService:
    """The visitor is done here."""

    counter: CounterId
    outcome: Outcome = Outcome.SERVED


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkNoShow:
    """The called visitor did not come."""

    counter: CounterId


@dataclass(frozen=True, slots=True, kw_only=True)
class Requeue:
    """A no-show came after all: once, and within the centre's time, the old place is given back."""

    ticket: TicketId


@dataclass(frozen=True, slots=True, kw_only=True)
class HoldTicket:
    """Put the visitor aside (gone for a copy); ``reason`` is a code of the catalogue."""

    counter: CounterId
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ResumeTicket:
    """Go on with a visitor who was on hold."""

    counter: CounterId
    ticket: TicketId


@dataclass(frozen=True, slots=True, kw_only=True)
class TransferTicket:
    """Send the visitor to another service; the place earned is kept."""

    counter: CounterId
    service: ServiceId


@dataclass(frozen=True, slots=True, kw_only=True)
class GiveFeedback:
    """One smiley, 1 (very bad) to 5 (very good).

    ``pressed_at`` is when the face was touched, by the centre's time as the device knew it: the
    command may have waited on the device's disk since.
    """

    smiley: int
    ticket: TicketId | None = None
    counter: CounterId | None = None
    pressed_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AddReasons:
    """Why the smiley was what it was: codes of the catalogue.

    ``sealed`` is what only the hub may read, base64 of 309 bytes; with it, ``reasons`` may be
    empty.
    """

    feedback: FeedbackId
    reasons: tuple[str, ...]
    sealed: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SuspendService:
    """No more tickets for this service, for a reason that visitors are told."""

    service: ServiceId
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RestoreService:
    """The suspended service runs again."""

    service: ServiceId


@dataclass(frozen=True, slots=True, kw_only=True)
class SetQuota:
    """Today's number of tickets for a service; ``None`` takes the limit away."""

    service: ServiceId
    quota: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SetCutOff:
    """How many minutes before closing tickets for a service stop today.

    ``None`` lets the catalogue's count again.
    """

    service: ServiceId
    cut_off_min: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class TurnDay:
    """Time's own command: close yesterday and open today, if today is new."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TakeOver:
    """A copy of the journal becomes the centre, its ``term``-th: every queue jumps ``jump``."""

    term: int
    jump: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SkipNumbers:
    """Give none of the places up to the ``last`` of each ``given`` any more on ``day``.

    A journal that was put back does not know that they were given; on another day that is nothing.
    """

    day: date
    given: tuple[Skipped, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LoadCatalogue:
    """From here on the centre goes by the hub's ``version`` of its catalogue.

    ``sha256`` is that of its text, in hex; ``signature`` the hub's, of centre, version and hash, in
    hex. Whoever sends the command on has checked both, and that the centre can start with it.
    """

    version: int
    sha256: str
    signature: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RevokeDevice:
    """The device is let in no more, from this moment on."""

    device: DeviceId


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasurePace:
    """Time's own command too: write down how fast today is, if anybody was served since."""


Command = (
    IssueTicket
    | BookAppointment
    | MoveAppointment
    | CancelAppointment
    | CheckIn
    | RecordTicket
    | CancelTicket
    | ReportPaper
    | CallForHelp
    | AnswerHelp
    | ReportPrinter
    | OpenCounter
    | CloseCounter
    | PauseCounter
    | ReopenCounter
    | CallNext
    | CallTicket
    | Recall
    | UndoCall
    | StartService
    | FinishService
    | MarkNoShow
    | Requeue
    | HoldTicket
    | ResumeTicket
    | TransferTicket
    | GiveFeedback
    | AddReasons
    | SuspendService
    | RestoreService
    | SetQuota
    | SetCutOff
    | TurnDay
    | MeasurePace
    | TakeOver
    | SkipNumbers
    | LoadCatalogue
    | RevokeDevice
)

COMMANDS: Mapping[str, type[Command]] = MappingProxyType(
    {kind.__name__: kind for kind in Command.__args__}
)
"""Every command by the name it has on the wire."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """A command as the edge stamped it.

    ``at`` is aware and local to the centre, never before the floor's last event; ``chance`` is 16
    random bytes, from which a ticket's public token is made; ``name`` is what people call the
    device, empty where nobody gave it a name.
    """

    command: Command
    id: CommandId
    device: DeviceId
    role: Role
    at: datetime
    chance: bytes
    name: str = ""
