"""What a code means that was held before the reader, or typed: an appointment, or a slip."""

import re
from dataclasses import dataclass

from kiosk.domain.appointment_code import code_in, is_code
from kiosk.domain.ids import AppointmentCode

DIGITS = 8
"""How many an appointment's number has."""
TRIES, MORE_PER_S = 20, 0.1
"""How many numbers nobody has are looked for at a kiosk, whoever tries, and how soon one more is.

As at the centre's own gate: a kiosk has the whole book, and would tell faster.
"""
_MARKED = re.compile(r"(?P<centre>[A-Z0-9]{1,16})-A-(?P<digits>[0-9]{1,16})")


@dataclass(frozen=True, slots=True, kw_only=True)
class Sought:
    """An appointment somebody asks for; ``code`` is absent where none can be meant.

    ``foreign`` is the code of the centre it is for, where that is another one; ``over``: so many
    that nobody has were tried here that this one is not looked for.
    """

    code: AppointmentCode | None = None
    foreign: str = ""
    over: bool = False


def sought_by_scan(centre_code: str, text: str) -> Sought | None:
    """The appointment a scanned text asks for; ``None`` when it is none's, but perhaps a slip's."""
    code = code_in(centre_code, text) or typed_code(text)
    if code is not None:
        return Sought(code=code)
    marked = _MARKED.fullmatch(text.strip().upper())
    if marked is None:
        return None
    if marked["centre"] != centre_code.upper() and is_code(marked["digits"]):
        return Sought(foreign=marked["centre"])
    return Sought()


def typed_code(text: str) -> AppointmentCode | None:
    """The code these digits are; ``None`` when one of them is mistyped, or two are swapped."""
    digits = text.strip()
    return AppointmentCode(digits) if is_code(digits) else None


def grouped(typed: str) -> tuple[str, ...]:
    """Digits as they are easiest to compare: in fours, with a place for each that is missing."""
    full = typed.ljust(DIGITS, "–")
    return tuple(full[first : first + 4] for first in range(0, DIGITS, 4))
