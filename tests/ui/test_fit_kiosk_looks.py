"""Every state of the kiosk, on every screen it may have: all words fit, in the size promised.

What becomes of the paper stands in ``test_fit_paper_looks.py``, so that two can run at a time.
"""

import pytest

from kiosk.ui.look import Look
from tests.ui.conftest import Opens
from tests.ui.fit import assert_fits, kept_small
from tests.ui.kiosk_fit import (
    CRAMPED,
    SCREENS,
    assert_kiosk_fits,
    at_start,
    look_of,
    opened,
    over,
)
from tests.ui.page import Box, Page
from tests.ui.scenes.kiosk import MOMENTS, PAPERS, SCENES, scene

PAGES = tuple(
    name
    for name in (*SCENES, *MOMENTS)
    # Each page is turned to bigger text and to each language here.
    if name not in PAPERS and not name.startswith(("large-", "contrast-"))
)
AIDS = ("lower", "bigger", "contrast", "aloud", "help")
A_PAGE_EACH = ("start", "services-sw", "before-long-sw", "take-it", "scanned", "lost", "closed")


@pytest.mark.many(13)
@pytest.mark.parametrize("screen", SCREENS)
@pytest.mark.parametrize("name", PAGES)
def test_words_fit_in_every_language_and_size(open_page: Opens, name: str, screen: str) -> None:
    assert_kiosk_fits(open_page, name, screen)


@pytest.mark.many(3)
@pytest.mark.parametrize("screen", CRAMPED)
@pytest.mark.parametrize("name", A_PAGE_EACH)
def test_words_fit_on_coarse_screens_too(open_page: Opens, name: str, screen: str) -> None:
    assert_kiosk_fits(open_page, name, screen)


@pytest.mark.many(3)
@pytest.mark.parametrize("name", A_PAGE_EACH)
def test_words_fit_on_a_small_screen_that_hangs_high_and_is_lowered(
    open_page: Opens, name: str
) -> None:
    look = Look(diagonal_in=15.6, double_press_ms=0, reduce_motion=True, lower_edge_mm=1000)
    look.setProperty("lowered", True)
    assert_kiosk_fits(open_page, name, "15.6-portrait", look=look)


@pytest.mark.parametrize("name", A_PAGE_EACH)
def test_contrast_changes_colours_and_no_sizes(open_page: Opens, name: str) -> None:
    fixture = scene(name, look=Look(double_press_ms=0, reduce_motion=True))
    page = opened(open_page, fixture, "21.5-portrait")
    before = _resting_boxes(page)
    fixture.look.setProperty("contrast", True)
    page.settle()
    assert _resting_boxes(page) == before
    assert_fits(page, over=over(page))


def _resting_boxes(page: Page) -> list[tuple[str, Box]]:
    """Every sentence and its place; seconds that are counted down meanwhile left out."""
    return [each for each in page.text_boxes() if "clears in" not in each[0]]


@pytest.mark.many(3)
@pytest.mark.parametrize("screen", SCREENS)
@pytest.mark.parametrize("name", [*A_PAGE_EACH, "paper-out", "unconfirmed", "idle"])
def test_all_but_names_and_signs_at_the_rim_grow(open_page: Opens, name: str, screen: str) -> None:
    fixture = scene(name, look=look_of(screen))
    fixture.look.setProperty("large", True)
    page = opened(open_page, fixture, screen)
    header = fixture.kiosk.property("header")
    names = {language["name"] for language in fixture.kiosk.property("languages")}
    aids = {str(page.find(aid).property("text")) for aid in AIDS if page.has(aid)}
    assert kept_small(page) <= {header["name"], header["place"], *names, *aids}


def test_a_kiosk_at_rest_speaks_every_language_at_once(open_page: Opens) -> None:
    fixture = scene("start", look=Look(double_press_ms=0, reduce_motion=True))
    assert at_start(fixture)
    page = opened(open_page, fixture, "21.5-portrait")
    assert page.shows("Karibu.")
    assert page.shows("Welcome.")
