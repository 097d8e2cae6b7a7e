"""The way in over TLS: who shakes hands too slowly or too often is sent away before it costs."""

import asyncio
import socket
import ssl
from collections.abc import Callable

from kiosk.web.limits import Limit
from kiosk.web.strangers import Strangers

HANDSHAKES_PER_S = 20
HANDSHAKES_BURST = 100
"""Of one address: a handshake takes this machine a thousand times as long as one to ask for it."""
LAST_WORDS_S = 1.0
"""How long a connection that ends may take to say so."""

PAUSE_S = 0.2

Inside = Callable[[Callable[[], None]], asyncio.Protocol]
"""Makes the protocol that goes on, which calls what it is given once it is connected."""


class TlsDoor:
    """Lets connections in. Belongs to the event loop.

    The loop's own TLS servers tell of a connection once it has shaken hands: until then nobody
    could count it.
    """

    def __init__(
        self,
        context: ssl.SSLContext,
        strangers: Strangers,
        inside: Inside,
        *,
        steady_s: Callable[[], float],
    ) -> None:
        self._context = context
        self._strangers = strangers
        self._inside = inside
        self._shaking: set[asyncio.Task[None]] = set()
        self._limit = Limit(rate_per_s=HANDSHAKES_PER_S, burst=HANDSHAKES_BURST, monotonic=steady_s)

    async def let_in(self, listener: socket.socket) -> None:
        """Let in who comes, until cancelled; then let go of whoever still shakes hands."""
        loop = asyncio.get_running_loop()
        listener.setblocking(False)
        try:
            while True:
                try:
                    line, peer = await loop.sock_accept(listener)
                except OSError:
                    # Gone again already, or this process has all the files it may have.
                    self._strangers.refuse()
                    await asyncio.sleep(PAUSE_S)
                    continue
                self._knocked(line, str(peer[0]))
        finally:
            for task in self._shaking:
                task.cancel()

    def _knocked(self, line: socket.socket, address: str) -> None:
        """Shake hands with who came, or hang up."""
        if not self._may_come(address):
            line.close()
            return
        task = asyncio.get_running_loop().create_task(self._shake(line, address))
        self._shaking.add(task)
        task.add_done_callback(self._shaking.discard)

    def _may_come(self, address: str) -> bool:
        if not self._strangers.is_stranger(address):
            return True
        # A machine with forty counters comes back with all of them at once after a new start.
        may = self._strangers.is_known(address) or self._limit.allows(address)
        return may and self._strangers.admit(address)

    async def _shake(self, line: socket.socket, address: str) -> None:
        """Until it has shaken hands; then it counts as a connection of its own protocol."""
        left = False

        def leave() -> None:
            nonlocal left
            if not left and self._strangers.is_stranger(address):
                self._strangers.leave(address)
            left = True

        try:
            await asyncio.get_running_loop().connect_accepted_socket(
                lambda: self._inside(leave),
                line,
                ssl=self._context,
                ssl_handshake_timeout=self._strangers.patience_s,
                ssl_shutdown_timeout=LAST_WORDS_S,
            )
        except OSError:
            # No TLS, another's certificate wanted, too slow: strangers do such things all day.
            line.close()
        finally:
            leave()
