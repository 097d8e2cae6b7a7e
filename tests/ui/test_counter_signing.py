"""An agent says at a counter who they are, with keys and with a finger, and proves it."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt

from kiosk.domain.commands import CloseCounter
from kiosk.domain.counter import CounterState
from kiosk.ui.look import Look
from tests.ui.conftest import Opens
from tests.ui.page import Page
from tests.ui.scenes.counter import COUNTER, DIAGONAL_IN, MODULE, PINS, CounterFixture

ENTER = Qt.Key.Key_Return
Scene = tuple[CounterFixture, Page]


@pytest.fixture
def at_counter(open_page: Opens) -> Callable[[], Scene]:
    def begin() -> Scene:
        fixture = CounterFixture("en", pins=PINS)
        page = open_page(
            MODULE,
            size_px=(1280, 800),
            look=Look(diagonal_in=DIAGONAL_IN, double_press_ms=0, reduce_motion=True),
            properties=fixture.shown(),
        )
        fixture.until(lambda: bool(fixture.screen.opening_form.property("asksPin")))
        return fixture, page

    return begin


def type_all(page: Page, text: str) -> None:
    for key in text:
        page.type(key)


def until_open(fixture: CounterFixture) -> None:
    fixture.until(lambda: fixture.says("state") == "free")


def state(fixture: CounterFixture) -> CounterState:
    return fixture.station.mirror.floor.counter(COUNTER).state


def form(fixture: CounterFixture, name: str) -> str:
    return str(fixture.screen.opening_form.property(name))


def test_code_enter_pin_enter_and_the_counter_is_open(at_counter: Callable[[], Scene]) -> None:
    fixture, page = at_counter()
    type_all(page, "amina-12")
    page.key(ENTER)
    type_all(page, "825082")
    page.key(ENTER)
    until_open(fixture)
    assert fixture.station.mirror.floor.counter(COUNTER).agent == "AMINA-12"


def test_a_finger_does_it_without_a_keyboard(at_counter: Callable[[], Scene]) -> None:
    fixture, page = at_counter()
    for key in "07":
        page.tap(f"key-{key}")
    page.tap("pin")
    for key in "4711":
        page.tap(f"key-{key}")
    page.tap("key-erase")
    page.tap("key-1")
    page.tap("open")
    until_open(fixture)


def test_a_pin_is_seen_by_nobody(at_counter: Callable[[], Scene]) -> None:
    fixture, page = at_counter()
    type_all(page, "07")
    page.key(ENTER)
    type_all(page, "4711")
    assert page.find("pin").property("displayText") == "●" * 4
    page.key(ENTER)
    until_open(fixture)
    assert form(fixture, "pin") == ""


def test_a_wrong_pin_is_said_and_may_be_typed_again_at_once(
    at_counter: Callable[[], Scene],
) -> None:
    fixture, page = at_counter()
    type_all(page, "07")
    page.key(ENTER)
    type_all(page, "9999")
    page.key(ENTER)
    fixture.until(lambda: "do not belong together" in fixture.says("notice"))
    assert form(fixture, "pin") == ""
    type_all(page, "4711")
    page.key(ENTER)
    until_open(fixture)


def test_too_many_wrong_pins_are_said_with_how_long_it_lasts(
    at_counter: Callable[[], Scene],
) -> None:
    fixture, page = at_counter()
    fixture.door.misses = 5
    type_all(page, "07")
    page.key(ENTER)
    type_all(page, "4711")
    page.key(ENTER)
    fixture.until(lambda: "Try again in a minute" in fixture.says("notice"))
    assert state(fixture) is CounterState.CLOSED


def test_a_pin_that_is_too_short_is_not_sent(at_counter: Callable[[], Scene]) -> None:
    fixture, page = at_counter()
    type_all(page, "07")
    page.key(ENTER)
    type_all(page, "47")
    page.key(ENTER)
    assert "four to eight digits" in fixture.screen.property("notice")
    assert fixture.door.misses == 0


def test_who_is_signed_in_already_opens_with_one_key(at_counter: Callable[[], Scene]) -> None:
    fixture, page = at_counter()
    fixture.door.agent = "07"
    fixture.screen.opening_form.begin()
    fixture.until(lambda: form(fixture, "signedIn") == "07")
    page.key(ENTER)
    until_open(fixture)


def test_somebody_else_signs_the_last_one_out_first(at_counter: Callable[[], Scene]) -> None:
    fixture, page = at_counter()
    fixture.door.agent = "07"
    fixture.screen.opening_form.begin()
    fixture.until(lambda: form(fixture, "signedIn") == "07")
    page.tap("change-agent")
    fixture.until(lambda: form(fixture, "signedIn") == "")
    type_all(page, "amina-12")
    page.key(ENTER)
    type_all(page, "825082")
    page.key(ENTER)
    until_open(fixture)


def test_a_closed_counter_asks_for_the_next_agent_and_keeps_nothing_of_the_last(
    at_counter: Callable[[], Scene],
) -> None:
    fixture, page = at_counter()
    type_all(page, "07")
    page.key(ENTER)
    type_all(page, "4711")
    page.key(ENTER)
    until_open(fixture)
    fixture.door.agent = None
    fixture.order(CloseCounter(counter=COUNTER))
    fixture.until(lambda: form(fixture, "signedIn") == "")
    assert (form(fixture, "agent"), form(fixture, "pin")) == ("", "")


def test_without_its_centre_a_counter_asks_nobody_for_a_pin_it_could_not_prove(
    at_counter: Callable[[], Scene],
) -> None:
    fixture, page = at_counter()
    type_all(page, "07")
    page.key(ENTER)
    type_all(page, "4711")
    asked = len(fixture.door.asked)
    fixture.station.cut()
    page.key(ENTER)
    assert len(fixture.door.asked) == asked
