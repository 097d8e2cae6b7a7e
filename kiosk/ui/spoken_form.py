"""What is written, as it is said: numbers, times, money, tickets and abbreviations as words."""

import re

from kiosk.speech.spelling import Spelling
from kiosk.texts import Texts

ABBREVIATION = re.compile(r"\b(?!SH|CH|TH)[BCDFGHJ-NP-TV-Z]{2}[A-Z]{0,3}\b")
"""Capitals that begin as no word does: KRA and NTSA are spelt, SHA and PIN are words by now."""
HOURS = re.compile(r"(\d{1,2}:\d{2})\s?–\s?(\d{1,2}:\d{2})")


class SpokenForm:
    """Call it with a text as it stands on a screen, and its language."""

    def __init__(self, texts: Texts) -> None:
        self._texts = texts
        self._spellings: dict[str, Spelling] = {}

    def __call__(self, written: str, language: str) -> str:
        """The same as a voice says it."""
        spelling = self._spellings.get(language)
        if spelling is None:
            spelling = self._spellings[language] = Spelling(self._texts, language)

        def span(found: re.Match[str]) -> str:
            return self._texts.say(language, "say-range", low=found[1], high=found[2])

        spelt = ABBREVIATION.sub(lambda found: spelling.code(found[0]), HOURS.sub(span, written))
        return spelling.aloud(spelt).strip()
