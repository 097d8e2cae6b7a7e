"""The ledger takes each line once, in order, proven; whatever comes, nothing is lost or doubled."""

import asyncio
from collections.abc import Sequence
from datetime import date, datetime

import psycopg
import pytest

from kiosk.hub import branches, partitions
from kiosk.hub.branches import Position, lineage
from kiosk.hub.findings import FindingCode, settle
from kiosk.hub.ledger import Ledger
from kiosk.hub.lines import LedgerLine, WrongSeq
from kiosk.hub.store import Connection, HubStoreFailed, Store
from kiosk.wire.codec import WrongShape
from kiosk.wire.uplink import Disagreement
from tests.hub.accepting import MOLO, NOW, Accepting
from tests.hub.journal import Paper, line_of

NYERI = 2
TABLES = "SELECT relid::regclass::text FROM pg_partition_tree('ledger') WHERE isleaf ORDER BY 1"
ODD_LINES = (
    b"",
    b"\0\0\0",
    b"not json",
    b"\xff\xfe",
    b"[1, 2]",
    b'"a text"',
    b'{"seq": "2"}',
    b'{"seq": 2}',
    b'{"seq": 10, "type": ""}',
    b'{"seq": 99999999999999999999999, "type": "TicketIssued"}',
    b'{"seq": 2.5, "type": "TicketIssued"}',
    b'{"seq": 2, "type": 7}',
    b'{"seq": 2, "type": "\\ud800"}',
    b"[" * 50_000,
)


@pytest.fixture
def ledger(hub_store: Store, hub_loop: asyncio.Runner) -> Accepting:
    return Accepting(hub_store, hub_loop)


def test_lines_are_kept_byte_for_byte_and_in_order(ledger: Accepting) -> None:
    paper = Paper(1200)
    ledger.open(paper)
    assert ledger.send(paper, 0, 1000).cursor == 1000
    position = ledger.send(paper, 1000, 1200)
    assert position == Position(branch=0, epoch="e1", cursor=1200, chain=paper.chain(1200))
    assert ledger.kept() == paper.lines
    assert ledger.told == [
        (MOLO, 0, []),
        (MOLO, 0, list(range(1, 1001))),
        (MOLO, 0, list(range(1001, 1201))),
    ]
    assert ledger.findings() == {}


def test_centres_know_nothing_of_each_other(ledger: Accepting) -> None:
    molo, nyeri = Paper(5), Paper(0, epoch="n", lines=[line_of(i, kind="X") for i in (1, 2)])
    ledger.open(molo)
    ledger.open(nyeri, centre=NYERI)
    ledger.send(molo, 0, 5)
    ledger.send(nyeri, 0, 2, centre=NYERI)
    assert ledger.kept() == molo.lines
    assert ledger.kept(centre=NYERI) == nyeri.lines


def test_the_same_batch_again_is_answered_in_the_same_way_and_does_nothing(
    ledger: Accepting,
) -> None:
    paper = Paper(30)
    ledger.open(paper)
    first = ledger.send(paper, 0, 30)
    ledger.told.clear()
    assert ledger.send(paper, 0, 30) == first
    assert ledger.send(paper, 12, 25) == first
    assert ledger.send(paper, 30, 30) == first
    assert (ledger.kept(), ledger.told) == (paper.lines, [])


def test_a_batch_that_overlaps_adds_what_is_new(ledger: Accepting) -> None:
    paper = Paper(30)
    ledger.open(paper)
    ledger.send(paper, 0, 20)
    assert ledger.send(paper, 7, 30).cursor == 30
    assert ledger.kept() == paper.lines
    assert ledger.told[-1] == (MOLO, 0, list(range(21, 31)))


def test_two_connections_that_send_the_same_batch_at_once_store_it_once(
    ledger: Accepting,
) -> None:
    paper = Paper(400)
    ledger.open(paper)

    async def at_once() -> list[Position]:
        batch = paper.batch(0, 400)
        return list(await asyncio.gather(*(ledger.ledger.accept(MOLO, *batch) for _ in range(5))))

    assert {each.cursor for each in ledger.loop.run(at_once())} == {400}
    assert ledger.kept() == paper.lines
    assert len(ledger.told) == 2


def test_a_gap_is_not_taken(ledger: Accepting) -> None:
    paper = Paper(30)
    ledger.open(paper)
    ledger.send(paper, 0, 10)
    assert ledger.refusal(paper, 11, 30) is Disagreement.BEHIND
    assert ledger.kept() == paper.lines[:10]


def test_another_epoch_or_branch_or_none_is_not_taken(ledger: Accepting) -> None:
    paper = Paper(3)
    assert ledger.refusal(paper, 0, 3) is Disagreement.EPOCH
    ledger.open(paper)
    assert ledger.refusal(Paper(3, epoch="other"), 0, 3) is Disagreement.EPOCH
    assert ledger.refusal(paper, 0, 3, branch=1) is Disagreement.EPOCH


