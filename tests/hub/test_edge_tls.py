"""A hub that speaks https itself, by files that something else renews."""

import socket
import ssl
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from kiosk.hub.centre_desk import NewCentre
from kiosk.hub.listening import Certificate, CertificateUnfit, certificate_of
from kiosk.sync.enrolling import asking_as, enrol
from kiosk.sync.hub_session import MOMENT, HubNotTrusted
from kiosk.wire.enrol import read_code
from kiosk.wire.signed import Speaker
from tests.client.certificates import MadeAuthority, made_authority
from tests.hub.running import INSTANCE, RunningHub

SPEAKER = Speaker(instance=INSTANCE, run="ab" * 8, term=1)


@pytest.fixture(scope="module")
def authority() -> MadeAuthority:
    return made_authority()


@pytest.fixture
def tls_hub(hub_dsn: str, tmp_path: Path, authority: MadeAuthority) -> Iterator[RunningHub]:
    authority.serving(tmp_path / "tls", name="localhost")
    pem = tmp_path / "tls" / "server.pem"
    running = RunningHub(hub_dsn, tmp_path / "hub")
    running.settings = replace(running.settings, tls_port=0, tls_certificate=pem, tls_key=pem)
    with running:
        yield running


def test_a_centre_is_enrolled_and_asks_over_https(
    tls_hub: RunningHub, tmp_path: Path, authority: MadeAuthority
) -> None:
    desk = tls_hub.parts.ground.desk
    tls_hub.do(desk.add(NewCentre(code="MOLO")))
    code = tls_hub.do(desk.new_code("MOLO"))
    assert code.hub.startswith("https://")
    code = replace(code, hub=f"https://localhost:{urlsplit(tls_hub.tls_url).port}")

    def come(believed: str | None) -> None:
        place = enrol(
            code, data=tmp_path, speaker=SPEAKER, epoch="", version="1", authority=believed
        )
        with asking_as(SPEAKER, authority=believed)(place) as session:
            assert session.ask("GET", MOMENT).status == 200

    for wrong in (None, made_authority("OTHER").pem):
        with pytest.raises(HubNotTrusted, match="certificate"):
            come(wrong)
    come(authority.pem)


def test_who_shakes_no_hands_costs_nothing(tls_hub: RunningHub, authority: MadeAuthority) -> None:
    port = urlsplit(tls_hub.tls_url).port
    with socket.create_connection(("127.0.0.1", port)) as line:
        line.sendall(b"GET / HTTP/1.1\r\n\r\n")
        line.settimeout(10)
        while line.recv(4096):
            pass
    context = ssl.create_default_context(cadata=authority.pem)
    with (
        socket.create_connection(("127.0.0.1", port)) as plain,
        context.wrap_socket(plain, server_hostname="localhost") as shaken,
    ):
        shaken.sendall(b"GET /health HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
        said = b"".join(iter(lambda: shaken.recv(4096), b""))
    assert said.startswith(b"HTTP/1.1 200")
    assert b"strict-transport-security" in said


def test_a_renewed_certificate_is_shown_without_a_new_start(
    tmp_path: Path, authority: MadeAuthority
) -> None:
    authority.serving(tmp_path, name="old.example")
    pem = tmp_path / "server.pem"
    certificate = Certificate(pem, pem)
    assert not certificate.renew()
    authority.serving(tmp_path, name="new.example.go.ke")
    assert certificate.renew()
    pem.write_bytes(b"half a file")
    with pytest.raises(CertificateUnfit, match=r"hub\.toml"):
        certificate.renew()


@pytest.mark.parametrize("given", ["certificate", "key", "another's key", "none there"])
def test_a_certificate_that_cannot_be_shown_is_told_in_one_sentence(
    tmp_path: Path, authority: MadeAuthority, given: str
) -> None:
    authority.serving(tmp_path / "one", name="a")
    authority.serving(tmp_path / "two", name="b")
    one, two = tmp_path / "one" / "server.pem", tmp_path / "two" / "server.pem"
    files = {
        "certificate": (one, None),
        "key": (None, one),
        "another's key": (one, two),
        "none there": (one, tmp_path / "nothing.pem"),
    }[given]
    settings = replace(
        RunningHub("", tmp_path).settings, tls_certificate=files[0], tls_key=files[1]
    )
    with pytest.raises(CertificateUnfit, match=r"tls_certificate and tls_key"):
        certificate_of(settings)


def test_plain_http_to_another_machine_is_refused_before_anything_is_sent(tmp_path: Path) -> None:
    code = read_code("http://192.0.2.1/MOLO-AAAA-BBBB-CCCC-DDDD")
    with pytest.raises(HubNotTrusted, match="https"):
        enrol(code, data=tmp_path, speaker=SPEAKER, epoch="", version="1")
