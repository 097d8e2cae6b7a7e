"""What the hub found wrong: told until somebody has looked at it, never papered over."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum, unique

from kiosk.hub.store import Connection

DETAIL_LENGTH = 500

_NOTE = """
    INSERT INTO finding (centre_id, code, about, detail, first_at, last_at, times)
    VALUES (%s, %s, %s, %s, %s, %s, %s)
    ON CONFLICT (centre_id, code, about) DO UPDATE SET
        detail = excluded.detail, last_at = excluded.last_at,
        times = finding.times + excluded.times, settled_at = NULL, settled_by = NULL
"""
_OPEN = """
    SELECT centre_id, code, about, detail, first_at, last_at, times FROM finding
    WHERE settled_at IS NULL ORDER BY last_at DESC, centre_id, code, about LIMIT %s
"""
_OPEN_OF = """
    SELECT centre_id, code, about, detail, first_at, last_at, times FROM finding
    WHERE centre_id = %s AND settled_at IS NULL ORDER BY last_at DESC, code, about LIMIT %s
"""
_SETTLE = """
    UPDATE finding SET settled_at = %s, settled_by = %s
    WHERE centre_id = %s AND code = %s AND about = %s AND settled_at IS NULL
"""


@unique
class FindingCode(StrEnum):
    """What can be wrong with a centre's journal or with who speaks for it."""

    UNREADABLE_LINE = "UNREADABLE_LINE"
    """A line is no event: stored as it came, and nothing is made from it."""
    ABSURD_DAY = "ABSURD_DAY"
    """A line's day is no day that this centre can have had."""
    WRONG_SEQ = "WRONG_SEQ"
    """A line says another number than the one it came as: its batch was not taken."""
    GAP = "GAP"
    """Lines are missing for good: the centre has let them go before the hub had them."""
    RESTORED = "RESTORED"
    """The centre was restored from a copy, or a copy took over, without the hub's last lines."""
    ROLLED_BACK = "ROLLED_BACK"
    """The centre's store is older than what it had sent, and does not say why."""
    FORK = "FORK"
    """The centre has another line under a number that the hub has: one of them was changed."""
    HUB_BEHIND = "HUB_BEHIND"
    """The hub lacks lines that it once had: its database was put back from a copy."""
    CLONED = "CLONED"
    """Two machines speak with one key."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing that was found, ``about`` such as a branch or a machine, ``times`` over."""

    centre_id: int
    code: str
    about: str
    detail: str
    first_at: datetime
    last_at: datetime
    times: int


async def note(
    connection: Connection,
    centre_id: int,
    code: FindingCode,
    *,
    about: str,
    detail: str,
    at: datetime,
    times: int = 1,
) -> None:
    """Keep a finding in the caller's transaction; the same again counts, and opens it anew.

    ``about`` tells findings of a kind apart, ``detail`` is for people who look into it: English,
    and without anything of a visitor's.
    """
    told = detail.replace("\0", "�")[:DETAIL_LENGTH]
    await connection.execute(_NOTE, (centre_id, code, about, told, at, at, times))


async def settle(
    connection: Connection, centre_id: int, code: str, about: str, *, by: str, at: datetime
) -> bool:
    """Somebody has looked at it; whether there was such a finding to look at."""
    done = await connection.execute(_SETTLE, (at, by, centre_id, code, about))
    return done.rowcount > 0


async def open_findings(
    connection: Connection, centre_id: int | None = None, *, limit: int = 1000
) -> Sequence[Finding]:
    """What nobody has looked at, the newest first; of one centre or of all."""
    rows = (
        await connection.execute(_OPEN, (limit,))
        if centre_id is None
        else await connection.execute(_OPEN_OF, (centre_id, limit))
    )
    return [
        Finding(
            centre_id=row[0],
            code=row[1],
            about=row[2],
            detail=row[3],
            first_at=row[4],
            last_at=row[5],
            times=row[6],
        )
        for row in await rows.fetchall()
    ]
