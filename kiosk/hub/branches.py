"""A centre's histories: where the one that goes on stands, and what each of them shares."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from kiosk.hub.lines import chained
from kiosk.hub.store import Connection
from kiosk.wire.uplink import Disagreement

_ALL = """
    SELECT branch, epoch, term, from_branch, agreed, begins, begins_chain, cursor, chain,
        checkpoint, ended_at IS NOT NULL
    FROM branch WHERE centre_id = %s ORDER BY branch
"""
_LAST = """
    SELECT branch, epoch, term, from_branch, agreed, begins, begins_chain, cursor, chain,
        checkpoint, ended_at IS NOT NULL
    FROM branch WHERE centre_id = %s ORDER BY branch DESC LIMIT 1
"""
_LAST_LOCKED = _LAST + "FOR UPDATE"
_PROVEN_BEFORE = """
    SELECT seq, chain FROM checkpoint
    WHERE centre_id = %s AND branch = %s AND seq <= %s ORDER BY seq DESC LIMIT 1
"""
_RUNGS = """
    SELECT DISTINCT found.seq, found.chain FROM unnest(%s::bigint[]) AS rung (seq)
    CROSS JOIN LATERAL (
        SELECT seq, chain FROM checkpoint
        WHERE centre_id = %s AND branch = %s AND checkpoint.seq <= rung.seq
        ORDER BY checkpoint.seq DESC LIMIT 1
    ) AS found
"""
# How long a line is, PostgreSQL knows without reading it: no page is larger than wanted.
_PAGE = """
    SELECT line FROM (
        SELECT seq, line, sum(octet_length(line)) OVER (ORDER BY seq) - octet_length(line) AS before
        FROM (
            SELECT seq, line FROM ledger
            WHERE centre_id = %s AND branch = %s AND seq > %s AND seq <= %s ORDER BY seq LIMIT %s
        ) AS next_ones
    ) AS measured
    WHERE before < %s ORDER BY seq
"""
_OPENED = """
    SELECT seq FROM day_opened
    WHERE centre_id = %s AND branch = %s AND seq > %s AND seq <= %s ORDER BY seq DESC LIMIT 1
"""

PAGE_LINES = 1000
PAGE_BYTES = 4 * 1024 * 1024
"""What is read of the ledger at a time: one line more than fits, however long."""
DAY_BYTES = 64 * 1024 * 1024
"""A day of 3,000 visitors has 8 MB; one of more than this is nobody's."""
START = bytes(32)
"""The chain before the first line."""


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Branch:
    """One of a centre's histories.

    Its own lines are those after ``begins``, up to ``cursor``; those up to ``agreed`` it shares
    with ``from_branch``. Where ``agreed`` is less than ``begins``, lines between are missing.
    ``checkpoint`` is the last line whose chain is kept beside the lines.
    """

    branch: int
    epoch: str
    term: int
    from_branch: int | None
    agreed: int | None
    begins: int
    begins_chain: bytes
    cursor: int
    chain: bytes
    checkpoint: int
    is_over: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """Lines of one branch, those after ``after`` up to ``upto``; ``chain`` is that at ``after``."""

    branch: int
    after: int
    chain: bytes
    upto: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DayLines:
    """A centre's lines from its last ``DayOpened`` on, of the history that counts, in order."""

    branch: int
    first_seq: int
    lines: Sequence[bytes]


async def branches(connection: Connection, centre_id: int) -> list[Branch]:
    """All of a centre's histories, the one that goes on last."""
    rows = await (await connection.execute(_ALL, (centre_id,))).fetchall()
    return [Branch(**dict(zip(Branch.__slots__, row, strict=True))) for row in rows]


async def last_branch(
    connection: Connection, centre_id: int, *, locked: bool = False
) -> Branch | None:
    """The history that goes on, and with ``locked`` nobody else writes it until the end."""
    rows = await connection.execute(_LAST_LOCKED if locked else _LAST, (centre_id,))
    row = await rows.fetchone()
    return Branch(**dict(zip(Branch.__slots__, row, strict=True))) if row is not None else None


