"""Questions and answers in a terminal, also over SSH: nothing but lines of text."""

import shutil
import sys
import textwrap
from collections.abc import Callable
from typing import TypeVar

Answer = TypeVar("Answer")

WIDEST = 96
NARROWEST = 40
LONGEST_ANSWER = 200


class Ended(Exception):
    """Nobody answers any more: end of file, or the person has had enough."""


class NotUnderstood(Exception):
    """The answer cannot be meant; the sentence says what would be understood."""


class Talk:
    """The person at this terminal. Every answer is checked, and asked for again until it fits."""

    def say(self, text: str = "") -> None:
        """A paragraph, wrapped to the terminal."""
        columns = shutil.get_terminal_size((80, 24)).columns
        width = min(max(columns - 1, NARROWEST), WIDEST)
        for line in textwrap.wrap(text, width, break_on_hyphens=False) or [""]:
            self.show(line)

    def show(self, line: str) -> None:
        """One line as it is: a row of a list, a command to type."""
        print(line, flush=True)

    def ask(self, question: str, understand: Callable[[str], Answer], default: str = "") -> Answer:
        """What ``understand`` makes of an answer; ``default`` is what Enter alone means.

        ``understand`` raises ``NotUnderstood``. Raises ``Ended``.
        """
        prompt = f"{question} [{default}] " if default else f"{question} "
        while True:
            try:
                return understand(self._line(prompt) or default)
            except NotUnderstood as hint:
                self.say(str(hint))

    def ask_yes(self, question: str, *, default: bool) -> bool:
        """Yes or no. Raises ``Ended``."""
        return self.ask(
            f"{question} {'[Y/n]' if default else '[y/N]'}", _yes_or_no(default=default)
        )

    def _line(self, prompt: str) -> str:
        try:
            text = input(prompt)
        except (EOFError, OSError) as e:
            # OSError: the terminal itself is gone, as when an SSH session is cut.
            raise Ended from e
        except UnicodeDecodeError as e:
            raise NotUnderstood("Those were no letters this terminal can read.") from e
        text = text.strip()
        if len(text) > LONGEST_ANSWER or not text.isprintable():
            raise NotUnderstood("Please answer with a few plain letters or digits.")
        return text


def is_conversation() -> bool:
    """Whether a person can read and answer here."""
    return sys.stdin.isatty() and sys.stdout.isatty()


def _yes_or_no(*, default: bool) -> Callable[[str], bool]:
    def understand(answer: str) -> bool:
        match answer.casefold():
            case "":
                return default
            case "y" | "yes" | "ndiyo":
                return True
            case "n" | "no" | "hapana":
                return False
            case _:
                raise NotUnderstood("Please answer y or n.")

    return understand
