"""The life of foresight's process: of use, asked, lost, hanging, and gone with its centre."""

import asyncio
import sys
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from datetime import timedelta

import psutil
import pytest

from kiosk.centre.feed import Feed
from kiosk.centre.foreseeing import CHILD, Foreseeing, ForesightTimes, is_of_use
from kiosk.centre.foresight_pipe import Garbled, decode_answer
from kiosk.centre.live import Live
from kiosk.centre.outlook import ForesightState, Lookout, Outlook
from kiosk.centre.troubles import Troubles
from kiosk.centre.writer import Begun, Committed
from kiosk.db.journal import Line
from kiosk.domain import commands as c
from kiosk.domain.snapshot import take_snapshot
from kiosk.wire.codec import encode_entry
from tests.centre.running import PATIENCE_S, sentences
from tests.domain.hall import ONE, TWO, Hall

pytestmark = pytest.mark.journey

QUICK = ForesightTimes(beat_s=0.01, renewed_s=3600, again_s=0.01, last_again_s=0.01)


class WatchedLookout(Lookout):
    """Says when anything in it changes."""

    def __init__(self) -> None:
        self.changed = asyncio.Event()
        super().__init__()

    def __setattr__(self, name: str, value: object) -> None:
        super().__setattr__(name, value)
        if name != "changed":
            self.changed.set()


class Beside:
    """A hall whose commits foresight follows, as it does in a centre."""

    def __init__(self, *, times: ForesightTimes = QUICK, command: tuple[str, ...] = CHILD) -> None:
        self.hall = Hall()
        self.lookout = WatchedLookout()
        self.feed = Feed(page=_no_page, now=lambda: self.hall.at, stall_s=1)
        self.live = Live(
            catalogue=self.hall.catalogue,
            feed=self.feed,
            say=sentences(),
            submit=lambda _: None,
            troubles=Troubles(now=lambda: self.hall.at),
            lookout=self.lookout,
        )
        self.foreseeing = Foreseeing(
            live=self.live,
            feed=self.feed,
            now=lambda: self.hall.at,
            lookout=self.lookout,
            command=command,
            times=times,
        )

    def begin(self) -> None:
        snapshot = take_snapshot(self.hall.floor, self.hall.catalogue)
        self.live.take(Begun(snapshot=snapshot, epoch="epoch"))

    def commit(self) -> None:
        """What the hall did since goes into the feed, as the writer reports it."""
        entries = self.hall.journal[self.feed.seq :]
        lines = tuple(Line(entry=entry, text=encode_entry(entry)) for entry in entries)
        self.live.take(Committed(lines=lines, outcomes=()))

    async def until(self, holds: Callable[[], bool]) -> None:
        async with asyncio.timeout(PATIENCE_S):
            while not holds():
                self.lookout.changed.clear()
                await self.lookout.changed.wait()

    async def until_state(self, *states: ForesightState) -> None:
        for state in states:
            await self.until(lambda state=state: self.lookout.state is state)  # type: ignore[misc]

    async def outlook_of(self, seq: int) -> Outlook:
        await self.until(lambda: self.lookout.newest is not None and self.lookout.newest.seq == seq)
        assert self.lookout.newest is not None
        return self.lookout.newest


async def _no_page(after: int, limit: int) -> tuple[()]:
    return ()


@asynccontextmanager
async def running(beside: Beside) -> AsyncIterator[Beside]:
    """Foresight runs in the block, and nothing of it is left behind it."""
    task = asyncio.create_task(beside.foreseeing.run())
    try:
        yield beside
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task
        assert children() == []


of_others: set[psutil.Process] = set()
"""Processes that tests before these left to this one, such as a fork server."""


@pytest.fixture(autouse=True)
def _others() -> None:
    of_others.clear()
    of_others.update(psutil.Process().children())


def children() -> list[psutil.Process]:
    return [child for child in psutil.Process().children() if child not in of_others]


def run(story: Callable[[], Awaitable[None]]) -> None:
    async def told() -> None:
        await story()

    asyncio.run(told())


def busy(hall: Hall, waiting: int = 6) -> None:
    """Two counters that differ, both with somebody, and so many who wait, some with priority."""
    services = tuple(hall.catalogue.service)
    hall.open(ONE, *services)
    hall.open(TWO, *services[:2])
    for number in range(waiting + 2):
        hall.issue(services[number % len(services)], priority=number % 3 == 0)
    for counter in (ONE, TWO):
        hall.do(c.CallNext(counter=counter))
        hall.do(c.StartService(counter=counter))


