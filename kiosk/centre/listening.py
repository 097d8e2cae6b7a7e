"""Where a centre listens: a plain port and one with TLS."""

import errno
import socket
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass

from kiosk.centre.settings import CentreSettings
from kiosk.web.listening import EVERYWHERE, CannotListen, address_of, bound, url_of
from kiosk.web.peer import is_loopback
from kiosk.wire.paths import TLS_PORT


@dataclass(frozen=True, slots=True, kw_only=True)
class Listeners:
    """Bound sockets: ``plain`` has one or two, the first as the settings say."""

    plain: tuple[socket.socket, ...]
    tls: socket.socket

    @contextmanager
    def again(self) -> Iterator["Listeners"]:
        """The same once more, for who closes what it is given: the sockets themselves stay.

        Whoever comes in between waits, and is let in by the next.
        """
        with ExitStack() as stack:
            plain = tuple(stack.enter_context(each.dup()) for each in self.plain)
            yield Listeners(plain=plain, tls=stack.enter_context(self.tls.dup()))

    @property
    def url(self) -> str:
        """The plain port's address, as people are told it."""
        return url_of("http", self.plain[0])

    @property
    def tls_url(self) -> str:
        """The address of the port with TLS, as people are told it."""
        return url_of("https", self.tls)

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
        return address_of("http", *self.own)

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
    return bound(host, port, remedy="give another --port or --tls-port")
