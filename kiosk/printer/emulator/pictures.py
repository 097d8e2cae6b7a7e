"""Pictures as ESC/POS sends them, beside ``GS v 0``: columns of dots, and stored graphics."""

from typing import Final

from PIL import Image

from kiosk.printer.emulator.letters import BARE

STORE, PRINT = (112,), (2, 50)
"""Functions of ``GS ( L`` and ``GS 8 L``."""
_PARAMETERS_BYTES = 8
_COLUMNS: Final = {0: (2, 3, 8), 1: (1, 3, 8), 32: (2, 1, 24), 33: (1, 1, 24)}
"""``ESC * m``: how wide and how high a dot is, and how many make a column."""


def columns(command: bytes) -> Image.Image | None:
    """The picture of ``ESC * m nL nH d…``; ``None``: no such mode, or nothing in it."""
    if command[2] not in _COLUMNS:
        return None
    wide, high, bits = _COLUMNS[command[2]]
    dots = command[5:]
    count = len(dots) // (bits // 8)
    if not count:
        return None
    turned = Image.frombytes("1", (bits, count), dots, "raw", "1;I")
    image = turned.transpose(Image.Transpose.TRANSPOSE)
    return image.resize((image.width * wide, image.height * high), Image.Resampling.NEAREST)


def graphics(data: bytes) -> Image.Image | None:
    """The picture of function 112: ``a bx by c xL xH yL yH d…``; ``None``: not one colour's."""
    if len(data) < _PARAMETERS_BYTES:
        return None
    tone, wide, high, _ = data[:4]
    width, height = int.from_bytes(data[4:6], "little"), int.from_bytes(data[6:8], "little")
    dots = data[_PARAMETERS_BYTES:]
    row_bytes = (width + 7) // 8
    if tone != ord("0") or not 0 < row_bytes * height == len(dots):
        return None
    if wide not in (1, 2) or high not in (1, 2):
        return None
    image = Image.frombytes("1", (row_bytes * 8, height), dots, "raw", "1;I")
    image = image.crop((0, 0, width, height))
    return image.resize((width * wide, height * high), Image.Resampling.NEAREST)


def doubled(dots: bytes, mode: int, width_bytes: int) -> list[bytes]:
    """One row of ``GS v 0``, with ``m``'s double width and height, cut to the paper."""
    mode %= ord("0")
    if mode & 1:
        row = Image.frombytes("1", (len(dots) * 8, 1), dots)
        dots = row.resize((row.width * 2, 1), Image.Resampling.NEAREST).tobytes()
    dots = dots[:width_bytes].ljust(width_bytes, b"\0")
    return [dots, dots] if mode & 2 else [dots]


def rows_of(image: Image.Image, left: int, width_bytes: int) -> list[bytes]:
    """The image as rows of paper, ``left`` dots from its edge; what is too wide is lost."""
    paper = Image.new("1", (width_bytes * 8, image.height), BARE)
    paper.paste(image, (left, 0))
    ink = paper.tobytes("raw", "1;I")
    return [ink[at : at + width_bytes] for at in range(0, len(ink), width_bytes)]
