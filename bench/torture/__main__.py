"""`python -m bench.torture [--seconds N] [--seed S] [--short]`: torture a hall, and judge it."""

import shutil
import sys
import tempfile
import time
from argparse import ArgumentParser, Namespace
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from bench.torture.conductor import torture
from bench.torture.judge import judge
from bench.torture.ledger import RUNS, report, run_of, write_down
from bench.torture.scale import SHORT, WHOLE


def main(arguments: Sequence[str]) -> int:
    """Torture, judge, print and write down; 1 where a promise was broken."""
    given = _arguments(arguments)
    scale = SHORT if given.short else WHOLE
    if given.seconds is not None:
        scale = replace(scale, seconds=given.seconds)
    RUNS.mkdir(parents=True, exist_ok=True)
    # Kept where anything went wrong, also with the torture itself.
    place = Path(tempfile.mkdtemp(dir=RUNS, prefix=f"{given.seed}-"))
    left = torture(place, scale, given.seed)
    run = run_of(left, judge(place, left.took_over), scale, given.seed)
    write_down(run)
    print(report(run))
    if run.holds and not given.keep:
        shutil.rmtree(place)
    else:
        print(f"all of it lies in {place}")
    return 0 if run.holds else 1


def _arguments(arguments: Sequence[str]) -> Namespace:
    made = ArgumentParser(prog="python -m bench.torture", description=__doc__, allow_abbrev=False)
    made.add_argument("--seconds", type=float, metavar="N", help="how long, instead of 9 minutes")
    made.add_argument("--short", action="store_true", help="the form that every change must stand")
    made.add_argument(
        "--seed", default=f"{time.time_ns() % 10**6}", help="what goes wrong, and in which order"
    )
    made.add_argument("--keep", action="store_true", help="keep the run's files though all is well")
    return made.parse_args(arguments)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
