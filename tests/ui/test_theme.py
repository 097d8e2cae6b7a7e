"""Every colour stands on its ground as WCAG 2.2 asks: words 7:1, what can be touched 3:1."""

import pytest
from PySide6.QtCore import QObject
from PySide6.QtGui import QColor
from pytestqt.qtbot import QtBot

from kiosk.ui.look import Look, density
from tests.ui.conftest import Opens
from tests.ui.page import Page

WORDS = [
    ("ink", "paper"),
    ("ink", "card"),
    ("ink", "greenLight"),
    ("ink", "cardPressed"),
    ("ink2", "paper"),
    ("ink2", "card"),
    ("greenDark", "paper"),
    ("greenDark", "card"),
    ("greenDark", "greenLight"),
    ("greenDark", "cardPressed"),
    ("inkOnGreen", "green"),
    ("inkOnGreen", "greenPressed"),
    ("inkOnAmber", "amber"),
    ("inkOnSign", "sign"),
    ("red", "paper"),
    ("red", "card"),
]
SHAPES = [
    ("edge", "paper"),
    ("edge", "card"),
    ("greenEdge", "paper"),
    ("greenEdge", "card"),
    ("accent", "card"),
    ("accent", "paper"),
    ("accent", "cardPressed"),
    ("green", "paper"),
    ("amberEdge", "paper"),
    ("focus", "paper"),
    ("focus", "card"),
    ("sign", "paper"),
]


def luminance(colour: QColor) -> float:
    """Relative luminance as WCAG 2.2 defines it."""
    parts = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in (colour.redF(), colour.greenF(), colour.blueF())
    ]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


def contrast(first: QColor, second: QColor) -> float:
    """The ratio of two colours, 1 to 21."""
    darker, lighter = sorted((luminance(first), luminance(second)))
    return (lighter + 0.05) / (darker + 0.05)


def opened(open_page: Opens, look: Look) -> tuple[Page, QObject]:
    page = open_page("Foleni.Gallery", "Swap", look=look)
    theme: object = page.opened.engine.singletonInstance("Foleni.Kit", "Theme")
    assert isinstance(theme, QObject)
    return page, theme


@pytest.mark.parametrize("high", [False, True])
def test_every_pair_of_colours_can_be_told_apart(
    open_page: Opens,
    high: bool,  # noqa: FBT001 - pytest hands parameters over by name
) -> None:
    look = Look()
    look.setProperty("contrast", high)
    _page, theme = opened(open_page, look)
    pairs = [(7.0, *pair) for pair in WORDS] + [(3.0, *pair) for pair in SHAPES]
    weak = {
        (over, under): round(ratio, 2)
        for least, over, under in pairs
        if (ratio := contrast(theme.property(over), theme.property(under))) < least
    }
    assert weak == {}


@pytest.mark.parametrize("high", [False, True])
def test_every_face_can_be_told_from_its_ground(
    open_page: Opens,
    high: bool,  # noqa: FBT001
) -> None:
    look = Look()
    look.setProperty("contrast", high)
    _page, theme = opened(open_page, look)
    faces = theme.property("smileys")
    assert len(faces) == 5
    assert min(contrast(QColor(face), theme.property("card")) for face in faces) >= 3


def test_high_contrast_is_white_and_yellow_on_black(open_page: Opens) -> None:
    look = Look()
    look.setProperty("contrast", True)
    _page, theme = opened(open_page, look)
    names = {over for over, _ in WORDS + SHAPES} - {"inkOnGreen", "inkOnAmber", "inkOnSign"}
    assert {theme.property(name).name() for name in names} == {"#ffffff", "#ffd23f"}
    assert theme.property("paper").name() == "#000000"


def test_a_millimetre_is_a_millimetre_on_every_screen() -> None:
    assert density(width_px=1080, height_px=1920, diagonal_in=21.5) == pytest.approx(4.03, abs=0.01)
    assert density(width_px=1280, height_px=800, diagonal_in=10.1) == pytest.approx(5.88, abs=0.01)
    assert density(width_px=1920, height_px=1080, diagonal_in=32) == pytest.approx(2.71, abs=0.01)


def test_words_have_their_cap_height_and_bigger_text_has_more(open_page: Opens) -> None:
    look = Look(diagonal_in=21.5)
    page, _theme = opened(open_page, look)
    label = next(item for item in page.items() if item.property("say") == "English")
    before_px = label.property("font").pixelSize()
    assert before_px * 0.668 / look.property("pxPerMm") == pytest.approx(8, abs=0.1)
    look.setProperty("large", True)
    after_px = label.property("font").pixelSize()
    assert after_px * 0.668 / look.property("pxPerMm") == pytest.approx(10.5, abs=0.1)


def test_a_window_that_changes_its_size_changes_its_millimetres(
    open_page: Opens, qtbot: QtBot
) -> None:
    look = Look(diagonal_in=21.5)
    page, _theme = opened(open_page, look)
    before = look.property("pxPerMm")
    page.window.resize(540, 960)
    qtbot.waitUntil(lambda: look.property("pxPerMm") == pytest.approx(before / 2))


def test_the_next_visitor_finds_nothing_of_the_last_ones_choices() -> None:
    look = Look()
    for name in ("large", "contrast", "lowered"):
        look.setProperty(name, True)
    look.forget_visitor()
    assert [look.property(name) for name in ("large", "contrast", "lowered")] == [False] * 3
