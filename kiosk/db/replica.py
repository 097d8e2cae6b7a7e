"""What a centre tells its followers beside the journal, out of the store."""

from collections.abc import Iterator
from contextlib import contextmanager

from kiosk.db.journal import Anchor, Journal
from kiosk.db.opening import Database
from kiosk.wire.replica import Blob, KeptAnswerRow, Rows, Value

MADE_FROM_LINES = frozenset({"event", "ticket", "feedback", "appointment"})
NOT_FOR_OTHERS = frozenset({"answer", "room", "meta", "follower", "uplink"})
"""Answers go page by page; the others say something about one file alone."""
OWN_META = frozenset(
    {
        *("epoch", "term", "superseded", "predecessor", "copy_of", "heard_at"),
        *("anchor_seq", "anchor_chain"),
    }
)
ANSWERS_PAGE = 1000

_TABLES = """
    SELECT name FROM sqlite_master WHERE type = 'table'
    AND name NOT LIKE 'sqlite^_%' ESCAPE '^' AND name NOT LIKE '^_%' ESCAPE '^' ORDER BY name
"""
_COLUMNS = "SELECT name FROM pragma_table_info(?) ORDER BY cid"
_META = "SELECT key, value FROM meta ORDER BY key"
_ANSWERS = """
    SELECT n, device, id, body_hash, first_seq, last_seq, issued, at_s FROM answer
    WHERE n > ? ORDER BY n LIMIT ?
"""


class ReplicaSource:
    """Reads for followers, over a connection that can only read. Raises ``StoreFailed``."""

    def __init__(self, db: Database) -> None:
        self._db = db
        self._journal = Journal(db)

    @contextmanager
    def at_one_moment(self) -> Iterator[None]:
        """Everything that is read in here stood so together."""
        self._db.conn.execute("BEGIN")
        try:
            yield
        finally:
            self._db.conn.execute("ROLLBACK")

    @property
    def epoch(self) -> str:
        """The journal's epoch as it stands in the file."""
        return self._journal.epoch

    @property
    def term(self) -> int:
        """How often the journal was taken over, from 1."""
        return self._journal.term

    def last_seq(self) -> int:
        """The seq of the last line on disk."""
        return self._journal.last_seq()

    @property
    def anchor(self) -> Anchor:
        """Where its lines begin."""
        return self._journal.anchor

    def chain_at(self, seq: int) -> bytes | None:
        """The chain up to that line; ``None``: there is no such line."""
        return self._journal.chain_at(seq)

    def answers_after(self, n: int) -> tuple[KeptAnswerRow, ...]:
        """A page of kept answers."""
        rows = self._db.execute(_ANSWERS, (n, ANSWERS_PAGE)).fetchall()
        return tuple(KeptAnswerRow(*row) for row in rows)

    def tables(self) -> dict[str, Rows]:
        """Every table that cannot be made from the journal's lines."""
        names = [row[0] for row in self._db.execute(_TABLES).fetchall()]
        left_out = MADE_FROM_LINES | NOT_FOR_OTHERS
        return {name: self._rows(name) for name in names if name not in left_out}

    def _rows(self, name: str) -> Rows:
        columns = tuple(row[0] for row in self._db.execute(_COLUMNS, (name,)).fetchall())
        found = self._db[name].rows_where(select=", ".join(f'"{column}"' for column in columns))
        rows = tuple(tuple(_told(row[column]) for column in columns) for row in found)
        return Rows(columns=columns, rows=rows)

    def meta(self) -> dict[str, str]:
        """What the journal knows of itself, but for what is this file's alone."""
        rows = self._db.execute(_META).fetchall()
        return {key: value for key, value in rows if key not in OWN_META}


def _told(value: bytes | str | float | None) -> Value:
    return Blob(value.hex()) if isinstance(value, bytes) else value
