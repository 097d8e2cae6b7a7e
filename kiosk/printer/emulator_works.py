"""The works of the virtual printer: commands in, paper and answers out. No sockets, no threads."""

import re
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import Enum, unique

from PIL import Image

BUFFER_BYTES = 64 * 1024
LINE_ROWS = 30
"""A line feed, in dot rows."""
NAMES = {66: b"Foleni", 67: b"virtual"}
"""What ``GS I`` tells: maker and model."""
_ASKED = re.compile(rb"\x10\x04([\x01-\x04])")
_RASTER_HEADER_BYTES = 8


@unique
class Roll(Enum):
    """How much paper there is."""

    READY = "ready"
    LOW = "low"
    OUT = "out"


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """What is right or wrong with the printer.

    ``rows_left`` lets the roll end after that many dot rows. ``hang_up_after`` resets the
    connection at that many bytes. ``mute`` prints and never answers; ``garbage`` answers like a
    web server; ``stalled`` takes connections and reads nothing.
    """

    roll: Roll = Roll.READY
    rows_left: int | None = None
    cover_open: bool = False
    offline: bool = False
    cutter_jammed: bool = False
    unplugged: bool = False
    mute: bool = False
    garbage: bool = False
    stalled: bool = False
    hang_up_after: int | None = None

    @property
    def prints(self) -> bool:
        """Whether paper can move."""
        blocked = self.cover_open or self.offline or self.cutter_jammed or self.unplugged
        return not blocked and self.roll is not Roll.OUT


@dataclass(frozen=True, slots=True)
class Receipt:
    """One piece of paper, cut off; ``picture`` is mode ``1``."""

    picture: Image.Image


