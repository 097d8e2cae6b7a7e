"""The ledger: every centre's journal, each line once, in order, proven by its chain."""

from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime

from kiosk.hub import branches
from kiosk.hub.branches import Branch, DayLines, Disagrees, Position, lineage
from kiosk.hub.copying import copy_lines
from kiosk.hub.heard import Heard
from kiosk.hub.lines import DAY_OPENED, LedgerLine, WrongSeq, chained, days_of, read_lines
from kiosk.hub.opening import open_branch
from kiosk.hub.partitions import Months
from kiosk.hub.store import Connection, HubStoreFailed, Store
from kiosk.hub.telling import Telling
from kiosk.wire.codec import WrongShape
from kiosk.wire.uplink import Batch, Disagreement, OpenBranch

CHECKPOINT_LINES = 256
"""How far apart chains are kept: so many lines are read at most to prove one."""

Project = Callable[[Connection, int, int, Sequence[LedgerLine]], Awaitable[None]]
"""Makes of a centre's new lines what is read of them, in the transaction that stores them:
given the connection, the centre's id, the branch, and the lines in order."""
Follower = Callable[[int, int, Sequence[LedgerLine]], None]
"""Is told of lines that are in the ledger now: centre's id, branch, lines; no lines where the
centre goes on in that branch from now on. It must not fail."""

_MOVE = """
    UPDATE branch SET term = %s, cursor = %s, chain = %s, checkpoint = %s, last_at = %s
    WHERE centre_id = %s AND branch = %s
"""
_CHECKPOINT = """
    INSERT INTO checkpoint (centre_id, branch, seq, chain, received_at)
    VALUES (%s, %s, %s, %s, %s)
"""
_DAY_OPENED = "INSERT INTO day_opened (centre_id, branch, seq, day) VALUES (%s, %s, %s, %s)"


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
        self._heard = Heard()
        self._months = Months(store)
        self._followers: list[Follower] = []
        self._telling = Telling(now)

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
            await self._months.see_to(days_of(lines), self._now())
            async with self._store.transaction() as connection:
                took = await self._take(connection, centre_id, batch, lines)
        except WrongSeq as wrong:
            async with self._store.transaction() as connection:
                await self._telling.wrong_seq(connection, centre_id, batch, wrong)
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

    async def open_branch(self, centre_id: int, opening: OpenBranch) -> Position:
        """Let a centre's journal go on in a new branch; where that stands, committed.

        Raises ``Disagrees``, ``WrongShape`` or ``HubStoreFailed``.
        """
        async with self._store.transaction() as connection:
            position, is_new = await open_branch(connection, centre_id, opening, now=self._now())
        if is_new:
            for follower in self._followers:
                follower(centre_id, position.branch, ())
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
            await self._telling.fork(connection, centre_id, batch)
            return Disagreement.FORK
        if batch.seq < branch.cursor:
            return Disagreement.AHEAD
        await self._heard.keep(connection, centre_id, batch, now=self._now())
        await self._telling.hub_behind(connection, centre_id, batch, branch.cursor)
        new = lines[branch.cursor - batch.after :]
        if not new:
            return _position(branch, branch.cursor, branch.chain), new
        chain = await copy_lines(
            connection,
            centre_id,
            branch.branch,
            new,
            meanwhile=lambda: chained(branch.chain, (line.text for line in new)),
        )
        await self._project(connection, centre_id, branch.branch, new)
        await self._move(connection, centre_id, branch, batch.term, new, chain)
        await self._telling.odd(connection, centre_id, branch.branch, new)
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
            if line.type == DAY_OPENED:
                await connection.execute(_DAY_OPENED, (centre_id, number, line.seq, line.day))
        # The term is what the gate let through: it never goes back.
        term = max(term, branch.term)
        where = (term, last, chain, checkpoint, now, centre_id, number)
        await connection.execute(_MOVE, where)


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
