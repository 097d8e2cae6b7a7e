"""`python -m bench.day [--days N] [WORD …]`: whole days through the real rules, in tables."""

import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Sequence

from bench.day.ours import Looking
from bench.day.policies import OURS, POLICIES
from bench.day.scenario import SCENARIOS, Scenario
from bench.day.score import Score, scores, waits
from bench.day.season import (
    WARM_UP_DAYS,
    Season,
    everybody,
    everybody_looking,
    live_season,
    nobody,
)

LARGE = 1000
"""From so many visitors a day on a fifth of the days is lived."""


def main(arguments: Sequence[str]) -> int:
    """Live the days and print; 0 even where a bound is missed."""
    made = ArgumentParser(prog="python -m bench.day", description=__doc__, allow_abbrev=False)
    made.add_argument("--days", type=int, default=20, help="measured days of each kind")
    made.add_argument("--warm-up", type=int, default=WARM_UP_DAYS, help="days lived before")
    made.add_argument("--seed", type=int, default=1)
    made.add_argument("--estimates", action="store_true", help="leave the rules of others out")
    made.add_argument("--foresight", action="store_true", help="ask it too, about some visitors")
    made.add_argument("words", nargs="*", metavar="WORD", help="parts of a scenario's name")
    given = made.parse_args(arguments)
    for scenario in SCENARIOS.values():
        if all(word in scenario.name for word in given.words):
            days = max(2, given.days // 5) if scenario.visitors > LARGE else given.days
            _run(scenario, days, given)
    return 0


def _run(scenario: Scenario, days: int, given: Namespace) -> None:
    warm_up, seed = int(given.warm_up), int(given.seed)
    print(f"\n{scenario.name}: {days} days", flush=True)
    ask = everybody_looking if given.foresight else everybody
    season = live_season(scenario, days=days, warm_up=warm_up, seed=seed, ask=ask)
    print(f"  {season.days / season.took_s:.1f} days/s with every estimator")
    for score in scores(season.visits, beside=Looking.name if given.foresight else None):
        print(f"  {_estimate(score)}")
    if given.estimates:
        return
    for name, policy in POLICIES.items():
        lived = season
        if name != OURS:
            # They learn nothing from the days before: the same days are enough.
            lived = live_season(
                scenario, days=days, first=warm_up, warm_up=0, seed=seed, policy=policy, ask=nobody
            )
        print(f"  {_rule(name, lived)}", flush=True)


def _estimate(score: Score) -> str:
    line = (
        f"{score.name:<26} MAE {score.mae_s / 60:6.2f} min  bias {score.bias:+6.1%}"
        f"  unknown {score.unknown:5.1%}  n {score.told}"
    )
    if score.covered is not None and score.shown is not None and score.width_s is not None:
        line += (
            f"  P10–P90 {score.covered:5.1%} ({score.width_s / 60:.0f} min wide)"
            f"  as shown {score.shown:5.1%}"
        )
    return line


def _rule(name: str, season: Season) -> str:
    classes = "  ".join(
        f"{kind} {all_of.mean_s / 60:5.1f}/{all_of.p95_s / 60:5.1f}"
        for kind, all_of in waits(season.visits).items()
    )
    return (
        f"{name:<42} {classes}  overtaken ≤ {max(season.overtaken, default=0)}"
        f" by ≤ {season.latest_s / 60:.0f} min later  beyond {season.beyond}"
        f"  idle {season.idle_s:.0f} s  never called {season.never_called}"
    )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
