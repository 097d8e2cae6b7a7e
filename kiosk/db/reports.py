"""What reports ask of a centre's tables, over a connection that can only read."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from kiosk.db.opening import Database, reading
from kiosk.domain.appointment import AppointmentState
from kiosk.domain.feedback_filters import Press
from kiosk.domain.ids import CounterId, DeviceId, FeedbackId, ServiceId
from kiosk.domain.punctuality import Booked
from kiosk.domain.satisfaction import Answer, Served

_LAST_DAY = "SELECT day FROM event ORDER BY seq DESC LIMIT 1"
_ANSWERS = """
    SELECT day, feedback, smiley, verified, service, device, at, counter FROM feedback
    WHERE day BETWEEN ? AND ? ORDER BY day, feedback
"""
_SERVED = """
    SELECT day, service, count(*) FROM ticket
    WHERE day BETWEEN ? AND ? AND state = 'served' GROUP BY day, service
"""
_CALLS = """
    SELECT day, issued_at, called_at FROM ticket
    WHERE day IN (SELECT value FROM json_each(?)) AND called_at IS NOT NULL
"""
_APPOINTMENTS = """
    SELECT service, state, slot, ended_at FROM appointment WHERE day BETWEEN ? AND ?
"""
# Days begin where the index of DayOpened says: a journal of years is not read for one of them.
_OPENED = "SELECT max(seq) FROM event WHERE type = 'DayOpened' AND day = ?"
_OPENED_FROM = "SELECT min(seq) FROM event WHERE type = 'DayOpened' AND day >= ?"
_OPENED_AFTER = "SELECT min(seq) FROM event WHERE type = 'DayOpened' AND day > ?"
_LINES = "SELECT seq, line FROM event WHERE seq BETWEEN ? AND ? ORDER BY seq LIMIT ?"
_LINES_OF_TYPES = """
    SELECT seq, line FROM event WHERE seq BETWEEN ? AND ?
    AND type IN (SELECT value FROM json_each(?)) ORDER BY seq LIMIT ?
"""
_END = 2**62
PAGE_LINES = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class Called:
    """When somebody took a ticket, and when they were called last."""

    day: date
    issued_at: datetime
    called_at: datetime


class Reports:
    """Reads the journal and what is made from it while the centre goes on.

    Raises ``StoreFailed``.
    """

    def __init__(self, db: Database) -> None:
        self._db = db

    def last_day(self) -> date | None:
        """The last day something happened on; ``None``: nothing ever did."""
        with reading():
            row = self._db.execute(_LAST_DAY).fetchone()
        return date.fromisoformat(row[0]) if row is not None else None

    def feedback(self, first: date, last: date) -> tuple[Sequence[Answer], Served]:
        """Every smiley, and how many were served, from ``first`` to ``last``, both included."""
        span = (first.isoformat(), last.isoformat())
        with reading():
            # Both as they were at one moment.
            self._db.execute("BEGIN")
            answers = self._db.execute(_ANSWERS, span).fetchall()
            served = self._db.execute(_SERVED, span).fetchall()
            self._db.execute("COMMIT")
        return (
            [_answer(*row) for row in answers],
            {(date.fromisoformat(day), ServiceId(service)): n for day, service, n in served},
        )

    def calls(self, days: Sequence[date]) -> Sequence[Called]:
        """Everybody who was called on one of these days."""
        named = json.dumps([day.isoformat() for day in days])
        with reading():
            rows = self._db.execute(_CALLS, (named,)).fetchall()
        return [
            Called(
                day=date.fromisoformat(day),
                issued_at=datetime.fromisoformat(issued_at),
                called_at=datetime.fromisoformat(called_at),
            )
            for day, issued_at, called_at in rows
        ]

    def appointments(self, first: date, last: date) -> Sequence[Booked]:
        """Every appointment whose slot was from ``first`` to ``last``, both included."""
        with reading():
            rows = self._db.execute(_APPOINTMENTS, (first.isoformat(), last.isoformat())).fetchall()
        return [_booked(*row) for row in rows]

    def day(self, day: date) -> Iterator[bytes]:
        """The journal's lines of one day, from its ``DayOpened`` on; none of a day that was not."""
        first = self._seq(_OPENED, day)
        if first is not None:
            yield from self._lines(first, self._end(day))

    def lines_of(self, types: Sequence[str], first: date, last: date) -> Iterator[bytes]:
        """The lines of these types from ``first`` to ``last``, both days included."""
        begin = self._seq(_OPENED_FROM, first)
        if begin is not None:
            yield from self._lines(begin, self._end(last), types)

    def _end(self, day: date) -> int:
        """The seq of the last line of ``day``, whether it is over or not."""
        following = self._seq(_OPENED_AFTER, day)
        return following - 1 if following is not None else _END

    def _seq(self, sql: str, day: date) -> int | None:
        with reading():
            row = self._db.execute(sql, (day.isoformat(),)).fetchone()
        return None if row[0] is None else int(row[0])

    def _lines(self, seq: int, end: int, types: Sequence[str] = ()) -> Iterator[bytes]:
        named = json.dumps(types)
        while True:
            with reading():
                if types:
                    found = self._db.execute(_LINES_OF_TYPES, (seq, end, named, PAGE_LINES))
                else:
                    found = self._db.execute(_LINES, (seq, end, PAGE_LINES))
                rows = found.fetchall()
            if not rows:
                return
            yield from (line for _, line in rows)
            seq = rows[-1][0] + 1


def _answer(  # noqa: PLR0913, PLR0917 - a row of the table
    day: str,
    feedback: str,
    smiley: int,
    verified: int,
    service: str | None,
    device: str,
    at: str,
    counter: str | None,
) -> Answer:
    return Answer(
        press=Press(
            feedback=FeedbackId(feedback),
            device=DeviceId(device),
            at=datetime.fromisoformat(at),
            smiley=smiley,
        ),
        day=date.fromisoformat(day),
        verified=bool(verified),
        service=ServiceId(service) if service is not None else None,
        counter=CounterId(counter) if counter is not None else None,
    )


def _booked(service: str, state: str, slot: str, ended_at: str | None) -> Booked:
    return Booked(
        service=ServiceId(service),
        state=AppointmentState(state),
        slot=datetime.fromisoformat(slot),
        ended_at=datetime.fromisoformat(ended_at) if ended_at is not None else None,
    )
