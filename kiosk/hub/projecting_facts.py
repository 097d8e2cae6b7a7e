"""What lines of a journal say, as far as the hub makes anything of it."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Annotated

import msgspec
from msgspec import Meta

Id = Annotated[str, Meta(max_length=64)]
Word = Annotated[str, Meta(max_length=200)]
"""What may become a key: an index of PostgreSQL takes no more than a third of a page."""
Whole = Annotated[int, Meta(ge=-(2**31), le=2**31 - 1)]
Moment = Annotated[datetime, Meta(tz=True)]
Hash = Annotated[str, Meta(pattern=r"\A[0-9a-f]{64}\Z")]


class Fact(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """What every line has: when, and which device's doing it was."""

    at: Moment
    by: Word = ""

    @property
    def moments(self) -> Sequence[datetime | None]:
        """Every other time in it."""
        return ()


class OfTicket(Fact, frozen=True, kw_only=True, gc=False):
    """Something about a ticket."""

    ticket: Id


class AtCounter(OfTicket, frozen=True, kw_only=True, gc=False):
    """Something about a ticket at a counter."""

    counter: Word


class Came(OfTicket, frozen=True, kw_only=True, gc=False):
    """A ticket begins to wait."""

    number: Word
    service: Word
    queue: Word
    language: Word
    priority: bool
    token_hash: Hash
    virtual_arrival: Moment
    assist: bool = False
    appointment: Id | None = None

    @property
    def moments(self) -> Sequence[datetime | None]:
        """Every other time in it."""
        return (self.virtual_arrival,)


class TicketIssued(Came, frozen=True, kw_only=True, gc=False):
    """A ticket was given."""


class TicketRecorded(Came, frozen=True, kw_only=True, gc=False):
    """A ticket that a cut-off kiosk had given."""

    issued_at: Moment

    @property
    def moments(self) -> Sequence[datetime | None]:
        """Every other time in it."""
        return (self.virtual_arrival, self.issued_at)


class TicketRenumbered(OfTicket, frozen=True, kw_only=True, gc=False):
    """It has the number and token that were printed."""

    number: Word
    token_hash: Hash


class TicketCancelled(OfTicket, frozen=True, kw_only=True, gc=False):
    """The visitor left."""


class TicketCalled(AtCounter, frozen=True, kw_only=True, gc=False):
    """A call."""


class TicketRecalled(AtCounter, frozen=True, kw_only=True, gc=False):
    """The call, again."""

    call: Whole


class CallUndone(AtCounter, frozen=True, kw_only=True, gc=False):
    """A call taken back."""


class ServiceStarted(AtCounter, frozen=True, kw_only=True, gc=False):
    """The visitor is there."""


class ServiceFinished(AtCounter, frozen=True, kw_only=True, gc=False):
    """The visitor is done."""

    outcome: Word


class NoShowMarked(AtCounter, frozen=True, kw_only=True, gc=False):
    """Nobody came."""


class TicketRequeued(OfTicket, frozen=True, kw_only=True, gc=False):
    """A no-show waits again."""

    virtual_arrival: Moment | None = None

    @property
    def moments(self) -> Sequence[datetime | None]:
        """Every other time in it."""
        return (self.virtual_arrival,)


class TicketHeld(AtCounter, frozen=True, kw_only=True, gc=False):
    """Put aside."""

    reason: Word


class TicketResumed(AtCounter, frozen=True, kw_only=True, gc=False):
    """Served again."""


class TicketTransferred(AtCounter, frozen=True, kw_only=True, gc=False):
    """Waits for another service."""

    service: Word


class _OfCounter(Fact, frozen=True, kw_only=True, gc=False):
    counter: Word


class CounterOpened(_OfCounter, frozen=True, kw_only=True, gc=False):
    """A counter offers these services; who sits there is not read."""

    services: tuple[Word, ...]


class CounterClosed(_OfCounter, frozen=True, kw_only=True, gc=False):
    """Closed."""


