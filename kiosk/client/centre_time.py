"""The centre's time on a device whose own clock may be wrong."""

from datetime import datetime, timedelta

SET_S = 2.0
"""Further off than this, the centre's clock was set; nearer, the telling was only on its way."""


class CentreTime:
    """Goes on evenly from what the centre told. ``steady_s`` is this device's monotonic clock."""

    def __init__(self) -> None:
        self._told: datetime | None = None
        self._at_s = 0.0

    def told(self, text: bytes, steady_s: float) -> None:
        """Take a time the centre told, ISO 8601 with its offset; anything else changes nothing."""
        try:
            time = datetime.fromisoformat(text.decode("ascii"))
        except ValueError:
            return
        if time.tzinfo is None:
            return
        late = self.now(steady_s)
        if late is None or not timedelta(0) <= late - time < timedelta(seconds=SET_S):
            self._told, self._at_s = time, steady_s

    def now(self, steady_s: float) -> datetime | None:
        """The centre's time; ``None`` while it has told none."""
        if self._told is None:
            return None
        return self._told + timedelta(seconds=steady_s - self._at_s)
