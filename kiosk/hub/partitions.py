"""The ledger by months: each made when its first line comes, absurd days apart from them."""

import logging
from collections.abc import Iterable
from datetime import date, datetime, timedelta

from psycopg import sql
from psycopg.errors import CheckViolation

from kiosk.hub.store import Connection, Store

log = logging.getLogger(__name__)

FIRST_DAY = date(2020, 1, 1)
"""Before there was a first centre: a machine whose clock has no battery wakes up in 1970."""
AHEAD = timedelta(days=62)
"""A day further ahead than this is a wrong clock's."""

PATIENCE = "3s"
"""How long a new month waits for who reads the whole ledger: others queue behind it meanwhile."""

Month = tuple[int, int]
"""A year and a month of it."""

_KEY = 7_083_110_477
"""Of the lock under which months are made."""
_LOCK = "SELECT pg_advisory_xact_lock(%s)"
_PATIENCE = "SELECT set_config('lock_timeout', %s, true)"
_THERE = "SELECT to_regclass(%s) IS NOT NULL"
_MAKE = sql.SQL("CREATE TABLE {} PARTITION OF ledger FOR VALUES FROM ({}) TO ({})")
_MAKE_BESIDE = sql.SQL("CREATE TABLE {} (LIKE ledger INCLUDING ALL)")
_MOVE = sql.SQL(
    "WITH moved AS (DELETE FROM ledger_absurd WHERE day >= {from_} AND day < {to} "
    "RETURNING centre_id, branch, seq, day, line) "
    "INSERT INTO {month} (centre_id, branch, seq, day, line) "
    "SELECT centre_id, branch, seq, day, line FROM moved"
)
_ATTACH = sql.SQL("ALTER TABLE ledger ATTACH PARTITION {} FOR VALUES FROM ({}) TO ({})")


class Months:
    """Which months of the ledger are there. Asked for every batch, so it remembers."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._known: set[Month] = set()

    async def see_to(self, days: Iterable[date], now: datetime) -> None:
        """Make the months of these days that are missing. Raises ``HubStoreFailed``."""
        for day in days:
            month = (day.year, day.month)
            if month not in self._known and not is_absurd(day, now):
                await self._make(month)
                self._known.add(month)

    def forget(self) -> None:
        """The database went away: it may come back as it was yesterday."""
        self._known.clear()

    async def _make(self, month: Month) -> None:
        # In a transaction of its own: the batch that waits for it holds no lock meanwhile.
        try:
            async with self._store.transaction() as connection:
                made = await _make(connection, month, _MAKE)
        except CheckViolation:
            async with self._store.transaction() as connection:
                made = await _make(connection, month, _MAKE_BESIDE, moving=True)
        if made:
            log.info("month_made", extra={"month": name_of(month)})


def is_absurd(day: date, now: datetime) -> bool:
    """Whether no centre can have had this day yet, or ever."""
    return not FIRST_DAY <= day <= now.date() + AHEAD


def name_of(month: Month) -> str:
    """The month's table."""
    return f"ledger_{month[0]:04}_{month[1]:02}"


async def _make(
    connection: Connection, month: Month, how: sql.SQL, *, moving: bool = False
) -> bool:
    await connection.execute(_PATIENCE, (PATIENCE,))
    await connection.execute(_LOCK, (_KEY,))
    there = await (await connection.execute(_THERE, (name_of(month),))).fetchone()
    if there is not None and there[0]:
        return False
    table = sql.Identifier(name_of(month))
    from_, to = sql.Literal(date(*month, 1)), sql.Literal(_next(month))
    await connection.execute(how.format(table, from_, to))
    if moving:
        # The day was absurd once, such as next year's, and its lines were kept apart.
        await connection.execute("LOCK TABLE ledger_absurd IN ACCESS EXCLUSIVE MODE")
        await connection.execute(_MOVE.format(from_=from_, to=to, month=table))
        await connection.execute(_ATTACH.format(table, from_, to))
    return True


def _next(month: Month) -> date:
    year, number = month
    return date(year + number // 12, number % 12 + 1, 1)
