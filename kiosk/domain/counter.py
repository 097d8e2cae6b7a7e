"""A counter as it stands: what it is doing, for whom and since when."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from kiosk.domain.ids import AgentId, CounterId, ServiceId, TicketId


class CounterState(StrEnum):
    """What a counter is doing."""

    CLOSED = "closed"
    FREE = "free"
    READY = "ready"
    CALLED = "called"
    SERVING = "serving"
    PAUSED = "paused"


@dataclass(frozen=True, slots=True, kw_only=True)
class CounterNow:
    """A counter as it stands: ``since`` when it came into this state, ``served`` today's count."""

    id: CounterId
    state: CounterState = CounterState.CLOSED
    agent: AgentId | None = None
    services: tuple[ServiceId, ...] = ()
    ticket: TicketId | None = None
    since: datetime | None = None
    served: int = 0
    pause_reason: str | None = None


OCCUPIED = frozenset({CounterState.CALLED, CounterState.SERVING})
"""States in which the counter has a visitor, called or there."""
STAFFED = frozenset({CounterState.FREE, CounterState.READY}) | OCCUPIED
"""States in which the counter works through the queue."""
