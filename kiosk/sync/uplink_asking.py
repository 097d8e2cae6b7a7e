"""Asking the hub, and what every answer says beside: that it is there, and what time it is."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeVar

from kiosk.sync.road import Road
from kiosk.sync.uplink_clock import HubTime
from kiosk.wire import uplink as wire

PATIENCE_S = 20.0
_Shape = TypeVar("_Shape")


@dataclass(slots=True, kw_only=True)
class Asking:
    """One road to the hub, and an even clock.

    ``heard`` is told of every answer. Raises what ``HubSession.ask`` raises.
    """

    road: Road
    steady_s: Callable[[], float]
    heard: Callable[[], None]
    rtt_ms: int | None = field(init=False, default=None)
    heard_s: float | None = field(init=False, default=None)
    _time: HubTime = field(init=False, default_factory=HubTime)

    @property
    def ahead_ms(self) -> float | None:
        """The hub's time less the even clock's."""
        return self._time.ahead_ms

    def ask(self, method: str, target: str, body: bytes = b"", *, packed: bool = False) -> bytes:
        """The body of the hub's answer."""
        sent_s = self.steady_s()
        headers = {"Content-Encoding": "gzip"} if packed else None
        answer = self.road.ask(method, target, body, timeout_s=PATIENCE_S, headers=headers)
        received_s = self.steady_s()
        # A session may ask twice for one answer, and says how long the last of them took.
        took_s = min(received_s - sent_s, answer.rtt_ms / 1000)
        self.rtt_ms = round(took_s * 1000)
        self._time.heard(sent_s=received_s - took_s, received_s=received_s, hub_ms=answer.at_ms)
        self.heard_s = received_s
        self.heard()
        return answer.body

    def get(self, path: str, kind: type[_Shape], **query: int) -> _Shape:
        """What the hub answers, as a ``kind``. Raises ``WrongShape`` too."""
        return wire.decode(self.ask("GET", target(path, **query)), kind)


def target(path: str, **query: int) -> str:
    """The path with its query."""
    asked = "&".join(f"{name}={value}" for name, value in query.items())
    return f"{path}?{asked}" if asked else path
