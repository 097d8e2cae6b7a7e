"""What happens around a ticket: lost centres, quiet visitors, scanned slips, help, hours."""

import pytest

from kiosk.domain.commands import CallForHelp, CancelTicket, Role
from kiosk.domain.ids import TicketId
from kiosk.domain.ticket import TicketState
from kiosk.ui.kiosk_settings import KioskSettings, Waits
from tests.ui.conftest import Opens
from tests.ui.kiosk_page import QUICK, scan, shown, tickets
from tests.ui.scenes.kiosk import (
    MOMENTS,
    PRINTED,
    KioskFixture,
    sample_centre,
)


def test_a_lost_centre_is_told_at_the_start_in_every_language(open_page: Opens) -> None:
    fixture = KioskFixture()
    page = shown(open_page, fixture)

    fixture.station.cut()

    assert page.shows("Kioski hiki hakiwasiliani na kituo.")
    assert page.shows("This kiosk cannot reach the centre.")
    assert not page.has("language-en")
    fixture.station.mend()
    assert page.has("language-en")


def test_a_centre_that_comes_back_finds_the_choice_as_it_was(open_page: Opens) -> None:
    fixture = KioskFixture()
    page = shown(open_page, fixture)
    fixture.choose("en", "id", "id-change")

    fixture.station.cut()
    assert page.shows("This kiosk cannot reach the centre.")
    assert not page.has("take")
    fixture.station.mend()

    assert page.find("service-id-change").property("on")
    assert page.has("take")


def test_no_answer_is_told_and_leaves_no_ghost_in_the_queue(open_page: Opens) -> None:
    fixture = KioskFixture()
    page = shown(open_page, fixture)
    fixture.choose("en", "id")
    fixture.station.silent = True

    page.tap("take")
    fixture.until(lambda: fixture.page == "no_answer")

    (cancel,) = fixture.station.told
    assert isinstance(cancel, CancelTicket)
    assert page.shows("The centre did not answer. You have no ticket.")
    fixture.station.silent = False
    page.tap("try-again")
    page.tap("take")
    fixture.until(lambda: fixture.page == "ticket")
    assert fixture.kiosk.property("ticket")["number"] == "A001"
    assert cancel.ticket not in fixture.station.mirror.floor.tickets


def test_a_quiet_screen_warns_and_then_forgets_the_visitor(open_page: Opens) -> None:
    fixture = KioskFixture(settings=KioskSettings(waits=QUICK))
    page = shown(open_page, fixture)
    fixture.choose("en", "id")
    for wish in ("large", "contrast", "lowered"):
        fixture.look.setProperty(wish, True)

    fixture.until(lambda: bool(fixture.told("idle")))
    assert page.has("idle-sheet")
    fixture.until(lambda: fixture.page == "start")

    assert not fixture.told("idle")
    for wish in ("large", "contrast", "lowered"):
        assert not fixture.look.property(wish)
    assert not fixture.kiosk.property("priority")
    assert fixture.kiosk.property("promise")["group"] == ""


def test_more_time_keeps_everything(open_page: Opens) -> None:
    waits = Waits(quiet_s=1, warning_s=2000, second_ms=1)
    fixture = KioskFixture(settings=KioskSettings(waits=waits))
    page = shown(open_page, fixture)
    fixture.choose("en", "id", "id-change")
    fixture.until(lambda: bool(fixture.told("idle")))

    fixture.kiosk.moreTime()

    assert not page.has("idle-sheet")
    assert page.find("service-id-change").property("on")


def test_a_touch_is_a_sign_of_life(open_page: Opens) -> None:
    fixture = KioskFixture()
    page = shown(open_page, fixture)
    fixture.take()
    fixture.printed(PRINTED)
    fixture.a_second_passes()
    assert "19" in fixture.told("clears")

    page.tap("number")

    assert "20" in fixture.told("clears")


def test_nothing_is_cleared_without_a_word_while_the_paper_is_printing() -> None:
    fixture = KioskFixture(settings=KioskSettings(waits=QUICK))
    fixture.take()

    fixture.until(lambda: bool(fixture.told("idle")))

    assert fixture.page == "ticket"


def test_the_last_page_clears_itself_in_told_seconds() -> None:
    fixture = KioskFixture(settings=KioskSettings(waits=QUICK))
    fixture.take()
    fixture.printed(PRINTED)

    assert "20" in fixture.told("clears")
    fixture.until(lambda: fixture.page == "start")


def test_a_scanned_slip_tells_where_its_ticket_stands(open_page: Opens) -> None:
    fixture = KioskFixture()
    page = shown(open_page, fixture)
    fixture.busy()
    fixture.take("sw")
    code = str(fixture.kiosk.property("ticket")["code"])
    fixture.printed(PRINTED)
    fixture.kiosk.done()

    scan(page, code)

    assert fixture.page == "scanned"
    assert page.shows("Tiketi yako A012 inasubiri.")
    page.tap("language-en")
    assert page.shows("Your ticket A012 is waiting. 11 people are ahead.")
    page.tap("done")
    assert fixture.page == "start"


