"""What a centre keeps of its hub: how far that has the journal, and how far it was listened to."""

from dataclasses import dataclass
from datetime import datetime

from kiosk.db.journal import Journal
from kiosk.db.opening import Database

_ACKED = "SELECT branch, acked, chain, heard_at FROM uplink WHERE hub = ? AND epoch = ?"
_PUT_ACKED = """
    INSERT INTO uplink (id, hub, epoch, branch, acked, chain, heard_at)
    VALUES (1, ?, ?, ?, ?, ?, ?)
    ON CONFLICT (id) DO UPDATE SET
        hub = excluded.hub, epoch = excluded.epoch, branch = excluded.branch,
        acked = excluded.acked, chain = excluded.chain, heard_at = excluded.heard_at
"""
_INBOX = "SELECT seq, command FROM downlink WHERE hub = ?"
_PUT_INBOX = """
    INSERT INTO downlink (id, hub, seq, command) VALUES (1, ?, ?, ?)
    ON CONFLICT (id) DO UPDATE SET
        hub = excluded.hub, seq = excluded.seq, command = excluded.command
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Acked:
    """The last line that the hub was known to have, of which branch, and the chain up to it.

    ``heard_at`` is when it said so, aware, by the centre's clock.
    """

    branch: int
    seq: int
    chain: bytes
    heard_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class InboxCursor:
    """The last of the hub's commands that was answered: its place in the inbox, and its id.

    ``seq`` 0 and no ``command``: none yet.
    """

    seq: int = 0
    command: str = ""


class UplinkTable:
    """The tables ``uplink`` and ``downlink``; what is written belongs inside a transaction.

    ``hub`` names the hub by its public key, in hexadecimal: another one has nothing of what this
    one was sent.
    """

    def __init__(self, db: Database, *, hub: str) -> None:
        self._db = db
        self._hub = hub
        self._journal = Journal(db)

    def acked(self) -> Acked | None:
        """How far the hub has this very journal; ``None``: not known."""
        row = self._db.execute(_ACKED, (self._hub, self._journal.epoch)).fetchone()
        if row is None:
            return None
        return Acked(
            branch=row[0], seq=row[1], chain=bytes(row[2]), heard_at=datetime.fromisoformat(row[3])
        )

    def note_acked(self, acked: Acked) -> None:
        """The hub said so."""
        values = (acked.branch, acked.seq, acked.chain, acked.heard_at.isoformat())
        self._db.execute(_PUT_ACKED, (self._hub, self._journal.epoch, *values))

    def inbox(self) -> InboxCursor:
        """How far the hub's inbox was answered."""
        row = self._db.execute(_INBOX, (self._hub,)).fetchone()
        return InboxCursor(seq=row[0], command=row[1]) if row is not None else InboxCursor()

    def note_inbox(self, cursor: InboxCursor) -> None:
        """Everything up to there was answered."""
        self._db.execute(_PUT_INBOX, (self._hub, cursor.seq, cursor.command))
