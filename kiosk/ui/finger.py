"""A finger and a keyboard for a tour without people: touches what stands on a real window."""

from collections.abc import Callable, Iterator
from pathlib import Path

from PySide6.QtCore import QPointF, Qt
from PySide6.QtQuick import QQuickItem
from PySide6.QtTest import QTest

from kiosk.ui.application import OpenWindow, picture

PATIENCE_MS = 10_000
LOOK_MS = 10
PAINT_MS = 250
"""So long after a change every window has painted it, its short motions included."""


class NothingHappened(RuntimeError):
    """What was waited for did not come about; the message names it."""


def pause(milliseconds: int) -> None:
    """Let every window go on for so long."""
    QTest.qWait(milliseconds)


def wait_for(what: str, holds: Callable[[], bool]) -> None:
    """Let every window go on until this holds; raises ``NothingHappened``."""
    for _ in range(PATIENCE_MS // LOOK_MS):
        if holds():
            return
        QTest.qWait(LOOK_MS)
    raise NothingHappened(f"waited in vain for {what}")


class Finger:
    """Touches one window's named items, and its keyboard's keys."""

    def __init__(self, opened: OpenWindow) -> None:
        self._opened = opened
        self._device = QTest.createTouchDevice()

    def sees(self, name: str) -> bool:
        """Whether an item of this objectName can be seen and touched."""
        return self._find(name) is not None

    def reads(self, name: str) -> str:
        """What the line of this objectName says; empty while it cannot be seen."""
        item = self._find(name)
        return "" if item is None else str(item.property("say"))

    def tap(self, name: str) -> None:
        """Wait for the named item, then touch its middle; raises ``NothingHappened``."""
        wait_for(name, lambda: self.sees(name))
        # A screen takes no second press of a trembling hand in the same place.
        pause(self._opened.look.property("doublePressMs"))
        item = self._find(name)
        if item is None:
            raise NothingHappened(f"{name} has gone")
        window = self._opened.window
        point = item.mapToScene(QPointF(item.width() / 2, item.height() / 2)).toPoint()
        QTest.touchEvent(window, self._device).press(0, point, window).commit()
        QTest.touchEvent(window, self._device).release(0, point, window).commit()

    def press_space(self) -> None:
        """The keyboard's long key goes down and up."""
        window = self._opened.window
        # Of several windows only the active one hears its keyboard.
        window.requestActivate()
        wait_for("the keyboard", window.isActive)
        QTest.keyClick(window, Qt.Key.Key_Space)

    def picture(self, path: Path) -> None:
        """Save what the window shows, once it stands still; raises ``OSError``."""
        pause(PAINT_MS)
        picture(self._opened.window, path)

    def _find(self, name: str) -> QQuickItem | None:
        return next((item for item in self._visible() if item.objectName() == name), None)

    def _visible(self) -> Iterator[QQuickItem]:
        waiting = [self._opened.window.contentItem()]
        while waiting:
            item = waiting.pop()
            if item.isVisible():
                yield item
                waiting.extend(item.childItems())
