"""`main.py board`: the screen in the hall."""

from collections.abc import Sequence

from kiosk.config import BoardConfig, Showing
from kiosk.roles import ROLES
from kiosk.roles.screen import read_start, run_screen, screen_parser


def main(arguments: Sequence[str]) -> int:
    """Show calls, queues, or both; the exit code."""
    made = screen_parser("board", ROLES["board"])
    made.add_argument(
        "--mode", type=Showing, choices=tuple(Showing), metavar="|".join(Showing), help="what"
    )
    return run_screen(read_start("board", made.parse_args(arguments), BoardConfig))