def test_a_chain_that_differs_is_a_fork_and_found(ledger: Accepting) -> None:
    paper = Paper(30)
    other = paper.goes_on(15, 15, epoch="e1")
    ledger.open(paper)
    ledger.send(paper, 0, 20)
    assert ledger.refusal(other, 20, 30) is Disagreement.FORK  # right behind the cursor
    assert ledger.refusal(other, 10, 30) is Disagreement.FORK  # over the cursor
    assert ledger.refusal(other, 5, 18) is Disagreement.FORK  # before it
    assert ledger.refusal(other, 16, 16) is Disagreement.FORK  # a sign of life
    assert ledger.kept() == paper.lines[:20]
    assert ledger.findings()[FindingCode.FORK].times == 4


def test_a_centre_that_has_less_than_the_hub_is_told(ledger: Accepting) -> None:
    paper = Paper(30)
    ledger.open(paper)
    ledger.send(paper, 0, 30)
    assert ledger.refusal(paper, 12, 12, seq=12) is Disagreement.AHEAD
    assert ledger.refusal(paper, 5, 12, seq=12) is Disagreement.AHEAD


def test_a_head_that_says_less_than_comes_is_no_batch(ledger: Accepting) -> None:
    paper = Paper(5)
    ledger.open(paper)
    with pytest.raises(WrongShape):
        ledger.send(paper, 0, 5, seq=4)
    assert ledger.kept() == []


def test_a_line_that_says_another_number_stops_its_batch_and_is_found(ledger: Accepting) -> None:
    paper = Paper(0, lines=[line_of(1), line_of(3), line_of(3)])
    ledger.open(paper)
    with pytest.raises(WrongSeq):
        ledger.send(paper, 0, 3)
    assert ledger.kept() == []
    assert "line 2 says it is 3" in ledger.findings()[FindingCode.WRONG_SEQ].detail


def test_lines_that_nobody_can_read_are_kept_as_they_came_and_found(ledger: Accepting) -> None:
    lines = [line_of(1), *ODD_LINES, line_of(len(ODD_LINES) + 2)]
    paper = Paper(0, lines=lines)
    ledger.open(paper)
    assert ledger.send(paper, 0, len(lines)).cursor == len(lines)
    assert ledger.kept() == lines
    assert ledger.findings()[FindingCode.UNREADABLE_LINE].times == len(ODD_LINES)


def test_whatever_json_may_hold_is_kept(ledger: Accepting) -> None:
    texts = (rb"\u0000", rb"\ud800", rb"\udc00\ud800", b"\xf0\x9f\x98\x80", b"x" * 700_000)
    lines = [
        b'{"seq": %d, "type": "TicketIssued", "day": "2026-11-20", "of": "%s"}' % (i, text)
        for i, text in enumerate(texts, 1)
    ]
    paper = Paper(0, lines=lines)
    ledger.open(paper)
    ledger.send(paper, 0, len(lines))
    assert ledger.kept() == lines


