"""What turns sentences into sound."""

from dataclasses import dataclass
from typing import Protocol

from kiosk.speech.sound import Sound


class SpeechBroken(Exception):
    """A sentence cannot be spoken here; the message says why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """Words to be said, and the language they are in, such as ``sw``."""

    text: str
    language: str


class Engine(Protocol):
    """One way to speak: a synthesiser, or recordings of a person."""

    @property
    def languages(self) -> frozenset[str]:
        """What it can speak."""
        ...

    def spoken(self, sentence: Sentence) -> Sound:
        """The sentence as sound; raises ``SpeechBroken``."""
        ...
