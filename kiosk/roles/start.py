"""How a role starts: its arguments, and one sentence where it cannot."""

import re
from argparse import ArgumentParser, ArgumentTypeError
from collections.abc import Iterable
from datetime import date

LAST_PORT = 65535
STAFF_LEFT = 3
"""The exit code of a screen that staff have left by their PIN: nobody starts it again by itself."""
MOVED = 4
"""The exit code of a screen that was admitted to another centre, and has to be started again."""


MISTAKE = 2
"""The exit code of what would only be said again."""
NOT_NOW = 1
"""The exit code of what may have come right when whoever keeps it alive tries again."""


class CannotStart(Exception):
    """Something the person at this machine can put right; the message is one sentence to them."""

    def __init__(self, sentence: str, *, code: int = MISTAKE) -> None:
        super().__init__(sentence)
        self.code = code


def parser(role: str, description: str) -> ArgumentParser:
    """The command line of one role; a mistake in it ends with exit code 2 and a sentence."""
    return ArgumentParser(
        prog=f"python main.py {role}".rstrip(), description=description, allow_abbrev=False
    )


def port(text: str) -> int:
    """A port as somebody typed it."""
    if not (text.isascii() and text.isdigit() and int(text) <= LAST_PORT):
        raise ArgumentTypeError(f"{text} is no port; give 1 to {LAST_PORT}, or 0 for a free one")
    return int(text)


def a_day(text: str) -> date:
    """A day as somebody typed it."""
    try:
        if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
            return date.fromisoformat(text)
    except ValueError:
        pass
    raise ArgumentTypeError(f"{text} is no day; write one as 2026-11-20")


def closest(word: str, known: Iterable[str]) -> str:
    """A hint for somebody who typed ``word``: the nearest of what there is, or all of it."""
    # Takes 5 ms to load, and only a mistake needs it.
    from difflib import get_close_matches  # noqa: PLC0415

    known = sorted(known)
    near = get_close_matches(word, known, n=1, cutoff=0.6)
    return f"did you mean {near[0]}?" if near else f"there are {', '.join(known)}."
