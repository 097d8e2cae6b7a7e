"""A network cable between the screens and their centre that can be cut and joined again."""

import asyncio
from collections.abc import Callable
from contextlib import suppress
from threading import Event, Thread
from typing import Self

LOOPBACK = "127.0.0.1"
CHUNK_BYTES = 64 * 1024

OnAnswer = Callable[[int, bytes], None]
"""Called on the cable's thread with a connection's number and what the centre sent over it."""


class Cable:
    """Listens on 127.0.0.1 and carries every connection to ``to_port`` of the same machine.

    Cut, it is silent as a cut cable is: nobody is told, connections take and give no bytes.
    Joined, what was on its way arrives, if anybody still waits for it.
    """

    def __init__(self, *, to_port: int, on_answer: OnAnswer | None = None) -> None:
        self._to_port = to_port
        self._on_answer = on_answer
        self._loop = asyncio.new_event_loop()
        self._whole = asyncio.Event()
        self._whole.set()
        self._end = asyncio.Event()
        self._listening = Event()
        self._port = 0
        self._carried = 0
        self._thread = Thread(target=self._run, name="cable", daemon=True)

    @property
    def port(self) -> int:
        """Where it listens."""
        return self._port

    @property
    def is_cut(self) -> bool:
        """Whether nothing passes."""
        return not self._whole.is_set()

    def start(self) -> None:
        """Listen from now on."""
        self._thread.start()
        self._listening.wait()

    def cut(self) -> None:
        """Let nothing pass any more."""
        self._call(self._whole.clear)

    def join(self) -> None:
        """Let everything pass again."""
        self._call(self._whole.set)

    def close(self) -> None:
        """End every connection, and wait until the thread is gone."""
        if self._thread.is_alive():
            self._loop.call_soon_threadsafe(self._end.set)
            self._thread.join()
        self._loop.close()

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _call(self, step: Callable[[], None]) -> None:
        """Do ``step`` on the cable's thread; returns when it is done."""
        done = Event()

        def do() -> None:
            step()
            done.set()

        self._loop.call_soon_threadsafe(do)
        done.wait()

    def _run(self) -> None:
        asyncio.set_event_loop(self._loop)
        self._loop.run_until_complete(self._serve())

    async def _serve(self) -> None:
        carrying: set[asyncio.Task[None]] = set()

        def arrived(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            task = asyncio.ensure_future(self._carry(reader, writer))
            carrying.add(task)
            task.add_done_callback(carrying.discard)

        server = await asyncio.start_server(arrived, LOOPBACK, 0)
        self._port = server.sockets[0].getsockname()[1]
        self._listening.set()
        await self._end.wait()
        server.close()
        # Those too that were taken just now, and of whom nobody has been told yet.
        while others := asyncio.all_tasks() - {asyncio.current_task()}:
            for task in carrying:
                task.cancel()
            await asyncio.wait(others)
        await server.wait_closed()

    async def _carry(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """One connection, from a device to the centre, until both ends have had enough."""
        self._carried += 1
        number = self._carried
        try:
            await self._whole.wait()
            try:
                back, forth = await asyncio.open_connection(LOOPBACK, self._to_port)
            except OSError:
                return
            try:
                await self._both_ways(number, (reader, forth), (back, writer))
            finally:
                forth.transport.abort()
        finally:
            writer.transport.abort()

    async def _both_ways(
        self,
        number: int,
        down: tuple[asyncio.StreamReader, asyncio.StreamWriter],
        up: tuple[asyncio.StreamReader, asyncio.StreamWriter],
    ) -> None:
        """Carry bytes in both directions until either end hangs up."""
        ways = (
            asyncio.ensure_future(self._pump(*down, None)),
            asyncio.ensure_future(self._pump(*up, number)),
        )
        try:
            await asyncio.wait(ways, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for way in ways:
                way.cancel()
            await asyncio.gather(*ways, return_exceptions=True)

    async def _pump(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, answers_of: int | None
    ) -> None:
        with suppress(ConnectionError):
            while data := await reader.read(CHUNK_BYTES):
                await self._whole.wait()
                writer.write(data)
                await writer.drain()
                if answers_of is not None and self._on_answer is not None:
                    self._on_answer(answers_of, data)
        # A hang-up does not pass a cut cable either.
        await self._whole.wait()
