"""Follows one centre: its feed line by line, and once a second what stands beside it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from http.client import HTTPException
from pathlib import Path
from typing import TypeVar

from kiosk.client.session import Session
from kiosk.sync.beside import keep_files
from kiosk.sync.copy import Copy
from kiosk.wire import paths
from kiosk.wire.codec import WrongShape
from kiosk.wire.replica import (
    ANSWERS_PARAMETER,
    KNOWN_PARAMETER,
    SEQ_PARAMETER,
    Replica,
    decode_replica,
)

T = TypeVar("T")
ASK_EVERY_S = 1.0


class FeedLost(Exception):
    """The centre is not there, or not any more; trying again may do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """How a copy stands: its last line, and how many the centre had more when it was asked."""

    seq: int
    behind: int


class Follower:
    """Keeps one copy up to date, over a session that carries a follower's token.

    ``steady_s`` is an even clock, ``now`` the machine's own time, aware. ``told`` hears how the
    copy stands, every second.
    """

    def __init__(
        self,
        *,
        session: Session,
        copy: Copy,
        directory: Path,
        steady_s: Callable[[], float],
        now: Callable[[], datetime],
        told: Callable[[Standing], None],
    ) -> None:
        self._session = session
        self._copy = copy
        self._directory = directory
        self._steady_s = steady_s
        self._now = now
        self._told = told
        self._asked_at_s = 0.0

    def follow(self) -> None:
        """Follow until the feed ends, which raises ``FeedLost``.

        Raises ``NotOneJournal`` where centre and copy are not of one journal, ``StoreFailed`` and
        ``OSError`` where this disk takes nothing, ``CentreSaysNo`` with 401 when it was revoked.
        """
        self.catch_up_beside()
        feed = self._reached(lambda: self._session.batches(self._copy.seq))
        try:
            while (lines := self._reached(lambda: next(feed, None))) is not None:
                self._copy.take(lines)
                if self._steady_s() - self._asked_at_s >= ASK_EVERY_S:
                    self.catch_up_beside()
        finally:
            feed.close()
        raise FeedLost("the centre ended its feed")

    def catch_up_beside(self) -> None:
        """Take everything that stands beside the lines, and tell the centre how far this has come.

        The answers to commands are the most of it: whoever begins fetches a month's.
        """
        more = True
        while more:
            replica = self._reached(self._ask)
            self._copy.hear(replica, self._now())
            if replica.whole is not None:
                keep_files(self._directory, replica.whole.files)
            more = replica.more_answers
            behind = max(0, replica.seq - self._copy.seq)
            self._told(Standing(seq=self._copy.seq, behind=behind))
        self._asked_at_s = self._steady_s()

    def _ask(self) -> Replica:
        asked = {
            SEQ_PARAMETER: self._copy.seq,
            ANSWERS_PARAMETER: self._copy.last_answer,
            KNOWN_PARAMETER: self._copy.state,
        }
        query = "&".join(f"{name}={value}" for name, value in asked.items())
        return decode_replica(self._session.fetch("GET", f"{paths.REPLICA}?{query}"))

    def _reached(self, asking: Callable[[], T]) -> T:
        try:
            return asking()
        except (OSError, HTTPException, WrongShape, ValueError) as error:
            self._session.close()
            raise FeedLost(str(error) or type(error).__name__) from error
