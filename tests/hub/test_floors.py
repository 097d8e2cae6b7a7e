"""Floors at the hub: folded when asked for, kept up, let go."""

import asyncio
from collections.abc import Sequence

import pytest

from kiosk.domain import commands as c
from kiosk.domain.floor import Floor
from kiosk.hub.branches import DayLines
from kiosk.hub.floors import IDLE_S, Floors
from kiosk.wire.codec import encode_entry
from tests.domain.hall import ONE, Hall

MOLO, NYERI = 1, 2


class Ledger:
    """Days by centre, as a ledger reads them."""

    def __init__(self) -> None:
        self.days: dict[int, DayLines] = {}
        self.read = 0
        self.waits: asyncio.Event | None = None

    def put(self, centre_id: int, hall: Hall, *, branch: int = 0) -> None:
        lines = lines_of(hall)
        self.days[centre_id] = DayLines(branch=branch, first_seq=1, lines=lines)

    async def last_day(self, centre_id: int) -> DayLines | None:
        self.read += 1
        day = self.days.get(centre_id)
        if self.waits is not None:
            await self.waits.wait()
        return day


def lines_of(hall: Hall, after: int = 0) -> Sequence[bytes]:
    return [encode_entry(entry) for entry in hall.journal[after:]]


def floors(ledger: Ledger, *, most_tickets: int = 1000) -> tuple[Floors, list[float]]:
    clock = [0.0]
    return Floors(days=ledger, steady_s=lambda: clock[0], most_tickets=most_tickets), clock


def some_hall() -> Hall:
    hall = Hall()
    hall.open()
    hall.issue()
    return hall


def same(one: Floor | None, other: Floor) -> bool:
    return one is not None and (one.seq, one.tickets, one.counters) == (
        other.seq,
        other.tickets,
        other.counters,
    )


def test_a_floor_is_folded_once_and_kept_up_by_what_is_accepted() -> None:
    async def scene() -> None:
        hall, ledger = some_hall(), Ledger()
        ledger.put(MOLO, hall)
        kept, _ = floors(ledger)
        assert same(await kept.of(MOLO), hall.floor)
        before = len(hall.journal)
        hall.do(c.CallNext(counter=ONE))
        kept.take(MOLO, 0, before + 1, lines_of(hall, before))
        assert same(await kept.of(MOLO), hall.floor)
        assert ledger.read == 1

    asyncio.run(scene())


def test_what_comes_while_a_floor_is_being_folded_is_in_it() -> None:
    async def scene() -> None:
        hall, ledger = some_hall(), Ledger()
        ledger.put(MOLO, hall)
        ledger.waits = asyncio.Event()
        kept, _ = floors(ledger)
        asking = [asyncio.create_task(kept.of(MOLO)) for _ in range(3)]
        await asyncio.sleep(0)
        await asyncio.sleep(0)
        before = len(hall.journal)
        hall.issue()
        # One line is there twice: the ledger read it, and it is told.
        kept.take(MOLO, 0, before, lines_of(hall, before - 1))
        ledger.waits.set()
        for one in await asyncio.gather(*asking):
            assert same(one, hall.floor)
        assert ledger.read == 1

    asyncio.run(scene())


@pytest.mark.parametrize("gap", [True, False])
def test_a_gap_or_another_branch_has_it_folded_anew(*, gap: bool) -> None:
    async def scene() -> None:
        hall, ledger = some_hall(), Ledger()
        ledger.put(MOLO, hall)
        kept, _ = floors(ledger)
        await kept.of(MOLO)
        before = len(hall.journal)
        hall.issue()
        ledger.put(MOLO, hall, branch=0 if gap else 1)
        if gap:
            kept.take(MOLO, 0, before + 2, lines_of(hall, before))
        else:
            kept.follow(MOLO, 1, [])
        assert same(await kept.of(MOLO), hall.floor)
        assert ledger.read == 2

    asyncio.run(scene())


def test_a_line_nobody_can_read_changes_nothing_and_the_next_are_folded() -> None:
    async def scene() -> None:
        hall, ledger = some_hall(), Ledger()
        lines = [*lines_of(hall), b"\xff no line", *lines_of(hall, len(hall.journal))]
        ledger.days[MOLO] = DayLines(branch=0, first_seq=1, lines=lines)
        kept, _ = floors(ledger)
        floor = await kept.of(MOLO)
        assert floor is not None
        assert floor.tickets == hall.floor.tickets

    asyncio.run(scene())


def test_a_journal_that_contradicts_itself_has_no_floor_and_harms_nobody() -> None:
    async def scene() -> None:
        hall, other, ledger = some_hall(), some_hall(), Ledger()
        called = some_hall()
        called.do(c.CallNext(counter=ONE))
        # A call of a ticket that this journal never issued, at a counter that is not open.
        day = [*lines_of(hall)[:1], lines_of(called)[-1]]
        ledger.days[MOLO] = DayLines(branch=0, first_seq=1, lines=day)
        ledger.put(NYERI, other)
        kept, _ = floors(ledger)
        assert await kept.of(MOLO) is None
        assert same(await kept.of(NYERI), other.floor)

    asyncio.run(scene())


def test_floors_nobody_asks_for_are_let_go() -> None:
    async def scene() -> None:
        ledger = Ledger()
        ledger.put(MOLO, some_hall())
        ledger.put(NYERI, some_hall())
        kept, clock = floors(ledger)
        await kept.of(MOLO)
        clock[0] = IDLE_S
        await kept.of(NYERI)
        clock[0] = IDLE_S + 1
        kept.let_go()
        assert kept.kept == 1

    asyncio.run(scene())


def test_there_are_no_more_tickets_in_memory_than_there_is_room_for() -> None:
    async def scene() -> None:
        ledger = Ledger()
        for centre in range(5):
            ledger.put(centre, some_hall())
        kept, clock = floors(ledger, most_tickets=3)
        for centre in range(5):
            clock[0] += 1
            assert await kept.of(centre) is not None
        assert kept.kept == 3
        assert await kept.of(99) is None

    asyncio.run(scene())
