"""How loud a voice is: a few levels, and where each visitor begins."""

from threading import Lock

LEVELS_DB = (-24.0, -18.0, -12.0, -6.0, 0.0)
"""EN 301 549 8.2.1 asks for 18 dB between the softest and the loudest, and for a step 12 dB above
the softest: that is level 3."""
START_LEVEL = 3


class Volume:
    """A level from 1, the softest, to the number of levels; asked and changed from any thread."""

    def __init__(self, start_level: int = START_LEVEL) -> None:
        self._lock = Lock()
        self._start_level = self._level = _within(start_level)

    @property
    def level(self) -> int:
        """Now."""
        with self._lock:
            return self._level

    @property
    def gain_db(self) -> float:
        """What samples are changed by; 0 is as they are."""
        return LEVELS_DB[self.level - 1]

    def step(self, steps: int) -> int:
        """So many levels up, or down, as far as there are any; the new one."""
        with self._lock:
            self._level = _within(self._level + steps)
            return self._level

    def reset(self) -> None:
        """As it was at first."""
        with self._lock:
            self._level = self._start_level


def _within(level: int) -> int:
    return min(max(level, 1), len(LEVELS_DB))
