"""`python -m bench [--quick] [PART …]`: every figure of the README, its aim beside it."""

import json
import os
import platform
import sys
import tempfile
import time
from argparse import ArgumentParser
from collections.abc import Sequence
from pathlib import Path

from bench.figures import Figure
from bench.parts import PARTS, PartFailed, measured
from bench.scope import Scope

BUILD = Path(__file__).resolve().parents[1] / "build"


def main(arguments: Sequence[str]) -> int:
    """Measure, print and write down; 0 even where an aim was missed, 1 where a part failed."""
    made = ArgumentParser(prog="python -m bench", description=__doc__, allow_abbrev=False)
    made.add_argument("--quick", action="store_true", help="less exact, in about a minute")
    made.add_argument("parts", nargs="*", metavar="PART", help=", ".join(PARTS))
    given = made.parse_args(arguments)
    unknown = set(given.parts) - set(PARTS)
    if unknown:
        made.error(f"no part {', '.join(sorted(unknown))}; there are {', '.join(PARTS)}")
    BUILD.mkdir(exist_ok=True)
    figures: dict[str, list[Figure]] = {}
    print(f"{_machine()}\n")
    for name in given.parts or PARTS:
        figures[name] = []
        try:
            _run(name, figures[name], quick=given.quick)
        except PartFailed as reason:
            print(reason, file=sys.stderr)
            return 1
    _write_down(figures, BUILD / "bench.json")
    missed = sum(figure.met is False for part in figures.values() for figure in part)
    print(f"{missed} missed" if missed else "every aim reached")
    return 0


def _run(name: str, figures: list[Figure], *, quick: bool) -> None:
    print(f"{name}: {PARTS[name]}", flush=True)
    begin = time.perf_counter()
    # In the project's own directory: a temporary one is often no disk at all.
    with tempfile.TemporaryDirectory(dir=BUILD, prefix="bench-") as directory:
        for figure in measured(name, Scope(directory=Path(directory), quick=quick)):
            figures.append(figure)
            print(f"  {figure}", flush=True)
    print(f"  ({time.perf_counter() - begin:.0f} s)\n")


def _write_down(figures: dict[str, list[Figure]], path: Path) -> None:
    parts = {name: [figure.as_json() for figure in part] for name, part in figures.items()}
    path.write_text(json.dumps({"machine": _machine(), "parts": parts}, indent=1))


def _machine() -> str:
    load = f", load {os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else ""
    python = platform.python_version()
    return f"{os.cpu_count()} cores, {platform.system()}, Python {python}{load}"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
