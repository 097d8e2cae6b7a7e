"""A screen beats as long as its loop turns, and no longer."""

from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from kiosk.ui.watchdog import Watchdog


def test_it_beats_at_once_and_as_long_as_the_loop_turns(qtbot: QtBot) -> None:
    beats: list[None] = []
    parent = QObject()
    Watchdog(lambda: beats.append(None), every_s=0.005, parent=parent)
    assert len(beats) == 1
    qtbot.waitUntil(lambda: len(beats) > 3)
    parent.deleteLater()


def test_a_loop_that_does_not_turn_beats_no_more(qtbot: QtBot) -> None:
    beats: list[None] = []
    parent = QObject()
    Watchdog(lambda: beats.append(None), every_s=0.001, parent=parent)
    # Busy in one slot, as a hung screen is: whatever is due waits.
    for _ in range(100_000):
        pass
    assert len(beats) == 1
    parent.deleteLater()
