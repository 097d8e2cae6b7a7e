"""One machine speaks for a centre: who that is, and how a second one with its keys is told."""

from collections import deque
from dataclasses import dataclass, field
from enum import StrEnum, unique

from kiosk.wire.signed import Speaker

RUNS_KEPT = 16


@unique
class Verdict(StrEnum):
    """What a question means for who speaks for its centre."""

    GOES_ON = "goes_on"
    BEGINS = "begins"
    """A new process on the same machine, or the first ever."""
    TAKES_OVER = "takes_over"
    """A higher term: a copy became the centre, or the centre was restored."""
    CLONED = "cloned"
    """Another machine, or another copy on the same one, has the same keys in the same term."""
    FIRST_AGAIN = "first_again"
    """The one that was there before speaks again: the younger is a copy, and is sent away."""
    SUPERSEDED = "superseded"
    """Its time is over: another took its place."""
    LATE = "late"
    """Asked by a process that may have ended since; a living one asks again."""


@dataclass(slots=True)
class Speaking:
    """Who speaks for one centre. ``since_ms`` is the hub's age when that process was first heard.

    ``before`` are processes that spoke earlier, ``copies`` those that were found to be copies.
    """

    speaker: Speaker | None = None
    since_ms: int = 0
    before: deque[str] = field(default_factory=lambda: deque(maxlen=RUNS_KEPT))
    copies: deque[str] = field(default_factory=lambda: deque(maxlen=RUNS_KEPT))

    def judge(self, said: Speaker, given_ms: int) -> Verdict:
        """What ``said`` means, who last heard the hub when it was ``given_ms`` old.

        A process that spoke before and has heard the hub since another began must still be alive:
        there are two. One that has not is perhaps only a question that took long.
        """
        now = self.speaker
        if now is None:
            return Verdict.BEGINS
        if said.term != now.term:
            return Verdict.TAKES_OVER if said.term > now.term else Verdict.SUPERSEDED
        if said.instance != now.instance or said.run in self.copies:
            return Verdict.CLONED
        if said.run == now.run:
            return Verdict.GOES_ON
        spoke = said.run in self.before
        if given_ms < self.since_ms + spoke:
            return Verdict.LATE
        return Verdict.FIRST_AGAIN if spoke else Verdict.BEGINS

    def now_is(self, said: Speaker, verdict: Verdict, at_ms: int) -> None:
        """From now on ``said`` speaks, as ``verdict`` has it."""
        if self.speaker is not None:
            kept = self.copies if verdict is Verdict.FIRST_AGAIN else self.before
            kept.append(self.speaker.run)
        if verdict is Verdict.TAKES_OVER:
            self.copies.clear()
        self.speaker, self.since_ms = said, at_ms
