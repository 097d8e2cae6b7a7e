"""The virtual printer's network board: who is served, who waits, and how answers leave."""

import select
import socket
import struct
import sys
from collections import deque
from contextlib import suppress

from kiosk.printer.emulator.condition import Sessions

READ_BYTES = 4096
WAITING_HOSTS = 3
PIECE_S = 0.005
"""Between two bytes of an answer that comes piecewise."""
MOST_ANSWERS = 4096
"""What waits to be said to a host that does not listen; more is lost."""
NO_LINGER = struct.pack("hh" if sys.platform == "win32" else "ii", 1, 0)


class Hosts:
    """The listening socket and the connections on it. One of them is served.

    Belongs to one thread. A connection the board does not take itself waits in the network:
    there it is connected, and its bytes are acknowledged.
    """

    def __init__(self, *, host: str, port: int, sessions: Sessions) -> None:
        self._address = (host, port)
        self._sessions = sessions
        self._listener: socket.socket | None = None
        self._served: socket.socket | None = None
        self._waiting: deque[socket.socket] = deque()
        self._answers: deque[tuple[float, bytes]] = deque()
        self.served_bytes = 0
        """How much was read of the host that is served."""
        self.finished = False
        """Whether that host was told the end, and is not listened to any more."""

    @property
    def port(self) -> int:
        """Where it listens; the same again after ``open`` and ``close``."""
        return self._address[1]

    @property
    def is_serving(self) -> bool:
        """Whether a host is served."""
        return self._served is not None

    def open(self) -> None:
        """Listen; raises ``OSError`` when somebody else has the port."""
        listener = socket.socket()
        try:
            if sys.platform != "win32":
                listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            listener.bind(self._address)
            listener.listen()
        except OSError:
            listener.close()
            raise
        self._listener = listener
        self._address = (self._address[0], listener.getsockname()[1])

    def unplug(self) -> None:
        """Lose every connection, and be found by nobody."""
        self.reset()
        for waiting in self._waiting:
            _reset(waiting)
        self._waiting.clear()
        self._stop_listening()

    def close(self) -> None:
        """Let everything go."""
        self._stop_listening()
        for each in (self._served, *self._waiting):
            if each is not None:
                each.close()
        self._served = None
        self._waiting.clear()

    def sources(self, *, reads: bool) -> list[socket.socket]:
        """What to wait for; without ``reads`` the host that is served is left alone."""
        sources = []
        if self._listener is not None and (not self._served or self._sessions is not Sessions.ONE):
            sources.append(self._listener)
        if self._served is not None and reads:
            sources.append(self._served)
        return sources

    def welcome(self, readable: list[socket.socket]) -> bool:
        """Take who knocks; whether a host is served now that was not before."""
        if self._served is None and self._waiting:
            return self._serve(self._waiting.popleft())
        if self._listener is None or self._listener not in readable:
            return False
        with suppress(OSError):
            host, _ = self._listener.accept()
            if self._served is None:
                return self._serve(host)
            if self._sessions is Sessions.THREE and len(self._waiting) < WAITING_HOSTS - 1:
                self._waiting.append(host)
            else:
                _reset(host)
        return False

    def read(self, readable: list[socket.socket], most_bytes: int) -> bytes | None:
        """What the served host sent; ``b""``: it has gone; ``None``: nothing came.

        Raises ``OSError`` when it broke the connection off.
        """
        if self._served is None or self._served not in readable:
            return None
        try:
            data = self._served.recv(max(1, min(READ_BYTES, most_bytes)))
        except BlockingIOError:
            return None
        except OSError:
            self._leave()
            raise
        if not data:
            self._leave()
        self.served_bytes += len(data)
        return data

    def say(self, answer: bytes, *, at: float, piecewise: bool) -> None:
        """Send this at that time; to whoever is served then no longer, it is lost."""
        if self._served is None or len(self._answers) >= MOST_ANSWERS:
            return
        if not piecewise:
            self._answers.append((at, answer))
            return
        for i, byte in enumerate(answer):
            self._answers.append((at + i * PIECE_S, bytes((byte,))))

    def next_answer_at(self) -> float | None:
        """When the next answer is due."""
        return self._answers[0][0] if self._answers else None

    def speak(self, now: float) -> None:
        """Send what is due."""
        while self._answers and self._answers[0][0] <= now:
            _, answer = self._answers.popleft()
            if self._served is not None and not self.finished:
                with suppress(OSError):
                    self._served.send(answer)

    def finish(self) -> None:
        """Tell the served host that this is the end."""
        self.finished = True
        if self._served is not None:
            with suppress(OSError):
                self._served.shutdown(socket.SHUT_WR)

    def reset(self) -> None:
        """Break the served host's connection off."""
        if self._served is not None:
            _reset(self._served)
            self._leave()

    def _serve(self, host: socket.socket) -> bool:
        host.setblocking(False)
        with suppress(OSError):
            host.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._served = host
        self.served_bytes = 0
        self.finished = False
        if self._sessions is Sessions.REFUSE:
            self._stop_listening()
        return True

    def _leave(self) -> None:
        left, self._served = self._served, None
        self._answers.clear()
        if self._sessions is Sessions.REFUSE and self._listener is None:
            # First, as whoever hears that the line is free may call at once.
            self.open()
        if left is not None:
            left.close()

    def _stop_listening(self) -> None:
        if self._listener is not None:
            self._listener.close()
            self._listener = None


def wait_for(sources: list[socket.socket], wait_s: float | None) -> list[socket.socket]:
    """Which of these can be read, once one can, or after ``wait_s``."""
    return select.select(sources, (), (), wait_s)[0]


def _reset(connection: socket.socket) -> None:
    # A linger of no seconds makes close() a reset.
    with suppress(OSError):
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, NO_LINGER)
    connection.close()
