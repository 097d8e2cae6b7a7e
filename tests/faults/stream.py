"""Where in a host's bytes a slip begins, is cut and asked after: what faults wait for."""

import re
from base64 import b64decode
from collections.abc import Iterator
from enum import Enum, auto
from typing import Protocol

_RASTER_HEADER_BYTES = 8
_CANCEL_BYTES = 10
_LENGTHS = {
    b"\x1b@": 2,
    b"\x1bd": 3,
    b"\x1da": 3,
    b"\x1dr": 3,
    b"\x1dI": 3,
    b"\x10\x04": 3,
    b"\x10\x05": 3,
    b"\x10\x14": _CANCEL_BYTES,
}
_SHORTEST_FUNCTION_BYTES = 5
_CUT = (b"\x1dV", b"\x1bd")


class Point(Enum):
    """A place in what a host sends over one connection."""

    CONNECTED = auto()
    """Before its first byte."""
    RASTER = auto()
    """Before the first byte of a slip's picture."""
    CUT = auto()
    """After the slip's last byte, its cut."""
    END = auto()
    """After the fence that follows the cut."""


_FIRST_MARK, _LAST_MARK = b"<image ", b"</s:Envelope>"
_IMAGE = re.compile(rb'<image width="(?P<width>\d+)"[^>]*>(?P<ink>[^<]*)</image>')


class JobWatch:
    """Reads one connection's bytes along, command by command, so that no picture deceives it."""

    def __init__(self) -> None:
        self._pending = bytearray()
        self._offset = 0
        self._skip = 0
        self._in_slip = False
        self._was_cut = False

    def feed(self, data: bytes) -> Iterator[tuple[int, Point]]:
        """The points in ``data``, each with its offset from the connection's first byte."""
        self._pending += data
        while self._pending:
            if self._skip:
                skipped = min(self._skip, len(self._pending))
                self._advance(skipped)
                self._skip -= skipped
                continue
            command = bytes(self._pending[:_RASTER_HEADER_BYTES])
            length = _length(command)
            if length == 0 or length > len(self._pending):
                return
            yield from self._point(command, length)
            self._advance(length)

    def _point(self, command: bytes, length: int) -> Iterator[tuple[int, Point]]:
        opening = command[:2]
        if opening == b"\x1dv":
            self._skip = _picture_bytes(command)
            if not self._in_slip:
                self._in_slip = True
                yield self._offset, Point.RASTER
        elif opening in _CUT and self._in_slip:
            self._in_slip, self._was_cut = False, True
            yield self._offset + length, Point.CUT
        elif opening == b"\x1dr" and self._was_cut:
            self._was_cut = False
            yield self._offset + length, Point.END

    def _advance(self, count: int) -> None:
        del self._pending[:count]
        self._offset += count


class DocumentWatch:
    """The same for a printer that is sent XML over HTTP."""

    def __init__(self) -> None:
        self._tail = b""
        self._offset = 0
        self._in_slip = False

    def feed(self, data: bytes) -> Iterator[tuple[int, Point]]:
        """The points in ``data``, each with its offset from the connection's first byte."""
        heard = self._tail + data
        start = self._offset - len(self._tail)
        self._offset += len(data)
        self._tail = heard[1 - len(_LAST_MARK) :]
        begin = -1 if self._in_slip else heard.find(_FIRST_MARK)
        if begin >= 0:
            self._in_slip = True
            yield start + begin, Point.RASTER
        end = heard.find(_LAST_MARK)
        if self._in_slip and end >= 0:
            self._in_slip = False
            yield start + end + len(_LAST_MARK), Point.CUT
            yield start + end + len(_LAST_MARK), Point.END


class Watch(Protocol):
    """What reads a connection along."""

    def feed(self, data: bytes) -> Iterator[tuple[int, Point]]:
        """The points in ``data``, each with its offset from the connection's first byte."""
        ...


def drawn(job: bytes) -> tuple[int, bytes]:
    """The picture in any job, as ``raster`` gives it."""
    found = _IMAGE.search(job)
    if found is None:
        return raster(job)
    return (int(found["width"]) + 7) // 8, b64decode(found["ink"])


def raster(job: bytes) -> tuple[int, bytes]:
    """The picture in a slip's bytes: bytes per row, and all rows; no rows where there is none."""
    bytes_per_row, rows, at = 0, bytearray(), 0
    while job[at : at + 2] == b"\x1dv":
        head = job[at : at + _RASTER_HEADER_BYTES]
        bytes_per_row = int.from_bytes(head[4:6], "little")
        at += _RASTER_HEADER_BYTES
        rows += job[at : at + _picture_bytes(head)]
        at += _picture_bytes(head)
    return bytes_per_row, bytes(rows)


def _picture_bytes(head: bytes) -> int:
    return int.from_bytes(head[4:6], "little") * int.from_bytes(head[6:8], "little")


def _length(head: bytes) -> int:
    """How long the command is that begins with ``head``; 0 when that cannot be told yet."""
    opening = head[:2]
    if opening in _LENGTHS:
        return _LENGTHS[opening]
    if opening == b"\x1dv":
        return _RASTER_HEADER_BYTES
    if opening == b"\x1dV":
        if len(head) == len(opening):
            return 0
        return 4 if head[2] in b"AB" else 3
    if opening == b"\x1d(":
        if len(head) < _SHORTEST_FUNCTION_BYTES:
            return 0
        return _SHORTEST_FUNCTION_BYTES + int.from_bytes(head[3:5], "little")
    return 0 if opening in (b"\x1b", b"\x1d", b"\x10") else 1
