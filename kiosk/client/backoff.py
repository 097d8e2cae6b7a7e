"""How long to wait before trying a lost centre again."""

FIRST_S = 0.2
LONGEST_S = 5.0


class Backoff:
    """Exponential back-off with full jitter, so that a hall of devices does not come back at once.

    The ceiling doubles with each failure, from ``first_s`` to ``longest_s``.
    """

    def __init__(self, *, first_s: float = FIRST_S, longest_s: float = LONGEST_S) -> None:
        self._first_s = first_s
        self._longest_s = longest_s
        self._failures = 0

    def failed(self, chance: float) -> float:
        """Count a failure; seconds until the next try, for ``chance`` uniform in 0 … 1."""
        ceiling_s = min(self._longest_s, self._first_s * 2.0 ** min(self._failures, 16))
        self._failures += 1
        return ceiling_s * chance

    def succeeded(self) -> None:
        """The next failure is a first one again."""
        self._failures = 0
