"""Keys of a person are told from those of a code reader, and each asks for one thing."""

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QWindow
from pytestqt.qtbot import QtBot

from kiosk.ui.keypad import BURST_MS, KEYS, NUMBER_PAD, Keypad, Wish, wish_of

NONE = Qt.KeyboardModifier.NoModifier


class Keys:
    """A window, what its keys ask for, and which of them come through."""

    def __init__(self) -> None:
        self.window = QWindow()
        self.wishes: list[Wish] = []
        self.through: list[int] = []
        self.takes = True
        self.at_ms = 1000
        self.keypad = Keypad(lambda _: self.takes, burst_ms=30, parent=self.window)
        self.keypad.wished.connect(self.wishes.append)

    def press(
        self,
        key: Qt.Key,
        typed: str = "",
        *,
        after_ms: int = 500,
        held: Qt.KeyboardModifier = NONE,
        repeats: bool = False,
    ) -> bool:
        """A key goes down and up; whether it was taken away."""
        self.at_ms += after_ms
        taken = []
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            event = QKeyEvent(kind, key, held, typed, repeats)
            event.setTimestamp(self.at_ms)
            taken.append(self.keypad.eventFilter(self.window, event))
        assert taken[0] == taken[1] or repeats
        return taken[0]


@pytest.fixture
def keys(qapp: QObject) -> Keys:
    return Keys()


@pytest.mark.parametrize("key", [key for key in KEYS if key.value > 0xFFFF])
def test_keys_without_a_letter_are_told_at_once(keys: Keys, key: Qt.Key) -> None:
    assert keys.press(key)
    assert keys.wishes == [KEYS[key]]


def test_a_letter_is_told_when_no_other_key_follows(keys: Keys, qtbot: QtBot) -> None:
    assert keys.press(Qt.Key.Key_H, "h")
    assert keys.wishes == []

    qtbot.waitUntil(lambda: keys.wishes == [Wish.HELP])


def test_a_code_readers_burst_asks_for_nothing_and_its_letters_come_through(
    keys: Keys, qtbot: QtBot
) -> None:
    for letter in "HTTPS":
        keys.press(Qt.Key(ord(letter)), letter, after_ms=5)
    qtbot.wait(3 * BURST_MS)

    assert keys.wishes == []


def test_a_burst_that_is_too_short_to_be_a_code_presses_nothing(keys: Keys) -> None:
    keys.press(Qt.Key.Key_A, "A", after_ms=500)
    keys.press(Qt.Key.Key_1, "1", after_ms=5)

    assert keys.press(Qt.Key.Key_Return, "\r", after_ms=5)
    assert keys.wishes == []


def test_a_persons_enter_chooses(keys: Keys) -> None:
    assert keys.press(Qt.Key.Key_Return, "\r")
    assert keys.wishes == [Wish.CHOOSE]


@pytest.mark.parametrize(("key", "wish"), NUMBER_PAD.items())
def test_a_number_pad_with_its_lock_on_does_as_well(
    keys: Keys, qtbot: QtBot, key: Qt.Key, wish: Wish
) -> None:
    keys.press(key, chr(key.value), held=Qt.KeyboardModifier.KeypadModifier)

    qtbot.waitUntil(lambda: keys.wishes == [wish])


def test_the_digits_of_a_keyboard_mean_nothing(keys: Keys, qtbot: QtBot) -> None:
    assert not keys.press(Qt.Key.Key_2, "2")
    qtbot.wait(60)
    assert keys.wishes == []


def test_held_keys_move_on_and_choose_once(keys: Keys) -> None:
    keys.press(Qt.Key.Key_Down)
    keys.press(Qt.Key.Key_Down, after_ms=30, repeats=True)
    keys.press(Qt.Key.Key_Return, "\r")
    keys.press(Qt.Key.Key_Return, "\r", after_ms=300, repeats=True)

    assert keys.wishes == [Wish.NEXT, Wish.NEXT, Wish.CHOOSE]


def test_what_is_not_taken_goes_on_to_the_window(keys: Keys) -> None:
    keys.takes = False

    assert not keys.press(Qt.Key.Key_Escape)
    assert keys.wishes == [Wish.BACK]


def test_a_shortcut_is_not_a_letter(qapp: QObject) -> None:
    control_p = QKeyEvent(
        QEvent.Type.KeyPress, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier, "p"
    )

    assert wish_of(control_p) is None
