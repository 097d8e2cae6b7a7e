"""Head office's people in the database."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from kiosk.hub.office_rights import OfficeRole
from kiosk.hub.store import Connection

HUB_ITSELF = 0
"""Stands for a centre where what was done concerns none."""

_LIVING = """
    SELECT person, name, role, secret, first_until, totp, misses, locked_until, made_at
    FROM office_person WHERE revoked_at IS NULL ORDER BY person
"""
_LAST = "SELECT coalesce(max(person), 0) FROM office_person"
_ADD = """
    INSERT INTO office_person
        (person, name, role, secret, first_until, totp_step, recovery, misses, made_at)
    VALUES (%s, %s, %s, %s, %s, 0, '{}', 0, %s)
"""
_ANEW = """
    UPDATE office_person SET secret = %s, first_until = %s, totp = NULL, totp_step = 0,
        recovery = '{}', misses = 0, locked_until = NULL
    WHERE person = %s AND revoked_at IS NULL
"""
_SET_UP = """
    UPDATE office_person SET secret = %s, first_until = NULL, totp = %s, totp_step = %s,
        recovery = %s
    WHERE person = %s AND totp IS NULL AND revoked_at IS NULL
"""
_STEP = """
    UPDATE office_person SET totp_step = %s
    WHERE person = %s AND totp_step < %s AND revoked_at IS NULL
"""
_RECOVER = """
    UPDATE office_person SET recovery = array_remove(recovery, %s)
    WHERE person = %s AND %s = ANY (recovery) AND revoked_at IS NULL
"""
_NOTE = "UPDATE office_person SET misses = %s, locked_until = %s WHERE person = %s"
_ROLE = "UPDATE office_person SET role = %s WHERE person = %s AND revoked_at IS NULL"
_REVOKE = "UPDATE office_person SET revoked_at = %s WHERE person = %s AND revoked_at IS NULL"
_SPENT = "SELECT recovery, totp_step FROM office_person WHERE person = %s"
_ACT = """
    INSERT INTO office_act (centre_id, act, at, by, what, about) VALUES (%s, %s, %s, %s, %s, %s)
    ON CONFLICT DO NOTHING
"""
_ACTS = """
    SELECT at, by, what, about FROM office_act WHERE centre_id = %s ORDER BY at DESC LIMIT %s
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficePerson:
    """Somebody at head office.

    ``first_until``: the password is one that somebody else knows, and is good until then alone.
    ``totp`` is the sealed secret of the second step; ``None``: not set up yet.
    """

    n: int
    name: str
    role: OfficeRole
    secret: str
    first_until: datetime | None
    totp: bytes | None
    made_at: datetime

    @property
    def id(self) -> str:
        """What stands in journals and logs for this person; never the name."""
        return f"office-p{self.n}"


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldAgainst:
    """What is held against a person: wrong tries, and until when none is looked at."""

    n: int
    misses: int
    locked_until: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Spent:
    """The hashes of codes on paper that are left, and the last step whose code was used."""

    recovery: tuple[bytes, ...]
    step: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """Something that head office did: ``by`` whom, and to what."""

    at: datetime
    by: str
    what: str
    about: str


async def living(connection: Connection) -> tuple[tuple[OfficePerson, HeldAgainst], ...]:
    """Everybody who may sign in, the longest known first, and what is held against them."""
    rows = await (await connection.execute(_LIVING)).fetchall()
    return tuple(
        (
            OfficePerson(
                n=n,
                name=name,
                role=OfficeRole(role),
                secret=secret,
                first_until=first_until,
                totp=bytes(totp) if totp is not None else None,
                made_at=made_at,
            ),
            HeldAgainst(n=n, misses=misses, locked_until=locked_until),
        )
        for n, name, role, secret, first_until, totp, misses, locked_until, made_at in rows
    )


async def add(connection: Connection, person: OfficePerson) -> None:
    """A new person, who has not been set up."""
    row = (person.n, person.name, person.role, person.secret, person.first_until, person.made_at)
    await connection.execute(_ADD, row)


async def next_number(connection: Connection) -> int:
    """A number that nobody has or ever had."""
    row = await (await connection.execute(_LAST)).fetchone()
    return int(row[0]) + 1 if row is not None else 1


async def begin_anew(connection: Connection, n: int, secret: str, until: datetime) -> bool:
    """Another first password, and no second step; ``False``: there is no such person."""
    return (await connection.execute(_ANEW, (secret, until, n))).rowcount == 1


async def set_up(
    connection: Connection,
    n: int,
    *,
    secret: str,
    totp: bytes,
    step: int,
    recovery: Sequence[bytes],
) -> bool:
    """A password of their own and a second step; ``False``: they have these already."""
    row = (secret, totp, step, list(recovery), n)
    return (await connection.execute(_SET_UP, row)).rowcount == 1


async def use_step(connection: Connection, n: int, step: int) -> bool:
    """A code by time is used up; ``False``: it or a later one was used already."""
    return (await connection.execute(_STEP, (step, n, step))).rowcount == 1


async def use_recovery(connection: Connection, n: int, code: bytes) -> bool:
    """A code on paper is used up; ``False``: it is none of theirs, or none any more."""
    return (await connection.execute(_RECOVER, (code, n, code))).rowcount == 1


async def note(connection: Connection, held: HeldAgainst) -> None:
    """What is held against a person from now on."""
    await connection.execute(_NOTE, (held.misses, held.locked_until, held.n))


async def change_role(connection: Connection, n: int, role: OfficeRole) -> bool:
    """Another role; ``False``: there is no such person."""
    return (await connection.execute(_ROLE, (role, n))).rowcount == 1


async def revoke(connection: Connection, n: int, at: datetime) -> bool:
    """May sign in no more; ``False``: there is no such person."""
    return (await connection.execute(_REVOKE, (at, n))).rowcount == 1


async def spent(connection: Connection, n: int) -> Spent:
    """What is left of a person's codes; nothing of nobody's."""
    row = await (await connection.execute(_SPENT, (n,))).fetchone()
    if row is None:
        return Spent(recovery=(), step=0)
    return Spent(recovery=tuple(map(bytes, row[0])), step=int(row[1]))


async def keep_act(connection: Connection, centre_id: int, act_id: UUID, act: Act) -> bool:
    """Write an act down; ``False``: this very one was done already."""
    row = (centre_id, act_id, act.at, act.by, act.what, act.about)
    return (await connection.execute(_ACT, row)).rowcount == 1


async def acts(connection: Connection, centre_id: int, most: int) -> tuple[Act, ...]:
    """What was done to a centre, the newest first."""
    rows = await (await connection.execute(_ACTS, (centre_id, most))).fetchall()
    return tuple(Act(at=at, by=by, what=what, about=about) for at, by, what, about in rows)