class Works:
    """One printer's buffer, parser, head and knife.

    ``answer`` is called with what it says, ``receipt`` with each piece of paper. Without a
    cutter a feed (``ESC d``) is where the visitor tears.
    """

    def __init__(
        self,
        *,
        width_dots: int,
        cutter: bool,
        knows_fence: bool,
        answer: Callable[[bytes], None],
        receipt: Callable[[Receipt], None],
    ) -> None:
        self.condition = Condition()
        self.unknown = bytearray()
        """Bytes that are no command known here; a real printer would print them as text."""
        self._width_bytes = (width_dots + 7) // 8
        self._cutter = cutter
        self._knows_fence = knows_fence
        self._answer = answer
        self._receipt = receipt
        self._buffer = bytearray()
        self._heard = b""
        self._rows: deque[bytes] = deque()
        self._strip: list[bytes] = []
        self._auto_status = False

    @property
    def room(self) -> int:
        """How many bytes the receive buffer still takes."""
        return max(0, BUFFER_BYTES - len(self._buffer))

    def power_off(self) -> None:
        """Forget everything but the paper that is already out."""
        self._buffer.clear()
        self._rows.clear()
        self._auto_status = False

    def set(self, condition: Condition) -> None:
        """Be in this condition from now on, and say so when automatic status is on."""
        if condition != self.condition:
            self.condition = condition
            if self._auto_status:
                self._answer(self._status_back())

    def receive(self, data: bytes) -> None:
        """Take bytes in; real-time questions in them are answered at once, wherever they are."""
        heard = self._heard + data
        for asked in _ASKED.finditer(heard):
            if asked.end() > len(self._heard):
                self._answer(bytes((self._real_time(asked[1][0]),)))
        self._heard = heard[-2:]
        self._buffer += data

    def work(self, rows: int) -> int:
        """Print up to ``rows`` dot rows and obey the commands between; returns rows printed."""
        printed = 0
        while self.condition.prints:
            if self._rows:
                if printed == rows:
                    break
                self._print_row()
                printed += 1
            elif not self._obey_next():
                break
        return printed

    def _print_row(self) -> None:
        self._strip.append(self._rows.popleft())
        left = self.condition.rows_left
        if left is not None:
            out = left <= 1
            roll = Roll.OUT if out else self.condition.roll
            rows_left = None if out else left - 1
            changed = replace(self.condition, roll=roll, rows_left=rows_left)
            if out:
                self.set(changed)
            else:
                self.condition = changed

    def _obey_next(self) -> bool:
        """Obey the first command of the buffer; ``False`` when none is there whole."""
        head = bytes(self._buffer[:_RASTER_HEADER_BYTES])
        if not head:
            return False
        length = _command_length(head)
        if length == 0 or len(self._buffer) < length:
            return False
        command = bytes(self._buffer[:length])
        del self._buffer[:length]
        self._obey(command)
        return True

    def _obey(self, command: bytes) -> None:
        match command[:2]:
            case b"\x1b@":
                self._auto_status = False
            case b"\x1dv":
                self._raster(command)
            case b"\x1dV":
                self._cut()
            case b"\x1bd":
                self._feed(command[2])
            case b"\x1da" | b"\x1dr" | b"\x1dI":
                self._obey_question(command[1:2], command[2])
            case b"\n":
                self._feed(1)
            case b"\x10\x04":
                pass  # answered when it came in
            case _:
                self.unknown += command

    def _obey_question(self, name: bytes, n: int) -> None:
        if name == b"a":
            self._auto_status = n != 0
            if self._auto_status:
                self._answer(self._status_back())
        elif name == b"r" and self._knows_fence:
            self._answer(b"\x03" if self.condition.roll is Roll.LOW else b"\x00")
        elif name == b"I" and n in NAMES:
            self._answer(b"\x5f" + NAMES[n] + b"\0")

    def _raster(self, command: bytes) -> None:
        width = int.from_bytes(command[4:6], "little")
        for start in range(_RASTER_HEADER_BYTES, len(command), width):
            row = command[start : start + width][: self._width_bytes]
            self._rows.append(row.ljust(self._width_bytes, b"\0"))

    def _feed(self, lines: int) -> None:
        self._strip.extend([bytes(self._width_bytes)] * lines * LINE_ROWS)
        if lines > 1 and not self._cutter:
            self._cut()

    def _cut(self) -> None:
        if not self._strip:
            return
        size = (self._width_bytes * 8, len(self._strip))
        picture = Image.frombytes("1", size, b"".join(self._strip), "raw", "1;I")
        self._strip.clear()
        self._receipt(Receipt(picture))

    def _real_time(self, n: int) -> int:
        now = self.condition
        out, low = now.roll is Roll.OUT, now.roll is Roll.LOW
        bits = {
            1: 0x00 if now.prints else 0x08,
            2: now.cover_open * 0x04 + out * 0x20 + now.cutter_jammed * 0x40,
            3: now.cutter_jammed * 0x08,
            4: (out or low) * 0x0C + out * 0x60,
        }
        return 0x12 | bits[n]

    def _status_back(self) -> bytes:
        now = self.condition
        out, low = now.roll is Roll.OUT, now.roll is Roll.LOW
        return bytes(
            (
                0x10 | (not now.prints) * 0x08 | now.cover_open * 0x20,
                now.cutter_jammed * 0x08,
                (out or low) * 0x03 | out * 0x0C,
                0x0F,
            )
        )


def _command_length(head: bytes) -> int:
    """How long the command is that begins with ``head``; 0 when that cannot be told yet."""
    fixed = {b"\x1b@": 2, b"\x1bd": 3, b"\x1da": 3, b"\x1dr": 3, b"\x1dI": 3, b"\x10\x04": 3}
    opening = head[:2]
    if opening in fixed:
        return fixed[opening]
    if opening == b"\x1dv":
        if len(head) < _RASTER_HEADER_BYTES:
            return 0
        width = int.from_bytes(head[4:6], "little")
        return _RASTER_HEADER_BYTES + width * int.from_bytes(head[6:8], "little")
    if opening == b"\x1dV":
        if len(head) == len(opening):
            return 0
        return 4 if head[2] in b"AB" else 3
    return 0 if opening in (b"\x1b", b"\x1d", b"\x10") else 1
