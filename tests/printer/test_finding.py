import socket
from collections.abc import Iterator
from contextlib import contextmanager
from ipaddress import IPv4Address
from threading import Lock, Thread

import pytest
from zeroconf import IPVersion, ServiceInfo, Zeroconf

from kiosk.printer.emulator.machine import VirtualPrinter
from kiosk.printer.finding.factory import (
    FACTORY_ADDRESSES,
    is_near,
    network_of,
    second_address,
)
from kiosk.printer.finding.found import SAYS_LIMIT, Found, How, merged, shown
from kiosk.printer.finding.mdns import RAW_SERVICE, announced, found_in
from kiosk.printer.finding.scan import MOST_AT_ONCE, networks_among, scan
from kiosk.printer.outcome import Level
from kiosk.printer.probe import probe

IPP = "_ipp._tcp.local."
LOOPBACK = ["127.0.0.1"]


@contextmanager
def on_the_lan(*infos: ServiceInfo) -> Iterator[None]:
    """Announces these on the loopback interface, by real multicast, until left."""
    responder = Zeroconf(interfaces=LOOPBACK, ip_version=IPVersion.V4Only)
    try:
        for info in infos:
            responder.register_service(info, cooperating_responders=True)
        yield
    finally:
        responder.close()


def record(service: str, name: str, *, port: int, address: str, **txt: bytes) -> ServiceInfo:
    return ServiceInfo(
        service,
        f"{name}.{service}",
        addresses=[socket.inet_aton(address)],
        port=port,
        properties={key.encode(): value for key, value in txt.items()},
        server=f"{name}.local.",
    )


def heard(*own: tuple[str, int]) -> list[Found]:
    """Those of ``own`` that announce themselves, once it is all; others on the LAN do not count.

    A busy machine may miss one the first time.
    """
    for _ in range(20):
        everything = announced(within_s=1.5, interfaces=LOOPBACK)
        found = [each for each in everything if (each.host, each.port) in own]
        if len(found) == len(own):
            return found
    raise AssertionError(everything)


def test_a_printer_that_announces_itself_is_found_and_can_be_asked() -> None:
    with VirtualPrinter() as printer:
        info = record(
            RAW_SERVICE, "Entrance", port=printer.port, address="127.0.0.1", ty=b"EPSON TM-T20III"
        )
        with on_the_lan(info):
            (found,) = heard(("127.0.0.1", printer.port))
        assert found == Found(
            host="127.0.0.1", port=printer.port, how=How.ANNOUNCED, says="EPSON TM-T20III"
        )
        assert probe(found.host, found.port).level is Level.FENCE


def test_an_office_printer_is_known_by_its_languages_and_stands_last() -> None:
    laser = record(IPP, "Laser", port=631, address="127.7.0.2", pdl=b"application/postscript")
    slips = record(RAW_SERVICE, "Slips", port=9100, address="127.7.0.3")
    with on_the_lan(laser, slips):
        found = heard(("127.7.0.2", 9100), ("127.7.0.3", 9100))
    assert [(each.says, each.port, each.office) for each in found] == [
        ("Slips", 9100, False),
        ("Laser", 9100, True),
    ]


@pytest.mark.parametrize(
    "addresses",
    [[], ["8.8.8.8"], ["224.0.0.251"], ["0.0.0.0"], ["255.255.255.255"], ["not an address"]],
)
def test_a_record_without_an_address_of_this_house_is_no_printer(addresses: list[str]) -> None:
    found = found_in(RAW_SERVICE, instance="x", addresses=addresses, port=9100, properties={})
    assert list(found) == []


@pytest.mark.parametrize("port", [None, 0, 65536, -1])
def test_a_port_that_is_none_becomes_the_usual_one(port: int | None) -> None:
    (found,) = found_in(
        RAW_SERVICE, instance="x", addresses=["192.168.1.9"], port=port, properties={}
    )
    assert found.port == 9100


