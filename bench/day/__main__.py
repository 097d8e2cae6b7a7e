"""`python -m bench.day [--days N] [WORD …]`: whole days through the real rules, in tables."""

import multiprocessing
import os
import platform
import sys
import time
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor

from bench.day.finding import find
from bench.day.oracles import ORACLES, oracle_rows
from bench.day.results import Found, Ruled, Run, keep
from bench.day.scenario import SCENARIOS
from bench.day.score import Score
from bench.day.season import WARM_UP_DAYS
from bench.day.table import write_tables

LARGE = 1000
"""From so many visitors a day on a fifth of the days is lived."""
ORACLE_DAYS = 3


def main(arguments: Sequence[str]) -> int:
    """Live the days and print; 0 even where a bound is missed."""
    given = _arguments(arguments)
    begin = time.perf_counter()
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(given.processes, mp_context=context) as pool:
        books = [pool.submit(oracle_rows, one, ORACLE_DAYS) for one in ORACLES if given.write]
        scenarios = list(_found(pool, given))
        oracles = [row for rows in books for row in rows.result()]
    for row in oracles:
        print(f"{row.what}: {row.found:.3f}, {row.source} {row.known:.3f}")
    if given.write:
        seconds = time.perf_counter() - begin
        run = Run(
            seed=given.seed,
            machine=_machine(),
            seconds=seconds,
            scenarios=scenarios,
            oracles=oracles,
        )
        keep(run)
        write_tables()
    return 0


def _arguments(arguments: Sequence[str]) -> Namespace:
    made = ArgumentParser(prog="python -m bench.day", description=__doc__, allow_abbrev=False)
    made.add_argument("--days", type=int, default=20, help="measured days of each kind")
    made.add_argument("--warm-up", type=int, default=WARM_UP_DAYS, help="days lived before")
    made.add_argument("--seed", type=int, default=1)
    made.add_argument("--estimates", action="store_true", help="leave the rules of others out")
    made.add_argument("--foresight", action="store_true", help="ask it too, about some visitors")
    made.add_argument("--processes", type=int, default=os.cpu_count(), metavar="N")
    made.add_argument(
        "--write", action="store_true", help="all of it, the oracles too, into README and figures"
    )
    made.add_argument("words", nargs="*", metavar="WORD", help="parts of a scenario's name")
    given = made.parse_args(arguments)
    if given.write and (given.words or given.estimates):
        made.error("--write is for a whole run")
    return given


def _found(pool: ProcessPoolExecutor, given: Namespace) -> Iterator[Found]:
    """Each scenario that is meant, as soon as it and those before it are done."""
    meant = [one for one in SCENARIOS.values() if all(word in one.name for word in given.words)]
    # The longest begins first, so that no processor is left without work at the end.
    doing = {
        scenario.name: pool.submit(
            find,
            scenario,
            days=max(2, given.days // 5) if scenario.visitors > LARGE else given.days,
            warm_up=given.warm_up,
            seed=given.seed,
            looking=given.foresight or given.write,
            rules=not given.estimates,
        )
        for scenario in reversed(meant)
    }
    for scenario in meant:
        found = doing[scenario.name].result()
        _say(found)
        yield found


def _say(found: Found) -> None:
    print(f"\n{found.scenario}: {found.days} days, {found.days_per_s:.1f} a second", flush=True)
    for score in found.looked or found.scores:
        print(f"  {_estimate(score)}")
    for ruled in found.rules:
        print(f"  {_rule(ruled)}", flush=True)


def _estimate(score: Score) -> str:
    line = (
        f"{score.name:<26} MAE {score.mae_s / 60:6.2f} min  bias {score.bias:+6.1%}"
        f"  unknown {score.unknown:5.1%}  n {score.told}"
    )
    if score.covered is not None and score.width_s is not None:
        line += f"  P10–P90 {score.covered:5.1%} ({score.width_s / 60:.0f} min wide)"
    if score.shown is not None and score.kept is not None:
        line += f"  as shown {score.shown:5.1%}, or earlier {score.kept:5.1%}"
    return line


def _rule(ruled: Ruled) -> str:
    classes = "  ".join(
        f"{kind} {waits.mean_s / 60:5.1f}/{waits.p95_s / 60:5.1f}"
        for kind, waits in ruled.waits.items()
    )
    ciw = f"  in Ciw {ruled.in_ciw_s / 60:.1f}" if ruled.in_ciw_s is not None else ""
    return (
        f"{ruled.rule:<42} {classes}  all {ruled.mean_s / 60:.1f}{ciw}"
        f"  overtaken ≤ {ruled.most_overtaken} by ≤ {ruled.latest_s / 60:.0f} min later"
        f"  beyond {ruled.beyond}  idle {ruled.idle_s:.0f} s  never called {ruled.never_called}"
    )


def _machine() -> str:
    load = f", load {os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else ""
    return f"{os.cpu_count()} cores, {platform.system()}, Python {platform.python_version()}{load}"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
