"""How far the machine's clock is off, by the hub's time in its signed answers."""

from collections import deque
from dataclasses import dataclass, field
from statistics import median

KEPT = 9
ENOUGH = 3
OFF_MS = 60_000
"""A clock that is off by more puts people's times wrong: somebody is told."""
SLOW_S = 5.0
"""An answer that took longer says too little about when it was given."""
_MS = 1000.0


@dataclass(slots=True)
class HubTime:
    """What the last few answers say; each is right to half of the time that it took.

    They are kept by the machine's even clock: however often its wall clock is set, the hub's time
    is known from then on.
    """

    _ahead_ms: deque[float] = field(default_factory=lambda: deque(maxlen=KEPT))

    def heard(self, *, sent_s: float, received_s: float, hub_ms: int) -> None:
        """The hub's time came in an answer; the other two are the even clock's, in seconds."""
        if 0.0 <= received_s - sent_s <= SLOW_S:
            self._ahead_ms.append(hub_ms - (sent_s + received_s) / 2 * _MS)

    @property
    def ahead_ms(self) -> float | None:
        """The hub's time less the even clock's; ``None`` while too little was heard."""
        return median(self._ahead_ms) if len(self._ahead_ms) >= ENOUGH else None
