"""Runs a tour: the set on its stage, the panel in a window, and at the end what came of it."""

from argparse import Namespace
from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Thread

from kiosk.roles.demo_house import SCREENS
from kiosk.roles.demo_layout import arrange
from kiosk.roles.demo_set import COUNTER, DemoSet, SetPlan
from kiosk.roles.places import ASSETS
from kiosk.roles.rehearsal import Rehearsal
from kiosk.ui.demo_stage import Tally
from kiosk.ui.demo_window import DemoWindow

INTRODUCTION = f"""\
A whole centre for practice: kiosk, board, counter {COUNTER}, its feedback tablet, and a crowd.
The window "Foleni: the tour" says what to do and what to watch for; End the tour ends it all.
Its data lie in a temporary directory and go with it."""
SPEED, HASTE = 20, 60
LOST = 1


def run(given: Namespace) -> int:
    """The whole tour; the exit code: 1 if anything was lost."""
    window = DemoWindow(assets=ASSETS)
    places = arrange(*window.room_px)
    with ExitStack() as ends:
        directory = Path(ends.enter_context(TemporaryDirectory(prefix="foleni-demo-")))
        speed = given.speed or (HASTE if given.by_itself else SPEED)
        plan = SetPlan(
            directory=directory,
            places={role: places[role] for role in SCREENS},
            seed=given.seed,
            speed=speed,
        )
        demo_set = ends.enter_context(DemoSet(plan, on_slip=window.paper.take))
        if given.by_itself:
            ends.callback(_rehearse(demo_set, given).close)
        place = places["demo"]
        window.open(
            demo_set,
            counter_label=COUNTER,
            size_px=(place.width_px, place.height_px),
            position_px=(place.x_px, place.y_px),
        )
        print(INTRODUCTION, flush=True)
        code = window.run()
        tally = demo_set.tally
    print(sentence(tally))
    return LOST if tally.lost else code


def sentence(tally: Tally) -> str:
    """What came of a tour."""
    return (
        f"{tally.issued} tickets, {tally.called} calls, {tally.served} served, "
        f"{tally.smileys} smileys; of {tally.told} things the screens and the crowd were told, "
        f"{tally.lost} are lost."
    )


def _rehearse(demo_set: DemoSet, given: Namespace) -> Rehearsal:
    rehearsal = Rehearsal(demo_set, served=given.served, pause_s=given.pause)
    Thread(target=rehearsal.run, name="rehearsal", daemon=True).start()
    return rehearsal
