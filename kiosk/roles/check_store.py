"""What `check` says of what a screen keeps here: what waits for the centre, and since when."""

import sys
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID

from kiosk.db.opening import Database, DatabaseUnfit, StoreFailed, open_device_for_reports, reading
from kiosk.db.outbox import OutboxTable
from kiosk.db.private_files import OTHERS
from kiosk.db.reserve import KnownTable
from kiosk.db.stores import DEVICE_STORE
from kiosk.domain.ids import CommandId
from kiosk.roles.check_finding import Finding, absent, fails, since, works
from kiosk.roles.membership import TOKEN

FLOOR = "floor"
SOON_SENT = timedelta(minutes=1)
UUID_TIME_BITS = 80


def store(role: str, directory: Path, now: datetime, *, needed: bool) -> Iterator[Finding]:
    """Of the screen ``role`` that keeps its data in ``directory``; ``now`` is aware.

    A screen that was never started here is only told where it is ``needed``.
    """
    path = directory / DEVICE_STORE
    if not path.is_file():
        if needed:
            yield absent(role, f"No {role} has been started with {directory} yet.")
        return
    try:
        with closing(open_device_for_reports(path)) as db, reading():
            yield _unsent(role, db, now)
            yield from _known(role, db, now)
    except (DatabaseUnfit, StoreFailed) as reason:
        yield fails(role, f"{reason}.")
    yield from _token(role, directory / TOKEN)


def _unsent(role: str, db: Database, now: datetime) -> Finding:
    waiting = OutboxTable(db).pending()
    if not waiting:
        return works(role, "The centre has everything that was told here.")
    oldest = made_at(waiting[0].id)
    told = f"{len(waiting)} of what was told here still wait for the centre"
    if oldest is None:
        return fails(role, f"{told}: see what is said of the centre.")
    if now - oldest < SOON_SENT:
        return works(role, f"{told}, for less than a minute.")
    return fails(role, f"{told}, since {since(oldest, now)}: see what is said of the centre.")


def made_at(command: CommandId) -> datetime | None:
    """When a command was made, by its id of version 7; ``None`` for an id of another kind."""
    try:
        value = UUID(command)
    except ValueError:
        return None
    if value.version != 7:  # noqa: PLR2004 - RFC 9562's
        return None
    return datetime.fromtimestamp((value.int >> UUID_TIME_BITS) / 1000, UTC)


def _known(role: str, db: Database, now: datetime) -> Iterator[Finding]:
    known = KnownTable(db).get(FLOOR)
    if known is not None:
        yield works(role, f"It knows the hall as of {since(known.at, now)}.")


def _token(role: str, token: Path) -> Iterator[Finding]:
    if not token.exists():
        yield absent(role, "It is no device of a centre yet: its screen shows the code to type.")
    elif sys.platform != "win32" and token.stat().st_mode & OTHERS:
        yield fails(role, f"Other users of this machine can read {token}: chmod 600 {token}")
