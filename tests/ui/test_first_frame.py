from pytestqt.qtbot import QtBot

from kiosk.ui.first_frame import FirstFrame
from tests.ui.conftest import Opens
from tests.ui.page import Page


def test_the_first_frame_is_told_once(open_page: Opens, qtbot: QtBot) -> None:
    page: Page = open_page("Foleni.Gallery")
    told: list[bool] = []
    FirstFrame(page.window, lambda: told.append(True))
    for _ in range(3):
        with qtbot.waitSignal(page.window.frameSwapped):
            page.window.update()
    qtbot.waitUntil(lambda: bool(told))
    assert told == [True]
