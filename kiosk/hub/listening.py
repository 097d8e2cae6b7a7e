"""Where a hub listens: a plain port for its own machine and its proxies, and one with TLS."""

import socket
import ssl
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from kiosk.hub.settings import HubSettings
from kiosk.web.listening import EVERYWHERE, address_of, bound, url_of
from kiosk.web.peer import is_loopback

_REMEDY = "give another --port or --tls-port"


class CertificateUnfit(Exception):
    """The hub cannot show this certificate; the sentence says why and what to do."""


class Certificate:
    """A certificate in files that something else renews, such as certbot."""

    def __init__(self, certificate: Path, key: Path) -> None:
        """Raises ``CertificateUnfit``."""
        self._files = (certificate, key)
        self.context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self.context.minimum_version = ssl.TLSVersion.TLSv1_2
        self.context.options |= ssl.OP_NO_RENEGOTIATION
        self.context.set_alpn_protocols(["http/1.1"])
        self._seen: object = None
        self.renew()

    def renew(self) -> bool:
        """Show what is in the files now, from the next handshake on; whether that is new.

        Raises ``CertificateUnfit``, and then shows what it showed before.
        """
        certificate, key = self._files
        try:
            now = tuple((file.stat().st_mtime_ns, file.stat().st_size) for file in self._files)
            if now == self._seen:
                return False
            # Tried first: of two files that do not belong together half would be taken.
            ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER).load_cert_chain(certificate, key)
            self.context.load_cert_chain(certificate, key)
        except (OSError, ssl.SSLError) as error:
            raise CertificateUnfit(
                f"{certificate} and {key} are no certificate and its key ({error}): "
                "put tls_certificate and tls_key in hub.toml right"
            ) from error
        self._seen = now
        return True


@dataclass(frozen=True, slots=True, kw_only=True)
class HubListeners:
    """Bound sockets: ``plain`` has one or two, the first as the settings say."""

    plain: tuple[socket.socket, ...]
    tls: socket.socket | None = None

    @property
    def url(self) -> str:
        """The plain port's address, as people are told it."""
        return url_of("http", self.plain[0])

    @property
    def tls_url(self) -> str:
        """The address of the port with TLS; empty without one."""
        return url_of("https", self.tls) if self.tls is not None else ""

    @property
    def own_url(self) -> str:
        """Where this machine reaches the plain port over loopback."""
        host, port = self.plain[-1].getsockname()[:2]
        return address_of("http", EVERYWHERE.get(host, host), port)


@contextmanager
def hub_listening(settings: HubSettings) -> Iterator[HubListeners]:
    """The sockets of a hub, until the block ends. Raises ``CannotListen``."""
    with ExitStack() as stack:
        plain = [stack.enter_context(bound(settings.host, settings.port, remedy=_REMEDY))]
        if settings.host not in EVERYWHERE and not is_loopback(settings.host):
            # The machine's own tools come over loopback, which alone may use the console.
            loopback, port = "::1" if ":" in settings.host else "127.0.0.1", plain[0]
            number = port.getsockname()[1]
            plain.append(stack.enter_context(bound(loopback, number, remedy=_REMEDY)))
        tls = None
        if settings.tls_certificate is not None:
            tls = stack.enter_context(bound(settings.host, settings.tls_port, remedy=_REMEDY))
        yield HubListeners(plain=tuple(plain), tls=tls)


def certificate_of(settings: HubSettings) -> Certificate | None:
    """What the hub shows, where it speaks TLS itself. Raises ``CertificateUnfit``."""
    if settings.tls_certificate is None and settings.tls_key is None:
        return None
    if settings.tls_certificate is None or settings.tls_key is None:
        raise CertificateUnfit("hub.toml: give both tls_certificate and tls_key, or none of them")
    return Certificate(settings.tls_certificate, settings.tls_key)
