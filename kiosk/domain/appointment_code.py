"""The code of an appointment: eight digits to type, of which a mistake is told at once."""

import re
from collections.abc import Container

from kiosk.domain.appointment import Share
from kiosk.domain.ids import AppointmentCode

_FIRST = {Share.CENTRE: (1, 4), Share.HUB: (5, 5)}
"""The lowest first digit of each share's codes, and how many there are: they never collide."""
_BODY_DIGITS = 6
_BODIES = 10**_BODY_DIGITS
_CODE = re.compile(r"[1-9][0-9]{7}")

_DAMM = (
    (0, 3, 1, 7, 5, 9, 8, 6, 4, 2),
    (7, 0, 9, 2, 1, 5, 4, 8, 6, 3),
    (4, 2, 0, 6, 8, 7, 1, 3, 5, 9),
    (1, 7, 5, 0, 9, 8, 3, 4, 2, 6),
    (6, 1, 2, 3, 0, 4, 5, 9, 7, 8),
    (3, 6, 7, 4, 2, 0, 9, 5, 8, 1),
    (5, 8, 6, 9, 7, 2, 0, 1, 3, 4),
    (8, 9, 4, 5, 3, 6, 2, 0, 1, 7),
    (9, 4, 3, 8, 6, 1, 7, 2, 0, 5),
    (2, 5, 8, 1, 4, 3, 6, 7, 9, 0),
)
"""Damm's quasigroup of order 10 (H. M. Damm, 2004): it tells every wrong digit and every swap."""


def code_from(chance: bytes, share: Share, live: Container[AppointmentCode]) -> AppointmentCode:
    """A code that is not ``live``: from ``chance`` (random bytes), else the next that is free."""
    lowest, count = _FIRST[share]
    start = int.from_bytes(chance, "big") % (count * _BODIES)
    for step in range(count * _BODIES):
        first, body = divmod((start + step) % (count * _BODIES), _BODIES)
        digits = f"{lowest + first}{body:0{_BODY_DIGITS}d}"
        code = AppointmentCode(digits + str(_damm(digits)))
        if code not in live:
            return code
    raise ValueError("every code is taken")


def is_code(text: str) -> bool:
    """Whether ``text`` can be a code: a digit mistyped or two swapped are told at once."""
    return _CODE.fullmatch(text) is not None and _damm(text) == 0


def is_of_share(code: AppointmentCode, share: Share) -> bool:
    """Whether ``code`` can be one that this share gives."""
    lowest, count = _FIRST[share]
    return is_code(code) and lowest <= int(code[0]) < lowest + count


def qr_text(centre_code: str, code: AppointmentCode) -> str:
    """What the QR of an appointment slip says: ``MOLO-A-10203045``, alphanumeric upper case."""
    return f"{centre_code}-A-{code}"


def code_in(centre_code: str, text: str) -> AppointmentCode | None:
    """The code in a scanned QR of this centre's appointment slips; ``None`` for anything else."""
    head, mark, digits = text.strip().upper().rpartition("-A-")
    if not mark or head != centre_code.upper() or not is_code(digits):
        return None
    return AppointmentCode(digits)


def _damm(digits: str) -> int:
    """The check digit of ``digits``; 0 when the check digit is among them and right."""
    row = 0
    for digit in digits:
        row = _DAMM[row][int(digit)]
    return row
