"""The letters of one font at one size, each drawn once and kept as dots."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from PIL import Image, ImageDraw, ImageFont

WHITE, BLACK = 255, 0
INK_THRESHOLD = 140
"""Greyer than this prints: a little over half, as thermal heads print thin strokes thin."""
TO_INK = tuple(WHITE if level < INK_THRESHOLD else BLACK for level in range(256))
TO_PAPER = tuple(WHITE - level for level in TO_INK)
"""What each grey becomes as dots: white where it prints, or black."""
LETTERS_KEPT = 160
"""Of one font at one size: both languages, all digits and signs, and room for names."""
NO_LETTER = "\U0010ffff"
"""Never a letter: what a font draws for it is what it draws for all it does not have."""


@dataclass(frozen=True, slots=True)
class Letter:
    """Some ink and where it goes.

    ``ink`` (mode ``1``, white prints; ``None`` for a space) begins ``left`` dots from the pen and
    ``top`` rows from the baseline, down; the pen then moves on by ``advance`` dots.
    """

    ink: Image.Image | None
    left: int
    top: int
    advance: int

    @property
    def right(self) -> int:
        """The first dot beyond its ink, from the pen."""
        return self.left + (self.ink.width if self.ink else 0)

    @property
    def bottom(self) -> int:
        """The first row below its ink, from the baseline."""
        return self.top + (self.ink.height if self.ink else 0)


class TypeCase:
    """One font at one size. What it has no letter for comes from ``substitute``. For one thread.

    ``substitute`` opens that one, which costs memory, when it is first needed.
    The bundled fonts are hinted to whole dots and have no kerning Pillow would apply, so that a
    line made of single letters is the line as the font would draw it.
    """

    def __init__(
        self, font: ImageFont.FreeTypeFont, substitute: "Callable[[], TypeCase] | None" = None
    ) -> None:
        self._font = font
        self._substitute = substitute
        self._none = self._drawn(NO_LETTER)
        self._kept = lru_cache(maxsize=LETTERS_KEPT)(self._chosen)

    @property
    def kept(self) -> int:
        """How many letters are kept now."""
        return self._kept.cache_info().currsize

    def letter(self, char: str) -> Letter:
        """``char`` as it is drawn; an empty frame when no font has it."""
        return self._kept(char)

    def width(self, text: str) -> int:
        """How far the pen moves over ``text``, in dots."""
        return sum(self._kept(char).advance for char in text)

    def extent(self, text: str) -> tuple[int, int]:
        """The first row of ``text``'s ink and the one below its last, from the baseline."""
        inked = [letter for letter in map(self._kept, text) if letter.ink is not None]
        if not inked:
            return 0, 0
        return min(letter.top for letter in inked), max(letter.bottom for letter in inked)

    def line(self, text: str) -> Letter:
        """All of ``text`` as if it were one letter."""
        pen, placed = 0, []
        for char in text:
            letter = self._kept(char)
            if letter.ink is not None:
                placed.append((pen, letter.ink, letter))
            pen += letter.advance
        if not placed:
            return Letter(None, 0, 0, pen)
        left = min(at + letter.left for at, _, letter in placed)
        right = max(at + letter.right for at, _, letter in placed)
        top = min(letter.top for _, _, letter in placed)
        bottom = max(letter.bottom for _, _, letter in placed)
        line = Image.new("1", (right - left, bottom - top))
        for at, ink, letter in placed:
            # The ink is its own mask: what hangs over a neighbour does not wipe it out.
            line.paste(ink, (at + letter.left - left, letter.top - top), ink)
        return Letter(line, left, top, pen)

    def has(self, char: str) -> bool:
        """Whether this font itself draws ``char``."""
        return not _alike(self._drawn(char), self._none)

    def _chosen(self, char: str) -> Letter:
        drawn = self._drawn(char)
        if self._substitute is None or not _alike(drawn, self._none):
            return drawn
        other = self._substitute()
        return other.letter(char) if other.has(char) else drawn

    def _drawn(self, char: str) -> Letter:
        left, top, right, bottom = (round(edge) for edge in self._font.getbbox(char, anchor="ls"))
        advance = round(self._font.getlength(char))
        if right <= left or bottom <= top:
            return Letter(None, 0, 0, advance)
        grey = Image.new("L", (right - left, bottom - top), WHITE)
        ImageDraw.Draw(grey).text((-left, -top), char, BLACK, self._font, anchor="ls")
        ink = grey.point(TO_INK, "1")
        box = ink.getbbox()
        if box is None:
            return Letter(None, 0, 0, advance)
        return Letter(ink.crop(box), left + box[0], top + box[1], advance)


def _alike(one: Letter, other: Letter) -> bool:
    if one.ink is None or other.ink is None:
        return one.ink is other.ink and one.advance == other.advance
    same = (one.left, one.top, one.advance) == (other.left, other.top, other.advance)
    return same and one.ink.size == other.ink.size and one.ink.tobytes() == other.ink.tobytes()
