"""A screen that is alone on its machine: no way out but the staff's, and no pointer."""

import time
from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtQml import QQmlComponent
from PySide6.QtQuick import QQuickItem

from kiosk.ui.application import OpenWindow, ScreenBroken
from kiosk.ui.corner_hold import HOLD_MS, CornerHold
from kiosk.ui.staff_door import StaffDoor
from kiosk.ui.staff_pin import StaffPin
from kiosk.ui.words import Words

CORNER_MM = 25.0


def add_staff_exit(
    opened: OpenWindow,
    *,
    pin: str,
    words: Words,
    languages: Sequence[str],
    on_left: Callable[[], None],
    hold_ms: int = HOLD_MS,
) -> StaffDoor:
    """Lay the PIN pad over a window; ``on_left`` is called once the PIN was right.

    It opens to a finger that rests five seconds in the upper left corner, and to Ctrl+Alt+E.
    Raises ``ScreenBroken``.
    """
    window = opened.window
    door = StaffDoor(StaffPin(pin=pin, now_s=time.monotonic), languages=languages, parent=window)
    component = QQmlComponent(opened.engine, "Foleni.Kit", "StaffExit", window)
    pad = component.createWithInitialProperties({"door": door, "words": words})
    if not isinstance(pad, QQuickItem):
        raise ScreenBroken(component.errorString())
    pad.setParent(window)
    pad.setParentItem(window.contentItem())
    look = opened.look
    corner = CornerHold(
        window,
        # Asked each time: a window gets its real size only after it was made.
        side_px=lambda: CORNER_MM * float(look.property("pxPerMm")),
        hold_ms=hold_ms,
        parent=window,
    )
    corner.held.connect(door.open)
    door.watch(window)
    door.left.connect(on_left)
    return door


class Pointer(QObject):
    """Hides the mouse's pointer for as long as ``hidden`` is wished; fingers need none."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._hidden = False

    def hide(self, *, hidden: bool) -> None:
        """Hide it over all windows of this process, or show it again."""
        if hidden == self._hidden:
            return
        self._hidden = hidden
        if hidden:
            QGuiApplication.setOverrideCursor(Qt.CursorShape.BlankCursor)
        else:
            QGuiApplication.restoreOverrideCursor()
