"""What makes a store a copy of a centre's, and what makes a copy a centre's own."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from hashlib import sha256

from kiosk.db.journal import Anchor, Journal
from kiosk.db.opening import Database
from kiosk.db.replica import MADE_FROM_LINES, NOT_FOR_OTHERS, OWN_META
from kiosk.wire.codec import decode_entry
from kiosk.wire.replica import Blob, KeptAnswerRow, Rows, Value

COPY_OF = "copy_of"
HEARD_AT = "heard_at"
SUPERSEDED = "superseded"
PREDECESSOR = "predecessor"
_PUT = """
    INSERT INTO meta (key, value) VALUES (?, ?)
    ON CONFLICT (key) DO UPDATE SET value = excluded.value
"""
_GET = "SELECT value FROM meta WHERE key = ?"
_DROP = "DELETE FROM meta WHERE key = ?"
_KEEP_PREDECESSOR = """
    INSERT INTO meta (key, value) SELECT 'predecessor', value FROM meta WHERE key = 'copy_of'
    ON CONFLICT (key) DO UPDATE SET value = excluded.value
"""
_RETIRE = "UPDATE device SET revoked_at = ? WHERE token_sha256 = ? AND revoked_at IS NULL"
_EXISTS = "SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name = ?"
_COLUMNS = "SELECT name FROM pragma_table_info(?)"
_LAST_ANSWER = "SELECT coalesce(max(n), 0) FROM answer"
_ANSWERED_TO = "SELECT coalesce(max(last_seq), 0) FROM answer"
_ANSWER = """
    INSERT OR REPLACE INTO answer
    (n, device, id, body_hash, first_seq, last_seq, issued, at_s) VALUES (?, ?, ?, ?, ?, ?, ?, ?)
"""
_NOT_HERE = "DELETE FROM answer WHERE last_seq > ?"
_REMADE = """
    INSERT OR IGNORE INTO answer (device, id, body_hash, first_seq, last_seq, at_s)
    VALUES (?, ?, zeroblob(0), ?, ?, ?)
"""
# So that tables that refer to each other can be written in any order.
_LATER = "PRAGMA defer_foreign_keys = ON"
PAGE = 1000


class CopyTable:
    """What a copy notes of the centre it is of, beside the lines; inside a transaction."""

    def __init__(self, db: Database) -> None:
        self._db = db

    @property
    def of(self) -> str | None:
        """The address of the centre that this is a copy of; ``None``: of none."""
        return self._get(COPY_OF)

    @property
    def heard_at(self) -> datetime | None:
        """When this was last in step with the centre, aware."""
        heard = self._get(HEARD_AT)
        return datetime.fromisoformat(heard) if heard is not None else None

    def last_answer(self) -> int:
        """The last of the centre's kept answers that is here."""
        return int(self._db.execute(_LAST_ANSWER).fetchone()[0])

    def note(self, of: str, in_step_at: datetime | None, *, epoch: str, term: int) -> None:
        """Which centre this is a copy of, and when it was in step, if it is."""
        noted = {COPY_OF: of, "epoch": epoch, "term": str(term)}
        if in_step_at is not None:
            noted[HEARD_AT] = in_step_at.isoformat()
        for key, value in noted.items():
            self._db.execute(_PUT, (key, value))

    def keep_answers(self, rows: Iterable[KeptAnswerRow]) -> None:
        """Take a page of the centre's kept answers."""
        for r in rows:
            values = (r.n, r.device, r.id, r.body_hash, r.first_seq, r.last_seq, r.issued, r.at_s)
            self._db.execute(_ANSWER, values)

    def keep_state(self, tables: Mapping[str, Rows], meta: Mapping[str, str]) -> None:
        """Have these tables exactly as the centre has them; those unknown here are passed over."""
        self._db.execute(_LATER)
        for name, table in tables.items():
            if name not in MADE_FROM_LINES | NOT_FOR_OTHERS and self._is_ours(name):
                self._keep_rows(name, table)
        for key, value in meta.items():
            if key not in OWN_META:
                self._db.execute(_PUT, (key, value))

    def _is_ours(self, name: str) -> bool:
        return bool(self._db.execute(_EXISTS, (name,)).fetchone()[0])

    def _keep_rows(self, name: str, table: Rows) -> None:
        here = {row[0] for row in self._db.execute(_COLUMNS, (name,)).fetchall()}
        kept = [place for place, column in enumerate(table.columns) if column in here]
        self._db.table(name).delete_where()
        self._db.table(name).insert_all(
            {table.columns[place]: _stored(row[place]) for place in kept} for row in table.rows
        )

    def _get(self, key: str) -> str | None:
        row = self._db.execute(_GET, (key,)).fetchone()
        return str(row[0]) if row is not None else None


