"""Letting old lines go, a few at a time: the chain goes on from where they ended."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime

from kiosk.db.journal import Anchor, Journal
from kiosk.db.opening import Database
from kiosk.domain.ids import DeviceId

STEP_LINES = 500
STEP_PAGES = 64
"""A quarter of a megabyte: on a slow disk some ten milliseconds."""

# A day begins with its DayOpened, and a start folds from the last: that day always stays.
_FIRST_KEPT = """
    SELECT min(seq) FROM event WHERE type = 'DayOpened' AND day >= ?
"""
_LAST_OPENED = "SELECT max(seq) FROM event WHERE type = 'DayOpened'"
_LET_GO = "DELETE FROM event WHERE seq <= ?"
_FOLLOWERS = "SELECT device, seq FROM follower"
_PUT_FOLLOWER = """
    INSERT INTO follower (device, seq, at) VALUES (?, ?, ?)
    ON CONFLICT (device) DO UPDATE SET seq = max(seq, excluded.seq), at = excluded.at
"""
_FREE = "PRAGMA freelist_count"
_GIVE_BACK = f"PRAGMA incremental_vacuum({STEP_PAGES})"


class Retention:
    """Old lines and free pages of one store; everything belongs inside a transaction."""

    def __init__(self, db: Database) -> None:
        self._db = db
        self._journal = Journal(db)

    def reached(self) -> dict[DeviceId, int]:
        """How far each follower's copy was known to reach."""
        return {DeviceId(row[0]): row[1] for row in self._db.execute(_FOLLOWERS).fetchall()}

    def note_reached(self, reached: Mapping[DeviceId, tuple[int, datetime]]) -> None:
        """Keep how far copies reach, and when they told."""
        for device, (seq, at) in reached.items():
            self._db.execute(_PUT_FOLLOWER, (device, seq, at.isoformat()))

    def last_to_go(self, first_kept: date, followers: Iterable[DeviceId]) -> int:
        """The last line that may go: of a day before ``first_kept``, and on every copy's disk.

        A follower that has told nothing yet needs everything.
        """
        kept = self._number(_FIRST_KEPT, first_kept.isoformat()) or self._number(_LAST_OPENED)
        if kept is None:
            return 0
        reached = self.reached()
        return min(kept - 1, *(reached.get(device, 0) for device in followers), kept - 1)

    def let_go(self, last: int) -> bool:
        """Let the oldest lines go, so many that nobody waits for it; whether there are more."""
        anchor = self._journal.anchor
        until = min(last, anchor.seq + STEP_LINES)
        if until <= anchor.seq:
            return False
        chain = self._journal.chain_at(until)
        if chain is None:
            # Somebody else took lines away: nothing more goes, so that it can be found out.
            return False
        self._db.execute(_LET_GO, (until,))
        self._journal.set_anchor(Anchor(seq=until, chain=chain))
        return until < last

    def give_back(self) -> bool:
        """Give some free pages back to the disk; whether there are more.

        A store of an older version keeps them for itself, until it is restored.
        """
        before = self._number(_FREE) or 0
        if not before:
            return False
        self._db.execute(_GIVE_BACK).fetchall()
        return 0 < (self._number(_FREE) or 0) < before

    def _number(self, sql: str, *values: str) -> int | None:
        row = self._db.execute(sql, values).fetchone()
        return None if row is None or row[0] is None else int(row[0])
