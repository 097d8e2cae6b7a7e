"""One thing that was looked at on this machine, and what was found."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum, unique


@unique
class State(StrEnum):
    """How it is; a word and a sign, so that no colour is needed to tell."""

    WORKS = "✓ works"
    FAILS = "✗ fails"
    ABSENT = "– absent"
    """Not there, and nothing set up here needs it."""
    WAS = "· was"
    """It is over; whoever looks after the machine should know."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """``what`` was looked at, and a sentence about it that says what to do where it fails."""

    what: str
    state: State
    sentence: str


def works(what: str, sentence: str) -> Finding:
    """It does what it is for."""
    return Finding(what=what, state=State.WORKS, sentence=sentence)


def fails(what: str, sentence: str) -> Finding:
    """Something needed does not work."""
    return Finding(what=what, state=State.FAILS, sentence=sentence)


def was(what: str, sentence: str) -> Finding:
    """It did not work, and does again."""
    return Finding(what=what, state=State.WAS, sentence=sentence)


def since(at: datetime, now: datetime) -> str:
    """When something began, in this machine's time: the hour alone where it is today's."""
    at, now = at.astimezone(), now.astimezone()
    return f"{at:%H:%M}" if at.date() == now.date() else f"{at:%Y-%m-%d %H:%M}"


def why(error: Exception) -> str:
    """What the system says of an error, else what the error is."""
    return getattr(error, "strerror", None) or str(error) or type(error).__name__


def absent(what: str, sentence: str) -> Finding:
    """It is not there, and nobody asked for it."""
    return Finding(what=what, state=State.ABSENT, sentence=sentence)
