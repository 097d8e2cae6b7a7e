"""A server's sign of life: given only while it really answers."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from kiosk.web.listening import EVERYWHERE
from kiosk.wire import paths

log = logging.getLogger(__name__)

IS_WELL = b"HTTP/1.1 200"
ANSWERS = b"HTTP/1.1 "
"""Whatever it says: a database that is gone comes back no sooner for a new start of the server."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Heartbeat:
    """Whoever wants to know that a server lives: ``beat`` is called every ``every_s`` seconds."""

    beat: Callable[[], None]
    every_s: float


async def keep_beating(
    heart: Heartbeat,
    *,
    host: str,
    port: int,
    wanted: bytes = IS_WELL,
    works: Callable[[], Awaitable[None]] | None = None,
) -> None:
    """Beat until cancelled, as long as ``works`` returns and ``host``:``port`` answers a request.

    A loop that turns is not enough: without a free file descriptor to accept with nobody is
    served, and nobody gets a ticket from a centre without a writer. ``works`` may raise
    ``OSError`` or ``TimeoutError``; ``wanted`` is how the answer begins.
    """
    while True:
        try:
            async with asyncio.timeout(heart.every_s):
                if works is not None:
                    await works()
                await _answers(EVERYWHERE.get(host, host), port, wanted)
        except (OSError, TimeoutError, asyncio.IncompleteReadError) as error:
            log.warning("does_not_answer", extra={"cause": type(error).__name__})
        else:
            heart.beat()
        await asyncio.sleep(heart.every_s)


async def _answers(host: str, port: int, wanted: bytes) -> None:
    """Raises ``OSError``, or ``IncompleteReadError`` where the connection ends too soon."""
    reader, writer = await asyncio.open_connection(host, port)
    try:
        writer.write(f"GET {paths.HEALTH} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode("ascii"))
        begun = await reader.readexactly(len(wanted))
    finally:
        writer.close()
    if begun != wanted:
        raise OSError(f"answers {begun!r}")