class Past:
    """What a centre's own store knows of the centres before and after it.

    ``authority`` is what its predecessor's certificate is of, as PEM.
    """

    def __init__(self, db: Database, *, authority: str | None = None) -> None:
        self._db = db
        self.authority = authority

    @property
    def predecessor(self) -> str | None:
        """The address of the centre whose place this one took, until that one has heard of it."""
        row = self._db.execute(_GET, (PREDECESSOR,)).fetchone()
        return str(row[0]) if row is not None else None

    @property
    def superseded(self) -> int | None:
        """The term of whoever took this one's place; ``None``: nobody did."""
        row = self._db.execute(_GET, (SUPERSEDED,)).fetchone()
        return int(row[0]) if row is not None else None

    def forget_predecessor(self) -> None:
        """It knows; inside a transaction."""
        self._db.execute(_DROP, (PREDECESSOR,))

    def supersede(self, term: int) -> None:
        """Serve nobody from this store any more; inside a transaction."""
        self._db.execute(_PUT, (SUPERSEDED, str(term)))


class Succession:
    """Makes a copy a centre's own store; inside one transaction."""

    def __init__(self, db: Database) -> None:
        self._db = db
        self._journal = Journal(db)

    def begin(self, *, epoch: str, term: int) -> None:
        """A new epoch and term: cursors and answers of the centre before count no more."""
        self._db.execute(_KEEP_PREDECESSOR)
        for key, value in (("epoch", epoch), ("term", str(term))):
            self._db.execute(_PUT, (key, value))
        for key in (COPY_OF, HEARD_AT, SUPERSEDED):
            self._db.execute(_DROP, (key,))

    def retire(self, token_sha256: bytes, at: datetime) -> None:
        """The follower that kept this copy follows nobody any more."""
        self._db.execute(_RETIRE, (at.isoformat(), token_sha256))

    def mend_answers(self, *, after: int | None = None) -> int:
        """Know every command in the journal as answered, and none whose lines are not here.

        ``after`` is the line behind which answers may be missing, by itself the last one's that is
        kept. Returns how many answers were made from lines: what the command said is not known of
        them.
        """
        last = self._journal.last_seq()
        self._db.execute(_NOT_HERE, (last,))
        if after is None:
            after = int(self._db.execute(_ANSWERED_TO).fetchone()[0])
        cursor = max(after, self._journal.anchor.seq)
        made: dict[tuple[str, str], tuple[int, int, int]] = {}
        while page := self._journal.lines_after(cursor, PAGE):
            for stored in page:
                entry = decode_entry(stored.text)
                first = made.get((entry.by, entry.cmd), (stored.seq, 0, 0))[0]
                made[entry.by, entry.cmd] = (first, stored.seq, int(entry.at.timestamp()))
            cursor = page[-1].seq
        for (device, command), values in made.items():
            self._db.execute(_REMADE, (device, bytes.fromhex(command.replace("-", "")), *values))
        return len(made)


def begin_copy(journal: Journal, *, seq: int, chain: bytes) -> None:
    """An empty copy of a centre that has let old lines go begins where that begins."""
    journal.set_anchor(Anchor(seq=seq, chain=chain))


def chained(chain: bytes, text: bytes) -> bytes:
    """The chain with one line more."""
    return sha256(chain + text).digest()


def _stored(value: Value) -> bytes | str | float | None:
    return bytes.fromhex(value.hex) if isinstance(value, Blob) else value
