"""How often somebody may ask."""

from collections.abc import Callable, Hashable

FORGET_BEYOND = 10_000
"""Askers kept in mind; beyond that those with a full bucket are forgotten, and where that is not
enough those who asked the longest ago."""


class Limit:
    """A token bucket for each asker: ``burst`` at once, then ``rate_per_s``.

    ``monotonic`` is a clock in seconds.
    """

    def __init__(self, *, rate_per_s: float, burst: float, monotonic: Callable[[], float]) -> None:
        self._rate_per_s = rate_per_s
        self._burst = burst
        self._monotonic = monotonic
        self._buckets: dict[Hashable, tuple[float, float]] = {}
        self._forget_beyond = FORGET_BEYOND

    @property
    def remembered(self) -> int:
        """How many askers are kept in mind."""
        return len(self._buckets)

    def allows(self, asker: Hashable) -> bool:
        """Whether ``asker`` may now; each time that it may counts."""
        now = self._monotonic()
        left, at = self._buckets.get(asker, (self._burst, now))
        left = min(self._burst, left + max(0.0, now - at) * self._rate_per_s)
        allowed = left >= 1
        self._buckets[asker] = (left - 1 if allowed else left, now)
        if len(self._buckets) > self._forget_beyond:
            self._forget(now)
            # Where few could be forgotten, not again for each asker that comes.
            self._forget_beyond = max(FORGET_BEYOND, 2 * len(self._buckets))
        return allowed

    def give_back(self, asker: Hashable) -> None:
        """What ``asker`` was last allowed does not count after all."""
        left, at = self._buckets.get(asker, (self._burst, self._monotonic()))
        self._buckets[asker] = (min(self._burst, left + 1), at)

    def _forget(self, now: float) -> None:
        full_s = self._burst / self._rate_per_s
        self._buckets = {
            asker: (left, at) for asker, (left, at) in self._buckets.items() if now - at < full_s
        }
        if len(self._buckets) > FORGET_BEYOND // 2:
            # Half of them, so that this is not done for each of a crowd of new ones.
            newest = sorted(self._buckets.items(), key=lambda one: one[1][1])
            self._buckets = dict(newest[-FORGET_BEYOND // 2 :])
