"""Fingers on a window: two that are held ask for the voice, and one explores while it speaks."""

from collections.abc import Callable
from enum import StrEnum

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QMouseEvent, QPointingDevice, QTouchEvent, QWindow

from kiosk.ui.second_touch import Point, TwoFingers

HOLD_MS = 2000
MEANT_MS = 600
"""Two fingers that have lain so long are no pressing with the hand's edge on the glass."""
SLACK_MM = 10.0
TWO = 2
MOUSE = frozenset(
    {
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.MouseButtonRelease,
        QEvent.Type.MouseButtonDblClick,
    }
)


class Phase(StrEnum):
    """What a finger does."""

    DOWN = "down"
    MOVED = "moved"
    UP = "up"
    GONE = "gone"
    """It means nothing any more."""


class Touching(QObject):
    """``held`` tells of two fingers held still, anywhere; what lay under them is not pressed.

    While ``explores`` says so, no touch reaches the screen: ``touched`` tells of it, with its place
    in the window's pixels. Else ``touched`` tells that a finger came down, and no more.
    """

    held = Signal()
    touched = Signal(Phase, float, float)

    def __init__(
        self,
        explores: Callable[[], bool],
        *,
        px_per_mm: Callable[[], float],
        hold_ms: int = HOLD_MS,
        meant_ms: int = MEANT_MS,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._explores = explores
        self._px_per_mm = px_per_mm
        self._window: QWindow | None = None
        self._device: QPointingDevice | None = None
        self._fingers: TwoFingers | None = None
        # Of the touch that lies on the glass now:
        self._exploring = False
        self._dead = False
        self._cancels = False
        self._hold = QTimer(self, singleShot=True, interval=hold_ms)
        self._hold.timeout.connect(self.held)
        self._meant = QTimer(self, singleShot=True, interval=meant_ms)
        self._meant.timeout.connect(self._cancel_presses)

    def watch(self, window: QWindow) -> None:
        """Follow the fingers on this window, for as long as both live."""
        self._window = window
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keep from the screen what is not meant for it."""
        if event.type() is QEvent.Type.TouchCancel:
            self._cancelled()
            return False
        if isinstance(event, QTouchEvent):
            takes = self._touch(event)
        elif isinstance(event, QMouseEvent) and event.type() in MOUSE:
            takes = self._mouse(event)
        else:
            return False
        if takes:
            event.accept()
        return takes

    def _touch(self, event: QTouchEvent) -> bool:
        points = event.points()
        down = tuple(
            (point.position().x(), point.position().y())
            for point in points
            if point.state() != point.State.Released
        )
        at = points[0].position()
        if event.type() is QEvent.Type.TouchBegin:
            self._begin(at.x(), at.y(), event.pointingDevice())
        self._count(down)
        takes = self._exploring or self._dead
        if self._exploring and not self._dead:
            self._explore(event.type(), at.x(), at.y())
        if not down:
            self._exploring = self._dead = False
        return takes

    def _begin(self, x: float, y: float, device: QPointingDevice) -> None:
        self._device = device
        self._exploring, self._dead = self._explores(), False
        if not self._exploring:
            self.touched.emit(Phase.DOWN, x, y)

    def _count(self, down: tuple[Point, ...]) -> None:
        """Begin or end the hold."""
        if self._fingers is not None and not self._fingers.still(down):
            self._fingers = None
            self._hold.stop()
            self._meant.stop()
        elif self._fingers is None and len(down) == TWO and not self._dead:
            first, second = down
            slack_px = SLACK_MM * self._px_per_mm()
            self._fingers = TwoFingers(points=(first, second), slack_px=slack_px)
            self._hold.start()
            self._meant.start()

    def _cancelled(self) -> None:
        """The system has taken the fingers away; what we cancel ourselves lies there still."""
        if self._cancels:
            return
        if self._exploring:
            self.touched.emit(Phase.GONE, 0.0, 0.0)
        self._fingers, self._exploring, self._dead = None, False, False
        self._hold.stop()
        self._meant.stop()

    def _cancel_presses(self) -> None:
        """Nothing under these fingers is meant, whatever becomes of the hold."""
        self._dead = True
        if self._exploring:
            self.touched.emit(Phase.GONE, 0.0, 0.0)
        elif self._window is not None and self._device is not None:
            cancelled = QTouchEvent(QEvent.Type.TouchCancel, self._device)
            self._cancels = True
            QCoreApplication.sendEvent(self._window, cancelled)
            self._cancels = False

    def _explore(self, kind: QEvent.Type, x: float, y: float) -> None:
        match kind:
            case QEvent.Type.TouchBegin:
                self.touched.emit(Phase.DOWN, x, y)
            case QEvent.Type.TouchEnd:
                self.touched.emit(Phase.UP, x, y)
            case _:
                self.touched.emit(Phase.MOVED, x, y)

    def _mouse(self, event: QMouseEvent) -> bool:
        """A mouse, or a screen whose touches come as a mouse's."""
        at = event.position()
        match event.type():
            case QEvent.Type.MouseButtonPress:
                self._exploring = self._explores()
                self.touched.emit(Phase.DOWN, at.x(), at.y())
            case QEvent.Type.MouseMove if self._exploring:
                if event.buttons() != Qt.MouseButton.NoButton:
                    self.touched.emit(Phase.MOVED, at.x(), at.y())
            case QEvent.Type.MouseButtonRelease if self._exploring:
                self._exploring = False
                self.touched.emit(Phase.UP, at.x(), at.y())
                return True
            case _:
                pass
        return self._exploring
