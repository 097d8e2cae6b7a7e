"""The schema of a device's store, step by step; it only grows."""

from sqlite_utils import Database, Migrations

from kiosk.db.spool import SPOOL_SCHEMA

DEVICE = Migrations("device")

_OUTBOX = """
    CREATE TABLE outbox (
        n INTEGER PRIMARY KEY AUTOINCREMENT,
        id TEXT NOT NULL UNIQUE,
        body BLOB NOT NULL
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
