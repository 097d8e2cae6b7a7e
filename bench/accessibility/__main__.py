"""`python -m bench.accessibility [PART …]`: item by item what is asked, and what was measured."""

import os
import sys
import time
from argparse import ArgumentParser
from collections.abc import Callable, Iterator, Mapping, Sequence
from importlib import import_module
from typing import cast

from bench.accessibility.rows import Row, Verdict
from bench.accessibility.table import lines, summary, write
from kiosk.roles.places import FONTS

PARTS: Mapping[str, str] = {
    "sizes": "K1, K2: touch and letters in millimetres",
    "standing_out": "K3: contrast on screenshots",
    "colours": "K4: never by colour alone",
    "reaching": "K5: within a seated visitor's reach",
    "walking": "K6, K12: the way to a ticket, and its words",
    "waiting": "K7, K13: time limits",
    "pressing": "K8: trembling hands",
    "hearing": "K9, K10: by ear and by keys",
    "helping": "K11: a person",
    "still": "K12, K13: what moves, and what is left to people",
    "slip": "T1 to T4: the slip",
    "boards": "B1, B2, B4: boards",
    "board_times": "B3, B4: boards by the clock",
    "voices": "A1 to A3: announcements",
}


def main(arguments: Sequence[str]) -> int:
    """Measure, print, and write the whole table down; 1 when anything is missed."""
    made = ArgumentParser(prog="python -m bench.accessibility", description=__doc__)
    made.add_argument("parts", nargs="*", metavar="PART", help=", ".join(PARTS))
    given = made.parse_args(arguments)
    unknown = set(given.parts) - set(PARTS)
    if unknown:
        made.error(f"no part {', '.join(sorted(unknown))}; there are {', '.join(PARTS)}")
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    # The platform is chosen before Qt is loaded.
    from kiosk.ui.application import start_application  # noqa: PLC0415

    # The name keeps it alive.
    application = start_application(name="accessibility", fonts=FONTS)
    begin = time.perf_counter()
    rows = [row for name in given.parts or PARTS for row in _measured(name)]
    application.quit()
    print(f"\n{summary(rows)} ({time.perf_counter() - begin:.0f} s)")
    if not given.parts:
        write(sorted(rows, key=_place))
    return int(any(row.verdict is Verdict.MISSED for row in rows))


def _place(row: Row) -> tuple[int, int]:
    """Kiosk, slip, board, voice, and the numbers among them."""
    return "KTBA".index(row.item[0]), int(row.item[1:])


def _measured(name: str) -> Iterator[Row]:
    print(f"\n{PARTS[name]}", flush=True)
    # Loaded one by one: nothing but what is asked for.
    rows = cast("Callable[[], Iterator[Row]]", import_module(f"bench.accessibility.{name}").rows)
    for row in rows():
        print("\n".join(lines(row)), flush=True)
        yield row


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
