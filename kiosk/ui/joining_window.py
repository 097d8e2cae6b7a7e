"""The pages of joining, laid over any screen's window for as long as it has no place."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QWindow
from PySide6.QtQml import QQmlComponent
from PySide6.QtQuick import QQuickItem

from kiosk.ui.application import OpenWindow, ScreenBroken
from kiosk.ui.joining_screen import JoiningPage, JoiningScreen
from kiosk.ui.words import Words

ENTERS = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})
DIGITS = "123456789"


class JoiningWindow(QObject):
    """Makes the pages when they are needed first, and takes the window's keys while they show."""

    def __init__(self, opened: OpenWindow, joining: JoiningScreen, words: Words) -> None:
        super().__init__(opened.window)
        self._opened = opened
        self._joining = joining
        self._words = words
        self._item: QQuickItem | None = None
        self._listens = False
        joining.changed.connect(self._follow)
        self._follow()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take every key while a page shows, but those that close or unlock the screen."""
        if not isinstance(event, QKeyEvent) or not isinstance(watched, QWindow):
            return False
        if not self._listens or _is_for_others(event):
            return False
        typing = self._joining.property("page") == JoiningPage.TYPING
        if event.key() == Qt.Key.Key_Escape and not typing:
            return False
        if event.type() is QEvent.Type.KeyPress:
            self._key(event, typing=typing)
        return True

    def _key(self, event: QKeyEvent, *, typing: bool) -> None:
        joining = self._joining
        actions: dict[int, Callable[[], None]] = {
            Qt.Key.Key_Backspace: joining.erase if typing else joining.another,
            Qt.Key.Key_Escape: joining.another,
            **dict.fromkeys(ENTERS, joining.enter),
        }
        action = actions.get(event.key())
        if action is not None:
            if typing or not event.isAutoRepeat():
                action()
        elif typing:
            joining.press(event.text())
        elif len(event.text()) == 1 and event.text() in DIGITS:
            joining.choose(int(event.text()) - 1)

    def _follow(self) -> None:
        shown = self._joining.property("page") != JoiningPage.NONE
        if self._item is None and (shown or self._joining.property("strangerNear")):
            self._item = self._make()
        if shown and not self._listens:
            # To the front of those who listen: a scanner or a keypad shall not see these keys.
            self._opened.window.installEventFilter(self)
        self._listens = shown

    def _make(self) -> QQuickItem:
        window = self._opened.window
        component = QQmlComponent(self._opened.engine, "Foleni.Joining", "JoiningPage", window)
        page = component.createWithInitialProperties(
            {"joining": self._joining, "words": self._words, "look": self._opened.look}
        )
        if not isinstance(page, QQuickItem):
            raise ScreenBroken(component.errorString())
        page.setParent(window)
        page.setParentItem(window.contentItem())
        return page


def _is_for_others(event: QKeyEvent) -> bool:
    held = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
    return bool(event.modifiers() & held)
