"""A strip of paper one writes on from top to bottom: fonts, lines, wrapping, ink."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import Enum, unique
from functools import lru_cache
from math import ceil
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

WHITE, BLACK = 255, 0
INK_THRESHOLD = 140
"""Greyer than this prints: a little over half, as thermal heads print thin strokes thin."""
MEASURED_TEXTS = 1024
"""Widths kept: most words come again on every slip, and measuring is a third of the work."""
LINE_PITCH = 1.22
"""Baseline to baseline, in font sizes."""


@unique
class Face(Enum):
    """The fonts of a slip, by file."""

    WORDS = "AtkinsonHyperlegibleNext-SemiBold.ttf"
    HEADING = "AtkinsonHyperlegibleNext-Bold.ttf"
    FIGURES = "Inter-SemiBold.ttf"
    NUMBER = "Inter-Bold.ttf"


@unique
class Align(Enum):
    """Where a line stands in its column."""

    LEFT = 0.0
    CENTRE = 0.5
    RIGHT = 1.0


@dataclass(frozen=True, slots=True)
class Style:
    """A face at ``size`` dots (its em)."""

    face: Face
    size: int


@dataclass(frozen=True, slots=True)
class Column:
    """A part of the paper's width, in dots."""

    left: int
    width: int
    align: Align = Align.LEFT

    @property
    def right(self) -> int:
        """The first dot beyond it."""
        return self.left + self.width


class Fonts:
    """The bundled fonts of one directory, each size opened once. For one thread."""

    def __init__(self, directory: Path) -> None:
        self._directory = directory
        self._open: dict[Style, ImageFont.FreeTypeFont] = {}
        self._length = lru_cache(maxsize=MEASURED_TEXTS)(self._measure)

    def font(self, style: Style) -> ImageFont.FreeTypeFont:
        """The font of ``style``; raises ``OSError`` when its file is not there."""
        font = self._open.get(style)
        if font is None:
            path = self._directory / style.face.value
            font = ImageFont.truetype(path, style.size, layout_engine=ImageFont.Layout.BASIC)
            self._open[style] = font
        return font

    def width(self, text: str, style: Style) -> int:
        """How many dots ``text`` is wide, rounded up."""
        return self._length(text, style)

    def _measure(self, text: str, style: Style) -> int:
        return ceil(self.font(style).getlength(text))

    def cap_height(self, style: Style) -> int:
        """How many dots a capital is high."""
        _, top, _, bottom = self.font(style).getbbox("H", anchor="ls")
        return round(bottom - top)

    def wrap(self, text: str, style: Style, width: int) -> list[str]:
        """``text`` in lines of at most ``width`` dots; a word that is wider is broken."""
        lines: list[str] = []
        line = ""
        for word in text.split():
            longer = f"{line} {word}" if line else word
            if self.width(longer, style) <= width:
                line = longer
                continue
            if line:
                lines.append(line)
            *whole, line = self._pieces(word, style, width)
            lines.extend(whole)
        return [*lines, line] if line else lines

    def _pieces(self, word: str, style: Style, width: int) -> list[str]:
        """One word in as many lines as it needs; the last may go on."""
        if self.width(word, style) <= width:
            return [word]
        pieces = [word[0]]
        for letter in word[1:]:
            if self.width(pieces[-1] + letter, style) <= width:
                pieces[-1] += letter
            else:
                pieces.append(letter)
        return pieces


class Sheet:
    """What will be inked, collected from top to bottom; ``y`` is where the next thing goes."""

    def __init__(self, fonts: Fonts, width: int) -> None:
        self.fonts = fonts
        self.width = width
        self.y = 0
        self._texts: list[tuple[int, int, str, Style]] = []
        self._rectangles: list[tuple[int, int, int, int, int]] = []
        self._pictures: list[tuple[int, int, Image.Image]] = []

    def gap(self, dots: int) -> None:
        """Leave ``dots`` rows white."""
        self.y += dots

    def lines(self, texts: Iterable[str], style: Style, column: Column) -> None:
        """Write each text in ``column``, wrapped, from ``y`` down."""
        for text in texts:
            for line in self.fonts.wrap(text, style, column.width):
                spare = column.width - self.fonts.width(line, style)
                x = column.left + int(spare * column.align.value)
                self._texts.append((x, self.y + style.size, line, style))
                self.y += round(style.size * LINE_PITCH)

    def joined(self, texts: Sequence[str], separator: str, style: Style, column: Column) -> None:
        """Write as many texts on a line as fit, ``separator`` between them."""
        line = ""
        for text in texts:
            longer = f"{line}{separator}{text}" if line else text
            if line and self.fonts.width(longer, style) > column.width:
                self.lines([line], style, column)
                longer = text
            line = longer
        self.lines([line], style, column)

    def height_of(self, texts: Sequence[str], style: Style, width: int) -> int:
        """How many rows ``lines`` would take."""
        count = sum(len(self.fonts.wrap(text, style, width)) for text in texts)
        return count * round(style.size * LINE_PITCH)

    def figure(self, text: str, style: Style, column: Column) -> None:
        """Write one short line whose capitals begin exactly at ``y``, without leading."""
        spare = column.width - self.fonts.width(text, style)
        cap = self.fonts.cap_height(style)
        self._texts.append(
            (column.left + int(spare * column.align.value), self.y + cap, text, style)
        )
        self.y += cap

    def rule(self, column: Column, thickness: int) -> None:
        """A solid line across ``column``."""
        box = (column.left, self.y, column.right - 1, self.y + thickness - 1)
        self._rectangles.append((*box, 0))
        self.y += thickness

    def dashes(self, column: Column, thickness: int) -> None:
        """A dashed line across ``column``, from its first dot to its last."""
        dash = thickness * 2
        room, steps = column.width - dash, max(1, column.width // (thickness * 3))
        for n in range(steps + 1):
            left = column.left + round(room * n / steps)
            box = (left, self.y, left + dash - 1, self.y + thickness - 1)
            self._rectangles.append((*box, 0))
        self.y += thickness

    def box(self, left: int, top: int, size: tuple[int, int], outline: int) -> None:
        """An empty frame of ``size`` (width, height), its outline inside."""
        width, height = size
        self._rectangles.append((left, top, left + width - 1, top + height - 1, outline))

    def picture(self, picture: Image.Image, left: int, down: int) -> None:
        """Put ``picture`` (mode ``1``) at ``left``, ``down`` rows below ``y``; ``y`` stays."""
        self._pictures.append((left, self.y + down, picture))

    def ink(self) -> Image.Image:
        """The whole strip down to ``y``: mode ``1``, black prints."""
        paper = Image.new("L", (self.width, self.y), WHITE)
        pen = ImageDraw.Draw(paper)
        for x, baseline, text, style in self._texts:
            pen.text((x, baseline), text, BLACK, self.fonts.font(style), anchor="ls")
        for left, top, right, bottom, outline in self._rectangles:
            box = (left, top, right, bottom)
            if outline:
                pen.rectangle(box, outline=BLACK, width=outline)
            else:
                pen.rectangle(box, fill=BLACK)
        for left, top, picture in self._pictures:
            paper.paste(picture, (left, top))
        return threshold(paper)


def threshold(grey: Image.Image) -> Image.Image:
    """``grey`` (mode ``L``) as dots: mode ``1``, black prints."""
    return grey.point(lambda level: WHITE if level >= INK_THRESHOLD else BLACK, "1")
