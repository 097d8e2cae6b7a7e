"""Opening SQLite: one library, one set of promises, the newest schema."""

import errno
import logging
import os
from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path

from sqlite_utils import Database, Migrations

# The one SQLite of this process: pysqlite3 where it is installed, else Python's own.
from sqlite_utils.utils import sqlite3  # type: ignore[attr-defined]

from kiosk.db.centre_schema import CENTRE
from kiosk.db.device_schema import DEVICE
from kiosk.db.lock import PASSING

__all__ = [
    "Database",
    "DatabaseUnfit",
    "Failure",
    "StoreFailed",
    "check_room",
    "open_centre",
    "open_device",
    "open_device_for_reports",
    "open_for_reports",
    "open_reader",
    "reading",
    "transaction",
    "wait_at_most",
]

log = logging.getLogger(__name__)

SAFE_VERSION = (3, 51, 3)
"""Before it, two connections that checkpoint at the same moment can lose a write
(sqlite.org/wal.html#walresetbug)."""
ROOM_BYTES = 64 * 1024
"""What must still fit on the disk before a store that had failed is trusted again."""
_PRAGMAS = (
    # For a new file alone: room that is not needed any more is given back a little at a time.
    "PRAGMA auto_vacuum = INCREMENTAL",
    "PRAGMA journal_mode = WAL",
    # A ticket whose paper is out must survive a power cut: NORMAL lost it in 83 of 100 cuts.
    "PRAGMA synchronous = FULL",
    "PRAGMA foreign_keys = ON",
    "PRAGMA busy_timeout = 5000",
    # A page of journal is read once and never again; what is hot is a few hundred pages.
    "PRAGMA cache_size = -8000",
    "PRAGMA journal_size_limit = 67108864",
)
_REMEDIES = {
    True: ": this device then joins anew, and what it had not sent yet is lost",
    False: " and restore a copy: python main.py restore COPY",
}
"""What to do about a damaged file, a device's own or a centre's."""
_BEGIN = "BEGIN IMMEDIATE"
_COMMIT = "COMMIT"
_ROLLBACK = "ROLLBACK"
_USE_ROOM = """
    INSERT INTO room (id, filler) VALUES (1, zeroblob(?))
    ON CONFLICT (id) DO UPDATE SET filler = excluded.filler
"""


class DatabaseUnfit(Exception):
    """This file cannot be opened here; the sentence says why and what to do."""


class DiskRefuses(DatabaseUnfit):
    """The disk is full or takes no writing; the same may go well in a moment."""


class Failure(StrEnum):
    """What kept the store from doing it."""

    FULL = "full"
    FAILS = "fails"
    """The disk takes no writing, or does not answer."""
    HELD = "held"
    """Another program has the file, and does not let go."""
    DAMAGED = "damaged"
    """What stands there cannot be read: no later try will go well."""


class StoreFailed(Exception):
    """Nothing was stored: the disk is full or does not answer. It may go well later."""

    def __init__(self, cause: str, *, kind: Failure = Failure.FAILS) -> None:
        super().__init__(cause)
        self.kind = kind

    @property
    def disk_full(self) -> bool:
        """Whether room on the disk is all that it needs."""
        return self.kind is Failure.FULL


def open_centre(path: Path) -> Database:
    """A centre's own store, at its newest schema. Raises ``DatabaseUnfit``."""
    return _open(path, CENTRE)


def open_device(path: Path) -> Database:
    """A device's own store, at its newest schema. Raises ``DatabaseUnfit``."""
    return _open(path, DEVICE)


def open_reader(path: Path) -> Database:
    """A second connection that can only read, for a thread of its own."""
    db = _open(path, None)
    db.execute("PRAGMA query_only = ON")
    return db


def open_for_reports(path: Path) -> Database:
    """A centre's store as it lies there, which this cannot change: not by one byte.

    Raises ``DatabaseUnfit`` also when there is none.
    """
    if not path.is_file():
        raise DatabaseUnfit(f"there is no {path}; name a centre's directory with --data")
    return _open_read_only(
        path,
        CENTRE,
        f"{path} is no centre's, or an older version's; start the centre once with this one",
    )


def open_device_for_reports(path: Path) -> Database:
    """A device's store as it lies there, which this cannot change. Raises ``DatabaseUnfit``."""
    if not path.is_file():
        raise DatabaseUnfit(f"there is no {path}")
    return _open_read_only(
        path,
        DEVICE,
        f"{path} is no device's, or an older version's; start the screen once with this one",
    )


