"""Keys of any USB keypad or keyboard, and what they ask of a kiosk."""

from collections.abc import Callable, Mapping
from enum import StrEnum

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QWindow

Key = Qt.Key
BURST_MS = 50
"""Keys that follow each other faster are a code reader's."""


class Wish(StrEnum):
    """What a key asks for."""

    NEXT = "next"
    PREVIOUS = "previous"
    CHOOSE = "choose"
    BACK = "back"
    HELP = "help"
    LOUDER = "louder"
    SOFTER = "softer"
    REPEAT = "repeat"
    PAUSE = "pause"


KEYS: Mapping[Qt.Key, Wish] = {
    Key.Key_Down: Wish.NEXT,
    Key.Key_Right: Wish.NEXT,
    Key.Key_Tab: Wish.NEXT,
    Key.Key_Up: Wish.PREVIOUS,
    Key.Key_Left: Wish.PREVIOUS,
    Key.Key_Backtab: Wish.PREVIOUS,
    Key.Key_Return: Wish.CHOOSE,
    Key.Key_Enter: Wish.CHOOSE,
    Key.Key_Select: Wish.CHOOSE,
    Key.Key_Escape: Wish.BACK,
    Key.Key_Backspace: Wish.BACK,
    Key.Key_Back: Wish.BACK,
    Key.Key_F1: Wish.HELP,
    Key.Key_Help: Wish.HELP,
    Key.Key_H: Wish.HELP,
    Key.Key_VolumeUp: Wish.LOUDER,
    Key.Key_Plus: Wish.LOUDER,
    Key.Key_Equal: Wish.LOUDER,
    Key.Key_VolumeDown: Wish.SOFTER,
    Key.Key_Minus: Wish.SOFTER,
    Key.Key_R: Wish.REPEAT,
    Key.Key_Space: Wish.REPEAT,
    Key.Key_P: Wish.PAUSE,
    Key.Key_Pause: Wish.PAUSE,
    Key.Key_MediaTogglePlayPause: Wish.PAUSE,
    Key.Key_MediaPlay: Wish.PAUSE,
    Key.Key_VolumeMute: Wish.PAUSE,
}
NUMBER_PAD: Mapping[Qt.Key, Wish] = {
    Key.Key_2: Wish.NEXT,
    Key.Key_6: Wish.NEXT,
    Key.Key_8: Wish.PREVIOUS,
    Key.Key_4: Wish.PREVIOUS,
    Key.Key_5: Wish.CHOOSE,
    Key.Key_Period: Wish.BACK,
    Key.Key_Comma: Wish.BACK,
    Key.Key_Slash: Wish.HELP,
    Key.Key_0: Wish.REPEAT,
    Key.Key_Asterisk: Wish.PAUSE,
}
"""The same on a number pad with its lock on."""
PRESSES = frozenset({Key.Key_Return, Key.Key_Enter, Key.Key_Space})
"""What would press a button of its own accord."""


def wish_of(event: QKeyEvent) -> Wish | None:
    """What this key asks for; ``None``: nothing."""
    key = Qt.Key(event.key())
    held = event.modifiers()
    if held & Qt.KeyboardModifier.KeypadModifier and key in NUMBER_PAD:
        return NUMBER_PAD[key]
    if held & (Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier):
        return None
    return KEYS.get(key)


class Keypad(QObject):
    """Tells what somebody's keys ask for; ``takes`` says which of them go no further.

    Keys that a code reader could type are told only when no other follows within ``burst_ms``, so
    that the H of "https" calls nobody.
    """

    wished = Signal(Wish)

    def __init__(
        self,
        takes: Callable[[Wish], bool],
        *,
        burst_ms: int = BURST_MS,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._takes = takes
        self._burst_ms = burst_ms
        self._waiting: Wish | None = None
        self._last_typed_ms: int | None = None
        self._swallowed: set[int] = set()
        self._alone = QTimer(self, singleShot=True, interval=burst_ms)
        self._alone.timeout.connect(self._look_once_more)

    def watch(self, window: QWindow) -> None:
        """Listen to this window, for as long as both live."""
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Look at the keys a window gets; items inside would show each key a second time."""
        if not isinstance(event, QKeyEvent) or not isinstance(watched, QWindow):
            return False
        if event.type() is QEvent.Type.KeyPress:
            return self._pressed(event)
        if event.type() is QEvent.Type.KeyRelease and event.key() in self._swallowed:
            if not event.isAutoRepeat():
                self._swallowed.discard(event.key())
            return True
        return False

    def _pressed(self, event: QKeyEvent) -> bool:
        typed = event.text().isprintable() and event.text() != ""
        in_burst = self._follows(event)
        if typed:
            self._last_typed_ms = event.timestamp()
        if in_burst:
            self._waiting = None
            self._alone.stop()
            # Neither a short code's Enter nor a blank in it may press what the keyboard is on.
            return event.key() in PRESSES and self._swallow(event)
        wish = wish_of(event)
        if wish is None:
            return False
        if event.isAutoRepeat() and wish not in (Wish.NEXT, Wish.PREVIOUS):
            return self._takes(wish)
        takes = self._takes(wish)
        if typed:
            self._waiting = wish
            self._alone.start()
        else:
            self.wished.emit(wish)
        return takes and self._swallow(event)

    def _follows(self, event: QKeyEvent) -> bool:
        last_ms = self._last_typed_ms
        return last_ms is not None and event.timestamp() - last_ms <= self._burst_ms

    def _swallow(self, event: QKeyEvent) -> bool:
        self._swallowed.add(event.key())
        return True

    def _look_once_more(self) -> None:
        # This thread may be late: whatever key has come meanwhile is seen before this.
        QTimer.singleShot(0, self, self._tell)

    def _tell(self) -> None:
        wish, self._waiting = self._waiting, None
        if wish is not None:
            # It stood alone, so nothing that comes now follows it.
            self._last_typed_ms = None
            self.wished.emit(wish)