def test_no_page_is_larger_than_it_may_be_whatever_lines_it_has(ledger: Accepting) -> None:
    most = branches.PAGE_BYTES
    long = (
        b'{"seq": %d, "type": "DayOpened", "day": "2026-11-20", "of": "'
        + b"x" * (most // 2)
        + b'"}'
    )
    paper = Paper(0, lines=[long % i for i in range(1, 8)])
    ledger.open(paper)
    for after in range(7):
        ledger.send(paper, after, after + 1)

    async def read(connection: Connection) -> tuple[int, bytes | None]:
        stretches = lineage(await branches.branches(connection, MOLO), 0)
        page = await branches.lines_after(connection, MOLO, stretches, 0, limit=1000)
        return len(page), await branches.chain_at(connection, MOLO, stretches, 7)

    assert ledger.do(read) == (2, paper.chain(7))
    assert ledger.kept() == paper.lines


def test_months_are_made_as_their_days_come(ledger: Accepting) -> None:
    days = [date(2026, 10, 31), date(2026, 11, 1), date(2026, 12, 31), date(2027, 1, 1)]
    paper = Paper(0, lines=[line_of(i, day=day) for i, day in enumerate(days, 1)])
    ledger.open(paper)
    ledger.send(paper, 0, 4)

    async def tables(connection: Connection) -> list[str]:
        return [name for (name,) in await (await connection.execute(TABLES)).fetchall()]

    assert ledger.do(tables) == [
        "ledger_2026_10",
        "ledger_2026_11",
        "ledger_2026_12",
        "ledger_2027_01",
        "ledger_absurd",
    ]
    assert ledger.findings() == {}


def test_absurd_days_are_kept_apart_and_found(ledger: Accepting) -> None:
    days = [date(1970, 1, 1), date(2026, 11, 20), date(2027, 11, 20), date(9999, 12, 31)]
    lines = [line_of(i, day=day) for i, day in enumerate(days, 1)]
    lines.append(b'{"seq": 5, "type": "TicketIssued", "day": "2026-02-30"}')
    lines.append(b'{"seq": 6, "type": "TicketIssued", "at": "tomorrow"}')
    paper = Paper(0, lines=lines)
    ledger.open(paper)
    ledger.send(paper, 0, 6)
    assert ledger.kept() == lines
    found = ledger.findings()[FindingCode.ABSURD_DAY]
    assert (found.times, found.detail) == (5, "5 lines, the first 1, of the day 1970-01-01")


def test_a_day_that_was_absurd_once_finds_its_month_when_that_comes(ledger: Accepting) -> None:
    early = Paper(0, lines=[line_of(1, day=date(2027, 11, 20))])
    ledger.open(early)
    ledger.send(early, 0, 1)
    ledger.now = datetime.fromisoformat("2027-11-20T10:00:00+00:00")
    late = Paper(0, epoch="n", lines=[line_of(1, day=date(2027, 11, 20))])
    ledger.open(late, centre=NYERI)
    ledger.send(late, 0, 1, centre=NYERI)
    assert (ledger.kept(), ledger.kept(centre=NYERI)) == (early.lines, late.lines)

    async def apart(connection: Connection) -> int:
        rows = await connection.execute("SELECT count(*) FROM ledger_absurd")
        return int((await rows.fetchone() or (0,))[0])

    assert ledger.do(apart) == 0


def test_two_batches_that_want_the_same_new_month_get_it(ledger: Accepting) -> None:
    papers = {centre: Paper(3, epoch=f"e{centre}") for centre in range(1, 6)}
    for centre, paper in papers.items():
        ledger.open(paper, centre=centre)

    async def at_once() -> None:
        ledgers = [Ledger(ledger.store, now=lambda: NOW) for _ in papers]
        sends = zip(ledgers, papers.items(), strict=True)
        await asyncio.gather(
            *(own.accept(centre, *paper.batch(0, 3)) for own, (centre, paper) in sends)
        )

    ledger.loop.run(at_once())
    assert all(ledger.kept(centre=centre) == paper.lines for centre, paper in papers.items())


def test_a_new_month_does_not_wait_for_a_reader_for_ever(
    ledger: Accepting, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(partitions, "PATIENCE", "20ms")
    paper = Paper(3)
    ledger.open(paper)

    async def send_while_somebody_reads() -> None:
        async with ledger.store.reading() as connection:
            await connection.execute("SELECT count(*) FROM ledger")
            await ledger.ledger.accept(MOLO, *paper.batch(0, 3))

    with pytest.raises(HubStoreFailed, match="lock timeout"):
        ledger.loop.run(send_while_somebody_reads())
    assert ledger.send(paper, 0, 3).cursor == 3


def test_what_is_made_of_lines_is_made_with_them_or_not_at_all(
    hub_store: Store, hub_loop: asyncio.Runner
) -> None:
    seen: list[LedgerLine] = []

    async def project(_: Connection, __: int, ___: int, lines: Sequence[LedgerLine]) -> None:
        if len(seen) > 2:
            raise ZeroDivisionError
        seen.extend(lines)

    accepting = Accepting(hub_store, hub_loop, project=project)
    paper = Paper(6)
    accepting.open(paper)
    accepting.send(paper, 0, 3)
    with pytest.raises(ZeroDivisionError):
        accepting.send(paper, 3, 6)
    assert accepting.kept() == paper.lines[:3]
    assert [line.type for line in seen] == ["DayOpened", "TicketIssued", "TicketIssued"]


def test_a_connection_cut_between_the_lines_and_the_commit_leaves_nothing(
    hub_store: Store, hub_loop: asyncio.Runner, hub_dsn: str
) -> None:
    cuts = ["cut"]

    async def project(connection: Connection, *_: object) -> None:
        if cuts and cuts.pop():
            async with await psycopg.AsyncConnection.connect(hub_dsn, autocommit=True) as other:
                pid = connection.info.backend_pid
                await other.execute("SELECT pg_terminate_backend(%s, 5000)", (pid,))
            await connection.execute("SELECT 1")

    accepting = Accepting(hub_store, hub_loop, project=project)
    paper = Paper(50)
    accepting.open(paper)
    with pytest.raises(HubStoreFailed):
        accepting.send(paper, 0, 50)
    assert accepting.kept() == []
    assert accepting.send(paper, 0, 50).cursor == 50
    assert accepting.kept() == paper.lines


def test_a_hub_put_back_from_a_copy_is_found_once(ledger: Accepting) -> None:
    paper = Paper(30)
    ledger.open(paper)
    ledger.send(paper, 0, 10)
    ledger.send(paper, 10, 15, acked=25)
    ledger.send(paper, 15, 20, acked=25)
    found = ledger.findings()[FindingCode.HUB_BEHIND]
    assert (found.times, "line 25 once, and now has 10" in found.detail) == (1, True)


def test_a_finding_that_somebody_has_looked_at_opens_again_when_it_comes_again(
    ledger: Accepting,
) -> None:
    paper = Paper(0, lines=[b"?", b"?"])
    ledger.open(paper)
    ledger.send(paper, 0, 1)

    async def looked(connection: Connection) -> bool:
        code = FindingCode.UNREADABLE_LINE
        return await settle(connection, MOLO, code, "branch 0", by="amina", at=NOW)

    assert ledger.do(looked)
    assert ledger.findings() == {}
    assert not ledger.do(looked)
    ledger.send(paper, 1, 2)
    assert ledger.findings()[FindingCode.UNREADABLE_LINE].times == 2
