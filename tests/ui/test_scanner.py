"""A code reader types; people type too, and neither is taken for the other."""

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QWindow
from PySide6.QtTest import QTest

from kiosk.ui.scanner import LONGEST_CODE, Scanner


class Pressed(QObject):
    """The keys that got through to the window."""

    def __init__(self) -> None:
        super().__init__()
        self.keys: list[int] = []

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            self.keys.append(event.key())
        return False


class Desk:
    """A window with a reader; `gap_ms` of a minute or of nothing decides who types."""

    def __init__(self, gap_ms: int) -> None:
        self.window = QWindow()
        self.pressed = Pressed()
        self.window.installEventFilter(self.pressed)
        self.scanner = Scanner(gap_ms=gap_ms)
        self.scanner.watch(self.window)
        self.codes: list[str] = []
        self.scanner.scanned.connect(self.codes.append)

    def type(self, words: str) -> None:
        for character in words:
            QTest.keyClick(self.window, Qt.Key(ord(character)))

    def enter(self) -> None:
        QTest.keyClick(self.window, Qt.Key.Key_Return)


@pytest.fixture
def reader(qapp: object) -> Desk:
    return Desk(gap_ms=60_000)


def test_a_burst_of_keys_that_ends_with_enter_is_a_code(reader: Desk) -> None:
    reader.type("MOLO-K7M2")
    reader.enter()
    assert [code.upper() for code in reader.codes] == ["MOLO-K7M2"]


def test_the_enter_that_ends_a_code_presses_nothing(reader: Desk) -> None:
    reader.type("MOLO-K7M2")
    reader.enter()
    assert Qt.Key.Key_Return not in reader.pressed.keys
    reader.enter()
    assert Qt.Key.Key_Return in reader.pressed.keys


def test_a_few_keys_and_enter_are_a_persons(reader: Desk) -> None:
    reader.type("12")
    reader.enter()
    assert reader.codes == []
    assert Qt.Key.Key_Return in reader.pressed.keys


def test_slow_keys_are_a_persons(qapp: object) -> None:
    person = Desk(gap_ms=-1)
    person.type("MOLO-K7M2")
    person.enter()
    assert person.codes == []


def test_two_codes_one_after_the_other_are_two(reader: Desk) -> None:
    reader.type("AAAAAAAA")
    reader.enter()
    reader.type("BBBBBBBB")
    reader.enter()
    assert [code.upper() for code in reader.codes] == ["AAAAAAAA", "BBBBBBBB"]


def test_a_key_that_is_stuck_fills_no_memory(reader: Desk) -> None:
    reader.type("A" * (LONGEST_CODE + 100))
    reader.enter()
    assert [len(code) for code in reader.codes] == [LONGEST_CODE]
