"""What `check` says about the phone's page."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from kiosk.roles.check_finding import State
from kiosk.roles.check_phones import phones


def address() -> str:
    """A name of this machine that is not loopback's, as far as anybody can tell by looking."""
    return socket.gethostname()


@contextmanager
def answering(status: int, body: bytes) -> Iterator[int]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(status if self.path == "/ke/t/CHECK.json" else 500)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002
            pass

    server = HTTPServer(("0.0.0.0", 0), Handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield server.server_port
    server.shutdown()
    thread.join()
    server.server_close()


def test_without_an_address_no_page_is_promised() -> None:
    assert phones(None).state is State.ABSENT


@pytest.mark.parametrize("url", ["http://127.0.0.1:8400", "http://localhost", "http://[::1]:1"])
def test_an_address_that_no_phone_reaches_fails(url: str) -> None:
    finding = phones(url)
    assert finding.state is State.FAILS
    assert "only this machine reaches" in finding.sentence


@pytest.mark.parametrize("error", [b"NOT_FOUND", b"TOO_MANY"])
def test_a_page_that_answers_works(error: bytes) -> None:
    with answering(404, b'{"error": "%b"}' % error) as port:
        finding = phones(f"http://{address()}:{port}/ke/")
    assert finding.state is State.WORKS, finding.sentence


@pytest.mark.parametrize("body", [b"", b"<html>", b"[]", b'{"error": "FORBIDDEN"}', b"\xff"])
def test_something_else_that_answers_fails(body: bytes) -> None:
    with answering(404, body) as port:
        finding = phones(f"http://{address()}:{port}/ke")
    assert finding.state is State.FAILS
    assert "has no page for tickets" in finding.sentence


@pytest.mark.parametrize("url", ["http://{}:1", "http://{}:99999", "https://{}:1"])
def test_nobody_there_fails_with_what_to_do(url: str) -> None:
    finding = phones(url.format(address()))
    assert finding.state is State.FAILS
    assert 'host = "0.0.0.0"' in finding.sentence
