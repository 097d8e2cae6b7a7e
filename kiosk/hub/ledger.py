"""The ledger: every centre's journal, each line once, in order, proven by its chain."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from kiosk.hub import branches
from kiosk.hub.branches import Branch, DayLines, lineage
from kiosk.hub.copying import copy_lines
from kiosk.hub.findings import FindingCode, note
from kiosk.hub.lines import LedgerLine, WrongSeq, chained, read_lines, unreadable
from kiosk.hub.partitions import Months, is_absurd
from kiosk.hub.store import Connection, HubStoreFailed, Store
from kiosk.wire.codec import WrongShape
from kiosk.wire.uplink import Batch, Disagreement

CHECKPOINT_LINES = 256
"""How far apart chains are kept: so many lines are read at most to prove one."""

Project = Callable[[Connection, int, int, Sequence[LedgerLine]], Awaitable[None]]
"""Makes of a centre's new lines what is read of them, in the transaction that stores them:
given the connection, the centre's id, the branch, and the lines in order."""
Follower = Callable[[int, int, Sequence[LedgerLine]], None]
"""Is told of lines that are in the ledger now: centre's id, branch, lines. It must not fail."""

_MOVE = """
    UPDATE branch SET term = %s, cursor = %s, chain = %s, checkpoint = %s, last_at = %s
    WHERE centre_id = %s AND branch = %s
"""
_CHECKPOINT = """
    INSERT INTO checkpoint (centre_id, branch, seq, chain, received_at)
    VALUES (%s, %s, %s, %s, %s)
"""
_DAY_OPENED = "INSERT INTO day_opened (centre_id, branch, seq, day) VALUES (%s, %s, %s, %s)"


class Disagrees(Exception):
    """The batch does not go on where the hub's copy of this journal ends; nothing was stored."""

    def __init__(self, why: Disagreement) -> None:
        super().__init__(why)
        self.why = why


@dataclass(frozen=True, slots=True, kw_only=True)
class Position:
    """How far the hub has a centre's journal: on its disk, in this branch."""

    branch: int
    epoch: str
    cursor: int
    chain: bytes


async def project_nothing(_: Connection, __: int, ___: int, ____: Sequence[LedgerLine]) -> None:
    """A ledger by itself, of which nothing is made."""


