"""Which centres a hub has, by which keys it knows them, and who speaks for each."""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum, unique

from psycopg.rows import TupleRow

from kiosk.hub.store import Connection

_NEXT_ID = "SELECT coalesce(max(centre_id), 0) + 1 FROM centre"
_LOCK = "LOCK TABLE centre IN SHARE ROW EXCLUSIVE MODE"
_ADD = """
    INSERT INTO centre (centre_id, code, name, kind, parent, prefix, public, added_at)
    VALUES (%s, %s, %s, %s, %s, %s, %s, %s)
"""
_BY_CODE = """
    SELECT centre_id, code, name, kind, parent, prefix, public, added_at, revoked_at
    FROM centre WHERE code = %s
"""
_ALL = """
    SELECT centre_id, code, name, kind, parent, prefix, public, added_at, revoked_at
    FROM centre ORDER BY code
"""
_RENAME = "UPDATE centre SET name = %s WHERE centre_id = %s"
_REVOKE = "UPDATE centre SET revoked_at = %s WHERE centre_id = %s"
_KEYS = """
    SELECT key_id, public_key, state, since, until FROM centre_key WHERE centre_id = %s
    ORDER BY since, key_id
"""
_PUT_KEY = """
    INSERT INTO centre_key (centre_id, key_id, public_key, state, since, until)
    VALUES (%s, %s, %s, 'live', %s, NULL)
    ON CONFLICT (centre_id, key_id) DO UPDATE SET state = 'live', until = NULL
"""
_END_KEYS = """
    UPDATE centre_key SET state = 'ended', until = %s
    WHERE centre_id = %s AND key_id <> %s AND state <> 'ended'
"""
_RETIRE_KEY = """
    UPDATE centre_key SET state = 'retiring', until = %s
    WHERE centre_id = %s AND key_id = %s AND state = 'live'
"""
_SPEAKER = "SELECT term, instance, run FROM centre_speaker WHERE centre_id = %s"
_PUT_SPEAKER = """
    INSERT INTO centre_speaker (centre_id, term, instance, run, since)
    VALUES (%s, %s, %s, %s, %s)
    ON CONFLICT (centre_id) DO UPDATE SET
    term = excluded.term, instance = excluded.instance, run = excluded.run, since = excluded.since
"""
_FORGET_SPEAKER = "DELETE FROM centre_speaker WHERE centre_id = %s"
_PUT_CODE = """
    INSERT INTO centre_code (centre_id, proof_key, made_at, expires_at) VALUES (%s, %s, %s, %s)
"""
_END_CODES = "DELETE FROM centre_code WHERE centre_id = %s"
_END_UNUSED_CODES = """
    DELETE FROM centre_code WHERE centre_id = %s AND (used_by IS NULL OR expires_at <= %s)
"""
_CODES = """
    SELECT proof_key, used_by FROM centre_code WHERE centre_id = %s AND expires_at > %s FOR UPDATE
"""
_USE_CODE = """
    UPDATE centre_code SET used_by = %s, used_at = %s WHERE centre_id = %s AND proof_key = %s
"""
_WAITING = """
    SELECT centre_id, max(expires_at) FROM centre_code
    WHERE used_by IS NULL AND expires_at > %s GROUP BY centre_id
"""
_HAVE_KEYS = "SELECT DISTINCT centre_id FROM centre_key WHERE state = 'live'"


@unique
class Kind(StrEnum):
    """What a centre is."""

    CENTRE = "centre"
    OUTREACH = "outreach"
    """A laptop that goes out for days, with a letter of its own before its numbers."""


@unique
class KeyState(StrEnum):
    """Whether a centre is known by a key."""

    LIVE = "live"
    RETIRING = "retiring"
    """The centre has turned it in for another. A copy that lags may take over with it."""
    ENDED = "ended"


@dataclass(frozen=True, slots=True, kw_only=True)
class Centre:
    """One centre as the hub has it. ``parent`` is the one an outreach goes out from."""

    centre_id: int
    code: str
    name: str
    kind: Kind
    parent: int | None
    prefix: str
    public: bool
    added_at: datetime
    revoked_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CentreKey:
    """One key of a centre's; ``public_key`` is Ed25519, 32 bytes."""

    key_id: str
    public_key: bytes
    state: KeyState
    since: datetime
    until: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class LiveCode:
    """A code that can still be used; ``used_by`` is the key that it has already made."""

    proof_key: bytes
    used_by: str | None


class CentreTaken(Exception):
    """There is a centre of that code already."""


