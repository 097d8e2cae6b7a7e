"""Centres that announce themselves, by real multicast on loopback, and whatever else does."""

import queue
import socket
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from zeroconf import IPVersion, ServiceInfo, Zeroconf

from kiosk.client.finding import LONGEST_NAME, Finder, centre_in
from kiosk.client.found_centre import FoundCentre
from kiosk.wire.paths import SERVICE

LOOPBACK = ["127.0.0.1"]
PRINT = "0123456789abcdef"


@contextmanager
def announcing(label: str, *, port: int, **txt: str) -> Iterator[None]:
    responder = Zeroconf(interfaces=LOOPBACK, ip_version=IPVersion.V4Only)
    info = ServiceInfo(
        SERVICE,
        f"{label}.{SERVICE}",
        addresses=[socket.inet_aton("127.0.0.1")],
        port=port,
        properties={key: value.encode() for key, value in txt.items()},
        server=f"{label}.local.",
    )
    try:
        responder.register_service(info, cooperating_responders=True)
        yield
    finally:
        responder.close()


def test_a_centre_that_announces_itself_is_found_with_its_address_and_authority() -> None:
    rounds: queue.Queue[list[FoundCentre]] = queue.Queue()
    finder = Finder(rounds.put, interfaces=LOOPBACK)
    txt = {"id": "H2MOLO", "name": "Huduma Molo", "fp": PRINT, "term": "2"}
    with announcing("h2-molo", port=8443, **txt):
        finder.start()
        # Others may announce themselves on this machine too.
        found = None
        while found is None:
            found = next((f for f in rounds.get(timeout=30) if f.code == "H2MOLO"), None)
        finder.stop()
    assert found == FoundCentre(
        code="H2MOLO",
        name="Huduma Molo",
        urls=("https://127.0.0.1:8443",),
        fingerprint=PRINT,
        term=2,
    )


@pytest.mark.parametrize(
    ("addresses", "port"),
    [
        ([], 8443),
        (["8.8.8.8"], 8443),
        (["224.0.0.1"], 8443),
        (["0.0.0.0"], 8443),
        (["no address"], 8443),
        (["192.168.1.2"], None),
        (["192.168.1.2"], 0),
        (["192.168.1.2"], 70000),
    ],
)
def test_what_could_not_be_asked_is_no_centre(addresses: list[str], port: int | None) -> None:
    assert centre_in(addresses=addresses, port=port, properties={}) is None


def test_whatever_a_record_holds_is_short_plain_text() -> None:
    found = centre_in(
        addresses=["192.168.1.2", "10.0.0.3", "8.8.8.8"],
        port=8443,
        properties={
            b"id": b"\xff\x00\x1b[2J",
            b"name": ("<b>" + "x" * 500).encode(),
            b"fp": b"../../etc",
            b"term": b"-5",
        },
    )
    assert found is not None
    assert found.urls == ("https://192.168.1.2:8443", "https://10.0.0.3:8443")
    assert found.name.isprintable()
    assert len(found.name) == LONGEST_NAME
    assert found.code.isprintable()
    assert (found.fingerprint, found.term) == ("", 0)


def test_a_centre_without_a_name_is_called_by_its_code_or_its_address() -> None:
    nameless = centre_in(addresses=["192.168.1.2"], port=1, properties={b"id": b"MOLO"})
    assert nameless is not None
    assert nameless.name == "MOLO"
    bare = centre_in(addresses=["192.168.1.2"], port=1, properties={b"name": None})
    assert bare is not None
    assert bare.name == "192.168.1.2"
