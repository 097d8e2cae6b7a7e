"""What a kiosk keeps for the time it is cut off: its centre as it was, and what it printed."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from kiosk.db.opening import reading
from kiosk.db.outbox import Unsent
from kiosk.domain.ids import CommandId, TicketId

if TYPE_CHECKING:
    from kiosk.db.opening import Database

_KEEP = """
    INSERT INTO known (name, at, body) VALUES (?, ?, ?)
    ON CONFLICT (name) DO UPDATE SET at = excluded.at, body = excluded.body
"""
_LOOK = "SELECT at, body FROM known WHERE name = ?"
_DROP = "DELETE FROM known WHERE name = ?"

_ADD = """
    INSERT INTO printed (ticket, day, number, record, body, sure, epoch)
    VALUES (?, ?, ?, ?, ?, ?, ?)
"""
_OF_DAY = """
    SELECT ticket, day, number, record, body, sure, epoch, over FROM printed
    WHERE day = ? ORDER BY n
"""
_NUMBERS = "SELECT number FROM printed WHERE day = ?"
_LAST = """
    SELECT number FROM printed
    WHERE number BETWEEN :first AND :last AND length(number) = length(:first)
    ORDER BY n DESC LIMIT 1
"""
_CORRECT = "UPDATE printed SET day = ?, body = ?, sure = 1 WHERE ticket = ?"
_ARRIVED = "UPDATE printed SET epoch = ? WHERE record = ?"
_OVER = "UPDATE printed SET over = 1 WHERE ticket = ? AND number = ? AND over = 0"
_GIVE_UP = "UPDATE printed SET over = 1 WHERE record = ?"
_FORGET = "DELETE FROM printed WHERE day < ?"


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """A body as it came from the centre, and when that was, by the centre's time (aware)."""

    at: datetime
    body: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Printed:
    """A ticket this kiosk gave to a visitor on ``day``, the centre's local one.

    ``unsent`` is the ``RecordTicket`` that tells of it, always the same. ``epoch`` is the centre's
    that is known to have the ticket, empty while none is; ``sure``: its time is the centre's, not
    this machine's alone; ``over``: nobody waits with it any more.
    """

    ticket: TicketId
    day: date
    number: str
    unsent: Unsent
    sure: bool
    epoch: str = ""
    over: bool = False


class KnownTable:
    """The table ``known``: bodies by name. Each call raises ``StoreFailed`` where the disk does."""

    def __init__(self, db: "Database") -> None:
        self._db = db

    def keep(self, name: str, kept: Kept) -> None:
        """Remember it in place of what had this name; on disk when this returns."""
        with reading():
            self._db.execute(_KEEP, (name, kept.at.isoformat(), kept.body))

    def get(self, name: str) -> Kept | None:
        """What was kept under this name."""
        with reading():
            row = self._db.execute(_LOOK, (name,)).fetchone()
        return None if row is None else Kept(at=datetime.fromisoformat(row[0]), body=row[1])

    def drop(self, name: str) -> None:
        """Nothing is known under this name any more."""
        with reading():
            self._db.execute(_DROP, (name,))


class PrintedTable:
    """The table ``printed``. Each call is on disk when it returns, or raises ``StoreFailed``."""

    def __init__(self, db: "Database") -> None:
        self._db = db

    def add(self, printed: Printed) -> None:
        """Keep a ticket, before its paper is made."""
        values = (
            printed.ticket,
            printed.day.isoformat(),
            printed.number,
            printed.unsent.id,
            printed.unsent.body,
            int(printed.sure),
            printed.epoch,
        )
        with reading():
            self._db.execute(_ADD, values)

    def of_day(self, day: date) -> tuple[Printed, ...]:
        """Every ticket of a day, in the order they were given."""
        with reading():
            rows = self._db.execute(_OF_DAY, (day.isoformat(),)).fetchall()
        return tuple(
            Printed(
                ticket=TicketId(ticket),
                day=date.fromisoformat(on),
                number=number,
                unsent=Unsent(id=CommandId(record), body=body),
                sure=bool(sure),
                epoch=epoch,
                over=bool(over),
            )
            for ticket, on, number, record, body, sure, epoch, over in rows
        )

    def numbers(self, day: date) -> frozenset[str]:
        """The numbers on the day's papers."""
        with reading():
            rows = self._db.execute(_NUMBERS, (day.isoformat(),)).fetchall()
        return frozenset(row[0] for row in rows)

    def last_of(self, first: str, last: str) -> str | None:
        """Which number of a reserve, from its first to its last, was given last on any day."""
        with reading():
            row = self._db.execute(_LAST, {"first": first, "last": last}).fetchone()
        return None if row is None else row[0]

    def correct(self, ticket: TicketId, day: date, body: bytes) -> None:
        """The clock it was given by was wrong: its day, and the record that says when."""
        with reading():
            self._db.execute(_CORRECT, (day.isoformat(), body, ticket))

    def arrived(self, record: CommandId, epoch: str) -> None:
        """The centre of this epoch has answered for it."""
        with reading():
            self._db.execute(_ARRIVED, (epoch, record))

    def over(self, ticket: TicketId, number: str) -> None:
        """The visit has ended that was called by this number."""
        with reading():
            self._db.execute(_OVER, (ticket, number))

    def give_up(self, record: CommandId) -> None:
        """The centre does not take it."""
        with reading():
            self._db.execute(_GIVE_UP, (record,))

    def forget_before(self, day: date) -> None:
        """Days long gone."""
        with reading():
            self._db.execute(_FORGET, (day.isoformat(),))
