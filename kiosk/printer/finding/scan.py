"""Looking for printers address by address: slowly, in the own network, without sending a byte."""

import socket
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv4Network
from threading import Event

import ifaddr

from kiosk.printer.finding.found import Found, How
from kiosk.printer.lan import RAW_PORT
from kiosk.printer.line import Line

PRIVATE = tuple(map(IPv4Network, ("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16")))
"""RFC 1918. Nobody's printer stands elsewhere, and elsewhere is not ours to look at."""
WIDEST_PREFIX = 24
MOST_AT_ONCE = 16
CONNECT_S = 0.5
CLOSE_S = 0.2
PAUSE_S = 1.0
"""Between this look and the first question: some clones freeze on a quick second connection."""

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnNetwork:
    """One of this machine's own addresses in a private network, and the /24 around it."""

    interface: str
    address: IPv4Address
    network: IPv4Network

    @property
    def others(self) -> list[str]:
        """Every other address in it."""
        return [str(host) for host in self.network.hosts() if host != self.address]


def own_networks() -> list[OwnNetwork]:
    """The private networks this machine is in, each at most a /24 wide."""
    return list(
        networks_among(
            (adapter.nice_name, ip.ip, ip.network_prefix)
            for adapter in ifaddr.get_adapters()
            for ip in adapter.ips
            if isinstance(ip.ip, str)
        )
    )


def networks_among(addresses: Iterable[tuple[str, str, int]]) -> Iterator[OwnNetwork]:
    """Those of ``addresses`` (interface, address, prefix) that may be looked through."""
    seen: set[IPv4Network] = set()
    for interface, text, prefix in addresses:
        address = IPv4Address(text)
        network = IPv4Network((address, max(prefix, WIDEST_PREFIX)), strict=False)
        if network not in seen and any(address in private for private in PRIVATE):
            seen.add(network)
            yield OwnNetwork(interface=interface, address=address, network=network)


def scan(
    hosts: Sequence[str],
    *,
    how: How = How.SCANNED,
    port: int = RAW_PORT,
    connect_s: float = CONNECT_S,
    progress: Progress = lambda _done, _of: None,
) -> list[Found]:
    """Those of ``hosts`` that take a connection on ``port``, in their order.

    Never more than 16 connections at once; nothing is sent, and each connection is ended before
    it is closed. ``progress`` is called with how many of how many are done.
    """
    found: list[Found] = []
    executor = ThreadPoolExecutor(max_workers=MOST_AT_ONCE, thread_name_prefix="scan")
    try:
        answers = executor.map(lambda host: _takes_connections(host, port, connect_s), hosts)
        for done, (host, there) in enumerate(zip(hosts, answers, strict=True), start=1):
            if there:
                found.append(Found(host=host, port=port, how=how))
            progress(done, len(hosts))
    finally:
        # Also when somebody breaks it off: those under way end by themselves within a second.
        executor.shutdown(cancel_futures=True)
    return found


def _takes_connections(host: str, port: int, connect_s: float) -> bool:
    try:
        connection = socket.create_connection((host, port), timeout=connect_s)
    except OSError:
        return False
    connection.setblocking(False)
    Line(connection, Event()).close(CLOSE_S)
    return True
