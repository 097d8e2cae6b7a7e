"""The slip's QR and the words that belong to it, arranged so that they take the least paper."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kiosk.printer.qr import Qr
from kiosk.printer.sheet import Align, Column, Sheet, Style

GROUP = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Room:
    """What a block may take, in dots: the ``page`` its words stay in, the white between things.

    Sentences do not go into a column narrower than ``prose``; an arrangement less orderly than
    another must save ``worth`` rows.
    """

    page: Column
    gap: int
    text_gap: int
    prose: int
    worth: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeBlock:
    """``qr``, what it is for (``follow``, a text for each language), and its code for people."""

    qr: Qr
    follow: tuple[str, ...]
    readable: str
    style: Style
    room: Room

    def write(self, sheet: Sheet) -> None:
        """Put it all at ``sheet.y``, where white begins: the QR's quiet zone is kept all around."""
        fitting = [each for each in self._arrangements() if self._fits(sheet, each[0])]
        heights = [self._height(sheet, *each) for each in fitting]
        enough = min(heights) + self.room.worth
        chosen = next(n for n, height in enumerate(heights) if height <= enough)
        self._put(sheet, *fitting[chosen])

    def _arrangements(self) -> Iterator[tuple[Sequence[str], Sequence[str]]]:
        """What stands beside the QR and what below it, the most orderly first."""
        code = (" ".join(in_groups(self.readable)),)
        yield (*self.follow, *code), ()
        yield self.follow, code
        yield code, self.follow
        yield self.follow[:1], (*self.follow[1:], *code)
        yield (), (*self.follow, *code)

    def _fits(self, sheet: Sheet, beside: Sequence[str]) -> bool:
        """Whether no word has to be broken, and sentences have the room they need."""
        width = self._beside.width
        words = (word for text in beside for word in text.split())
        if any(sheet.fonts.width(word, self.style) > width for word in words):
            return False
        return width >= self.room.prose or not set(beside) & set(self.follow)

    def _height(self, sheet: Sheet, beside: Sequence[str], below: Sequence[str]) -> int:
        trial = Sheet(sheet.fonts, sheet.width)
        self._put(trial, beside, below)
        return trial.y

    def _put(self, sheet: Sheet, beside: Sequence[str], below: Sequence[str]) -> None:
        qr, begin = self.qr, sheet.y
        height = qr.side + 2 * qr.quiet_zone
        left = qr.quiet_zone if beside else (sheet.width - qr.side) // 2
        if beside:
            trial = Sheet(sheet.fonts, sheet.width)
            self._texts(trial, beside, self._beside)
            height = max(height, trial.y + 2 * self.room.gap)
            sheet.gap((height - trial.y) // 2)
            self._texts(sheet, beside, self._beside)
            sheet.y = begin
        sheet.picture(qr.picture, left, (height - qr.side) // 2)
        sheet.gap(height)
        if below:
            across = Column(self.room.page.left, self.room.page.width, Align.CENTRE)
            self._texts(sheet, below, across)
            sheet.gap(self.room.gap)

    def _texts(self, sheet: Sheet, texts: Sequence[str], column: Column) -> None:
        for n, text in enumerate(texts):
            if n:
                sheet.follow_on(self.style)
                sheet.gap(self.room.text_gap)
            sheet.lines([text], self.style, column, even=True)

    @property
    def _beside(self) -> Column:
        """What is left of the page beside the QR and its quiet zone."""
        left = self.qr.side + 2 * self.qr.quiet_zone
        return Column(left, self.room.page.right - left)


def in_groups(code: str) -> Iterator[str]:
    """``MOLO-K7M2QX…`` in groups a person can read out: ``MOLO``, ``K7M2``, ``QX…``."""
    for part in code.split("-"):
        for start in range(0, len(part), GROUP):
            yield part[start : start + GROUP]
