"""How many are ahead, and about how long the wait will be."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from math import inf

from kiosk.domain.capacity import Stretch, stretches
from kiosk.domain.catalogue import Catalogue
from kiosk.domain.counter import OCCUPIED
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
from kiosk.domain.ids import ServiceId, TicketId
from kiosk.domain.pace import Habits, PaceMeasured, mean_s, pace_deviation, per_call_s
from kiosk.domain.roster import Desk, desks
from kiosk.domain.ticket import Ticket
from kiosk.domain.turns import Turn, turn_of

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

KEEP_S = 30.0
"""For how long a look at the roster is good enough."""
LEAST_LEFT = 0.2
"""What is left of the counters at least, however many overtake."""


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


@dataclass(frozen=True, slots=True, kw_only=True)
class _Line:
    """A turn that waits for ``service`` from ``at_s`` on, seconds since 1970."""

    service: ServiceId
    turn: Turn
    at_s: float


@dataclass(frozen=True, slots=True, kw_only=True)
class _Work:
    """What is to be done before a turn: ``seconds`` of counters' time, for so many ``calls``.

    ``credit`` and ``senior`` are how many counters those will keep busy who come later and go
    before it: with priority, and with a place earned before.
    """

    seconds: float
    calls: float
    credit: float
    senior: float


class WaitEstimator:
    """A closed form for the wait: the work that is called before a turn, over who works on it.

    Work is the time of everybody with an earlier turn whose service shares a counter with ours,
    in proportion to the counters it shares, and of those who will come and go before it; it is
    done by the counters that the roster and past days let expect. ``None`` where no counter offers
    the service and none is expected: not known yet. docs/adr/0014 tells the formulas.
    """

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue
        self._seen: tuple[int, float] | None = None
        self._desks: tuple[Desk, ...] = ()
        self._courses: dict[ServiceId, tuple[Stretch, ...]] = {}
        self._taught: tuple[PaceMeasured, Habits] | None = None
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
        if service not in self._catalogue.service:
            return None
        self._look(floor, at)
        if service not in self._courses:
            self._courses[service] = stretches(self._catalogue, floor, self._desks, service, at)
        line = _Line(service=service, turn=turn, at_s=at.timestamp())
        return self._walk(floor, line, self._courses[service])

    def _look(self, floor: Floor, at: datetime) -> None:
        """See who is there, and who is expected, unless that was seen a moment ago."""
        at_s = at.timestamp()
        seen = self._seen
        if seen is None or seen[0] != floor.staffing or not 0 <= at_s - seen[1] < KEEP_S:
            self._seen = (floor.staffing, at_s)
            self._desks = desks(self._catalogue, floor, at)
            self._courses = {}
        if self._taught is None or self._taught[0] is not floor.pace:
            self._taught = (floor.pace, floor.habits)
            self._call_s = {
                one: per_call_s(mean_s(self._catalogue, floor.habits, floor.pace, one), floor.pace)
                for one in self._catalogue.service
            }

    def _walk(self, floor: Floor, line: _Line, course: tuple[Stretch, ...]) -> Forecast | None:
        """Go from stretch to stretch until the work is done."""
        left, now_s, waited_s = 1.0, line.at_s, 0.0
        known: dict[int, _Work] = {}
        for stretch in course:
            if stretch.ends_s <= now_s:
                continue
            if stretch.counters <= 0:
                now_s = stretch.ends_s
                continue
            work = known.get(id(stretch.share))
            if work is None:
                work = known[id(stretch.share)] = self._work(floor, line, stretch.share)
            if work.seconds <= 0:
                return self._forecast(floor, now_s - line.at_s, work, 1.0)
            for ends_s, overtaking in self._phases(floor, line, work, now_s, stretch.ends_s):
                counters = stretch.counters - min(overtaking, (1 - LEAST_LEFT) * stretch.counters)
                takes_s = left * work.seconds / counters
                if now_s + takes_s <= ends_s:
                    waited_s += takes_s
                    mean = now_s + takes_s - line.at_s
                    return self._forecast(floor, mean, work, work.seconds / waited_s)
                left -= (ends_s - now_s) * counters / work.seconds
                waited_s += ends_s - now_s
                now_s = ends_s
        return None

    def _phases(
        self, floor: Floor, line: _Line, work: _Work, begins_s: float, ends_s: float
    ) -> tuple[tuple[float, float], ...]:
        """Until when who overtakes: with priority only those who come within their credit."""
        until_s = line.turn[0] + self._catalogue.rules.priority_credit_min * 60
        both = work.credit + work.senior
        if until_s <= begins_s or work.credit == 0:
            return ((ends_s, work.senior),)
        if until_s >= ends_s:
            return ((ends_s, both),)
        return ((until_s, both), (ends_s, work.senior))

    def _work(self, floor: Floor, line: _Line, share: Mapping[ServiceId, float]) -> _Work:
        seconds = calls = coming = 0.0
        for other, part in share.items():
            call_s = self._call_s.get(other)
            if call_s is None:
                continue
            turns = floor.waiting.get(other)
            ahead = part * turns.before(line.turn) if turns is not None else 0.0
            calls += ahead
            seconds += ahead * call_s
            coming += part * floor.pace.per_hour.get(other, 0) / 3600 * call_s
        under_way_s = self._under_way_s(floor, line.service)
        return _Work(
            seconds=seconds + under_way_s,
            calls=calls + (under_way_s > 0),
            credit=coming * floor.pace.credit_pm / 1000,
            senior=coming * floor.pace.senior_pm / 1000,
        )

    def _under_way_s(self, floor: Floor, service: ServiceId) -> float:
        """Until the first of several busy counters is free another visit's time goes by.

        Nothing goes by while one of them is not busy.
        """
        here = [d for d in self._desks if service in d.services and d.there[0][0] <= self._seen_s]
        busy = [floor.counter(desk.id) for desk in here]
        if not busy or any(now.state not in OCCUPIED for now in busy):
            return 0.0
        served = [floor.tickets[now.ticket].service for now in busy if now.ticket is not None]
        taken = [self._call_s[one] for one in served if one in self._call_s]
        return sum(taken) / len(taken) if taken else 0.0

    @property
    def _seen_s(self) -> float:
        return self._seen[1] if self._seen is not None else inf

    def _forecast(self, floor: Floor, mean: float, work: _Work, counters: float) -> Forecast:
        """The spread: of the services before, of those who overtake, and of the day's pace."""
        if mean <= 0:
            return AT_ONCE
        pace, band = floor.pace, floor.pace.band
        visit_s = work.seconds / max(work.calls, 1.0)
        cv2 = (pace.cv_pct / 100) ** 2
        overtakers = (work.credit + work.senior) * mean / max(visit_s, 1.0)
        variance = visit_s**2 * (work.calls * cv2 + overtakers * (1 + cv2)) / counters**2
        variance += (pace_deviation(pace) * mean) ** 2
        return forecast_of(
            mean * band.middle_pct / 100,
            variance**0.5,
            low=band.low_pct / 100,
            high=band.high_pct / 100,
        )
