"""A centre's journal that goes on elsewhere opens a branch: nothing that came before is touched."""

import asyncio
import os

import pytest

from kiosk.domain.commands import RestoreService
from kiosk.domain.ids import ServiceId
from kiosk.hub import branches, opening
from kiosk.hub.branches import DayLines, Disagrees, lineage
from kiosk.hub.findings import FindingCode
from kiosk.hub.inbox import Inbox
from kiosk.hub.inbox_giving import items_after, keep_answers
from kiosk.hub.store import Connection, Store
from kiosk.wire.codec import WrongShape
from kiosk.wire.inbox import Answered, AnswerState
from kiosk.wire.uplink import BranchReason, Disagreement
from tests.hub.accepting import MOLO, Accepting
from tests.hub.journal import LINES_A_DAY, START, Paper

RESTORE = RestoreService(service=ServiceId("tax"))


@pytest.fixture
def ledger(hub_store: Store, hub_loop: asyncio.Runner) -> Accepting:
    return Accepting(hub_store, hub_loop)


def refusal(ledger: Accepting, paper: Paper, **how: object) -> Disagreement:
    with pytest.raises(Disagrees) as no:
        ledger.open(paper, **how)  # type: ignore[arg-type]
    return no.value.why


def test_a_restored_centre_goes_on_in_a_branch_and_the_old_lines_stay(ledger: Accepting) -> None:
    paper = Paper(30)
    ledger.open(paper)
    ledger.send(paper, 0, 30)
    restored = paper.goes_on(20, 15)
    opened = ledger.open(
        restored, from_branch=0, agreed=20, after=20, term=2, reason=BranchReason.EPOCH
    )
    assert (opened.branch, opened.epoch, opened.cursor) == (1, "e2", 20)
    ledger.send(restored, 20, 35, branch=1)
    assert ledger.kept(branch=0) == paper.lines
    assert ledger.kept(branch=1) == restored.lines
    assert ledger.refusal(paper, 30, 30) is Disagreement.EPOCH
    assert "10 lines are at the hub alone" in ledger.findings()[FindingCode.RESTORED].detail


def test_what_the_hub_asked_for_and_the_centre_lost_is_asked_for_again(ledger: Accepting) -> None:
    paper = Paper(30)
    ledger.open(paper)
    ledger.send(paper, 0, 30)
    kept, lost = ledger.loop.run(_asked_and_done(ledger, paper.epoch, 15, 25))
    ledger.open(
        paper.goes_on(20, 15), from_branch=0, agreed=20, after=20, reason=BranchReason.EPOCH
    )
    assert ledger.loop.run(_waiting(ledger)) == [lost]
    assert kept != lost


async def _asked_and_done(ledger: Accepting, epoch: str, *seqs: int) -> list[str]:
    inbox = Inbox(ledger.store, now=lambda: ledger.now, chance=os.urandom)
    done = []
    async with ledger.store.transaction() as connection:
        for at, seq in enumerate(seqs, 1):
            command = await inbox.put(connection, MOLO, RESTORE, by="amina")
            answer = Answered(
                seq=at,
                id=command,
                state=AnswerState.DONE,
                epoch=epoch,
                first_seq=seq,
                last_seq=seq,
            )
            await keep_answers(connection, MOLO, [answer], at=ledger.now)
            done.append(str(command))
    return done


async def _waiting(ledger: Accepting) -> list[str]:
    async with ledger.store.transaction() as connection:
        return [item.id for item in await items_after(connection, MOLO, 0, at=ledger.now)]


def test_the_same_branch_asked_for_again_is_the_same(ledger: Accepting) -> None:
    paper = Paper(30)
    assert ledger.open(paper) == ledger.open(paper)
    ledger.send(paper, 0, 30)
    restored = paper.goes_on(20, 15)
    how = {"from_branch": 0, "agreed": 20, "after": 20, "reason": BranchReason.EPOCH}
    first = ledger.open(restored, **how)  # type: ignore[arg-type]
    assert ledger.open(restored, **how) == first  # type: ignore[arg-type]
    ledger.send(restored, 20, 25, branch=1)
    assert ledger.open(restored, **how).cursor == 25  # type: ignore[arg-type]
    assert ledger.findings()[FindingCode.RESTORED].times == 1


