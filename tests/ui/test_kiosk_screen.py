"""The kiosk under a visitor's finger: from the first touch to a stored ticket."""

from datetime import datetime

import pytest
from PySide6.QtTest import QTest

from kiosk.domain.commands import Role, SetQuota
from kiosk.domain.ids import ServiceId
from kiosk.ui.look import Look
from kiosk.wire.codec import encode
from tests.ui.conftest import Opens
from tests.ui.kiosk_page import shown, tickets
from tests.ui.product import huduma
from tests.ui.scenes.kiosk import NAIROBI, KioskFixture


def test_three_touches_give_one_stored_ticket(open_page: Opens) -> None:
    fixture = KioskFixture()
    page = shown(open_page, fixture)

    page.tap("language-en")
    page.tap("tile-id")
    page.tap("take")
    fixture.until(lambda: fixture.page == "ticket")

    (ticket,) = fixture.station.mirror.floor.tickets.values()
    assert (ticket.number, ticket.service, ticket.language) == ("A001", "id-lost", "en")
    assert not ticket.priority
    assert page.shows("A001")


def test_a_double_tap_gives_one_ticket(open_page: Opens) -> None:
    fixture = KioskFixture()
    page = shown(open_page, fixture)
    fixture.choose("en", "id")

    point = page.centre("take")
    page.tap_at(point)
    page.tap_at(point)
    fixture.kiosk.takeTicket()
    fixture.until(lambda: fixture.page == "ticket")
    QTest.qWait(1)

    assert tickets(fixture) == 1


def test_priority_is_asked_without_a_reason(open_page: Opens) -> None:
    fixture = KioskFixture()
    page = shown(open_page, fixture)
    fixture.choose("sw", "id")

    page.tap("priority")
    page.tap("take")
    fixture.until(lambda: fixture.page == "ticket")

    (ticket,) = fixture.station.mirror.floor.tickets.values()
    assert ticket.priority
    assert ticket.assist
    assert ticket.number == "A001"


def test_another_service_of_the_group_can_be_chosen(open_page: Opens) -> None:
    fixture = KioskFixture()
    page = shown(open_page, fixture)
    fixture.choose("en", "id")

    page.tap("service-id-first")
    page.tap("take")
    fixture.until(lambda: fixture.page == "ticket")

    (ticket,) = fixture.station.mirror.floor.tickets.values()
    assert ticket.service == "id-first"


def test_whoever_is_not_sure_is_given_the_information_desk(open_page: Opens) -> None:
    fixture = KioskFixture()
    page = shown(open_page, fixture)
    page.tap("language-en")

    page.tap("not-sure")
    page.tap("take")
    fixture.until(lambda: fixture.page == "ticket")

    (ticket,) = fixture.station.mirror.floor.tickets.values()
    assert ticket.service == "information"


def test_back_and_more_lead_through_the_tiles(open_page: Opens) -> None:
    fixture = KioskFixture()
    page = shown(open_page, fixture)
    page.tap("language-en")

    page.tap("more")
    assert page.has("tile-land")
    page.tap("more")
    assert page.has("tile-complaints")
    page.tap("more")
    assert page.has("tile-id")
    page.tap("more")
    page.tap("back")
    assert page.has("tile-id")
    page.tap("back")
    assert fixture.page == "start"


def test_the_language_can_be_switched_without_losing_the_choice(open_page: Opens) -> None:
    fixture = KioskFixture()
    page = shown(open_page, fixture)
    fixture.choose("en", "id", "id-change")
    page.tap("priority")

    page.tap("language-sw")

    assert page.shows("Kitambulisho")
    assert page.find("service-id-change").property("on")
    assert page.find("priority").property("on")


@pytest.mark.parametrize(
    ("scene", "words"),
    [
        ("suspended", "This service is stopped for now."),
        ("full", "Today's tickets for this service are finished."),
        ("cut off", "No more tickets today for this service."),
        ("closed", "The centre is closed now."),
    ],
)
def test_a_refusal_is_said_and_there_is_no_ticket_button(
    open_page: Opens, scene: str, words: str
) -> None:
    fixture = KioskFixture()
    page = shown(open_page, fixture)
    fixture.choose("en", "conduct")
    assert page.has("take")

    if scene == "suspended":
        fixture.suspend("conduct")
    elif scene == "full":
        service = ServiceId("conduct")
        fixture.station.order(Role.MANAGER, SetQuota(service=service, quota=0))
    else:
        fixture.station.advance(6 * 60 + 25 if scene == "cut off" else 9 * 60)
        fixture.kiosk.chooseLanguage("en")

    assert page.shows(words)
    assert not page.has("take")
    fixture.kiosk.takeTicket()
    page.tap("choose-other")
    assert fixture.page == "services"
    assert tickets(fixture) == 0


def test_a_refusal_at_the_last_moment_is_said_as_plainly(open_page: Opens) -> None:
    fixture = KioskFixture()
    page = shown(open_page, fixture)
    fixture.station.order(Role.MANAGER, SetQuota(service=ServiceId("conduct"), quota=0))
    # This kiosk has not heard of it yet.
    fixture.station.mirror.floor.quotas.clear()
    fixture.choose("en", "conduct")

    page.tap("take")
    fixture.until(lambda: not fixture.kiosk.property("asking"))

    assert page.shows("Today's tickets for this service are finished.")
    assert not page.has("take")


def test_bigger_text_shows_fewer_tiles_and_collecting_stays_among_them(open_page: Opens) -> None:
    fixture = KioskFixture()
    page = shown(open_page, fixture)
    page.tap("language-en")
    assert page.has("tile-county")

    page.tap("bigger")
    QTest.qWait(1)

    assert not page.has("tile-county")
    assert page.has("tile-collect")
    assert page.has("not-sure")


def test_a_trembling_hand_does_not_press_the_next_screen(open_page: Opens) -> None:
    fixture = KioskFixture(look=Look(double_press_ms=60_000, reduce_motion=True))
    page = shown(open_page, fixture)

    point = page.centre("language-en")
    page.tap_at(point)
    page.tap_at(point)

    assert fixture.page == "services"


def test_a_ticket_called_at_once_is_sent_to_its_counter(open_page: Opens) -> None:
    fixture = KioskFixture(at=datetime(2026, 11, 20, 8, 1, tzinfo=NAIROBI))
    page = shown(open_page, fixture)
    fixture.ready_counter("2")
    fixture.take()
    fixture.until(lambda: bool(fixture.kiosk.property("ticket")["called"]))

    assert page.shows("A001 is being called. Go to counter 2.")


def test_a_catalogue_that_dropped_the_service_leads_back_to_the_tiles() -> None:
    fixture = KioskFixture()
    fixture.choose("en", "land")
    kept = [service for service in huduma().services if service.group != "land"]

    fixture.station.mirror.install_catalogue(encode(fixture.with_services(kept)))
    fixture.station.changed.emit(None)

    assert fixture.page == "services"
