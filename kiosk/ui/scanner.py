"""A code reader that types what it reads: tells its bursts of keys from a person's."""

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QWindow

SHORTEST_CODE = 6
LONGEST_CODE = 512
ENDS = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})


class Scanner(QObject):
    """Listens to a window's keys. Keys that follow within ``gap_ms`` and end with Enter are a code.

    The Enter that ends a code goes no further, so that it presses nothing on the screen.
    """

    scanned = Signal(str)

    def __init__(self, *, gap_ms: int = 50, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._gap_ms = gap_ms
        self._typed = ""
        self._last_key_ms = 0
        self._ending = False

    def watch(self, window: QWindow) -> None:
        """Listen to this window, for as long as both live."""
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Look at the keys a window gets; items inside would show each key a second time."""
        if not isinstance(event, QKeyEvent) or not isinstance(watched, QWindow):
            return False
        if event.type() is QEvent.Type.KeyPress:
            return self._key(event)
        if event.type() is QEvent.Type.KeyRelease and event.key() in ENDS and self._ending:
            self._ending = False
            return True
        return False

    def _key(self, event: QKeyEvent) -> bool:
        # The time the key was pressed: this thread may come to see it late.
        if event.timestamp() - self._last_key_ms > self._gap_ms:
            self._typed = ""
        self._last_key_ms = event.timestamp()
        if event.key() not in ENDS:
            self._typed = (self._typed + event.text())[-LONGEST_CODE:]
            return False
        code, self._typed = self._typed.strip(), ""
        if len(code) < SHORTEST_CODE:
            return False
        self._ending = True
        self.scanned.emit(code)
        return True