def test_what_a_record_says_of_itself_can_do_no_harm() -> None:
    (found,) = found_in(
        RAW_SERVICE,
        instance="x",
        addresses=["192.168.1.9"],
        port=9100,
        properties={b"ty": b"\x1b]0;owned\x07\xff\xfe" + b"A" * 5000, b"pdl": None},
    )
    assert len(found.says) <= SAYS_LIMIT
    assert found.says.isprintable()
    assert shown("a\u202eb\nc") == "a b c"


def test_a_printer_found_twice_is_listed_once_with_all_that_is_known() -> None:
    scanned = Found(host="192.168.1.9", port=9100, how=How.SCANNED)
    said = Found(host="192.168.1.9", port=9100, how=How.ANNOUNCED, says="TM", office=True)
    (found,) = merged([scanned], [said])
    assert (found.how, found.says, found.office) == (How.SCANNED, "TM", True)


def test_own_networks_are_private_and_at_most_a_24_wide() -> None:
    own = list(
        networks_among(
            [
                ("lo", "127.0.0.1", 8),
                ("eth0", "10.3.4.5", 8),
                ("eth0", "10.3.4.6", 8),
                ("eth1", "192.168.7.9", 28),
                ("wan", "8.8.4.4", 24),
                ("auto", "169.254.3.3", 16),
            ]
        )
    )
    assert [str(each.network) for each in own] == ["10.3.4.0/24", "192.168.7.0/28"]
    assert "10.3.4.5" not in own[0].others
    assert len(own[0].others) == 253


def test_a_scan_finds_who_takes_connections_and_sends_nothing() -> None:
    with VirtualPrinter() as printer:
        hosts = [f"127.0.0.{n}" for n in range(1, 40)]
        told: list[tuple[int, int]] = []
        found = scan(hosts, port=printer.port, progress=lambda done, of: told.append((done, of)))
        # Its answer shows that it is there for the next one.
        assert probe("127.0.0.1", printer.port).level is Level.FENCE
        assert printer.wire.startswith(b"\x10\x04\x01")
        assert printer.resets == 0
    assert [each.host for each in found] == ["127.0.0.1"]
    assert told[-1] == (39, 39)


def test_a_scan_never_holds_more_connections_than_it_promises() -> None:
    most, now, lock = 0, 0, Lock()

    def hold(connection: socket.socket) -> None:
        nonlocal most, now
        with lock:
            now += 1
            most = max(most, now)
        with connection:
            assert connection.recv(16) == b""
        with lock:
            now -= 1

    def serve() -> None:
        for _ in range(60):
            connection, _ = listener.accept()
            Thread(target=hold, args=(connection,), daemon=True).start()

    with socket.create_server(("127.0.0.1", 0), backlog=128) as listener:
        thread = Thread(target=serve, daemon=True)
        thread.start()
        found = scan(["127.0.0.1"] * 60, port=listener.getsockname()[1], connect_s=5.0)
        thread.join()
    assert len(found) == 60
    # One more than it holds may not yet have noticed that its connection has ended.
    assert most <= MOST_AT_ONCE * 2


@pytest.mark.parametrize(
    ("platform", "begin"),
    [("linux", "sudo ip address add"), ("darwin", "sudo ifconfig"), ("win32", "netsh interface")],
)
def test_a_way_into_a_printers_network_is_a_command_for_this_machine(
    platform: str, begin: str
) -> None:
    (own,) = networks_among([("enp3s0", "192.168.1.7", 24)])
    for each in FACTORY_ADDRESSES:
        command = second_address(each.host, [own], platform)
        assert command.startswith(begin)
        assert "enp3s0" in command
        ours = next(word for word in command.replace("/24", "").split() if word.count(".") == 3)
        assert IPv4Address(ours) in network_of(each.host)
        assert ours != each.host
    assert second_address("192.168.9.250", [], platform).count("192.168.9.251") == 1


def test_a_factory_address_in_an_own_network_needs_no_second_address() -> None:
    (own,) = networks_among([("eth0", "192.168.123.4", 24)])
    assert is_near("192.168.123.100", [own])
    assert not is_near("192.168.192.168", [own])
