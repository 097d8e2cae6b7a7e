"""Who may close a screen: nobody in a real hall, anybody at the sample centre."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QWindow


class Leaving(QObject):
    """Closes a window on Esc, and keeps it open on any other wish, as ``may_leave`` says.

    Alt+F4 on a kiosk's forgotten keyboard must not leave visitors before a bare desktop.
    """

    def __init__(
        self, window: QWindow, may_leave: Callable[[], bool], *, on_escape: bool = True
    ) -> None:
        super().__init__(window)
        self._may_leave = may_leave
        self._on_escape = on_escape
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Swallow what must not close the window."""
        if event.type() is QEvent.Type.Close:
            if self._may_leave():
                return False
            event.ignore()
            return True
        if not self._on_escape or not isinstance(event, QKeyEvent) or not _is_escape(event):
            return False
        # In a real hall it is a key like any other, and a keypad's way back.
        if not self._may_leave() or not isinstance(watched, QWindow):
            return False
        watched.close()
        return True


def _is_escape(event: QKeyEvent) -> bool:
    return event.type() is QEvent.Type.KeyPress and event.key() == Qt.Key.Key_Escape
