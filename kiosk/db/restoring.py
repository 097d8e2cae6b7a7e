"""Putting a copy of a centre's store in place: the old one is kept, and nothing is half there."""

import os
import shutil
from dataclasses import dataclass
from pathlib import Path

from sqlite_utils.utils import sqlite3  # type: ignore[attr-defined]

from kiosk.db.opening import Database, DatabaseUnfit, StoreFailed, reading

WAL, SHM = "-wal", "-shm"
COMING = ".restored"

_TABLES = "SELECT name FROM sqlite_master WHERE type = 'table' AND name IN ('device', 'person')"
_DEVICES_OUT = "SELECT revoked_at, token_sha256 FROM device WHERE revoked_at IS NOT NULL"
_PEOPLE_OUT = (
    "SELECT revoked_at, n, role, name, created_at FROM person WHERE revoked_at IS NOT NULL"
)
_DEVICE_OUT = "UPDATE device SET revoked_at = ? WHERE token_sha256 = ? AND revoked_at IS NULL"
_PERSON_OUT = """
    UPDATE person SET revoked_at = ?, secret = ''
    WHERE n = ? AND role = ? AND name = ? AND created_at = ? AND revoked_at IS NULL
"""
_SIGNED_OUT = """
    DELETE FROM sign_in WHERE person IN (SELECT n FROM person WHERE revoked_at IS NOT NULL)
"""


class CannotRestore(Exception):
    """The copy could not be put in place; the sentence says why. The old store is as it was."""


def open_to_prove(path: Path) -> Database:
    """A copy as it lies there, which this does not change by one byte. Raises ``DatabaseUnfit``."""
    if not path.is_file():
        raise DatabaseUnfit(f"there is no {path}; name a copy of a centre.db, or its directory")
    # What a running program still has beside the file counts; without it there is nothing to heed,
    # and a medium that takes no writing can be read.
    wal = path.with_name(path.name + WAL)
    mode = "mode=ro" if wal.is_file() and wal.stat().st_size else "mode=ro&immutable=1"
    try:
        uri = f"{path.absolute().as_uri()}?{mode}"
        db = Database(sqlite3.connect(uri, uri=True, isolation_level=None))
        db.execute("SELECT count(*) FROM meta").fetchone()
        db.execute("SELECT seq, line, chain FROM event LIMIT 1").fetchone()
    except (OSError, sqlite3.DatabaseError) as error:
        raise DatabaseUnfit(f"{path} is no centre's journal, or is damaged: {error}") from error
    return db


def bring(copy: Path, directory: Path, name: str) -> Path:
    """A copy of the copy beside where it shall lie, so that both are on one disk.

    Raises ``CannotRestore``.
    """
    coming = directory / (name + COMING)
    try:
        directory.mkdir(mode=0o700, parents=True, exist_ok=True)
        forget(coming)
        for suffix in (WAL, ""):
            given = copy.with_name(copy.name + suffix)
            if given.is_file():
                _copy(given, coming.with_name(coming.name + suffix))
    except OSError as error:
        raise CannotRestore(f"{copy} cannot be copied to {directory}: {error}") from error
    return coming


def forget(coming: Path) -> None:
    """Take away what was brought and not put in place. Raises ``OSError``."""
    for suffix in (WAL, SHM, ""):
        coming.with_name(coming.name + suffix).unlink(missing_ok=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class Revoked:
    """Rows of a store about who is let in no more: since when, and how another store knows them."""

    devices: tuple[tuple[object, ...], ...]
    people: tuple[tuple[object, ...], ...]


def revoked_in(db: Database) -> Revoked:
    """Whom a store lets in no more; one of an older version knows of no people.

    Raises ``StoreFailed``.
    """
    with reading():
        tables = {row[0] for row in db.execute(_TABLES).fetchall()}
        devices = db.execute(_DEVICES_OUT).fetchall() if "device" in tables else []
        people = db.execute(_PEOPLE_OUT).fetchall() if "person" in tables else []
    return Revoked(devices=tuple(devices), people=tuple(people))


def keep_out(db: Database, revoked: Revoked) -> int:
    """Let them in no more here either; of how many that was news. Inside a transaction."""
    done = [db.execute(_DEVICE_OUT, row).rowcount for row in revoked.devices]
    done += [db.execute(_PERSON_OUT, row).rowcount for row in revoked.people]
    db.execute(_SIGNED_OUT)
    return sum(done)


def settle(db: Database) -> None:
    """Have all of it in the one file, which can give room back. Raises ``StoreFailed``."""
    with reading():
        if not db.execute("PRAGMA auto_vacuum").fetchone()[0]:
            # Of an older version: it takes effect when the whole file is written anew.
            db.execute("PRAGMA auto_vacuum = INCREMENTAL")
            db.execute("VACUUM")
        busy = db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
    if busy:
        raise StoreFailed("another program has the file open")


def put_in_place(coming: Path, store: Path, *, aside: Path) -> bool:
    """``coming`` becomes ``store`` from one moment to the next; what was there goes ``aside``.

    Whether there was anything. Raises ``CannotRestore``; whenever it is cut off, the old store is
    in its place or aside, and this can be done again.
    """
    was_there = store.exists()
    try:
        for suffix in (WAL, ""):
            old = store.with_name(store.name + suffix)
            if old.exists():
                _copy(old, aside.with_name(aside.name + suffix))
        # A newer file must not meet an older one's side files.
        for suffix in (WAL, SHM):
            store.with_name(store.name + suffix).unlink(missing_ok=True)
        coming.replace(store)
        _sync(store.parent)
    except OSError as error:
        raise CannotRestore(f"{store} cannot be replaced: {error}") from error
    return was_there


def _copy(source: Path, target: Path) -> None:
    """Whole and on disk when it returns, for this user alone."""
    with (
        source.open("rb") as given,
        os.fdopen(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file,
    ):
        shutil.copyfileobj(given, file, 1024 * 1024)
        file.flush()
        os.fsync(file.fileno())


def _sync(directory: Path) -> None:
    """A name is on disk when its directory is; Windows has no such call and needs none."""
    if hasattr(os, "O_DIRECTORY"):
        handle = os.open(directory, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
