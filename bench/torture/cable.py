"""A cable between a device and its centre, and everything that can be wrong with one."""

import asyncio
import socket
import struct
from collections.abc import Callable, Coroutine
from contextlib import suppress
from enum import StrEnum
from functools import partial
from random import Random
from threading import Thread
from typing import Any, Self, TypeVar

Got = TypeVar("Got")

LOOPBACK = "127.0.0.1"
CHUNK_BYTES = 65536
LONGEST_DELAY_S = 1.2
CRUMB_BYTES = 7
WHOLE, FIRST, HEAD_START_S = 0.5, 0.5, 0.02
CRUMBS = 40
"""So many pieces at most are made of one chunk: the rest follows whole."""
_RESET = struct.pack("ii", 1, 0)


class Trouble(StrEnum):
    """What a cable suffers, until it is mended."""

    NONE = "none"
    CUT = "cut"
    """Every connection is reset, new ones too."""
    SWALLOWS = "swallows everything"
    """Connections stand, and nothing comes out; when it is mended they are reset."""
    HOLDS = "holds everything back"
    """Nothing comes out until it is mended: then all of it does, late."""
    DELAYS = "delays"
    """Each connection by another time, so that what was sent later on another comes first."""
    CRUMBLES = "crumbles"
    """Bytes come in small pieces, cut anywhere."""
    LOSES_ANSWERS = "loses answers"
    """The request arrives; with the first byte of the answer the connection is reset."""
    HALF_CLOSES = "half closes"
    """The centre hears that the device has ended, the device hears nothing."""
    CORRUPTS = "corrupts"
    """A byte here and there becomes another, either way."""
    REPEATS = "repeats"
    """What is asked arrives twice, over two connections; the answers of one are lost."""


IN_A_HALL = tuple(
    trouble
    for trouble in Trouble
    if trouble not in (Trouble.NONE, Trouble.CORRUPTS, Trouble.REPEATS)
)
"""Those of a hall's own wires. The others are what stands on the way to a hub."""


class Cable:
    """Listens on a port of its own and passes on to ``upstream``; use ``Cables`` to make one.

    All methods but ``suffer`` belong to the cables' loop.
    """

    def __init__(self, upstream: tuple[str, int], seed: str, *, secure: bool) -> None:
        self.upstream = upstream
        self.secure = secure
        self.trouble = Trouble.NONE
        self._chance = Random(seed)
        self._writers: set[asyncio.StreamWriter] = set()
        self._tasks: set[asyncio.Task[None]] = set()
        self._flowing = asyncio.Event()
        self._flowing.set()
        self.port = 0

    async def listen(self) -> None:
        """Take a free port."""
        self._server = await asyncio.start_server(self._take, LOOPBACK, 0)
        self.port = self._server.sockets[0].getsockname()[1]

    async def close(self) -> None:
        """Cut everything for good."""
        self._server.close()
        self._reset_all()
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    def turn_to(self, upstream: tuple[str, int]) -> None:
        """Plugged into another centre: what was connected is reset."""
        self.upstream = upstream
        self._reset_all()

    def suffer(self, trouble: Trouble) -> None:
        """Begin a trouble, or mend the cable."""
        before, self.trouble = self.trouble, trouble
        if trouble is Trouble.HOLDS:
            self._flowing.clear()
        else:
            self._flowing.set()
        if trouble is Trouble.CUT or before is Trouble.SWALLOWS:
            self._reset_all()

    def _reset_all(self) -> None:
        for writer in self._writers:
            _reset(writer)

    async def _take(self, reader: asyncio.StreamReader, device: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        if task is not None:
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)
        if self.trouble is Trouble.CUT:
            _reset(device)
            return
        try:
            answers, centre = await asyncio.open_connection(*self.upstream)
        except OSError:
            _reset(device)
            return
        both = {device, centre}
        self._writers |= both
        again = _Again(self.upstream)
        try:
            await asyncio.gather(
                self._up(reader, centre, again), self._down(answers, device, centre)
            )
        except (OSError, asyncio.CancelledError):
            # Reset by somebody, or the cables are being taken up.
            pass
        finally:
            self._writers -= both
            for writer in both:
                writer.transport.abort()
            again.close()

    async def _up(
        self, reader: asyncio.StreamReader, centre: asyncio.StreamWriter, again: "_Again"
    ) -> None:
        """What the device says, to its centre."""
        while chunk := await reader.read(CHUNK_BYTES):
            if self.trouble is Trouble.REPEATS:
                await again.say(chunk, first=self._chance.random() < FIRST)
            if self.trouble is Trouble.HALF_CLOSES:
                centre.write(chunk)
                if centre.can_write_eof():
                    centre.write_eof()
                return
            await self._pass(chunk, centre)
        with suppress(OSError):
            centre.write_eof()

    async def _down(
        self,
        answers: asyncio.StreamReader,
        device: asyncio.StreamWriter,
        centre: asyncio.StreamWriter,
    ) -> None:
        """What the centre says, to the device."""
        while chunk := await answers.read(CHUNK_BYTES):
            if self.trouble is Trouble.LOSES_ANSWERS:
                _reset(device)
                _reset(centre)
                return
            await self._pass(chunk, device)
        with suppress(OSError):
            device.write_eof()

    async def _pass(self, chunk: bytes, writer: asyncio.StreamWriter) -> None:
        if self.trouble is Trouble.SWALLOWS:
            return
        await self._flowing.wait()
        if self.trouble is Trouble.DELAYS:
            # By the connection and not by the chunk: bytes of one connection keep their order.
            await asyncio.sleep(Random(id(writer)).random() * LONGEST_DELAY_S)
        elif self.trouble is Trouble.CRUMBLES:
            chunk = await self._crumble(chunk, writer)
        elif self.trouble is Trouble.CORRUPTS:
            chunk = self._corrupt(chunk)
        writer.write(chunk)
        await writer.drain()

    def _corrupt(self, chunk: bytes) -> bytes:
        """One byte of every second chunk or so is another."""
        if self._chance.random() < WHOLE:
            return chunk
        broken = bytearray(chunk)
        broken[self._chance.randrange(len(broken))] ^= 1 << self._chance.randrange(8)
        return bytes(broken)

    async def _crumble(self, chunk: bytes, writer: asyncio.StreamWriter) -> bytes:
        """Send the beginning of ``chunk`` in crumbs; what is left of it."""
        for _ in range(CRUMBS):
            if len(chunk) <= CRUMB_BYTES:
                break
            size = self._chance.randint(1, CRUMB_BYTES)
            writer.write(chunk[:size])
            await writer.drain()
            # Gives the other end the time to read just this.
            await asyncio.sleep(0)
            chunk = chunk[size:]
        return chunk


