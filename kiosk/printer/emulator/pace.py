"""How fast paper comes out of the virtual printer."""

AT_ONCE_ROWS = 1_000_000
STEP_S = 0.02
"""A head at work prints in steps of this; nobody sees them."""


class Pace:
    """Dot rows that a head of so many rows a second may print, as time goes by."""

    def __init__(self) -> None:
        self._since: float | None = None
        self._owed = 0.0

    def rest(self) -> None:
        """Nothing is to be printed."""
        self._since = None

    def rows(self, now: float, rows_per_s: float | None) -> int:
        """How many rows may be printed now; ``None`` rows a second: as many as there are."""
        if rows_per_s is None:
            return AT_ONCE_ROWS
        if self._since is None:
            self._since, self._owed = now, rows_per_s * STEP_S
        self._owed += (now - self._since) * rows_per_s
        self._since = now
        return int(self._owed)

    def printed(self, rows: int) -> None:
        """So many of them were."""
        self._owed -= rows
