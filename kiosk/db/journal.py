"""The journal: every event's exact line, in order, chained, never changed."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import sha256

from kiosk.db.opening import Database, Failure, StoreFailed, reading
from kiosk.domain.events import Entry, Unread

CHAIN_START = bytes(32)
PAGE_LINES = 1000

_APPEND = "INSERT INTO event (seq, day, type, line, chain) VALUES (?, ?, ?, ?, ?)"
_TIP = "SELECT chain FROM event ORDER BY seq DESC LIMIT 1"
_CHAIN_AT = "SELECT chain FROM event WHERE seq = ?"
_LAST_SEQ = "SELECT max(seq) FROM event"
_AFTER = "SELECT seq, type, line FROM event WHERE seq > ? ORDER BY seq LIMIT ?"
_BETWEEN = "SELECT line FROM event WHERE seq BETWEEN ? AND ? ORDER BY seq"
_FIRST_DAY = "SELECT day FROM event ORDER BY seq LIMIT 1"
_DAY_OPENED = "SELECT max(seq) FROM event WHERE type = 'DayOpened'"
_CHAINED_AFTER = "SELECT seq, line, chain FROM event WHERE seq > ? ORDER BY seq LIMIT ?"
_SURE_AFTER = "SELECT seq, type, line, chain FROM event WHERE seq > ? ORDER BY seq LIMIT ?"
_META = "SELECT value FROM meta WHERE key = ?"
_ANCHOR = "SELECT key, value FROM meta WHERE key IN ('anchor_seq', 'anchor_chain')"
_PUT_META = """
    INSERT INTO meta (key, value) VALUES (?, ?)
    ON CONFLICT (key) DO UPDATE SET value = excluded.value
"""
_SET_META = "INSERT INTO meta (key, value) VALUES (?, ?)"


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One event and the exact bytes that stand for it, here, in the feed and at the hub."""

    entry: Entry
    text: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Anchor:
    """The last line that is not kept any more, and the chain up to it: there the rest begins."""

    seq: int
    chain: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Stored:
    """One line as it was read back."""

    seq: int
    type: str
    text: bytes


class LetGo(Exception):
    """The lines that were asked for are so old that they are not kept any more."""


