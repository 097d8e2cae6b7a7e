"""`python -m bench.uplink [--seconds N] [--seed S] [--short]`: a bad line, kills, and the judge."""

import json
import shutil
import sys
import tempfile
import time
from argparse import ArgumentParser
from collections.abc import Sequence
from dataclasses import asdict, replace
from pathlib import Path

from bench.fleet.reaping import bury_ours
from bench.uplink.faults import SHORT, WHOLE, Suffered, suffer

BUILD = Path(__file__).resolve().parents[2] / "build"
RUNS = BUILD / "uplink.json"


def main(arguments: Sequence[str]) -> int:
    """Torture, judge, print and write down; 1 where a promise was broken."""
    made = ArgumentParser(prog="python -m bench.uplink", description=__doc__, allow_abbrev=False)
    made.add_argument("--seconds", type=float, metavar="N", help="how long, instead of 5 minutes")
    made.add_argument("--short", action="store_true", help="the form that every change must stand")
    made.add_argument("--seed", default=str(time.time_ns() % 10**6), help="what goes wrong when")
    given = made.parse_args(arguments)
    scale = SHORT if given.short else WHOLE
    if given.seconds is not None:
        scale = replace(scale, seconds=given.seconds)
    bury_ours()
    BUILD.mkdir(exist_ok=True)
    place = Path(tempfile.mkdtemp(prefix="foleni-uplink-"))
    # PostgreSQL runs as somebody else where this is root's.
    place.chmod(0o711)
    done = suffer(place, scale, given.seed)
    print(_report(done, given.seed))
    if not given.short:
        RUNS.write_text(json.dumps({"seed": given.seed, "scale": asdict(scale), **_told(done)}))
    if done.holds:
        shutil.rmtree(place)
    else:
        print(f"all of it lies in {place}")
    return int(not done.holds)


def _told(done: Suffered) -> dict[str, object]:
    return {**asdict(done), "faults": dict(done.faults), "differ": done.differ[:100]}


def _report(done: Suffered, seed: str) -> str:
    faults = ", ".join(f"{count} × {name}" for name, count in sorted(done.faults.items()))
    lines = [
        f"seed {seed}: {sum(done.faults.values())} faults: {faults}",
        f"{done.lines:,} lines; the hub had the last {done.settled_s:.1f} s after all was mended",
        f"lines lost, doubled or changed: {len(done.differ)}",
        *(f"    {sentence}" for sentence in done.differ[:10]),
        f"histories at the hub: {done.branches}, findings: {done.findings or 'none'}",
    ]
    return "\n".join(lines)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