def test_the_waits_of_all_who_wait_are_foreseen_and_anew_when_something_happens() -> None:
    async def story() -> None:
        beside = Beside()
        beside.begin()
        async with running(beside):
            busy(beside.hall)
            beside.commit()
            first = await beside.outlook_of(beside.hall.floor.seq)
            waiting = {turn[2] for turns in beside.hall.floor.waiting.values() for turn in turns}
            assert set(first.tickets) == waiting
            assert set(first.arrivals) == set(beside.hall.catalogue.service)
            late = beside.hall.issue()
            beside.commit()
            second = await beside.outlook_of(beside.hall.floor.seq)
            assert late.ticket in second.tickets
            assert children()[0].nice() > psutil.Process().nice()

    run(story)


def test_it_is_of_use_while_somebody_serves_and_some_wait() -> None:
    hall = Hall()
    for _ in range(3):
        hall.issue()
    assert not is_of_use(hall.floor)
    hall.open(ONE)
    assert is_of_use(hall.floor)
    hall.called_by(ONE)
    assert not is_of_use(hall.floor)


def test_one_that_nobody_needs_any_more_ends() -> None:
    async def story() -> None:
        times = ForesightTimes(beat_s=0.01, unused_s=0.05)
        beside = Beside(times=times)
        beside.begin()
        async with running(beside):
            busy(beside.hall)
            beside.commit()
            await beside.until_state(ForesightState.RUNNING)
            beside.hall.later(24 * 60)
            beside.hall.open(ONE)
            beside.commit()
            await beside.until_state(ForesightState.IDLE)
            assert children() == []

    run(story)


def test_one_that_is_killed_is_started_anew() -> None:
    async def story() -> None:
        beside = Beside()
        beside.begin()
        async with running(beside):
            busy(beside.hall)
            beside.commit()
            await beside.outlook_of(beside.hall.floor.seq)
            (child,) = children()
            child.kill()
            beside.hall.issue()
            beside.commit()
            await beside.outlook_of(beside.hall.floor.seq)
            assert [one.pid for one in children()] != [child.pid]

    run(story)


FAULTS = {
    "ends at once": "",
    "says what is no outlook": "import sys\nfor line in sys.stdin: print('{}', flush=True)",
    "says what is no JSON": "import sys\nfor line in sys.stdin: print('?', flush=True)",
    "hangs": "import sys\nfor line in sys.stdin: pass",
    "closes its mouth": "import sys, os\nos.close(1)\nfor line in sys.stdin: pass",
    "never ends a line": "import sys\nwhile True: sys.stdout.write('x' * 65536)",
}


@pytest.mark.parametrize("script", FAULTS.values(), ids=FAULTS)
def test_whatever_becomes_of_it_it_is_tried_again_and_nothing_else_is_harmed(script: str) -> None:
    async def story() -> None:
        times = ForesightTimes(beat_s=0.01, answer_s=0.5, again_s=0.01, last_again_s=0.01)
        beside = Beside(times=times, command=(sys.executable, "-c", script))
        beside.begin()
        async with running(beside):
            busy(beside.hall)
            beside.commit()
            down, up = ForesightState.DOWN, ForesightState.RUNNING
            await beside.until_state(up, down, up, down)
            assert beside.lookout.newest is None

    run(story)


def test_a_program_that_is_missing_is_tried_again_later() -> None:
    async def story() -> None:
        beside = Beside(command=("/nowhere/python",))
        beside.begin()
        async with running(beside):
            busy(beside.hall)
            beside.commit()
            await beside.until_state(ForesightState.DOWN)

    run(story)


WAIT = b'{"low_s":%b,"median_s":1,"p80_s":1,"high_s":1}'
LINES = {
    "a time without offset": b'{"seq":1,"at":"2026-11-20T10:00:00","arrivals":{},"tickets":{}}',
    "a wait beyond reckoning": b'{"seq":1,"at":"2026-11-20T10:00:00Z","arrivals":{},"tickets":'
    b'{"x":{"simulated":%b,"closed":%b}}}' % (WAIT % b"1e308", WAIT % b"1"),
    "a wait below 0": b'{"seq":1,"at":"2026-11-20T10:00:00Z","arrivals":{},"tickets":'
    b'{"x":{"simulated":%b,"closed":%b}}}' % (WAIT % b"1", WAIT % b"-1"),
    "work without end": b'{"seq":1,"at":"2026-11-20T10:00:00Z","arrivals":{},"tickets":{},'
    b'"cpu_s":1e300}',
}


@pytest.mark.parametrize("line", LINES.values(), ids=LINES)
def test_what_nobody_could_reckon_with_is_no_outlook(line: bytes) -> None:
    with pytest.raises(Garbled):
        decode_answer(line)


def test_an_outlook_of_another_time_is_not_looked_at() -> None:
    hall = Hall()
    lookout = Lookout()
    lookout.newest = Outlook(seq=1, at=hall.at, arrivals={}, tickets={})
    assert lookout.at(hall.at + timedelta(seconds=10)) is lookout.newest
    assert lookout.at(hall.at + timedelta(seconds=10.1)) is None
    assert lookout.at(hall.at - timedelta(seconds=0.1)) is None
