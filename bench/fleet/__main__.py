"""`python -m bench.fleet [--short] [--days N] …`: 314 centres and one hub, measured and judged.

Ends with 1 where a line was lost, doubled or told otherwise than folded, or an aim was missed.
"""

import json
import os
import platform
import shutil
import sys
import tempfile
import time
from argparse import ArgumentParser, Namespace
from collections.abc import Sequence
from dataclasses import asdict, replace
from datetime import UTC, datetime
from pathlib import Path

from bench.fleet.course import Found, run
from bench.fleet.reaping import bury_ours
from bench.fleet.scale import LONG, SHORT, WHOLE, Scale
from bench.fleet.table import write_table

BUILD = Path(__file__).resolve().parents[2] / "build"
RUN = BUILD / "fleet.json"
LEAST_FREE_GB = 16


def main(arguments: Sequence[str]) -> int:
    """Run, judge, print and write down; the exit code."""
    given = _arguments(arguments)
    scale = _scale(given)
    BUILD.mkdir(exist_ok=True)
    free_gb = shutil.disk_usage(BUILD).free / 1e9
    if free_gb < LEAST_FREE_GB and scale.name != SHORT.name:
        print(f"{free_gb:.0f} GB are free here, and {LEAST_FREE_GB} may be needed", file=sys.stderr)
        return 1
    began = time.monotonic()
    bury_ours()
    # Others may pass through it: PostgreSQL runs as somebody else where this is root's.
    place = Path(tempfile.mkdtemp(prefix="foleni-fleet-", dir=given.directory))
    place.chmod(0o711)

    def say(sentence: str) -> None:
        print(f"{time.monotonic() - began:6.0f} s  {sentence}", flush=True)

    try:
        found = run(place, scale, say)
    finally:
        if not given.keep:
            shutil.rmtree(place, ignore_errors=True)
    _print(found)
    if scale.name == SHORT.name:
        # What a busy machine does to its times says nothing.
        return int(not found.holds)
    RUN.write_text(json.dumps(_written(found, scale, time.monotonic() - began), indent=1))
    if given.write:
        write_table(RUN)
    missed = any(figure.met is False for figure in found.figures)
    return int(missed or not found.holds)


def _arguments(arguments: Sequence[str]) -> Namespace:
    made = ArgumentParser(prog="python -m bench.fleet", description=__doc__, allow_abbrev=False)
    made.add_argument("--short", action="store_true", help="the form that every change must stand")
    made.add_argument("--long", action="store_true", help="five days: some 32 million lines")
    made.add_argument("--days", type=int, metavar="N", help="1 to 5")
    made.add_argument("--centres", type=int, metavar="N")
    made.add_argument("--visitors", type=int, metavar="N", help="a day, of each centre")
    made.add_argument("--lived", type=float, metavar="S", help="how long each rate is lived")
    made.add_argument("--directory", type=Path, help="where the hub's data lies meanwhile")
    made.add_argument("--keep", action="store_true", help="leave the hub's data there")
    made.add_argument("--write", action="store_true", help="renew the table in docs/figures.md")
    return made.parse_args(arguments)


def _scale(given: Namespace) -> Scale:
    scale = SHORT if given.short else LONG if given.long else WHOLE
    changed = {
        "days": given.days,
        "centres": given.centres,
        "visitors": given.visitors,
        "lived_s": given.lived,
    }
    return replace(scale, **{name: each for name, each in changed.items() if each is not None})


def _print(found: Found) -> None:
    for figure in found.figures:
        print(figure)
    for cost in found.costs:
        print(
            f"from {cost.from_rows:,} to {cost.to_rows:,} rows: {cost.took_us:.1f} µs an event, "
            f"CPU {cost.hub_us:.1f} + {cost.postgres_us:.1f} µs"
        )
    print(f"{found.verdict.lines:,} lines judged, {found.database_mb:,.0f} MB")
    for promise, times in found.verdict.broken.items():
        print(f"{promise}: {times}")
    for sentence in (*found.verdict.told[:10], *found.differ[:10]):
        print(f"    {sentence}")
    print(f"projections that differ from folding: {len(found.differ)}")
    print(f"findings at the hub: {found.verdict.findings or 'none'}")


def _written(found: Found, scale: Scale, seconds: float) -> dict[str, object]:
    return {
        "at": datetime.now(UTC).isoformat(timespec="seconds"),
        "machine": f"{os.cpu_count()} cores, {platform.system()}, load {os.getloadavg()[0]:.1f}",
        "scale": asdict(scale),
        "seconds": round(seconds),
        "figures": [figure.as_json() for figure in found.figures],
        "costs": [asdict(cost) for cost in found.costs],
        "lines": found.verdict.lines,
        "broken": found.verdict.broken,
        "findings": found.verdict.findings,
        "folded": scale.folded,
        "differ": found.differ[:100],
        "database_mb": round(found.database_mb),
    }


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
