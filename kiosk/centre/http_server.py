"""A centre's HTTP server: uvicorn behind sockets of our own, with TLS beside it, and our end."""

import asyncio
import socket
from collections.abc import Callable
from functools import partial
from types import FrameType

import uvicorn

from kiosk.centre.parts import Parts
from kiosk.centre.watch import kept_on
from kiosk.web.listening import BACKLOG
from kiosk.web.strangers import MOST_BYTES, guarded
from kiosk.web.tls_door import TlsDoor
from kiosk.wire.paths import MAX_BODY_BYTES

KEEP_ALIVE_S = 75
LAST_WORDS_S = 2


class HttpServer(uvicorn.Server):
    """uvicorn with our end: it would re-raise the signal that ended it, and wait for the feeds."""

    def __init__(self, parts: Parts, tls: socket.socket) -> None:
        """``tls`` is where it listens for TLS, beside the sockets it is given to serve."""
        super().__init__(
            uvicorn.Config(
                parts.app,
                http=guarded(parts.trust.strangers),
                lifespan="off",
                ws="none",
                proxy_headers=False,
                server_header=False,
                access_log=False,
                log_config=None,
                backlog=BACKLOG,
                timeout_keep_alive=KEEP_ALIVE_S,
                timeout_graceful_shutdown=LAST_WORDS_S,
            )
        )
        self._parts = parts
        self._tls = tls
        self._inside = guarded(parts.trust.strangers, MOST_BYTES + MAX_BODY_BYTES)
        self._letting_in: asyncio.Task[None] | None = None

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Listen at the plain sockets, then with TLS."""
        await super().startup(sockets)
        loop, trust = asyncio.get_running_loop(), self._parts.trust
        door = TlsDoor(
            trust.authority.ssl_context(), trust.strangers, self._protocol, steady_s=loop.time
        )
        letting_in = kept_on(partial(door.let_in, self._tls), self._parts.troubles)
        self._letting_in = asyncio.create_task(letting_in)

    def _protocol(self, entered: Callable[[], None]) -> asyncio.Protocol:
        """HTTP over a connection that has shaken hands; a device may say more than a phone."""
        protocol = self._inside(
            config=self.config, server_state=self.server_state, app_state=self.lifespan.state
        )
        protocol.entered = entered
        return protocol

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:  # noqa: ARG002 - uvicorn's
        """SIGTERM or Ctrl-C: an ordinary end, also on the way to another catalogue."""
        self._parts.loading.stay()
        self.end()

    def end(self) -> None:
        """Take nobody new, answer who is being answered, and end."""
        self.should_exit = True

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """End the feeds first; nobody else would, and they would never end by themselves."""
        self._parts.feed.close()
        if self._letting_in is not None:
            self._letting_in.cancel()
            await asyncio.wait({self._letting_in})
        self._tls.close()
        await super().shutdown(sockets)
