"""Every state of the kiosk at every size: nothing cut off, all of it named and large enough."""

from collections.abc import Iterator

import pytest

from kiosk.ui.look import Look
from tests.ui.conftest import Opens
from tests.ui.scenes.kiosk import MOMENTS, SCENES, scene

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
    size_px, diagonal_in = SIZES[size]
    look = Look(diagonal_in=diagonal_in, double_press_ms=0, reduce_motion=True)
    fixture = scene(name, look=look)

    page = open_page(
        "Foleni.Kiosk",
        size_px=size_px,
        look=look,
        properties={"kiosk": fixture.kiosk, "words": fixture.words},
    )

    page.settle()
    page.assert_nothing_cut(rim=0.5)
    page.assert_buttons()
    if name not in UNDER_A_SHEET:
        page.assert_no_words_overlap()
