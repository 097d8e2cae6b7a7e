"""What the virtual printer draws: text, pictures and codes as rows of dots, in standard mode."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from PIL import Image

from kiosk.printer.emulator.codes import bars, qr
from kiosk.printer.emulator.condition import Make
from kiosk.printer.emulator.letters import character, drawn
from kiosk.printer.emulator.line import Line, placed
from kiosk.printer.emulator.pictures import PRINT, STORE, columns, doubled, graphics, rows_of
from kiosk.printer.emulator.reader import Row
from kiosk.printer.emulator.style import AT_LINE_START, DIGIT, Style, realigned, restyled

SPACE = 0x20
DRAWS_NOTHING = frozenset(
    # The drawer, buttons, sensors, colour, smoothing, motion units, Kanji mode off.
    (
        *(b"\x1bp", b"\x1bc", b"\x1br", b"\x1bU", b"\x1b=", b"\x1bS", b"\x1db", b"\x1dP", b"\x1df"),
        *(b"\x1c.", b"\x1cS", b"\x1cC", b"\x1c-", b"\x1c!", b"\x10\x14", b"\x1b\x0c"),
    )
)
QR, MODEL, MODULE, LEVEL, KEEP, SHOW = 49, 65, 67, 69, 80, 81
"""``GS ( k``: the kind of code, and the functions of a QR code."""


class Drawing:
    """Commands in, rows of dots out, in the order they are to be printed.

    ``put`` gets the rows, and after each line of text what it says.
    """

    def __init__(self, make: Make, put: Callable[[Sequence[bytes | str]], None]) -> None:
        self._width = (make.width_dots + 7) // 8 * 8
        self._width_bytes = self._width // 8
        self._cutter = make.cutter
        self._put = put
        self._style = Style()
        self._line = Line(self._width)
        self._qr = b""
        self._stored: Image.Image | None = None
        self._orders: Mapping[bytes, Callable[[bytes], bool]] = {
            b"\n": self._line_feed,
            b"\t": self._tab,
            b"\x1bd": self._feed_lines,
            b"\x1bJ": self._feed_dots,
            b"\x1b$": self._go_to,
            b"\x1b\\": self._go_on,
            b"\x1b*": self._columns,
            b"\x1dT": self._to_line_start,
            b"\x1d(": self._block,
            b"\x1d8": lambda command: self._graphics(command[7:]),
            b"\x1dk": self._barcode,
            b"\x1dv": lambda _: self.end_line(),
        }

    def clear(self) -> None:
        """As after switching on: nothing drawn, every setting as it comes."""
        self._style = Style()
        self._line = Line(self._width)
        self._stored = None
        self._qr = b""

    def forget_line(self) -> None:
        """Throw away what stands in the line; the settings stay."""
        self._line = Line(self._width)

    def draw(self, command: bytes) -> bool:
        """Obey this command; ``False`` when it is none that draws."""
        name = command[:2]
        if name in self._orders:
            return self._orders[name](command)
        if len(command) == 1:
            return self._letter(command[0])
        style = restyled(self._style, command)
        if name in AT_LINE_START:
            style = realigned(self._style, command) if self._line.at_start else self._style
        if style is not None:
            self._style = style
        return style is not None or name in DRAWS_NOTHING

    def draw_row(self, row: Row) -> None:
        """One row of a raster picture. It has a place of its own from the left margin on."""
        left, area = self._area()
        if not row.mode and left == 0 and area == self._width and not self._style.side:
            self._put(doubled(row.dots, 0, self._width_bytes))
            return
        for dots in doubled(row.dots, row.mode, self._width_bytes):
            width = min(len(row.dots) * (2 if row.mode & 1 else 1), self._width_bytes) * 8
            image = Image.frombytes("1", (self._width, 1), dots, "raw", "1;I")
            self._place(image.crop((0, 0, width, 1)))

    def end_line(self) -> bool:
        """Print what stands in the line, if anything does: pictures and the knife want that."""
        if not self._line.at_start:
            self._print_line(self._style.line_rows)
        return True

    def _letter(self, byte: int) -> bool:
        if byte < SPACE:
            return True  # a control character that is no command prints nothing
        style = self._style
        said = character(byte, style.code_page, style.nation)
        if self._line.position + style.step > self._area()[1] and not self._line.at_start:
            self._print_line(style.line_rows)
        self._line.add(drawn(said, style.look), said, style.step)
        return True

    def _area(self) -> tuple[int, int]:
        """Left edge and width of where may be printed."""
        left = min(self._style.left, self._width)
        room = self._width - left
        return left, room if self._style.area is None else min(self._style.area, room)

    def _print_line(self, feed_rows: int) -> None:
        left, area = self._area()
        picture = self._line.picture(self._style, left, area)
        height = 0
        if picture is not None:
            height = picture.height
            self._put(rows_of(picture, 0, self._width_bytes))
        self._put([bytes(self._width_bytes)] * max(0, feed_rows - height))
        self._put([self._line.words.rstrip()])
        self._line = Line(self._width)

    def _line_feed(self, _: bytes) -> bool:
        self._print_line(self._style.line_rows)
        return True

    def _feed_lines(self, command: bytes) -> bool:
        self._print_line(self._style.line_rows * command[2])
        return True

    def _feed_dots(self, command: bytes) -> bool:
        if self._line.at_start:
            self._put([bytes(self._width_bytes)] * command[2])
        else:
            self._print_line(command[2])
        return True

    def _to_line_start(self, command: bytes) -> bool:
        if command[2] % 0x30 == 1:
            return self.end_line()
        self._line = Line(self._width)
        return True

    def _tab(self, _: bytes) -> bool:
        step = self._style.step
        stops = [n * step for n in self._style.tabs if n * step > self._line.position]
        if stops:
            self._move_to(min(stops[0], self._area()[1]))
        return True

    def _go_to(self, command: bytes) -> bool:
        position = int.from_bytes(command[2:4], "little")
        if position <= self._area()[1]:
            self._move_to(position)
        return True

    def _go_on(self, command: bytes) -> bool:
        position = self._line.position + int.from_bytes(command[2:4], "little", signed=True)
        if 0 <= position <= self._area()[1]:
            self._move_to(position)
        return True

    def _move_to(self, position: int) -> None:
        skipped = max(0, position - self._line.position)
        self._line.move_to(position, " " * round(skipped / max(1, self._style.step)))

    def _columns(self, command: bytes) -> bool:
        image = columns(command)
        if image is not None:
            self._line.add(image, "", image.width)
        return image is not None

    def _place(self, image: Image.Image) -> None:
        left, area = self._area()
        image, at = placed(image, self._style.side, left, area)
        self._put(rows_of(image, at, self._width_bytes))

    def _print_block(self, image: Image.Image | None) -> bool:
        self.end_line()
        if image is not None:
            self._place(image)
        return image is not None

    def _block(self, command: bytes) -> bool:
        if command[2:3] == b"L":
            return self._graphics(command[5:])
        return command[2:3] == b"k" and self._qr_order(command[5:])

    def _graphics(self, data: bytes) -> bool:
        if len(data) > 1 and data[1] in STORE:
            self._stored = graphics(data[2:])
            return self._stored is not None
        if len(data) > 1 and data[1] in PRINT:
            stored, self._stored = self._stored, None
            return stored is None or self._print_block(stored)
        return False

    def _qr_order(self, data: bytes) -> bool:
        """``cn fn`` and what it is about; PDF417 and the others are not drawn."""
        cn, fn, argument = (*data[:3], 0, 0, 0)[:3]
        style = self._style
        if cn != QR or fn not in (MODEL, MODULE, LEVEL, KEEP, SHOW):
            return False
        if fn == MODULE and argument in range(1, 17):
            self._style = replace(style, qr_dots=argument)
        elif fn == LEVEL and argument - DIGIT in range(4):
            self._style = replace(style, qr_level=argument - DIGIT)
        elif fn == KEEP:
            self._qr = data[3:]
        elif fn == SHOW and self._qr:
            return self._print_block(qr(self._qr, style.qr_level, style.qr_dots))
        return True

    def _barcode(self, command: bytes) -> bool:
        style = self._style
        made = bars(command, style.bar_dots, style.bar_rows, style.bar_words)
        return self._print_block(made[0] if made else None)