class CounterPaused(_OfCounter, frozen=True, kw_only=True, gc=False):
    """A break."""

    reason: Word


class CounterReopened(_OfCounter, frozen=True, kw_only=True, gc=False):
    """The break is over."""


class CounterReady(_OfCounter, frozen=True, kw_only=True, gc=False):
    """It waits for the next arrival."""


class FeedbackGiven(Fact, frozen=True, kw_only=True, gc=False):
    """A smiley."""

    feedback: Id
    smiley: Annotated[int, Meta(ge=1, le=5)]
    ticket: Id | None = None
    counter: Word | None = None
    service: Word | None = None
    verified: bool
    pressed_at: Moment | None = None

    @property
    def moments(self) -> Sequence[datetime | None]:
        """Every other time in it."""
        return (self.pressed_at,)


class ReasonsAdded(Fact, frozen=True, kw_only=True, gc=False):
    """Why that smiley; what is sealed stays in the ledger."""

    feedback: Id
    reasons: tuple[Word, ...]


class AppointmentBooked(Fact, frozen=True, kw_only=True, gc=False):
    """A place in the book."""

    code: Id
    service: Word
    slot: Moment
    share: Word

    @property
    def moments(self) -> Sequence[datetime | None]:
        """Every other time in it."""
        return (self.slot,)


class AppointmentMoved(Fact, frozen=True, kw_only=True, gc=False):
    """Another place."""

    code: Id
    slot: Moment
    share: Word = "centre"

    @property
    def moments(self) -> Sequence[datetime | None]:
        """Every other time in it."""
        return (self.slot,)


class AppointmentCancelled(Fact, frozen=True, kw_only=True, gc=False):
    """The place is free."""

    code: Id


class ServiceSuspended(Fact, frozen=True, kw_only=True, gc=False):
    """No more tickets."""

    service: Word
    reason: Word


class ServiceRestored(Fact, frozen=True, kw_only=True, gc=False):
    """It runs again."""

    service: Word


class QuotaSet(Fact, frozen=True, kw_only=True, gc=False):
    """Today's number of tickets; ``None``: no limit."""

    service: Word
    quota: Whole | None


class CutOffSet(Fact, frozen=True, kw_only=True, gc=False):
    """When tickets stop today; ``None``: when the catalogue says."""

    service: Word
    cut_off_min: Whole | None


class KeptPlaces(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """Appointments a day inherits: codes by slot."""

    service: Word
    share: Word
    state: Word
    codes: Mapping[Moment, tuple[Id, ...]]


class DayOpened(Fact, frozen=True, kw_only=True, gc=False):
    """A day began, with what it inherits."""

    suspended: Mapping[Word, Word] = {}
    appointments: tuple[KeptPlaces, ...] = ()

    @property
    def moments(self) -> Sequence[datetime | None]:
        """Every other time in it."""
        return [slot for kept in self.appointments for slot in kept.codes]


class DayClosed(Fact, frozen=True, kw_only=True, gc=False):
    """The day is over."""

    expired: tuple[Id, ...] = ()
    missed: tuple[Id, ...] = ()


KINDS: tuple[type[Fact], ...] = (
    TicketIssued,
    TicketRecorded,
    TicketRenumbered,
    TicketCancelled,
    TicketCalled,
    TicketRecalled,
    CallUndone,
    ServiceStarted,
    ServiceFinished,
    NoShowMarked,
    TicketRequeued,
    TicketHeld,
    TicketResumed,
    TicketTransferred,
    CounterOpened,
    CounterClosed,
    CounterPaused,
    CounterReopened,
    CounterReady,
    FeedbackGiven,
    ReasonsAdded,
    AppointmentBooked,
    AppointmentMoved,
    AppointmentCancelled,
    ServiceSuspended,
    ServiceRestored,
    QuotaSet,
    CutOffSet,
    DayOpened,
    DayClosed,
)
"""Whatever else a journal has stays in the ledger alone."""
