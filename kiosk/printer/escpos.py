"""A picture as the bytes of one print job: ESC/POS raster bands, feed and cut."""

import re
from typing import TYPE_CHECKING

from kiosk.printer.profile import Cut

if TYPE_CHECKING:
    # Every screen with a printer loads this module before its first frame.
    from PIL import Image

INITIALISE = b"\x1b@"
AUTO_STATUS_ON = b"\x1da\xff"
FENCE = b"\x1dr\x01"
CANCEL = b"\x10\x14\x08\x01\x03\x14\x01\x06\x02\x08"
"""``DLE DC4 8``: throw away all that was received, at once, and answer ``CANCELLED``."""
CANCELLED = b"\x37\x25"
PROCESS_ID = b"\x37\x22"
"""How the answer to ``ask_process_id`` begins."""
ROWS_PER_BAND = 128
"""Cheap printers drop bytes of higher bands; Epson allows 2303 rows, Odoo sends 255.

Fewer is better where a job breaks off: what completes its last band is half as many bytes and 16 mm
of paper instead of 32. More would save 8 bytes a band, 32 of a slip's 80,000.
"""
WIDEST_BYTES = 128
"""A row of the widest head there is a setting for."""

CUTS = {
    # Function B of GS V feeds to the cutter by itself: the shortest slip that is whole.
    Cut.FULL: b"\x1dVA\x00",
    Cut.PART: b"\x1dVB\x00",
    # No cutter: four lines lift the last row above the tear bar.
    Cut.NONE: b"\x1bd\x04",
}

END_PICTURE = bytes(ROWS_PER_BAND * WIDEST_BYTES) + INITIALISE
"""Ends a band that broke off, which would take what comes next for dots.

Where no band is open NULs do nothing.
"""
CUT_AWAY = CUTS[Cut.PART]
"""Parts what hangs from the printer from the slip that comes next."""

_REAL_TIME = re.compile(rb"\x10(?=[\x04\x05\x14])")


def ask_status(n: int) -> bytes:
    """``DLE EOT n``: 1 the printer, 2 why offline, 3 which error, 4 the paper."""
    return b"\x10\x04" + bytes((n,))


def ask_process_id(process_id: bytes) -> bytes:
    """``GS ( H`` function 48: hand these four characters back when all before is printed."""
    return b"\x1d(H\x06\x0000" + process_id


def bands(picture: "Image.Image", rows_per_band: int = ROWS_PER_BAND) -> bytes:
    """``picture`` (mode ``1``, black prints) as ``GS v 0`` bands of at most ``rows_per_band``.

    The width is padded with white to whole bytes.
    """
    if picture.mode != "1":
        raise ValueError(f"a raster picture has mode 1, not {picture.mode}")
    bytes_per_row = (picture.width + 7) // 8
    # Raw mode 1;I makes ink 1 and pads each row with 0.
    ink = _harmless(picture.tobytes("raw", "1;I"))
    job = bytearray()
    for top in range(0, picture.height, rows_per_band):
        rows = min(rows_per_band, picture.height - top)
        job += b"\x1dv0\x00"
        job += bytes_per_row.to_bytes(2, "little") + rows.to_bytes(2, "little")
        job += ink[top * bytes_per_row : (top + rows) * bytes_per_row]
    return bytes(job)


def job(picture: "Image.Image", cut: Cut, rows_per_band: int = ROWS_PER_BAND) -> bytes:
    """One whole slip: its bands, then the cut. The road adds what a connection needs."""
    return bands(picture, rows_per_band) + CUTS[cut]


def _harmless(ink: bytes) -> bytes:
    """The same picture without a real-time command in it.

    Printers obey DLE EOT, DLE ENQ and DLE DC4 even inside picture data (one of them opens the
    drawer, one throws the job away), so such a dot gets a neighbour: nobody sees it.
    """
    return _REAL_TIME.sub(b"\x18", ink)
