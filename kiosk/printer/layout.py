"""How a slip looks: its words set at a printer's own width, ready to be sent as a raster."""

from collections.abc import Iterable
from dataclasses import dataclass
from math import ceil
from pathlib import Path

from PIL import Image, ImageDraw

from kiosk.printer.profile import DEFAULT_DPI
from kiosk.printer.qr import draw_qr
from kiosk.printer.sheet import BLACK, WHITE, Align, Column, Face, Fonts, Sheet, Style, threshold
from kiosk.printer.slip import SlipWords

MM_PER_INCH = 25.4
POINTS_PER_INCH = 72
NUMBER_CAP_MM = 15.0
NUMBER_CAP_LEAST_MM = 12.0
QR_LEAST_MM = 25.0
SIDE_LEAST_MM = 26.0
"""Narrower than this beside the QR, its words go below."""
CODE_GROUP = 4
DOT, SLASH = " · ", " / "


@dataclass(frozen=True, slots=True)
class _Styles:
    """The slip's type: 12 points at the least for everything one must read."""

    body: Style
    heading: Style
    service: Style
    service_too: Style
    where: Style
    figure: Style
    time: Style
    code: Style


class SlipPainter:
    """Draws slips for one printer: ``width_dots`` wide at ``dpi``. For one thread.

    ``fonts`` is the directory with the bundled fonts.
    """

    def __init__(self, *, fonts: Path, width_dots: int, dpi: int = DEFAULT_DPI) -> None:
        self._fonts = Fonts(fonts)
        self._width = width_dots
        self._dpi = dpi
        self._styles = _Styles(
            body=self._style(Face.WORDS, 12),
            heading=self._style(Face.HEADING, 12),
            service=self._style(Face.HEADING, 17),
            service_too=self._style(Face.WORDS, 13.5),
            where=self._style(Face.HEADING, 12.5),
            figure=self._style(Face.NUMBER, 21),
            time=self._style(Face.FIGURES, 12),
            code=self._style(Face.FIGURES, 12),
        )
        margin = self._dots(2.2 if width_dots > self._dots(60) else 1.2)
        self._page = Column(margin, width_dots - 2 * margin)

    def paint(self, words: SlipWords) -> Image.Image:
        """The slip as mode ``1``, black prints; raises ``CodeDoesNotFit``."""
        sheet = Sheet(self._fonts, self._width)
        sheet.gap(self._dots(0.5))
        self._heading(sheet, words)
        self._what_for(sheet, words)
        self._waiting(sheet, words)
        self._code(sheet, words)
        self._to_bring(sheet, words)
        sheet.gap(self._dots(0.4))
        sheet.joined(words.footer, DOT, self._styles.body, self._across())
        sheet.gap(self._dots(1))
        return sheet.ink()

    def _heading(self, sheet: Sheet, words: SlipWords) -> None:
        """The centre on the left, day and time on the right; below each other if it is tight."""
        heading, time = self._styles.heading, self._styles.time
        stamp = (words.day, words.time)
        stamp_width = max(self._fonts.width(text, time) for text in stamp)
        left = Column(self._page.left, self._page.width - stamp_width - self._dots(2))
        if left.width * 2 > self._page.width:
            top = sheet.y
            sheet.lines([words.heading], heading, left)
            bottom, sheet.y = sheet.y, top
            sheet.lines(stamp, time, Column(left.left, self._page.width, Align.RIGHT))
            sheet.y = max(bottom, sheet.y)
        else:
            sheet.lines([words.heading], heading, self._page)
            sheet.lines([" ".join(stamp)], time, self._page)
        sheet.gap(self._dots(1.2))
        sheet.rule(self._page, self._dots(0.4))
        sheet.gap(self._dots(0.8))

    def _what_for(self, sheet: Sheet, words: SlipWords) -> None:
        for banner in words.banners:
            self._banner(sheet, banner)
        sheet.lines(words.services[:1], self._styles.service, self._across())
        sheet.lines(words.services[1:], self._styles.service_too, self._across())
        sheet.gap(self._dots(2.8))
        number = self._number(words.number)
        sheet.picture(number, (self._width - number.width) // 2, 0)
        sheet.gap(number.height + self._dots(2.6))
        self._dashes(sheet)

    def _banner(self, sheet: Sheet, texts: tuple[str, ...]) -> None:
        inner = Column(
            self._page.left + self._dots(2), self._page.width - self._dots(4), Align.CENTRE
        )
        top = sheet.y
        sheet.gap(self._dots(0.6))
        sheet.joined(texts, DOT, self._styles.heading, inner)
        sheet.gap(self._dots(1.2))
        sheet.box(self._page.left, top, (self._page.width, sheet.y - top), self._dots(0.4))
        sheet.gap(self._dots(1))

    def _number(self, text: str) -> Image.Image:
        """The number as big as the width allows, its capitals never under 12 mm.

        What would still be too wide then (five characters on 58 mm paper) is drawn narrower.
        """
        per_cap = self._fonts.width(text, Style(Face.NUMBER, 100)) / self._fonts.cap_height(
            Style(Face.NUMBER, 100)
        )
        cap_mm = self._page.width / per_cap * MM_PER_INCH / self._dpi
        cap = ceil(max(NUMBER_CAP_LEAST_MM, min(NUMBER_CAP_MM, cap_mm)) * self._dpi / MM_PER_INCH)
        style = Style(Face.NUMBER, self._size_with_cap(cap))
        font = self._fonts.font(style)
        left, top, right, bottom = (round(edge) for edge in font.getbbox(text, anchor="ls"))
        ink = Image.new("L", (right - left, bottom - top), WHITE)
        ImageDraw.Draw(ink).text((-left, -top), text, BLACK, font, anchor="ls")
        if ink.width > self._page.width:
            ink = ink.resize((self._page.width, ink.height), Image.Resampling.BILINEAR)
        return threshold(ink)

    def _size_with_cap(self, cap: int) -> int:
        known = Style(Face.NUMBER, 1000)
        size = cap * known.size // self._fonts.cap_height(known)
        while self._fonts.cap_height(Style(Face.NUMBER, size)) < cap:
            size += 1
        return size

    def _waiting(self, sheet: Sheet, words: SlipWords) -> None:
        """How many are ahead on the left, how long on the right, where to wait below."""
        body, figure = self._styles.body, self._styles.figure
        left, right = self._left_and_right(words)
        top = sheet.y
        sheet.lines(words.ahead_labels, body, left)
        bottom, sheet.y = sheet.y, top
        sheet.lines(words.wait_labels, body, right)
        top = sheet.y = max(bottom, sheet.y) + self._dots(1.6)
        sheet.figure(words.ahead, figure, left)
        if words.wait:
            sheet.y = top
            sheet.figure(words.wait, figure, right)
        else:
            bottom, sheet.y = sheet.y, top - self._dots(1.6)
            beside = self._fonts.width(words.ahead, figure) + self._dots(2)
            unknown = Column(left.left + beside, self._page.width - beside, Align.RIGHT)
            sheet.lines(words.wait_unknown, body, unknown)
            sheet.y = max(bottom, sheet.y)
        sheet.gap(self._dots(2.4))
        self._dashes(sheet)
        sheet.joined(words.where, DOT, self._styles.where, self._across())
        sheet.gap(self._dots(0.6))

    def _left_and_right(self, words: SlipWords) -> tuple[Column, Column]:
        """Two columns: the left as wide as its words, but never more than three fifths."""
        gap = self._dots(2)
        widest = max(
            self._fonts.width(words.ahead, self._styles.figure),
            *(self._fonts.width(label, self._styles.body) for label in words.ahead_labels),
        )
        left = Column(self._page.left, min(widest, self._page.width * 3 // 5))
        rest = self._page.width - left.width - gap
        return left, Column(left.right + gap, rest, Align.RIGHT)

    def _code(self, sheet: Sheet, words: SlipWords) -> None:
        """The QR with its quiet zone; what it is for, and the code for people, beside or below."""
        if words.code is None:
            return
        qr = draw_qr(words.code, ceil(QR_LEAST_MM * self._dpi / MM_PER_INCH))
        with_quiet = qr.side + 2 * qr.quiet_zone
        readable = (" ".join(_groups(words.readable_code)),)
        gap = self._dots(1)
        beside = Column(with_quiet, self._page.right - with_quiet)
        if beside.width < self._dots(SIDE_LEAST_MM):
            sheet.picture(qr.picture, (self._width - qr.side) // 2, qr.quiet_zone)
            sheet.gap(with_quiet)
            column = self._across()
        else:
            column = beside
            words_height = sheet.height_of(words.follow, self._styles.body, beside.width)
            words_height += gap * len(words.follow)
            words_height += sheet.height_of(readable, self._styles.code, beside.width)
            height = max(with_quiet, words_height)
            sheet.picture(qr.picture, qr.quiet_zone, (height - qr.side) // 2)
            bottom = sheet.y + height
            sheet.gap((height - words_height) // 2)
        for text in words.follow:
            sheet.lines([text], self._styles.body, column)
            sheet.gap(gap)
        sheet.lines(readable, self._styles.code, column)
        if column is beside:
            sheet.y = bottom
        sheet.gap(self._dots(1))

    def _to_bring(self, sheet: Sheet, words: SlipWords) -> None:
        self._dashes(sheet)
        if not words.bring:
            return
        body = self._styles.body
        sheet.lines([SLASH.join(words.bring_labels) + ":"], body, self._page)
        square = self._fonts.cap_height(body)
        indent = square + self._dots(1.6)
        item_column = Column(self._page.left + indent, self._page.width - indent)
        for item in words.bring:
            sheet.box(self._page.left, sheet.y + body.size - square, (square, square), 3)
            sheet.joined(item, SLASH, body, item_column)
        sheet.gap(self._dots(0.8))

    def _dashes(self, sheet: Sheet) -> None:
        sheet.dashes(self._page, max(2, self._dots(0.35)))
        sheet.gap(self._dots(1.2))

    def _across(self) -> Column:
        return Column(self._page.left, self._page.width, Align.CENTRE)

    def _style(self, face: Face, points: float) -> Style:
        return Style(face, ceil(points * self._dpi / POINTS_PER_INCH))

    def _dots(self, mm: float) -> int:
        return round(mm * self._dpi / MM_PER_INCH)


def _groups(code: str) -> Iterable[str]:
    """``MOLO-K7M2QX…`` in groups a person can read out: ``MOLO K7M2 QX…``."""
    for part in code.split("-"):
        for start in range(0, len(part), CODE_GROUP):
            yield part[start : start + CODE_GROUP]
