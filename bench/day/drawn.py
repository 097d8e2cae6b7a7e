"""One day as it will be, drawn before it begins: who comes when, and which agent is there."""

import math
from dataclasses import dataclass, replace
from datetime import date, timedelta
from random import Random

from bench.day.scenario import (
    CLOSES_S,
    HOUR_S,
    OPENS_S,
    SLOT_MIN,
    WALK_S,
    Absence,
    Kind,
    Scenario,
)
from bench.day.site import CUT_OFF_MIN

LAST_S = CLOSES_S - CUT_OFF_MIN * 60
"""Nobody is given a ticket from here on."""
MONDAY = date(2026, 11, 2)
LUNCH_SPREAD_S, PUNCTUAL_SPREAD_S = 240.0, 30.0
"""How unpunctual an unplanned lunch is, and a planned one, as a standard deviation."""
SLOT_S = SLOT_MIN * 60.0
EARLY_S, UNPUNCTUAL_S = 480.0, 600.0
"""How long before their slot people with an appointment come, and how much that varies."""
STAY_AWAY = 0.08
"""The share of those with an appointment who never come."""
BURST_S = 120.0
"""Within which everybody from one bus has taken a ticket."""

Span = tuple[float, float]
"""From and to, in seconds of the day."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Visitor:
    """Who comes: for what, and what they will do; times are seconds, ``at_s`` of the day.

    ``transfer`` is where the first counter sends them, for ``then_s``; ``back_s`` how long after a
    missed call they come back, ``None`` if not. ``slot_s`` is when an appointment begins, ``at_s``
    then when they check in, unless they never do (``stays_away``).
    """

    at_s: float
    service: str
    service_s: float
    walk_s: float
    priority: bool = False
    comes: bool = True
    back_s: float | None = None
    transfer: str | None = None
    then_s: float = 0.0
    slot_s: float | None = None
    stays_away: bool = False

    @property
    def kind(self) -> str:
        """The class of visitors it counts among."""
        if self.slot_s is not None:
            return "appointment"
        return "priority" if self.priority else "walk-in"


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawnDay:
    """A day of a scenario: visitors by arrival, and for each counter when somebody is there."""

    date: date
    visitors: tuple[Visitor, ...]
    presence: tuple[tuple[Span, ...], ...]
    pace: float = 1.0


def working_day(number: int) -> date:
    """The ``number``-th working day of the laboratory, from 0."""
    weeks, weekday = divmod(number, 5)
    return MONDAY + timedelta(days=7 * weeks + weekday)


def draw_day(scenario: Scenario, number: int, seed: int) -> DrawnDay:
    """The ``number``-th day, the same for the same seed, whatever is done with it."""
    chance = Random(f"{seed} {scenario.name} {number}")
    pace = max(0.5, chance.gauss(1, scenario.pace_spread))
    expected = scenario.visitors * max(0.3, chance.gauss(1, scenario.day_spread))
    arrivals = sorted((*_hourly(scenario, expected, chance), *_buses(scenario, chance)))
    visitors = tuple(_visitor(scenario, at_s, pace, chance) for at_s in arrivals if at_s < LAST_S)
    return DrawnDay(
        date=working_day(number),
        visitors=visitors,
        presence=_presence(scenario, chance),
        pace=pace,
    )


def _with_appointment(visitor: Visitor, chance: Random) -> Visitor:
    """The same visitor with an appointment for about that time, a little early or late for it."""
    slot_s = OPENS_S + (visitor.at_s - OPENS_S) // SLOT_S * SLOT_S
    at_s = slot_s + chance.gauss(-EARLY_S, UNPUNCTUAL_S)
    return replace(
        visitor,
        slot_s=slot_s,
        at_s=max(OPENS_S - HOUR_S / 2, at_s),
        priority=False,
        stays_away=chance.random() < STAY_AWAY,
    )


def lognormal(chance: Random, mean: float, cv: float) -> float:
    """A time of that mean and coefficient of variation; exactly the mean for 0."""
    if cv == 0:
        return mean
    spread = math.log(1 + cv * cv)
    return chance.lognormvariate(math.log(mean) - spread / 2, math.sqrt(spread))


def _hourly(scenario: Scenario, expected: float, chance: Random) -> list[float]:
    """Poisson arrivals at each hour's rate, the buses' passengers left out."""
    per_weight = (expected - scenario.bursts * scenario.burst) / sum(scenario.shape)
    arrivals = []
    for hour, weight in enumerate(scenario.shape):
        begins_s = at_s = OPENS_S + hour * HOUR_S
        rate = max(1e-9, per_weight * weight / HOUR_S)
        while (at_s := at_s + chance.expovariate(rate)) < begins_s + HOUR_S:
            arrivals.append(at_s)
    return arrivals


def _buses(scenario: Scenario, chance: Random) -> list[float]:
    arrivals = []
    for _ in range(scenario.bursts):
        comes_s = chance.uniform(OPENS_S, CLOSES_S - 2 * HOUR_S)
        arrivals += [comes_s + chance.uniform(0, BURST_S) for _ in range(scenario.burst)]
    return arrivals


def _visitor(scenario: Scenario, at_s: float, pace: float, chance: Random) -> Visitor:
    kinds = scenario.kinds
    kind = chance.choices(kinds, [one.share for one in kinds])[0]
    others = [one for one in kinds if one is not kind]
    comes = chance.random() >= scenario.no_shows
    returns, back_s = chance.random() < scenario.returning, chance.uniform(120, 1500)
    goes_on = bool(others) and chance.random() < scenario.transfers
    onward = chance.choice(others) if others else kind
    visitor = Visitor(
        at_s=at_s,
        service=kind.id,
        service_s=_service_s(kind, scenario, pace, chance),
        walk_s=chance.uniform(*WALK_S),
        priority=chance.random() < scenario.priority,
        comes=comes,
        back_s=back_s if returns and not comes else None,
        transfer=onward.id if goes_on else None,
        then_s=_service_s(onward, scenario, pace, chance),
    )
    booked = chance.random() < scenario.appointments
    return _with_appointment(visitor, chance) if booked else visitor


def _service_s(kind: Kind, scenario: Scenario, pace: float, chance: Random) -> float:
    return lognormal(chance, (kind.true_mean_s or kind.mean_s) * pace, scenario.service_cv)


def _away(lunch_s: Span, absence: Absence, chance: Random) -> Span:
    leaves_s, comes_s = lunch_s
    if absence is Absence.ANY_TIME:
        begins_s = chance.uniform(OPENS_S + HOUR_S, LAST_S - HOUR_S - (comes_s - leaves_s))
        return (begins_s, begins_s + comes_s - leaves_s)
    spread = LUNCH_SPREAD_S if absence is Absence.UNANNOUNCED else PUNCTUAL_SPREAD_S
    return (leaves_s + chance.gauss(0, spread), comes_s + chance.gauss(0, spread))


def _presence(scenario: Scenario, chance: Random) -> tuple[tuple[Span, ...], ...]:
    """When each agent is there; who is there at closing stays until everybody is served."""
    presence: list[tuple[Span, ...]] = []
    for desk in scenario.desks:
        if desk.lunch_s is None:
            presence.append(((OPENS_S, CLOSES_S),))
            continue
        leaves_s, comes_s = _away(desk.lunch_s, scenario.absence, chance)
        presence.append(((OPENS_S, leaves_s), (comes_s, CLOSES_S)))
    return tuple(presence)
