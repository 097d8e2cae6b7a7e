"""When to ask the hub again, and how fast to send: arithmetic, without a clock or chance."""

from dataclasses import dataclass, field

FIRST_WAIT_S = 0.5
LONGEST_WAIT_S = 60.0
BITS = 8


@dataclass(slots=True, kw_only=True)
class BackOff:
    """How long to wait after a failure: anything up to a bound that doubles each time.

    A bound alone would have all centres knock at the same moments at a hub that comes back
    ("full jitter": Brooker, Exponential Backoff And Jitter, AWS Architecture Blog, 2015).
    """

    failures: int = 0

    def failed(self, chance: float, *, at_least_s: float = 0.0) -> float:
        """Seconds to wait; ``chance`` is from 0 to 1, ``at_least_s`` what the hub asked for."""
        bound_s = min(LONGEST_WAIT_S, FIRST_WAIT_S * 2.0 ** min(self.failures, 20))
        self.failures += 1
        return at_least_s + chance * bound_s

    def succeeded(self) -> None:
        """Begin from the shortest again."""
        self.failures = 0


@dataclass(slots=True, kw_only=True)
class Pacing:
    """Keeps what is sent within ``kbit_s``, so that others have their part of the line.

    Times are seconds of an even clock.
    """

    kbit_s: int
    _free_at_s: float = field(init=False, default=0.0)

    def sent(self, packed_bytes: int, at_s: float) -> None:
        """So much was sent, from ``at_s`` on."""
        takes_s = packed_bytes * BITS / (self.kbit_s * 1000)
        self._free_at_s = max(at_s, self._free_at_s) + takes_s

    def wait_s(self, at_s: float) -> float:
        """How long the line is still taken."""
        return max(0.0, self._free_at_s - at_s)
