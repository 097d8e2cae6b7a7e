"""What a day's record says: of today's pace while it lasts, and to the days after it."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from math import sqrt

from kiosk.domain.catalogue import Catalogue
from kiosk.domain.day_record import HOUR_S, DayRecord, Sums
from kiosk.domain.hours import is_ordinary, midnight_s
from kiosk.domain.ids import CounterId, ServiceId
from kiosk.domain.pace import (
    DAY_DEVIATION,
    PLAN_DEVIATION,
    SLOT_S,
    Habits,
    PaceMeasured,
    usual_s,
    weight_of,
)

OWN_DEVIATION = 0.05
"""How far a service's pace is from all services' on a day, as a standard deviation."""
KEPT = 0.8
"""How much of what was learnt before a day still counts after it."""
SHARE_COUNTS, FIRST_COUNTS = 100, 20
"""How many calls and arrivals the usual shares weigh against today's; on a first day, fewer."""
CV_COUNTS, LEAST_CV_PCT = 50, 20
MOST_VISITS = 2000
PAUSE_COUNTS, SECONDS_COUNTS = 5, 20
DAY_SLOTS = 24 * 3600 // SLOT_S
LEAST_SHARE_OF_HOUR = 0.25


def measured(catalogue: Catalogue, habits: Habits, record: DayRecord, at: datetime) -> PaceMeasured:
    """The pace of the day so far: each service's completions, shrunk to all services' pace.

    The pace of all of them together is shrunk to the usual in the same way: (K · usual + sum of
    today's) / (K + how many), where K is how many completions the prior is worth.
    """
    usual = {
        service: usual_s(catalogue, habits, service)
        for service in record.visits
        if service in catalogue.service
    }
    cv_pct = _cv_pct(habits, record)
    weight = weight_of(cv_pct, DAY_DEVIATION**2)
    done = [(record.visits[s].count, record.visits[s].total / usual[s]) for s in usual]
    factor = (weight + sum(t for _, t in done)) / (weight + sum(n for n, _ in done))
    return PaceMeasured(
        mean_s={
            service: round(
                _shrunk(usual_s * factor, record.visits[service], _own_weight(habits, service))
            )
            for service, usual_s in usual.items()
        },
        factor_pct=round(100 * factor),
        counted=sum(sums.count for sums in record.visits.values()),
        cv_pct=cv_pct,
        no_show_pm=_share_pm(habits, habits.no_show_pm, record.no_shows.count, _calls(record)),
        no_show_s=_mean_s(habits.no_show_s, record.no_shows.count, record.no_shows.total),
        credit_pm=_share_pm(habits, habits.credit_pm, record.with_credit, record.joins),
        senior_pm=_share_pm(habits, habits.senior_pm, record.senior, record.joins),
        per_hour=_per_hour(record, at),
        pause_s=_mean_s(
            habits.pause_s, record.pauses.count, record.pauses.total, counts=PAUSE_COUNTS
        ),
        band=record.honesty.band,
    )


def learnt(catalogue: Catalogue, habits: Habits, record: DayRecord, at: datetime) -> Habits:
    """What the days so far teach, this one among them; ``at`` is within the day, or its end.

    A day on which nobody was served teaches nothing.
    """
    if not record.visits:
        return habits
    today = measured(catalogue, habits, record, at)
    visits = {s: round(KEPT * n) for s, n in habits.visits.items()}
    mean_s = dict(habits.mean_s)
    for service, sums in record.visits.items():
        before = visits.get(service, 0)
        total = before * mean_s.get(service, 0) + sums.total
        visits[service] = min(before + sums.count, MOST_VISITS)
        mean_s[service] = round(total / (before + sums.count))
    return replace(
        _staffing_learnt(catalogue, habits, record, at),
        mean_s=mean_s,
        visits=visits,
        cv_pct=today.cv_pct,
        calls=round(KEPT * habits.calls) + _calls(record),
        no_show_pm=today.no_show_pm,
        no_show_s=today.no_show_s,
        credit_pm=today.credit_pm,
        senior_pm=today.senior_pm,
        pause_s=today.pause_s,
        band=today.band,
    )


def _own_weight(habits: Habits, service: ServiceId) -> float:
    """What a service is expected to take weighs the more, the better past days have shown it."""
    visits = habits.visits.get(service, 0)
    plan = weight_of(habits.cv_pct, PLAN_DEVIATION**2)
    unsure = PLAN_DEVIATION**2 * plan / (plan + visits) + OWN_DEVIATION**2
    return weight_of(habits.cv_pct, unsure)


