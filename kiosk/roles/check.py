"""`main.py check`: what works on this machine and what does not, in plain sentences."""

import json
import sys
from argparse import SUPPRESS, Namespace
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from datetime import datetime
from io import TextIOWrapper
from pathlib import Path

from kiosk.roles import ROLES
from kiosk.roles.check_finding import Finding, State
from kiosk.roles.display import display_trouble
from kiosk.roles.screen import add_printer
from kiosk.roles.start import CannotStart, parser

LOOKED_AT = ("centre", "kiosk", "counter", "board", "feedback", "follow")
"""What can be looked at alone."""


def main(arguments: Sequence[str]) -> int:
    """Look at everything; 0 when all that is needed works, else 1."""
    given = _arguments(arguments)
    if isinstance(sys.stdout, TextIOWrapper):
        # A terminal of another age shows a question mark for what it has no letter for.
        sys.stdout.reconfigure(errors="replace")
    if given.monitors:
        return _print_monitors()
    if given.printers:
        # Loaded late: it brings mDNS and Pillow, which nothing else here needs.
        from kiosk.roles import check_printers  # noqa: PLC0415

        return check_printers.run(given)
    failed = False
    try:
        for finding in look(given):
            print(f"{finding.state:9} {finding.what:10} {finding.sentence}", flush=True)
            failed = failed or finding.state is State.FAILS
    except PermissionError as error:
        raise CannotStart(
            f"{error.filename} is another user's: run check as the user that runs that part."
        ) from error
    print("Something needed does not work." if failed else "All that is needed here works.")
    return int(failed)


def look(given: Namespace) -> Iterator[Finding]:
    """Everything that was found, as it is found."""
    # Loaded late: listing the monitors must be quick, and needs none of it.
    from kiosk.roles.check_roles import Looking  # noqa: PLC0415

    yield from Looking(given, datetime.now().astimezone()).all()


def _print_monitors() -> int:
    if trouble := display_trouble():
        raise CannotStart(trouble)
    from kiosk.ui.monitors import list_monitors  # noqa: PLC0415 - loads Qt

    json.dump([asdict(monitor) for monitor in list_monitors()], sys.stdout)
    return 0


def _arguments(arguments: Sequence[str]) -> Namespace:
    made = parser("check", ROLES["check"].capitalize() + ".")
    made.add_argument(
        "role",
        nargs="?",
        choices=LOOKED_AT,
        help="only what this part needs; without it everything on this machine",
    )
    made.add_argument("--centre", metavar="URL", help="the centre this machine belongs to")
    made.add_argument(
        "--data", type=Path, metavar="DIR", help="where the centre, or that part, keeps its data"
    )
    made.add_argument("--config", type=Path, metavar="F", help="the kiosk's settings")
    add_printer(made)
    made.add_argument("--printers", action="store_true", help="find a printer and set it up")
    made.add_argument("--scan", action="store_true", help="with it: look through this network")
    made.add_argument("--factory", action="store_true", help="with it: try usual addresses")
    made.add_argument("--monitors", action="store_true", help=SUPPRESS)
    given = made.parse_args(arguments)
    if (given.scan or given.factory) and not given.printers:
        made.error("--scan and --factory go with --printers")
    return given
