"""Smileys as they are given and explained, and which of them look like play."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from kiosk.domain.feedback_filters import Press, flag
from kiosk.domain.ids import PHONE, DeviceId, FeedbackId
from kiosk.hub.lines import LedgerLine
from kiosk.hub.projecting_facts import Fact, FeedbackGiven, ReasonsAdded
from kiosk.hub.projecting_rows import CentreDayRow, FeedbackRow

Key = tuple[date, str]


class FeedbackFold:
    """The smileys that some lines speak of, and all others of the same devices and days."""

    def __init__(self) -> None:
        self.rows: dict[Key, FeedbackRow] = {}
        self.moved: set[Key] = set()
        self._pressed: set[tuple[date, str]] = set()

    def load(self, rows: Iterable[FeedbackRow]) -> None:
        """What was there before these lines."""
        self.rows = {(row.day, row.feedback): row for row in rows}

    def fold(self, line: LedgerLine, fact: Fact) -> None:
        """What one line says."""
        if isinstance(fact, FeedbackGiven):
            self._given(line.day, fact)
        elif isinstance(fact, ReasonsAdded):
            row = self.rows.get((line.day, fact.feedback))
            if row is not None:
                row.reasons = fact.reasons
                self.moved.add((line.day, fact.feedback))

    def _given(self, day: date, fact: FeedbackGiven) -> None:
        key = (day, fact.feedback)
        self.rows[key] = FeedbackRow(
            day=day,
            feedback=fact.feedback,
            at=fact.pressed_at or fact.at,
            device=fact.by,
            smiley=fact.smiley,
            verified=fact.verified,
            counter=fact.counter,
            service=fact.service,
        )
        self.moved.add(key)
        self._pressed.add((day, fact.by))

    def flag(self) -> None:
        """Look anew at every device that has pressed: a burst is one only when it is over."""
        given: defaultdict[tuple[date, str], list[Press]] = defaultdict(list)
        for row in self.rows.values():
            if (row.day, row.device) in self._pressed and row.device != PHONE:
                given[row.day, row.device].append(_press(row))
        for (day, _), presses in given.items():
            odd = flag(presses)
            for press in presses:
                row = self.rows[day, press.feedback]
                if row.flagged != (press in odd):
                    row.flagged = not row.flagged
                    self.moved.add((day, press.feedback))

    def count(self, day: CentreDayRow, by: int) -> None:
        """Count this day's known smileys in (``by`` 1) or out (-1)."""
        for row in self.rows.values():
            if row.day == day.day:
                _count(day, row, by)


def _count(day: CentreDayRow, row: FeedbackRow, by: int) -> None:
    if row.flagged:
        day.flagged += by
    elif row.verified:
        day.verified[row.smiley - 1] += by
    else:
        day.unverified[row.smiley - 1] += by


def _press(row: FeedbackRow) -> Press:
    return Press(
        feedback=FeedbackId(row.feedback),
        device=DeviceId(row.device),
        at=row.at,
        smiley=row.smiley,
    )
