"""What the hub's commands were answered that left no line in the journal: kept, to say it again."""

from kiosk.db.opening import Database

KEPT_S = 90 * 24 * 3600

_FIND = "SELECT answer FROM hub_answer WHERE id = ?"
_KEEP = """
    INSERT INTO hub_answer (id, answer, at_s) VALUES (?, ?, ?)
    ON CONFLICT (id) DO NOTHING
"""
_PRUNE = "DELETE FROM hub_answer WHERE at_s < ?"


class HubAnswers:
    """The table ``hub_answer``; what is written belongs inside a transaction."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def find(self, command_id: str) -> bytes | None:
        """What this command was answered; ``None``: nothing, or it stands with its lines."""
        row = self._db.execute(_FIND, (command_id,)).fetchone()
        return bytes(row[0]) if row is not None else None

    def keep(self, command_id: str, answer: bytes, *, at_s: int) -> bytes:
        """Keep the first answer, and drop those of long ago; ``at_s`` is seconds since 1970."""
        self._db.execute(_KEEP, (command_id, answer, at_s))
        self._db.execute(_PRUNE, (at_s - KEPT_S,))
        return self.find(command_id) or answer
