"""What stands around the measured screen, each in a process of its own: its work is not ours."""

import asyncio
import multiprocessing
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from multiprocessing.connection import Connection
from typing import Any
from urllib.parse import urlsplit

from kiosk.client.reply import Done, Reply
from kiosk.client.session import Session
from kiosk.client.sse import FeedParser
from kiosk.domain import commands as c
from kiosk.domain.events import TicketCalled
from kiosk.domain.ids import CounterId
from kiosk.printer.emulator.machine import VirtualPrinter
from kiosk.wire import paths

RASTER = b"\x1dv0"
"""``GS v 0``: what a picture's first band begins with."""
END = "end"
CHUNK_BYTES = 65536


@contextmanager
def peer(work: Callable[..., None], *arguments: object) -> Iterator["Connection[Any, Any]"]:
    """Runs ``work(connection, *arguments)`` elsewhere; it ends when it is told ``END``."""
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=work, args=(theirs, *arguments), daemon=True)
    process.start()
    theirs.close()
    try:
        yield ours
    finally:
        with suppress(OSError):  # it may have ended by itself
            ours.send(END)
        process.join()


def printer(line: "Connection[Any, Any]") -> None:
    """A printer that tells its port, and then for each slip when it read its first raster byte."""
    with VirtualPrinter() as emulator:
        line.send(emulator.port)
        slips = 0
        while line.recv() != END:
            before = len(emulator.wire)
            wire = emulator.wire
            while RASTER not in wire[before:]:
                wire = emulator.wait_for_bytes(len(wire) + 1, timeout_s=30)
            line.send(time.perf_counter())
            slips += 1
            emulator.wait_for_receipts(slips)


def agent(line: "Connection[Any, Any]", url: str, token: str, counter: CounterId) -> None:
    """An agent who calls when told to; tells the number, and when the call was sent."""
    with Session(url, token=token) as session:
        while line.recv() != END:
            begin = time.perf_counter()
            called = _called(session.send(c.CallNext(counter=counter)))
            line.send((called.number, begin))
            session.send(c.StartService(counter=counter))


def _called(reply: Reply) -> TicketCalled:
    if isinstance(reply, Done):
        for entry in reply.entries:
            if isinstance(entry.event, TicketCalled):
                return entry.event
    raise RuntimeError(f"nobody was called: {reply}")


def followers(line: "Connection[Any, Any]", url: str, tokens: list[str]) -> None:
    """One follower of the feed for each token; tells when all follow, at last what each read."""
    asyncio.run(_follow_all(line, url, tokens))


async def _follow_all(line: "Connection[Any, Any]", url: str, tokens: list[str]) -> None:
    read = [0] * len(tokens)
    ready = asyncio.Barrier(len(tokens) + 1)
    tasks = [
        asyncio.create_task(_follow(url, token, ready, read, n)) for n, token in enumerate(tokens)
    ]
    await ready.wait()
    line.send("ready")
    await asyncio.to_thread(line.recv)
    for task in tasks:
        task.cancel()
    line.send(read)


async def _follow(
    url: str, token: str, ready: asyncio.Barrier, read: list[int], place: int
) -> None:
    at = urlsplit(url)
    reader, writer = await asyncio.open_connection(at.hostname, at.port)
    request = f"GET {paths.FEED} HTTP/1.1\r\nHost: {at.netloc}\r\nAuthorization: Bearer {token}"
    writer.write(request.encode() + b"\r\n\r\n")
    await reader.readuntil(b"\r\n\r\n")
    await ready.wait()
    parser = FeedParser()
    while chunk := await reader.read(CHUNK_BYTES):
        # The chunks' own lines are no fields of an event, and so are passed over.
        read[place] += len(parser.feed(chunk))
