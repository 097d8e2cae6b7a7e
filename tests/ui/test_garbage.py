"""What a screen forgot is collected on its own thread."""

import gc
import threading
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QObject
from pytestqt.qtbot import QtBot

from kiosk.ui import garbage
from kiosk.ui.garbage import GarbageCollector, collect_what_is_due


@pytest.fixture
def collector(qapp: QCoreApplication, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """As in a screen's process, for one test."""
    enabled = gc.isenabled()
    monkeypatch.setattr(garbage, "LOOK_MS", 1)
    owner = QObject()
    GarbageCollector(owner)
    yield
    owner.deleteLater()
    if enabled:
        gc.enable()


class Forgotten:
    """Part of a ring that only the collector can free."""

    def __init__(self, ended_on: list[threading.Thread]) -> None:
        self.myself = self
        self.ended_on = ended_on

    def __del__(self) -> None:
        self.ended_on.append(threading.current_thread())


def _forget_much(ended_on: list[threading.Thread]) -> None:
    Forgotten(ended_on)
    for _ in range(2 * gc.get_threshold()[0]):
        ring: list[object] = []
        ring.append(ring)


@pytest.mark.usefixtures("collector")
def test_what_a_worker_forgets_ends_on_the_screens_own_thread(qtbot: QtBot) -> None:
    ended_on: list[threading.Thread] = []
    worker = threading.Thread(target=_forget_much, args=(ended_on,))
    worker.start()
    worker.join()
    assert ended_on == []
    qtbot.waitUntil(lambda: bool(ended_on))
    assert ended_on == [threading.current_thread()]


@pytest.mark.usefixtures("collector")
def test_little_garbage_is_left_for_later() -> None:
    gc.collect(0)
    ended_on: list[threading.Thread] = []
    Forgotten(ended_on)
    collect_what_is_due()
    assert ended_on == []
    gc.collect(0)
    assert ended_on != []