def _shrunk(expected_s: float, taken: Sums, weight: float) -> float:
    return (weight * expected_s + taken.total) / (weight + taken.count)


def _calls(record: DayRecord) -> int:
    return sum(sums.count for sums in record.visits.values()) + record.no_shows.count


def _share_pm(habits: Habits, usual_pm: int, count: int, of: int) -> int:
    """A centre that knows no day before believes the first one sooner."""
    counts = SHARE_COUNTS if habits.calls else FIRST_COUNTS
    return round((counts * usual_pm + 1000 * count) / (counts + of))


def _mean_s(usual: int, count: int, total: float, *, counts: int = SECONDS_COUNTS) -> int:
    return round((counts * usual + total) / (counts + count))


def _cv_pct(habits: Habits, record: DayRecord) -> int:
    """The coefficient of variation within services, shrunk to the usual one."""
    counted, squares = float(CV_COUNTS), CV_COUNTS * (habits.cv_pct / 100) ** 2
    for sums in record.visits.values():
        if sums.count > 1 and sums.total > 0:
            mean = sums.total / sums.count
            variance = (sums.squares - sums.count * mean * mean) / (sums.count - 1)
            counted += sums.count - 1
            squares += (sums.count - 1) * max(0.0, variance) / (mean * mean)
    return max(LEAST_CV_PCT, round(100 * sqrt(squares / counted)))


def _per_hour(record: DayRecord, at: datetime) -> Mapping[ServiceId, int]:
    """Arrivals within the last hour, or since the first of the day if that is less."""
    hours = {
        service: [when for when in joined if (at - when).total_seconds() <= HOUR_S]
        for service, joined in record.joined.items()
    }
    firsts = [joined[0] for joined in hours.values() if joined]
    if not firsts:
        return {}
    span_s = (at - min(firsts)).total_seconds()
    share = min(1.0, max(span_s / HOUR_S, LEAST_SHARE_OF_HOUR))
    return {service: round(len(joined) / share) for service, joined in hours.items() if joined}


def _staffing_learnt(
    catalogue: Catalogue, habits: Habits, record: DayRecord, at: datetime
) -> Habits:
    """The day's staffing blended in: a mean over days, the older the less.

    Of a day with other hours than most no other day can learn.
    """
    if not is_ordinary(catalogue, at.date()):
        return habits
    today = _staffing_of(catalogue, record, at)
    if not today:
        return habits
    before_days = KEPT * habits.days_pct / 100
    slots: dict[CounterId, list[float]] = {}
    for counter in {*habits.staffing, *today}:
        before = [0] * habits.first_slot + list(habits.staffing.get(counter, ()))
        before += [0] * (DAY_SLOTS - len(before))
        now = today.get(counter, [0.0] * DAY_SLOTS)
        slots[counter] = [
            (before_days * was + 100 * is_) / (before_days + 1)
            for was, is_ in zip(before, now, strict=True)
        ]
    used = [n for values in slots.values() for n, value in enumerate(values) if value >= 1]
    return replace(
        habits,
        days_pct=round(100 * (before_days + 1)),
        first_slot=min(used, default=0),
        staffing={
            counter: tuple(round(value) for value in values[min(used) : max(used) + 1])
            for counter, values in sorted(slots.items())
            if max(values) >= 1
        },
    )


def _staffing_of(
    catalogue: Catalogue, record: DayRecord, at: datetime
) -> dict[CounterId, list[float]]:
    """For which part of each slot of the day each counter without a roster was staffed."""
    staffed: dict[CounterId, list[float]] = {}
    since: dict[CounterId, float] = {}
    ends = [(at, counter, ()) for counter in {counter for _, counter, _ in record.staffed}]
    for when, counter, services in (*record.staffed, *ends):
        known = catalogue.counter.get(counter)
        if known is not None and known.shifts is not None:
            continue
        now_s = when.timestamp() - midnight_s(when)
        since_s = since.pop(counter, None)
        if since_s is not None:
            _spread(staffed.setdefault(counter, [0.0] * DAY_SLOTS), since_s, now_s)
        if services:
            since[counter] = now_s
    return staffed


def _spread(slots: list[float], from_s: float, to_s: float) -> None:
    """Add the time from then to then, seconds of the day."""
    first, last = int(from_s // SLOT_S), min(int(to_s // SLOT_S), DAY_SLOTS - 1)
    for slot in range(first, last + 1):
        begins, ends = slot * SLOT_S, (slot + 1) * SLOT_S
        slots[slot] += max(0.0, min(to_s, ends) - max(from_s, begins)) / SLOT_S
