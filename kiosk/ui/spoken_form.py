"""What is written, as it is said: numbers, times, money, tickets and abbreviations as words."""

import re

from kiosk.speech.spelling import Spelling
from kiosk.texts import Texts

ABBREVIATION = re.compile(r"\b(?!SH|CH|TH)[BCDFGHJ-NP-TV-Z]{2}[A-Z]{0,3}\b")
"""Capitals that begin as no word does: KRA and NTSA are spelt, SHA and PIN are words by now."""


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
        spelt = ABBREVIATION.sub(lambda found: spelling.code(found[0]), written)
        return spelling.aloud(spelt)
