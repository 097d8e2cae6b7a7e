"""Somebody sits between a device and its centre, and has the choice of two ways to fail."""

import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from kiosk.client.pinning import NotOurCentre
from kiosk.client.session import CentreSaysNo, Session
from kiosk.domain.commands import Role
from kiosk.web.console_key import read_key
from kiosk.wire.codec import encode
from tests.centre.running import RunningCentre
from tests.client.certificates import made_authority


class _Between(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    centre: RunningCentre
    shows: str

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """It leaves no traces."""

    def do_GET(self) -> None:
        if self.path == "/authority.pem":
            self._answer(200, self.shows.encode())
        else:
            self._hand_on(None)

    def do_POST(self) -> None:
        self._hand_on(self.rfile.read(int(self.headers["Content-Length"])))

    def _hand_on(self, body: bytes | None) -> None:
        real = self.centre.parts.trust.authority.pem.decode()
        with Session(self.centre.tls_url, authority=real) as onwards:
            self._answer(*onwards.ask(self.command, self.path, body))

    def _answer(self, status: int, body: bytes) -> None:
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


@contextmanager
def between(centre: RunningCentre, context: ssl.SSLContext, *, shows: str) -> Iterator[str]:
    """Somebody with a certificate of his own, who hands everything on; his address."""
    handler = type("Handler", (_Between,), {"centre": centre, "shows": shows})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    server.handle_error = lambda *_: None  # type: ignore[method-assign]
    server.socket = context.wrap_socket(
        server.socket, server_side=True, do_handshake_on_connect=False
    )
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    yield f"https://127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture
def centre(tmp_path: Path) -> Iterator[RunningCentre]:
    with RunningCentre(tmp_path / "centre", trust_loopback=False) as running:
        yield running


def test_with_an_authority_of_his_own_the_code_is_one_that_the_centre_does_not_know(
    centre: RunningCentre, tmp_path: Path
) -> None:
    his = made_authority("THIKA")
    key = read_key(centre.settings.data)
    assert key is not None
    with (
        between(centre, his.serving(tmp_path), shows=his.pem) as url,
        Session(url) as device,
        Session(centre.url, token=key.token) as console,
    ):
        code = device.join(Role.KIOSK, "door")
        assert len(centre.parts.trust.admitting.waiting()) == 1
        with pytest.raises(CentreSaysNo):
            console.fetch("POST", "/admit", encode({"code": code}))


def test_with_the_centres_authority_he_cannot_prove_to_be_of_it(
    centre: RunningCentre, tmp_path: Path
) -> None:
    real = centre.parts.trust.authority.pem.decode()
    his = made_authority("THIKA").serving(tmp_path)
    with (
        between(centre, his, shows=real) as url,
        Session(url) as device,
        pytest.raises(NotOurCentre),
    ):
        device.join(Role.KIOSK, "door")
    assert centre.parts.trust.admitting.waiting() == ()
