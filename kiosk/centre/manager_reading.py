"""What a manager reads of the store: today's feedback, and what such days usually are."""

import asyncio
import logging
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path
from statistics import median
from typing import TypeVar

from kiosk.centre.manager_sights import p90_by_hour
from kiosk.db.opening import DatabaseUnfit, StoreFailed, open_for_reports
from kiosk.db.reports import Called, Reports
from kiosk.domain.ids import CounterId
from kiosk.domain.satisfaction import Answer, Cell, Report, Score, Served, by_counter, faces, report
from kiosk.web.manager_sight import Usual

log = logging.getLogger(__name__)

T = TypeVar("T")

FRESH_S = 5.0
"""Feedback that was read so shortly before is read once for all who look."""
WEEKS = 4
FEW = 10
"""Of fewer calls than these nothing is told of a day."""
UNKNOWN = Cell(empty=True, valid=None, everything=None, flagged=None, rate=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedbackToday:
    """What today's visitors said: by service, by counter, and how often each face."""

    report: Report
    counters: Mapping[CounterId, Score]
    faces: Mapping[int, int] | None


@dataclass(slots=True, kw_only=True)
class _Past:
    """The same weekday of the last weeks, as it was read on ``day``."""

    day: date | None = None
    last_week: Sequence[tuple[datetime, float]] = ()
    p90_min: Mapping[int, int] = field(default_factory=dict)


class ManagerReading:
    """Reads the store in threads, over connections that can only read.

    Belongs to the event loop. What cannot be read is not known, and said to be so.
    """

    def __init__(self, store: Path, *, steady_s: Callable[[], float]) -> None:
        self._store = store
        self._steady_s = steady_s
        self._one_at_a_time = asyncio.Lock()
        self._today: tuple[date, float, FeedbackToday | None] | None = None
        self._past = _Past()

    async def feedback(self, day: date) -> FeedbackToday | None:
        """What was said on ``day``; ``None``: the store cannot be read now."""
        async with self._one_at_a_time:
            known = self._today
            if known is not None and known[0] == day and self._steady_s() - known[1] < FRESH_S:
                return known[2]
            read = await self._read(lambda reports: reports.feedback(day, day))
            today = _feedback(*read) if read is not None else None
            self._today = (day, self._steady_s(), today)
            return today

    async def satisfied(self, day: date) -> Cell:
        """What those who were served on ``day`` said, in all."""
        today = await self.feedback(day)
        return today.report.overall.verified if today is not None else UNKNOWN

    async def usual(self, at: datetime) -> Usual:
        """What days like this one are at this time of day."""
        day = at.date()
        async with self._one_at_a_time:
            if self._past.day != day:
                days = [day - timedelta(weeks=weeks) for weeks in range(1, WEEKS + 1)]
                calls = await self._read(lambda reports: reports.calls(days))
                self._past = _past(day, calls) if calls is not None else _Past()
        waits = [minutes for called, minutes in self._past.last_week if called.time() <= at.time()]
        return Usual(
            median_min=round(median(waits)) if len(waits) >= FEW else None,
            p90_min=self._past.p90_min,
        )

    async def _read(self, work: Callable[[Reports], T]) -> T | None:
        def read() -> T:
            with closing(open_for_reports(self._store)) as db:
                return work(Reports(db))

        try:
            return await asyncio.to_thread(read)
        except (DatabaseUnfit, StoreFailed) as reason:
            log.warning("manager_cannot_read", extra={"reason": str(reason)})
            return None


def _feedback(answers: Sequence[Answer], served: Served) -> FeedbackToday:
    return FeedbackToday(
        report=report(answers, served), counters=by_counter(answers), faces=faces(answers)
    )


def _past(day: date, calls: Sequence[Called]) -> _Past:
    by_day: defaultdict[date, list[tuple[datetime, float]]] = defaultdict(list)
    for call in calls:
        waited_min = (call.called_at - call.issued_at).total_seconds() / 60
        by_day[call.day].append((call.called_at, max(0.0, waited_min)))
    by_hour: defaultdict[int, list[int]] = defaultdict(list)
    for waits in by_day.values():
        if len(waits) >= FEW:
            found = p90_by_hour((called.hour, minutes) for called, minutes in waits)
            for hour, minutes in found.items():
                by_hour[hour].append(minutes)
    return _Past(
        day=day,
        last_week=by_day.get(day - timedelta(weeks=1), ()),
        p90_min={hour: round(median(found)) for hour, found in sorted(by_hour.items())},
    )
