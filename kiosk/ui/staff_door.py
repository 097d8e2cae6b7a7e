"""The staff's way out of a locked screen: a hidden gesture or key, then the PIN."""

from collections.abc import Callable, Sequence
from math import ceil

from PySide6.QtCore import Property, QEvent, QObject, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QKeyEvent, QWindow
from PySide6.QtQml import QmlElement

from kiosk.ui.staff_pin import StaffPin

QML_IMPORT_NAME = "Foleni.Backend"
QML_IMPORT_MAJOR_VERSION = 1

LONGEST_PIN = 8
CLOSES_MS = 15_000
"""A visitor who opened it by chance need not know how to close it."""
LEAST_MINUTES = 1
ENTERS = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})


@QmlElement
class StaffDoor(QObject):
    """What the PIN pad shows and does. Digits are never shown, logged or spoken.

    While it is open it takes every key of its window: none reaches the page below.
    """

    changed = Signal()
    left = Signal()
    """The PIN was right."""

    def __init__(
        self,
        pin: StaffPin,
        *,
        languages: Sequence[str],
        closes_ms: int = CLOSES_MS,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._pin = pin
        self._languages = list(languages)
        self._digits = ""
        self._open = False
        self._wrong = False
        self._window: QWindow | None = None
        self._closing = QTimer(self, singleShot=True, interval=closes_ms)
        self._closing.timeout.connect(self.close)

    def watch(self, window: QWindow) -> None:
        """Open on Ctrl+Alt+E in this window, and listen to its keys while open."""
        self._window = window
        window.installEventFilter(self)

    @Slot()
    def open(self) -> None:
        """Ask for the PIN."""
        if self._window is not None:
            # To the front of those who listen: a scanner or a keypad shall not see these keys.
            self._window.installEventFilter(self)
        self._digits, self._wrong, self._open = "", False, True
        self._still_there()

    @Slot()
    def close(self) -> None:
        """Forget what was typed, and show the page again."""
        self._digits, self._wrong, self._open = "", False, False
        self._closing.stop()
        self.changed.emit()

    @Slot(str)
    def press(self, digit: str) -> None:
        """One more digit; while it is locked, or when there are enough, none is taken."""
        if self._open and len(digit) == 1 and digit in "0123456789" and not self._pin.locked_s:
            self._digits, self._wrong = (self._digits + digit)[:LONGEST_PIN], False
        self._still_there()

    @Slot()
    def erase(self) -> None:
        """Take the last digit back."""
        self._digits = self._digits[:-1]
        self._still_there()

    @Slot()
    def enter(self) -> None:
        """Try what was typed."""
        if not self._open or not self._digits:
            return
        digits, self._digits = self._digits, ""
        if self._pin.opens(digits):
            self.close()
            self.left.emit()
        else:
            self._wrong = True
            self._still_there()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take all keys while open; else only the one that opens."""
        if not isinstance(event, QKeyEvent) or not isinstance(watched, QWindow):
            return False
        pressed = event.type() is QEvent.Type.KeyPress
        if not self._open:
            if pressed and _opens(event):
                self.open()
                return True
            return False
        if pressed and not event.isAutoRepeat():
            self._key(event)
        return True

    def _key(self, event: QKeyEvent) -> None:
        actions: dict[int, Callable[[], None]] = {
            Qt.Key.Key_Backspace: self.erase,
            Qt.Key.Key_Escape: self.close,
            **dict.fromkeys(ENTERS, self.enter),
        }
        if action := actions.get(event.key()):
            action()
        elif event.text():
            self.press(event.text())

    def _still_there(self) -> None:
        if self._open:
            self._closing.start()
        self.changed.emit()

    def _get_shown(self) -> bool:
        return self._open

    def _get_typed(self) -> int:
        return len(self._digits)

    def _get_wrong(self) -> bool:
        return self._wrong

    def _get_locked_minutes(self) -> int:
        locked_s = self._pin.locked_s
        return max(LEAST_MINUTES, ceil(locked_s / 60)) if locked_s else 0

    def _get_languages(self) -> list[str]:
        return self._languages

    shown = Property(bool, _get_shown, notify=changed)
    typed = Property(int, _get_typed, notify=changed)
    """How many digits, never which."""
    wrong = Property(bool, _get_wrong, notify=changed)
    lockedMinutes = Property(int, _get_locked_minutes, notify=changed)
    languages = Property(list, _get_languages, constant=True)


def _opens(event: QKeyEvent) -> bool:
    both = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
    return event.key() == Qt.Key.Key_E and event.modifiers() & both == both
