"""One scenario, found out: what everybody would have told, and how each rule would have called."""

from functools import partial
from statistics import fmean

from bench.day.beside_ciw import KEYS, can_say, waits_in_ciw
from bench.day.drawn import draw_day
from bench.day.ours import Looking
from bench.day.policies import POLICIES
from bench.day.results import Found, Ruled
from bench.day.scenario import Scenario
from bench.day.score import scores, waits
from bench.day.season import (
    Season,
    everybody,
    everybody_looking,
    live_season,
    nobody,
)


def find(
    scenario: Scenario, *, days: int, warm_up: int, seed: int, looking: bool, rules: bool
) -> Found:
    """``days`` after ``warm_up``; the rules are compared on the same days, each in a new centre."""
    ask = partial(everybody_looking, not_before=warm_up) if looking else everybody
    told = live_season(scenario, days=days, warm_up=warm_up, seed=seed, ask=ask)
    lived = {
        name: live_season(
            scenario, days=days, first=warm_up, warm_up=0, seed=seed, policy=policy, ask=nobody
        )
        for name, policy in POLICIES.items()
        if rules
    }
    timed = next(iter(lived.values()), told)
    return Found(
        scenario=scenario.name,
        days=told.days,
        visitors=len(told.visits) / told.days,
        roster_changes=scenario.roster_changes,
        days_per_s=timed.days / timed.took_s,
        scores=scores(told.visits),
        looked=scores(told.visits, beside=Looking.name) if looking else (),
        rules=[_ruled(name, season, first=warm_up, seed=seed) for name, season in lived.items()],
    )


def _ruled(name: str, season: Season, *, first: int, seed: int) -> Ruled:
    return Ruled(
        rule=name,
        waits=waits(season.visits),
        mean_s=fmean(visit.waited_s for visit in season.visits if visit.waited_s is not None),
        most_overtaken=season.most_overtaken,
        latest_s=season.latest_s,
        beyond=season.beyond,
        idle_s=season.idle_s,
        never_called=season.never_called,
        in_ciw_s=_in_ciw(name, season, first, seed) if can_say(season.scenario) else None,
    )


def _in_ciw(name: str, season: Season, first: int, seed: int) -> float:
    """The mean wait of the same days there."""
    numbers = range(first, first + season.days)
    drawn = (draw_day(season.scenario, number, seed) for number in numbers)
    return fmean(wait for day in drawn for wait in waits_in_ciw(day, KEYS[name]))
