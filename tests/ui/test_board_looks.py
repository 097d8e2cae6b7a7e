"""Whether a board can be read: nothing cut off, large enough, and still when nothing happens."""

import pytest
from PySide6.QtGui import QColor, QImage
from PySide6.QtTest import QSignalSpy
from pytestqt.qtbot import QtBot

from kiosk.ui.board_settings import BoardTimes
from kiosk.ui.look import Look
from kiosk.ui.words import Words
from tests.ui.conftest import Opens
from tests.ui.page import Page, walk
from tests.ui.product import sentences
from tests.ui.scenes import board as scenes

REST_MS = 1200
SETTLED_MS = 300
STANDS_OUT_S = 10


def _open(open_page: Opens, name: str, size_px: tuple[int, int]) -> Page:
    look = Look(diagonal_in=scenes.DIAGONAL_IN, reduce_motion=True)
    properties = scenes.SCENES[name]("sw")
    return open_page(scenes.MODULE, size_px=size_px, look=look, properties=properties)


@pytest.mark.parametrize("size_px", scenes.SIZES_PX, ids=lambda size: f"{size[0]}x{size[1]}")
@pytest.mark.parametrize("name", scenes.SCENES)
def test_every_state_of_a_board_can_be_read(
    open_page: Opens, qtbot: QtBot, name: str, size_px: tuple[int, int]
) -> None:
    page = _open(open_page, name, size_px)
    if name.startswith("lost"):
        qtbot.waitUntil(lambda: page.shows("Ubao hauwasiliani na kituo"))

    page.assert_good()


@pytest.mark.parametrize("size_px", scenes.SIZES_PX, ids=lambda size: f"{size[0]}x{size[1]}")
def test_the_heading_of_the_newest_call_takes_one_line(
    open_page: Opens, size_px: tuple[int, int]
) -> None:
    heading = _open(open_page, "calls", size_px).find("heading")

    assert heading.property("contentHeight") < 2 * heading.property("font").pixelSize()


@pytest.mark.parametrize("size_px", scenes.SIZES_PX, ids=lambda size: f"{size[0]}x{size[1]}")
def test_the_number_is_as_high_on_the_wall_as_was_asked_for(
    open_page: Opens, size_px: tuple[int, int]
) -> None:
    page = _open(open_page, "calls", size_px)
    number = page.find("newest-number")
    asked_px = number.property("capMm") * page.look.property("pxPerMm")
    left, top = round(number.x()), round(number.y())

    spare = round(0.1 * asked_px)
    drawn_px = _height_of_white(
        page.window.grabWindow(),
        left,
        top - spare,
        round(number.width()),
        round(asked_px) + 2 * spare,
    )

    # Round figures reach a little above and below the capitals.
    assert asked_px <= drawn_px <= 1.06 * asked_px


@pytest.mark.parametrize(
    "name", ["calls", "calls-new", "empty", "info", "lost", "lost-at-start", "closed"]
)
def test_a_board_at_rest_paints_nothing(open_page: Opens, qtbot: QtBot, name: str) -> None:
    page = _open(open_page, name, (1280, 800))
    page.window.grabWindow()
    qtbot.wait(300)
    frames = QSignalSpy(page.window.frameSwapped)

    qtbot.wait(REST_MS)

    assert frames.count() == 0


@pytest.mark.parametrize("reduce_motion", [False, True], ids=["moving", "still"])
def test_a_new_call_stands_out_without_blinking(
    open_page: Opens,
    qtbot: QtBot,
    reduce_motion: bool,  # noqa: FBT001 - a parameter of the test
) -> None:
    hall = scenes.Hall(scenes.catalogue())
    hall.open_counters()
    look = Look(diagonal_in=scenes.DIAGONAL_IN, reduce_motion=reduce_motion)
    properties = {"board": hall.screen(), "words": Words(sentences())}
    page = open_page(scenes.MODULE, size_px=(1280, 720), look=look, properties=properties)
    rim = next(item for item in walk(page.window.contentItem()) if item.objectName() == "fresh")
    seen: list[float] = []
    rim.opacityChanged.connect(lambda: seen.append(rim.opacity()))

    hall.call("id-lost")
    qtbot.waitUntil(lambda: rim.opacity() == 1)
    page.window.grabWindow()
    qtbot.wait(SETTLED_MS)
    frames = QSignalSpy(page.window.frameSwapped)
    qtbot.wait(REST_MS)

    assert seen == sorted(seen)
    assert not reduce_motion or seen == [1.0]
    assert frames.count() == 0
    assert rim.isVisible()
    assert BoardTimes().fresh_s >= STANDS_OUT_S


def _height_of_white(image: QImage, left: int, top: int, width: int, height: int) -> int:
    """How many rows of the picture have anything white in this rectangle."""
    white = QColor("#FFFFFF").rgb()
    rows = [
        y
        for y in range(top, top + height)
        if any(image.pixel(x, y) == white for x in range(left, left + width, 2))
    ]
    return rows[-1] - rows[0] + 1
