"""Every page of joining fits on every screen that may show it."""

import os
from pathlib import Path

import pytest

from kiosk.ui.joining_window import JoiningWindow
from kiosk.ui.look import Look
from kiosk.ui.words import Words
from tests.ui.conftest import Opens
from tests.ui.fit import assert_fits
from tests.ui.page import Page
from tests.ui.product import sentences
from tests.ui.scenes import feedback
from tests.ui.scenes.joining import SCENES, JoiningScene, made

SCREENS = {
    "tablet": ((1280, 800), 10.1),
    "tablet upright": ((800, 1280), 10.1),
    "monitor": ((1920, 1080), 15.6),
    "kiosk": ((1080, 1920), 21.5),
    "kiosk lying": ((1920, 1080), 21.5),
    "large": ((1920, 1080), 32.0),
    "large upright": ((1080, 1920), 32.0),
    "board": ((1920, 1080), 43.0),
}


def shown(open_page: Opens, scene: JoiningScene, screen: str) -> Page:
    size_px, diagonal_in = SCREENS[screen]
    look = Look(diagonal_in=diagonal_in, double_press_ms=0, reduce_motion=True)
    page = open_page("Foleni.Kit", "ScreenWindow", size_px=size_px, look=look)
    JoiningWindow(page.opened, scene.joining, Words(sentences(), parent=page.window))
    page.settle()
    return page


@pytest.mark.parametrize("screen", SCREENS)
@pytest.mark.parametrize("name", SCENES)
@pytest.mark.many(5)
def test_all_words_fit(open_page: Opens, name: str, screen: str) -> None:
    scene = SCENES[name]()
    page = shown(open_page, scene, screen)
    if folder := os.environ.get("FOLENI_PICTURES"):
        page.picture(Path(folder) / f"{name}-{screen.replace(' ', '-')}.png")
    assert_fits(page)


@pytest.mark.parametrize("screen", ["tablet", "tablet upright"])
@pytest.mark.parametrize("name", ["code", "revoked", "typing"])
def test_what_the_last_visitor_asked_for_changes_no_size(
    open_page: Opens, name: str, screen: str
) -> None:
    scene = SCENES[name]()
    page = shown(open_page, scene, screen)
    page.look.setProperty("large", True)
    page.look.setProperty("contrast", True)
    page.settle()
    assert_fits(page)


@pytest.mark.parametrize("screen", ["tablet", "tablet upright"])
def test_the_strip_about_a_stranger_covers_no_word_of_the_page(
    open_page: Opens, screen: str
) -> None:
    size_px, diagonal_in = SCREENS[screen]
    look = Look(diagonal_in=diagonal_in, double_press_ms=0, reduce_motion=True)
    scene = feedback.SCENES["faces"]("sw")
    page = open_page(feedback.MODULE, size_px=size_px, look=look, properties=scene)
    joining = made().joining
    JoiningWindow(page.opened, joining, Words(sentences(), parent=page.window))
    assert not page.has("stranger-near")
    joining.notice_stranger(shown=True)
    page.settle()
    assert page.shows("Somebody else answers in our centre’s place")
    page.assert_no_words_overlap()
    joining.notice_stranger(shown=False)
    assert not page.has("stranger-near")
