"""The ledger as tests use it: one call, one answer."""

import asyncio
from collections.abc import Callable, Coroutine, Sequence
from datetime import UTC, datetime
from typing import TypeVar

import pytest

from kiosk.hub import branches
from kiosk.hub.branches import Disagrees, Position, lineage
from kiosk.hub.findings import Finding, open_findings
from kiosk.hub.ledger import Ledger, Project, project_nothing
from kiosk.hub.store import Connection, Store
from kiosk.wire.uplink import BranchReason, Disagreement, OpenBranch
from tests.hub.journal import Paper

T = TypeVar("T")

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
MOLO = 1


class Accepting:
    """A ledger on the event loop of a test."""

    def __init__(
        self, store: Store, loop: asyncio.Runner, *, project: Project = project_nothing
    ) -> None:
        self.store = store
        self.loop = loop
        self.now = NOW
        self.ledger = Ledger(store, now=lambda: self.now, project=project)
        self.told: list[tuple[int, int, list[int]]] = []
        self.ledger.follow(lambda c, b, lines: self.told.append((c, b, [x.seq for x in lines])))

    def open(
        self,
        paper: Paper,
        *,
        centre: int = MOLO,
        from_branch: int | None = None,
        agreed: int | None = None,
        after: int = 0,
        chain: bytes | None = None,
        reason: BranchReason = BranchReason.FIRST,
        term: int = 1,
    ) -> Position:
        opening = OpenBranch(
            epoch=paper.epoch,
            term=term,
            from_branch=from_branch,
            agreed=agreed,
            after=after,
            chain=(chain or paper.chain(after)).hex(),
            reason=reason,
        )
        return self.loop.run(self.ledger.open_branch(centre, opening))

    def send(
        self,
        paper: Paper,
        after: int,
        last: int,
        *,
        centre: int = MOLO,
        branch: int = 0,
        acked: int = 0,
        seq: int | None = None,
    ) -> Position:
        batch = paper.batch(after, last, branch=branch, acked=acked, seq=seq)
        return self.loop.run(self.ledger.accept(centre, *batch))

    def refusal(
        self, paper: Paper, after: int, last: int, *, branch: int = 0, seq: int | None = None
    ) -> Disagreement:
        with pytest.raises(Disagrees) as no:
            self.send(paper, after, last, branch=branch, seq=seq)
        return no.value.why

    def kept(self, *, centre: int = MOLO, branch: int = 0) -> list[bytes]:
        async def read(connection: Connection) -> list[bytes]:
            known = await branches.branches(connection, centre)
            stretches = lineage(known, branch)
            after, found = stretches[-1].after, list[bytes]()
            while page := await branches.lines_after(
                connection, centre, stretches, after + len(found), limit=1000
            ):
                found += page
            return found

        return self.do(read)

    def findings(self, centre: int = MOLO) -> dict[str, Finding]:
        async def read(connection: Connection) -> Sequence[Finding]:
            return await open_findings(connection, centre)

        return {each.code: each for each in self.do(read)}

    def do(self, work: Callable[[Connection], Coroutine[object, object, T]]) -> T:
        """One transaction of its own."""

        async def run() -> T:
            async with self.store.transaction() as connection:
                return await work(connection)

        return self.loop.run(run())
