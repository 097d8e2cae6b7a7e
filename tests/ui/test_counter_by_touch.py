"""A ticket is found, and a counter opened, without a keyboard: letters and digits are touched."""

import pytest

from kiosk.ui.look import Look
from tests.ui.conftest import Opens
from tests.ui.page import Page
from tests.ui.scenes.counter import COUNTER, DIAGONAL_IN, MODULE, CounterFixture


@pytest.fixture
def page(open_page: Opens) -> Page:
    fixture = CounterFixture("en")
    fixture.open()
    fixture.come()
    page = open_page(
        MODULE,
        size_px=(1280, 800),
        look=Look(diagonal_in=DIAGONAL_IN, double_press_ms=0, reduce_motion=True),
        properties=fixture.shown(),
    )
    page.type("g")
    return page


def touch(page: Page, *keys: str) -> None:
    for key in keys:
        page.tap(f"key-{key}")


def query(page: Page) -> str:
    return str(page.find("number-query").property("text"))


def test_a_number_is_touched_key_by_key_and_found(page: Page) -> None:
    touch(page, "A", "0", "0", "1")
    assert query(page) == "A001"
    page.tap("find")
    assert page.find("found-number").property("say") == "A001"


def test_the_last_key_can_be_taken_back(page: Page) -> None:
    touch(page, "A", "7", "erase", "1", "erase", "erase", "erase")
    assert query(page) == ""


def test_finger_and_keyboard_write_into_the_same_field(page: Page) -> None:
    touch(page, "A")
    page.type("0")
    touch(page, "0")
    page.type("1")
    assert query(page) == "A001"


def test_no_more_is_taken_than_a_number_is_long(page: Page) -> None:
    touch(page, "A", *"0000000000")
    assert query(page) == "A00000"


def test_a_counter_is_opened_without_a_keyboard(open_page: Opens) -> None:
    fixture = CounterFixture("en")
    page = open_page(
        MODULE,
        size_px=(1280, 800),
        look=Look(diagonal_in=DIAGONAL_IN, double_press_ms=0, reduce_motion=True),
        properties=fixture.shown(),
    )
    touch(page, "1", "7", "erase", *"7" * 20)
    assert page.find("agent").property("text") == "1" + 15 * "7"
    touch(page, *["erase"] * 14)
    page.tap("open")
    fixture.until(lambda: fixture.says("state") == "free")
    assert fixture.station.mirror.floor.counter(COUNTER).agent == "17"
    assert not page.has("key-1")
