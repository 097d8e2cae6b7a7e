"""What reports ask of a centre's tables, over a connection that can only read."""

from collections.abc import Sequence
from datetime import date, datetime

from kiosk.db.opening import Database, reading
from kiosk.domain.feedback_filters import Press
from kiosk.domain.ids import DeviceId, FeedbackId, ServiceId
from kiosk.domain.satisfaction import Answer, Served

_LAST_DAY = "SELECT day FROM event ORDER BY seq DESC LIMIT 1"
_ANSWERS = """
    SELECT day, feedback, smiley, verified, service, device, at FROM feedback
    WHERE day BETWEEN ? AND ? ORDER BY day, feedback
"""
_SERVED = """
    SELECT day, service, count(*) FROM ticket
    WHERE day BETWEEN ? AND ? AND state = 'served' GROUP BY day, service
"""


class Reports:
    """Reads ``feedback`` and ``ticket`` while the centre goes on. Raises ``StoreFailed``."""

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


def _answer(
    day: str, feedback: str, smiley: int, verified: int, service: str | None, device: str, at: str
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
    )
