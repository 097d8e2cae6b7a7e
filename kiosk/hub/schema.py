"""The hub's tables, made and grown in order: one transaction for each step, one hub at a time."""

import logging
from collections.abc import Sequence

from kiosk.hub.migrations import Migration
from kiosk.hub.schema_booking import BOOKING
from kiosk.hub.schema_centres import CENTRES
from kiosk.hub.schema_inbox import INBOX
from kiosk.hub.schema_ledger import LEDGER
from kiosk.hub.schema_office import OFFICE
from kiosk.hub.schema_projections import PROJECTIONS
from kiosk.hub.store import Connection, Store

log = logging.getLogger(__name__)

MIGRATIONS: tuple[Migration, ...] = (LEDGER, CENTRES, PROJECTIONS, INBOX, BOOKING, OFFICE)
"""In the order they are run; a new one stands last."""

_KEY = 7_083_110_476
"""Of the lock that two hubs of one database share; any number that nobody else takes."""
_LOCK = "SELECT pg_advisory_xact_lock(%s)"
_MADE = "CREATE TABLE IF NOT EXISTS migration (name text PRIMARY KEY, done_at timestamptz NOT NULL)"
_KNOWN = "SELECT name FROM migration"
_DONE = "INSERT INTO migration (name, done_at) VALUES (%s, now())"


class SchemaUnfit(Exception):
    """This database was grown by a newer version; the sentence says what to do."""


async def migrate(store: Store, migrations: Sequence[Migration] = MIGRATIONS) -> tuple[str, ...]:
    """Run what the database has not had yet; the names of that.

    Raises ``SchemaUnfit`` and ``HubStoreFailed``.
    """
    done = []
    for migration in migrations:
        async with store.transaction() as connection:
            await connection.execute(_LOCK, (_KEY,))
            if await _run(connection, migration, {each.name for each in migrations}):
                log.info("migrated", extra={"migration": migration.name})
                done.append(migration.name)
    return tuple(done)


async def _run(connection: Connection, migration: Migration, ours: set[str]) -> bool:
    await connection.execute(_MADE)
    known = {str(name) for (name,) in await (await connection.execute(_KNOWN)).fetchall()}
    if newer := sorted(known - ours):
        raise SchemaUnfit(
            f"the hub's database was grown by a newer version ({newer[0]}): install that version"
        )
    if migration.name in known:
        return False
    for statement in migration.statements:
        await connection.execute(statement)
    await connection.execute(_DONE, (migration.name,))
    return True
