"""`python -m bench.hub_pages [--seconds N] [--quick] [--write]`: the hub's public pages, measured.

Ends with 1 where an aim was missed.
"""

import json
import os
import platform
import shutil
import sys
import tempfile
from argparse import ArgumentParser
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path

from bench.figures import Figure
from bench.fleet.reaping import bury_ours
from bench.hub_pages import lag, limits, load, timing
from bench.hub_pages.stage import stage
from bench.tables import put_table, rows_of

BUILD = Path(__file__).resolve().parents[2] / "build"
RUN = BUILD / "hub_pages.json"
BEGIN, END = "<!-- hub pages table: made by make bench-hub -->", "<!-- hub pages table ends -->"
SECONDS, PER_S, CALLS, SAMPLES = 60.0, 200.0, 12, 3000


def main(arguments: Sequence[str]) -> int:
    """Measure, print and write down."""
    made = ArgumentParser(prog="python -m bench.hub_pages", description=__doc__, allow_abbrev=False)
    made.add_argument("--seconds", type=float, default=SECONDS, help="of 200 pages a second")
    made.add_argument("--quick", action="store_true", help="less exact, in half a minute")
    made.add_argument("--write", action="store_true", help="renew the table in docs/figures.md")
    given = made.parse_args(arguments)
    bury_ours()
    BUILD.mkdir(exist_ok=True)
    place = Path(tempfile.mkdtemp(prefix="foleni-pages-"))
    # PostgreSQL runs as somebody else where this is root's.
    place.chmod(0o711)
    figures = []
    try:
        for figure in _measured(place, given.seconds, quick=given.quick):
            figures.append(figure)
            print(figure, flush=True)
    finally:
        shutil.rmtree(place, ignore_errors=True)
    machine = f"{os.cpu_count()} cores, {platform.system()}, load {os.getloadavg()[0]:.1f}"
    run = {
        "at": datetime.now(UTC).isoformat(timespec="seconds"),
        "machine": machine,
        "figures": [figure.as_json() for figure in figures],
    }
    RUN.write_text(json.dumps(run, indent=1))
    if given.write:
        said = f"A real centre and a real hub on one machine ({machine})."
        put_table(BEGIN, END, [said, "", *rows_of(figures)])
    return int(any(figure.met is False for figure in figures))


def _measured(place: Path, seconds: float, *, quick: bool) -> Iterator[Figure]:
    with stage(place) as pages:
        yield from lag.measure(pages, 2 if quick else CALLS)
        yield from load.measure(pages, 5.0 if quick else seconds, PER_S)
        yield from timing.measure(pages, 300 if quick else SAMPLES)
        yield from limits.measure(pages)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
