"""A day whose hours are all alike, for which there are formulas: Poisson and exponential."""

from collections.abc import Iterator
from random import Random

from bench.day.drawn import DrawnDay, Visitor, working_day
from bench.day.scenario import Absence, Desk, Kind, Scenario

DAY_S = 86_400.0
ID = "id"
LAST_S = DAY_S * 0.95
"""Nobody comes later, so that everybody has been served before midnight."""


def steady_scenario(counters: int, mean_s: float, *, credit_min: int = 30) -> Scenario:
    """One service at ``counters`` counters that never leave."""
    return Scenario(
        name=f"M/M/{counters}",
        visitors=0,
        kinds=(Kind(id=ID, mean_s=mean_s, share=1.0),),
        desks=(Desk(services=(ID,)),) * counters,
        absence=Absence.UNANNOUNCED,
        no_shows=0.0,
        credit_min=credit_min,
    )


def steady_day(
    scenario: Scenario, *, visitors: int, rate: float, priority: float = 0.0, seed: int = 1
) -> DrawnDay:
    """``visitors`` at ``rate`` a second, served as soon as they are called.

    Raises ``ValueError`` when so many do not come within a day.
    """
    chance = Random(f"steady {seed}")
    mean_s = scenario.kinds[0].mean_s
    at_s = 0.0
    drawn = []
    for _ in range(visitors):
        at_s += chance.expovariate(rate)
        drawn.append(
            Visitor(
                at_s=at_s,
                service=ID,
                service_s=chance.expovariate(1 / mean_s),
                walk_s=0.0,
                priority=chance.random() < priority,
            )
        )
    if at_s > LAST_S:
        raise ValueError(f"{visitors} visitors need {at_s:.0f} s, and a day has no more")
    presence = tuple(((0.0, DAY_S),) for _ in scenario.desks)
    return DrawnDay(date=working_day(0), visitors=tuple(drawn), presence=presence)


def service_times(day: DrawnDay) -> Iterator[float]:
    """The day's service times in the order visitors came, to be given in the order they begin."""
    return iter([visitor.service_s for visitor in day.visitors])