def test_a_branch_opens_only_where_both_agree(ledger: Accepting) -> None:
    paper = Paper(30)
    ledger.open(paper)
    ledger.send(paper, 0, 30)
    other = paper.goes_on(10, 20)
    how = {"reason": BranchReason.EPOCH, "from_branch": 0}
    assert refusal(ledger, other, agreed=20, after=20, **how) is Disagreement.FORK
    assert refusal(ledger, Paper(40), agreed=35, after=35, **how) is Disagreement.FORK
    assert refusal(ledger, other, agreed=31, after=40, chain=START, **how) is Disagreement.FORK
    how["from_branch"] = 3
    assert refusal(ledger, other, agreed=10, after=10, **how) is Disagreement.EPOCH
    for agreed, after, chain in ((20, 10, None), (None, 10, None), (0, 0, b"x" * 32)):
        with pytest.raises(WrongShape):
            ledger.open(other, from_branch=0, agreed=agreed, after=after, chain=chain)


def test_an_epoch_that_is_no_text_is_refused(ledger: Accepting) -> None:
    with pytest.raises(WrongShape):
        ledger.open(Paper(1, epoch="a\0b"))


def test_another_branch_opened_meanwhile_is_told(ledger: Accepting) -> None:
    paper = Paper(5)
    assert refusal(ledger, paper, from_branch=0, agreed=0) is Disagreement.EPOCH
    ledger.open(paper)
    assert refusal(ledger, Paper(5, epoch="other")) is Disagreement.EPOCH
    assert refusal(ledger, Paper(5, epoch="other"), from_branch=1, agreed=0) is Disagreement.EPOCH


def test_two_that_open_the_same_branch_at_once_open_one(ledger: Accepting) -> None:
    paper = Paper(5)

    async def at_once() -> list[object]:
        from kiosk.wire.uplink import OpenBranch  # noqa: PLC0415

        first = OpenBranch(
            epoch="e1", term=1, after=0, chain=START.hex(), reason=BranchReason.FIRST
        )
        opening = (ledger.ledger.open_branch(MOLO, first) for _ in range(4))
        return list(await asyncio.gather(*opening, return_exceptions=True))

    answers = ledger.loop.run(at_once())
    # One that lost the race asks how things stand, and is then told the same.
    assert any(not isinstance(each, Exception) for each in answers)
    assert all(isinstance(each, Disagrees) or not isinstance(each, Exception) for each in answers)
    assert ledger.open(paper).branch == 0


def test_lines_that_are_gone_for_good_are_a_gap_that_is_found(ledger: Accepting) -> None:
    paper = Paper(50)
    ledger.open(paper)
    ledger.send(paper, 0, 10)
    ledger.open(paper, from_branch=0, agreed=10, after=20, reason=BranchReason.GAP)
    ledger.send(paper, 20, 50, branch=1)
    assert "lines 11 to 20 are missing" in ledger.findings()[FindingCode.GAP].detail

    async def read(connection: Connection) -> list[bytes | None]:
        stretches = lineage(await branches.branches(connection, MOLO), 1)
        return [
            await branches.chain_at(connection, MOLO, stretches, seq) for seq in (5, 10, 15, 20, 50)
        ]

    chains = ledger.do(read)
    assert chains == [paper.chain(5), paper.chain(10), None, paper.chain(20), paper.chain(50)]


def test_a_journal_whose_beginning_was_let_go_begins_there(ledger: Accepting) -> None:
    paper = Paper(50)
    ledger.open(paper, after=30)
    ledger.send(paper, 30, 50)
    assert ledger.kept() == paper.lines[30:]
    assert "lines 1 to 30" in ledger.findings()[FindingCode.GAP].detail


