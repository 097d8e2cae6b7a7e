"""What the kiosk says and tells of the paper."""

from threading import Thread

from kiosk.domain.commands import CallForHelp
from kiosk.domain.events import Paper
from tests.ui.conftest import Opens
from tests.ui.kiosk_page import papers, shown
from tests.ui.scenes.kiosk import (
    A_FRIDAY,
    PAPER_OUT,
    PRINTED,
    UNCONFIRMED,
    KioskFixture,
)


def test_the_number_stands_before_the_paper_is_out(open_page: Opens) -> None:
    fixture = KioskFixture()
    page = shown(open_page, fixture)
    fixture.take()

    assert len(fixture.printer.jobs) == 1
    assert page.shows("A001")
    assert page.shows("Your ticket is printing")
    assert not page.has("done")


def test_the_screen_takes_the_ticket_with_it_when_the_paper_is_out(open_page: Opens) -> None:
    fixture = KioskFixture()
    page = shown(open_page, fixture)
    fixture.take()

    fixture.printed(PRINTED)

    assert page.shows("Take your ticket below")
    assert page.shows("This screen clears in 20 seconds")
    assert papers(fixture) == [(Paper.PRINTED, None)]
    page.tap("done")
    assert fixture.page == "start"
    assert not fixture.kiosk.property("ticket")["number"]


def test_without_paper_the_number_stays_and_a_colleague_is_called(open_page: Opens) -> None:
    fixture = KioskFixture()
    page = shown(open_page, fixture)
    fixture.take()

    fixture.printed(PAPER_OUT)

    assert page.shows("The paper has run out. Your place is safe.")
    assert page.shows("A colleague has been called.")
    assert page.shows("A001")
    assert papers(fixture) == [(Paper.NOT_PRINTED, "paper_out")]
    assert CallForHelp() in fixture.station.told


def test_printing_again_after_a_clean_failure_is_no_copy(open_page: Opens) -> None:
    fixture = KioskFixture()
    page = shown(open_page, fixture)
    fixture.take()
    fixture.printed(PAPER_OUT)

    page.tap("print-again")
    assert page.shows("Your ticket is printing")
    fixture.printed(PRINTED)

    assert page.shows("Take your ticket below")
    assert [(job.copy, job.slip.copy) for job, _ in fixture.printer.jobs] == [
        (1, False),
        (2, False),
    ]


def test_an_unconfirmed_paper_is_asked_for(open_page: Opens) -> None:
    fixture = KioskFixture()
    page = shown(open_page, fixture)
    fixture.take()

    fixture.printed(UNCONFIRMED)
    assert page.shows("Did your ticket come out?")
    page.tap("paper-yes")

    assert page.shows("Take your ticket below")
    assert papers(fixture)[1:] == [(Paper.PRINTED, "visitor_said")]


def test_a_paper_that_did_not_come_is_printed_again_as_a_copy(open_page: Opens) -> None:
    fixture = KioskFixture()
    page = shown(open_page, fixture)
    fixture.take()
    fixture.printed(UNCONFIRMED)

    page.tap("paper-no")
    page.tap("print-again")

    assert fixture.printer.jobs[1][0].slip.copy
    assert papers(fixture)[1:] == [(Paper.NOT_PRINTED, "visitor_said")]


def test_what_became_of_an_earlier_slip_does_not_confuse_the_screen(open_page: Opens) -> None:
    fixture = KioskFixture()
    page = shown(open_page, fixture)
    fixture.take()
    fixture.printed(PAPER_OUT)
    fixture.kiosk.printAgain()

    fixture.printer.ends(PRINTED, number=0)

    assert page.shows("Your ticket is printing")
    assert papers(fixture)[-1] == (Paper.PRINTED, None)


def test_the_paper_of_a_visitor_who_has_gone_is_still_reported() -> None:
    fixture = KioskFixture()
    fixture.take()
    fixture.kiosk.startAgain()

    fixture.printed(PRINTED)

    assert fixture.page == "start"
    assert papers(fixture) == [(Paper.PRINTED, None)]


def test_a_printer_may_answer_from_its_own_thread() -> None:
    fixture = KioskFixture()
    fixture.take()

    printer = Thread(target=lambda: fixture.printed(PRINTED))
    printer.start()
    printer.join()
    assert papers(fixture) == []
    fixture.until(lambda: bool(fixture.told("clears")))

    assert papers(fixture) == [(Paper.PRINTED, None)]


def test_a_kiosk_without_a_printer_says_so(open_page: Opens) -> None:
    fixture = KioskFixture(printer=False)
    page = shown(open_page, fixture)
    fixture.take()

    assert page.shows("This kiosk prints no paper now.")
    assert page.has("code")
    assert not page.has("print-again")
    assert papers(fixture) == [(Paper.NOT_PRINTED, "no_printer")]


def test_the_slip_says_what_the_screen_says() -> None:
    fixture = KioskFixture()
    fixture.busy()
    fixture.take("sw", "id")

    slip = fixture.printer.jobs[0][0].slip
    ticket = fixture.kiosk.property("ticket")
    assert slip.number == ticket["number"]
    assert slip.code == ticket["code"]
    assert str(slip.ahead) == ticket["ahead"]
    assert slip.languages == ("sw", "en")
    assert slip.phone_page
    assert slip.issued_at == A_FRIDAY
    assert slip.code is not None
    assert slip.code.startswith("HTTPS://Q.FOLENI.KE/T/MOLO-")


def test_without_a_phone_page_none_is_promised(open_page: Opens) -> None:
    fixture = KioskFixture(page_url=None)
    page = shown(open_page, fixture)
    fixture.take()

    assert page.shows("Scan this code at any kiosk here.")
    assert not page.shows("phone")
    assert fixture.kiosk.property("ticket")["code"].startswith("MOLO-")
