"""What a finger means on a screen that is heard: it explores, and a second touch chooses."""

from dataclasses import dataclass
from enum import StrEnum
from math import hypot

AGAIN_WITHIN_S = 10.0
"""A second touch of the same thing within so long after the first chooses it."""

Point = tuple[float, float]


class Touch(StrEnum):
    """What a movement of the finger asks for."""

    NOTHING = "nothing"
    READ = "read"
    CHOOSE = "choose"


class SecondTouch:
    """One finger. Things are told apart by their keys; an empty key is a place without anything.

    Reading follows the finger as it slides, choosing does not: sliding off cancels.
    """

    def __init__(self) -> None:
        self._under: str | None = None
        self._heard = ""
        self._heard_at_s = 0.0
        self._choosing = False

    def down(self, thing: str, at_s: float) -> Touch:
        """The finger comes down."""
        again = thing != "" and thing == self._heard
        self._choosing = again and at_s - self._heard_at_s <= AGAIN_WITHIN_S
        return Touch.NOTHING if self._choosing else self._explore(thing, at_s, anew=True)

    def moved(self, thing: str, at_s: float) -> Touch:
        """It slides."""
        if self._choosing and thing == self._heard:
            return Touch.NOTHING
        self._choosing = False
        return self._explore(thing, at_s, anew=False)

    def up(self, thing: str, at_s: float) -> Touch:
        """It leaves the glass."""
        chosen = self._choosing and thing == self._heard
        if chosen:
            self.forget()
            return Touch.CHOOSE
        self._under, self._choosing, self._heard_at_s = None, False, at_s
        return Touch.NOTHING

    def forget(self) -> None:
        """Another page, or another visitor: whatever comes next is a first touch."""
        self._under, self._heard, self._choosing = None, "", False

    def _explore(self, thing: str, at_s: float, *, anew: bool) -> Touch:
        news = anew or thing != self._under
        self._under = thing
        if not news or not thing:
            return Touch.NOTHING
        self._heard, self._heard_at_s = thing, at_s
        return Touch.READ


@dataclass(frozen=True, slots=True, kw_only=True)
class TwoFingers:
    """Two fingers that came down, and where; ``slack_px`` is how far a still one may tremble."""

    points: tuple[Point, Point]
    slack_px: float

    def still(self, now: tuple[Point, ...]) -> bool:
        """Whether both are there and have not slid."""
        return len(now) == len(self.points) and all(
            hypot(a[0] - b[0], a[1] - b[1]) <= self.slack_px
            for a, b in zip(self.points, now, strict=True)
        )
