"""The virtual printer's letters: code pages, and each character drawn into its cell of dots."""

from dataclasses import dataclass
from functools import lru_cache
from importlib.metadata import PackageNotFoundError, distribution

from PIL import Image, ImageChops, ImageDraw, ImageFont

KATAKANA = "katakana"
CODE_PAGES = {
    0: "cp437",
    1: KATAKANA,
    2: "cp850",
    3: "cp860",
    4: "cp863",
    5: "cp865",
    13: "cp857",
    14: "cp737",
    15: "iso8859_7",
    16: "cp1252",
    17: "cp866",
    18: "cp852",
    19: "cp858",
    21: "tis_620",
    33: "cp775",
    34: "cp855",
    35: "cp861",
    36: "cp862",
    37: "cp864",
    38: "cp869",
    39: "iso8859_2",
    40: "iso8859_15",
    45: "cp1250",
    46: "cp1251",
    47: "cp1253",
    48: "cp1254",
    49: "cp1255",
    50: "cp1256",
    51: "cp1257",
    52: "cp1258",
}
"""Epson's numbers of ``ESC t``, as far as Python knows the page."""

_KATAKANA_FROM, _KATAKANA_RULES = 0x80, "▁▂▃▄▅▆▇█▏▎▍▌▋▊▉┼┴┬┤├▔─│▕┌┐└┘╭╮╰╯"
_KATAKANA_LETTERS_FROM, _KATAKANA_LETTERS_TO = 0xA1, 0xDF
_NATIONAL_PLACES = "#$@[\\]^`{|}~"
NATIONAL = {
    0: "#$@[\\]^`{|}~",
    1: "#$à°ç§^`éùè¨",
    2: "#$§ÄÖÜ^`äöüß",
    3: "£$@[\\]^`{|}~",
    4: "#$@ÆØÅ^`æøå~",
    5: "#¤ÉÄÖÅÜéäöåü",
    6: "#$@°\\é^ùàòèì",
    7: "₧$@¡Ñ¿^`¨ñ}~",
    8: "#$@[¥]^`{|}~",
    9: "#¤ÉÆØÅÜéæøåü",
    10: "#$ÉÆØÅÜéæøåü",
    11: "#$á¡Ñ¿é`íñóú",
    12: "#$á¡Ñ¿éüíñóú",
    13: "#$@[₩]^`{|}~",
}
"""What ``ESC R`` puts in the place of twelve ASCII characters."""

INK, BARE = 0, 1
_INK_FROM = 110
"""A dot of the smoothed letter prints from this darkness on, of 255."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One of the printer's two fonts: a cell's size in dots, and the letter's in it."""

    width: int
    height: int
    size_px: int


FONT_A = Cell(12, 24, 20)
FONT_B = Cell(9, 17, 14)


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """How a character looks; ``underline`` in dots."""

    cell: Cell = FONT_A
    times_wide: int = 1
    times_high: int = 1
    bold: bool = False
    underline: int = 0
    reverse: bool = False


def character(byte: int, code_page: int, nation: int) -> str:
    """What that byte says there; a space where the page has nothing."""
    if byte < _KATAKANA_FROM:
        plain = chr(byte)
        place = _NATIONAL_PLACES.find(plain)
        return NATIONAL.get(nation, _NATIONAL_PLACES)[place] if place >= 0 else plain
    name = CODE_PAGES.get(code_page, CODE_PAGES[0])
    if name != KATAKANA:
        return bytes((byte,)).decode(name, errors="replace").replace("�", " ")
    if byte - _KATAKANA_FROM < len(_KATAKANA_RULES):
        return _KATAKANA_RULES[byte - _KATAKANA_FROM]
    if _KATAKANA_LETTERS_FROM <= byte <= _KATAKANA_LETTERS_TO:
        return bytes((byte,)).decode("shift_jis")
    return " "


@lru_cache(maxsize=2048)
def drawn(said: str, look: Look) -> Image.Image:
    """One character in its cell, mode ``1``, ink black."""
    cell = look.cell
    image = _plain(said, cell)
    if look.bold:
        image = ImageChops.logical_and(image, ImageChops.offset(image, 1, 0))
    size = (cell.width * look.times_wide, cell.height * look.times_high)
    image = image.resize(size, Image.Resampling.NEAREST)
    if look.underline:
        ink = (0, size[1] - look.underline, size[0] - 1, size[1] - 1)
        ImageDraw.Draw(image).rectangle(ink, fill=INK)
    return ImageChops.invert(image) if look.reverse else image


def _plain(said: str, cell: Cell) -> Image.Image:
    """The letter alone, put on the cell's base line, in the middle of its width."""
    grey = Image.new("L", (cell.width, cell.height), 0)
    font = _font(cell.size_px)
    descent = round(cell.size_px * 0.236)
    left = (cell.width - font.getlength(said)) / 2
    ImageDraw.Draw(grey).text((left, cell.height - descent), said, fill=255, font=font, anchor="ls")
    return grey.point([0 if level >= _INK_FROM else 255 for level in range(256)], "1")


@lru_cache(maxsize=4)
def _font(size_px: int) -> ImageFont.FreeTypeFont | ImageFont.ImageFont:
    # DejaVu Sans Mono comes with python-barcode: every cell as wide as the next, with the
    # rules and blocks that receipts are drawn with.
    try:
        path = distribution("python-barcode").locate_file("barcode/fonts/DejaVuSansMono.ttf")
        return ImageFont.truetype(str(path), size_px)
    except (PackageNotFoundError, OSError):
        return ImageFont.load_default(size_px)