def test_a_scanned_slip_follows_its_ticket(open_page: Opens) -> None:
    fixture = KioskFixture()
    page = shown(open_page, fixture)
    fixture.take()
    code = str(fixture.kiosk.property("ticket")["code"])
    fixture.printed(PRINTED)
    fixture.kiosk.done()
    fixture.kiosk.scan(code.lower())
    assert page.shows("Your ticket A001 is waiting. You are next.")

    (ticket,) = fixture.station.mirror.floor.tickets
    fixture.until(lambda: fixture.station.mirror.floor.tickets[ticket].paper is not None)
    fixture.station.order(Role.KIOSK, CancelTicket(ticket=TicketId(ticket)))

    assert page.shows("A001 has left the queue.")
    state = fixture.station.mirror.floor.tickets[ticket].state
    assert state is TicketState.CANCELLED


def test_an_unknown_code_is_told_in_every_language(open_page: Opens) -> None:
    fixture = KioskFixture()
    page = shown(open_page, fixture)

    fixture.kiosk.scan("MOLO-AAAABBBBCCCCDDDD")

    assert page.shows("Msimbo huu haujulikani hapa.")
    assert page.shows("This code is not known here.")


def test_a_scan_does_not_disturb_whoever_is_choosing(open_page: Opens) -> None:
    fixture = KioskFixture()
    page = shown(open_page, fixture)
    fixture.choose("en", "id")

    scan(page, "MOLO-AAAABBBBCCCCDDDD")

    assert fixture.page == "before"
    assert tickets(fixture) == 0


def test_help_is_called_once_and_its_answer_is_shown(open_page: Opens) -> None:
    fixture = KioskFixture()
    page = shown(open_page, fixture)

    page.tap("help")
    assert page.shows("A colleague has been called.")
    assert page.shows("Mhudumu ameitwa.")
    page.tap("sheet-go")
    fixture.kiosk.callHelp()
    fixture.until(lambda: bool(fixture.station.mirror.floor.helps))
    assert fixture.station.told == [CallForHelp()]

    (call,) = fixture.station.mirror.floor.helps
    fixture.answer_help(call)
    assert page.shows("A colleague is coming.")


def test_a_call_nobody_answered_yet_is_the_next_visitors_too(open_page: Opens) -> None:
    fixture = KioskFixture()
    page = shown(open_page, fixture)
    page.tap("help")
    fixture.until(lambda: bool(fixture.station.mirror.floor.helps))
    fixture.kiosk.startAgain()

    page.tap("help")
    assert page.shows("A colleague has been called.")
    (call,) = fixture.station.mirror.floor.helps
    fixture.answer_help(call)
    assert page.shows("A colleague is coming.")


def test_help_without_the_centre_points_to_the_desk(open_page: Opens) -> None:
    fixture = KioskFixture()
    page = shown(open_page, fixture)
    fixture.station.cut()

    page.tap("help")

    assert page.shows("We could not call a colleague. Please go to the information desk.")
    assert fixture.station.told == []


@pytest.mark.parametrize("moment", MOMENTS)
def test_a_closed_centre_gives_no_ticket_and_says_when_it_opens(
    open_page: Opens, moment: str
) -> None:
    fixture = KioskFixture(at=MOMENTS[moment])
    page = shown(open_page, fixture)

    fixture.kiosk.chooseLanguage("en")

    assert fixture.page == "start"
    assert not page.has("language-en")
    opens = {
        "closed": "We open on Monday 23 November at 08:00.",
        "closed-morning": "We open today at 08:00.",
        "cut-off": "No more tickets today. Those with a ticket are still served.",
        "holiday": "Closed today: Christmas Day.",
    }
    assert page.shows(opens[moment])


def test_the_screen_closes_by_itself_when_the_centre_does(open_page: Opens) -> None:
    fixture = KioskFixture(settings=KioskSettings(waits=Waits(second_ms=1)))
    page = shown(open_page, fixture)
    assert page.has("language-sw")

    fixture.station.advance(9 * 60)
    fixture.until(lambda: str(fixture.kiosk.property("start")["state"]) == "closed")

    assert page.shows("Kituo kimefungwa.")


def test_a_kiosk_without_a_reader_offers_no_scanning(open_page: Opens) -> None:
    fixture = KioskFixture(settings=KioskSettings(reader=False))
    page = shown(open_page, fixture)

    assert not page.shows("Have a ticket?")


def test_the_sample_centre_says_so_on_every_page(open_page: Opens) -> None:
    fixture = KioskFixture(catalogue=sample_centre())
    page = shown(open_page, fixture)
    assert page.shows("Sample centre")
    assert page.shows("Kituo cha mfano")

    fixture.choose("en", "id")

    assert page.shows("Sample centre: these tickets are for practice")
    page.assert_good()


def test_before_the_first_floor_the_kiosk_says_it_is_starting(open_page: Opens) -> None:
    fixture = KioskFixture(ready=False)
    page = shown(open_page, fixture)

    assert page.shows("One moment, we are starting.")
    fixture.station.ready = True
    fixture.station.changed.emit(None)

    assert page.has("language-sw")
