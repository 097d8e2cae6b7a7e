"""A centre as a device sees it: real HTTP on loopback, whose moods a test decides."""

import json
import queue
import ssl
import threading
from dataclasses import dataclass, field
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


@dataclass(frozen=True, kw_only=True, slots=True)
class Seen:
    """One request as it arrived."""

    method: str
    path: str
    headers: dict[str, str]
    body: bytes


@dataclass(kw_only=True)
class Mood:
    """What the centre answers now."""

    seq: int = 5
    epoch: str = "e1"
    term: str = ""
    catalogue: bytes = b'{"groups": []}'
    tells_catalogue: bool = False
    feed_status: int = 200
    floor_status: int = 200
    command_status: int = 200
    command_answers: bool = True
    seen: list[Seen] = field(default_factory=list)
    feeds: "list[queue.Queue[bytes | None]]" = field(default_factory=list)


class FakeCentre:
    """Answers /catalogue, /floor, /commands and /enrol, and keeps every feed open until told."""

    def __init__(self, *, tls: ssl.SSLContext | None = None) -> None:
        self.mood = Mood()
        self._released = threading.Event()
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(self.mood, self._released))
        self._scheme = "http" if tls is None else "https"
        if tls is not None:
            self._server.socket = tls.wrap_socket(
                self._server.socket, server_side=True, do_handshake_on_connect=False
            )
            # Whoever does not believe it hangs up in the middle of the handshake.
            self._server.handle_error = lambda *_: None  # type: ignore[method-assign]
        self._server.daemon_threads = True
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.01,))
        self._thread.start()

    @property
    def url(self) -> str:
        """Where devices find it."""
        return f"{self._scheme}://127.0.0.1:{self._server.server_address[1]}"

    def paths(self) -> list[str]:
        """The paths that were asked for, in order."""
        return [seen.path for seen in self.mood.seen]

    def last(self, path: str) -> Seen:
        """The latest request for a path."""
        return [seen for seen in self.mood.seen if seen.path == path][-1]

    def say(self, piece: bytes) -> None:
        """Write to the newest feed."""
        self.mood.feeds[-1].put(piece)

    def hang_up(self) -> None:
        """End every feed."""
        for feed in self.mood.feeds:
            feed.put(None)

    def close(self) -> None:
        """Gone, with its port."""
        self._released.set()
        self.hang_up()
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()


def _handler(  # noqa: C901 - one small method for each thing it answers
    mood: Mood, released: threading.Event
) -> type[BaseHTTPRequestHandler]:
    """The standard library makes a handler for each request, and it answers by the mood."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002
            """Tests read what was seen, not a log."""

        def do_GET(self) -> None:
            self._remember(b"")
            if self.path == "/feed":
                self._feed()
            elif self.path == "/floor":
                floor = json.dumps({"seq": mood.seq, "epoch": mood.epoch}).encode()
                self._answer(mood.floor_status, floor)
            else:
                self._answer(200, mood.catalogue)

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            self._remember(body)
            if not mood.command_answers:
                released.wait()
                self.close_connection = True
                return
            self._answer(mood.command_status, b'{"seq": 6}')

        def _remember(self, body: bytes) -> None:
            headers = {name.lower(): value for name, value in self.headers.items()}
            mood.seen.append(Seen(method=self.command, path=self.path, headers=headers, body=body))

        def _answer(self, status: int, body: bytes) -> None:
            self.send_response(status)
            self.send_header("Content-Length", str(len(body)))
            self._say_term()
            self.end_headers()
            self.wfile.write(body)

        def _say_term(self) -> None:
            if mood.term:
                self.send_header("Foleni-Term", mood.term)

        def _feed(self) -> None:
            if mood.feed_status != 200:
                self._answer(mood.feed_status, b"{}")
                return
            self.send_response(200)
            self.send_header("Content-Type", "text/event-stream")
            self.send_header("Foleni-Epoch", mood.epoch)
            if mood.tells_catalogue:
                self.send_header("Foleni-Catalogue", sha256(mood.catalogue).hexdigest())
            self._say_term()
            self.send_header("Transfer-Encoding", "chunked")
            self.end_headers()
            pieces: queue.Queue[bytes | None] = queue.Queue()
            mood.feeds.append(pieces)
            try:
                while (piece := pieces.get()) is not None:
                    self.wfile.write(b"%x\r\n%s\r\n" % (len(piece), piece))
            except OSError:
                pass  # the device let go
            self.close_connection = True

    return Handler
