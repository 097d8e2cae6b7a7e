"""A copy that follows a running centre, step by step as a test wants it."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Self

from kiosk.client.session import Session
from kiosk.db.journal import Journal
from kiosk.db.opening import open_centre
from kiosk.sync.copy import Copy
from kiosk.sync.follower import FeedLost, Follower, Standing
from tests.domain.hall import TEN

PATIENCE_S = 5.0


class Enough(Exception):
    """The test has seen what it waited for."""


class Copying:
    """A copy in ``directory``, and a follower's session with the centre at ``url``."""

    def __init__(
        self,
        directory: Path,
        url: str,
        token: str,
        *,
        now: Callable[[], datetime] = lambda: TEN,
    ) -> None:
        self._now = now
        self.directory = directory
        self.session = Session(url, token=token, timeout_s=PATIENCE_S)
        self.db = open_centre(directory / "centre.db")
        self.copy = Copy(self.db, centre=url)
        self.journal = Journal(self.db)
        self.stands: list[Standing] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.session.close()
        self.db.close()

    def until(self, seen: Callable[[Standing], bool]) -> Standing:
        """Follow until the copy stands so."""

        def told(standing: Standing) -> None:
            self.stands.append(standing)
            if seen(standing):
                raise Enough

        try:
            self.follower(told).follow()
        except Enough:
            return self.stands[-1]
        raise AssertionError("it followed to the end")

    def until_line(self, seq: int) -> Standing:
        """Follow until that line is here."""
        return self.until(lambda standing: standing.seq >= seq)

    def follower(self, told: Callable[[Standing], None] = lambda _: None) -> Follower:
        """One whose clock goes a second on at each look: it asks after every batch."""
        return Follower(
            session=self.session,
            copy=self.copy,
            directory=self.directory,
            steady_s=_ticking(),
            now=self._now,
            told=told,
        )


def _ticking() -> Callable[[], float]:
    seconds = iter(range(10**9))
    return lambda: float(next(seconds))


__all__ = ["Copying", "Enough", "FeedLost"]