class Journal:
    """The table ``event`` of one connection. ``append`` belongs inside a transaction."""

    def __init__(self, db: Database) -> None:
        self._db = db
        self._tip: bytes | None = None

    @property
    def epoch(self) -> str:
        """Changes when the database is restored from a copy."""
        return str(self._db.execute(_META, ("epoch",)).fetchone()[0])

    @property
    def term(self) -> int:
        """How often the journal was taken over, counted from 1."""
        row = self._db.execute(_META, ("term",)).fetchone()
        # A store of an older version has none, until it is opened to be written.
        return int(row[0]) if row is not None else 1

    def chain_at(self, seq: int) -> bytes | None:
        """The chain up to the line ``seq``; ``None`` where there is no such line."""
        anchor = self.anchor
        if seq == anchor.seq:
            return anchor.chain
        row = self._db.execute(_CHAIN_AT, (seq,)).fetchone()
        return bytes(row[0]) if row is not None else None

    @property
    def anchor(self) -> Anchor:
        """Where the journal begins: old lines may have been let go."""
        rows = dict(self._db.execute(_ANCHOR).fetchall())
        if not rows:
            return Anchor(seq=0, chain=CHAIN_START)
        return Anchor(seq=int(rows["anchor_seq"]), chain=bytes.fromhex(rows["anchor_chain"]))

    def set_anchor(self, anchor: Anchor) -> None:
        """From now on the journal begins behind that line; inside a transaction."""
        for key, value in (("anchor_seq", str(anchor.seq)), ("anchor_chain", anchor.chain.hex())):
            self._db.execute(_PUT_META, (key, value))
        self._tip = None

    @property
    def centre(self) -> str | None:
        """The code of the centre whose journal this is; ``None``: nobody's yet."""
        row = self._db.execute(_META, ("centre",)).fetchone()
        return str(row[0]) if row is not None else None

    def bind(self, code: str) -> str:
        """The centre's code this journal belongs to: ``code``, if it belonged to none yet."""
        row = self._db.execute(_META, ("centre",)).fetchone()
        if row is not None:
            return str(row[0])
        self._db.execute(_SET_META, ("centre", code))
        return code

    def append(self, lines: Iterable[Line]) -> None:
        """Add lines, each with the seq its entry has; a seq that is taken is a bug."""
        tip = self._tip if self._tip is not None else self._read_tip()
        for line in lines:
            tip = sha256(tip + line.text).digest()
            entry = line.entry
            self._db.execute(
                _APPEND,
                (entry.seq, entry.day.isoformat(), _type_of(entry), line.text, tip),
            )
        self._tip = tip

    def forget_tip(self) -> None:
        """The transaction was rolled back: read the chain's end anew before the next line."""
        self._tip = None

    def _read_tip(self) -> bytes:
        row = self._db.execute(_TIP).fetchone()
        return bytes(row[0]) if row is not None else self.anchor.chain

    def last_seq(self) -> int:
        """The seq of the last line; 0 when there is none."""
        return self._db.execute(_LAST_SEQ).fetchone()[0] or self.anchor.seq

    def lines_after(self, seq: int, limit: int) -> Sequence[Stored]:
        """Up to ``limit`` lines that follow ``seq``, in order."""
        rows = self._db.execute(_AFTER, (seq, limit)).fetchall()
        return [Stored(seq=row[0], type=row[1], text=row[2]) for row in rows]

    def sure_after(self, seq: int, limit: int) -> Sequence[Stored]:
        """The same, each line compared with its chain.

        Raises ``StoreFailed`` where one is missing, was changed, or cannot be read, and ``LetGo``
        where the journal begins later.
        """
        with reading():
            if seq < self.anchor.seq:
                raise LetGo(str(seq))
            tip = self.chain_at(seq)
            rows = self._db.execute(_SURE_AFTER, (seq, limit)).fetchall()
        for expected, (found, _, line, chain) in enumerate(rows, seq + 1):
            if tip is None or found != expected or chain != (tip := sha256(tip + line).digest()):
                raise StoreFailed(
                    f"line {expected} is missing or was changed", kind=Failure.DAMAGED
                )
        return [Stored(seq=row[0], type=row[1], text=row[2]) for row in rows]

    def first_wrong_today(self) -> int | None:
        """The first line since the last ``DayOpened`` that is not as written; ``None``: none."""
        opened = self._db.execute(_DAY_OPENED).fetchone()[0]
        return self._first_wrong(opened) if opened is not None else None

    def _first_wrong(self, seq: int) -> int | None:
        tip = self.chain_at(seq)
        while rows := self.chained_after(seq, PAGE_LINES):
            for found, line, chain in rows:
                if tip is None or found != seq + 1 or chain != (tip := sha256(tip + line).digest()):
                    return seq + 1
                seq = found
        return None

    def between(self, first_seq: int, last_seq: int) -> list[bytes]:
        """The lines from ``first_seq`` to ``last_seq``, both included."""
        rows = self._db.execute(_BETWEEN, (first_seq, last_seq)).fetchall()
        return [row[0] for row in rows]

    def since_day_opened(self) -> Iterator[bytes]:
        """The lines from which today's floor is folded: the last ``DayOpened`` and all after it."""
        opened = self._db.execute(_DAY_OPENED).fetchone()[0]
        cursor = opened - 1 if opened is not None else 0
        while page := self.lines_after(cursor, PAGE_LINES):
            yield from (stored.text for stored in page)
            cursor = page[-1].seq

    def trouble_of_file(self) -> str | None:
        """The first thing SQLite finds wrong with the file, every page of it; ``None``: nothing."""
        found = str(self._db.execute("PRAGMA quick_check(1)").fetchone()[0])
        return None if found == "ok" else found

    def first_day(self) -> date | None:
        """The day of the first line that is kept; ``None``: there is none."""
        row = self._db.execute(_FIRST_DAY).fetchone()
        return date.fromisoformat(row[0]) if row is not None else None

    def today_begins(self) -> int:
        """The seq of the last ``DayOpened``, from which a start folds; 0 before the first."""
        return self._db.execute(_DAY_OPENED).fetchone()[0] or 0

    def chained_after(self, seq: int, limit: int) -> list[tuple[int, bytes, bytes]]:
        """Up to ``limit`` lines that follow ``seq``: seq, line, and the chain stored with it."""
        return list(self._db.execute(_CHAINED_AFTER, (seq, limit)).fetchall())

    def verify(self) -> int | None:
        """The seq of the first line that is missing or changed; ``None``: all is as written."""
        return self._first_wrong(self.anchor.seq)


def _type_of(entry: Entry) -> str:
    """The event's name, also of one that only a newer version knows."""
    event = entry.event
    return event.type if isinstance(event, Unread) else type(event).__name__
