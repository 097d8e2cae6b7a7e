"""A connection to a printer: bytes go out as it takes them, answers come in whole."""

import select
import socket
import sys
from contextlib import suppress
from threading import Event
from time import monotonic

from kiosk.printer.outcome import Cause
from kiosk.printer.status import Answer, AnswerParser

if sys.platform == "linux":
    import fcntl
    import termios

SLICE_S = 0.1
"""The longest one wait; between two of them somebody may have given up."""
READ_BYTES = 4096
MOST_FORGOTTEN = 64
"""How many reads are thrown away before it is no printer that is read from."""


class LineLost(Exception):
    """The conversation ends here, because of ``cause``."""

    def __init__(self, cause: Cause) -> None:
        super().__init__(str(cause))
        self.cause = cause


class Line:
    """Both directions of one connected, non-blocking socket, which it owns."""

    def __init__(self, connection: socket.socket, given_up: Event) -> None:
        self._connection = connection
        self._given_up = given_up
        self._parser = AnswerParser()

    @property
    def pending(self) -> int:
        """How many bytes came in that are not yet an answer."""
        return self._parser.pending

    def forget(self) -> None:
        """Throw away what has come in so far: it answers no question of ours.

        Raises ``LineLost`` when it does not end: no printer talks that much.
        """
        for _ in range(MOST_FORGOTTEN):
            if not self._read(wait_s=0):
                break
        else:
            raise LineLost(Cause.GARBAGE)
        self._parser = AnswerParser()

    def answers(self, *, wait_s: float) -> list[Answer]:
        """The next answers that are whole, waiting ``wait_s`` seconds at most for some bytes.

        Raises ``LineLost`` when the printer has hung up or somebody has given up.
        """
        return list(self._parser.feed(self._read(wait_s=wait_s)))

    def push(self, data: memoryview) -> int:
        """How many bytes of ``data`` could be sent; waits a moment for room."""
        self._check()
        try:
            _, writable, _ = select.select((), (self._connection,), (), SLICE_S)
            return self._connection.send(data) if writable else 0
        except (BlockingIOError, InterruptedError):
            return 0
        except OSError as e:
            raise LineLost(Cause.HUNG_UP) from e

    @property
    def unacknowledged(self) -> int:
        """How many bytes the other side's machine has not acknowledged; 0 where nobody tells."""
        if sys.platform != "linux":
            return 0
        counted = fcntl.ioctl(self._connection, termios.TIOCOUTQ, bytes(4))
        return int.from_bytes(counted, sys.byteorder)

    def close(self, within_s: float) -> None:
        """Half-close, read to the end, close.

        Closing with one unread byte resets the connection, and a slow printer then loses the
        end of the slip: 4,096 of 55,721 bytes were left of one.
        """
        if self._given_up.is_set():
            self._given_up, within_s = Event(), min(within_s, SLICE_S)
        deadline = monotonic() + within_s
        with suppress(OSError):
            self._connection.shutdown(socket.SHUT_WR)
        with suppress(LineLost):
            while (left_s := deadline - monotonic()) > 0:
                self._read(wait_s=left_s)
        self._connection.close()

    def _read(self, wait_s: float) -> bytes:
        """What has come in within ``wait_s``, perhaps nothing."""
        deadline = monotonic() + wait_s
        while True:
            self._check()
            left_s = max(0.0, deadline - monotonic())
            readable, _, _ = select.select((self._connection,), (), (), min(left_s, SLICE_S))
            if readable:
                return self._receive()
            if left_s <= SLICE_S:
                return b""

    def _receive(self) -> bytes:
        try:
            data = self._connection.recv(READ_BYTES)
        except (BlockingIOError, InterruptedError):
            return b""
        except OSError as e:
            raise LineLost(Cause.HUNG_UP) from e
        if not data:
            raise LineLost(Cause.HUNG_UP)
        return data

    def _check(self) -> None:
        if self._given_up.is_set():
            raise LineLost(Cause.INTERRUPTED)
