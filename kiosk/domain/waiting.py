"""How many are ahead, and about how long the wait will be."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from math import inf, sqrt

from kiosk.domain.capacity import Course
from kiosk.domain.catalogue import Catalogue
from kiosk.domain.counter import OCCUPIED, STAFFED
from kiosk.domain.floor import Floor
from kiosk.domain.forecast import (
    AT_ONCE,
    NO_WAIT,
    STEP_S,
    Forecast,
    WaitRange,
    forecast_of,
    told,
)
from kiosk.domain.ids import CounterId, ServiceId, TicketId
from kiosk.domain.pace import PaceMeasured, mean_s, pace_deviation, per_call_s
from kiosk.domain.roster import desks
from kiosk.domain.ticket import Ticket
from kiosk.domain.turns import Turn, turn_of
from kiosk.domain.walking import Wait, Work, walk

__all__ = [
    "NO_WAIT",
    "STEP_S",
    "Forecast",
    "WaitEstimator",
    "WaitRange",
    "ahead_of",
    "ahead_of_arrival",
    "arriving",
    "told",
    "waiting_in_queue_of",
]

SHOWS = 0.9
"""The part of those with an appointment who come."""
KEEP_S = 30.0
"""For how long a look at the roster is good enough."""


def ahead_of(floor: Floor, catalogue: Catalogue, ticket: Ticket) -> int:
    """How many of its queue are called before a waiting ticket."""
    turn = turn_of(ticket)
    return sum(
        floor.waiting[service].before(turn)
        for service in _queue_of(catalogue, ticket.service)
        if service in floor.waiting
    )


def waiting_in_queue_of(floor: Floor, catalogue: Catalogue, service: ServiceId) -> int:
    """How many wait in the queue of ``service``: ahead of whoever came now without credit."""
    return floor.waiting_for(_queue_of(catalogue, service))


def ahead_of_arrival(
    floor: Floor, catalogue: Catalogue, service: ServiceId, at: datetime, *, credit_s: int
) -> int:
    """How many of its queue are called before whoever came at ``at`` with this credit."""
    turn = arriving(floor, at, credit_s=credit_s)
    return sum(
        floor.waiting[other].before(turn)
        for other in _queue_of(catalogue, service)
        if other in floor.waiting
    )


def arriving(floor: Floor, at: datetime, *, credit_s: int) -> Turn:
    """The turn of somebody who would take a ticket at ``at`` with this credit (seconds)."""
    came_s = at.timestamp()
    return (came_s - credit_s, len(floor.tickets) + 1, TicketId(""), came_s)


def _queue_of(catalogue: Catalogue, service: ServiceId) -> tuple[ServiceId, ...]:
    """The services that wait together; a service a newer catalogue dropped waits alone."""
    known = catalogue.service.get(service)
    return catalogue.services_of_queue[known.queue] if known is not None else (service,)


class WaitEstimator:
    """A closed form for the wait: the work that is called before a turn, over who works on it.

    Work is the time of everybody with an earlier turn, and of those who will come and go before
    it; it is done by the counters that the roster and past days let expect, which divide
    themselves between the services they offer. ``None`` where no counter offers the service and
    none is expected: not known yet. docs/adr/0014 tells the formulas.
    """

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue
        self._seen: tuple[int, float] | None = None
        self._staffed: list[tuple[CounterId, tuple[ServiceId, ...]]] = []
        self._course: Course | None = None
        self._taught: PaceMeasured | None = None
        self._call_s: dict[ServiceId, float] = {}

    def of_ticket(self, floor: Floor, ticket: Ticket, at: datetime) -> Forecast | None:
        """The wait a waiting ticket still has before it, from ``at`` on, the centre's time."""
        return self._estimate(floor, ticket.service, turn_of(ticket), at)

    def of_arrival(
        self, floor: Floor, service: ServiceId, at: datetime, *, credit_s: int = 0
    ) -> Forecast | None:
        """The wait of somebody who would take a ticket at ``at`` with this credit."""
        return self._estimate(floor, service, arriving(floor, at, credit_s=credit_s), at)

    def _estimate(
        self, floor: Floor, service: ServiceId, turn: Turn, at: datetime
    ) -> Forecast | None:
        course = self._look(floor, at)
        if service not in self._call_s or service not in course.kinds:
            return None
        kind = course.kinds[service]
        work = self._work(floor, course.kinds, turn)
        to_come_s = self._to_come_s(floor, course.kinds, work, service)
        if to_come_s is None:
            return AT_ONCE
        work.seconds[kind] += to_come_s
        work.calls += to_come_s > 0
        if len(floor.book) or floor.pace.awaited:
            self._expect(floor, course.kinds, work, turn, at)
        return self._forecast(floor, work, walk(course, work, kind, at))

    def _look(self, floor: Floor, at: datetime) -> Course:
        """See who is there, and who is expected, unless that was seen a moment ago."""
        at_s = at.timestamp()
        seen = self._seen
        if (
            self._course is None
            or seen is None
            or seen[0] != floor.staffing
            or not 0 <= at_s - seen[1] < KEEP_S
        ):
            self._seen = (floor.staffing, at_s)
            there = desks(self._catalogue, floor, at)
            self._course = Course(there, at)
            self._staffed = [
                (desk.id, desk.services)
                for desk in there
                if desk.now.state in STAFFED and desk.works_at(at_s)
            ]
        if self._taught is not floor.pace:
            self._taught = floor.pace
            self._call_s = {
                one: per_call_s(mean_s(self._catalogue, floor.habits, floor.pace, one), floor.pace)
                for one in self._catalogue.service
            }
        return self._course

    def _work(self, floor: Floor, kinds: Mapping[ServiceId, int], turn: Turn) -> Work:
        """All that is called before a turn, and what will be."""
        seconds, coming = ([0.0] * (max(kinds.values()) + 1) for _ in range(2))
        calls = 0
        for service, kind in kinds.items():
            call_s = self._call_s.get(service)
            if call_s is None:
                continue
            turns = floor.waiting.get(service)
            ahead = turns.before(turn) if turns is not None else 0
            calls += ahead
            seconds[kind] += ahead * call_s
            coming[kind] += floor.pace.per_hour.get(service, 0) / 3600 * call_s
        return Work(seconds=seconds, calls=calls, coming=coming, phases=self._phases(floor, turn))

    def _phases(self, floor: Floor, turn: Turn) -> tuple[tuple[float, float], ...]:
        """Until when which part of those who come overtakes.

        All of them, until an appointment that came too early counts; with priority those who come
        within their credit; always who has earned a place before.
        """
        credit, senior = floor.pace.credit_pm / 1000, floor.pace.senior_pm / 1000
        until_s = turn[0] + self._catalogue.rules.priority_credit_min * 60
        return ((turn[0], 1.0), (until_s, credit + senior), (inf, senior))

    def _expect(
        self,
        floor: Floor,
        kinds: Mapping[ServiceId, int],
        work: Work,
        turn: Turn,
        at: datetime,
    ) -> None:
        """Who has an earlier turn by appointment, and may still check in, is work too."""
        rules = self._catalogue.rules
        since = at - timedelta(minutes=rules.appointment_late_min)
        until_s = turn[0] + rules.appointment_credit_min * 60
        until = max(since, datetime.fromtimestamp(until_s, at.tzinfo))
        for service, call_s in self._call_s.items():
            if service in kinds:
                awaited = _awaited(floor, service, since, until)
                work.calls += SHOWS * awaited
                work.seconds[kinds[service]] += SHOWS * awaited * call_s

    def _to_come_s(
        self, floor: Floor, kinds: Mapping[ServiceId, int], work: Work, service: ServiceId
    ) -> float | None:
        """Until the first of several busy counters is free another visit's time goes by.

        A counter that is free takes one of those ahead first; ``None``: one is left for
        ``service``.
        """
        served = []
        for counter, services in self._staffed:
            now = floor.counter(counter)
            if now.state in OCCUPIED and now.ticket is not None:
                if service in services:
                    served.append(floor.tickets[now.ticket].service)
                continue
            ahead = [other for other in services if work.seconds[kinds[other]] > 0]
            if ahead:
                first = max(ahead, key=lambda other: work.seconds[kinds[other]])
                left_s = work.seconds[kinds[first]] - self._call_s.get(first, 0.0)
                work.seconds[kinds[first]] = max(0.0, left_s)
                if service in services:
                    served.append(first)
            elif service in services:
                return None
        taken = [self._call_s[one] for one in served if one in self._call_s]
        return sum(taken) / len(taken) if taken else 0.0

    def _forecast(self, floor: Floor, work: Work, wait: Wait | None) -> Forecast | None:
        """The spread: of the services before, of those who overtake, and of the day's pace."""
        if wait is None:
            return None
        if wait.seconds <= 0:
            return AT_ONCE
        pace, band = floor.pace, floor.pace.band
        visit_s = sum(work.seconds) / max(work.calls, 1)
        cv2 = (pace.cv_pct / 100) ** 2
        variance = visit_s * wait.worked_s * (cv2 + wait.overtaking) / wait.counters
        variance += (pace_deviation(pace) * wait.seconds) ** 2
        return forecast_of(
            wait.seconds * band.middle_pct / 100,
            sqrt(variance),
            low=band.low_pct / 100,
            high=band.high_pct / 100,
        )


def _awaited(floor: Floor, service: ServiceId, since: datetime, until: datetime) -> int:
    """How many may still check in for the slots from ``since`` to before ``until`` of one day.

    Who may not read the book goes by what was written down of it with the day's pace.
    """
    if len(floor.book):
        day = since.date()
        return floor.book.awaited(service, day, since) - floor.book.awaited(service, day, until)
    slots = floor.pace.awaited.get(service, {})
    return sum(n for slot, n in slots.items() if since <= slot < until)
