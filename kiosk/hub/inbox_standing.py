"""How a centre's commands stand: waiting, done, refused, or too late."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from kiosk.domain.ids import CommandId
from kiosk.hub.store import Connection

_STANDING = """
    SELECT seq, id::text, type, command, made_at, made_by, expires_at, state, answered_at, epoch,
        first_seq, last_seq, reason, say
    FROM inbox WHERE centre_id = %s AND id = %s
"""
_RECENT = """
    SELECT seq, id::text, type, command, made_at, made_by, expires_at, state, answered_at, epoch,
        first_seq, last_seq, reason, say
    FROM inbox WHERE centre_id = %s ORDER BY seq DESC LIMIT %s
"""
_WAITING_COUNTS = """
    SELECT centre_id, count(*), min(made_at) FROM inbox
    WHERE state = 'waiting' AND (expires_at IS NULL OR expires_at > %s) GROUP BY centre_id
"""

Row = tuple[
    int,
    str,
    str,
    str,
    datetime,
    str,
    datetime | None,
    str,
    datetime | None,
    str | None,
    int | None,
    int | None,
    str | None,
    str | None,
]


class State(StrEnum):
    """Where a command stands."""

    WAITING = "waiting"
    """The centre has not answered it; it may never have heard of it."""
    DONE = "done"
    REFUSED = "refused"
    UNFIT = "unfit"
    EXPIRED = "expired"
    """Its time passed, or a later one took its place, before the centre came for it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """One command and what became of it.

    Done, it is in the journal of ``epoch`` from ``first_seq`` to ``last_seq``. ``reason`` is the
    rules' code or the field that was wrong; ``say`` the centre's sentence by language.
    """

    seq: int
    id: CommandId
    type: str
    command: bytes
    made_at: datetime
    made_by: str
    expires_at: datetime | None
    state: State
    answered_at: datetime | None
    epoch: str | None
    first_seq: int | None
    last_seq: int | None
    reason: str
    say: Mapping[str, str]


async def standing(
    connection: Connection, centre_id: int, command: CommandId, *, now: datetime
) -> Standing | None:
    """How one command stands ``now`` (aware); ``None``: there is none of that id."""
    found = await connection.execute(_STANDING, (centre_id, command))
    row = await found.fetchone()
    return _standing(row, now) if row is not None else None


async def recent(
    connection: Connection, centre_id: int, *, now: datetime, limit: int = 100
) -> tuple[Standing, ...]:
    """The last commands of a centre, the newest first."""
    found = await connection.execute(_RECENT, (centre_id, limit))
    rows = await found.fetchall()
    return tuple(_standing(row, now) for row in rows)


async def waiting(connection: Connection, *, now: datetime) -> Mapping[int, tuple[int, datetime]]:
    """By centre: how many commands wait there, and since when the oldest does."""
    found = await connection.execute(_WAITING_COUNTS, (now,))
    return {centre: (count, since) for centre, count, since in await found.fetchall()}


def _standing(row: Row, now: datetime) -> Standing:
    """A row as it counts now: what a silent centre never came for expires all the same."""
    expires_at, state = row[6], State(row[7])
    if state is State.WAITING and expires_at is not None and expires_at <= now:
        state = State.EXPIRED
    return Standing(
        seq=row[0],
        id=CommandId(row[1]),
        type=row[2],
        command=row[3].encode(),
        made_at=row[4],
        made_by=row[5],
        expires_at=expires_at,
        state=state,
        answered_at=row[8],
        epoch=row[9],
        first_seq=row[10],
        last_seq=row[11],
        reason=row[12] or "",
        say=json.loads(row[13]) if row[13] else {},
    )
