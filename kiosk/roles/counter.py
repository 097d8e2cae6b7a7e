"""`main.py counter`: an agent's screen, or the information desk's."""

from collections.abc import Sequence
from dataclasses import replace

from kiosk.config import CounterConfig
from kiosk.roles import ROLES
from kiosk.roles.screen import add_printer, read_start, run_screen, screen_parser, with_printer
from kiosk.roles.start import CannotStart


def main(arguments: Sequence[str]) -> int:
    """Call and serve at one counter; the exit code. Raises ``CannotStart`` without a counter."""
    made = screen_parser("counter", ROLES["counter"])
    made.add_argument("--counter", metavar="ID", help="the counter, as the catalogue names it")
    add_printer(made)
    given = made.parse_args(arguments)
    start = read_start("counter", given, CounterConfig, counter=given.counter)
    if start.config.counter is None:
        raise CannotStart(_which_counter())
    return run_screen(replace(start, config=with_printer(given, start.config)))


def _which_counter() -> str:
    # Only for this sentence: a screen has no business in the centre's files.
    from kiosk.centre.catalogue_file import CatalogueMistake, read_catalogue  # noqa: PLC0415
    from kiosk.roles.own_catalogue import own_catalogue  # noqa: PLC0415

    path = own_catalogue()
    try:
        known = ", ".join(counter.id for counter in read_catalogue(path).counters)
    except CatalogueMistake:
        known = f"the ids in {path}"
    return f"Which counter is this? Start it with --counter ID; {path.name} has {known}."
