"""The question before a long wait, and what is given elsewhere."""

from dataclasses import replace
from functools import partial

import pytest
from PySide6.QtCore import Qt

from kiosk.domain.commands import Role, SetQuota
from kiosk.domain.ids import ServiceId
from kiosk.ui.kiosk_elsewhere import EVERYTHING
from tests.ui.conftest import Opens
from tests.ui.kiosk_page import shown, tickets
from tests.ui.listener import Listener
from tests.ui.scenes.kiosk import KioskFixture, scene


@pytest.fixture
def busy(qapp: object) -> KioskFixture:
    fixture = KioskFixture()
    fixture.busy()
    return fixture


def others(fixture: KioskFixture) -> str:
    return " ".join(fixture.kiosk.property("join")["others"])


def test_before_a_long_wait_the_visitor_is_asked_and_joins(
    open_page: Opens, busy: KioskFixture
) -> None:
    page = shown(open_page, busy)
    before = tickets(busy)
    busy.choose("en", "id")
    page.tap("take")
    assert page.shows("The wait is long just now.")
    assert page.shows("Do you still want to join the queue?")
    assert tickets(busy) == before

    page.tap("join")
    busy.until(lambda: busy.page == "ticket")

    assert tickets(busy) == before + 1


def test_whoever_does_not_join_has_taken_nothing(open_page: Opens, busy: KioskFixture) -> None:
    page = shown(open_page, busy)
    before = tickets(busy)
    busy.choose("en", "id")
    page.tap("take")

    page.tap("back")

    assert busy.page == "before"
    assert tickets(busy) == before


def test_a_short_wait_is_not_asked_about(busy: KioskFixture) -> None:
    busy.choose("en", "abstract")
    busy.kiosk.takeTicket()
    busy.until(lambda: busy.page == "ticket")


def test_a_wait_nobody_knows_is_not_asked_about(qapp: object) -> None:
    fixture = KioskFixture()
    fixture.crowd()
    fixture.choose("en", "id")
    assert fixture.kiosk.property("promise")["wait"] == "not known yet"

    fixture.kiosk.takeTicket()
    fixture.until(lambda: fixture.page == "ticket")


def test_from_when_on_it_asks_is_the_centres_to_say(qapp: object) -> None:
    catalogue = KioskFixture().catalogue
    rules = replace(catalogue.rules, ask_from_wait_min=600)
    fixture = KioskFixture(catalogue=replace(catalogue, rules=rules))
    fixture.busy()
    fixture.choose("en", "id")

    fixture.kiosk.takeTicket()

    fixture.until(lambda: fixture.page == "ticket")


def test_what_else_one_can_do_is_what_there_is(qapp: object) -> None:
    with_book, without = KioskFixture(), KioskFixture(page_url=None)
    for fixture, service in ((with_book, "id-first"), (without, "id-lost")):
        fixture.busy()
        fixture.choose("en", "id", service)
        fixture.kiosk.takeTicket()
        assert fixture.page == "joining"

    assert "book a time" in others(with_book)
    assert "phone" in others(with_book)
    assert others(without) == ""


def test_twice_pressed_is_one_ticket(busy: KioskFixture) -> None:
    before = tickets(busy)
    busy.choose("en", "id")
    busy.kiosk.takeTicket()
    for _ in range(3):
        busy.kiosk.joinAnyway()
    busy.until(lambda: busy.page == "ticket")

    assert tickets(busy) == before + 1


def test_what_fills_up_while_one_thinks_is_said_on_the_page_before(busy: KioskFixture) -> None:
    busy.choose("en", "id", "id-first")
    busy.kiosk.takeTicket()
    assert busy.page == "joining"

    busy.station.order(Role.MANAGER, SetQuota(service=ServiceId("id-first"), quota=0))

    assert busy.page == "before"
    assert "finished" in busy.kiosk.property("promise")["no_title"]


def test_the_question_is_heard_and_answered_by_keys(open_page: Opens) -> None:
    fixture = scene("join")
    listener = Listener(open_page, fixture)
    said = listener.begin()
    assert "Do you still want to join the queue?" in said
    assert "eleven people ahead" in said

    listener.hears(partial(listener.page.key, Qt.Key.Key_Backspace))

    assert fixture.page == "before"


# What is given elsewhere.


def test_a_service_that_is_not_given_here_says_where_it_is(
    open_page: Opens, busy: KioskFixture
) -> None:
    page = shown(open_page, busy)
    busy.choose("en", "id")
    assert page.shows("Foreigner's card: not here")

    page.tap("service-foreigner-card")

    assert page.shows("This is not given here.")
    assert page.shows("Go to: Nyayo House, Nairobi")
    page.tap("choose-other")
    assert busy.page == "services"


def test_whoever_is_not_sure_can_see_all_that_is_given_elsewhere(
    open_page: Opens, busy: KioskFixture
) -> None:
    page = shown(open_page, busy)
    page.tap("language-en")
    page.tap("not-sure")

    page.tap(f"service-{EVERYTHING}")

    for each in busy.catalogue.elsewhere:
        assert page.shows(each.name["en"])
        assert page.shows(each.where["en"])
    page.tap("back")
    assert busy.page == "before"


def test_no_ticket_is_given_for_what_is_elsewhere(busy: KioskFixture) -> None:
    before = tickets(busy)
    busy.choose("en", "id", "foreigner-card")
    busy.kiosk.takeTicket()
    busy.kiosk.joinAnyway()
    busy.kiosk.checkIn("en")

    assert busy.page == "elsewhere"
    assert tickets(busy) == before


def test_what_another_group_has_elsewhere_cannot_be_chosen_here(busy: KioskFixture) -> None:
    busy.choose("en", "kra")
    for stray in ("foreigner-card", EVERYTHING, "", "no-such-thing"):
        busy.kiosk.chooseService(stray)
        assert busy.page == "before"
