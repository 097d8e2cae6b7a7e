import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QWindow
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from kiosk.ui.leaving import Leaving


class Keys(QObject):
    """The keys that get as far as the window; installed before whatever may take them."""

    def __init__(self, window: QWindow) -> None:
        super().__init__(window)
        self.pressed: list[int] = []
        window.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            self.pressed.append(event.key())
        return False


@pytest.fixture
def window(qtbot: QtBot) -> QWindow:
    window = QWindow()
    window.resize(200, 100)
    window.show()
    assert QTest.qWaitForWindowExposed(window)
    return window


@pytest.mark.parametrize("may_leave", [True, False])
def test_escape_leaves_where_one_may(window: QWindow, *, may_leave: bool) -> None:
    Leaving(window, lambda: may_leave)
    QTest.keyClick(window, Qt.Key.Key_Escape)
    assert window.isVisible() is not may_leave


@pytest.mark.parametrize("may_leave", [True, False])
def test_the_window_closes_where_one_may_leave(window: QWindow, *, may_leave: bool) -> None:
    Leaving(window, lambda: may_leave)
    assert window.close() is may_leave


def test_in_a_real_hall_escape_is_a_key_like_any_other(window: QWindow) -> None:
    keys = Keys(window)
    Leaving(window, lambda: False)
    QTest.keyClick(window, Qt.Key.Key_Escape)
    assert keys.pressed == [Qt.Key.Key_Escape]


def test_a_counter_keeps_escape_for_itself(window: QWindow) -> None:
    Leaving(window, lambda: True, on_escape=False)
    QTest.keyClick(window, Qt.Key.Key_Escape)
    assert window.isVisible()
