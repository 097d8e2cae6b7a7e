"""Every sentence by key and language, for screens, paper and voice; dates, money and waits too."""

import datetime
from dataclasses import dataclass
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from babel import Locale

# fluent and Babel are imported where they are used: together they cost 50 ms of a cold start,
# and a process that says nothing (a hub, a bench) never pays it.

WaitMin = tuple[int, int | None]
"""How long one waits, in whole minutes, from low to high; ``None``: no upper end is known."""

LONGEST_WAIT_MIN = 90
"""Beyond this an estimate is not worth its upper end: it is said as "over"."""

ENGLISH = "en"
"""The language every other is translated from."""


class UnknownText(KeyError):
    """No such language, no such sentence, or a sentence that lacks one of its arguments."""

    def __str__(self) -> str:
        """The sentence as it is; a KeyError would put it in quotes."""
        return str(self.args[0])


class _Sentences(Protocol):
    def __call__(self, key: str, arguments: dict[str, str | float], /) -> str: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class _Language:
    """One language, read."""

    locale: "Locale"
    keys: frozenset[str]
    say: _Sentences


class Texts:
    """All sentences. A language is parsed when it first says something (20 ms), and kept."""

    def __init__(self, files: dict[str, Path]) -> None:
        self._files = files
        self._read: dict[str, _Language] = {}
        self._reading = Lock()

    @classmethod
    def load(cls, directory: Path) -> "Texts":
        """Every ``<language>.ftl`` of ``directory``; raises `UnknownText` when there is none."""
        files = {path.stem: path for path in sorted(directory.glob("*.ftl"))}
        if not files:
            raise UnknownText(f"no .ftl files in {directory}")
        return cls(files)

    @property
    def languages(self) -> tuple[str, ...]:
        """The codes of all languages, in alphabetical order."""
        return tuple(self._files)

    def keys(self, language: str) -> frozenset[str]:
        """The keys of every sentence of ``language``."""
        return self._language(language).keys

    def missing(self, language: str) -> frozenset[str]:
        """What English says and ``language`` does not: nobody may find out in the hall."""
        return self.keys(ENGLISH) - self.keys(language)

    def say(self, language: str, key: str, **arguments: str | float) -> str:
        """The sentence ``key``; whole numbers choose the plural and get their thousands' commas.

        Raises `UnknownText`: a missing sentence is a mistake of ours, never silently another
        language.
        """
        return self._language(language).say(key, arguments)

    def date(self, language: str, date: datetime.date) -> str:
        """``Friday 20 November``."""
        return self._date(language, date, "EEEE d MMMM")

    def date_short(self, language: str, day: datetime.date) -> str:
        """``20/11/2026``, as on paper."""
        return self._date(language, day, "dd/MM/yyyy")

    def weekday(self, language: str, day: datetime.date) -> str:
        """``Friday``."""
        return self._date(language, day, "EEEE")

    @staticmethod
    def time(moment: datetime.datetime | datetime.time) -> str:
        """``10:24`` as the clock of ``moment`` shows it, in every language.

        Kiswahili counts its spoken hours from sunrise, so hours are digits and never words.
        """
        return f"{moment.hour:02}:{moment.minute:02}"

    def money(self, language: str, amount_kes: int) -> str:
        """``KSh 1,000``."""
        from babel.numbers import format_decimal  # noqa: PLC0415

        return f"KSh {format_decimal(amount_kes, locale=self._language(language).locale)}"

    def wait(self, language: str, wait_min: WaitMin | None) -> str:
        """``10–20 min``, ``under 5 min``, ``over 90 min`` or ``not known yet``."""
        return self._wait(language, "wait", wait_min)

    def wait_about(self, language: str, wait_min: WaitMin | None) -> str:
        """The same inside a line: ``about 10–20 min`` … ``wait not known yet``."""
        return self._wait(language, "wait-about", wait_min)

    def wait_figures(self, language: str, wait_min: WaitMin | None) -> str:
        """The same under a heading that says minutes: ``10–20``, ``< 5``, ``> 90``."""
        return self._wait(language, "wait-figures", wait_min)

    def _wait(self, language: str, prefix: str, wait_min: WaitMin | None) -> str:
        if wait_min is None:
            return self.say(language, f"{prefix}-unknown")
        low, high = wait_min
        if high is None or high > LONGEST_WAIT_MIN:
            return self.say(language, f"{prefix}-over", low=min(low, LONGEST_WAIT_MIN))
        if low <= 0:
            return self.say(language, f"{prefix}-under", high=max(high, 5))
        return self.say(language, f"{prefix}-range", low=low, high=high)

    def _date(self, language: str, day: datetime.date, pattern: str) -> str:
        from babel.dates import format_date  # noqa: PLC0415

        return format_date(day, pattern, locale=self._language(language).locale)

    def _language(self, language: str) -> _Language:
        known = self._read.get(language)
        if known is not None:
            return known
        with self._reading:
            if language not in self._read:
                path = self._files.get(language)
                if path is None:
                    raise UnknownText(f"no sentences in language {language!r}")
                self._read[language] = _read(language, path)
            return self._read[language]


def _read(language: str, path: Path) -> _Language:
    """Parse one file; raises `UnknownText` with file and line when a part is not Fluent."""
    from fluent.runtime import FluentBundle, FluentResource  # noqa: PLC0415
    from fluent.syntax.ast import Junk, Message  # noqa: PLC0415

    source = path.read_text(encoding="utf-8")
    resource = FluentResource(source)
    for entry in resource.body:
        if isinstance(entry, Junk):
            mistake = entry.annotations[0]
            line = source.count("\n", 0, mistake.span.start if mistake.span else 0) + 1
            raise UnknownText(f"{path.name}, line {line}: {mistake.message}")
    locale = _locale(language)
    # No isolating marks: fonts without them draw boxes, and all languages run left to right.
    bundle = FluentBundle([str(locale).replace("_", "-")], use_isolating=False)
    bundle.add_resource(resource)

    def say(key: str, arguments: dict[str, str | float], /) -> str:
        if not bundle.has_message(key):
            raise UnknownText(f"no sentence {key!r} in language {language!r}")
        pattern = bundle.get_message(key).value
        if pattern is None:
            raise UnknownText(f"{key!r} says nothing in language {language!r}")
        text, mistakes = bundle.format_pattern(pattern, arguments)
        if mistakes:
            raise UnknownText(f"{key!r} in language {language!r}: {mistakes[0]}")
        return str(text)

    return _Language(
        locale=locale,
        keys=frozenset(entry.id.name for entry in resource.body if isinstance(entry, Message)),
        say=say,
    )


def _locale(language: str) -> "Locale":
    """How Kenya, else anybody, counts and dates in ``language``.

    Raises `UnknownText` for a language of which Babel knows neither plurals nor the days' names.
    """
    from babel import Locale, UnknownLocaleError  # noqa: PLC0415

    for name in (f"{language}_KE", language):
        try:
            return Locale.parse(name)
        except (UnknownLocaleError, ValueError):
            continue
    raise UnknownText(f"{language!r} is no language that Babel knows the plurals and days of")