def test_a_ladder_leads_down_through_every_branch(ledger: Accepting) -> None:
    paper = Paper(3000)
    ledger.open(paper)
    for after in range(0, 3000, 300):
        ledger.send(paper, after, after + 300)
    restored = paper.goes_on(2100, 900)
    ledger.open(restored, from_branch=0, agreed=2100, after=2100, reason=BranchReason.EPOCH)
    ledger.send(restored, 2100, 3000, branch=1)

    async def read(connection: Connection) -> list[tuple[int, bytes]]:
        known = await branches.branches(connection, MOLO)
        last = known[-1]
        stretches = lineage(known, last.branch)
        return await branches.ladder(connection, MOLO, stretches, (last.cursor, last.chain))

    rungs = ledger.do(read)
    seqs = [seq for seq, _ in rungs]
    assert (seqs[0], seqs[-1], sorted(seqs, reverse=True)) == (3000, 0, seqs)
    assert all(chain == restored.chain(seq) for seq, chain in rungs)
    assert sum(1 for seq in seqs if seq <= 2100) > 3


def test_every_chain_is_proven_from_the_lines_that_lie_there(ledger: Accepting) -> None:
    paper = Paper(900)
    ledger.open(paper)
    ledger.send(paper, 0, 300)
    ledger.send(paper, 300, 600)
    ledger.send(paper, 600, 900)

    async def change(connection: Connection) -> None:
        await connection.execute("UPDATE ledger SET line = 'x' WHERE seq = 310")

    async def read(connection: Connection) -> list[bytes | None]:
        stretches = lineage(await branches.branches(connection, MOLO), 0)
        return [await branches.chain_at(connection, MOLO, stretches, seq) for seq in (300, 320)]

    ledger.do(change)
    at_300, at_320 = ledger.do(read)
    assert at_300 == paper.chain(300)
    assert at_320 != paper.chain(320)


def test_the_last_day_is_read_across_branches(ledger: Accepting) -> None:
    paper = Paper(LINES_A_DAY + 40)
    assert ledger.loop.run(ledger.ledger.last_day(MOLO)) is None
    ledger.open(paper)
    ledger.send(paper, 0, LINES_A_DAY)
    ledger.send(paper, LINES_A_DAY, LINES_A_DAY + 40)
    restored = paper.goes_on(LINES_A_DAY + 20, 30)
    at = LINES_A_DAY + 20
    ledger.open(restored, from_branch=0, agreed=at, after=at, reason=BranchReason.EPOCH)
    ledger.send(restored, at, at + 30, branch=1)
    assert ledger.loop.run(ledger.ledger.last_day(MOLO)) == DayLines(
        branch=1, first_seq=LINES_A_DAY + 1, lines=restored.lines[LINES_A_DAY:]
    )


def test_a_day_with_a_hole_in_it_is_not_told(ledger: Accepting) -> None:
    paper = Paper(100)
    ledger.open(paper)
    ledger.send(paper, 0, 10)
    ledger.open(paper, from_branch=0, agreed=10, after=20, reason=BranchReason.GAP)
    ledger.send(paper, 20, 100, branch=1)
    assert ledger.loop.run(ledger.ledger.last_day(MOLO)) is None


def test_a_day_that_is_larger_than_any_day_is_not_told(
    ledger: Accepting, monkeypatch: pytest.MonkeyPatch
) -> None:
    paper = Paper(100)
    ledger.open(paper)
    ledger.send(paper, 0, 100)
    monkeypatch.setattr(branches, "DAY_BYTES", 1000)
    assert ledger.loop.run(ledger.ledger.last_day(MOLO)) is None


def test_nobody_opens_branches_without_end(
    ledger: Accepting, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(opening, "MOST_BRANCHES", 2)
    paper = Paper(5)
    ledger.open(paper)

    def elsewhere(epoch: str, from_branch: int) -> None:
        other = Paper(5, epoch=epoch)
        ledger.open(other, from_branch=from_branch, agreed=0, reason=BranchReason.EPOCH)

    elsewhere("e1", 0)
    elsewhere("e2", 1)
    with pytest.raises(WrongShape):
        elsewhere("e3", 2)
