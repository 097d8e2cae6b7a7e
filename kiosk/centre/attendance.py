"""Who follows the feed right now: each device once, and nobody who was revoked."""

import asyncio
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from kiosk.domain.ids import DeviceId
from kiosk.web.limits import Limit

MOVES = 3
MOVES_WITHIN_S = 600
"""A device may get another address while its old line still looks alive, but not all the time."""
TAKES = 60
TAKES_WITHIN_S = 60
"""A device waits 1.8 s before it gives a line up, and so comes back less often than this. Two on
one machine that take the line from each other do so every half second."""


class TokenInUse(Exception):
    """Another machine follows with this device's token."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Attendance:
    """One live feed; it ends once ``ended`` is set.

    ``instance`` is which copy of the device follows, "" where that does not say.
    """

    device: DeviceId
    instance: str
    address: str
    ended: asyncio.Event = field(default_factory=asyncio.Event)

    def is_of_same(self, other: "Attendance") -> bool:
        """Whether both are the same copy of a device, as far as that can be told."""
        if self.instance and other.instance:
            return self.instance == other.instance
        return self.address == other.address

    def replaces(self, other: "Attendance") -> bool:
        """Whether the other can only be a dead line; tools without an instance may have several."""
        return bool(self.instance) and self.instance == other.instance


class Register:
    """All live feeds. Belongs to the event loop; ``wake`` has their streams look at ``ended``.

    ``steady_s`` is an even clock in seconds.
    """

    def __init__(
        self, *, wake: Callable[[], None], steady_s: Callable[[], float] = time.monotonic
    ) -> None:
        self._wake = wake
        self._live: dict[DeviceId, list[Attendance]] = {}
        self._moves = Limit(rate_per_s=MOVES / MOVES_WITHIN_S, burst=MOVES, monotonic=steady_s)
        self._takes = Limit(rate_per_s=TAKES / TAKES_WITHIN_S, burst=TAKES, monotonic=steady_s)

    def begin(self, device: DeviceId, *, instance: str, address: str) -> Attendance:
        """One more feed; an older one of the same copy ends.

        Raises ``TokenInUse`` when another copy of the device follows, or two that pretend to be one
        take the line from each other.
        """
        new = Attendance(device=device, instance=instance, address=address)
        every = self._live.get(device, [])
        others = [each for each in every if not each.ended.is_set()]
        if not all(new.is_of_same(other) for other in others):
            raise TokenInUse
        if any(other.address != address for other in others) and not self._moves.allows(device):
            raise TokenInUse
        replaced = [other for other in others if new.replaces(other)]
        if replaced and not self._takes.allows(device):
            raise TokenInUse
        for other in replaced:
            other.ended.set()
        self._live[device] = [*every, new]
        self._wake()
        return new

    def leave(self, attendance: Attendance) -> None:
        """This feed has ended."""
        left = [each for each in self._live.get(attendance.device, ()) if each is not attendance]
        if left:
            self._live[attendance.device] = left
        else:
            self._live.pop(attendance.device, None)

    def cut(self, device: DeviceId) -> None:
        """End all feeds of a device."""
        for each in self._live.get(device, ()):
            each.ended.set()
        self._wake()

    def follows(self, device: DeviceId) -> bool:
        """Whether a device has a live feed."""
        return any(not each.ended.is_set() for each in self._live.get(device, ()))
