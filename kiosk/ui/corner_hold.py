"""The way in that no visitor finds by chance: a finger that rests in the upper left corner."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QPointF, QTimer, Signal
from PySide6.QtGui import QMouseEvent, QTouchEvent, QWindow

HOLD_MS = 5000
Kind = QEvent.Type
DOWN = frozenset({Kind.TouchBegin, Kind.MouseButtonPress})
ON = frozenset({Kind.TouchUpdate, Kind.MouseMove})
UP = frozenset({Kind.TouchEnd, Kind.TouchCancel, Kind.MouseButtonRelease})


class CornerHold(QObject):
    """Tells that one finger, or the mouse, has rested ``hold_ms`` in a window's corner.

    Takes nothing away from what lies there. ``side_px`` is how far the corner goes. A second
    finger, or a slide out of it, ends the wait.
    """

    held = Signal()

    def __init__(
        self,
        window: QWindow,
        *,
        side_px: Callable[[], float],
        hold_ms: int = HOLD_MS,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._side_px = side_px
        self._timer = QTimer(self, singleShot=True, interval=hold_ms)
        self._timer.timeout.connect(self.held)
        window.installEventFilter(self)

    def waits(self) -> bool:
        """Whether a finger rests there now."""
        return self._timer.isActive()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Look at where fingers are; items inside would show each a second time."""
        kind = event.type()
        if not isinstance(watched, QWindow) or kind not in DOWN | ON | UP:
            return False
        if kind in UP or not self._in_corner(event):
            self._timer.stop()
        elif kind in DOWN:
            self._timer.start()
        return False

    def _in_corner(self, event: QEvent) -> bool:
        points, side_px = _points(event), self._side_px()
        return len(points) == 1 and all(
            0 <= point.x() < side_px and 0 <= point.y() < side_px for point in points
        )


def _points(event: QEvent) -> list[QPointF]:
    if isinstance(event, QTouchEvent):
        return [point.position() for point in event.points()]
    if isinstance(event, QMouseEvent):
        return [event.position()]
    return []
