"""A QR code as the path of an SVG: sharp at every size, and a kilobyte in the page."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from typing import Literal

QUIET_MODULES = 4
MASK = 2
"""Fixed, as on slips: trying all eight takes twelve times as long."""
ALPHANUMERIC: Literal[2] = 2
"""``qrcode.util.MODE_ALPHA_NUM``, which is typed as any number."""


@dataclass(frozen=True, slots=True, kw_only=True)
class QrPath:
    """``side`` is the width of the picture in modules, its quiet zone included."""

    side: int
    path: str


@lru_cache(maxsize=512)
def qr_path(text: str) -> QrPath:
    """``text``, upper case, at level M."""
    # It takes tens of milliseconds to import, and most pages have no code.
    from qrcode.constants import ERROR_CORRECT_M  # noqa: PLC0415
    from qrcode.main import QRCode  # noqa: PLC0415
    from qrcode.util import QRData  # noqa: PLC0415

    code = QRCode(error_correction=ERROR_CORRECT_M, border=0, mask_pattern=MASK)
    code.add_data(QRData(text, mode=ALPHANUMERIC), optimize=0)
    code.make(fit=True)
    return _path(code.get_matrix())


def secret_qr_path(text: str) -> QrPath:
    """Any text, at level M. It may be a secret: it is kept nowhere."""
    from qrcode.constants import ERROR_CORRECT_M  # noqa: PLC0415
    from qrcode.main import QRCode  # noqa: PLC0415

    code = QRCode(error_correction=ERROR_CORRECT_M, border=0, mask_pattern=MASK)
    code.add_data(text)
    code.make(fit=True)
    return _path(code.get_matrix())


def _path(matrix: Sequence[Sequence[bool | None]]) -> QrPath:
    rows = [[bool(module) for module in row] for row in matrix]
    return QrPath(
        side=len(rows) + 2 * QUIET_MODULES,
        path="".join(_row(y + QUIET_MODULES, row) for y, row in enumerate(rows)),
    )


def _row(y: int, row: list[bool]) -> str:
    """Each run of dark modules as a bar."""
    bars, x = [], QUIET_MODULES
    for dark, run in groupby(row):
        length = len(list(run))
        if dark:
            bars.append(f"M{x} {y}h{length}v1h-{length}z")
        x += length
    return "".join(bars)
