"""The slip's QR: fixed version and mask, whole dots per module."""

from dataclasses import dataclass
from math import ceil
from typing import Literal

import qrcode
from PIL import Image
from qrcode.constants import ERROR_CORRECT_M
from qrcode.util import QRData

from kiosk.printer.slip import fits_qr

QUIET_ZONE_MODULES = 4
CAPACITY = {1: 20, 2: 38, 3: 61, 4: 90}
"""Alphanumeric characters a QR code of each version holds at level M (ISO/IEC 18004)."""
MASK = 2
"""Of all eight, fixed, the one whose penalty (ISO/IEC 18004) is lowest for addresses of tickets and
bare tokens: on average a tenth above the best of eight."""
ALPHANUMERIC: Literal[2] = 2
"""``qrcode.util.MODE_ALPHA_NUM``, which is typed as any number."""


class CodeDoesNotFit(ValueError):
    """The slip's code is longer than its QR may be, or not upper case."""


@dataclass(frozen=True, slots=True)
class Qr:
    """A QR without its quiet zone, mode ``1``; ``module`` and ``quiet_zone`` in dots."""

    picture: Image.Image
    module: int

    @property
    def side(self) -> int:
        """Its width and height in dots."""
        return self.picture.width

    @property
    def quiet_zone(self) -> int:
        """How many dots around it must stay white."""
        return QUIET_ZONE_MODULES * self.module


def draw_qr(code: str, dots_at_least: int, paper_dots: int | None = None) -> Qr:
    """``code`` as a QR at least ``dots_at_least`` wide, or as wide as paper so narrow can take.

    ``paper_dots`` is the room for QR and quiet zone. Version (the smallest that fits, at most 4)
    and mask are fixed: the library would else try all eight masks, for 4 ms. Raises
    ``CodeDoesNotFit``.
    """
    if not fits_qr(code):
        raise CodeDoesNotFit(f"{len(code)} characters, or not upper-case, for a QR of 90")
    version = next(v for v, capacity in CAPACITY.items() if len(code) <= capacity)
    qr = qrcode.QRCode(
        version=version, error_correction=ERROR_CORRECT_M, mask_pattern=MASK, border=0
    )
    qr.add_data(QRData(code, mode=ALPHANUMERIC), optimize=0)
    qr.make(fit=False)
    modules = len(qr.modules)
    small = Image.new("1", (modules, modules))
    small.putdata([0 if dark else 255 for row in qr.modules for dark in row])
    module = ceil(dots_at_least / modules)
    if paper_dots is not None:
        module = max(1, min(module, paper_dots // (modules + 2 * QUIET_ZONE_MODULES)))
    side = modules * module
    return Qr(small.resize((side, side), Image.Resampling.NEAREST), module)
