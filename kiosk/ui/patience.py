"""Who is in front of a screen, and how long it waits for them: quietly, in words, no more."""

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtGui import QWindow

SIGNS_OF_LIFE = frozenset(
    {QEvent.Type.TouchBegin, QEvent.Type.MouseButtonPress, QEvent.Type.KeyPress}
)


class Patience(QObject):
    """Counts seconds: first the quiet ones, then those that are told, then ``over``.

    ``second_ms`` is how long one second takes; tests have shorter ones.
    """

    changed = Signal()
    over = Signal()

    def __init__(self, *, second_ms: int = 1000, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._quiet_s = 0
        self._told_s = 0
        self._passed_s = 0
        self._timer = QTimer(self, interval=second_ms)
        self._timer.timeout.connect(self._second)

    @property
    def left_s(self) -> int | None:
        """The seconds left, once they are told; ``None`` while all is quiet."""
        if not self._timer.isActive() or self._passed_s < self._quiet_s:
            return None
        return self._quiet_s + self._told_s - self._passed_s

    def start(self, *, quiet_s: int, told_s: int) -> None:
        """Wait from now on, or anew."""
        self._quiet_s, self._told_s, self._passed_s = quiet_s, told_s, 0
        self._timer.start()
        self.changed.emit()

    def renew(self) -> None:
        """Somebody is there: wait the whole time again, if waiting at all."""
        if self._timer.isActive():
            self.start(quiet_s=self._quiet_s, told_s=self._told_s)

    def tell_again(self) -> None:
        """Somebody may be there: tell all the seconds that are told once more."""
        if self.left_s is not None:
            self._passed_s = self._quiet_s
            self._timer.start()
            self.changed.emit()

    def stop(self) -> None:
        """Wait for nothing."""
        self._timer.stop()
        self.changed.emit()

    def _second(self) -> None:
        self._passed_s += 1
        if self._passed_s >= self._quiet_s + self._told_s:
            self._timer.stop()
            self.changed.emit()
            self.over.emit()
        elif self._passed_s >= self._quiet_s:
            self.changed.emit()


class Presence(QObject):
    """Notices that somebody touches a window or presses a key; takes nothing away from it."""

    felt = Signal()

    def watch(self, window: QWindow) -> None:
        """Notice what comes to this window, for as long as both live."""
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Look only at what begins: one press is one sign of life."""
        if event.type() in SIGNS_OF_LIFE and isinstance(watched, QWindow):
            self.felt.emit()
        return False
