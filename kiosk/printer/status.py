"""What a receipt printer says about itself: its byte stream told apart and understood."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from kiosk.printer.outcome import Cause

XON, XOFF = 0x11, 0x13
KIND, REAL_TIME, AUTO_STATUS = 0x93, 0x12, 0x10
"""The fixed bits of an answer's first byte, and what they are in two of them."""
NOT_A_SENSOR = 0x90
BLOCK_HEADERS = frozenset((0x35, 0x37, 0x3B, 0x3D, 0x53, 0x5F))
BLOCK_LIMIT = 256
"""Longer than any block a printer sends; what has no end by then is no block."""
ASB_LENGTH = 4


@dataclass(frozen=True, slots=True)
class RealTime:
    """One answer to ``DLE EOT n``; which ``n`` only the order of asking tells."""

    byte: int


@dataclass(frozen=True, slots=True)
class AutoStatus:
    """Four bytes of automatic status back (ASB), sent whenever something changes."""

    data: bytes


@dataclass(frozen=True, slots=True)
class PaperSensor:
    """One byte in answer to ``GS r 1``, given in the order of the job: the fence."""

    byte: int

    @property
    def paper_low(self) -> bool:
        """Whether the roll is nearly used up."""
        return bool(self.byte & 0x03)

    @property
    def paper_out(self) -> bool:
        """Whether there is no paper under the head."""
        return bool(self.byte & 0x0C)


@dataclass(frozen=True, slots=True)
class Block:
    """A longer answer (maker, process id …): its header byte and the text before the NUL."""

    header: int
    data: bytes


@dataclass(frozen=True, slots=True)
class FlowControl:
    """XON or XOFF."""

    go_on: bool


@dataclass(frozen=True, slots=True)
class Garbage:
    """A byte no receipt printer sends here."""

    byte: int


Answer = RealTime | AutoStatus | PaperSensor | Block | FlowControl | Garbage


class AnswerParser:
    """Turns the printer's byte stream, in pieces of any size, into answers.

    The fixed bits of Epson's identification table tell the answers apart: ``0xx1xx10`` is real
    time, ``0xx1xx00`` opens an ASB, ``0xx0xxxx`` is a sensor, a few headers open a block.
    """

    def __init__(self) -> None:
        self._pending = bytearray()

    @property
    def pending(self) -> int:
        """How many bytes wait for the rest of their answer."""
        return len(self._pending)

    def feed(self, data: bytes) -> Iterator[Answer]:
        """Every answer that is whole now, in order. Never raises, whatever comes in."""
        self._pending += data
        while self._pending:
            answer, length = self._next()
            if answer is None:
                return
            del self._pending[:length]
            yield answer

    def _next(self) -> tuple[Answer | None, int]:
        first = self._pending[0]
        if first & KIND == REAL_TIME:
            return RealTime(first), 1
        if first & KIND == AUTO_STATUS:
            return self._auto_status(first)
        if not first & NOT_A_SENSOR:
            return PaperSensor(first), 1
        if first in (XON, XOFF):
            return FlowControl(first == XON), 1
        if first in BLOCK_HEADERS:
            return self._block(first)
        return Garbage(first), 1

    def _auto_status(self, first: int) -> tuple[Answer | None, int]:
        rest = self._pending[1:ASB_LENGTH]
        if any(byte & NOT_A_SENSOR for byte in rest):
            return Garbage(first), 1
        if len(rest) < ASB_LENGTH - 1:
            return None, 0
        return AutoStatus(bytes((first, *rest))), ASB_LENGTH

    def _block(self, header: int) -> tuple[Answer | None, int]:
        end = self._pending.find(0, 1, BLOCK_LIMIT)
        if end > 0:
            return Block(header, bytes(self._pending[1:end])), end + 1
        if len(self._pending) >= BLOCK_LIMIT:
            return Garbage(header), 1
        return None, 0


@dataclass(frozen=True, slots=True, kw_only=True)
class PrinterStatus:
    """One printer at one moment, as it tells it; not ``known`` when it tells nothing."""

    known: bool = True
    offline: bool = False
    cover_open: bool = False
    paper_low: bool = False
    paper_out: bool = False
    cutter_error: bool = False
    error: bool = False

    @classmethod
    def from_real_time(cls, printer: int, offline: int, error: int, paper: int) -> "PrinterStatus":
        """From the answers to ``DLE EOT`` 1, 2, 3 and 4.

        Either of a pair of paper bits counts: clones set only one.
        """
        return cls(
            offline=bool(printer & 0x08),
            cover_open=bool(offline & 0x04),
            paper_low=bool(paper & 0x0C),
            paper_out=bool(paper & 0x60 or offline & 0x20),
            cutter_error=bool(error & 0x08),
            error=bool(error & 0x64 or offline & 0x40),
        )

    @classmethod
    def from_auto(cls, status: AutoStatus) -> "PrinterStatus":
        """From one automatic status back."""
        first, second, third, _ = status.data
        return cls(
            offline=bool(first & 0x08),
            cover_open=bool(first & 0x20),
            paper_low=bool(third & 0x03),
            paper_out=bool(third & 0x0C),
            cutter_error=bool(second & 0x08),
            error=bool(second & 0x64),
        )

    def with_sensor(self, sensor: PaperSensor) -> "PrinterStatus":
        """This status with what the paper sensors said last."""
        return replace(self, paper_low=sensor.paper_low, paper_out=sensor.paper_out)

    @property
    def trouble(self) -> Cause | None:
        """What keeps it from printing, the thing to put right first; ``None`` when ready."""
        if self.cover_open:
            return Cause.COVER_OPEN
        if self.paper_out:
            return Cause.PAPER_OUT
        if self.cutter_error:
            return Cause.CUTTER
        if self.error:
            return Cause.ERROR
        return Cause.OFFLINE if self.offline else None
