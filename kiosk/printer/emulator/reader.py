"""The virtual printer's receive buffer, taken apart into commands and rows of dots."""

from dataclasses import dataclass

from kiosk.printer.emulator.commands import (
    LONGEST_BYTES,
    RASTER,
    RASTER_HEADER_BYTES,
    command_length,
)

GLANCE_BYTES = 16
"""Enough of nearly every command to know its length."""
WIDEST_ROW_BYTES = 256
"""What is kept of a row of dots; no head is that wide."""


@dataclass(frozen=True, slots=True)
class Command:
    """One command with all its parameters, or one byte of text."""

    data: bytes


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a raster picture, a bit for a dot; ``mode`` is its ``GS v 0`` ``m``."""

    dots: bytes
    mode: int


class Reader:
    """Bytes in, commands and rows out, in their order.

    Whatever comes in, it holds no more than its buffer and one command of ``LONGEST_BYTES``.
    """

    def __init__(self, buffer_bytes: int) -> None:
        self._size = buffer_bytes
        self._buffer = bytearray()
        self._command = bytearray()
        self._command_left = 0
        self._row = bytearray()
        self._row_bytes = 0
        self._row_left = 0
        self._rows_left = 0
        self._mode = 0

    @property
    def room(self) -> int:
        """How many bytes the buffer still takes."""
        return max(0, self._size - len(self._buffer))

    @property
    def inside(self) -> bool:
        """Whether a command has begun and is not yet here whole."""
        return bool(self._rows_left or self._command_left or self._buffer)

    def feed(self, data: bytes) -> None:
        """Take these bytes in."""
        self._buffer += data

    def clear(self) -> None:
        """Forget everything, the unfinished command too."""
        self._buffer.clear()
        self._command.clear()
        self._command_left = self._rows_left = 0

    def next(self) -> Command | Row | None:
        """The next piece that is whole, if there is one."""
        if self._rows_left:
            return self._next_row()
        if not self._command_left and not self._begin():
            return None
        return self._end()

    def _begin(self) -> bool:
        """Find out where the next command ends, if one begins here."""
        # A band's worth of NULs brings an unfinished picture to its end: all of them are one.
        nothing = len(self._buffer) - len(self._buffer.lstrip(b"\0"))
        length = nothing or command_length(bytes(self._buffer[:GLANCE_BYTES]))
        if length is None and len(self._buffer) > GLANCE_BYTES:
            length = command_length(bytes(self._buffer))
        if length is None:
            if not self._buffer or self.room:
                return False
            # What has no end in a full buffer is no command.
            length = 1
        self._command.clear()
        self._command_left = length
        return True

    def _end(self) -> Command | None:
        """The command under way, once all of it is here."""
        taken = self._buffer[: self._command_left]
        del self._buffer[: len(taken)]
        self._command_left -= len(taken)
        self._command += taken[: LONGEST_BYTES - len(self._command)]
        if self._command_left:
            return None
        command = bytes(self._command)
        if command.startswith(RASTER) and len(command) == RASTER_HEADER_BYTES:
            self._begin_raster(command)
        return Command(command)

    def _begin_raster(self, header: bytes) -> None:
        self._mode = header[3]
        self._row_bytes = self._row_left = int.from_bytes(header[4:6], "little")
        self._rows_left = int.from_bytes(header[6:8], "little") if self._row_bytes else 0
        self._row.clear()

    def _next_row(self) -> Row | None:
        taken = self._buffer[: self._row_left]
        del self._buffer[: len(taken)]
        self._row_left -= len(taken)
        self._row += taken[: WIDEST_ROW_BYTES - len(self._row)]
        if self._row_left:
            return None
        row = Row(bytes(self._row), self._mode)
        self._row.clear()
        self._row_left = self._row_bytes
        self._rows_left -= 1
        return row
