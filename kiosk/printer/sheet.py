"""A strip of paper one writes on from top to bottom: fonts, lines, wrapping, ink."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import Enum, unique
from functools import lru_cache, partial
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

from kiosk.printer.typecase import BLACK, WHITE, Letter, TypeCase

LINES_KEPT = 48
"""Lines kept as dots: most words come again on every slip. A line takes 15 kB."""
TEXTS_KEPT = 256
"""Texts of which it is kept how wide they are, and where they are broken."""
SIZES_KEPT = 8
"""Heights of capitals of which it is kept what size of a font has them."""
KNOWN_SIZE = 1000
"""Large enough to tell how high a font's capitals are for its size."""
LINE_PITCH = 1.15
"""Baseline to baseline, in font sizes: room for a capital with its accent below a ``g``."""


@unique
class Face(Enum):
    """The fonts of a slip, by file."""

    WORDS = "AtkinsonHyperlegibleNext-SemiBold.ttf"
    HEADING = "AtkinsonHyperlegibleNext-Bold.ttf"
    FIGURES = "Inter-SemiBold.ttf"
    NUMBER = "Inter-Bold.ttf"


SUBSTITUTES = {Face.WORDS: Face.FIGURES, Face.HEADING: Face.NUMBER}
"""Inter has the ĩ, ũ and ŋ that names of Kenya need and Atkinson Hyperlegible lacks."""


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
    """The bundled fonts of one directory, each size opened once. For one thread.

    It keeps what was drawn and measured last, never more than a fixed count of each.
    """

    def __init__(self, directory: Path) -> None:
        self._directory = directory
        self._cases: dict[Style, TypeCase] = {}
        self._lines = lru_cache(maxsize=LINES_KEPT)(self._set)
        self._wraps = lru_cache(maxsize=TEXTS_KEPT)(self._wrapped)
        self._even = lru_cache(maxsize=TEXTS_KEPT)(self._balanced)
        self._sizes = lru_cache(maxsize=SIZES_KEPT)(self._size_with_cap)

    @property
    def kept(self) -> int:
        """How many letters, lines and broken texts are kept now: it stops growing."""
        texts = (self._lines, self._wraps, self._even)
        letters = sum(case.kept for case in self._cases.values())
        return letters + sum(each.cache_info().currsize for each in texts)

    def line(self, text: str, style: Style) -> Letter:
        """``text`` on one line, as dots."""
        return self._lines(text, style)

    def width(self, text: str, style: Style) -> int:
        """How many dots ``text`` is wide."""
        return self._case(style).width(text)

    def extent(self, text: str, style: Style) -> tuple[int, int]:
        """The first row of ``text``'s ink and the one below its last, from the baseline."""
        return self._case(style).extent(text)

    def cap_height(self, style: Style) -> int:
        """How many dots a capital is high."""
        return -self._case(style).letter("H").top

    def size_with_cap(self, face: Face, cap: int) -> int:
        """The least size of ``face`` whose capitals are ``cap`` dots high."""
        return self._sizes(face, cap)

    def wrap(self, text: str, style: Style, width: int) -> tuple[str, ...]:
        """``text`` in lines of at most ``width`` dots; a word that is wider is broken."""
        return self._wraps(text, style, width)

    def balanced(self, text: str, style: Style, width: int) -> tuple[str, ...]:
        """The same in as few lines, but none much longer than another: for centred text."""
        return self._even(text, style, width)

    def _case(self, style: Style) -> TypeCase:
        """The letters of ``style``; raises ``OSError`` when its font is not there."""
        case = self._cases.get(style)
        if case is None:
            other = SUBSTITUTES.get(style.face)
            substitute = partial(self._case, Style(other, style.size)) if other else None
            case = self._cases[style] = TypeCase(self._font(style), substitute)
        return case

    def _font(self, style: Style) -> ImageFont.FreeTypeFont:
        path = self._directory / style.face.value
        return ImageFont.truetype(path, style.size, layout_engine=ImageFont.Layout.BASIC)

    def _size_with_cap(self, face: Face, cap: int) -> int:
        def cap_of(size: int) -> int:
            # Not kept: Inter takes half a megabyte for each size that is open.
            return -TypeCase(self._font(Style(face, size))).letter("H").top

        size = cap * KNOWN_SIZE // cap_of(KNOWN_SIZE)
        while cap_of(size) < cap:
            size += 1
        return size

    def _set(self, text: str, style: Style) -> Letter:
        return self._case(style).line(text)

    def _balanced(self, text: str, style: Style, width: int) -> tuple[str, ...]:
        lines = self.wrap(text, style, width)
        if len(lines) <= 1:
            return lines
        narrow, wide = max(self.width(word, style) for word in text.split()), width
        while narrow < wide:
            middle = (narrow + wide) // 2
            if len(self._wrapped(text, style, middle)) > len(lines):
                narrow = middle + 1
            else:
                wide = middle
        return self._wrapped(text, style, wide)

    def _wrapped(self, text: str, style: Style, width: int) -> tuple[str, ...]:
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
        return (*lines, line) if line else tuple(lines)

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
    """What will be inked, collected from top to bottom.

    ``y`` is the first row below what stands there, and where the next thing's ink begins: what
    lies between two things is their gap and nothing else.
    """

    def __init__(self, fonts: Fonts, width: int) -> None:
        self.fonts = fonts
        self.width = width
        self.y = 0
        self._baseline = 0
        self._lines: list[tuple[int, int, str, Style]] = []
        self._rectangles: list[tuple[int, int, int, int, int]] = []
        self._pictures: list[tuple[int, int, Image.Image]] = []

    def gap(self, dots: int) -> None:
        """Leave ``dots`` rows white."""
        self.y += dots

    def lines(
        self, texts: Iterable[str], style: Style, column: Column, *, even: bool = False
    ) -> None:
        """Write each text in ``column``, wrapped, from ``y`` down.

        ``even``, as always when centred: no line much longer than another.
        """
        fonts = self.fonts
        broken = fonts.balanced if even or column.align is Align.CENTRE else fonts.wrap
        self._write(
            [line for text in texts for line in broken(text, style, column.width)], style, column
        )

    def joined(self, texts: Sequence[str], separator: str, style: Style, column: Column) -> None:
        """Write as many texts on a line as fit, ``separator`` between them."""
        together: list[str] = []
        for text in texts:
            longer = f"{together[-1]}{separator}{text}" if together else text
            if together and self.fonts.width(longer, style) <= column.width:
                together[-1] = longer
            else:
                together.append(text)
        self.lines(together, style, column)

    def figure(self, text: str, style: Style, column: Column) -> None:
        """Write one short line that is never broken."""
        self._write([text], style, column)

    def follow_on(self, style: Style) -> None:
        """Go to where the next line of a text in ``style`` begins, however deep its last goes."""
        self.y = self._baseline + round(style.size * LINE_PITCH) - self.fonts.cap_height(style)

    def rule(self, column: Column, thickness: int) -> None:
        """A solid line across ``column``."""
        box = (column.left, self.y, column.right - 1, self.y + thickness - 1)
        self._rectangles.append((*box, 0))
        self.y += thickness

    def dashes(self, column: Column, thickness: int) -> None:
        """A dashed line across ``column``, from its first dot to its last."""
        self.picture(_dashes(column.width, thickness), column.left, 0)
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
        paper = Image.new("1", (self.width, self.y), WHITE)
        for left, top, picture in self._pictures:
            paper.paste(picture, (left, top))
        for x, baseline, text, style in self._lines:
            line = self.fonts.line(text, style)
            if line.ink is not None:
                paper.paste(BLACK, (x + line.left, baseline + line.top), line.ink)
        pen = ImageDraw.Draw(paper)
        for left, top, right, bottom, outline in self._rectangles:
            box = (left, top, right, bottom)
            if outline:
                pen.rectangle(box, outline=BLACK, width=outline)
            else:
                pen.rectangle(box, fill=BLACK)
        return paper

    def _write(self, lines: Sequence[str], style: Style, column: Column) -> None:
        """One line below the other; capitals of the first begin at ``y``, or what is higher."""
        if not lines:
            return
        top, _ = self.fonts.extent(lines[0], style)
        baseline = self.y + max(self.fonts.cap_height(style), -top)
        for line in lines:
            spare = column.width - self.fonts.width(line, style)
            x = column.left + int(spare * column.align.value)
            self._lines.append((x, baseline, line, style))
            self._baseline = baseline
            baseline += round(style.size * LINE_PITCH)
        _, bottom = self.fonts.extent(lines[-1], style)
        self.y = self._baseline + max(0, bottom)


@lru_cache(maxsize=8)
def _dashes(width: int, thickness: int) -> Image.Image:
    """A printer needs but one."""
    line = Image.new("1", (width, thickness), WHITE)
    pen, dash = ImageDraw.Draw(line), thickness * 2
    room, steps = width - dash, max(1, width // (thickness * 3))
    for n in range(steps + 1):
        left = round(room * n / steps)
        pen.rectangle((left, 0, left + dash - 1, thickness - 1), fill=BLACK)
    return line
