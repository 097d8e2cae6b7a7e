"""Every state of counters, boards and tablets, on every screen they may have: all words fit.

At their own sizes the files ``test_*_looks.py`` show them; here are the others.
"""

from dataclasses import dataclass

import pytest
from pytestqt.qtbot import QtBot

from kiosk.ui.look import Look
from tests.ui.conftest import Opens
from tests.ui.fit import assert_fits
from tests.ui.page import Page
from tests.ui.scenes import board, counter, feedback

DESK = ((1920, 1080), 15.6)
MIDDLE = ((1920, 1080), 21.5)
MIDDLE_PORTRAIT = ((1080, 1920), 21.5)
LARGE = ((1920, 1080), 32.0)
LARGE_PORTRAIT = ((1080, 1920), 32.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """One kind of screen: how small its words and targets may be, and where it may hang."""

    module: str
    least_mm: float
    touch_mm: float


# A board's words follow its farthest seat (test_reach), an agent sits before a monitor.
BOARD = Kind(module=board.MODULE, least_mm=0, touch_mm=0)
COUNTER = Kind(module=counter.MODULE, least_mm=2.3, touch_mm=9)
FEEDBACK = Kind(module=feedback.MODULE, least_mm=4.8, touch_mm=20)

Screen = tuple[tuple[int, int], float]


def _inches(screen: object) -> str | None:
    match screen:
        case ((width, height), inches):
            return f"{inches}-{width}x{height}"
        case _:
            return None


def _opened(open_page: Opens, kind: Kind, screen: Screen, properties: object) -> Page:
    size_px, diagonal_in = screen
    look = Look(diagonal_in=diagonal_in, double_press_ms=0, reduce_motion=True)
    assert isinstance(properties, dict)
    page = open_page(kind.module, size_px=size_px, look=look, properties=properties)
    page.settle()
    return page


def _assert_fits(page: Page, kind: Kind) -> None:
    assert_fits(page, least_mm=kind.least_mm, touch_mm=kind.touch_mm, rim=0)


# A monitor of 32 inches has the same pixels and more room: Kiswahili, the longer one, tells.
@pytest.mark.parametrize(
    ("language", "screen"), [("en", MIDDLE), ("sw", MIDDLE), ("sw", LARGE)], ids=_inches
)
@pytest.mark.parametrize("name", counter.SCENES)
@pytest.mark.many(5)
def test_a_counters_words_fit(open_page: Opens, name: str, language: str, screen: Screen) -> None:
    page = _opened(open_page, COUNTER, screen, counter.SCENES[name](language))
    _assert_fits(page, COUNTER)


@pytest.mark.parametrize(
    ("language", "screen"),
    [
        ("en", MIDDLE),
        ("en", MIDDLE_PORTRAIT),
        ("sw", MIDDLE),
        ("sw", MIDDLE_PORTRAIT),
        ("sw", LARGE),
        ("sw", LARGE_PORTRAIT),
    ],
    ids=_inches,
)
@pytest.mark.parametrize("name", feedback.SCENES)
@pytest.mark.many(5)
def test_a_tablets_words_fit(open_page: Opens, name: str, language: str, screen: Screen) -> None:
    page = _opened(open_page, FEEDBACK, screen, feedback.SCENES[name](language))
    _assert_fits(page, FEEDBACK)


@pytest.mark.parametrize(
    "screen", [DESK, MIDDLE, MIDDLE_PORTRAIT, LARGE, LARGE_PORTRAIT], ids=_inches
)
@pytest.mark.parametrize("name", board.SCENES)
@pytest.mark.many(5)
def test_a_boards_words_fit(open_page: Opens, qtbot: QtBot, name: str, screen: Screen) -> None:
    page = _opened(open_page, BOARD, screen, board.SCENES[name]("sw"))
    if name.startswith("lost"):
        qtbot.waitUntil(lambda: page.shows("Ubao hauwasiliani na kituo"))
    _assert_fits(page, BOARD)
