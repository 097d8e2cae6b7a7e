"""A kiosk without its centre: it goes on, and says no more than it knows."""

from datetime import timedelta
from itertools import count

import pytest

from kiosk.domain.commands import CallForHelp, RecordTicket, Role, SetQuota
from kiosk.ui.kiosk_visit import Page
from tests.ui.conftest import Opens
from tests.ui.kiosk_fit import look_of, opened
from tests.ui.scenes.kiosk import PRINTED, KioskFixture, scene


@pytest.fixture
def fixture(qapp: object) -> KioskFixture:
    assert qapp
    fixture = KioskFixture()
    fixture.busy()
    return fixture


def test_a_ticket_is_given_printed_and_promised_as_of_when_it_was_known(
    fixture: KioskFixture,
) -> None:
    fixture.station.go_on_alone(known_min_ago=4)
    assert "On its own; tickets count." in fixture.kiosk.shown.header.alone
    fixture.take("en")
    ticket = fixture.kiosk.shown.ticket
    assert ticket.number == "A900"
    assert ticket.where_note == "Your number keeps its place from now, and will be called."
    assert fixture.kiosk.shown.header.alone.startswith("Since 10:20 this kiosk works on its own.")
    (job, _done) = fixture.printer.jobs[-1]
    assert job.slip.code is not None
    assert getattr(job.slip, "as_of", None) is not None
    assert not any(isinstance(told, RecordTicket) for told in fixture.station.told)


def test_no_phone_page_is_promised_that_nobody_can_open_now(fixture: KioskFixture) -> None:
    fixture.station.go_on_alone()
    fixture.take("en")
    assert not fixture.kiosk.shown.ticket.phone_page
    (job, _done) = fixture.printer.jobs[-1]
    assert getattr(job.slip, "phone_page", True) is False
    # Once the centre is back, the same code opens the page.
    assert job.slip.code is not None
    assert job.slip.code.startswith("HTTPS://")


def test_after_half_an_hour_nobody_knows_how_many_wait(fixture: KioskFixture) -> None:
    fixture.station.go_on_alone(known_min_ago=31)
    fixture.take("en")
    shown = fixture.kiosk.shown
    assert (shown.ticket.ahead, shown.ticket.wait) == ("–", "not known yet")
    assert shown.promise.notice == "How many are waiting is not known now."
    (job, _done) = fixture.printer.jobs[-1]
    assert getattr(job.slip, "ahead", 0) is None


def test_a_quota_that_was_used_up_when_the_centre_was_lost_is_so_still(
    fixture: KioskFixture,
) -> None:
    service = fixture.catalogue.services[0].id
    fixture.station.order(Role.MANAGER, SetQuota(service=service, quota=0))
    fixture.station.go_on_alone()
    fixture.choose("en", "id")
    fixture.kiosk.chooseService(service)
    assert not fixture.kiosk.shown.promise.can_take
    assert fixture.kiosk.shown.promise.no_title


def test_when_its_numbers_are_used_up_it_says_so_and_offers_something_else(
    open_page: Opens,
) -> None:
    fixture = scene("alone-used-up")
    page = opened(open_page, fixture, "21.5-portrait")
    assert page.shows("This kiosk has no more tickets for this")
    assert not page.has("take")


def test_a_slip_that_is_scanned_is_told_no_more_than_is_known(fixture: KioskFixture) -> None:
    fixture.take()
    code = str(fixture.kiosk.property("ticket")["code"])
    fixture.printed(PRINTED)
    fixture.kiosk.done()
    fixture.station.go_on_alone(known_min_ago=31)
    fixture.kiosk.scan(code)
    assert fixture.kiosk.shown.page is Page.SCANNED
    (english,) = fixture.kiosk.shown.scanned
    assert english.where == f"Your ticket {english.number} is waiting."
    assert english.wait == "How many are waiting is not known now."


def test_the_centre_is_back_in_the_middle_of_a_visit_and_nobody_notices(
    fixture: KioskFixture,
) -> None:
    fixture.station.go_on_alone()
    fixture.choose("en", "id")
    fixture.station.mend()
    assert fixture.kiosk.shown.page is Page.BEFORE
    assert fixture.kiosk.shown.header.alone == ""
    fixture.kiosk.takeTicket()
    fixture.kiosk.joinAnyway()
    fixture.until(lambda: fixture.page == "ticket")
    assert not fixture.kiosk.shown.ticket.number.startswith("A9")


def test_numbers_the_centre_did_not_take_stand_at_rest_alone(fixture: KioskFixture) -> None:
    fixture.station.untold = ("A900",)
    fixture.station.changed.emit(None)
    assert [told for told in fixture.station.told if isinstance(told, CallForHelp)]
    assert "not in the queue: A900" in fixture.kiosk.shown.header.alone
    fixture.choose("en")
    assert fixture.kiosk.shown.header.alone == ""


@pytest.mark.parametrize("language", ["", "sw"])
@pytest.mark.parametrize("screen", ["10.1", "21.5", "32-portrait"])
def test_a_minute_that_passes_while_the_screen_makes_room_for_the_strip_does_no_harm(
    open_page: Opens, screen: str, language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    fixture = KioskFixture(look=look_of(screen))
    fixture.busy()
    if language:
        fixture.kiosk.chooseLanguage(language)
    page = opened(open_page, fixture, screen)
    minutes, now = count(1), fixture.station.now
    # Whoever looks at the clock a second time finds other words for the head of the page.
    monkeypatch.setattr(fixture.station, "now", lambda: now() + timedelta(minutes=next(minutes)))
    fixture.station.go_on_alone(known_min_ago=4)
    page.settle()
    fixture.station.mend()
    page.settle()
    assert fixture.kiosk.property("perPage") <= 8
