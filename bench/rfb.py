"""A viewer of a remote desktop (RFB 3.8, RFC 6143) that looks at nothing and counts everything."""

import socket
import struct
from time import monotonic
from typing import Self

PROTOCOL = b"RFB 003.008\n"
NO_PASSWORD = 1
ZRLE = 16
LAST_RECT, DESKTOP_SIZE = -224, -223
TRUE_COLOUR = struct.pack(">BBBBHHHBBBxxx", 32, 24, 0, 1, 255, 255, 255, 16, 8, 0)


class NotUnderstood(RuntimeError):
    """The server speaks something else."""


class Viewer:
    """Asks for whatever has changed as soon as it has got the last, as every viewer does.

    ``bytes`` and ``updates`` count what the server sent since they were set to nothing.
    """

    def __init__(self, port: int, *, timeout_s: float = 10) -> None:
        self._socket = socket.create_connection(("127.0.0.1", port), timeout_s)
        self.bytes = self.updates = 0
        self._greet()
        self._ask(whole=True)
        self._update()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._socket.close()

    def watch(self, seconds: float) -> None:
        """Count for so long."""
        end = monotonic() + seconds
        while (left_s := end - monotonic()) > 0:
            self._socket.settimeout(left_s)
            try:
                first = self._socket.recv(1, socket.MSG_PEEK)
            except TimeoutError:
                return
            if not first:
                raise NotUnderstood("the server has gone")
            self._socket.settimeout(10)
            self._update()

    def _greet(self) -> None:
        if self._read(len(PROTOCOL))[:4] != PROTOCOL[:4]:
            raise NotUnderstood("no RFB")
        self._socket.sendall(PROTOCOL)
        kinds = self._read(self._read(1)[0])
        if NO_PASSWORD not in kinds:
            raise NotUnderstood("it wants a password")
        self._socket.sendall(bytes([NO_PASSWORD]))
        if self._number(4) != 0:
            raise NotUnderstood("it lets nobody in")
        self._socket.sendall(b"\x01")
        self.width_px, self.height_px = self._number(2), self._number(2)
        self._read(16)
        self.name = self._read(self._number(4)).decode("utf-8", "replace")
        encodings = (ZRLE, LAST_RECT, DESKTOP_SIZE)
        self._socket.sendall(b"\x00\x00\x00\x00" + TRUE_COLOUR)
        self._socket.sendall(struct.pack(f">BxH{len(encodings)}i", 2, len(encodings), *encodings))

    def _ask(self, *, whole: bool) -> None:
        size = (self.width_px, self.height_px)
        self._socket.sendall(struct.pack(">BBHHHH", 3, not whole, 0, 0, *size))

    def _update(self) -> None:
        """Read one message; after a picture, ask for the next."""
        kind = self._number(1)
        if kind == 0:
            self._read(1)
            self._rectangles(self._number(2))
            self.updates += 1
            self._ask(whole=False)
        elif kind == 3:
            self._read(3)
            self._read(self._number(4))
        elif kind != 2:
            raise NotUnderstood(f"message {kind}")

    def _rectangles(self, count: int) -> None:
        for _ in range(count):
            self._read(4)
            width_px, height_px = self._number(2), self._number(2)
            (encoding,) = struct.unpack(">i", self._read(4))
            if encoding == LAST_RECT:
                return
            if encoding == DESKTOP_SIZE:
                self.width_px, self.height_px = width_px, height_px
            elif encoding == ZRLE:
                self._read(self._number(4))
            elif encoding == 0:
                self._read(width_px * height_px * 4)
            else:
                raise NotUnderstood(f"encoding {encoding}")

    def _number(self, length: int) -> int:
        return int.from_bytes(self._read(length))

    def _read(self, length: int) -> bytes:
        parts = []
        while length > 0:
            part = self._socket.recv(min(length, 65536))
            if not part:
                raise NotUnderstood("the server has gone")
            self.bytes += len(part)
            length -= len(part)
            parts.append(part)
        return b"".join(parts)
