"""The test slip: what a new printer's paper shows to whoever installs it."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

from kiosk.printer.qr import draw_qr
from kiosk.printer.sheet import Align, Column, Face, Fonts, Sheet, Style
from kiosk.printer.slip import QR_LIMIT

WHITE, BLACK = 255, 0
WIDTHS = (384, 420, 512, 576, 640)
"""Dots across the heads there are. The slip is as wide as the widest; a printer leaves out what
it has no dots for, so the last number that is whole is its width."""
WIDEST = WIDTHS[-1]
DPI = 203
"""What the rulers are drawn for: on a printer of 180 dpi their millimetres are 1.13 mm long."""
MM_PER_INCH = 25.4
MEASURED_MM = 40
"""The part of the ruler that fits every paper, and is compared with a real one."""
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ abcdefghijklmnopqrstuvwxyz 0123456789 ’ – · …"
QR_LETTERS = frozenset("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:")
QR_MM = 20
MOST_LINES = 3
LONG_TICK_MM, MIDDLE_TICK_MM, SHORT_TICK_MM = 3.0, 2.2, 1.4


@dataclass(frozen=True, slots=True, kw_only=True)
class TestSlip:
    """What stands on it. ``samples`` are sentences of real slips, in each language."""

    # pytest would take it for tests by its name.
    __test__ = False

    name: str
    address: str
    model: str
    tells: str
    level: str
    samples: Sequence[str]

    @property
    def code(self) -> str:
        """What its QR says: that it is a test, of which printer, and of which level."""
        text = f"FOLENI TEST {self.address} {self.level} {self.model}".upper()
        return "".join(letter for letter in text if letter in QR_LETTERS)[:QR_LIMIT].strip()


def paint_test_slip(slip: TestSlip, fonts: Path, dpi: int = DPI) -> Image.Image:
    """The slip: mode ``1``, black prints, 640 dots wide, at most 120 mm long at ``dpi``.

    ``fonts`` is the directory of the bundled fonts. What matters stands in the first 384 dots.
    """
    return _Painter(fonts, dpi).paint(slip)


class _Painter:
    """Draws from top to bottom; lengths are in mm of the paper."""

    def __init__(self, fonts: Path, dpi: int) -> None:
        self._figures = fonts / Face.FIGURES.value
        self._dpi = dpi
        self._left = self._dots(7)
        self._sheet = Sheet(Fonts(fonts), WIDEST)
        self._column = Column(self._left, WIDTHS[0] - self._left)

    def paint(self, slip: TestSlip) -> Image.Image:
        sheet = self._sheet
        self._across()
        self._says("Foleni: test slip", 5.0, Face.HEADING)
        self._says(slip.name, 3.2, Face.HEADING)
        about = slip.address if slip.model in ("", slip.name) else f"{slip.address} · {slip.model}"
        self._says(about, 2.8, Face.WORDS)
        self._says(slip.tells, 2.8, Face.WORDS)
        sheet.gap(self._dots(1.5))
        self._says("How wide? The last number that is whole:", 2.8, Face.HEADING)
        for width in WIDTHS:
            self._stair(width)
        sheet.gap(self._dots(2))
        self._code_and_density(slip.code)
        for sample in slip.samples:
            self._says(sample, 2.8, Face.WORDS)
        self._says(LETTERS, 2.4, Face.WORDS)
        sheet.gap(self._dots(1.5))
        picture = sheet.ink()
        picture.paste(self._down(picture.height), (0, self._ruler_height))
        return picture

    @property
    def _ruler_height(self) -> int:
        return self._dots(7)

    def _dots(self, mm: float) -> int:
        return round(mm * self._dpi / MM_PER_INCH)

    def _style(self, face: Face, mm: float) -> Style:
        return Style(face, self._dots(mm))

    def _says(self, text: str, mm: float, face: Face) -> None:
        """At most three lines of it: what a printer calls itself can be long."""
        style = self._style(face, mm)
        lines = self._sheet.fonts.wrap(text, style, self._column.width)
        self._sheet.gap(self._dots(1))
        self._sheet.lines(lines[:MOST_LINES], style, self._column)

    def _ruler(
        self, width: int, height: int, figures_mm: float
    ) -> tuple[Image.Image, ImageDraw.ImageDraw, ImageFont.FreeTypeFont]:
        """An empty one, and what it is drawn with."""
        ruler = Image.new("1", (width, height), WHITE)
        font = ImageFont.truetype(self._figures, self._dots(figures_mm))
        return ruler, ImageDraw.Draw(ruler), font

    def _across(self) -> None:
        """The ruler along the upper edge, as far as any head reaches."""
        ruler, pen, font = self._ruler(WIDEST, self._ruler_height, 2.6)
        for mm in range(round(WIDEST * MM_PER_INCH / self._dpi) + 1):
            x = self._dots(mm)
            pen.line((x, 0, x, self._dots(_tick(mm))), BLACK, width=2)
            if mm % 10 == 0 and 0 < x < WIDEST - self._dots(2):
                pen.text((x, self._dots(3.6)), str(mm), BLACK, font, anchor="ma")
        self._sheet.picture(ruler, 0, 0)
        self._sheet.gap(self._ruler_height)

    def _down(self, height: int) -> Image.Image:
        """The ruler along the left edge, from below the upper one to the end."""
        width = self._left - self._dots(0.5)
        ruler, pen, font = self._ruler(width, height - self._ruler_height, 2.2)
        for mm in range(int(ruler.height * MM_PER_INCH / self._dpi)):
            y = self._dots(mm)
            pen.line((0, y, self._dots(_tick(mm)), y), BLACK, width=2)
            if mm % 10 == 0 and mm:
                pen.text((self._dots(3.4), y), str(mm), BLACK, font, anchor="lm")
        return ruler

    def _stair(self, width: int) -> None:
        """A line that ends at ``width`` dots, its number right above its end."""
        sheet, thick = self._sheet, self._dots(0.4)
        column = Column(self._left, width - thick * 2 - self._left, Align.RIGHT)
        sheet.figure(str(width), self._style(Face.FIGURES, 3.4), column)
        sheet.gap(self._dots(0.4))
        sheet.rule(Column(self._left, width - self._left), thick)
        sheet.gap(self._dots(1.0))

    def _code_and_density(self, code: str) -> None:
        """The QR, and beside it a quarter, half, three quarters and all of the dots black."""
        sheet = self._sheet
        qr = draw_qr(code, self._dots(QR_MM))
        left = self._left + qr.quiet_zone
        sheet.picture(qr.picture, left, 0)
        beside = left + qr.side + qr.quiet_zone
        bar = (WIDTHS[0] - beside, qr.side // 4 - self._dots(0.6))
        for quarters in range(1, 5):
            down = (quarters - 1) * qr.side // 4
            sheet.picture(_shade(bar, quarters), beside, down)
        sheet.gap(qr.side + qr.quiet_zone)


def _tick(mm: int) -> float:
    if mm % 10 == 0:
        return LONG_TICK_MM
    return MIDDLE_TICK_MM if mm % 5 == 0 else SHORT_TICK_MM


def _shade(size: tuple[int, int], quarters: int) -> Image.Image:
    """``quarters`` of every four dots black, evenly spread."""
    cell = Image.new("1", (2, 2), WHITE)
    for x, y in ((0, 0), (1, 1), (1, 0), (0, 1))[:quarters]:
        cell.putpixel((x, y), BLACK)
    shade = Image.new("1", size, WHITE)
    for left in range(0, size[0], 2):
        for top in range(0, size[1], 2):
            shade.paste(cell, (left, top))
    return shade
