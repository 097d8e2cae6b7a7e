"""The centre's local time, which never goes back."""

import time
from collections.abc import Callable
from datetime import datetime, tzinfo
from enum import StrEnum
from threading import Lock

BEHIND_S = 2.0
"""A machine's clock this far behind the centre's time is worth telling somebody."""
JUMP_S = 36 * 3600.0
"""A jump forward beyond this, while running, is a mistake until somebody says otherwise."""
STEP_S = 600.0
"""And beyond this, while the hall works: over midnight it would end everybody's ticket."""
WORKS_S = 1800.0
"""The hall works for so long after somebody asked for something."""
COUNTS_SLEEP = hasattr(time, "CLOCK_BOOTTIME")
"""Elsewhere a machine that slept looks as if somebody had set its clock."""


class ClockState(StrEnum):
    """How the machine's own clock stands to the centre's time."""

    GOOD = "good"
    BEHIND = "behind"
    """It was set back; the centre's time goes on evenly until it has caught up."""
    JUMPED = "jumped"
    """It went ahead, by more than 36 h or in the middle of work, and is not followed.

    Starting the centre anew accepts it, and so does a hub whose time is the same; up to 36 h, half
    an hour in which nobody asks.
    """


def boot_time_s() -> float:
    """Seconds that only ever go on, through a machine's sleep too where the system counts it."""
    if COUNTS_SLEEP:
        return time.clock_gettime(time.CLOCK_BOOTTIME)
    return time.monotonic()


class LocalClock:
    """Tells the time in ``zone`` from a wall clock that people and networks may set.

    ``wall_s`` is seconds since 1970, ``steady_s`` seconds since anything; ``not_before`` is the
    last time this centre has written down. ``counts_sleep`` says that ``steady_s`` goes on while
    the machine sleeps, ``jumped`` that its clock was not believed when the process before this one
    was killed: it is not, then, by starting again. ``known_s`` is the time by somebody who knows,
    in seconds since 1970: a wall clock far from it is not believed. Any thread may ask.
    """

    def __init__(
        self,
        *,
        zone: tzinfo,
        wall_s: Callable[[], float] = time.time,
        steady_s: Callable[[], float] = boot_time_s,
        not_before: datetime | None = None,
        counts_sleep: bool = COUNTS_SLEEP,
        jumped: bool = False,
        known_s: float | None = None,
    ) -> None:
        self._zone = zone
        self._wall_s = wall_s
        self._steady_s = steady_s
        self._lock = Lock()
        self._steady = steady_s()
        last = not_before.timestamp() if not_before else 0.0
        self._time = last if jumped and not_before else max(wall_s(), last)
        if known_s is not None and abs(wall_s() - known_s) > STEP_S:
            self._time = max(known_s, last)
        self._state = ClockState.GOOD
        self._counts_sleep = counts_sleep
        self._works_until: float | None = None

    def work(self) -> None:
        """Somebody asks for something: from now on the hall works, for a while."""
        self._works_until = self._steady + WORKS_S

    def now(self) -> datetime:
        """The time, aware and local; never before one it has told already."""
        with self._lock:
            steady, wall = self._steady_s(), self._wall_s()
            evenly = self._time + max(0.0, steady - self._steady)
            self._steady = steady
            works = self._works_until is not None and steady < self._works_until
            most = STEP_S if works and self._counts_sleep else JUMP_S
            self._time, self._state = _next(self._time, evenly, wall, most)
            return datetime.fromtimestamp(self._time, self._zone)

    def accept(self) -> None:
        """Somebody who knows says that the machine's clock is right: a jump of it is followed."""
        with self._lock:
            if self._state is ClockState.JUMPED:
                self._time = max(self._time, self._wall_s())
                self._steady = self._steady_s()
                self._state = ClockState.GOOD

    @property
    def state(self) -> ClockState:
        """How the machine's clock stood when the time was last told."""
        return self._state


def _next(last: float, evenly: float, wall: float, most: float) -> tuple[float, ClockState]:
    """The next time to tell: the wall's when it can be believed, else what went by evenly.

    It is not when it went ahead by more than ``most`` seconds.
    """
    if wall > evenly + most:
        return evenly, ClockState.JUMPED
    if wall >= last:
        return wall, ClockState.GOOD
    return evenly, ClockState.BEHIND if evenly - wall > BEHIND_S else ClockState.GOOD
