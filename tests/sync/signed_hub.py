"""A hub on loopback that speaks the real, signed protocol, and a road to it that may be bad."""

import socket
import threading
from base64 import b64encode
from collections.abc import Callable
from contextlib import suppress
from enum import Enum, auto
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Self

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from kiosk.sync.membership import Membership
from kiosk.wire import inbox
from kiosk.wire.codec import WrongShape
from kiosk.wire.signed import Told, answer_headers, read_ask
from tests.sync.hub_model import HubModel

MOMENT = "0123456789abcdef-1"
PATIENCE_S = 20.0


class Fault(Enum):
    """What becomes of one question."""

    LOST_QUESTION = auto()
    LOST_ANSWER = auto()
    CUT_ANSWER = auto()
    TWICE = auto()
    """The question comes twice, and the second answer is given."""
    CHANGED_ANSWER = auto()
    CHANGED_QUESTION = auto()
    SILENCE = auto()
    """The connection stands, and nobody answers."""


class SignedHub:
    """Runs while the block does. ``faults`` are for the next questions about the journal."""

    def __init__(self, model: HubModel | None = None) -> None:
        self.model = model or HubModel()
        self.faults: list[Fault | None] = []
        self.refusal: tuple[int, bytes] | None = None
        self.answered: Callable[[str], None] = lambda _: None
        self.key, self.centre_key = Ed25519PrivateKey.generate(), Ed25519PrivateKey.generate()
        self._lock = threading.Lock()
        self._changed = threading.Condition(self._lock)
        self._ended = threading.Event()
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self._server.daemon_threads = True
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,))

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._server.server_address[1]}"

    def membership(self, code: str) -> Membership:
        """What a centre that is enrolled here keeps."""
        return Membership(
            url=self.url,
            centre=code,
            centre_id=1,
            name=code,
            key=self.centre_key.private_bytes_raw(),
            hub_key=self.key.public_key().public_bytes_raw(),
            sealing_key=b64encode(bytes(32)).decode(),
            public_url="",
        )

    def until(self, is_so: Callable[[HubModel], bool]) -> None:
        """Wait until its ledger is so."""
        with self._changed:
            assert self._changed.wait_for(lambda: is_so(self.model), PATIENCE_S), self.model.lines

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._ended.set()
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        hub = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                hub._answer(self, b"")

            def do_POST(self) -> None:
                hub._answer(self, self.rfile.read(int(self.headers["Content-Length"] or 0)))

            def do_PUT(self) -> None:
                self.do_POST()

            def log_message(self, *_: object) -> None:
                """Nothing."""

        return Handler

    def _answer(self, handler: BaseHTTPRequestHandler, body: bytes) -> None:
        is_journals = handler.path.startswith("/centres/") and "inbox" not in handler.path
        with self._lock:
            fault = self.faults.pop(0) if self.faults and is_journals else None
        if fault is Fault.LOST_QUESTION:
            _hang_up(handler)
            return
        if fault is Fault.SILENCE:
            self._ended.wait(PATIENCE_S)
            _hang_up(handler)
            return
        asked = body[:-1] + b"!" if fault is Fault.CHANGED_QUESTION and body else body
        status, answer, question = self._decide(handler, asked, twice=fault is Fault.TWICE)
        headers = answer_headers(
            self.key,
            question,
            Told(at_ms=self.model.at_ms, moment=MOMENT),
            status=status,
            body=answer,
        )
        if fault is Fault.LOST_ANSWER:
            _hang_up(handler)
            return
        if fault is Fault.CHANGED_ANSWER:
            answer = answer.replace(b"0", b"1", 1) or b"?"
        self._send(handler, status, headers, answer, cut=fault is Fault.CUT_ANSWER)
        self.answered(handler.path)
        with self._changed:
            self._changed.notify_all()

    def _decide(
        self, handler: BaseHTTPRequestHandler, body: bytes, *, twice: bool
    ) -> tuple[int, bytes, bytes]:
        """Status, body, and what the centre has asked, as it is signed."""
        named = {name.lower(): value for name, value in handler.headers.items()}
        try:
            signed = read_ask(handler.command, handler.path, named)
        except WrongShape:
            return 401, b'{"error":"SIGNATURE"}', b""
        question = signed.ask.text(body)
        if not signed.is_by(self.centre_key.public_key().public_bytes_raw(), body):
            return 401, b'{"error":"SIGNATURE"}', question
        if handler.path == inbox.INBOX:
            self._ended.wait(PATIENCE_S)
            return 200, b"{}", question
        if handler.path == "/centres/moment" or handler.command == "PUT":
            return 200, b"{}", question
        with self._lock:
            if self.refusal is not None:
                return *self.refusal, question
            if twice:
                self.model.answer(handler.command, handler.path, body)
            return *self.model.answer(handler.command, handler.path, body), question

    def _send(
        self,
        handler: BaseHTTPRequestHandler,
        status: int,
        headers: dict[str, str],
        body: bytes,
        *,
        cut: bool,
    ) -> None:
        handler.send_response(status)
        for name, value in headers.items():
            handler.send_header(name, value)
        handler.send_header("Content-Length", str(len(body)))
        with suppress(OSError):  # who asked may have gone
            handler.end_headers()
            handler.wfile.write(body[: len(body) // 2] if cut else body)
        if cut:
            _hang_up(handler)


def _hang_up(handler: BaseHTTPRequestHandler) -> None:
    handler.close_connection = True
    with suppress(OSError):  # gone already
        handler.connection.shutdown(socket.SHUT_RDWR)