class Ledger:
    """All centres' journals in one store. Belongs to the event loop."""

    def __init__(
        self, store: Store, *, now: Callable[[], datetime], project: Project = project_nothing
    ) -> None:
        """``now`` gives an aware time."""
        self._store = store
        self._now = now
        self._project = project
        self._months = Months(store)
        self._followers: list[Follower] = []
        self._told_behind: set[tuple[int, int, int]] = set()

    def follow(self, follower: Follower) -> None:
        """From now on ``follower`` is told of every line, once it is in the ledger."""
        self._followers.append(follower)

    async def accept(self, centre_id: int, batch: Batch, texts: Sequence[bytes]) -> Position:
        """Store what the hub lacks of ``texts``; where the hub stands then, committed.

        The same again does nothing and is answered in the same way. Raises ``Disagrees``,
        ``WrongSeq``, ``WrongShape`` or ``HubStoreFailed``; what is stored after that last one is
        not known, and sending it again is right.
        """
        if batch.seq < batch.after + len(texts):
            raise WrongShape("seq", "less than the last line that came")
        try:
            lines = read_lines(texts, after=batch.after)
            await self._months.see_to({line.day for line in lines}, self._now())
            async with self._store.transaction() as connection:
                took = await self._take(connection, centre_id, batch, lines)
        except WrongSeq as wrong:
            await self._tell_wrong_seq(centre_id, batch, wrong)
            raise
        except HubStoreFailed:
            self._months.forget()
            raise
        if isinstance(took, Disagreement):
            raise Disagrees(took)
        position, new = took
        if new:
            for follower in self._followers:
                follower(centre_id, position.branch, new)
        return position

    async def last_day(self, centre_id: int) -> DayLines | None:
        """A centre's lines since its last ``DayOpened``; ``None``: there is none, or a gap."""
        async with self._store.reading() as connection:
            known = await branches.branches(connection, centre_id)
            if not known:
                return None
            stretches = lineage(known, known[-1].branch)
            return await branches.last_day(connection, centre_id, stretches)

    async def _take(
        self, connection: Connection, centre_id: int, batch: Batch, lines: Sequence[LedgerLine]
    ) -> tuple[Position, Sequence[LedgerLine]] | Disagreement:
        branch = await branches.last_branch(connection, centre_id, locked=bool(lines))
        if branch is None or not _is_of(batch, branch):
            return Disagreement.EPOCH
        if batch.after > branch.cursor:
            return Disagreement.BEHIND
        if not await _agree(connection, centre_id, branch, batch, lines):
            await self._tell_fork(connection, centre_id, batch)
            return Disagreement.FORK
        if batch.seq < branch.cursor:
            return Disagreement.AHEAD
        await self._tell_hub_behind(connection, centre_id, batch, branch)
        new = lines[branch.cursor - batch.after :]
        if not new:
            return _position(branch, branch.cursor, branch.chain), new
        chain = chained(branch.chain, (line.text for line in new))
        await copy_lines(connection, centre_id, branch.branch, new)
        await self._project(connection, centre_id, branch.branch, new)
        await self._move(connection, centre_id, branch, batch.term, new, chain)
        await self._tell_odd(connection, centre_id, branch.branch, new)
        return _position(branch, new[-1].seq, chain), new

    async def _move(
        self,
        connection: Connection,
        centre_id: int,
        branch: Branch,
        term: int,
        new: Sequence[LedgerLine],
        chain: bytes,
    ) -> None:
        """The cursor goes on; now and then the chain there is kept."""
        number, last, now = branch.branch, new[-1].seq, self._now()
        checkpoint = branch.checkpoint
        if last - checkpoint >= CHECKPOINT_LINES:
            checkpoint = last
            await connection.execute(_CHECKPOINT, (centre_id, number, last, chain, now))
        for line in new:
            if line.opens_day:
                await connection.execute(_DAY_OPENED, (centre_id, number, line.seq, line.day))
        # The term is what the gate let through: it never goes back.
        term = max(term, branch.term)
        where = (term, last, chain, checkpoint, now, centre_id, number)
        await connection.execute(_MOVE, where)

    async def _tell_odd(
        self, connection: Connection, centre_id: int, branch: int, new: Sequence[LedgerLine]
    ) -> None:
        now = self._now()
        if odd := unreadable(new):
            await note(
                connection,
                centre_id,
                FindingCode.UNREADABLE_LINE,
                about=f"branch {branch}",
                detail=f"{len(odd)} lines, the first {odd[0]}: kept as they came, and not counted",
                at=now,
                times=len(odd),
            )
        if absurd := [line for line in new if line.is_readable and is_absurd(line.day, now)]:
            first = absurd[0]
            await note(
                connection,
                centre_id,
                FindingCode.ABSURD_DAY,
                about=f"branch {branch}",
                detail=f"{len(absurd)} lines, the first {first.seq}, of the day {first.day}",
                at=now,
                times=len(absurd),
            )

    async def _tell_fork(self, connection: Connection, centre_id: int, batch: Batch) -> None:
        await note(
            connection,
            centre_id,
            FindingCode.FORK,
            about=f"branch {batch.branch}",
            detail=f"the centre's chain at line {batch.after} or just after is not the hub's",
            at=self._now(),
        )

    async def _tell_hub_behind(
        self, connection: Connection, centre_id: int, batch: Batch, branch: Branch
    ) -> None:
        seen = (centre_id, batch.branch, batch.acked)
        if batch.acked <= branch.cursor or seen in self._told_behind:
            return
        self._told_behind.add(seen)
        await note(
            connection,
            centre_id,
            FindingCode.HUB_BEHIND,
            about=f"branch {batch.branch}",
            detail=f"the hub had line {batch.acked} once, and now has {branch.cursor}: "
            "the centre sends the rest again",
            at=self._now(),
        )

    async def _tell_wrong_seq(self, centre_id: int, batch: Batch, wrong: WrongSeq) -> None:
        async with self._store.transaction() as connection:
            await note(
                connection,
                centre_id,
                FindingCode.WRONG_SEQ,
                about=f"branch {batch.branch}",
                detail=str(wrong),
                at=self._now(),
            )


def _is_of(batch: Batch, branch: Branch) -> bool:
    return not branch.is_over and (batch.branch, batch.epoch) == (branch.branch, branch.epoch)


async def _agree(
    connection: Connection,
    centre_id: int,
    branch: Branch,
    batch: Batch,
    lines: Sequence[LedgerLine],
) -> bool:
    """Whether the chains meet where the hub's copy ends, or where the batch does."""
    overlap = branch.cursor - batch.after
    known = lines[:overlap]
    chain = chained(bytes.fromhex(batch.chain), (line.text for line in known))
    if len(known) == overlap:
        return chain == branch.chain
    stretches = lineage(await branches.branches(connection, centre_id), branch.branch)
    at = batch.after + len(known)
    return chain == await branches.chain_at(connection, centre_id, stretches, at)


def _position(branch: Branch, cursor: int, chain: bytes) -> Position:
    return Position(branch=branch.branch, epoch=branch.epoch, cursor=cursor, chain=chain)
