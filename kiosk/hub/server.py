"""A hub's server: its PostgreSQL, its tables, its parts, run until it is told to end."""

import asyncio
import gc
import logging
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial

import uvicorn

from kiosk.db.lock import DirectoryLock
from kiosk.hub.foundation import Surroundings
from kiosk.hub.keeping import keep_running
from kiosk.hub.listening import (
    Certificate,
    CertificateUnfit,
    HubListeners,
    certificate_of,
    hub_listening,
)
from kiosk.hub.parts import Chore, Parts, build, kept_on
from kiosk.hub.places import close_to_others
from kiosk.hub.postgres import Postgres
from kiosk.hub.schema import migrate
from kiosk.hub.settings import HubSettings
from kiosk.web.heartbeat import ANSWERS, Heartbeat, keep_beating
from kiosk.web.http_server import HttpServer
from kiosk.web.strangers import MOST_BYTES
from kiosk.wire.uplink import LONE_PACKED_BYTES

log = logging.getLogger(__name__)

STORE_AGAIN_S = 1.0
RENEW_EVERY_S = 60.0
MOST_BODY_BYTES = LONE_PACKED_BYTES
"""A centre's largest; every other is refused long before, where it is read."""

Ready = Callable[[str, str], None]
"""Is told where the hub answers: the plain address, and the one with TLS or nothing."""


def serve(settings: HubSettings, *, ready: Ready, heart: Heartbeat | None = None) -> None:
    """Run a hub until SIGTERM or Ctrl-C.

    ``ready`` is told its addresses when it answers, ``heart`` that it still does.

    Raises ``DirectoryUnfit``, ``CannotListen``, ``CertificateUnfit``, ``PostgresUnfit``,
    ``HubKeysUnfit``, ``SchemaUnfit``, ``UnknownText`` or, where ``settings.dsn`` names a PostgreSQL
    that does not answer at the start, ``HubStoreFailed``.
    """
    certificate = certificate_of(settings)
    with (
        DirectoryLock(settings.data),
        hub_listening(settings) as listeners,
        _postgres(settings) as postgres,
    ):
        factory = uvicorn.Config("", log_config=None).get_loop_factory()
        with asyncio.Runner(loop_factory=factory) as runner:
            runner.run(_serve(settings, listeners, certificate, postgres, ready, heart))


@contextmanager
def _postgres(settings: HubSettings) -> Iterator[Postgres | None]:
    """The hub's own PostgreSQL, stopped in order at the end; ``None`` where another is named."""
    if settings.dsn is not None:
        close_to_others(settings.data)
        yield None
        return
    postgres = Postgres(settings.data / "postgres")
    close_to_others(settings.data, passable=postgres.runs_as_another)
    try:
        postgres.start()
        yield postgres
    finally:
        postgres.stop()


async def _serve(
    settings: HubSettings,
    listeners: HubListeners,
    certificate: Certificate | None,
    postgres: Postgres | None,
    ready: Ready,
    heart: Heartbeat | None,
) -> None:
    dsn = settings.dsn if postgres is None else postgres.dsn()
    parts = build(settings, dsn or "", Surroundings())
    beside = () if postgres is None else (partial(keep_running, postgres),)
    if heart is not None:
        host, port = listeners.plain[-1].getsockname()[:2]
        beating = partial(keep_beating, heart, host=host, port=port, wanted=ANSWERS)
        beside = (*beside, beating)

    def started(url: str, tls_url: str) -> None:
        # What was made at start stays: the collector need not walk over it again.
        gc.collect()
        gc.freeze()
        ready(url, tls_url)

    await run(parts, listeners, started, certificate=certificate, beside=beside)


async def run(
    parts: Parts,
    listeners: HubListeners,
    ready: Ready,
    *,
    certificate: Certificate | None = None,
    beside: tuple[Chore, ...] = (),
) -> None:
    """Run ``parts`` until a signal or a cancellation. Raises as ``serve``."""
    server = _Server(parts, listeners.tls, certificate)
    chores: set[asyncio.Task[None]] = set()
    serving: asyncio.Task[None] | None = None
    try:
        await parts.store.open()
        await migrate(parts.store)
        serving = asyncio.create_task(server.serve(sockets=list(listeners.plain)))
        chores |= {asyncio.create_task(kept_on(each)) for each in (*parts.chores, *beside)}
        parts.ground.address.listens_at(listeners.tls_url or listeners.own_url)
        parts.ground.console.open(listeners.own_url)
        ready(listeners.url, listeners.tls_url)
        await asyncio.wait({serving})
    finally:
        # Not awaited directly, or whoever cancels this would cut off those who are being answered.
        server.should_exit = True
        if serving is not None:
            await asyncio.wait({serving})
        for chore in chores:
            chore.cancel()
        if chores:
            await asyncio.wait(chores)
        parts.ground.console.close()
        await parts.store.close()
    serving.result()


class _Server(HttpServer):
    """Ends what centres wait for at its own end."""

    def __init__(
        self, parts: Parts, tls: socket.socket | None, certificate: Certificate | None
    ) -> None:
        """``tls`` is where it listens for TLS, beside the sockets it is given to serve."""
        most = MOST_BYTES + MOST_BODY_BYTES
        super().__init__(parts.app, parts.strangers, most_plain_bytes=most, most_tls_bytes=most)
        self._parts = parts
        self._tls = tls
        self._certificate = certificate
        self._beside: set[asyncio.Task[None]] = set()

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Listen at the plain sockets, then with TLS."""
        await super().startup(sockets)
        if self._tls is None or self._certificate is None:
            return
        door = self.tls_door(self._certificate.context)
        for work in (partial(door.let_in, self._tls), partial(_renew, self._certificate)):
            self._beside.add(asyncio.create_task(kept_on(work)))

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """End what centres wait for first; nobody else would."""
        self._parts.ground.inbox.close()
        for task in self._beside:
            task.cancel()
        if self._beside:
            await asyncio.wait(self._beside)
        await super().shutdown(sockets)


async def _renew(certificate: Certificate) -> None:
    """Show a renewed certificate without a new start, until cancelled."""
    while True:
        await asyncio.sleep(RENEW_EVERY_S)
        try:
            if certificate.renew():
                log.info("certificate_renewed")
        except CertificateUnfit as unfit:
            log.warning("certificate_unfit", extra={"reason": str(unfit)})
