"""A hub's server: its PostgreSQL, its tables, its parts, run until it is told to end."""

import asyncio
import gc
import logging
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from types import FrameType

import uvicorn

from kiosk.db.lock import DirectoryLock
from kiosk.hub.foundation import Surroundings
from kiosk.hub.keeping import keep_running
from kiosk.hub.parts import Chore, Parts, build, kept_on
from kiosk.hub.places import close_to_others
from kiosk.hub.postgres import Postgres
from kiosk.hub.schema import migrate
from kiosk.hub.settings import HubSettings
from kiosk.web.listening import BACKLOG, bound, url_of

log = logging.getLogger(__name__)

KEEP_ALIVE_S = 75
LAST_WORDS_S = 2
STORE_AGAIN_S = 1.0

Ready = Callable[[str], None]
"""Is told where the hub answers."""


def serve(settings: HubSettings, *, ready: Ready) -> None:
    """Run a hub until SIGTERM or Ctrl-C; ``ready`` is told its address when it answers.

    Raises ``DirectoryUnfit``, ``CannotListen``, ``PostgresUnfit``, ``HubKeysUnfit``,
    ``SchemaUnfit``, ``UnknownText`` or, where ``settings.dsn`` names a PostgreSQL that does not
    answer at the start, ``HubStoreFailed``.
    """
    with (
        DirectoryLock(settings.data),
        _listening(settings) as listener,
        _postgres(settings) as postgres,
    ):
        factory = uvicorn.Config("", log_config=None).get_loop_factory()
        with asyncio.Runner(loop_factory=factory) as runner:
            runner.run(_serve(settings, listener, postgres, ready))


@contextmanager
def _listening(settings: HubSettings) -> Iterator[socket.socket]:
    with bound(settings.host, settings.port, remedy="give another --port") as listener:
        yield listener


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
    settings: HubSettings, listener: socket.socket, postgres: Postgres | None, ready: Ready
) -> None:
    dsn = settings.dsn if postgres is None else postgres.dsn()
    parts = build(settings, dsn or "", Surroundings())
    beside = () if postgres is None else (partial(keep_running, postgres),)

    def started(url: str) -> None:
        # What was made at start stays: the collector need not walk over it again.
        gc.collect()
        gc.freeze()
        ready(url)

    await run(parts, listener, started, beside=beside)


async def run(
    parts: Parts, listener: socket.socket, ready: Ready, *, beside: tuple[Chore, ...] = ()
) -> None:
    """Run ``parts`` until a signal or a cancellation. Raises as ``serve``."""
    server = _Server(parts)
    chores: set[asyncio.Task[None]] = set()
    serving: asyncio.Task[None] | None = None
    try:
        await parts.store.open()
        await migrate(parts.store)
        serving = asyncio.create_task(server.serve(sockets=[listener]))
        chores |= {asyncio.create_task(kept_on(each)) for each in (*parts.chores, *beside)}
        url = url_of("http", listener)
        parts.ground.address.listens_at(url)
        parts.ground.console.open(url)
        ready(url)
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


class _Server(uvicorn.Server):
    """uvicorn with our end: it would re-raise the signal that ended it."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts
        super().__init__(
            uvicorn.Config(
                parts.app,
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

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:  # noqa: ARG002 - uvicorn's
        """SIGTERM or Ctrl-C: an ordinary end."""
        self.should_exit = True

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """End what centres wait for first; nobody else would."""
        self._parts.ground.inbox.close()
        await super().shutdown(sockets)
