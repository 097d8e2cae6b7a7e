"""A screen reader's ways, for the system's own Python, which has pyatspi: looks, and presses.

screen_reader.py APPLICATION look          prints a JSON line for each thing shown: role, name
screen_reader.py APPLICATION press NAME    does what a press of that thing would do
"""

import json
import sys
import time
from collections.abc import Iterator

import pyatspi

PATIENCE_S = 30.0
LOOK_S = 0.2


def application(name: str) -> pyatspi.Accessible:
    """Waits until it has told the registry of itself, with a window."""
    until = time.monotonic() + PATIENCE_S
    while time.monotonic() < until:
        for found in pyatspi.Registry.getDesktop(0):
            if found is not None and found.name == name and found.childCount:
                return found
        time.sleep(LOOK_S)
    raise SystemExit(f"no application {name}")


def shown(thing: pyatspi.Accessible) -> Iterator[pyatspi.Accessible]:
    """It and all in it that can be seen."""
    if thing is None or not (thing.getRole() == pyatspi.ROLE_APPLICATION or visible(thing)):
        return
    yield thing
    for child in thing:
        yield from shown(child)


def visible(thing: pyatspi.Accessible) -> bool:
    """Whether it shows, as far as it tells."""
    return bool(thing.getState().contains(pyatspi.STATE_SHOWING))


def main(name: str, what: str, *wanted: str) -> None:
    """Look, or press."""
    found = shown(application(name))
    if what == "look":
        for thing in found:
            sys.stdout.write(json.dumps([thing.getRoleName(), thing.name]) + "\n")
        return
    button = next(thing for thing in found if thing.name == wanted[0])
    actions = button.queryAction()
    names = [actions.getName(place) for place in range(actions.nActions)]
    actions.doAction(names.index("Press"))


if __name__ == "__main__":
    main(*sys.argv[1:])
