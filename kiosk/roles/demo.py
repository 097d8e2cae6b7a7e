"""`main.py demo`: every screen in windows, a crowd, paper, and a panel of troubles."""

import logging
from argparse import SUPPRESS, Namespace
from collections.abc import Sequence
from importlib import import_module

from kiosk.log import start_logging
from kiosk.roles import ROLES
from kiosk.roles.display import display_trouble, library_sentence
from kiosk.roles.start import CannotStart, parser
from kiosk.ui.demo_stage import SPEEDS

SERVED = 60
PAUSE_S = 4.0


def main(arguments: Sequence[str]) -> int:
    """Run the tour until its window is closed; the exit code. Raises ``CannotStart``."""
    given = _arguments(arguments)
    # Every trouble here is made on purpose, and the panel tells of it.
    start_logging("demo", to_people=logging.ERROR)
    if trouble := display_trouble():
        raise CannotStart(trouble)
    try:
        window = import_module("kiosk.roles.demo_run")
    except ImportError as error:
        if "cannot open shared object" not in str(error):
            raise
        raise CannotStart(library_sentence(str(error))) from error
    code: int = window.run(given)
    return code


def _arguments(arguments: Sequence[str]) -> Namespace:
    made = parser("demo", ROLES["demo"])
    made.add_argument(
        "--by-itself",
        action="store_true",
        help="the crowd does everything, every trouble comes once, then it ends",
    )
    made.add_argument("--speed", type=int, choices=SPEEDS, help="of the crowd, times life")
    made.add_argument("--seed", type=int, default=2026, help="another crowd")
    made.add_argument("--served", type=int, default=SERVED, help=SUPPRESS)
    made.add_argument("--pause", type=float, default=PAUSE_S, help=SUPPRESS)
    return made.parse_args(arguments)
