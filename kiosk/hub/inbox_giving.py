"""What the inbox and a centre say to each other: answers in, what is next out, in agreement."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import msgspec

from kiosk.domain.ids import CommandId
from kiosk.hub.store import Connection
from kiosk.wire.codec import UUID
from kiosk.wire.inbox import MOST_ITEMS, Answered, AnswerState, Item

KEPT = timedelta(days=180)
"""How long it is told what became of a command."""

_ANSWER = """
    UPDATE inbox SET
        state = given.state, answered_at = %(at)s, epoch = given.epoch,
        first_seq = given.first_seq, last_seq = given.last_seq,
        reason = given.reason, say = given.say
    FROM unnest(
        %(ids)s::uuid[], %(states)s::text[], %(epochs)s::text[], %(firsts)s::bigint[],
        %(lasts)s::bigint[], %(reasons)s::text[], %(says)s::text[]
    ) AS given (id, state, epoch, first_seq, last_seq, reason, say)
    WHERE inbox.centre_id = %(centre)s AND inbox.id = given.id
    AND inbox.state IN ('waiting', 'expired')
"""
_EXPIRE = """
    UPDATE inbox SET state = 'expired', answered_at = %(at)s
    WHERE centre_id = %(centre)s AND state = 'waiting' AND expires_at <= %(at)s
"""
_WAITING = """
    SELECT seq, id::text, command, coalesce(expires_at <= %(at)s, false) FROM inbox
    WHERE centre_id = %(centre)s AND state = 'waiting' AND seq > %(after)s
    ORDER BY seq LIMIT %(most)s
"""
# Every centre asks this every 25 s: one look for what nearly always is well.
_HOW_IT_STANDS = """
    SELECT
        head.last_seq,
        (SELECT count(*) FROM inbox WHERE inbox.centre_id = head.centre_id
            AND inbox.state = 'waiting' AND inbox.seq <= %(after)s),
        (SELECT inbox.id::text FROM inbox WHERE inbox.centre_id = head.centre_id
            AND inbox.seq = %(after)s)
    FROM inbox_head AS head WHERE head.centre_id = %(centre)s
"""
_LOCK_HEAD = """
    INSERT INTO inbox_head (centre_id, last_seq) VALUES (%(centre)s, %(after)s)
    ON CONFLICT (centre_id) DO UPDATE SET last_seq = greatest(inbox_head.last_seq, %(after)s)
    RETURNING last_seq
"""
# What was put first stays before what was put later, whatever stood at its old place.
_RENUMBER = """
    UPDATE inbox SET seq = %(base)s + given.place
    FROM (
        SELECT id, row_number() OVER (ORDER BY seq) AS place FROM inbox
        WHERE centre_id = %(centre)s AND (state = 'waiting' OR seq = %(after)s)
    ) AS given
    WHERE inbox.centre_id = %(centre)s AND inbox.id = given.id
"""
_RAISE_HEAD = "UPDATE inbox_head SET last_seq = last_seq + %s WHERE centre_id = %s"
_REOPEN = """
    UPDATE inbox SET
        state = 'waiting', answered_at = NULL, epoch = NULL, first_seq = NULL, last_seq = NULL
    WHERE centre_id = %(centre)s AND state = 'done' AND epoch = %(epoch)s
    AND last_seq >= first_seq AND first_seq > %(after)s
    AND (expires_at IS NULL OR expires_at > %(at)s)
"""
# Old ones have the lowest numbers. What became of a catalogue is told for as long as it is known.
_TIDY = """
    DELETE FROM inbox
    WHERE centre_id = %(centre)s AND state <> 'waiting' AND answered_at < %(before)s
    AND type <> 'LoadCatalogue' AND seq IN (
        SELECT seq FROM inbox
        WHERE centre_id = %(centre)s AND type <> 'LoadCatalogue' ORDER BY seq LIMIT 100
    )
