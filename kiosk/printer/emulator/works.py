"""The works of the virtual printer: commands in, paper and answers out. No sockets, no threads."""

import re
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from PIL import Image

from kiosk.printer.emulator.condition import Condition, Make, Roll
from kiosk.printer.emulator.drawing import Drawing
from kiosk.printer.emulator.reader import Command, Reader, Row
from kiosk.printer.emulator.status import (
    CANCELLED,
    auto_status,
    identity,
    is_news,
    paper_sensor,
    real_time,
)

KNIFE: Final = None
"""Stands between rows of dots where the paper is cut, or torn."""
LONGEST_STRIP_ROWS = 40_000
"""Five metres that nobody cut: then the strip falls off by its own weight."""
CANCEL = b"\x10\x14\x08\x01\x03\x14\x01\x06\x02\x08"
PROCESS_ID = b"\x1d(H\x06\x00\x30\x30"
QUESTIONS = range(1, 5)
_LONGEST_HEARD = 11
_PLAIN_CUT_BYTES = 3
FEED_LINES = b"\x1bd"
MOST_UNKNOWN_BYTES = 64 * 1024
_HEARD = re.compile(
    rb"\x10\x04(?P<asked>[\x01-\x04])|\x10\x05(?P<enquired>[\x01\x02])|(?P<cancel>"
    + re.escape(CANCEL)
    + rb")|(?P<process>"
    + re.escape(PROCESS_ID)
    + rb"....)",
    re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class Receipt:
    """One piece of paper, cut off; ``picture`` is mode ``1``, ``text`` its lines of text."""

    picture: Image.Image
    text: str = ""


class Works:
    """One printer's buffer, head and knife.

    ``answer`` is called with what it says, ``receipt`` with each piece of paper. Without a
    cutter a feed (``ESC d``) is where the visitor tears.
    """

    def __init__(
        self, make: Make, *, answer: Callable[[bytes], None], receipt: Callable[[Receipt], None]
    ) -> None:
        self.condition = Condition()
        self.unknown = bytearray()
        """Commands that came in and are not known here; a real printer might print them."""
        self._make = make
        self._width_bytes = (make.width_dots + 7) // 8
        self._answer = answer
        self._receipt = receipt
        self._reader = Reader(make.buffer_bytes)
        self._heard = b""
        self._ahead: deque[bytes | str | None] = deque()
        """What the head and the knife still have to do; text stands behind its rows."""
        self._drawing = Drawing(make, put=self._ahead.extend)
        self._strip: list[bytes] = []
        self._words: list[str] = []
        self._asked_changes = 0
        self._orders: Mapping[bytes, Callable[[bytes], bool]] = {
            b"\x1b@": self._initialise,
            b"\x1bi": self._cut_after_feed,
            b"\x1bm": self._cut_after_feed,
            b"\x1dI": self._identify,
            b"\x1dV": self._cut_after_feed,
            b"\x1da": self._report_changes,
            b"\x1dr": self._fence,
            b"\x1bv": self._fence,
            b"\x10\x04": self._ask_in_turn,
            b"\x10\x05": self._real_time_order,
        }

    @property
    def room(self) -> int:
        """How many bytes the receive buffer still takes."""
        return self._reader.room

    @property
    def strip(self) -> Image.Image | None:
        """The paper that is out and not yet cut off."""
        rows = list(self._strip)
        return self._picture(rows) if rows else None

    @property
    def is_printing(self) -> bool:
        """Whether the head still has rows to print, and can."""
        return bool(self._ahead) and self.condition.prints

    def power_off(self) -> None:
        """Forget everything but the paper that is already out."""
        self._reader.clear()
        self._ahead.clear()
        self._drawing.clear()
        self._heard = b""
        self._asked_changes = 0

    def set(self, condition: Condition) -> None:
        """Be in this condition from now on, and say so when that was asked for."""
        before, self.condition = self.condition, condition
        if is_news(self._asked_changes, before, condition):
            self._answer(auto_status(condition))

    def say_unasked(self) -> None:
        """Send an automatic status nobody asked for."""
        self._answer(auto_status(self.condition))

    def receive(self, data: bytes) -> None:
        """Take bytes in; real-time questions in them are obeyed at once, wherever they are."""
        heard = self._heard + data
        before = fed = len(self._heard)
        for found in _HEARD.finditer(heard):
            if found.end() > before:
                self._reader.feed(heard[fed : found.end()])
                fed = max(fed, found.end())
                self._hear(found)
        self._reader.feed(heard[fed:])
        self._heard = heard[1 - _LONGEST_HEARD :]

    def work(self, rows: int) -> int:
        """Print up to ``rows`` dot rows and obey the commands between; returns rows printed."""
        printed = 0
        while self.condition.prints:
            if self._ahead:
                if printed == rows:
                    break
                printed += self._go_on()
            elif not self._obey_next():
                break
        return printed

    def _hear(self, found: re.Match[bytes]) -> None:
        if found["process"] and self.condition.process_id is not None:
            self._answer(b"\x37\x22" + self.condition.process_id + b"\0")
        if not self._make.tells_status or self.condition.answers_in_turn:
            return
        if found["asked"]:
            self._answer(real_time(self.condition, found["asked"][0]))
        elif found["cancel"] and self._make.confirms:
            self._throw_away()
            self._answer(CANCELLED)
        elif found["enquired"] == b"\x02" and self._make.confirms:
            self._throw_away()

    def _throw_away(self) -> None:
        """Empty the buffers: what is on paper stays there, what is not never comes."""
        self._reader.clear()
        self._ahead.clear()
        self._drawing.forget_line()

    def _go_on(self) -> int:
        """Print the next row, or cut; returns rows printed."""
        row = self._ahead.popleft()
        if row is None:
            self._cut()
            return 0
        if isinstance(row, str):
            self._words.append(row)
            return 0
        self._strip.append(row)
        if len(self._strip) >= LONGEST_STRIP_ROWS:
            self._cut()
        left = self.condition.rows_left
        if left is not None and left <= 1:
            self.set(replace(self.condition, roll=Roll.OUT, rows_left=None))
        elif left is not None:
            self.condition = replace(self.condition, rows_left=left - 1)
        return 1

    def _obey_next(self) -> bool:
        """Obey the first command of the buffer; ``False`` when none is there whole."""
        piece = self._reader.next()
        if isinstance(piece, Row):
            self._drawing.draw_row(piece)
        elif isinstance(piece, Command):
            self._obey(piece.data)
        return piece is not None

    def _obey(self, command: bytes) -> None:
        own = self._orders.get(command[:2])
        if command.startswith(PROCESS_ID):
            own = self._confirm
        obeyed = own(command) if own else self._drawing.draw(command)
        if command[:2] == FEED_LINES and not self._make.cutter:
            self._ahead.append(KNIFE)
        if not obeyed and len(self.unknown) < MOST_UNKNOWN_BYTES:
            self.unknown += command

    def _initialise(self, _: bytes) -> bool:
        self._asked_changes = 0
        self._drawing.clear()
        return True

    def _confirm(self, command: bytes) -> bool:
        """``GS ( H``, function 48: reached only when all before it is on paper."""
        if self._make.confirms and self.condition.process_id is None:
            self._answer(b"\x37\x22" + command[len(PROCESS_ID) :] + b"\0")
        return self._make.confirms

    def _ask_in_turn(self, command: bytes) -> bool:
        if self.condition.answers_in_turn and command[2] in QUESTIONS:
            self._answer(real_time(self.condition, command[2]))
        return self._make.tells_status

    def _real_time_order(self, _: bytes) -> bool:
        """Obeyed when it came in."""
        return self._make.confirms

    def _report_changes(self, command: bytes) -> bool:
        if self._make.tells_status:
            self._asked_changes = command[2]
            if command[2]:
                self._answer(auto_status(self.condition))
        return self._make.tells_status

    def _fence(self, _: bytes) -> bool:
        if self._make.knows_fence:
            self._answer(paper_sensor(self.condition))
        return self._make.knows_fence

    def _identify(self, command: bytes) -> bool:
        if self._make.tells_status:
            self._answer(identity(self._make, command[2]))
        return self._make.tells_status

    def _cut_after_feed(self, command: bytes) -> bool:
        self._drawing.end_line()
        if len(command) > _PLAIN_CUT_BYTES:
            self._ahead.extend([bytes(self._width_bytes)] * command[_PLAIN_CUT_BYTES])
        if self._make.cutter:
            self._ahead.append(KNIFE)
        return True

    def _cut(self) -> None:
        if self._strip:
            picture = self._picture(self._strip)
            text = "\n".join(self._words).rstrip("\n")
            self._strip, self._words = [], []
            self._receipt(Receipt(picture, text))

    def _picture(self, rows: Sequence[bytes]) -> Image.Image:
        size = (self._width_bytes * 8, len(rows))
        return Image.frombytes("1", size, b"".join(rows), "raw", "1;I")