def _open_read_only(path: Path, migrations: Migrations, unfit: str) -> Database:
    _check_version()
    try:
        uri = f"{path.absolute().as_uri()}?mode=ro"
        db = Database(sqlite3.connect(uri, uri=True, isolation_level=None))
        db.execute("PRAGMA busy_timeout = 5000")
        is_newest = not migrations.pending(db)
    except (OSError, sqlite3.DatabaseError) as error:
        raise DatabaseUnfit(f"{path} cannot be read: {error}") from error
    if not is_newest:
        db.close()
        raise DatabaseUnfit(unfit)
    return db


def _open(path: Path, migrations: Migrations | None) -> Database:
    _check_version()
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        _make(path)
        db = Database(sqlite3.connect(path, isolation_level=None, check_same_thread=False))
        for pragma in _PRAGMAS:
            db.execute(pragma)
        if migrations is not None:
            migrations.apply(db)
    except sqlite3.DatabaseError as error:
        if _failure(getattr(error, "sqlite_errorcode", 0)) is Failure.DAMAGED:
            raise DatabaseUnfit(
                f"{path} cannot be opened: {error}; put it aside{_REMEDIES[migrations is DEVICE]}"
            ) from error
        raise DiskRefuses(f"{path} cannot be opened now: {error}") from error
    except OSError as error:
        if error.errno in PASSING:
            raise DiskRefuses(f"{path} cannot be opened now: {error}") from error
        raise DatabaseUnfit(f"{path} cannot be opened: {error}") from error
    return db


def _make(path: Path) -> None:
    """A store of this user's alone, where there is none: SQLite gives its side files that mode.

    One that is there is never opened but by SQLite: closing any handle of a file drops every lock
    that this process has on it (POSIX; sqlite.org/howtocorrupt.html, 2.2). The next program that
    looks into the store would then take itself for the last, and remove the write-ahead log of a
    centre that goes on writing into it.
    """
    if not path.exists():
        os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))
    elif path.is_dir():
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(path))


def _check_version() -> None:
    if sqlite3.sqlite_version_info >= SAFE_VERSION:
        return
    if sqlite3.__name__ == "pysqlite3":
        raise DatabaseUnfit(
            f"SQLite {sqlite3.sqlite_version} can lose a write; please install pysqlite3 0.6.1"
        )
    # No wheel of pysqlite3 exists for some machines (Linux on ARM): better an old SQLite, said
    # aloud, than no centre.
    log.warning("sqlite_is_old", extra={"version": sqlite3.sqlite_version, "safe": "3.51.3"})


@contextmanager
def transaction(db: Database) -> Iterator[None]:
    """All or nothing, on disk when it ends. Raises ``StoreFailed`` when nothing was stored."""
    try:
        with reading():
            db.conn.execute(_BEGIN)
            yield
            db.conn.execute(_COMMIT)
    except BaseException:
        _roll_back(db)
        raise


@contextmanager
def reading() -> Iterator[None]:
    """Tells a disk that fails, as ``StoreFailed``, from a mistake in our own SQL, which flies."""
    try:
        yield
    except sqlite3.DatabaseError as error:
        if type(error) not in (sqlite3.OperationalError, sqlite3.DatabaseError):
            raise
        raise StoreFailed(str(error), kind=_failure(error.sqlite_errorcode)) from error


def _failure(code: int) -> Failure:
    """By SQLite's primary result code, which is the low byte of its extended one."""
    match code & 0xFF:
        case sqlite3.SQLITE_FULL:
            return Failure.FULL
        case sqlite3.SQLITE_CORRUPT | sqlite3.SQLITE_NOTADB:
            return Failure.DAMAGED
        case sqlite3.SQLITE_BUSY | sqlite3.SQLITE_LOCKED:
            return Failure.HELD
        case _:
            return Failure.FAILS


def check_room(db: Database) -> None:
    """Write once for nothing, to see that the disk takes it. Raises ``StoreFailed``."""
    with transaction(db):
        db.conn.execute(_USE_ROOM, (ROOM_BYTES,))


def wait_at_most(seconds: float, db: Database) -> None:
    """Fail, rather than wait longer, while another program has the file."""
    db.conn.execute(f"PRAGMA busy_timeout = {round(seconds * 1000)}")


def _roll_back(db: Database) -> None:
    try:
        if db.conn.in_transaction:
            db.conn.execute(_ROLLBACK)
    except sqlite3.DatabaseError:
        log.exception("rollback_failed")
