"""Tables turned to another of a centre's histories, and made anew from the ledger."""

from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime

from kiosk.hub.branches import Stretch, branches, lineage
from kiosk.hub.lines import LedgerLine, WrongSeq, read_lines
from kiosk.hub.projecting_reading import read_fact
from kiosk.hub.store import Connection

GoOn = Callable[[Connection, int, int, Sequence[LedgerLine]], Awaitable[None]]
"""Brings the tables in step with the next lines of a centre's branch."""

PAGE_LINES = 1000

_OPENED = """
    SELECT seq, day FROM day_opened
    WHERE centre_id = %s AND branch = %s AND seq > %s AND seq <= %s ORDER BY seq DESC LIMIT 1
"""
_LINES = """
    SELECT line FROM ledger
    WHERE centre_id = %s AND branch = %s AND seq > %s AND seq <= %s ORDER BY seq LIMIT %s
"""
_ABANDON = (
    """
    UPDATE ticket SET abandoned = true
    WHERE centre_id = %(centre)s AND day >= %(day)s AND NOT abandoned
    """,
    """
    UPDATE feedback SET abandoned = true
    WHERE centre_id = %(centre)s AND day >= %(day)s AND NOT abandoned
    """,
    # The day's own line has all that were to come, and brings them back as they were then.
    """
    UPDATE appointment SET abandoned = true
    WHERE centre_id = %(centre)s AND NOT abandoned
        AND (day >= %(day)s OR booked_at >= %(at)s OR ended_at >= %(at)s)
    """,
    # Nobody waits any more of whom only that history knows; whatever else it tells has happened.
    "UPDATE service_day SET waiting = 0 WHERE centre_id = %(centre)s AND day >= %(day)s",
    "UPDATE centre_day SET waiting = 0 WHERE centre_id = %(centre)s AND day >= %(day)s",
    "DELETE FROM counter WHERE centre_id = %(centre)s AND day >= %(day)s",
    "DELETE FROM service_now WHERE centre_id = %(centre)s",
    "DELETE FROM centre_now WHERE centre_id = %(centre)s",
)
_FORGET = (
    "DELETE FROM ticket WHERE centre_id = %(centre)s",
    "DELETE FROM feedback WHERE centre_id = %(centre)s",
    "DELETE FROM appointment WHERE centre_id = %(centre)s",
    "DELETE FROM counter WHERE centre_id = %(centre)s",
    "DELETE FROM service_day WHERE centre_id = %(centre)s",
    "DELETE FROM centre_day WHERE centre_id = %(centre)s",
    "DELETE FROM service_now WHERE centre_id = %(centre)s",
    "DELETE FROM centre_now WHERE centre_id = %(centre)s",
)
_HOLD = "SELECT branch FROM branch WHERE centre_id = %s ORDER BY branch FOR UPDATE"


class LinesGone(Exception):
    """The ledger does not have that line any more: what was made of it cannot be made anew."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Opening:
    """Where a day begins, in a stretch of the ledger."""

    seq: int
    day: date
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """From the branch that tables stand on to another, whose first line is of ``first_day``."""

    stands_on: int
    branch: int
    first_day: date


async def rebase(connection: Connection, centre_id: int, turn: Turn, go_on: GoOn) -> None:
    """Turn what was made of one branch to what the other shares with the ledger.

    What only the history before knows is marked as abandoned: it happened, and its numbers are in
    visitors' hands, but nothing more happens to it. The day the two part on is made anew; where
    they share nothing, all from the other's first day on is abandoned.
    """
    known = await branches(connection, centre_id)
    shared = [each for each in lineage(known, turn.branch) if each.branch != turn.branch]
    end = next((each.cursor for each in known if each.branch == turn.stands_on), 0)
    if any(each.branch == turn.stands_on and each.upto >= end for each in shared):
        return
    opening = await _last_opening(connection, centre_id, shared)
    begins = opening or _Opening(seq=0, day=turn.first_day, at=_midnight(turn.first_day))
    where = {"centre": centre_id, "day": begins.day, "at": begins.at}
    for statement in _ABANDON:
        await connection.execute(statement, where)
    if opening is not None:
        for stretch in reversed(shared):
            async for lines in _pages(connection, centre_id, stretch, opening.seq - 1):
                await go_on(connection, centre_id, turn.branch, lines)


async def rebuild(connection: Connection, centre_id: int, project: GoOn) -> None:
    """Make everything of a centre anew from its ledger, in the caller's transaction.

    Nothing of it comes up meanwhile: its branches are held. Raises ``LinesGone`` where the ledger's
    old months were taken away: then everything is to stay as it is.
    """
    await connection.execute(_HOLD, (centre_id,))
    for statement in _FORGET:
        await connection.execute(statement, {"centre": centre_id})
    for each in await branches(connection, centre_id):
        own = Stretch(
            branch=each.branch, after=each.begins, chain=each.begins_chain, upto=each.cursor
        )
        async for lines in _pages(connection, centre_id, own, 0):
            await project(connection, centre_id, each.branch, lines)


async def _last_opening(
    connection: Connection, centre_id: int, shared: Sequence[Stretch]
) -> _Opening | None:
    for each in shared:
        where = (centre_id, each.branch, each.after, each.upto)
        row = await (await connection.execute(_OPENED, where)).fetchone()
        if row is not None:
            seq, day = row
            line = (centre_id, each.branch, seq - 1, seq, 1)
            found = await (await connection.execute(_LINES, line)).fetchone()
            fact = None
            if found is not None:
                fact = read_fact(read_lines([found[0]], after=seq - 1)[0])
            at = fact.at if fact is not None else _midnight(day)
            return _Opening(seq=seq, day=day, at=at)
    return None


def _midnight(day: date) -> datetime:
    return datetime.combine(day, datetime.min.time(), UTC)


async def _pages(
    connection: Connection, centre_id: int, stretch: Stretch, after: int
) -> AsyncIterator[list[LedgerLine]]:
    """The stretch's lines behind ``after``, a page at a time."""
    after = max(after, stretch.after)
    while after < stretch.upto:
        where = (centre_id, stretch.branch, after, stretch.upto, PAGE_LINES)
        rows = await (await connection.execute(_LINES, where)).fetchall()
        if not rows:
            raise LinesGone(after + 1)
        try:
            lines = read_lines([text for (text,) in rows], after=after)
        except WrongSeq as wrong:
            raise LinesGone(wrong.expected) from wrong
        yield lines
        after = lines[-1].seq
