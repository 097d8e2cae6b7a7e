"""A device's commands that no centre has answered yet; they outlive a power cut."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kiosk.db.opening import reading
from kiosk.domain.ids import CommandId

if TYPE_CHECKING:
    from kiosk.db.opening import Database

_ADD = "INSERT INTO outbox (id, body) VALUES (?, ?) ON CONFLICT (id) DO NOTHING"
_PENDING = "SELECT id, body FROM outbox ORDER BY n"
_AMEND = "UPDATE outbox SET body = ? WHERE id = ?"
_DONE = "DELETE FROM outbox WHERE id = ?"


@dataclass(frozen=True, slots=True, kw_only=True)
class Unsent:
    """A command that has not been answered: its id, and the body to send again and again."""

    id: CommandId
    body: bytes


class OutboxTable:
    """The table ``outbox``; each call is on disk when it returns, or raises ``StoreFailed``."""

    def __init__(self, db: "Database") -> None:
        self._db = db

    def add(self, unsent: Unsent) -> None:
        """Keep a command before it is sent for the first time; again changes nothing."""
        with reading():
            self._db.execute(_ADD, (unsent.id, unsent.body))

    def pending(self) -> tuple[Unsent, ...]:
        """Every command without an answer, in the order they were added."""
        rows = self._db.execute(_PENDING).fetchall()
        return tuple(Unsent(id=CommandId(row[0]), body=row[1]) for row in rows)

    def amend(self, unsent: Unsent) -> None:
        """Another body for one that waits, in its place."""
        with reading():
            self._db.execute(_AMEND, (unsent.body, unsent.id))

    def done(self, command_id: CommandId) -> None:
        """It was answered (done or declined): never send it again."""
        with reading():
            self._db.execute(_DONE, (command_id,))