"""
_NUL = "\x00"
"""What PostgreSQL takes in no text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Renumbered:
    """The hub does not know a place up to which the centre says that it has answered.

    Its database stands as it was before: ``waiting`` commands got places above ``after``.
    """

    after: int
    had: int
    waiting: int


async def keep_answers(
    connection: Connection, centre_id: int, answers: Sequence[Answered], *, at: datetime
) -> None:
    """Keep what the centre made of its commands; what is answered already stays as it is."""
    fit = [each for each in answers if UUID.fullmatch(each.id)]
    if not fit:
        return
    done = [each.state is AnswerState.DONE for each in fit]
    given = {
        "at": at,
        "centre": centre_id,
        "ids": [each.id for each in fit],
        "states": [each.state.value for each in fit],
        "epochs": [_text(each.epoch) for each in fit],
        "firsts": [
            each.first_seq if is_done else None for each, is_done in zip(fit, done, strict=True)
        ],
        "lasts": [
            each.last_seq if is_done else None for each, is_done in zip(fit, done, strict=True)
        ],
        "reasons": [_text(each.reason) for each in fit],
        "says": [json.dumps(each.say) for each in fit],
    }
    await connection.execute(_ANSWER, given)
    await connection.execute(_TIDY, {"centre": centre_id, "before": at - KEPT})


async def items_after(
    connection: Connection, centre_id: int, after: int, *, at: datetime
) -> tuple[Item, ...]:
    """What the centre has still to answer after its cursor, in order: all, or the first of it."""
    asked = {"at": at, "centre": centre_id, "after": after, "most": MOST_ITEMS}
    rows = await (await connection.execute(_WAITING, asked)).fetchall()
    if any(is_late for *_, is_late in rows):
        await connection.execute(_EXPIRE, asked)
        rows = await (await connection.execute(_WAITING, asked)).fetchall()
    return tuple(
        Item(seq=seq, id=CommandId(name), command=msgspec.Raw(command.encode()))
        for seq, name, command, _ in rows
    )


async def agree(
    connection: Connection, centre_id: int, after: int, after_id: str
) -> Renumbered | None:
    """See that nothing unanswered lies where the centre has passed by; ``None``: all is well.

    Where something does, or the hub never gave that place, this database is an older copy of
    itself: what waits is numbered anew, above.
    """
    asked = {"centre": centre_id, "after": after}
    row = await (await connection.execute(_HOW_IT_STANDS, asked)).fetchone()
    head, left, there = row if row is not None else (0, 0, None)
    # Where nothing stands any more, it was numbered anew or forgotten.
    if after <= head and not left and there in (None, after_id):
        return None
    waiting = await _number_anew(connection, centre_id, after)
    return Renumbered(after=after, had=head, waiting=waiting)


async def reopen(
    connection: Connection, centre_id: int, *, epoch: str, after: int, at: datetime
) -> int:
    """Have done again what the centre did in ``epoch`` behind ``after``, and has lost since.

    For a centre restored from a copy that ends there; what is too late by ``at`` stays as it is.
    How many there were.
    """
    given = {"centre": centre_id, "epoch": epoch, "after": after, "at": at}
    again = (await connection.execute(_REOPEN, given)).rowcount
    if again:
        await _number_anew(connection, centre_id, 0)
    return again


async def lock(connection: Connection, centre_id: int, after: int = 0) -> int:
    """Keep others from this inbox until the caller commits; its last seq, ``after`` at least."""
    given = {"centre": centre_id, "after": after}
    row = await (await connection.execute(_LOCK_HEAD, given)).fetchone()
    return int(row[0]) if row is not None else after


async def _number_anew(connection: Connection, centre_id: int, after: int) -> int:
    base = await lock(connection, centre_id, after)
    given = {"centre": centre_id, "after": after, "base": base}
    moved = (await connection.execute(_RENUMBER, given)).rowcount
    await connection.execute(_RAISE_HEAD, (moved, centre_id))
    return moved


def _text(given: str) -> str:
    return given.replace(_NUL, "")
