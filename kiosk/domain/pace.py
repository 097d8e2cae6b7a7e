"""Today's pace as everybody in the centre knows it, and what past days taught about a day."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from math import sqrt

from kiosk.domain.catalogue import Catalogue
from kiosk.domain.ids import CounterId, ServiceId

PLAN_DEVIATION = 0.3
"""How far the time a service really takes is from the centre's plan, as a standard deviation."""
DAY_DEVIATION = 0.12
"""How far the pace of a day is from the usual, as a standard deviation."""
LEAST_DEVIATION = 0.05
"""How far a pace is from what was measured at least, as a standard deviation."""
USUAL_CV_PCT = 90
USUAL_NO_SHOW_S = 150
USUAL_PAUSE_S = 900
SLOT_S = 900
"""The staffing of past days is kept by quarters of an hour."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Band:
    """By how much the spread of a wait is wider than its formula says, and its middle higher.

    In per cent, as told against true has shown: ``low_pct`` towards the 10th percentile,
    ``high_pct`` towards the 90th.
    """

    low_pct: int = 100
    middle_pct: int = 100
    high_pct: int = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Habits:
    """What past days taught, the older the less; every time in seconds, every ``pm`` in 1,000.

    ``mean_s`` is how long a visitor of a service keeps a counter, learnt from ``visits`` of them;
    of all ``calls``, ``no_show_pm`` keep it for ``no_show_s`` in vain; of all who begin to wait,
    ``credit_pm`` have priority and ``senior_pm`` come with a place that was earned before.
    ``staffing`` is on how many of 100 days a counter without a roster is staffed, by quarters of an
    hour from the ``first_slot``-th of the day on; learnt from ``days_pct`` hundredths of days.
    """

    mean_s: Mapping[ServiceId, int] = field(default_factory=dict)
    visits: Mapping[ServiceId, int] = field(default_factory=dict)
    cv_pct: int = USUAL_CV_PCT
    calls: int = 0
    no_show_pm: int = 0
    no_show_s: int = USUAL_NO_SHOW_S
    credit_pm: int = 0
    senior_pm: int = 0
    pause_s: int = USUAL_PAUSE_S
    days_pct: int = 0
    first_slot: int = 0
    staffing: Mapping[CounterId, tuple[int, ...]] = field(default_factory=dict)
    band: Band = field(default_factory=Band)


@dataclass(frozen=True, slots=True, kw_only=True)
class PaceMeasured:
    """How fast today is: written down every few minutes, for everybody's estimates to agree.

    ``mean_s`` is there for each service of which somebody was served today; the others go by
    ``factor_pct`` of their usual time. ``counted`` visits taught it. ``per_hour`` is how many came
    to wait for a service within the last hour. ``expected`` is what a few of those who wait
    would be told now, by number: the 10th, 50th and 90th percentile of the wait still before
    them. When they are called it shows how honest that was. ``awaited`` is how many appointments
    of each slot may still check in: boards reckon with them and do not read the book.
    """

    mean_s: Mapping[ServiceId, int] = field(default_factory=dict)
    factor_pct: int = 100
    counted: int = 0
    cv_pct: int = USUAL_CV_PCT
    no_show_pm: int = 0
    no_show_s: int = USUAL_NO_SHOW_S
    credit_pm: int = 0
    senior_pm: int = 0
    per_hour: Mapping[ServiceId, int] = field(default_factory=dict)
    pause_s: int = USUAL_PAUSE_S
    band: Band = field(default_factory=Band)
    expected: Mapping[str, tuple[int, int, int]] = field(default_factory=dict)
    awaited: Mapping[ServiceId, Mapping[datetime, int]] = field(default_factory=dict)


def pace_at_opening(habits: Habits) -> PaceMeasured:
    """What is known of a day's pace before anybody was served."""
    return PaceMeasured(
        cv_pct=habits.cv_pct,
        no_show_pm=habits.no_show_pm,
        no_show_s=habits.no_show_s,
        credit_pm=habits.credit_pm,
        senior_pm=habits.senior_pm,
        pause_s=habits.pause_s,
        band=habits.band,
    )


def usual_s(catalogue: Catalogue, habits: Habits, service: ServiceId) -> float:
    """How long a visitor of ``service`` usually keeps a counter: the plan, corrected by habit.

    Raises ``KeyError`` for a service the catalogue has not.
    """
    planned_s = catalogue.service[service].target_min * 60
    visits = habits.visits.get(service, 0)
    learnt_s = habits.mean_s.get(service, planned_s)
    weight = weight_of(habits.cv_pct, PLAN_DEVIATION**2)
    return (weight * planned_s + visits * learnt_s) / (weight + visits)


def weight_of(cv_pct: int, variance: float) -> float:
    """How many completions a prior mean weighs, itself off by ``variance`` (of a factor)."""
    return (cv_pct / 100) ** 2 / variance


def mean_s(catalogue: Catalogue, habits: Habits, pace: PaceMeasured, service: ServiceId) -> float:
    """How long a visitor of ``service`` who comes keeps a counter today, in seconds."""
    measured = pace.mean_s.get(service)
    if measured is not None:
        return float(measured)
    return usual_s(catalogue, habits, service) * pace.factor_pct / 100


def pace_deviation(pace: PaceMeasured) -> float:
    """How far the true pace may be from ``pace``: the standard deviation of a factor."""
    weight = weight_of(pace.cv_pct, DAY_DEVIATION**2)
    return sqrt(DAY_DEVIATION**2 * weight / (weight + pace.counted) + LEAST_DEVIATION**2)


def per_call_s(mean: float, pace: PaceMeasured) -> float:
    """How long a call keeps a counter: ``mean`` if somebody comes, less if nobody does."""
    no_show = pace.no_show_pm / 1000
    return (1 - no_show) * mean + no_show * pace.no_show_s
