"""What a target of broken inputs is."""

import random
import re
from collections.abc import Callable
from dataclasses import dataclass

WORDS = re.compile(r"[a-z][a-z -]{3,}", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """``take`` reads one input and says in a word how it took it; what it raises is a fault.

    ``share`` is how much of all inputs it gets.
    """

    name: str
    share: float
    real: Callable[[], tuple[bytes, ...]]
    take: Callable[[bytes, random.Random], str]


def said(error: Exception) -> str:
    """What kind of a refusal it was, without what was refused."""
    words = WORDS.search(str(error))
    return f"{type(error).__name__}: {words[0] if words else ''}"
