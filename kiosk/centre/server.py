"""A centre's server: its parts joined and run until it is told to end."""

import asyncio
import dataclasses
import gc
import socket
import sys
from collections.abc import Callable
from types import FrameType

import uvicorn

from kiosk.centre.catalogue_file import check_spoken, read_catalogue
from kiosk.centre.heartbeat import Heartbeat, keep_beating
from kiosk.centre.parts import Parts, Surroundings, build
from kiosk.centre.say import Say
from kiosk.centre.settings import CentreSettings
from kiosk.centre.strangers import Strangers, guarded
from kiosk.db.lock import DirectoryLock
from kiosk.domain.catalogue import Catalogue
from kiosk.texts import Texts

SEND_BUFFER_BYTES = 256 * 1024
"""What the kernel keeps for a follower that reads slowly; the feed drops it when this is full."""
DEAD_PEER_MS = 20_000
"""A peer that acknowledges nothing for so long is gone, whatever its keep-alives say."""
KEEP_ALIVE_S = 75
LAST_WORDS_S = 2
BACKLOG = 512


class CannotListen(Exception):
    """The address is taken or is not this machine's; the sentence says so."""


class JournalUnreadable(Exception):
    """What the journal holds cannot be folded; the sentence says so."""


def serve(
    settings: CentreSettings, *, ready: Callable[[str], None], heart: Heartbeat | None = None
) -> None:
    """Run a centre until SIGTERM or Ctrl-C.

    ``ready`` is told the address when the centre answers, ``heart`` that it still does. Raises
    ``CatalogueMistake``, ``DirectoryTaken``, ``DatabaseUnfit``, ``UnknownText``, ``CannotListen``
    or ``JournalUnreadable`` before that.
    """
    catalogue = with_rules(read_catalogue(settings.catalogue), settings)
    texts = Texts.load(settings.texts)
    check_spoken(catalogue, settings.catalogue, texts)
    say = Say(texts)
    with DirectoryLock(settings.data), listen(settings) as listener:
        factory = uvicorn.Config("", log_config=None).get_loop_factory()
        with asyncio.Runner(loop_factory=factory) as runner:
            runner.run(_serve(settings, catalogue, say, listener, ready, heart))


def with_rules(catalogue: Catalogue, settings: CentreSettings) -> Catalogue:
    """The catalogue with what the settings say about its rules, and the hub's key."""
    rules = catalogue.rules
    if settings.open_all_day:
        rules = dataclasses.replace(rules, open_all_day=True)
    return dataclasses.replace(catalogue, rules=rules, hub_key=settings.hub_key)


def listen(settings: CentreSettings) -> socket.socket:
    """A socket bound to where the centre shall listen. Raises ``CannotListen``."""
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    # Named as TCP, or asyncio leaves Nagle's delay of 40 ms on every answer.
    listener = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    try:
        if sys.platform != "win32":
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        # What is accepted inherits these.
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, SEND_BUFFER_BYTES)
        if hasattr(socket, "TCP_USER_TIMEOUT"):
            listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT, DEAD_PEER_MS)
        listener.bind((settings.host, settings.port))
        listener.listen(BACKLOG)
    except OSError as error:
        listener.close()
        raise CannotListen(
            f"cannot listen at {settings.host} port {settings.port}: {error.strerror}; "
            "end what listens there, or give another --port"
        ) from error
    return listener


async def _serve(
    settings: CentreSettings,
    catalogue: Catalogue,
    say: Say,
    listener: socket.socket,
    ready: Callable[[str], None],
    heart: Heartbeat | None,
) -> None:
    def started(url: str) -> None:
        # What was made at start stays: the collector need not walk over it in the middle of a call.
        gc.collect()
        gc.freeze()
        ready(url)

    await run(build(settings, catalogue, say, Surroundings()), listener, started, heart)


async def run(
    parts: Parts,
    listener: socket.socket,
    ready: Callable[[str], None],
    heart: Heartbeat | None = None,
) -> None:
    """Run ``parts`` until a signal or a cancellation. Raises ``JournalUnreadable``."""
    server = _Server(parts)
    serving = asyncio.create_task(server.serve(sockets=[listener]))
    chores: set[asyncio.Task[None]] = set()
    try:
        parts.writer.start()
        await asyncio.wait({serving, parts.live.begun}, return_when=asyncio.FIRST_COMPLETED)
        if not serving.done():
            await _begin(parts)
            ready(_url(listener))
            chores.add(asyncio.create_task(parts.ticker.run()))
            if parts.foreseeing is not None:
                chores.add(asyncio.create_task(parts.foreseeing.run()))
            if heart is not None:
                host, port = listener.getsockname()[:2]
                beating = keep_beating(heart, parts.live, host=host, port=port)
                chores.add(asyncio.create_task(beating))
        await asyncio.wait({serving})
    finally:
        # Not awaited directly, or whoever cancels this would cut off those who are being answered.
        server.should_exit = True
        await asyncio.wait({serving})
        for chore in chores:
            chore.cancel()
        if chores:
            await asyncio.wait(chores)
        await parts.close()
    serving.result()


async def _begin(parts: Parts) -> None:
    try:
        await parts.live.begun
    except Exception as error:
        raise JournalUnreadable(f"the journal cannot be read: {error}") from error
    await parts.ticker.turn_day(parts.clock.now())


def _url(listener: socket.socket) -> str:
    host, port = listener.getsockname()[:2]
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


class _Server(uvicorn.Server):
    """uvicorn with our end: it would re-raise the signal that ended it, and wait for the feeds."""

    def __init__(self, parts: Parts) -> None:
        super().__init__(
            uvicorn.Config(
                parts.app,
                http=guarded(Strangers()),
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

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:  # noqa: ARG002 - uvicorn's
        """SIGTERM or Ctrl-C: an ordinary end."""
        self.should_exit = True

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """End the feeds first; nobody else would, and they would never end by themselves."""
        self._parts.feed.close()
        await super().shutdown(sockets)
