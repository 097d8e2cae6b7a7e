"""A centre's sign of life: given only while it really answers."""

import asyncio
import logging
from collections.abc import Callable
from dataclasses import dataclass

from kiosk.centre.live import Live
from kiosk.web.errors import Stopped
from kiosk.wire import paths

log = logging.getLogger(__name__)

ANYWHERE = {"0.0.0.0": "127.0.0.1", "::": "::1"}
"""Where to dial a server that listens at every address."""
ANSWERS = b"HTTP/1.1 200"


@dataclass(frozen=True, slots=True, kw_only=True)
class Heartbeat:
    """Whoever wants to know that the centre lives: ``beat`` is called every ``every_s`` seconds."""

    beat: Callable[[], None]
    every_s: float


async def keep_beating(heart: Heartbeat, live: Live, *, host: str, port: int) -> None:
    """Beat until cancelled, as long as the writer works and ``host``:``port`` answers a request.

    A loop that turns is not enough: without a writer, or a free file descriptor to accept with,
    nobody gets a ticket.
    """
    while True:
        try:
            async with asyncio.timeout(heart.every_s):
                await _writes(live, longer_than_s=heart.every_s)
                await _answers(ANYWHERE.get(host, host), port)
        except (OSError, TimeoutError, asyncio.IncompleteReadError) as error:
            log.warning("does_not_answer", extra={"cause": type(error).__name__})
        else:
            heart.beat()
        await asyncio.sleep(heart.every_s)


async def _writes(live: Live, *, longer_than_s: float) -> None:
    # A writer that is stuck shall look like one, not like a disk that refuses.
    try:
        await live.do(_nothing, patience_s=2 * longer_than_s)
    except Stopped:
        # The disk takes nothing; it says so to all who ask, and a new start would change nothing.
        return


async def _answers(host: str, port: int) -> None:
    """Raises ``OSError``, or ``IncompleteReadError`` where the connection ends too soon."""
    reader, writer = await asyncio.open_connection(host, port)
    try:
        writer.write(f"GET {paths.HEALTH} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode("ascii"))
        begun = await reader.readexactly(len(ANSWERS))
    finally:
        writer.close()
    if begun != ANSWERS:
        raise OSError(f"answers {begun!r}")


def _nothing() -> None:
    """A transaction without anything in it writes nothing."""
