"""The print spool on disk: what each print job has come to, so that a crash cannot hide it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum, unique
from threading import Lock
from typing import TYPE_CHECKING

from kiosk.domain.ids import TicketId

if TYPE_CHECKING:
    from kiosk.db.opening import Database

FIRST_PAPER = 1

SPOOL_SCHEMA = """
CREATE TABLE IF NOT EXISTS spool (
    ticket TEXT NOT NULL,
    copy INTEGER NOT NULL,
    printer TEXT NOT NULL,
    state TEXT NOT NULL,
    level TEXT,
    cause TEXT,
    bytes_sent INTEGER NOT NULL DEFAULT 0,
    queued_at TEXT NOT NULL,
    PRIMARY KEY (ticket, copy)
) STRICT, WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS spool_unfinished ON spool (queued_at)
    WHERE state IN ('queued', 'sending');
"""


SPOOL_STATES_SCHEMA = """
UPDATE spool SET state = 'failed_clean' WHERE state = 'not_printed';
DROP INDEX spool_unfinished;
CREATE INDEX spool_unfinished ON spool (queued_at)
    WHERE state IN ('queued', 'connecting', 'checked', 'held', 'sending');
"""
"""More states between queued and printed, and a failure that says it was clean."""


@unique
class SpoolState(StrEnum):
    """How far a print job has come."""

    QUEUED = "queued"
    """Written down; not one byte has left."""
    CONNECTING = "connecting"
    """A printer is being asked how it is."""
    CHECKED = "checked"
    """It answered, and is well."""
    HELD = "held"
    """Every printer is in trouble; it waits, for a while."""
    SENDING = "sending"
    """Bytes may have left."""
    SENT = "sent"
    """All of it has left, to a printer that stayed well and cannot say that it printed."""
    PRINTED = "printed"
    FAILED_CLEAN = "failed_clean"
    """Not one byte has left, and none will."""
    UNCONFIRMED = "unconfirmed"
    CANCELLED = "cancelled"
    """The printer confirmed that it threw away what it had."""
    EXPIRED = "expired"
    """It waited too long; not one byte has left."""
    REPRINTED = "reprinted"
    """It was doubtful, and the visitor asked for another paper."""


ENDS = frozenset(
    {
        SpoolState.SENT,
        SpoolState.PRINTED,
        SpoolState.FAILED_CLEAN,
        SpoolState.UNCONFIRMED,
        SpoolState.CANCELLED,
        SpoolState.EXPIRED,
        SpoolState.REPRINTED,
    }
)
"""After these nothing more becomes of a paper by itself."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SpoolEntry:
    """One print job: a ticket and which of its papers this is (1, 2 …)."""

    ticket: TicketId
    copy: int
    printer: str
    state: SpoolState
    queued_at: str
    """ISO 8601, in UTC."""
    level: str | None = None
    cause: str | None = None
    bytes_sent: int = 0


class Spool:
    """The spool in one device's database; any thread may use it.

    ``database`` is one of ``open_device``: each statement is on disk when it returns.
    """

    def __init__(self, database: "Database") -> None:
        self._connection = database.conn
        self._lock = Lock()

    def insert(self, entry: SpoolEntry) -> SpoolEntry | None:
        """Write a new job down; ``None``, or what is there when it is not new."""
        with self._lock:
            if self._insert(entry):
                return None
            row = self._connection.execute(
                "SELECT ticket, copy, printer, state, level, cause, bytes_sent, queued_at"
                " FROM spool WHERE ticket = ? AND copy = ?",
                (entry.ticket, entry.copy),
            ).fetchone()
        return _entry(row)

    def insert_another(self, entry: SpoolEntry) -> SpoolEntry:
        """Write down one paper more of a ticket; the entry with the number it has got.

        The first number is the first paper's, wherever that was printed.
        """
        with self._lock:
            (highest,) = self._connection.execute(
                "SELECT max(copy) FROM spool WHERE ticket = ?", (entry.ticket,)
            ).fetchone()
            numbered = replace(entry, copy=max(FIRST_PAPER, highest or 0) + 1)
            self._insert(numbered)
        return numbered

    def _insert(self, entry: SpoolEntry) -> bool:
        """Whether it was new."""
        cursor = self._connection.execute(
            "INSERT INTO spool (ticket, copy, printer, state, level, cause, bytes_sent,"
            " queued_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
            (
                entry.ticket,
                entry.copy,
                entry.printer,
                entry.state,
                entry.level,
                entry.cause,
                entry.bytes_sent,
                entry.queued_at,
            ),
        )
        return bool(cursor.rowcount == 1)

    def advance(self, entry: SpoolEntry) -> None:
        """Write down how far the job of ``entry`` has come."""
        with self._lock:
            self._connection.execute(
                "UPDATE spool SET printer = ?, state = ?, level = ?, cause = ?, bytes_sent = ?"
                " WHERE ticket = ? AND copy = ?",
                (
                    entry.printer,
                    entry.state,
                    entry.level,
                    entry.cause,
                    entry.bytes_sent,
                    entry.ticket,
                    entry.copy,
                ),
            )

    def mark_reprinted(self, ticket: TicketId) -> None:
        """Write down that the ticket's doubtful papers got another in their place."""
        with self._lock:
            self._connection.execute(
                "UPDATE spool SET state = 'reprinted' WHERE ticket = ?"
                " AND state IN ('sent', 'unconfirmed', 'cancelled')",
                (ticket,),
            )

    def unfinished(self) -> Sequence[SpoolEntry]:
        """The jobs whose end was never written down, oldest first."""
        with self._lock:
            rows = self._connection.execute(
                "SELECT ticket, copy, printer, state, level, cause, bytes_sent, queued_at"
                " FROM spool WHERE state IN ('queued', 'connecting', 'checked', 'held', 'sending')"
                " ORDER BY queued_at"
            ).fetchall()
        return [_entry(row) for row in rows]

    def forget_before(self, queued_at: str) -> None:
        """Delete the finished jobs older than ``queued_at`` (ISO 8601, in UTC)."""
        with self._lock:
            self._connection.execute(
                "DELETE FROM spool WHERE queued_at < ?"
                " AND state NOT IN ('queued', 'connecting', 'checked', 'held', 'sending')",
                (queued_at,),
            )


def _entry(row: tuple[str, int, str, str, str | None, str | None, int, str]) -> SpoolEntry:
    ticket, copy, printer, state, level, cause, bytes_sent, queued_at = row
    return SpoolEntry(
        ticket=TicketId(ticket),
        copy=copy,
        printer=printer,
        state=SpoolState(state),
        level=level,
        cause=cause,
        bytes_sent=bytes_sent,
        queued_at=queued_at,
    )
