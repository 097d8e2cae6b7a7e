"""Whatever a centre and its line go through, each line is in the ledger once, in its branch."""

import asyncio
from collections.abc import Sequence
from random import Random

import pytest

from kiosk.hub.branches import Disagrees
from kiosk.hub.lines import LedgerLine
from kiosk.hub.store import Connection, HubStoreFailed, Store
from kiosk.wire.uplink import BranchReason, Disagreement
from tests.hub.accepting import Accepting
from tests.hub.journal import Paper

STEPS = 80


class Life:
    """One centre: its journal grows, is restored from copies, and is sent over a bad line."""

    def __init__(self, store: Store, loop: asyncio.Runner, chance: Random) -> None:
        self.chance = chance
        self.cut = False
        self.ledger = Accepting(store, loop, project=self.project)
        self.paper = Paper(40, epoch="e0")
        self.branch = 0
        self.known = 0
        self.expected: dict[int, list[bytes]] = {}
        self.ledger.open(self.paper)

    async def project(self, *_: Connection | int | Sequence[LedgerLine]) -> None:
        if self.cut:
            raise HubStoreFailed("cut before the commit")

    def grow(self) -> None:
        more = self.paper.goes_on(len(self.paper.lines), self.chance.randint(1, 40))
        self.paper = Paper(0, epoch=self.paper.epoch, lines=more.lines)

    def send(self) -> None:
        """From any line on up to any other: what came before, what is new, or far ahead."""
        after = self.chance.randint(0, len(self.paper.lines))
        if self.chance.random() < 0.6:
            after = self.known
        last = self.chance.randint(after, len(self.paper.lines))
        self.cut = self.chance.random() < 0.2
        try:
            position = self.ledger.send(self.paper, after, last, branch=self.branch)
        except HubStoreFailed:
            assert self.cut
        except Disagrees as disagrees:
            if disagrees.why is not Disagreement.BEHIND or after <= self.known:
                raise
        else:
            self.known = max(self.known, last)
            assert (position.cursor, position.chain) == (self.known, self.paper.chain(self.known))
        self.cut = False

    def restore(self) -> None:
        """An old copy is put in place, and both find the last line they share."""
        self.expected[self.branch] = self.paper.lines[: self.known]
        agreed = self.chance.randint(0, self.known)
        epoch = f"e{self.branch + 1}"
        self.paper = self.paper.goes_on(agreed, self.chance.randint(0, 30), epoch=epoch)
        opened = [
            self.ledger.open(
                self.paper,
                from_branch=self.branch,
                agreed=agreed,
                after=agreed,
                reason=BranchReason.EPOCH,
            )
            for _ in range(self.chance.randint(1, 2))
        ]
        self.branch, self.known = self.branch + 1, agreed
        assert {(each.branch, each.cursor) for each in opened} == {(self.branch, agreed)}


@pytest.mark.parametrize("seed", range(3))
def test_each_line_is_there_once_whatever_happens(
    hub_store: Store, hub_loop: asyncio.Runner, seed: int
) -> None:
    life = Life(hub_store, hub_loop, Random(seed))
    for _ in range(STEPS):
        (step,) = life.chance.choices((life.grow, life.send, life.restore), (2, 10, 1))
        step()
    life.expected[life.branch] = life.paper.lines[: life.known]
    assert len(life.expected) > 2
    for branch, lines in life.expected.items():
        assert life.ledger.kept(branch=branch) == lines
