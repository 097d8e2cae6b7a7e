"""HTTP over TLS to a centre that a tool believes, at whatever address it stands."""

import socket
import ssl
from http.client import HTTPConnection

from kiosk.client.pinning import NotOurCentre
from kiosk.wire.paths import TLS_NAME


def unverified() -> ssl.SSLContext:
    """TLS with whoever answers: for the first look at an authority, and nothing else."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    return context


class PinnedConnection(HTTPConnection):
    """HTTP over TLS to a centre, at whatever address it stands. Raises ``NotOurCentre``."""

    def __init__(self, host: str, port: int, *, context: ssl.SSLContext, timeout_s: float) -> None:
        super().__init__(host, port, timeout=timeout_s)
        self._context = context

    def connect(self) -> None:
        """Shake hands; a centre's certificate is made out to its name, never to an address."""
        super().connect()
        plain: socket.socket = self.sock
        try:
            self.sock = self._context.wrap_socket(plain, server_hostname=TLS_NAME)
        except ssl.SSLCertVerificationError as error:
            self.close()
            raise NotOurCentre(
                f"{self.host} port {self.port} is not our centre: its certificate is another's"
            ) from error
        except OSError:
            self.close()
            raise
