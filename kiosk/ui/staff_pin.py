"""Whether some digits are the staff's PIN, and how long nobody may try again."""

import hmac
from collections.abc import Callable
from dataclasses import dataclass, field

FREE_TRIES = 3
"""So many wrong ones cost nothing: fingers slip."""
FIRST_LOCK_S = 30.0
LONGEST_LOCK_S = 3600.0


@dataclass(slots=True, kw_only=True)
class StaffPin:
    """The PIN, and the wrong tries since the last right one; ``now_s`` is an even clock.

    The lock doubles with each wrong try after the first three, to an hour. It is kept in memory:
    whoever pulls the plug gets three new tries, one minute for each, of 10,000 PINs or more.
    """

    pin: str = field(repr=False)
    now_s: Callable[[], float]
    _wrong: int = 0
    _locked_until_s: float = 0.0

    @property
    def locked_s(self) -> float:
        """Seconds until the next try; 0 when one may try now."""
        return max(0.0, self._locked_until_s - self.now_s())

    def opens(self, digits: str) -> bool:
        """Try these digits; while it is locked none are right, and none are counted."""
        if self.locked_s > 0:
            return False
        if hmac.compare_digest(digits.encode(), self.pin.encode()):
            self._wrong = 0
            return True
        self._wrong += 1
        if self._wrong >= FREE_TRIES:
            lock_s = FIRST_LOCK_S * 2.0 ** min(20, self._wrong - FREE_TRIES)
            self._locked_until_s = self.now_s() + min(LONGEST_LOCK_S, lock_s)
        return False
