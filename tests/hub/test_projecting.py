"""What the hub makes of a journal is what the domain's own floor says, however it comes."""

import asyncio
from collections.abc import Sequence
from datetime import date
from itertools import count

import hypothesis.strategies as st
import pytest
from hypothesis import HealthCheck, given, settings

from bench.fleet.journals import labelled
from bench.fleet.lives import lived
from kiosk.domain.commands import GiveFeedback
from kiosk.domain.events import Entry
from kiosk.domain.floor import Floor
from kiosk.hub.lines import read_lines
from kiosk.hub.projecting import project, rebuild
from kiosk.hub.projecting_renewal import renew
from kiosk.hub.store import Connection, Store
from kiosk.wire.codec import decode_entry, encode_entry
from kiosk.wire.uplink import BranchReason
from tests.hub.accepting import MOLO, Accepting
from tests.hub.any_days import AnyDays
from tests.hub.journal import Paper
from tests.hub.projected import lines_of, made, read, seen, tallies

CENTRES = count(1)
MONDAY = date(2026, 11, 16)
SEEDS = st.integers(0, 2**32)


@pytest.fixture
def ledger(hub_store: Store, hub_loop: asyncio.Runner) -> Accepting:
    return Accepting(hub_store, hub_loop, project=project)


def folded(entries: Sequence[Entry]) -> Floor:
    floor = Floor()
    for entry in entries:
        floor.apply(entry)
    return floor


def paper_of(entries: Sequence[Entry], *, epoch: str = "e1") -> Paper:
    return Paper(0, epoch=epoch, lines=[encode_entry(entry) for entry in entries])


