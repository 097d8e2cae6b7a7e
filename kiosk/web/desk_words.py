"""How pages that people sign in to say things, in one language."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from kiosk.domain.satisfaction import Score
from kiosk.texts import Texts
from kiosk.web.sight import named

NOTHING = "–"
"""Stands where there is no figure."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One of the figures above a page's tables; ``over`` when it is worse than it should be."""

    label: str
    value: str
    note: str
    over: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class DeskWords:
    """The sentences of one language, as such pages need them."""

    texts: Texts
    language: str

    def say(self, key: str, **given: str | float) -> str:
        """One sentence."""
        return self.texts.say(self.language, key, **given)

    def name(self, names: Mapping[str, str]) -> str:
        """A name of the catalogue."""
        return named(names, self.language)

    def minutes(self, minutes: int | None) -> str:
        """``12 min``, or a dash."""
        return NOTHING if minutes is None else self.say("minutes-count", minutes=minutes)

    def now(self, at: datetime) -> str:
        """``Friday 20 November, 10:24``."""
        return f"{self.texts.date(self.language, at.date())}, {self.texts.time(at)}"


def between(score: Score) -> str:
    """The interval of a share, as ``71–84%``."""
    return f"{score.low * 100:.0f}–{score.high:.0%}"
