"""How head office's pages say things, in one language."""

from dataclasses import dataclass, field
from datetime import date, datetime

from kiosk.texts import UnknownText
from kiosk.web.desk_words import NOTHING, DeskWords

MINUTE_S, HOUR_S, DAY_S = 60, 3600, 86400
GIB = 1024**3


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficeWords(DeskWords):
    """The sentences of one language; what stands in hundreds of rows is made once."""

    _made: dict[tuple[object, ...], str] = field(default_factory=dict, repr=False, compare=False)

    def say(self, key: str, **given: str | float) -> str:
        """One sentence; those with small figures are kept, as hundreds of rows say the same."""
        if any(isinstance(value, str) for value in given.values()):
            return DeskWords.say(self, key, **given)
        known = (key, *given.items())
        said = self._made.get(known)
        if said is None:
            said = DeskWords.say(self, key, **given)
            if len(self._made) < 5000:  # noqa: PLR2004 - so much of a language is kept at most
                self._made[known] = said
        return said

    def ago(self, seconds: float | None) -> str:
        """``4 s``, ``12 min``, ``5 h``, ``3 d``: how long since."""
        if seconds is None:
            return NOTHING
        whole = max(0, int(seconds))
        if whole < MINUTE_S:
            return self.say("office-seconds", count=whole)
        if whole < HOUR_S:
            return self.say("office-minutes", count=whole // MINUTE_S)
        if whole < 2 * DAY_S:
            return self.say("office-hours", count=whole // HOUR_S)
        return self.say("office-days", count=whole // DAY_S)

    def clock(self, seconds: float | None) -> str:
        """How far a clock is ahead: ``+0.2 s``, ``−3 min``."""
        if seconds is None:
            return NOTHING
        sign = "+" if seconds >= 0 else "−"
        if abs(seconds) < MINUTE_S:
            return f"{sign}{abs(seconds):.1f} s"
        return f"{sign}{self.ago(abs(seconds))}"

    def room(self, free_bytes: int | None) -> str:
        """``41 GB``, or a dash."""
        if free_bytes is None:
            return NOTHING
        free = free_bytes / GIB
        return f"{free:.1f} GB" if free < 10 else f"{free:.0f} GB"  # noqa: PLR2004 - one place

    def count(self, count: int | None) -> str:
        """A number, or a dash."""
        return NOTHING if count is None else str(count)

    def moment(self, at: datetime, today: date | None = None) -> str:
        """``20/11/2026, 10:24``; of ``today`` the time alone."""
        if at.date() == today:
            return self.texts.time(at)
        return f"{self.texts.date_short(self.language, at.date())}, {self.texts.time(at)}"

    def trouble(self, code: str) -> str:
        """What a centre says is wrong with it; a code that only a later version knows, as it is."""
        try:
            return self.say(f"trouble-{code.lower().replace('_', '-')}")
        except UnknownText:
            return self.say("office-unknown-trouble", code=code[:40])

    def finding(self, code: str) -> str:
        """What the hub found."""
        try:
            return self.say(f"finding-{code.lower().replace('_', '-')}")
        except UnknownText:
            return self.say("office-unknown-trouble", code=code[:40])
