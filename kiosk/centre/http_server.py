"""A centre's HTTP server: with TLS for whoever has a token, and an end to its feeds."""

import asyncio
import socket
from functools import partial
from types import FrameType

from kiosk.centre.parts import Parts
from kiosk.centre.watch import kept_on
from kiosk.web.http_server import HttpServer
from kiosk.web.strangers import MOST_BYTES
from kiosk.wire.paths import MAX_BODY_BYTES


class CentreServer(HttpServer):
    """Ends its feeds at its own end, and stays ended."""

    def __init__(self, parts: Parts, tls: socket.socket) -> None:
        """``tls`` is where it listens for TLS, beside the sockets it is given to serve."""
        super().__init__(
            parts.app,
            parts.trust.strangers,
            most_plain_bytes=MOST_BYTES,
            # A device may say more than a phone.
            most_tls_bytes=MOST_BYTES + MAX_BODY_BYTES,
        )
        self._parts = parts
        self._tls = tls
        self._letting_in: asyncio.Task[None] | None = None

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Listen at the plain sockets, then with TLS."""
        await super().startup(sockets)
        door = self.tls_door(self._parts.trust.authority.ssl_context())
        letting_in = kept_on(partial(door.let_in, self._tls), self._parts.troubles)
        self._letting_in = asyncio.create_task(letting_in)

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        """SIGTERM or Ctrl-C: an ordinary end, also on the way to another catalogue."""
        self._parts.loading.stay()
        super().handle_exit(sig, frame)

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """End the feeds first; nobody else would, and they would never end by themselves."""
        self._parts.feed.close()
        if self._letting_in is not None:
            self._letting_in.cancel()
            await asyncio.wait({self._letting_in})
        self._tls.close()
        await super().shutdown(sockets)
