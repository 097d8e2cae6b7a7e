"""Lowered, every page is still whole: nothing cut off, nothing too small."""

from collections.abc import Iterator

import pytest

from bench.accessibility.reach import MOUNTED, UPRIGHT
from bench.accessibility.stage import Glass
from kiosk.ui.look import Look
from tests.ui.conftest import Opens
from tests.ui.fit import LARGE_MM, NORMAL_MM, assert_fits
from tests.ui.page import Page, is_text, letters, overlap, scene_rect, spoken
from tests.ui.scenes.kiosk import MOMENTS, SCENES, scene

TIGHTEST = tuple(glass for glass in MOUNTED if glass.lower_edge_mm in (800, 1000))
"""Hung so that the least room is left, or just too little for the usual page."""


def cases() -> Iterator[tuple[str, Glass, bool]]:
    for name in (*SCENES, *MOMENTS):
        for glass in TIGHTEST:
            yield name, glass, False
            if glass.size_px == UPRIGHT and not name.startswith("large"):
                yield name, glass, True


@pytest.mark.many(23)
@pytest.mark.parametrize(("name", "glass", "large"), list(cases()), ids=str)
def test_a_lowered_page_is_whole(
    open_page: Opens,
    name: str,
    glass: Glass,
    large: bool,  # noqa: FBT001 - pytest hands parameters over by name
) -> None:
    page = lowered(open_page, name, glass, large=large)

    sheet = next((name for name in ("idle-sheet", "help-sheet") if page.has(name)), "")
    assert_fits(page, least_mm=LARGE_MM if large else NORMAL_MM, over=sheet)
    if not sheet:
        assert under_the_bar(page) == []


def under_the_bar(page: Page) -> list[str]:
    """Words of the page that what makes it easier lies over."""
    items = list(page.items())
    (bar,) = (item for item in items if item.metaObject().className().startswith("AccessBar"))
    return [
        spoken(item)
        for item in items
        if is_text(item) and not bar.isAncestorOf(item) and overlap(letters(item), scene_rect(bar))
    ]


def lowered(open_page: Opens, name: str, glass: Glass, *, large: bool) -> Page:
    look = Look(
        diagonal_in=glass.diagonal_in,
        double_press_ms=0,
        reduce_motion=True,
        lower_edge_mm=glass.lower_edge_mm,
    )
    fixture = scene(name, look=look)
    look.setProperty("lowered", True)
    if large:
        look.setProperty("large", True)
    page = open_page(
        "Foleni.Kiosk",
        size_px=glass.size_px,
        look=look,
        properties={"kiosk": fixture.kiosk, "words": fixture.words},
    )
    page.settle()
    return page
