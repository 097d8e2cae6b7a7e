"""`main.py kiosk`: the touch screen that gives tickets."""

from collections.abc import Sequence
from dataclasses import replace

from kiosk.config import KioskConfig
from kiosk.roles import ROLES
from kiosk.roles.screen import add_printer, read_start, run_screen, screen_parser, with_printer


def main(arguments: Sequence[str]) -> int:
    """Give tickets; the exit code."""
    made = screen_parser("kiosk", ROLES["kiosk"])
    add_printer(made)
    given = made.parse_args(arguments)
    start = read_start("kiosk", given, KioskConfig)
    return run_screen(replace(start, config=with_printer(given, start.config)))
