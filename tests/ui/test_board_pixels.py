"""How high a board's letters are on the wall, and how clear: measured on its pixels."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from kiosk.config import BoardConfig
from kiosk.roles.board_reach import board_lines
from kiosk.ui.board_settings import BoardSettings
from kiosk.ui.look import Look
from kiosk.ui.reach import GOOD_MM_PER_M
from kiosk.ui.words import Words
from tests.ui.conftest import Opens
from tests.ui.page import Page
from tests.ui.pixels import box_of, first_letter, ink_of, photograph, whole
from tests.ui.product import sentences
from tests.ui.scenes import board as scenes

WIDEST = "collect-id"
LABELS = ("11", "12", "13", "14", "15", "16")
SPARE_PX = 4
CLEAR = 7.0
LINES = ("the number called now", "its counter", "the calls before it")
ROUNDING_PX = 1.5
"""A size of whole pixels, and the soft rims of letters."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wall:
    """A board on a wall, and the last seat before it."""

    size_px: tuple[int, int]
    diagonal_in: float
    farthest_seat_m: float

    def __str__(self) -> str:
        width, height = self.size_px
        return f"{width}x{height} {self.diagonal_in:g}in {self.farthest_seat_m:g}m"


LYING, STANDING = (1920, 1080), (1080, 1920)
WALLS = [
    Wall(size_px=size_px, diagonal_in=diagonal_in, farthest_seat_m=far_m)
    for size_px in (LYING, STANDING)
    for diagonal_in in (43, 55)
    for far_m in (6, 8, 10)
]
SMALLER: dict[tuple[tuple[int, int], float, float], set[str]] = {
    (LYING, 43, 8): {"the calls before it"},
    (LYING, 43, 10): {"the number called now", "the calls before it"},
    (LYING, 55, 10): {"the calls before it"},
    (STANDING, 43, 8): {"the calls before it"},
    (STANDING, 43, 10): {"the number called now", "its counter", "the calls before it"},
    (STANDING, 55, 8): {"the calls before it"},
    (STANDING, 55, 10): {"the calls before it"},
}
"""What the sheet has no room for: of these `check` says from how far they can be read."""


@pytest.mark.parametrize("wall", WALLS, ids=str)
def test_letters_are_as_high_as_the_farthest_seat_needs_or_as_check_says(
    open_page: Opens, wall: Wall
) -> None:
    page = _open(open_page, wall)

    measured_mm = dict(zip(LINES, _cap_heights_mm(page), strict=True))

    said = _said(wall)
    rounding_mm = ROUNDING_PX / page.look.property("pxPerMm")
    for line in LINES:
        assert measured_mm[line] >= said[line] - rounding_mm, line
    wanted_mm = GOOD_MM_PER_M * wall.farthest_seat_m
    too_small = {line for line in LINES if measured_mm[line] < wanted_mm - rounding_mm}
    assert too_small == SMALLER.get((wall.size_px, wall.diagonal_in, wall.farthest_seat_m), set())


@pytest.mark.parametrize("size_px", [LYING, STANDING], ids=["lying", "standing"])
def test_numbers_from_a_thousand_on_fit_and_are_as_large_as_they_can_be(
    open_page: Opens, size_px: tuple[int, int]
) -> None:
    wall = Wall(size_px=size_px, diagonal_in=43, farthest_seat_m=6)
    page = _open(open_page, wall, given_before=899)
    assert page.find("newest-number").property("say") == "W1004"

    page.assert_good()
    number, counter, behind = _cap_heights_mm(page)
    assert min(number, counter) > behind > 0.75 * GOOD_MM_PER_M * wall.farthest_seat_m


@pytest.mark.parametrize("size_px", [LYING, STANDING], ids=["lying", "standing"])
@pytest.mark.parametrize("name", scenes.SCENES)
def test_every_word_and_figure_stands_out_seven_times(
    open_page: Opens, qtbot: QtBot, name: str, size_px: tuple[int, int]
) -> None:
    look = Look(diagonal_in=scenes.DIAGONAL_IN, reduce_motion=True)
    page = open_page(
        scenes.MODULE, size_px=size_px, look=look, properties=scenes.SCENES[name]("sw")
    )
    if name.startswith("lost"):
        qtbot.waitUntil(lambda: page.shows("Ubao hauwasiliani na kituo"))

    drawn = page.text_boxes()
    picture = photograph(page.window)

    contrasts = {words: ink_of(picture, whole(box)).contrast for words, box in drawn}
    faint = {words: round(contrast, 2) for words, contrast in contrasts.items() if contrast < CLEAR}
    assert drawn
    assert faint == {}


def _open(open_page: Opens, wall: Wall, *, given_before: int = 0) -> Page:
    """Five calls of the widest letter to counters of two digits that begin with a straight one."""
    real = scenes.catalogue()
    counters = [
        replace(counter, label=label) for counter, label in zip(real.counters, LABELS, strict=True)
    ]
    hall = scenes.Hall(replace(real, counters=tuple(counters)))
    hall.open_counters()
    hall.come(WIDEST, times=given_before)
    for _ in range(5):
        hall.call_ticket(hall.come(WIDEST), hall.counter_of(WIDEST))
    settings = BoardSettings(farthest_seat_m=wall.farthest_seat_m)
    properties: Mapping[str, QObject] = {
        "board": hall.screen(settings),
        "words": Words(sentences()),
    }
    look = Look(diagonal_in=wall.diagonal_in, reduce_motion=True)
    page = open_page(scenes.MODULE, size_px=wall.size_px, look=look, properties=properties)
    page.settle()
    return page


def _cap_heights_mm(page: Page) -> tuple[float, float, float]:
    """Of the newest number, its counter, and the smallest figures behind them."""
    behind = [item for item in page.items() if item.objectName() in {"number", "counter"}]
    items = [page.find("newest-number"), page.find("newest-counter"), *behind]
    picture = photograph(page.window)
    px_per_mm = page.look.property("pxPerMm")
    heights = []
    for item in items:
        # What reaches out of its room by mistake shall be seen too.
        _, top, _, bottom = first_letter(picture, box_of(item, around=SPARE_PX))
        heights.append((bottom - top) / px_per_mm)
    number, counter, *rows = heights
    assert len(rows) == 8
    return number, counter, min(rows)


def _said(wall: Wall) -> dict[str, float]:
    """The cap heights that `check` tells of, in mm."""
    board = BoardConfig(diagonal_in=wall.diagonal_in, farthest_seat_m=wall.farthest_seat_m)
    width_px, height_px = wall.size_px
    lines = board_lines(board, width_px=width_px, height_px=height_px)
    return {line.line: line.cap_mm for line in lines}
