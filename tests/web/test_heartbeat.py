"""A centre beats only while it really answers."""

import asyncio
import logging
import socket
from collections.abc import Awaitable, Callable
from concurrent.futures import Future
from pathlib import Path

from kiosk.centre.foundation import Surroundings
from kiosk.centre.listening import listening
from kiosk.centre.parts import build
from kiosk.centre.server import run
from kiosk.centre.settings import CentreSettings
from kiosk.web.heartbeat import ANSWERS, Heartbeat, keep_beating
from tests.centre.running import ASSETS, TEXTS, sentences
from tests.domain.hall import catalogue

EVERY_S = 0.02


class Beats(logging.Handler):
    """Counts beats, and logged complaints that there is none; a test can wait for the next."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.count = 0
        self._beat = asyncio.Event()
        self._complaint = asyncio.Event()
        logging.getLogger("kiosk.web.heartbeat").addHandler(self)

    def beat(self) -> None:
        self.count += 1
        self._beat.set()

    def emit(self, record: logging.LogRecord) -> None:
        assert record.getMessage() == "does_not_answer"
        self._complaint.set()

    async def another(self) -> None:
        self._beat.clear()
        await asyncio.wait_for(self._beat.wait(), 30)

    async def complaint(self) -> None:
        self._complaint.clear()
        await asyncio.wait_for(self._complaint.wait(), 30)

    @property
    def heart(self) -> Heartbeat:
        return Heartbeat(beat=self.beat, every_s=EVERY_S)


def settings(data: Path) -> CentreSettings:
    return CentreSettings(
        data=data,
        catalogue=data / "not-read.toml",
        texts=TEXTS,
        web=ASSETS / "web",
        port=0,
        trust_loopback=True,
    )


Hold = Callable[[], None]


async def with_centre(data: Path, then: Callable[[Beats, Hold], Awaitable[None]]) -> None:
    """A centre that beats; ``then`` gets the beats and a way to keep its writer busy."""
    given = settings(data)
    beats = Beats()
    parts = build(given, catalogue(), sentences(), Surroundings())
    ready = asyncio.Event()
    held: Future[None] = Future()

    def hold_writer() -> None:
        async def chore() -> None:
            await parts.live.do(held.result)

        tasks.add(asyncio.create_task(chore()))

    tasks: set[asyncio.Task[None]] = set()
    with listening(given) as listeners:
        serving = asyncio.create_task(run(parts, listeners, lambda *_: ready.set(), beats.heart))
        await asyncio.wait_for(ready.wait(), 30)
        try:
            await then(beats, hold_writer)
        finally:
            if not held.done():
                held.set_result(None)
            serving.cancel()
            await asyncio.wait({serving, *tasks})


def test_it_beats_while_it_answers(tmp_path: Path) -> None:
    async def then(beats: Beats, _hold: Hold) -> None:
        await beats.another()
        await beats.another()

    asyncio.run(with_centre(tmp_path, then))


def test_a_centre_whose_writer_is_stuck_beats_no_more(tmp_path: Path) -> None:
    async def then(beats: Beats, hold: Hold) -> None:
        await beats.another()
        hold()
        await beats.complaint()
        before = beats.count
        await beats.complaint()
        assert beats.count == before

    asyncio.run(with_centre(tmp_path, then))


async def no_beat_comes(port: int) -> None:
    beats = Beats()
    beating = asyncio.create_task(keep_beating(beats.heart, host="127.0.0.1", port=port))
    await beats.complaint()
    await beats.complaint()
    beating.cancel()
    await asyncio.wait({beating})
    assert beats.count == 0


def test_a_server_that_takes_no_connection_beats_no_more() -> None:
    with socket.create_server(("127.0.0.1", 0)) as deaf:
        asyncio.run(no_beat_comes(deaf.getsockname()[1]))


async def broken(_reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    writer.write(b"HTTP/1.1 500 Internal Server Error\r\n\r\n")
    writer.close()


def test_a_server_that_answers_something_else_is_not_alive() -> None:
    async def check() -> None:
        async with await asyncio.start_server(broken, "127.0.0.1", 0) as server:
            await no_beat_comes(server.sockets[0].getsockname()[1])

    asyncio.run(check())


def test_where_any_answer_will_do_a_refusal_is_a_sign_of_life() -> None:
    async def check() -> None:
        beats = Beats()
        async with await asyncio.start_server(broken, "127.0.0.1", 0) as server:
            port = server.sockets[0].getsockname()[1]
            beating = asyncio.create_task(
                keep_beating(beats.heart, host="127.0.0.1", port=port, wanted=ANSWERS)
            )
            await beats.another()
            beating.cancel()
            await asyncio.wait({beating})

    asyncio.run(check())
