"""Every state of the kiosk at every size: nothing cut off, all of it named and large enough."""

from collections.abc import Iterator

import pytest

from kiosk.ui.look import Look
from tests.ui.conftest import Opens
from tests.ui.page import Page
from tests.ui.scenes.kiosk import MOMENTS, PAPERS, SCENES, KioskFixture, scene

SIZES = {
    "portrait": ((1080, 1920), 21.5),
    "landscape": ((1920, 1080), 21.5),
    "landscape-32": ((1920, 1080), 32.0),
    "landscape-15": ((1920, 1080), 15.6),
    "tablet": ((1280, 800), 10.1),
    "tablet-15": ((1280, 800), 15.6),
    "low-21": ((1280, 800), 21.5),
    "portrait-32": ((1080, 1920), 32.0),
}
UNDER_A_SHEET = frozenset({"idle", "help", "help-at-start"})
"""Scenes whose words lie over those of the page below, on purpose."""


def cases() -> Iterator[tuple[str, str]]:
    for name in (*SCENES, *MOMENTS):
        for size in SIZES:
            yield name, size


@pytest.mark.parametrize(("name", "size"), list(cases()))
def test_everything_on_the_screen_can_be_read_and_touched(
    open_page: Opens, name: str, size: str
) -> None:
    page = shown(open_page, scene(name, look=look_of(size)), size)

    page.assert_nothing_cut(rim=0.5)
    page.assert_buttons()
    if name not in UNDER_A_SHEET:
        page.assert_no_words_overlap()


@pytest.mark.parametrize(
    ("language", "large"),
    [("sw", False), ("en", True), ("sw", True)],
    ids=["sw", "en-large", "sw-large"],
)
@pytest.mark.parametrize(("name", "size"), [(n, s) for n in PAPERS for s in SIZES])
def test_whatever_becomes_of_the_paper_can_be_read_and_answered(
    open_page: Opens, *, name: str, size: str, language: str, large: bool
) -> None:
    look = look_of(size)
    fixture = scene(name, look=look)
    fixture.kiosk.chooseLanguage(language)
    look.setProperty("large", large)

    page = shown(open_page, fixture, size)

    page.assert_nothing_cut(rim=0.5)
    page.assert_buttons()
    page.assert_no_words_overlap()


def look_of(size: str) -> Look:
    return Look(diagonal_in=SIZES[size][1], double_press_ms=0, reduce_motion=True)


def shown(open_page: Opens, fixture: KioskFixture, size: str) -> Page:
    page = open_page(
        "Foleni.Kiosk",
        size_px=SIZES[size][0],
        look=fixture.look,
        properties={"kiosk": fixture.kiosk, "words": fixture.words},
    )
    page.settle()
    return page
