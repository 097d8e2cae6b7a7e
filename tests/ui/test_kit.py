"""What every control of the kit promises to a finger, a key and a screen reader."""

import time
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, QPoint, Qt
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from kiosk.ui.look import Look
from tests.ui.conftest import Opens
from tests.ui.page import Page


def gallery(open_page: Opens, look: Look | None = None) -> Page:
    return open_page("Foleni.Gallery", look=look)


def count(page: Page, name: str = "chosen") -> object:
    return page.window.property(name)


def theme(page: Page) -> QObject:
    singleton: object = page.opened.engine.singletonInstance("Foleni.Kit", "Theme")
    assert isinstance(singleton, QObject)
    return singleton


@pytest.mark.parametrize(
    ("size_px", "diagonal_in"), [((1080, 1920), 21.5), ((1280, 800), 15.6), ((1920, 1080), 24)]
)
@pytest.mark.parametrize("large", [False, True])
@pytest.mark.parametrize("contrast", [False, True])
def test_nothing_is_cut_or_nameless_or_too_small_to_touch(
    open_page: Opens,
    size_px: tuple[int, int],
    diagonal_in: float,
    large: bool,  # noqa: FBT001 - pytest hands parameters over by name
    contrast: bool,  # noqa: FBT001
) -> None:
    look = Look(diagonal_in=diagonal_in)
    look.setProperty("large", large)
    look.setProperty("contrast", contrast)
    page = open_page("Foleni.Gallery", size_px=size_px, look=look)
    page.assert_good()


def test_a_press_acts_on_release(open_page: Opens) -> None:
    page = gallery(open_page)
    middle = page.centre("go")
    QTest.mousePress(page.window, Qt.MouseButton.LeftButton, pos=middle)
    assert count(page) == 0
    QTest.mouseRelease(page.window, Qt.MouseButton.LeftButton, pos=middle)
    assert count(page) == 1


@pytest.mark.parametrize("name", ["go", "back", "tile"])
def test_a_touch_presses(open_page: Opens, name: str) -> None:
    page = gallery(open_page)
    page.tap(name)
    assert count(page) == 1


@pytest.mark.parametrize("name", ["go", "tile"])
def test_sliding_off_presses_nothing(open_page: Opens, name: str) -> None:
    page = gallery(open_page)
    page.slide_off(name, QPoint(0, 500))
    assert count(page) == 0


def test_a_trembling_finger_that_drifts_inside_presses_once(open_page: Opens) -> None:
    page = gallery(open_page)
    page.slide_off("tile", QPoint(20, 20))
    assert count(page) == 1


def test_the_same_press_again_too_soon_is_ignored(open_page: Opens, qtbot: QtBot) -> None:
    page = gallery(open_page, Look(double_press_ms=500))
    page.tap("go")
    page.tap("go")
    page.tap("go")
    assert count(page) == 1
    last_ms = theme(page).property("lastPressMs")
    qtbot.waitUntil(lambda: time.time() * 1000 > last_ms + 510)
    page.tap("go")
    assert count(page) == 2


def test_another_button_elsewhere_may_be_pressed_at_once(open_page: Opens) -> None:
    page = gallery(open_page, Look(double_press_ms=500))
    page.tap("go")
    page.tap("tile")
    assert count(page) == 2


def test_what_the_next_screen_puts_under_the_finger_is_not_pressed(open_page: Opens) -> None:
    page = open_page("Foleni.Gallery", "Swap", look=Look(double_press_ms=500))
    where = page.centre("first")
    page.tap_at(where)
    page.tap_at(where)
    assert page.has("second")
    assert (count(page, "first"), count(page, "second")) == (1, 0)


@pytest.mark.parametrize("key", [Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter])
def test_a_key_presses_what_has_the_focus(open_page: Opens, key: Qt.Key) -> None:
    page = gallery(open_page)
    page.find("go").forceActiveFocus(Qt.FocusReason.TabFocusReason)
    page.key(key)
    assert count(page) == 1