class Centres:
    """The tables of trust; every method works inside the caller's transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    async def add(self, centre: Centre) -> Centre:
        """One more, with the next free id instead of its own. Raises ``CentreTaken``."""
        await self._connection.execute(_LOCK)
        if await self.of(centre.code) is not None:
            raise CentreTaken
        row = await (await self._connection.execute(_NEXT_ID)).fetchone()
        number = int(row[0]) if row else 1
        values = (number, centre.code, centre.name, centre.kind, centre.parent)
        await self._connection.execute(
            _ADD, (*values, centre.prefix, centre.public, centre.added_at)
        )
        return replace(centre, centre_id=number)

    async def of(self, code: str) -> Centre | None:
        """The centre of that code."""
        row = await (await self._connection.execute(_BY_CODE, (code,))).fetchone()
        return _centre(row) if row is not None else None

    async def all(self) -> list[Centre]:
        """Every centre there is or was, by code."""
        rows = await (await self._connection.execute(_ALL)).fetchall()
        return [_centre(row) for row in rows]

    async def rename(self, centre_id: int, name: str) -> None:
        """What people call it."""
        await self._connection.execute(_RENAME, (name, centre_id))

    async def revoke(self, centre_id: int, at: datetime) -> None:
        """Its keys and codes count no more; what came from it stays."""
        await self._connection.execute(_REVOKE, (at, centre_id))
        await self._connection.execute(_END_KEYS, (at, centre_id, ""))
        await self._connection.execute(_END_CODES, (centre_id,))

    async def keys(self, centre_id: int) -> list[CentreKey]:
        """Its keys, the ended ones too, by age."""
        rows = await (await self._connection.execute(_KEYS, (centre_id,))).fetchall()
        return [
            CentreKey(key_id=r[0], public_key=r[1], state=KeyState(r[2]), since=r[3], until=r[4])
            for r in rows
        ]

    async def enrolled(self, centre_id: int, key_id: str, public_key: bytes, at: datetime) -> None:
        """From now on it is known by this key alone, and whoever speaks first speaks for it."""
        await self._connection.execute(_PUT_KEY, (centre_id, key_id, public_key, at))
        await self._connection.execute(_END_KEYS, (at, centre_id, key_id))
        await self._connection.execute(_REVOKE, (None, centre_id))
        await self._connection.execute(_FORGET_SPEAKER, (centre_id,))

    async def turned(
        self, centre_id: int, old_key: str, key_id: str, public_key: bytes, at: datetime
    ) -> None:
        """It turned its old key in for this one."""
        await self._connection.execute(_RETIRE_KEY, (at, centre_id, old_key))
        await self._connection.execute(_PUT_KEY, (centre_id, key_id, public_key, at))

    async def only(self, centre_id: int, key: CentreKey, at: datetime) -> None:
        """A copy that lagged took over with this one: the newer is nobody's any more."""
        await self._connection.execute(_PUT_KEY, (centre_id, key.key_id, key.public_key, key.since))
        await self._connection.execute(_END_KEYS, (at, centre_id, key.key_id))

    async def speaker(self, centre_id: int) -> tuple[int, str, str] | None:
        """Term, instance and run of whoever speaks for it."""
        row = await (await self._connection.execute(_SPEAKER, (centre_id,))).fetchone()
        return (int(row[0]), row[1], row[2]) if row is not None else None

    async def speaks(
        self, centre_id: int, *, term: int, instance: str, run: str, at: datetime
    ) -> None:
        """From now on this one speaks for it."""
        await self._connection.execute(_PUT_SPEAKER, (centre_id, term, instance, run, at))

    async def put_code(
        self, centre_id: int, proof_key: bytes, *, at: datetime, until: datetime
    ) -> None:
        """A new code; one that nobody used counts no more."""
        await self._connection.execute(_END_UNUSED_CODES, (centre_id, at))
        await self._connection.execute(_PUT_CODE, (centre_id, proof_key, at, until))

    async def codes(self, centre_id: int, at: datetime) -> list[LiveCode]:
        """Those that can be used at that time."""
        rows = await (await self._connection.execute(_CODES, (centre_id, at))).fetchall()
        return [LiveCode(proof_key=row[0], used_by=row[1]) for row in rows]

    async def use_code(self, centre_id: int, code: LiveCode, key_id: str, at: datetime) -> None:
        """It has made this key."""
        await self._connection.execute(_USE_CODE, (key_id, at, centre_id, code.proof_key))

    async def waiting(self, at: datetime) -> dict[int, datetime]:
        """Centres whose code nobody has used yet, and until when it can be."""
        rows = await (await self._connection.execute(_WAITING, (at,))).fetchall()
        return {int(row[0]): row[1] for row in rows}

    async def enrolled_ids(self) -> set[int]:
        """Centres that have a key."""
        rows = await (await self._connection.execute(_HAVE_KEYS)).fetchall()
        return {int(row[0]) for row in rows}


def _centre(row: TupleRow) -> Centre:
    centre_id, code, name, kind, parent, prefix, public, added_at, revoked_at = row
    return Centre(
        centre_id=centre_id,
        code=code,
        name=name,
        kind=Kind(kind),
        parent=parent,
        prefix=prefix,
        public=public,
        added_at=added_at,
        revoked_at=revoked_at,
    )
