"""The truth: every piece of paper that any printer has cut, read like a phone reads it."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from threading import Lock

import zxingcpp

from kiosk.printer.appointment_slip import AnySlip
from kiosk.printer.worker import Press
from tests.faults.printers import Piece, Printer
from tests.faults.stream import drawn


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawing:
    """One slip as its printer got it: all its dots, and whether it says COPY."""

    code: str
    copy: bool
    bytes_per_row: int
    rows: bytes

    def times_on(self, paper: bytes, bytes_per_row: int) -> int:
        """How often the whole of it stands on a piece of paper, dot for dot."""
        if bytes_per_row != self.bytes_per_row:
            return 0
        times, at = 0, 0
        while (at := paper.find(self.rows, at)) >= 0:
            if at % self.bytes_per_row == 0:
                times += 1
                at += len(self.rows)
            else:
                at += 1
        return times


class Drawings:
    """Every slip that was drawn for any printer of one proof; presses may share it."""

    def __init__(self) -> None:
        self._by_code: dict[str, list[Drawing]] = defaultdict(list)
        self._lock = Lock()

    def add(self, drawing: Drawing) -> None:
        """Another slip; the same twice is one."""
        with self._lock:
            if drawing not in self._by_code[drawing.code]:
                self._by_code[drawing.code].append(drawing)

    def of(self, code: str) -> tuple[Drawing, ...]:
        """The slips with that code."""
        with self._lock:
            return tuple(self._by_code.get(code, ()))

    def all(self) -> tuple[Drawing, ...]:
        """Every slip there is."""
        with self._lock:
            return tuple(drawing for drawings in self._by_code.values() for drawing in drawings)


class NotedPress:
    """A real press whose slips are noted before they go anywhere."""

    def __init__(self, press: Press, drawings: Drawings) -> None:
        self._press = press
        self._drawings = drawings

    def warm_up(self) -> None:
        """Load what is slow to load."""
        self._press.warm_up()

    def press(self, slip: AnySlip) -> bytes:
        """The whole job."""
        job = self._press.press(slip)
        bytes_per_row, rows = drawn(job)
        # Rows without ink at the ends are paper like any other.
        margin = len(rows) - len(rows.rstrip(b"\0"))
        kept = rows[: len(rows) - margin // bytes_per_row * bytes_per_row]
        self._drawings.add(
            Drawing(code=slip.code or "", copy=slip.copy, bytes_per_row=bytes_per_row, rows=kept)
        )
        return job


@dataclass(slots=True)
class Slips:
    """The whole slips of one ticket that exist: without a mark, and marked COPY."""

    plain: int = 0
    copies: int = 0
    unreadable: int = 0
    """Whole slips whose code no phone reads."""

    @property
    def whole(self) -> int:
        """How many whole slips there are."""
        return self.plain + self.copies


class Tray:
    """All that lies under some printers, sorted by ticket; each piece is read once."""

    def __init__(self, printers: Iterable[Printer], drawings: Drawings) -> None:
        self._printers = tuple(printers)
        self._drawings = drawings
        self._slips: dict[str, Slips] = defaultdict(Slips)
        self.pieces = 0
        """Everything that was cut, whole or not."""
        self.torn = 0
        """Pieces on which no slip is whole."""

    def slips(self, code: str) -> Slips:
        """What there is of a ticket now, for whoever looks."""
        self.look()
        return self._slips[code]

    def look(self) -> None:
        """Sort what is new."""
        for printer in self._printers:
            for piece in printer.new_pieces():
                self.pieces += 1
                self._sort(piece)

    def _sort(self, piece: Piece) -> None:
        qr = zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode)
        found = zxingcpp.read_barcodes(piece.picture.convert("L"), formats=qr)
        codes = {barcode.text for barcode in found}
        known = [drawing for code in codes for drawing in self._drawings.of(code)]
        # A slip that cannot be read may still lie there.
        candidates = known or (() if codes else self._drawings.all())
        whole: set[str] = set()
        paper = piece.rows
        for drawing in candidates:
            times = drawing.times_on(paper, piece.bytes_per_row)
            slips = self._slips[drawing.code]
            if drawing.copy:
                slips.copies += times
            else:
                slips.plain += times
            if times:
                whole.add(drawing.code)
                slips.unreadable += drawing.code not in codes
        self.torn += not whole
