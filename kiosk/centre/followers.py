"""Who keeps a copy of the journal, and how far behind each copy is."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

import msgspec

from kiosk.domain.ids import DeviceId

ABSENT_S = 5.0
"""A follower asks every second; one that has not for so long is away."""


class FollowerNow(msgspec.Struct, frozen=True, kw_only=True):
    """One copy: ``seq`` is the last line on its disk, ``behind`` how many lines that is behind.

    ``seen`` is when it last told.
    """

    device: DeviceId
    seq: int
    behind: int
    seen: datetime
    away: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class _Told:
    seq: int
    at: datetime
    steady_s: float


class Followers:
    """What followers have told since the centre began. Belongs to the event loop.

    ``steady_s`` is an even clock, ``last_seq`` the journal's last line.
    """

    def __init__(
        self,
        *,
        now: Callable[[], datetime],
        steady_s: Callable[[], float],
        last_seq: Callable[[], int],
    ) -> None:
        self._now = now
        self._steady_s = steady_s
        self._last_seq = last_seq
        self._told: dict[DeviceId, _Told] = {}

    def note(self, device: DeviceId, seq: int) -> None:
        """A follower has so many lines on its disk."""
        self._told[device] = _Told(seq=seq, at=self._now(), steady_s=self._steady_s())

    def forget(self, device: DeviceId) -> None:
        """It was revoked: nobody waits for it any more."""
        self._told.pop(device, None)

    def reached(self) -> dict[DeviceId, tuple[int, datetime]]:
        """The last line of each, and when it told."""
        return {device: (told.seq, told.at) for device, told in self._told.items()}

    @property
    def now(self) -> tuple[FollowerNow, ...]:
        """Each as it is."""
        steady_s, last_seq = self._steady_s(), self._last_seq()
        return tuple(
            FollowerNow(
                device=device,
                seq=told.seq,
                behind=max(0, last_seq - told.seq),
                seen=told.at,
                away=steady_s - told.steady_s > ABSENT_S,
            )
            for device, told in self._told.items()
        )