def test_tab_walks_over_every_button(open_page: Opens) -> None:
    page = gallery(open_page)
    order = []
    for _ in range(12):
        page.key(Qt.Key.Key_Tab)
        focused = page.window.activeFocusItem()
        order.append(focused.objectName())
    expected = ["language-sw", "language-en", "tile", "closed-tile", "chip-on", "chip-off"]
    assert order == [*expected, "toggle", "back", "go", "lower", "bigger", "contrast"]


def test_the_focus_stands_in_a_ring_that_can_be_seen(open_page: Opens) -> None:
    page = gallery(open_page)
    button = page.find("go")
    rings = [item for item in button.childItems() if "FocusRing" in item.metaObject().className()]
    assert [ring.isVisible() for ring in rings] == [False]
    button.forceActiveFocus(Qt.FocusReason.TabFocusReason)
    assert [ring.isVisible() for ring in rings] == [True]
    assert theme(page).property("ringWidth") >= 3


def test_a_switch_shows_what_is_true_and_is_told_as_checked(open_page: Opens) -> None:
    page = gallery(open_page)
    page.tap("toggle")
    assert count(page, "assisted") is True
    QAccessible.setActive(True)
    interface = QAccessible.queryAccessibleInterface(page.find("toggle"))
    assert interface.state().checked
    assert interface.role() == QAccessible.Role.CheckBox
    page.tap("toggle")
    assert count(page, "assisted") is False


def test_a_language_is_one_touch_away(open_page: Opens) -> None:
    page = gallery(open_page)
    page.tap("language-sw")
    assert count(page, "language") == "sw"


def test_the_foot_of_the_screen_makes_it_easier_and_calls_for_help(open_page: Opens) -> None:
    page = gallery(open_page)
    page.tap("bigger")
    page.tap("contrast")
    page.tap("lower")
    page.tap("help")
    look = page.look
    assert [look.property(name) for name in ("large", "contrast", "lowered")] == [True] * 3
    assert count(page, "helped") == 1


def test_what_a_centre_cannot_do_is_absent(open_page: Opens) -> None:
    page = gallery(open_page)
    page.window.setProperty("lowerText", "")
    assert not page.has("lower")
    assert page.has("help")


def test_a_screen_reader_hears_the_name_and_all_that_stands_on_a_tile(open_page: Opens) -> None:
    page = gallery(open_page)
    QAccessible.setActive(True)
    interface = QAccessible.queryAccessibleInterface(page.find("closed-tile"))
    assert interface.text(QAccessible.Text.Name) == "SHA"
    assert interface.text(QAccessible.Text.Description) == "Join, update or claim, System down"
    assert interface.role() == QAccessible.Role.Button


def test_the_sentences_are_in_the_accessibility_tree(open_page: Opens) -> None:
    page = gallery(open_page)
    QAccessible.setActive(True)

    def names(interface: QAccessibleInterface) -> list[str]:
        found = [interface.text(QAccessible.Text.Name)]
        for index in range(interface.childCount()):
            found += names(interface.child(index))
        return found

    heard = names(QAccessible.queryAccessibleInterface(page.window))
    assert "What do you need today?" in heard
    assert "A042" in heard
    said = "Wait in Hall 2. Your number is shown and called out there after 10:24."
    assert said in heard


def test_a_text_that_looks_like_marks_is_shown_as_it_is(open_page: Opens) -> None:
    page = gallery(open_page)
    page.window.setProperty("sayOnCard", "2 < 3 & <b>bold</b>")
    assert page.shows("2 < 3 & <b>bold</b>")
    line = next(item for item in page.items() if item.property("say") == "2 < 3 & <b>bold</b>")
    assert "&lt;b&gt;bold" in str(line.property("text"))


def test_the_code_on_the_screen_is_read_by_a_reader_of_others(
    open_page: Opens, tmp_path: Path
) -> None:
    zxingcpp = pytest.importorskip("zxingcpp")
    image = pytest.importorskip("PIL.Image")
    page = gallery(open_page)
    page.picture(tmp_path / "gallery.png")
    codes = zxingcpp.read_barcodes(image.open(tmp_path / "gallery.png"))
    assert [code.text for code in codes] == [page.find("qr").property("text")]
