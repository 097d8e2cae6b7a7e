"""A visitor's turn, its states, and the one table of what may follow what."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from kiosk.domain import events
from kiosk.domain.events import Event, Outcome, Paper
from kiosk.domain.ids import AppointmentCode, CounterId, Language, QueueId, ServiceId, TicketId


class TicketState(StrEnum):
    """Where a ticket stands."""

    WAITING = "waiting"
    CALLED = "called"
    SERVING = "serving"
    SERVED = "served"
    HELD = "held"
    NO_SHOW = "no_show"
    CANCELLED = "cancelled"
    EXPIRED = "expired"


OPEN_STATES = frozenset(
    {TicketState.WAITING, TicketState.CALLED, TicketState.SERVING, TicketState.HELD}
)
"""States in which a ticket still expects something; the end of the day expires them."""

TRANSITIONS: Mapping[TicketState, Mapping[type[Event], TicketState]] = {
    TicketState.WAITING: {
        events.TicketCalled: TicketState.CALLED,
        events.TicketCancelled: TicketState.CANCELLED,
        events.DayClosed: TicketState.EXPIRED,
    },
    TicketState.CALLED: {
        events.TicketRecalled: TicketState.CALLED,
        events.CallUndone: TicketState.WAITING,
        events.ServiceStarted: TicketState.SERVING,
        events.NoShowMarked: TicketState.NO_SHOW,
        events.TicketHeld: TicketState.HELD,
        events.TicketTransferred: TicketState.WAITING,
        events.TicketCancelled: TicketState.CANCELLED,
        events.DayClosed: TicketState.EXPIRED,
    },
    TicketState.SERVING: {
        events.ServiceFinished: TicketState.SERVED,
        events.TicketHeld: TicketState.HELD,
        events.TicketTransferred: TicketState.WAITING,
        events.DayClosed: TicketState.EXPIRED,
    },
    TicketState.HELD: {
        events.TicketResumed: TicketState.SERVING,
        events.TicketCancelled: TicketState.CANCELLED,
        events.DayClosed: TicketState.EXPIRED,
    },
    TicketState.NO_SHOW: {events.TicketRequeued: TicketState.WAITING},
    TicketState.SERVED: {},
    TicketState.CANCELLED: {},
    TicketState.EXPIRED: {},
}
"""``TRANSITIONS[state][event]`` is the state that follows; what is not here cannot happen."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ticket:
    """A visitor's turn as the floor knows it.

    ``arrival`` is the ticket's place among all of the day, from 1; ``virtual_arrival`` decides who
    is next, ties by ``arrival``; ``calls`` counts how often it was called to ``counter``.
    """

    ticket: TicketId
    number: str
    service: ServiceId
    queue: QueueId
    language: Language
    priority: bool
    assist: bool
    state: TicketState
    issued_at: datetime
    arrival: int
    virtual_arrival: datetime
    credit_s: int
    token_hash: str
    counter: CounterId | None = None
    calls: int = 0
    called_at: datetime | None = None
    started_at: datetime | None = None
    ended_at: datetime | None = None
    outcome: Outcome | None = None
    hold_reason: str | None = None
    requeued: bool = False
    appointment: AppointmentCode | None = None
    rated: bool = False
    paper: Paper | None = None
