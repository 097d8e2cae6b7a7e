"""What `check` says about the staff's way out of a locked screen."""

import stat
import sys
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

from kiosk.config import ScreenConfig
from kiosk.db.private_files import OTHERS
from kiosk.roles.check_finding import Finding, absent, fails, works

GUESSED_FIRST = frozenset({"1234", "4321", "2580", "1212", "2000", "12345", "123456", "12345678"})


def staff_pin(config: ScreenConfig, file: Path) -> Iterator[Finding]:
    """Whether there is a PIN, and whether anybody but this user can read or guess it."""
    if config.staff_pin is None:
        yield absent("staff PIN", "No staff_pin is set: nobody leaves a locked screen by hand.")
        return
    faults = []
    if guessable(config.staff_pin):
        faults.append(f"It is one of the first that people try; change it in {file}.")
    if (mode := _mode(file)) is not None and mode & OTHERS:
        faults.append(f"Others on this machine can read it; please type: chmod 600 {file}")
    yield from (fails("staff PIN", fault) for fault in faults)
    if not faults:
        yield works("staff PIN", "Set; rest a finger in the upper left corner for five seconds.")


def guessable(pin: str) -> bool:
    """One digit again and again, digits in a row, or one of those that people choose first."""
    steps = {ord(after) - ord(before) for before, after in pairwise(pin)}
    return pin in GUESSED_FIRST or steps in ({0}, {1}, {-1})


def _mode(file: Path) -> int | None:
    """The file's permissions; ``None`` where the system has other ones, or there is no file."""
    if sys.platform == "win32":
        return None
    try:
        return stat.S_IMODE(file.stat().st_mode)
    except OSError:
        return None
