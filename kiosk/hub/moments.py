"""Moments: by them a hub knows that a question was asked just now, whatever its asker's clock says.

Every answer carries the present moment, and a question the last one its asker heard. A moment is
good for two minutes and for the hub that gave it, and for so long every nonce is remembered: a
question that somebody recorded is answered never again.
"""

from collections import OrderedDict
from collections.abc import Callable, Hashable

FRESH_MS = 120_000
_BOOT_BYTES = 8


class Moments:
    """The present moment, and the questions that came in those still good. On one event loop.

    ``steady_s`` is an even clock; ``chance`` tells this hub's moments from another's.
    """

    def __init__(self, *, steady_s: Callable[[], float], chance: Callable[[int], bytes]) -> None:
        self._steady_s = steady_s
        self._boot = chance(_BOOT_BYTES).hex()
        self._began_s = steady_s()
        self._seen: OrderedDict[Hashable, int] = OrderedDict()

    @property
    def remembered(self) -> int:
        """How many questions are kept in mind."""
        return len(self._seen)

    def now_ms(self) -> int:
        """The age of this hub."""
        return int((self._steady_s() - self._began_s) * 1000)

    def now(self) -> str:
        """The present moment, as an answer carries it."""
        return f"{self._boot}-{self.now_ms()}"

    def given_ms(self, moment: str) -> int | None:
        """When this hub gave it, by its age; ``None``: another gave it, or it is too old."""
        boot, _, given = moment.rpartition("-")
        if boot != self._boot:
            return None
        age_ms = self.now_ms() - int(given)
        return int(given) if 0 <= age_ms <= FRESH_MS else None

    def is_new(self, question: Hashable) -> bool:
        """Whether it was not asked before; from now on it was."""
        now_ms = self.now_ms()
        while self._seen:
            oldest = next(iter(self._seen))
            if now_ms - self._seen[oldest] <= FRESH_MS:
                break
            del self._seen[oldest]
        if question in self._seen:
            return False
        self._seen[question] = now_ms
        return True
