"""A proxy between a centre and its hub that sees, cuts and changes what it passes on."""

import socket
import threading
from collections.abc import Callable
from typing import Self
from urllib.parse import urlsplit


class Between:
    """A proxy for one connection after the other, which may change what is answered."""

    def __init__(
        self, url: str, *, answer: Callable[[bytes], bytes] = lambda said: said, after: int = 0
    ) -> None:
        """The first ``after`` answers are passed on as they are."""
        self._to = urlsplit(url)
        self._change = answer
        self._after = after
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self._listener.getsockname()[1]}"
        self.seen = b""
        self._thread = threading.Thread(target=self._run, daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._listener.close()

    def _run(self) -> None:
        while True:
            try:
                line, _ = self._listener.accept()
            except OSError:
                return
            there = socket.create_connection((self._to.hostname, self._to.port))
            with line, there:
                while request := _message(line):
                    self.seen += request
                    there.sendall(request)
                    said = _message(there)
                    self.seen += said
                    self._after -= 1
                    passed = said if self._after >= 0 else self._change(said)
                    if not passed:
                        break
                    line.sendall(passed)


def _message(line: socket.socket) -> bytes:
    """One whole message of HTTP with a declared length, or nothing at the end."""
    got = b""
    while b"\r\n\r\n" not in got:
        more = line.recv(65536)
        if not more:
            return b""
        got += more
    head, _, body = got.partition(b"\r\n\r\n")
    length = 0
    for each in head.split(b"\r\n"):
        if each.lower().startswith(b"content-length:"):
            length = int(each.split(b":")[1])
    while len(body) < length:
        body += line.recv(65536)
    return head + b"\r\n\r\n" + body
