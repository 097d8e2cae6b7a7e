"""Where a centre listens: a plain port and one with TLS."""

import errno
import socket
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass

from kiosk.centre.settings import CentreSettings
from kiosk.web.peer import is_loopback
from kiosk.wire.paths import TLS_PORT

SEND_BUFFER_BYTES = 256 * 1024
"""What the kernel keeps for a follower that reads slowly; the feed drops it when this is full."""
DEAD_PEER_MS = 20_000
"""A peer that acknowledges nothing for so long is gone, whatever its keep-alives say."""
BACKLOG = 512
EVERYWHERE = {"0.0.0.0": "127.0.0.1", "::": "::1"}
"""Where this very machine reaches a server that listens at every address."""


class CannotListen(Exception):
    """The address is taken or is not this machine's; the sentence says so.

    ``passes`` where it may be this machine's in a moment: the network comes up after the centre.
    """

    def __init__(self, sentence: str, *, passes: bool) -> None:
        super().__init__(sentence)
        self.passes = passes


@dataclass(frozen=True, slots=True, kw_only=True)
class Listeners:
    """Bound sockets: ``plain`` has one or two, the first as the settings say."""

    plain: tuple[socket.socket, ...]
    tls: socket.socket

    @property
    def url(self) -> str:
        """The plain port's address, as people are told it."""
        return _url("http", self.plain[0])

    @property
    def tls_url(self) -> str:
        """The address of the port with TLS, as people are told it."""
        return _url("https", self.tls)

    @property
    def tls_port(self) -> int:
        """Its number."""
        port: int = self.tls.getsockname()[1]
        return port

    @property
    def own(self) -> tuple[str, int]:
        """Host and port at which this machine reaches the plain port over loopback."""
        host, port = self.plain[-1].getsockname()[:2]
        return EVERYWHERE.get(host, host), port

    @property
    def own_url(self) -> str:
        """The same as an address."""
        return _address("http", *self.own)

    @property
    def is_on_network(self) -> bool:
        """Whether other machines can come."""
        return not is_loopback(self.tls.getsockname()[0])


@contextmanager
def listening(settings: CentreSettings, *, tls_port: int = TLS_PORT) -> Iterator[Listeners]:
    """The sockets of a centre, until the block ends. Raises ``CannotListen``.

    ``tls_port`` is where it listens with TLS when its settings do not say.
    """
    with ExitStack() as stack:
        plain = stack.enter_context(_bound(settings.host, settings.port))
        every = [plain]
        if settings.host not in EVERYWHERE and not is_loopback(settings.host):
            # The machine's own screens and tools come over loopback, which alone is trusted.
            port = plain.getsockname()[1]
            every.append(stack.enter_context(_bound(_loopback(settings.host), port)))
        tls = stack.enter_context(_bound_for_tls(settings, tls_port))
        yield Listeners(plain=tuple(every), tls=tls)


def _loopback(host: str) -> str:
    return "::1" if ":" in host else "127.0.0.1"


def _bound_for_tls(settings: CentreSettings, by_itself: int) -> socket.socket:
    """Where it shall be, or as by itself; a centre for this machine alone takes any other."""
    if settings.tls_port is not None:
        return _bound(settings.host, settings.tls_port)
    if settings.port == 0:
        return _bound(settings.host, 0)
    try:
        return _bound(settings.host, by_itself)
    except CannotListen as error:
        cause = error.__cause__
        taken = isinstance(cause, OSError) and cause.errno == errno.EADDRINUSE
        if taken and is_loopback(settings.host):
            return _bound(settings.host, 0)
        raise


def _bound(host: str, port: int) -> socket.socket:
    """A socket that listens there. Raises ``CannotListen``."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    # Named as TCP, or asyncio leaves Nagle's delay of 40 ms on every answer.
    listener = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    try:
        if sys.platform != "win32":
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        # What is accepted inherits these.
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, SEND_BUFFER_BYTES)
        if hasattr(socket, "TCP_USER_TIMEOUT"):
            listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT, DEAD_PEER_MS)
        listener.bind((host, port))
        listener.listen(BACKLOG)
    except OSError as error:
        listener.close()
        raise CannotListen(
            f"cannot listen at {host} port {port}: {error.strerror}; "
            "end what listens there, or give another --port or --tls-port",
            passes=error.errno == errno.EADDRNOTAVAIL,
        ) from error
    return listener


def _url(scheme: str, listener: socket.socket) -> str:
    host, port = listener.getsockname()[:2]
    return _address(scheme, host, port)


def _address(scheme: str, host: str, port: int) -> str:
    return f"{scheme}://[{host}]:{port}" if ":" in host else f"{scheme}://{host}:{port}"
