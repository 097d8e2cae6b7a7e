"""How a slip looks: its words set at a printer's own width, ready to be sent as a raster."""

from dataclasses import dataclass
from math import ceil
from pathlib import Path

from PIL import Image, ImageChops

from kiosk.printer.codeblock import CodeBlock, Room
from kiosk.printer.hand_list import ListWords
from kiosk.printer.profile import DEFAULT_DPI
from kiosk.printer.qr import draw_qr
from kiosk.printer.sheet import Align, Column, Face, Fonts, Sheet, Style
from kiosk.printer.slip import SlipWords
from kiosk.printer.typecase import TO_PAPER, WHITE

MM_PER_INCH = 25.4
POINTS_PER_INCH = 72
NUMBER_CAPS_MM = (15, 14, 13, 12)
"""Whole millimetres: a number's letters are drawn once for each size it ever had."""
QR_LEAST_MM = 25.0
PROSE_LEAST_MM = 26.0
"""Narrower than this beside the QR, its sentences go below."""
GAP_MM = 1.4
"""Of white around a line across the paper; each 10 mm of a slip take 40 ms to print."""
TEXT_GAP_MM = 0.7
"""Between two texts, beyond the pitch of their lines."""
WORTH_MM = 2.0
"""A less orderly arrangement must make the slip so much shorter."""
BLOCK_GAP_MM = 2.3
"""Between what stands above, beside and below the QR."""
LONG_NAME_LINES = 3
"""A service's name that would take so many lines in large letters is written smaller."""
DOT, SLASH = " · ", " / "


