"""The way in over TLS: who shakes hands too slowly or too often is sent away before it costs."""

import asyncio
import ssl
from collections.abc import Callable

from kiosk.centre.strangers import Strangers
from kiosk.web.limits import Limit

HANDSHAKES_PER_S = 20
HANDSHAKES_BURST = 100
"""Of one address: a handshake takes this machine a thousand times as long as one to ask for it."""
LAST_WORDS_S = 2.0
"""How long a connection that ends may take to say so."""

Inside = Callable[[], asyncio.Protocol]


class TlsDoor:
    """Lets connections in. Belongs to the event loop.

    The loop's own TLS servers tell of a connection once it has shaken hands: until then nobody
    could count it. ``inside`` makes the protocol that goes on.
    """

    def __init__(
        self,
        context: ssl.SSLContext,
        strangers: Strangers,
        inside: Inside,
        *,
        steady_s: Callable[[], float],
    ) -> None:
        self.strangers = strangers
        self._context = context
        self._inside = inside
        self._shaking: set[asyncio.Task[None]] = set()
        self._limit = Limit(rate_per_s=HANDSHAKES_PER_S, burst=HANDSHAKES_BURST, monotonic=steady_s)

    def renew(self, context: ssl.SSLContext) -> None:
        """Shake hands with another certificate from now on."""
        self._context = context

    def outside(self) -> asyncio.Protocol:
        """The protocol of a connection that has just come."""
        return _Knocking(self)

    def close(self) -> None:
        """Let go of whoever still shakes hands."""
        for task in self._shaking:
            task.cancel()

    def knocked(self, transport: asyncio.Transport, address: str) -> None:
        """Shake hands with who came, or hang up."""
        if not self._may_come(address):
            transport.abort()
            return
        task = asyncio.get_running_loop().create_task(self._shake(transport, address))
        self._shaking.add(task)
        task.add_done_callback(self._shaking.discard)

    def _may_come(self, address: str) -> bool:
        if not self.strangers.is_stranger(address):
            return True
        return self._limit.allows(address) and self.strangers.admit(address)

    async def _shake(self, transport: asyncio.Transport, address: str) -> None:
        early = _Early()
        try:
            secured = await asyncio.get_running_loop().start_tls(
                transport,
                early,
                self._context,
                server_side=True,
                ssl_handshake_timeout=self.strangers.patience_s,
                ssl_shutdown_timeout=LAST_WORDS_S,
            )
        except OSError:
            # No TLS, another's certificate wanted, too slow: strangers do such things all day.
            transport.abort()
            return
        finally:
            if self.strangers.is_stranger(address):
                self.strangers.leave(address)
        if secured is None or early.gone:
            transport.abort()
            return
        # It counts anew, as a connection of its own protocol; nobody else comes between.
        protocol = self._inside()
        secured.set_protocol(protocol)
        protocol.connection_made(secured)
        if early.came:
            protocol.data_received(bytes(early.came))


class _Knocking(asyncio.Protocol):
    """A connection of which nothing is known but where it comes from."""

    def __init__(self, door: TlsDoor) -> None:
        self._door = door

    # uvloop's transports are none of asyncio's classes, and are used as such nevertheless.
    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        # What comes is for TLS to read, which is not there yet.
        transport.pause_reading()
        peer = transport.get_extra_info("peername")
        self._door.knocked(transport, str(peer[0]) if peer else "")


class _Early(asyncio.Protocol):
    """Keeps what comes with the last word of the handshake until its reader is there."""

    def __init__(self) -> None:
        self.came = bytearray()
        self.gone = False

    def data_received(self, data: bytes) -> None:
        self.came += data

    def connection_lost(self, exc: Exception | None) -> None:  # noqa: ARG002 - asyncio's
        self.gone = True
