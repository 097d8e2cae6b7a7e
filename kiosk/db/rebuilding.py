"""What can still be read of a store whose file is damaged, put into a new one."""

from collections.abc import Iterator
from hashlib import sha256

from sqlite_utils.utils import sqlite3  # type: ignore[attr-defined]

from kiosk.db.journal import Journal
from kiosk.db.opening import Database, Failure, StoreFailed, reading

PAGE_LINES = 1000
_LINES = "SELECT seq, day, type, line, chain FROM event WHERE seq > ? ORDER BY seq LIMIT ?"
_KEEP_LINE = "INSERT INTO event (seq, day, type, line, chain) VALUES (?, ?, ?, ?, ?)"
_META = "SELECT key, value FROM meta"
_PUT_META = """
    INSERT INTO meta (key, value) VALUES (?, ?)
    ON CONFLICT (key) DO UPDATE SET value = excluded.value
"""
_TABLES = """
    SELECT name FROM sqlite_master WHERE type = 'table'
    AND name NOT LIKE 'sqlite^_%' ESCAPE '^' AND name NOT LIKE '^_%' ESCAPE '^' ORDER BY name
"""


def copy_journal(old: Database, new: Database) -> int:
    """Every line as it stands, with what belongs to the file; the seq of the last.

    Raises ``StoreFailed`` where one is missing, was changed, or cannot be read.
    """
    with reading():
        for row in old.execute(_META).fetchall():
            new.execute(_PUT_META, row)
        anchor = Journal(new).anchor
        seq, tip = anchor.seq, anchor.chain
        while rows := old.execute(_LINES, (seq, PAGE_LINES)).fetchall():
            for row in rows:
                tip = sha256(tip + row[3]).digest()
                if row[0] != seq + 1 or row[4] != tip:
                    trouble = f"line {seq + 1} is missing or was changed"
                    raise StoreFailed(trouble, kind=Failure.DAMAGED)
                seq = row[0]
                new.execute(_KEEP_LINE, row)
    return int(seq)


def tables_of(db: Database) -> list[str]:
    """The tables of our own making."""
    return [str(row[0]) for row in db.execute(_TABLES).fetchall()]


def copy_table(old: Database, new: Database, name: str) -> bool:
    """Every row that can be read, from both ends; whether that was all of them."""
    here = {column.name for column in new.table(name).columns}
    reader = _Reader(old, name, here)
    new.table(name).insert_all(reader.rows(), ignore=True)
    if reader.failed:
        new.table(name).insert_all(_Reader(old, name, here).rows_from_the_end(), ignore=True)
    return not reader.failed


class _Reader:
    """Reads a table until a page of it cannot be read."""

    def __init__(self, db: Database, name: str, columns: set[str]) -> None:
        self._table = db.table(name)
        self._columns = columns
        self.failed = False

    def rows(self) -> Iterator[dict[str, object]]:
        """In the order they stand."""
        return self._until_it_fails("")

    def rows_from_the_end(self) -> Iterator[dict[str, object]]:
        """The last first; none of a table without row numbers."""
        return self._until_it_fails("rowid DESC")

    def _until_it_fails(self, order: str) -> Iterator[dict[str, object]]:
        try:
            for row in self._table.rows_where(order_by=order or None):
                yield {key: row[key] for key in row if key in self._columns}
        except sqlite3.DatabaseError:
            self.failed = True
