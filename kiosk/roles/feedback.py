"""`main.py feedback`: five faces, for the visitor just served."""

from collections.abc import Sequence

from kiosk.config import FeedbackConfig
from kiosk.roles import ROLES
from kiosk.roles.screen import read_start, run_screen, screen_parser


def main(arguments: Sequence[str]) -> int:
    """Ask how it went; the exit code."""
    made = screen_parser("feedback", ROLES["feedback"])
    made.add_argument("--counter", metavar="ID", help="the counter it stands at; else it is free")
    given = made.parse_args(arguments)
    return run_screen(read_start("feedback", given, FeedbackConfig, counter=given.counter))