@dataclass(frozen=True, slots=True)
class _Styles:
    """The slip's type: 12 points at the least for everything one must read."""

    body: Style
    heading: Style
    service: Style
    service_too: Style
    service_long: Style
    where: Style
    figure: Style
    time: Style


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
            service_long=self._style(Face.HEADING, 14),
            where=self._style(Face.HEADING, 12.5),
            figure=self._style(Face.NUMBER, 21),
            time=self._style(Face.FIGURES, 12),
        )
        margin = self._dots(2.2 if width_dots > self._dots(60) else 1.2)
        self._page = Column(margin, width_dots - 2 * margin)
        self._gap = self._dots(GAP_MM)
        self._dash = max(2, self._dots(0.35))
        self._room = Room(
            page=self._page,
            gap=self._dots(BLOCK_GAP_MM),
            text_gap=self._dots(TEXT_GAP_MM),
            prose=self._dots(PROSE_LEAST_MM),
            worth=self._dots(WORTH_MM),
        )

    @property
    def kept(self) -> int:
        """How many letters, lines and texts are kept for the next slips."""
        return self._fonts.kept

    def paint(self, words: SlipWords) -> Image.Image:
        """The slip as mode ``1``, black prints; raises ``CodeDoesNotFit``.

        Almost no white above and below: the way from the head to the knife is white anyway.
        """
        sheet = Sheet(self._fonts, self._width)
        sheet.gap(self._dots(0.8))
        self._heading(sheet, words)
        self._banner(sheet, words)
        self._what_for(sheet, words)
        self._waiting(sheet, words)
        self._code(sheet, words)
        self._to_bring(sheet, words)
        sheet.joined(words.footer, DOT, self._styles.body, self._across())
        sheet.gap(self._dots(1))
        return sheet.ink()

    def paint_list(self, words: ListWords) -> Image.Image:
        """A hand list as mode ``1``: service by service, as many numbers on a line as fit."""
        sheet = Sheet(self._fonts, self._width)
        body, heading = self._styles.body, self._styles.heading
        sheet.gap(self._dots(0.8))
        sheet.lines([words.heading, words.stamp], heading, self._page)
        sheet.gap(self._gap)
        sheet.lines(words.banners, self._styles.service_long, self._page)
        for name, begun, waiting in words.parts:
            sheet.gap(self._gap)
            sheet.rule(self._page, self._dots(0.4))
            sheet.gap(self._gap)
            sheet.lines([name], heading, self._page)
            for texts, style in ((begun, body), (waiting, self._styles.time)):
                if texts:
                    sheet.gap(self._dots(1.2))
                    sheet.joined(texts, DOT, style, self._page)
        sheet.gap(self._dots(1))
        return sheet.ink()

    def _heading(self, sheet: Sheet, words: SlipWords) -> None:
        """The centre on the left, day and time on the right; below each other if it is tight."""
        heading, time = self._styles.heading, self._styles.time
        stamp = [f"{words.day} {words.time}"]
        if not self._side_by_side(words.heading, stamp[0]):
            stamp = [words.day, words.time]
        beside = max(self._fonts.width(text, time) for text in stamp) + self._dots(2)
        left = Column(self._page.left, self._page.width - beside)
        if left.width * 2 > self._page.width or len(stamp) == 1:
            top = sheet.y
            sheet.lines([words.heading], heading, left)
            bottom, sheet.y = sheet.y, top
            sheet.lines(stamp, time, Column(left.left, self._page.width, Align.RIGHT))
            sheet.y = max(bottom, sheet.y)
        else:
            sheet.lines([words.heading], heading, self._page)
            sheet.follow_on(heading)
            sheet.lines([" ".join(stamp)], time, self._page)
        sheet.gap(self._gap)
        sheet.rule(self._page, self._dots(0.4))
        sheet.gap(self._gap)

    def _side_by_side(self, heading: str, stamp: str) -> bool:
        taken = self._fonts.width(heading, self._styles.heading) + self._dots(2)
        return taken + self._fonts.width(stamp, self._styles.time) <= self._page.width

    def _banner(self, sheet: Sheet, words: SlipWords) -> None:
        """One frame around all that is unusual about this paper."""
        if not words.banners:
            return
        inset = self._dots(1.2)
        inner = Column(self._page.left + inset, self._page.width - 2 * inset, Align.CENTRE)
        top = sheet.y
        sheet.gap(inset)
        for n, texts in enumerate(words.banners):
            if n:
                sheet.follow_on(self._styles.heading)
            sheet.joined(texts, DOT, self._styles.heading, inner)
        sheet.gap(inset)
        sheet.box(self._page.left, top, (self._page.width, sheet.y - top), self._dots(0.4))
        sheet.gap(self._gap)

    def _what_for(self, sheet: Sheet, words: SlipWords) -> None:
        """The service and, as the slip's one great thing, the number."""
        first, styles, across = words.services[:1], self._styles, self._across()
        lines = sum(len(self._fonts.wrap(t, styles.service, across.width)) for t in first)
        long = lines >= LONG_NAME_LINES
        sheet.lines(first, styles.service_long if long else styles.service, across)
        if words.services[1:]:
            sheet.gap(self._dots(1.6))
            sheet.lines(words.services[1:], styles.body if long else styles.service_too, across)
        sheet.gap(self._dots(1.8))
        number = self._number(words.number)
        sheet.picture(number, (self._width - number.width) // 2, 0)
        sheet.gap(number.height + self._dots(1.8))
        self._dashes(sheet)

    def _number(self, text: str) -> Image.Image:
        """The number as big as the width allows, its capitals never under 12 mm.

        What would still be too wide then (five characters on 58 mm paper) is drawn narrower.
        """
        for cap_mm in NUMBER_CAPS_MM:
            cap = ceil(cap_mm * self._dpi / MM_PER_INCH)
            ink = self._fonts.line(
                text, Style(Face.NUMBER, self._fonts.size_with_cap(Face.NUMBER, cap))
            ).ink
            if ink is None or ink.width <= self._page.width:
                break
        if ink is None:
            return Image.new("1", (1, 1), WHITE)
        number = ImageChops.invert(ink.convert("L"))
        if number.width > self._page.width:
            narrower = (self._page.width, number.height)
            number = number.resize(narrower, Image.Resampling.BILINEAR)
        return number.point(TO_PAPER, "1")

    def _waiting(self, sheet: Sheet, words: SlipWords) -> None:
        """How many are ahead on the left, how long on the right, where to wait below."""
        body, figure = self._styles.body, self._styles.figure
        left, right = self._left_and_right(words)
        top = sheet.y
        sheet.lines(words.ahead_labels, body, left)
        bottom, sheet.y = sheet.y, top
        sheet.lines(words.wait_labels, body, right)
        top = sheet.y = max(bottom, sheet.y) + self._dots(1.2)
        sheet.figure(words.ahead, figure, left)
        bottom, sheet.y = sheet.y, top
        if words.wait:
            sheet.figure(words.wait, figure, right)
        else:
            beside = self._fonts.width(words.ahead, figure) + self._dots(2)
            unknown = Column(left.left + beside, self._page.width - beside, Align.RIGHT)
            sheet.lines(words.wait_unknown, body, unknown)
        sheet.y = max(bottom, sheet.y)
        sheet.gap(self._gap)
        if words.where:
            self._dashes(sheet)
            sheet.joined(words.where, DOT, self._styles.where, self._across())
            if words.code is None:
                sheet.gap(self._gap)
        elif words.code is not None:
            # The QR brings its own white.
            sheet.dashes(self._page, self._dash)

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
        block = CodeBlock(
            qr=draw_qr(words.code, ceil(QR_LEAST_MM * self._dpi / MM_PER_INCH), self._width),
            follow=words.follow,
            readable=words.readable_code,
            style=self._styles.body,
            room=self._room,
        )
        block.write(sheet)

    def _to_bring(self, sheet: Sheet, words: SlipWords) -> None:
        self._dashes(sheet)
        if not words.bring:
            return
        body = self._styles.body
        sheet.lines([SLASH.join(words.bring_labels) + ":"], body, self._page)
        square = self._fonts.cap_height(body)
        indent = square + self._dots(1.6)
        column = Column(self._page.left + indent, self._page.width - indent)
        for item in words.bring:
            sheet.follow_on(body)
            sheet.gap(self._dots(0.2))
            sheet.box(self._page.left, sheet.y, (square, square), 3)
            self._item(sheet, item, column)
        sheet.gap(self._dots(2.4))

    def _item(self, sheet: Sheet, item: tuple[str, ...], column: Column) -> None:
        """A language to a line, or run on where that saves one."""
        body, running = self._styles.body, SLASH.join(item)
        apart = sum(len(self._fonts.wrap(text, body, column.width)) for text in item)
        if len(self._fonts.wrap(running, body, column.width)) < apart:
            sheet.lines([running], body, column)
        else:
            sheet.lines(item, body, column)

    def _dashes(self, sheet: Sheet) -> None:
        """A dashed line where there is white already, and white below it."""
        sheet.dashes(self._page, self._dash)
        sheet.gap(self._gap)

    def _across(self) -> Column:
        return Column(self._page.left, self._page.width, Align.CENTRE)

    def _style(self, face: Face, points: float) -> Style:
        return Style(face, ceil(points * self._dpi / POINTS_PER_INCH))

    def _dots(self, mm: float) -> int:
        return round(mm * self._dpi / MM_PER_INCH)
