"""uvicorn behind sockets of our own, with TLS beside it, and our end."""

import asyncio
import ssl
from collections.abc import Callable
from types import FrameType

import uvicorn
from starlette.types import ASGIApp

from kiosk.web.listening import BACKLOG
from kiosk.web.strangers import Strangers, guarded
from kiosk.web.tls_door import TlsDoor

KEEP_ALIVE_S = 75
LAST_WORDS_S = 2


class HttpServer(uvicorn.Server):
    """A server of ours: it guards itself, and ends in order at SIGTERM or Ctrl-C.

    uvicorn would raise the signal that ended it once more.
    """

    def __init__(
        self, app: ASGIApp, strangers: Strangers, *, most_plain_bytes: int, most_tls_bytes: int
    ) -> None:
        """The two bounds are of one request, head and body, in plain words and with TLS."""
        super().__init__(
            uvicorn.Config(
                app,
                http=guarded(strangers, most_plain_bytes),
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
        self._strangers = strangers
        self._inside = guarded(strangers, most_tls_bytes)

    def tls_door(self, context: ssl.SSLContext) -> TlsDoor:
        """The way in with TLS; whoever serves keeps it open."""
        steady_s = asyncio.get_running_loop().time
        return TlsDoor(context, self._strangers, self._protocol, steady_s=steady_s)

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:  # noqa: ARG002 - uvicorn's
        """SIGTERM or Ctrl-C: an ordinary end."""
        self.end()

    def end(self) -> None:
        """Take nobody new, answer who is being answered, and end."""
        self.should_exit = True

    def _protocol(self, entered: Callable[[], None]) -> asyncio.Protocol:
        """HTTP over a connection that has shaken hands."""
        protocol = self._inside(
            config=self.config, server_state=self.server_state, app_state=self.lifespan.state
        )
        protocol.entered = entered
        return protocol