@settings(
    max_examples=8,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(seed=SEEDS, cuts=st.lists(st.integers(1, 60), min_size=1, max_size=8))
def test_the_tables_say_what_the_floor_says_at_every_cut(
    hub_loop: asyncio.Runner, hub_store: Store, seed: int, cuts: list[int]
) -> None:
    centre = next(CENTRES)
    journal = AnyDays(seed).live(110, days=2).journal

    async def follow() -> None:
        floor, begin, place = Floor(), 0, 0
        while begin < len(journal):
            end = begin + cuts[place % len(cuts)]
            async with hub_store.transaction() as connection:
                await project(connection, centre, 0, lines_of(journal[begin:end], after=begin))
                for entry in journal[begin:end]:
                    floor.apply(entry)
                assert await read(connection, floor, centre) == seen(floor)
                assert await tallies(connection, centre) is None
            begin, place = end, place + 1

    hub_loop.run(follow())


@pytest.mark.parametrize("cut", [1, 41, 1000])
def test_working_days_of_a_whole_centre_stand_as_its_floor_says(
    hub_loop: asyncio.Runner, hub_store: Store, cut: int
) -> None:
    life = b"".join(line + b"\n" for line in lived(visitors=90, days=2, seed=4))
    lines = read_lines(labelled(life, centre=4, first_day=MONDAY, days=2).lines, after=0)
    lines = lines[:160] if cut == 1 else lines

    async def follow() -> None:
        floor = Floor()
        for begin in range(0, len(lines), cut):
            batch = lines[begin : begin + cut]
            async with hub_store.transaction() as connection:
                await project(connection, 4, 0, batch)
                for line in batch:
                    floor.apply(decode_entry(line.text))
                if cut > 1 or begin % 40 == 0:
                    assert await read(connection, floor, 4) == seen(floor)
        async with hub_store.reading() as connection:
            assert await read(connection, floor, 4) == seen(floor)
            assert await tallies(connection, 4) is None

    hub_loop.run(follow())


def test_made_anew_from_the_ledger_the_tables_are_the_same(ledger: Accepting) -> None:
    journal = AnyDays(5).live(250, days=3).journal
    paper = paper_of(journal)
    ledger.open(paper)
    for begin in range(0, len(journal), 97):
        ledger.send(paper, begin, min(begin + 97, len(journal)))
    before = ledger.do(lambda connection: made(connection, MOLO))
    ledger.do(lambda connection: rebuild(connection, MOLO))
    assert ledger.do(lambda connection: made(connection, MOLO)) == before
    assert {table: len(rows) for table, rows in before.items() if not rows} == {}


def test_what_older_rules_have_made_is_made_anew_once(ledger: Accepting) -> None:
    journal = AnyDays(12).live(120).journal
    paper = paper_of(journal)
    ledger.open(paper)
    ledger.send(paper, 0, len(journal))
    right = ledger.do(lambda connection: made(connection, MOLO))

    async def spoil(connection: Connection) -> None:
        await connection.execute("UPDATE centre_now SET made_by = 0")
        await connection.execute("UPDATE ticket SET number = 'Z999'")

    ledger.do(spoil)
    assert ledger.loop.run(renew(ledger.store)) == 1
    assert ledger.do(lambda connection: made(connection, MOLO)) == right
    assert ledger.loop.run(renew(ledger.store)) == 0


@pytest.mark.parametrize("kept", [0, 50])
def test_what_was_made_of_lines_that_are_gone_stays(ledger: Accepting, kept: int) -> None:
    journal = AnyDays(12).live(120).journal
    paper = paper_of(journal)
    ledger.open(paper)
    ledger.send(paper, 0, len(journal))

    async def spoil(connection: Connection) -> None:
        await connection.execute("UPDATE centre_now SET made_by = 0")
        await connection.execute("DELETE FROM ledger WHERE seq <= %s", (len(journal) - kept,))

    ledger.do(spoil)
    before = ledger.do(lambda connection: made(connection, MOLO))
    assert ledger.loop.run(renew(ledger.store)) == 0
    assert ledger.do(lambda connection: made(connection, MOLO)) == before


def test_a_ledger_of_which_nothing_was_made_yet_is_caught_up_with(
    hub_store: Store, hub_loop: asyncio.Runner
) -> None:
    journal = AnyDays(13).live(120).journal
    alone = Accepting(hub_store, hub_loop)
    paper = paper_of(journal)
    alone.open(paper)
    alone.send(paper, 0, len(journal))
    assert hub_loop.run(renew(hub_store)) == 1
    floor = folded(journal)
    assert alone.do(lambda connection: read(connection, floor, MOLO)) == seen(floor)


def test_lines_that_come_twice_count_once(ledger: Accepting) -> None:
    journal = AnyDays(6).live(200).journal
    paper = paper_of(journal)
    ledger.open(paper)
    ledger.send(paper, 0, 60)
    ledger.send(paper, 30, 90)
    ledger.send(paper, 0, 90)
    ledger.send(paper, 0, len(journal))
    ledger.send(paper, 10, len(journal))
    floor = folded(journal)
    assert ledger.do(lambda connection: read(connection, floor, MOLO)) == seen(floor)
    assert ledger.do(lambda connection: tallies(connection, MOLO)) is None


@pytest.mark.parametrize("lost", [1, 40, 300])
def test_a_centre_that_was_restored_from_a_copy_stands_as_its_own_journal_says(
    ledger: Accepting, lost: int
) -> None:
    whole, copied = AnyDays(7).live(180, days=2), AnyDays(7).live(180, days=2)
    agreed = len(whole.journal)
    long = whole.live(150, days=2 if lost == 300 else 1).journal
    agreed = len(long) - lost
    # The copy has the first lines, and lives on in another way.
    copied.hall.journal[:] = long[:agreed]
    copied.hall.floor = folded(long[:agreed])
    copied.hall.at = long[-1].at
    copied.chance.seed(99)
    other = copied.live(120).journal

    first, second = paper_of(long), paper_of(other, epoch="e2")
    ledger.open(first)
    for begin in range(0, len(long), 200):
        ledger.send(first, begin, min(begin + 200, len(long)))
    ledger.open(
        second,
        from_branch=0,
        agreed=agreed,
        after=agreed,
        reason=BranchReason.EPOCH,
        term=2,
    )
    for begin in range(agreed, len(other), 50):
        ledger.send(second, begin, min(begin + 50, len(other)), branch=1)

    floor = folded(other)
    assert ledger.do(lambda connection: read(connection, floor, MOLO)) == seen(floor)
    assert ledger.do(lambda connection: tallies(connection, MOLO)) is None
    known = {(entry.day, str(t)) for entry in long for t in [_given(entry)] if t}
    still = {(entry.day, str(t)) for entry in other for t in [_given(entry)] if t}
    assert ledger.do(_abandoned) == known - still
    assert bool(known - still) == (lost > 1)

    before = ledger.do(lambda connection: made(connection, MOLO))
    ledger.do(lambda connection: rebuild(connection, MOLO))
    assert ledger.do(lambda connection: made(connection, MOLO)) == before


def test_a_takeover_that_lost_nothing_abandons_nothing(ledger: Accepting) -> None:
    days = AnyDays(8).live(120)
    agreed = len(days.journal)
    journal = days.live(120).journal
    first = paper_of(journal[:agreed])
    second = paper_of(journal, epoch="e2")
    ledger.open(first)
    ledger.send(first, 0, agreed)
    ledger.open(
        second, from_branch=0, agreed=agreed, after=agreed, reason=BranchReason.EPOCH, term=2
    )
    ledger.send(second, agreed, len(journal), branch=1)
    floor = folded(journal)
    assert ledger.do(lambda connection: read(connection, floor, MOLO)) == seen(floor)
    assert ledger.do(_abandoned) == set()


def test_a_new_journal_that_shares_nothing_leaves_the_days_before_it_alone(
    ledger: Accepting,
) -> None:
    old = AnyDays(9).live(150, days=2).journal
    last_day = old[-1].day
    new = AnyDays(10, at=old[-1].at).live(100).journal
    first, second = paper_of(old), paper_of(new, epoch="e2")
    ledger.open(first)
    ledger.send(first, 0, len(old))
    ledger.open(second, reason=BranchReason.GAP, term=2)
    ledger.send(second, 0, len(new), branch=1)
    floor = folded(new)
    assert ledger.do(lambda connection: read(connection, floor, MOLO)) == seen(floor)
    assert {day for day, _ in ledger.do(_abandoned)} == {last_day}
    assert ledger.do(lambda connection: tallies(connection, MOLO)) is None


def test_each_days_answers_are_counted_without_those_that_look_like_play(
    ledger: Accepting,
) -> None:
    days = AnyDays(11).live(400)
    for _ in range(6):
        days.hall.later(1 / 60)
        days.send(GiveFeedback(smiley=1))
    journal = days.journal
    paper = paper_of(journal)
    ledger.open(paper)
    # The burst is cut in two: it is one all the same.
    ledger.send(paper, 0, len(journal) - 3)
    ledger.send(paper, 0, len(journal))

    async def faces(connection: Connection) -> tuple[list[int], list[int], int]:
        rows = await connection.execute(
            "SELECT verified, smiley, flagged, count(*) FROM feedback GROUP BY 1, 2, 3"
        )
        counted = {(row[0], row[1], row[2]): row[3] for row in await rows.fetchall()}
        flagged = sum(n for (_, _, odd), n in counted.items() if odd)
        return (
            [counted.get((True, smiley, False), 0) for smiley in range(1, 6)],
            [counted.get((False, smiley, False), 0) for smiley in range(1, 6)],
            flagged,
        )

    async def kept(connection: Connection) -> tuple[list[int], list[int], int]:
        rows = await connection.execute("SELECT verified, unverified, flagged FROM centre_day")
        row = await rows.fetchone()
        assert row is not None
        return row[0], row[1], row[2]

    assert ledger.do(kept) == ledger.do(faces)
    verified, unverified, flagged = ledger.do(faces)
    assert min(sum(verified), sum(unverified), flagged) > 0


async def _abandoned(connection: Connection) -> set[tuple[object, object]]:
    rows = await connection.execute("SELECT day, ticket FROM ticket WHERE abandoned")
    return {(day, ticket) for day, ticket in await rows.fetchall()}


def _given(entry: Entry) -> str | None:
    if type(entry.event).__name__ in {"TicketIssued", "TicketRecorded"}:
        return str(entry.event.ticket)  # type: ignore[union-attr]
    return None
