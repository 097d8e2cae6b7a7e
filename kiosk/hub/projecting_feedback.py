"""Smileys as they are given and explained, and which of them look like play."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from itertools import pairwise

from kiosk.domain.feedback_filters import BURSTS, LOCK_OUT, RUN_GAP, Press, flag
from kiosk.domain.ids import PHONE, DeviceId, FeedbackId
from kiosk.hub.projecting_facts import Fact, FeedbackGiven, ReasonsAdded
from kiosk.hub.projecting_rows import CentreDayRow, FeedbackRow

Key = tuple[date, str]

QUICK = max(LOCK_OUT, RUN_GAP, *(within / more_than for more_than, within in BURSTS))
"""Where none comes sooner after another than this, none is odd."""


class FeedbackFold:
    """The smileys that some lines speak of, and all others of the same devices and days."""

    def __init__(self) -> None:
        self.rows: dict[Key, FeedbackRow] = {}
        self.moved: set[Key] = set()
        self._pressed: set[tuple[date, str]] = set()

    def load(self, rows: Iterable[FeedbackRow]) -> None:
        """What was there before these lines."""
        self.rows = {(row.day, row.feedback): row for row in rows}

    def fold(self, day: date, fact: Fact) -> None:
        """What one line says."""
        if isinstance(fact, FeedbackGiven):
            self._given(day, fact)
        elif isinstance(fact, ReasonsAdded):
            row = self.rows.get((day, fact.feedback))
            if row is not None:
                row.reasons = fact.reasons
                self.moved.add((day, fact.feedback))

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
        given: defaultdict[tuple[date, str], list[FeedbackRow]] = defaultdict(list)
        for row in self.rows.values():
            if row.device != PHONE and (row.day, row.device) in self._pressed:
                given[row.day, row.device].append(row)
        for rows in given.values():
            odd = {press.feedback for press in flag(map(_press, rows))} if _is_quick(rows) else ()
            for row in rows:
                if row.flagged != (row.feedback in odd):
                    row.flagged = not row.flagged
                    self.moved.add((row.day, row.feedback))

    def count(self, day: CentreDayRow, by: int) -> None:
        """Count this day's known smileys in (``by`` 1) or out (-1)."""
        for row in self.rows.values():
            if row.day == day.day:
                _count(day, row, by)


def _is_quick(rows: Sequence[FeedbackRow]) -> bool:
    """Whether any two came so soon after one another that one of them may look like play."""
    times = sorted(row.at for row in rows)
    return any(later - earlier < QUICK for earlier, later in pairwise(times))


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
