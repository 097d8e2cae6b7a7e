"""One HTTP request to a device on the LAN, told to the byte: what left, and what came back."""

import io
import select
import socket
from contextlib import suppress
from dataclasses import dataclass
from http.client import HTTPException, HTTPResponse, IncompleteRead
from threading import Event
from time import monotonic
from typing import TYPE_CHECKING, cast

from kiosk.printer.dialling import GivenUp, dial
from kiosk.printer.outcome import Cause

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

SLICE_S = 0.1
"""The longest one wait; between two of them somebody may have given up."""
ANSWER_BYTES = 64 * 1024
"""Head and body together; a printer's answer has one thousand."""


class HttpLost(Exception):
    """There is no whole answer, because of ``cause``; ``body_bytes`` of the request had left."""

    def __init__(self, cause: Cause, body_bytes: int, detail: str = "") -> None:
        super().__init__(f"{cause}: {detail}" if detail else str(cause))
        self.cause = cause
        self.body_bytes = body_bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class HttpPatience:
    """How long to wait for what, in seconds. ``stall``: not one byte taken for that long."""

    connect_s: float
    stall_s: float
    answer_s: float


@dataclass(frozen=True, slots=True, kw_only=True)
class HttpReply:
    """A whole answer: its status code and its body."""

    code: int
    body: bytes


class HttpLine:
    """A way to POST to ``host``:``port``; each request has a connection of its own.

    ``given_up`` ends what is under way within a tenth of a second.
    """

    def __init__(self, *, host: str, port: int, given_up: Event) -> None:
        self._host = host
        self._port = port
        self._given_up = given_up

    def post(self, path: str, body: bytes, patience: HttpPatience) -> HttpReply:
        """The answer to an XML document; raises ``HttpLost``."""
        head = self._head(path, len(body))
        try:
            connection = dial(self._host, self._port, patience.connect_s, self._given_up)
        except GivenUp as e:
            raise HttpLost(Cause.INTERRUPTED, 0) from e
        except OSError as e:
            where = f"{self._host}:{self._port}"
            raise HttpLost(Cause.UNREACHABLE, 0, f"{where}: {e}") from e
        wire = _Wire(connection, self._given_up)
        try:
            wire.push(head + body, patience)
            return wire.reply(patience.answer_s)
        except _WireLost as lost:
            sent = max(0, wire.sent - len(head))
            raise HttpLost(lost.cause, sent, lost.detail) from lost
        finally:
            wire.close()

    def _head(self, path: str, length: int) -> bytes:
        host = f"[{self._host}]" if ":" in self._host else self._host
        lines = (
            f"POST {path} HTTP/1.1",
            f"Host: {host}:{self._port}",
            "Content-Type: text/xml; charset=utf-8",
            'SOAPAction: ""',
            # As Epson's own library asks, lest anything between answers from memory.
            "If-Modified-Since: Thu, 01 Jan 1970 00:00:00 GMT",
            f"Content-Length: {length}",
            "Connection: close",
        )
        try:
            return "\r\n".join((*lines, "", "")).encode("ascii")
        except UnicodeError as e:
            raise HttpLost(Cause.UNREACHABLE, 0, f"{self._host!r} is no address") from e


class _WireLost(Exception):
    def __init__(self, cause: Cause, detail: str = "") -> None:
        super().__init__(str(cause))
        self.cause = cause
        self.detail = detail


class _Wire(io.RawIOBase):
    """One connected socket, which it owns: written in a go, then read within a time."""

    def __init__(self, connection: socket.socket, given_up: Event) -> None:
        self._connection = connection
        self._given_up = given_up
        self._deadline = 0.0
        self._received = 0
        self.sent = 0

    def push(self, data: bytes, patience: HttpPatience) -> None:
        """Send all of ``data``, in the time an answer may take at most."""
        rest = memoryview(data)
        last_progress = monotonic()
        deadline = last_progress + max(patience.stall_s, patience.answer_s)
        while self.sent < len(data):
            self._check()
            try:
                _, writable, _ = select.select((), (self._connection,), (), SLICE_S)
                taken = self._connection.send(rest[self.sent :]) if writable else 0
            except (BlockingIOError, GivenUp):
                taken = 0
            except OSError as e:
                raise _WireLost(Cause.HUNG_UP, str(e)) from e
            self.sent += taken
            now = monotonic()
            if taken:
                last_progress = now
            if now - last_progress > patience.stall_s or now > deadline:
                raise _WireLost(Cause.STALLED)

    def reply(self, within_s: float) -> HttpReply:
        """The whole answer, however slowly it drips, within ``within_s`` seconds."""
        self._deadline = monotonic() + within_s
        # HTTPResponse wants nothing of its socket but the file to read from.
        response = HTTPResponse(cast("socket.socket", self), method="POST")
        try:
            response.begin()
            # Never more than that at once: room for a length of a thousand gigabytes would be
            # made before the first byte of it is there.
            body = response.read(ANSWER_BYTES)
        except IncompleteRead as e:
            raise _WireLost(Cause.HUNG_UP, "in the middle of its answer") from e
        except (HTTPException, ValueError) as e:
            if self._received == 0:
                raise _WireLost(Cause.HUNG_UP, "no answer") from e
            raise _WireLost(Cause.GARBAGE, f"not HTTP: {type(e).__name__}") from e
        if response.length and response.length > ANSWER_BYTES:
            raise _WireLost(Cause.GARBAGE, "an answer without end")
        if response.length:
            raise _WireLost(Cause.HUNG_UP, "in the middle of its answer")
        return HttpReply(code=response.status, body=body)

    def makefile(self, _mode: str) -> io.BufferedReader:
        """What ``HTTPResponse`` reads from."""
        return io.BufferedReader(self)

    def readable(self) -> bool:
        """It is: ``BufferedReader`` asks."""
        return True

    def readinto(self, buffer: "WriteableBuffer") -> int:
        """Some bytes, or 0 at the end."""
        while True:
            self._check()
            left_s = self._deadline - monotonic()
            if left_s <= 0:
                raise _WireLost(
                    Cause.GARBAGE if self._received else Cause.SILENT, "no whole answer"
                )
            readable, _, _ = select.select((self._connection,), (), (), min(left_s, SLICE_S))
            if readable:
                break
        try:
            count = self._connection.recv_into(buffer)
        except (BlockingIOError, GivenUp):
            return self.readinto(buffer)
        except OSError as e:
            raise _WireLost(Cause.HUNG_UP, str(e)) from e
        self._received += count
        if self._received > ANSWER_BYTES:
            raise _WireLost(Cause.GARBAGE, "an answer without end")
        return count

    def close(self) -> None:
        """Let go of the socket."""
        if not self.closed:
            with suppress(OSError):
                self._connection.shutdown(socket.SHUT_RDWR)
            self._connection.close()
        super().close()

    def _check(self) -> None:
        if self._given_up.is_set():
            raise _WireLost(Cause.INTERRUPTED)
