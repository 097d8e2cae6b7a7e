"""The schema of a device's store, step by step; it only grows."""

from sqlite_utils import Database, Migrations

from kiosk.db.spool import SPOOL_SCHEMA, SPOOL_STATES_SCHEMA

DEVICE = Migrations("device")

_OUTBOX = """
    CREATE TABLE outbox (
        n INTEGER PRIMARY KEY AUTOINCREMENT,
        id TEXT NOT NULL UNIQUE,
        body BLOB NOT NULL
    ) STRICT
"""

_PRINTER = """
    CREATE TABLE printer (
        name TEXT NOT NULL PRIMARY KEY,
        road TEXT NOT NULL,
        address TEXT NOT NULL,
        level TEXT NOT NULL,
        maker TEXT NOT NULL,
        model TEXT NOT NULL,
        probed_at TEXT NOT NULL
    ) STRICT
"""

_KNOWN = """
    CREATE TABLE known (
        name TEXT NOT NULL PRIMARY KEY,
        at TEXT NOT NULL,
        body BLOB NOT NULL
    ) STRICT
"""

_PRINTED = """
    CREATE TABLE printed (
        n INTEGER PRIMARY KEY AUTOINCREMENT,
        ticket TEXT NOT NULL UNIQUE,
        day TEXT NOT NULL,
        number TEXT NOT NULL,
        record TEXT NOT NULL,
        body BLOB NOT NULL,
        sure INTEGER NOT NULL,
        epoch TEXT NOT NULL,
        over INTEGER NOT NULL DEFAULT 0
    ) STRICT
"""

_MACHINE = """
    CREATE TABLE machine (
        id INTEGER PRIMARY KEY CHECK (id = 1),
        salt BLOB NOT NULL,
        instance TEXT NOT NULL
    ) STRICT
"""

_MACHINE_MARK = """
    CREATE TABLE machine_mark (
        kind TEXT NOT NULL CHECK (kind IN ('id', 'part')),
        mark BLOB NOT NULL,
        PRIMARY KEY (kind, mark)
    ) STRICT
"""

_SERVES = """
    CREATE TABLE serves (
        id INTEGER PRIMARY KEY CHECK (id = 1),
        authority BLOB NOT NULL
    ) STRICT
"""


@DEVICE()
def m001_outbox(db: Database) -> None:
    """Commands that no centre has answered yet."""
    db.execute(_OUTBOX)


@DEVICE()
def m002_spool(db: Database) -> None:
    """What each print job has come to."""
    for statement in SPOOL_SCHEMA.split(";"):
        db.execute(statement)


@DEVICE()
def m003_spool_states(db: Database) -> None:
    """Each step between queued and printed has a name."""
    for statement in SPOOL_STATES_SCHEMA.split(";"):
        db.execute(statement)


@DEVICE()
def m004_printers(db: Database) -> None:
    """What each printer has shown it can tell."""
    db.execute(_PRINTER)


@DEVICE()
def m005_cut_off(db: Database) -> None:
    """The centre as it was last known, and every ticket this device gave to somebody."""
    for statement in (_KNOWN, _PRINTED):
        db.execute(statement)


@DEVICE()
def m006_machine(db: Database) -> None:
    """Which machine this store belongs to."""
    for statement in (_MACHINE, _MACHINE_MARK):
        db.execute(statement)


@DEVICE()
def m007_serves(db: Database) -> None:
    """Which centre this store is about, by the fingerprint of its authority."""
    db.execute(_SERVES)
