"""How often each asker may ask, however many askers there are: memory and work are the same."""

from array import array
from collections.abc import Callable
from hashlib import blake2b

SLOTS = 65_536


class Flood:
    """Token buckets in a table of fixed size: ``burst`` at once, then ``rate_per_s``.

    Askers share a slot by chance, which nobody can choose: the table's key is ``secret``. So it
    cannot be filled up or made slow by inventing addresses, and only whoever shares a slot with a
    flood is held off with it. ``steady_s`` is an even clock.
    """

    def __init__(
        self,
        *,
        rate_per_s: float,
        burst: float,
        steady_s: Callable[[], float],
        secret: bytes,
        slots: int = SLOTS,
    ) -> None:
        self._rate_per_s = rate_per_s
        self._burst = burst
        self._steady_s = steady_s
        self._secret = secret
        self._left = array("d", [burst]) * slots
        self._at_s = array("d", [steady_s()]) * slots

    def allows(self, asker: str) -> bool:
        """Whether ``asker`` may now; each time that it may counts."""
        slot = self._slot(asker)
        left = self._left_in(slot)
        allowed = left >= 1
        self._left[slot] = left - 1 if allowed else left
        self._at_s[slot] = self._steady_s()
        return allowed

    def is_out(self, asker: str) -> bool:
        """Whether ``asker`` may not now; to ask that counts for nothing."""
        return self._left_in(self._slot(asker)) < 1

    def give_back(self, asker: str) -> None:
        """What ``asker`` was last allowed does not count after all."""
        slot = self._slot(asker)
        self._left[slot] = min(self._burst, self._left[slot] + 1)

    def _left_in(self, slot: int) -> float:
        age_s = max(0.0, self._steady_s() - self._at_s[slot])
        return min(self._burst, self._left[slot] + age_s * self._rate_per_s)

    def _slot(self, asker: str) -> int:
        hashed = blake2b(asker.encode(), digest_size=8, key=self._secret).digest()
        return int.from_bytes(hashed) % len(self._left)
