"""A screen at rest paints nothing: no endless motion, no second that is repainted unseen."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject, QTimer
from PySide6.QtQuick import QQuickWindow
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from bench.sceneries import Scene, scenes
from kiosk.ui.look import Look
from tests.ui.conftest import Opens
from tests.ui.page import Page

QUIET_MS = 60
"""Several frames at 60 a second, for whatever moves."""
STEPS, TRIES = 6, 40
SECOND_MS = 1000
COUNTS_IN_WORDS = frozenset(
    {
        *("take-it", "called-at-once", "take-elsewhere", "sent", "sent-elsewhere", "taken", "idle"),
        *("alone-ticket", "alone-ticket-not-known"),
    }
)
"""Pages that tell their visitor how many seconds are left, and so paint one frame a second."""


def _each_once() -> Iterator[Scene]:
    """Every state of every screen in one language; looks and languages paint alike."""
    seen: set[tuple[str, str]] = set()
    for scene in scenes():
        look = scene.label.startswith(("large-", "contrast-"))
        counts = scene.label in COUNTS_IN_WORDS or scene.label.startswith("scanned")
        # The printer's paper moves when it prints.
        if look or counts or scene.screen == "printer" or (scene.screen, scene.label) in seen:
            continue
        seen.add((scene.screen, scene.label))
        yield scene


class Frames:
    """How many a window has put out."""

    def __init__(self, window: QQuickWindow) -> None:
        self.count = 0
        window.frameSwapped.connect(self._one)

    def _one(self) -> None:
        self.count += 1

    def comes_to_rest(self) -> bool:
        """Let what has just appeared settle; whether it ever does."""
        for _ in range(TRIES):
            before = self.count
            wait_quietly()
            if self.count == before:
                return True
        return False


def wait_quietly() -> None:
    """Wait in steps: a machine that is busy elsewhere paints in the next one what is due."""
    for _ in range(STEPS):
        QTest.qWait(QUIET_MS // STEPS)


def a_second_passes(*roots: QObject) -> int:
    """Every timer that beats once a second or faster fires; how many there are.

    Slower ones show something else: the next page of a board with more queues than it has room for.
    """
    timers = [timer for root in roots for timer in root.findChildren(QTimer)]
    beating = [timer for timer in timers if _beats(timer)]
    for timer in beating:
        timer.timeout.emit()
    return len(beating)


def _beats(timer: QTimer) -> bool:
    return timer.isActive() and not timer.isSingleShot() and timer.interval() <= SECOND_MS


def opened(scene: Scene, open_page: Opens) -> tuple[Page, list[QObject]]:
    drawn = scene.make()
    page = open_page(
        scene.module, look=drawn.look, properties=drawn.properties, size_px=scene.sizes_px[0]
    )
    drawn.settle(page.opened)
    return page, list(drawn.properties.values())


@pytest.mark.many(11)
@pytest.mark.parametrize(
    "scene", tuple(_each_once()), ids=lambda scene: f"{scene.screen}-{scene.label}"
)
def test_nothing_is_painted_while_nothing_happens(scene: Scene, open_page: Opens) -> None:
    page, screens = opened(scene, open_page)
    frames = Frames(page.window)
    assert frames.comes_to_rest(), "something moves without end"
    before = frames.count
    for _ in range(3):
        a_second_passes(page.window, *screens)
        wait_quietly()
    assert frames.count == before


@pytest.mark.parametrize("label", ["start", "services", "before", "closed"])
def test_a_small_kiosk_that_goes_by_steps_paints_nothing_either(
    label: str, open_page: Opens
) -> None:
    scene = next(s for s in scenes() if (s.screen, s.label) == ("kiosk", label))
    drawn = scene.make()
    look = Look(diagonal_in=10.1, reduce_motion=True)
    look.setProperty("large", True)
    page = open_page(scene.module, look=look, properties=drawn.properties, size_px=(800, 1280))
    assert page.has("turn")
    frames = Frames(page.window)
    assert frames.comes_to_rest(), "something moves without end"
    before = frames.count
    a_second_passes(page.window, *drawn.properties.values())
    wait_quietly()
    assert frames.count == before


def test_what_does_paint_each_second_is_noticed(open_page: Opens, qtbot: QtBot) -> None:
    (scene,) = [s for s in scenes() if (s.screen, s.label, s.language) == ("kiosk", "idle", "en")]
    page, screens = opened(scene, open_page)
    frames = Frames(page.window)
    frames.comes_to_rest()
    before = frames.count
    assert a_second_passes(page.window, *screens) > 0
    qtbot.waitUntil(lambda: frames.count > before)
