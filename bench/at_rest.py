"""Whether a screen that nobody touches paints anything."""

import time
from collections.abc import Iterator
from contextlib import closing

from PySide6.QtTest import QTest

from bench.figures import Figure
from bench.sceneries import Drawn, Scene, scenes
from bench.scope import Scope
from kiosk.roles.places import ASSETS, FONTS
from kiosk.ui.application import OpenWindow, Placement, open_window, start_application

SECONDS = 10
SETTLED_MS = 1500
RESTS = (
    *(("kiosk", label) for label in ("start", "closed", "lost", "services", "before")),
    *(("counter", label) for label in ("closed", "free", "ready", "called", "serving", "break")),
    *(("board", label) for label in ("calls", "empty", "lost", "closed")),
    ("feedback", "rest"),
)
"""What stands on screens for minutes.

Pages that count seconds paint one frame for each; a board with more queues than it has room for
turns a page every eight seconds.
"""


class Resting:
    """A window, and the frames it has put out since it was last asked."""

    def __init__(self, scene: Scene, drawn: Drawn, opened: OpenWindow) -> None:
        self.name = f"{scene.screen} {scene.label}"
        self.frames = 0
        self._kept = drawn
        self._opened = opened
        drawn.settle(opened)
        opened.window.frameSwapped.connect(self._swapped)

    def close(self) -> None:
        """Take it down."""
        self._opened.close()

    def _swapped(self) -> None:
        self.frames += 1


def measure(scope: Scope) -> Iterator[Figure]:
    """Every scene in a window of its own, one after the other; their timers run as in a hall."""
    # The name keeps it alive.
    application = start_application(name="bench", fonts=FONTS, offscreen=True)
    seconds = scope.count(SECONDS, 2)
    for scene in _resting_scenes():
        with closing(_open(scene)) as resting:
            QTest.qWait(SETTLED_MS)
            resting.frames = 0
            begin = time.monotonic()
            QTest.qWait(seconds * 1000)
            passed_s = round(time.monotonic() - begin)
            yield Figure(
                name=f"frames of {resting.name} in {passed_s} s",
                value=resting.frames,
                unit="",
                aim=0,
            )
    application.quit()


def _resting_scenes() -> Iterator[Scene]:
    wanted = set(RESTS)
    for scene in scenes():
        if (scene.screen, scene.label) in wanted:
            wanted.discard((scene.screen, scene.label))
            yield scene
    if wanted:
        raise LookupError(f"no scenes {wanted}")


def _open(scene: Scene) -> Resting:
    drawn = scene.make()
    opened = open_window(
        module=scene.module,
        look=drawn.look,
        assets=ASSETS,
        properties=drawn.properties,
        placement=Placement(windowed=True, size_px=scene.sizes_px[0]),
    )
    return Resting(scene, drawn, opened)
