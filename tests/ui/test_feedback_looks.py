"""Whether a tablet can be read and touched, and is still when nobody is there."""

import pytest
from PySide6.QtTest import QSignalSpy
from pytestqt.qtbot import QtBot

from kiosk.ui.look import Look
from tests.ui.conftest import Opens
from tests.ui.page import Page
from tests.ui.scenes import feedback as scenes

REST_MS = 1200


def _open(open_page: Opens, name: str, language: str, size_px: tuple[int, int]) -> Page:
    look = Look(diagonal_in=scenes.DIAGONAL_IN, double_press_ms=0, reduce_motion=True)
    properties = scenes.SCENES[name](language)
    return open_page(scenes.MODULE, size_px=size_px, look=look, properties=properties)


@pytest.mark.parametrize("size_px", scenes.SIZES_PX, ids=lambda size: f"{size[0]}x{size[1]}")
@pytest.mark.parametrize("language", ["en", "sw"])
@pytest.mark.parametrize("name", scenes.SCENES)
def test_every_state_of_a_tablet_can_be_read_and_touched(
    open_page: Opens, name: str, language: str, size_px: tuple[int, int]
) -> None:
    page = _open(open_page, name, language, size_px)

    page.assert_good()


@pytest.mark.parametrize("name", ["faces", "faces-free", "rest"])
def test_a_tablet_at_rest_paints_nothing(open_page: Opens, qtbot: QtBot, name: str) -> None:
    page = _open(open_page, name, "sw", (1280, 800))
    page.window.grabWindow()
    qtbot.wait(300)
    frames = QSignalSpy(page.window.frameSwapped)

    qtbot.wait(REST_MS)

    assert frames.count() == 0
