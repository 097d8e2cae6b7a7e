"""Days in a row in one centre, as in life: what one day teaches, the next may use."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import timedelta

from bench.day.centre import LabCentre, moment
from bench.day.classics import AheadTimesMean, Hol, Les, Oracle, Ql
from bench.day.drawn import draw_day
from bench.day.living import LabDay, Visit
from bench.day.ours import ClosedForm, Looking
from bench.day.policies import Policy
from bench.day.scenario import Scenario
from bench.day.site import catalogue_of
from bench.day.telling import Estimator
from kiosk.domain.catalogue import Catalogue
from kiosk.domain.commands import Role, TurnDay

WARM_UP_DAYS = 5
"""Lived before anything is measured, so that habits can be learnt."""

LOOKS_A_DAY = 20
Ask = Callable[[Scenario, Catalogue], Sequence[Estimator]]
"""Who is asked how long it will be."""


def everybody(scenario: Scenario, catalogue: Catalogue) -> Sequence[Estimator]:
    """The estimators of the books, and ours."""
    return (
        AheadTimesMean(scenario),
        Les(),
        Hol(),
        Ql(scenario),
        Oracle(scenario),
        ClosedForm(catalogue),
    )


def everybody_looking(
    scenario: Scenario, catalogue: Catalogue, *, not_before: int
) -> Sequence[Estimator]:
    """The same, and foresight, asked about some twenty visitors a day."""
    every = max(1, scenario.visitors // LOOKS_A_DAY)
    return (*everybody(scenario, catalogue), Looking(catalogue, every=every, not_before=not_before))


def nobody(_scenario: Scenario, _catalogue: Catalogue) -> Sequence[Estimator]:
    """For days on which only the calls count."""
    return ()


@dataclass(slots=True)
class Season:
    """What was measured, the days of warming up left out; ``took_s`` is of one core's time."""

    scenario: Scenario
    days: int = 0
    took_s: float = 0.0
    visits: list[Visit] = field(default_factory=list)
    most_overtaken: int = 0
    latest_s: float = 0.0
    beyond: int = 0
    idle_s: float = 0.0
    never_called: int = 0

    def add(self, day: LabDay) -> None:
        """Another day that counts."""
        self.days += 1
        self.visits += (visit for visit in day.visits.values() if visit.waited_s is not None)
        self.never_called += sum(visit.waited_s is None for visit in day.visits.values())
        self.most_overtaken = max(self.most_overtaken, *day.watch.overtaken.values(), 0)
        self.latest_s = max(self.latest_s, day.watch.latest_s)
        self.beyond += day.watch.beyond
        self.idle_s += day.watch.idle_s


def live_season(
    scenario: Scenario,
    *,
    days: int,
    first: int = 0,
    warm_up: int = WARM_UP_DAYS,
    seed: int = 1,
    policy: Policy | None = None,
    ask: Ask = everybody,
) -> Season:
    """From day ``first`` on: ``warm_up`` days, then ``days`` that are measured."""
    catalogue = catalogue_of(scenario)
    centre = LabCentre(catalogue)
    asked = ask(scenario, catalogue)
    season = Season(scenario=scenario)
    begin = time.process_time()
    for number in range(first, first + warm_up + days):
        drawn = draw_day(scenario, number, seed)
        day = LabDay(centre, scenario, drawn, policy=policy, estimators=asked).live()
        if number >= first + warm_up:
            season.add(day)
        centre.do(TurnDay(), moment(drawn.date + timedelta(days=1), 0), Role.CENTRE)
    season.took_s = (time.process_time() - begin) / (warm_up + days) * days
    return season
