"""What is made of a centre's journal, row by row as it stands in the hub's tables."""

from datetime import date, datetime

import msgspec

from kiosk.domain.appointment import AppointmentState
from kiosk.domain.counter import CounterState
from kiosk.domain.ticket import TicketState

FACES = 5

MADE_BY = 1
"""Counted up whenever the same lines would make other rows: then hubs make them anew."""


class TicketRow(msgspec.Struct, kw_only=True):
    """A turn. ``first_called_at`` is when the counter was ready for it, if it was ever called.

    ``abandoned``: it is known from a history alone that does not go on.
    """

    day: date
    ticket: str
    number: str
    service: str
    queue: str
    language: str
    priority: bool
    assist: bool
    token_hash: str
    issued_at: datetime
    virtual_arrival: datetime
    state: str = TicketState.WAITING
    counter: str | None = None
    calls: int = 0
    first_called_at: datetime | None = None
    called_at: datetime | None = None
    started_at: datetime | None = None
    ended_at: datetime | None = None
    outcome: str | None = None
    appointment: str | None = None
    abandoned: bool = False


class CounterRow(msgspec.Struct, kw_only=True):
    """A counter on one day, as it was last; ``served`` and ``no_shows`` are that day's."""

    day: date
    counter: str
    since: datetime
    state: str = CounterState.FREE
    services: tuple[str, ...] = ()
    ticket: str | None = None
    pause_reason: str | None = None
    served: int = 0
    no_shows: int = 0


class Tally(msgspec.Struct, kw_only=True):
    """How many tickets of a day are what; ``unserved`` of those served left without.

    ``waits`` counts first calls by how long they were waited for (``figures_waits``), ``serve_s``
    adds up the seconds at the counter of all ``timed``. Abandoned tickets happened too, but wait no
    more: who took one that was never called is only ``issued``.
    """

    issued: int = 0
    waiting: int = 0
    served: int = 0
    unserved: int = 0
    no_shows: int = 0
    cancelled: int = 0
    expired: int = 0
    priority: int = 0
    timed: int = 0
    serve_s: int = 0
    waits: list[int] = msgspec.field(default_factory=list)


class ServiceDayRow(Tally, kw_only=True):
    """One service on one day. A ticket that was sent on counts where it went."""

    day: date
    service: str


class CentreDayRow(Tally, kw_only=True):
    """A centre's day: all its services, and how those answered who were asked.

    ``verified`` and ``unverified`` count each face, from 1 to 5, without those that look like play.
    """

    day: date
    last_seq: int
    last_at: datetime
    verified: list[int] = msgspec.field(default_factory=lambda: [0] * FACES)
    unverified: list[int] = msgspec.field(default_factory=lambda: [0] * FACES)
    flagged: int = 0


class FeedbackRow(msgspec.Struct, kw_only=True):
    """A smiley. Whose visit it was about is not kept here."""

    day: date
    feedback: str
    at: datetime
    device: str
    smiley: int
    verified: bool
    counter: str | None
    service: str | None
    reasons: tuple[str, ...] = ()
    flagged: bool = False


class AppointmentRow(msgspec.Struct, kw_only=True):
    """A place in the book; a code may come again long after, so ``booked_at`` is in its key."""

    code: str
    booked_at: datetime
    service: str
    share: str
    slot: datetime
    day: date
    state: str = AppointmentState.BOOKED
    ticket: str | None = None
    ended_at: datetime | None = None
    abandoned: bool = False


class ServiceRow(msgspec.Struct, kw_only=True):
    """A service as it stands: suspended since when and why, and what was set for today."""

    service: str
    reason: str | None = None
    since: datetime | None = None
    quota_set: bool = False
    quota: int | None = None
    cut_off_min: int | None = None


class CentreNow(msgspec.Struct, kw_only=True):
    """Where what was made of a centre's journal stands; ``opened_seq`` begins its last day.

    ``made_by`` is the version of these rules that has made the oldest of it.
    """

    branch: int
    day: date
    opened_seq: int | None = None
    made_by: int = MADE_BY
