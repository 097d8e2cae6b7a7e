"""The connection to a hub: kept between questions, and never waited for longer than said."""

import socket
import ssl
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException, HTTPResponse, HTTPSConnection
from typing import Self
from urllib.parse import SplitResult

MOST_ANSWER_BYTES = 16 * 1024 * 1024
CHUNK_BYTES = 65_536
_GONE = (ConnectionResetError, BrokenPipeError, ssl.SSLEOFError, ssl.SSLZeroReturnError)
"""How a connection that has ended shows; http.client's ``RemoteDisconnected`` is one of them."""


class LineGone(ConnectionError):
    """A connection at rest had ended before the question came: ask over another."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """What came back, believed by nobody yet; headers by lower-case name."""

    status: int
    headers: Mapping[str, str]
    body: bytes
    took_s: float


class Line:
    """Asks one address in one thread; ``abort`` alone may be called from another."""

    def __init__(
        self,
        road: SplitResult,
        *,
        authority: str | None = None,
        steady_s: Callable[[], float] = time.monotonic,
    ) -> None:
        """``road`` is the hub's address; ``authority`` a PEM to believe instead of the system's."""
        self._road = road
        self._authority = authority
        self._steady_s = steady_s
        self._connection: HTTPConnection | None = None
        self._is_over = False

    def ask(
        self, method: str, target: str, body: bytes, headers: Mapping[str, str], timeout_s: float
    ) -> Heard:
        """Whatever is answered; what comes slower than ``timeout_s`` in all is no answer.

        Raises ``OSError``, of which ``LineGone`` is one, and ``HTTPException``.
        """
        if self._is_over:
            raise ConnectionAbortedError("ended")
        rested = self._connection is not None
        began_s = self._steady_s()
        try:
            connection = self._connected(timeout_s)
            path = self._road.path.rstrip("/") + target
            connection.request(method, path, body or None, dict(headers))
            answer = connection.getresponse()
            content = self._body(answer, began_s + timeout_s)
        except _GONE as error:
            self.close()
            raise LineGone("the line had ended") if rested else error from error
        except (OSError, HTTPException, ValueError):
            self.close()
            raise
        if answer.will_close:
            self.close()
        return Heard(
            status=answer.status,
            headers={name.lower(): value for name, value in answer.getheaders()},
            body=content,
            took_s=self._steady_s() - began_s,
        )

    def close(self) -> None:
        """Let go of the connection; the next question makes another."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def abort(self) -> None:
        """End for good, from any thread: who waits for an answer gets ``OSError`` at once."""
        self._is_over = True
        connection = self._connection
        plain = connection.sock if connection is not None else None
        if plain is not None:
            try:
                plain.shutdown(socket.SHUT_RDWR)
            except OSError:
                return  # it has ended by itself

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _connected(self, timeout_s: float) -> HTTPConnection:
        if self._connection is not None and self._connection.sock is not None:
            self._connection.sock.settimeout(timeout_s)
            return self._connection
        host, port = self._road.hostname or "", self._road.port
        if self._road.scheme == "https":
            context = ssl.create_default_context(cadata=self._authority)
            context.minimum_version = ssl.TLSVersion.TLSv1_2
            made: HTTPConnection = HTTPSConnection(host, port, timeout=timeout_s, context=context)
        else:
            made = HTTPConnection(host, port, timeout=timeout_s)
        self._connection = made
        made.connect()
        return made

    def _body(self, answer: HTTPResponse, until_s: float) -> bytes:
        """All of it, within the time: a line that gives a byte a second is no answer."""
        parts = bytearray()
        while chunk := answer.read1(CHUNK_BYTES):
            parts += chunk
            if len(parts) > MOST_ANSWER_BYTES:
                raise HTTPException("the answer has no end")
            if self._steady_s() > until_s:
                raise TimeoutError("the answer comes too slowly")
        if answer.length:
            raise HTTPException("the answer was cut off")
        # read1 leaves an answer open whose last byte it gave, and then nothing else can be asked.
        answer.close()
        return bytes(parts)
