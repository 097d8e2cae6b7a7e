"""A kiosk too small for whole pages: they go by steps, for fingers, keys and ears."""

import pytest
from PySide6.QtCore import Qt

from kiosk.ui.look import Look
from tests.ui.conftest import Opens
from tests.ui.kiosk_fit import SCREENS, opened, steps
from tests.ui.kiosk_page import tickets
from tests.ui.listener import Listener
from tests.ui.page import Page
from tests.ui.scenes.kiosk import KioskFixture, scene

SIZE_PX, DIAGONAL_IN = SCREENS["10.1-portrait"]
Key = Qt.Key


def bigger() -> Look:
    look = Look(diagonal_in=DIAGONAL_IN, double_press_ms=0, reduce_motion=True)
    look.setProperty("large", True)
    return look


def small(name: str = "start") -> KioskFixture:
    return scene(name, look=bigger())


def shown(open_page: Opens, fixture: KioskFixture) -> Page:
    return opened(open_page, fixture, "10.1-portrait")


def test_both_languages_are_offered_before_anything_else(open_page: Opens) -> None:
    page = shown(open_page, small())

    assert page.has("language-sw")
    assert page.has("language-en")


def test_each_service_stands_on_one_step(open_page: Opens) -> None:
    fixture = small("services-en")
    page = shown(open_page, fixture)
    tiles = fixture.kiosk.property("tiles")
    wanted = [
        f"tile-{tiles.data(tiles.index(row, 0), Qt.ItemDataRole.UserRole)}"
        for row in range(tiles.rowCount())
    ]

    found = [
        item.objectName()
        for _step in steps(page)
        for item in page.items()
        if item.objectName().startswith("tile-")
    ]

    assert len(found) == len(wanted) == len(set(found))


def test_a_fingers_way_to_a_ticket_is_as_short_as_anywhere(open_page: Opens) -> None:
    fixture = KioskFixture(look=bigger())
    fixture.open_counters()
    page = shown(open_page, fixture)

    page.tap("language-en")
    page.settle()
    while not page.has("tile-id"):
        page.tap("turn")
        page.settle()
    page.tap("tile-id")
    page.settle()
    page.tap("take")
    fixture.until(lambda: fixture.page == "ticket")
    page.settle()

    assert tickets(fixture) == 1
    assert page.has("number")


def test_a_page_begins_with_its_first_step(open_page: Opens) -> None:
    fixture = small("before")
    page = shown(open_page, fixture)
    first = page.texts()
    page.tap("turn")
    page.settle()
    assert page.texts() != first

    fixture.kiosk.back()
    fixture.kiosk.openGroup("id")
    page.settle()

    assert page.texts() == first


def test_news_of_the_paper_lead_back_to_the_first_step(open_page: Opens) -> None:
    fixture = small("sent")
    page = shown(open_page, fixture)
    page.tap("turn")
    page.settle()

    fixture.kiosk.answer("paper-no")
    page.settle()

    assert page.has("paper-trouble")


def test_bigger_text_on_a_lying_screen_makes_steps_and_usual_text_takes_them_back(
    open_page: Opens,
) -> None:
    look = Look(diagonal_in=15.6, double_press_ms=0, reduce_motion=True)
    page = opened(open_page, scene("services-en", look=look), "15.6")
    whole = page.texts()
    assert page.has("more")

    page.tap("bigger")
    page.settle()
    assert page.has("turn")
    page.tap("bigger")
    page.settle()

    assert page.texts() == whole


def test_the_next_step_says_which_it_is_and_what_is_new(open_page: Opens) -> None:
    fixture = small("before")
    listener = Listener(open_page, fixture, size_px=SIZE_PX)
    assert "Bring with you" not in listener.begin()
    button = listener.page.find("turn")
    assert listener.page.accessible_name("turn").startswith("More. Page 1 of ")
    button.forceActiveFocus(Qt.FocusReason.TabFocusReason)

    said = [
        listener.hears(lambda: listener.page.key(Key.Key_Return))
        for _ in range(int(str(button.property("text"))[-1]) - 1)
    ]

    assert any("Bring with you" in each for each in said)
    assert all("Which service" not in each for each in said)
    assert listener.page.window.activeFocusItem() == button


@pytest.mark.parametrize("name", ["start", "services-sw", "before", "take-it", "closed"])
def test_keys_reach_every_control_of_a_step(open_page: Opens, name: str) -> None:
    listener = Listener(open_page, small(name), size_px=SIZE_PX)
    listener.begin()
    wanted = {
        item.objectName()
        for item in listener.page.items()
        if item.inherits("QQuickAbstractButton") and item.isEnabled()
    }

    reached = set()
    for _ in wanted:
        listener.hears(lambda: listener.page.key(Key.Key_Down))
        reached.add(listener.page.window.activeFocusItem().objectName())

    assert reached == wanted
