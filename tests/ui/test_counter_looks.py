"""Every state of a counter's screen can be read, at every size and in both languages."""

import pytest

from kiosk.ui.look import Look
from tests.ui.conftest import Opens
from tests.ui.scenes.counter import DIAGONAL_IN, MODULE, SCENES, SIZES_PX

FIRST_PX, *OTHERS_PX = SIZES_PX
DENSE = (
    "called-again",
    "over-target",
    "closed-refused",
    "transfer",
    "issue-details",
    "found-cancel",
    "lost",
    "information",
    "information-serving",
    "printers-two",
    "printers-called",
    "printers-closed",
    "printers-information",
    "printers-issue",
    "book-time",
    "booked-not-printed",
    "appointment-late",
    "appointment-move-to",
    "found-passing",
)
TOUCH_MM = 9.0


@pytest.mark.many(3)
@pytest.mark.parametrize("language", ["en", "sw"])
@pytest.mark.parametrize("name", SCENES)
def test_nothing_is_cut_off_and_every_button_has_a_name(
    open_page: Opens, name: str, language: str
) -> None:
    page = open_page(
        MODULE,
        size_px=FIRST_PX,
        look=Look(diagonal_in=DIAGONAL_IN, double_press_ms=0, reduce_motion=True),
        properties=SCENES[name](language),
    )
    page.assert_good(touch_mm=TOUCH_MM)


@pytest.mark.many(5)
@pytest.mark.parametrize("size_px", OTHERS_PX)
@pytest.mark.parametrize("name", DENSE)
def test_the_fullest_screens_fit_any_monitor(
    open_page: Opens, name: str, size_px: tuple[int, int]
) -> None:
    page = open_page(
        MODULE,
        size_px=size_px,
        look=Look(diagonal_in=DIAGONAL_IN, double_press_ms=0, reduce_motion=True),
        properties=SCENES[name]("sw"),
    )
    page.settle()
    page.assert_good(touch_mm=TOUCH_MM)