def lineage(known: Sequence[Branch], branch: int) -> list[Stretch]:
    """Where the lines of a branch lie, its ancestors' too, the youngest first; of none: nothing."""
    by_number = {each.branch: each for each in known}
    found: list[Stretch] = []
    number: int | None = branch
    upto: int | None = None
    while number is not None and (each := by_number.get(number)) is not None:
        end = each.cursor if upto is None else min(upto, each.cursor)
        if end >= each.begins:
            found.append(
                Stretch(branch=number, after=each.begins, chain=each.begins_chain, upto=end)
            )
        number, upto = each.from_branch, min(end, each.agreed or 0)
    return found


async def chain_at(
    connection: Connection, centre_id: int, stretches: Sequence[Stretch], seq: int
) -> bytes | None:
    """The chain of line ``seq``, made anew from what lies in the ledger; ``None``: no such line."""
    for each in stretches:
        if each.after <= seq <= each.upto:
            return await _chain_in(connection, centre_id, each, seq)
    return START if seq == 0 and not stretches else None


async def ladder(
    connection: Connection, centre_id: int, stretches: Sequence[Stretch], tip: tuple[int, bytes]
) -> list[tuple[int, bytes]]:
    """The chain of some lines from ``tip`` downwards in growing steps, for both to compare."""
    seq, chain = tip
    rungs = {seq: chain}
    below = [seq - 2**step for step in range(seq.bit_length())]
    for each in stretches:
        rungs[each.after] = each.chain
        within = [rung for rung in below if each.after < rung <= each.upto]
        rows = await connection.execute(_RUNGS, (within, centre_id, each.branch))
        rungs |= {found: kept for found, kept in await rows.fetchall() if found > each.after}
    return sorted(rungs.items(), reverse=True)


async def lines_after(
    connection: Connection, centre_id: int, stretches: Sequence[Stretch], seq: int, *, limit: int
) -> list[bytes]:
    """Some lines that follow line ``seq`` without a gap, in order: at most ``limit``, or a page.

    None: there are no more.
    """
    for each in reversed(stretches):
        if each.after <= seq < each.upto:
            return await _page(connection, centre_id, each, seq, limit=limit)
    return []


async def last_day(
    connection: Connection, centre_id: int, stretches: Sequence[Stretch]
) -> DayLines | None:
    """The lines since the last ``DayOpened``.

    ``None``: there is none, some are missing, or they are more than a day can have.
    """
    within: list[Stretch] = []
    for each in stretches:
        if within and within[-1].after != each.upto:
            return None
        within.append(each)
        where = (centre_id, each.branch, each.after, each.upto)
        row = await (await connection.execute(_OPENED, where)).fetchone()
        if row is not None:
            opened: int = row[0]
            lines = await _all_after(connection, centre_id, within, opened - 1)
            if lines is None:
                return None
            return DayLines(branch=stretches[0].branch, first_seq=opened, lines=lines)
    return None


async def _chain_in(
    connection: Connection, centre_id: int, stretch: Stretch, seq: int
) -> bytes | None:
    begins, chain = stretch.after, stretch.chain
    proven = await connection.execute(_PROVEN_BEFORE, (centre_id, stretch.branch, seq))
    row = await proven.fetchone()
    if row is not None and row[0] > begins:
        begins, chain = row
    while begins < seq:
        page = await _page(connection, centre_id, replace(stretch, upto=seq), begins)
        if not page:
            return None
        chain = chained(chain, page)
        begins += len(page)
    return chain


async def _all_after(
    connection: Connection, centre_id: int, stretches: Sequence[Stretch], seq: int
) -> list[bytes] | None:
    found: list[bytes] = []
    size = 0
    while page := await lines_after(connection, centre_id, stretches, seq, limit=PAGE_LINES):
        found += page
        seq += len(page)
        size += sum(map(len, page))
        if size > DAY_BYTES:
            return None
    return found


async def _page(
    connection: Connection, centre_id: int, stretch: Stretch, after: int, *, limit: int = PAGE_LINES
) -> list[bytes]:
    where = (centre_id, stretch.branch, after, stretch.upto, limit, PAGE_BYTES)
    return [line for (line,) in await (await connection.execute(_PAGE, where)).fetchall()]