class _Again:
    """A second connection, over which the same is said; nobody reads what is answered there."""

    def __init__(self, upstream: tuple[str, int]) -> None:
        self._upstream = upstream
        self._writer: asyncio.StreamWriter | None = None

    async def say(self, chunk: bytes, *, first: bool) -> None:
        """The same again; ``first``: it is given the time to arrive before the other."""
        try:
            if self._writer is None:
                _, self._writer = await asyncio.open_connection(*self._upstream)
            self._writer.write(chunk)
            await self._writer.drain()
        except OSError:
            self.close()
        if first:
            await asyncio.sleep(HEAD_START_S)

    def close(self) -> None:
        """Hang up."""
        if self._writer is not None:
            self._writer.transport.abort()
            self._writer = None


def _reset(writer: asyncio.StreamWriter) -> None:
    """RST and not FIN: what a switch without power or a dead machine's kernel leaves behind."""
    line = writer.get_extra_info("socket")
    if line is not None:
        with suppress(OSError):
            line.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _RESET)
    writer.transport.abort()


class Cables:
    """All cables of a hall, on one thread of their own; use as a context."""

    def __init__(self) -> None:
        self._loop = asyncio.new_event_loop()
        self._thread = Thread(target=self._loop.run_forever, name="cables", daemon=True)
        self._all: list[Cable] = []

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        for cable in self._all:
            self._do(cable.close())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    def lay(self, upstream: tuple[str, int], seed: str, *, secure: bool = False) -> Cable:
        """A new cable to ``upstream``, a host and a port; ``secure``: its port with TLS."""
        cable = Cable(upstream, seed, secure=secure)
        self._do(cable.listen())
        self._all.append(cable)
        return cable

    def suffer(self, cable: Cable, trouble: Trouble) -> None:
        """Begin a trouble, or mend the cable; done when this returns."""
        self._call(lambda: cable.suffer(trouble))

    def turn_all(self, port: int, tls_port: int) -> None:
        """Plug every cable into another centre, at these ports of this machine."""
        for cable in self._all:
            end = (LOOPBACK, tls_port if cable.secure else port)
            self._call(partial(cable.turn_to, end))

    def _call(self, work: Callable[[], None]) -> None:
        async def working() -> None:
            work()

        self._do(working())

    def _do(self, work: Coroutine[Any, Any, Got]) -> Got:
        return asyncio.run_coroutine_threadsafe(work, self._loop).result(timeout=30)
