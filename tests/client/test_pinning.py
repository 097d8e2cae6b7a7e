"""A device believes one authority: what a wrong certificate, and a wrong road, come to."""

import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from kiosk.client.pinning import Authority, NoAuthority, NotOurCentre, PlainRoad
from kiosk.client.session import Session
from tests.client.certificates import made_authority

OLD = datetime(2021, 1, 1, tzinfo=UTC)


class _Heard(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    heard: list[dict[str, str]]

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Nobody reads it."""

    def do_GET(self) -> None:
        self.heard.append({name.lower(): value for name, value in self.headers.items()})
        self.send_response(200)
        self.send_header("Content-Length", "2")
        self.end_headers()
        self.wfile.write(b"{}")


@contextmanager
def answering(context: ssl.SSLContext) -> Iterator[tuple[str, list[dict[str, str]]]]:
    """A server over TLS; the headers of every request that got through to it."""
    heard: list[dict[str, str]] = []
    handler = type("Handler", (_Heard,), {"heard": heard})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    server.handle_error = lambda *_: None  # type: ignore[method-assign]
    server.socket = context.wrap_socket(
        server.socket, server_side=True, do_handshake_on_connect=False
    )
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    yield f"https://127.0.0.1:{server.server_address[1]}", heard
    server.shutdown()
    server.server_close()
    thread.join()


def test_a_centre_of_the_pinned_authority_is_believed_at_any_address(tmp_path: Path) -> None:
    pem = made_authority().pem
    with (
        answering(made_authority().serving(tmp_path)) as (url, heard),
        Session(url, token="t", authority=pem, instance="i") as session,
    ):
        assert session.fetch("GET", "/health") == b"{}"
    assert heard[0]["authorization"] == "Bearer t"
    assert heard[0]["foleni-instance"] == "i"


@pytest.mark.parametrize(
    ("authority", "name", "until"),
    [
        ("THIKA", "centre.foleni", datetime(2056, 1, 1, tzinfo=UTC)),
        ("MOLO", "centre.example", datetime(2056, 1, 1, tzinfo=UTC)),
        ("MOLO", "centre.foleni", OLD),
    ],
    ids=["another authority", "another name", "out of date"],
)
def test_any_other_certificate_is_not_our_centre_and_hears_no_token(
    tmp_path: Path, authority: str, name: str, until: datetime
) -> None:
    context = made_authority(authority).serving(tmp_path, name=name, until=until)
    with answering(context) as (url, heard):
        session = Session(url, token="t", authority=made_authority().pem)
        with session, pytest.raises(NotOurCentre, match="is not our centre"):
            session.fetch("GET", "/health")
    assert heard == []


def test_without_an_authority_nobody_is_believed(tmp_path: Path) -> None:
    with (
        answering(made_authority().serving(tmp_path)) as (url, heard),
        Session(url, token="t") as session,
        pytest.raises(NotOurCentre),
    ):
        session.fetch("GET", "/health")
    assert heard == []


@pytest.mark.parametrize(
    "url", ["http://192.0.2.1:8400", "http://centre.local", "http://[fe80::1]"]
)
def test_plain_http_to_another_machine_is_refused_before_anything_is_sent(url: str) -> None:
    with pytest.raises(PlainRoad, match="https://"):
        Session(url, token="t")


@pytest.mark.parametrize("url", ["http://localhost:1", "http://127.3.2.1:1", "http://[::1]:1"])
def test_plain_http_on_this_machine_is_fine(url: str) -> None:
    Session(url, token="t").close()


def test_an_authority_is_one_certificate_and_its_fingerprint_is_of_the_bytes() -> None:
    made = made_authority()
    read = Authority.read("\r\n" + made.pem.replace("\n", "\r\n"))
    assert read.der == made.der
    assert Authority.read(read.pem) == read
    assert len(read.fingerprint) == 32


@pytest.mark.parametrize(
    "text",
    [
        "",
        "hello",
        "-----BEGIN CERTIFICATE-----\n-----END CERTIFICATE-----\n",
        "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n",
        "-----BEGIN CERTIFICATE-----\nA=A\n-----END CERTIFICATE-----\n",
        "-----BEGIN CERTIFICATE-----\n" + "A" * 100_000 + "\n-----END CERTIFICATE-----\n",
    ],
)
def test_what_is_no_certificate_is_no_authority(text: str) -> None:
    with pytest.raises(NoAuthority):
        Authority.read(text)


def test_two_certificates_are_no_authority() -> None:
    two = made_authority().pem + made_authority("THIKA").pem
    with pytest.raises(NoAuthority):
        Authority.read(two)


def test_a_certificate_with_another_behind_it_is_no_authority() -> None:
    made = made_authority()
    longer = ssl.DER_cert_to_PEM_cert(made.der + made_authority("THIKA").der)
    with pytest.raises(NoAuthority):
        Authority.read(longer)


def test_a_servers_certificate_is_no_authority(tmp_path: Path) -> None:
    made_authority().serving(tmp_path)
    server, _, _ = (tmp_path / "server.pem").read_text().partition("-----BEGIN PRIVATE")
    with pytest.raises(NoAuthority):
        Authority.read(server)
