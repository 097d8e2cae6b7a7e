"""What the kiosk says and tells of the paper."""

from threading import Thread

import pytest

from kiosk.client.reply import Done
from kiosk.domain.commands import CallForHelp, IssueTicket, Role
from kiosk.domain.events import Paper
from kiosk.domain.ids import Language, ServiceId
from kiosk.printer.outcome import Cause, NotPrinted, Outcome, Unconfirmed
from kiosk.printer.slip import Slip
from kiosk.ui.kiosk_settings import KioskSettings, Waits
from kiosk.ui.kiosk_visit import Page, Visit
from kiosk.ui.look import Look
from kiosk.ui.paper import hear_out
from kiosk.ui.paper_state import PaperNow, PaperState
from tests.ui.conftest import Opens
from tests.ui.kiosk_page import QUICK, papers, shown
from tests.ui.printer_by_hand import OWN, SPARE
from tests.ui.scenes.kiosk import (
    A_FRIDAY,
    CANCELLED,
    PRINTED,
    SENT,
    UNCONFIRMED,
    KioskFixture,
)

NOT_BEGUN = NotPrinted(cause=Cause.FAULT)
EXPIRED = NotPrinted(cause=Cause.EXPIRED)


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


def test_what_a_printer_cannot_confirm_is_never_called_printed(open_page: Opens) -> None:
    fixture = KioskFixture()
    page = shown(open_page, fixture)
    fixture.take()

    fixture.printed(SENT)

    assert page.shows("Your ticket should come out below")
    assert not any("printed" in text or "Take your" in text for text in page.texts())
    assert page.shows("This screen clears in 20 seconds")
    assert papers(fixture) == [(Paper.SENT, None)]
    page.tap("done")
    assert fixture.page == "start"


def test_a_ticket_that_should_have_come_and_did_not_is_printed_again_as_a_copy(
    open_page: Opens,
) -> None:
    fixture = KioskFixture()
    page = shown(open_page, fixture)
    fixture.take()
    fixture.printed(SENT)

    page.tap("paper-no")
    assert page.shows("Print it again, or use your phone?")
    assert not page.shows("This screen clears")
    page.tap("print-again")

    assert page.shows("Your ticket is printing")
    assert [(job.copy, job.slip.copy) for job, _ in fixture.printer.jobs] == [(1, False), (2, True)]
    assert papers(fixture) == [(Paper.SENT, None), (Paper.NOT_PRINTED, "visitor_said")]


def test_a_ticket_found_after_all_is_taken_back_from_the_missing(open_page: Opens) -> None:
    fixture = KioskFixture()
    page = shown(open_page, fixture)
    fixture.take()
    fixture.printed(SENT)

    page.tap("paper-no")
    page.tap("paper-yes")

    assert page.shows("Keep your ticket")
    assert papers(fixture)[1:] == [
        (Paper.NOT_PRINTED, "visitor_said"),
        (Paper.PRINTED, "visitor_said"),
    ]


def test_two_touches_in_one_place_say_one_thing(open_page: Opens) -> None:
    fixture = KioskFixture(look=Look(double_press_ms=60_000, reduce_motion=True))
    page = shown(open_page, fixture)
    fixture.take()
    fixture.printed(SENT)
    point = page.centre("paper-no")

    page.tap_at(point)
    page.tap_at(point)

    assert page.has("use-phone")
    assert papers(fixture)[1:] == [(Paper.NOT_PRINTED, "visitor_said")]


def test_what_a_page_does_not_offer_is_ignored() -> None:
    fixture = KioskFixture()
    fixture.take()
    for said in ("print-again", "paper-yes", "paper-no", "use-phone", "done", "nothing", ""):
        fixture.kiosk.answer(said)
    fixture.printed(PRINTED)
    for said in ("print-again", "paper-yes", "paper-no", "use-phone"):
        fixture.kiosk.answer(said)

    assert len(fixture.printer.jobs) == 1
    assert papers(fixture) == [(Paper.PRINTED, None)]
    assert fixture.kiosk.property("ticket")["paper"] == "take"


def test_without_paper_the_ticket_waits_and_a_colleague_is_called(open_page: Opens) -> None:
    fixture = KioskFixture()
    page = shown(open_page, fixture)
    fixture.take()

    fixture.printer.holds(Cause.PAPER_OUT)

    assert page.shows("The paper has run out. Your place is safe.")
    assert page.shows("It prints by itself as soon as the printer is ready.")
    assert page.shows("A colleague has been called.")
    assert page.shows("A001")
    assert papers(fixture) == [(Paper.NOT_PRINTED, "paper_out")]
    assert CallForHelp() in fixture.station.told
    assert not page.has("print-again")


@pytest.mark.parametrize(
    ("cause", "sentence"),
    [
        (Cause.COVER_OPEN, "The printer's cover is open."),
        (Cause.UNREACHABLE, "The printer does not answer."),
        (Cause.MUTE, "The printer does not answer."),
        (Cause.BUSY, "The printer is busy."),
        (Cause.CUTTER, "The printer does not work."),
        (Cause.ERROR, "The printer does not work."),
    ],
)
def test_the_cause_is_said_in_plain_words(open_page: Opens, cause: Cause, sentence: str) -> None:
    fixture = KioskFixture()
    page = shown(open_page, fixture)
    fixture.take()
    fixture.printer.holds(cause)
    assert page.shows(f"{sentence} Your place is safe.")


def test_a_new_roll_prints_the_ticket_by_itself(open_page: Opens) -> None:
    fixture = KioskFixture()
    page = shown(open_page, fixture)
    fixture.take()
    fixture.printer.holds(Cause.PAPER_OUT)

    fixture.printer.begins()
    assert page.shows("Your ticket is printing")
    fixture.printed(PRINTED)

    assert page.shows("Take your ticket below")
    assert len(fixture.printer.jobs) == 1
    assert papers(fixture) == [(Paper.NOT_PRINTED, "paper_out"), (Paper.PRINTED, None)]


def test_another_cause_replaces_the_first_and_the_same_is_told_once() -> None:
    fixture = KioskFixture()
    fixture.take()
    fixture.printer.holds(Cause.PAPER_OUT)
    fixture.printer.begins()
    fixture.printer.holds(Cause.PAPER_OUT)
    fixture.printer.holds(Cause.COVER_OPEN)

    assert papers(fixture) == [(Paper.NOT_PRINTED, "paper_out"), (Paper.NOT_PRINTED, "cover_open")]
    calls = [told for told in fixture.station.told if isinstance(told, CallForHelp)]
    assert len(calls) == 1


def test_a_visitor_who_leaves_takes_the_waiting_ticket_along(open_page: Opens) -> None:
    fixture = KioskFixture()
    page = shown(open_page, fixture)
    fixture.take()
    ticket = fixture.printer.jobs[0][0].ticket
    fixture.printer.holds(Cause.PAPER_OUT)

    page.tap("done")

    assert fixture.page == "start"
    assert fixture.printer.withdrawn == [(ticket, 1)]
    fixture.printed(NotPrinted(cause=Cause.PAPER_OUT))
    assert papers(fixture) == [(Paper.NOT_PRINTED, "paper_out")]


def test_an_abandoned_screen_leaves_no_ticket_to_come_out_for_a_stranger() -> None:
    fixture = KioskFixture(settings=KioskSettings(waits=QUICK))
    fixture.take()
    fixture.station.cut()
    fixture.printer.holds(Cause.PAPER_OUT)

    fixture.until(lambda: fixture.page == "start")

    assert len(fixture.printer.withdrawn) == 1


def test_a_ticket_held_only_after_its_visitor_has_gone_is_withdrawn() -> None:
    fixture = KioskFixture()
    fixture.take()
    ticket = fixture.printer.jobs[0][0].ticket
    fixture.kiosk.startAgain()

    fixture.printer.holds(Cause.PAPER_OUT)

    assert fixture.page == "start"
    assert set(fixture.printer.withdrawn) == {(ticket, 1)}
    assert papers(fixture) == [(Paper.NOT_PRINTED, "paper_out")]


def test_late_news_of_one_visitor_never_changes_the_page_of_the_next(open_page: Opens) -> None:
    fixture = KioskFixture()
    page = shown(open_page, fixture)
    fixture.take()
    fixture.kiosk.startAgain()
    fixture.take()
    fixture.printed(PRINTED)

    fixture.printer.holds(Cause.COVER_OPEN, number=0)
    fixture.printer.begins(number=0, at=SPARE)
    fixture.printer.ends(UNCONFIRMED, number=0)

    assert page.shows("A002")
    assert page.shows("Take your ticket below")
    assert papers(fixture)[-1] == (Paper.UNCONFIRMED, "hung_up")


@pytest.mark.parametrize(
    ("state", "helped", "quiet_s", "told_s"),
    [
        # Long enough to find a pen, or for the colleague to come.
        (PaperState.HELD, True, 180, 20),
        (PaperState.HELD, False, 60, 20),
        (PaperState.UNCONFIRMED, False, 60, 20),
        (PaperState.PHONE, False, 60, 20),
        (PaperState.SENT, False, 0, 20),
        (PaperState.TAKE, False, 0, 20),
        (PaperState.TAKEN, False, 0, 20),
    ],
)
def test_number_and_code_stand_as_long_as_somebody_needs_them(
    *, state: PaperState, helped: bool, quiet_s: int, told_s: int
) -> None:
    fixture = KioskFixture()
    reply = fixture.station.order(
        Role.KIOSK, IssueTicket(service=ServiceId("id-lost"), language=Language("en"))
    )
    assert isinstance(reply, Done)
    paper = PaperNow(code="", phone_page=False, state=state)
    visit = Visit(language="en", issued=reply.issued, paper=paper)
    assert visit.patience_s(Page.TICKET, Waits(), helped=helped) == (quiet_s, told_s)


def test_a_ticket_that_waited_too_long_can_be_printed_again(open_page: Opens) -> None:
    fixture = KioskFixture()
    page = shown(open_page, fixture)
    fixture.take()
    fixture.printer.holds(Cause.PAPER_OUT)
    fixture.lacks_paper()
    fixture.printed(EXPIRED)
    assert page.shows("The paper has run out. Your place is safe.")
    assert not page.has("print-again")

    fixture.has_paper()
    assert page.shows("Your ticket was not printed. Your place is safe.")
    page.tap("print-again")
    fixture.printed(PRINTED)

    assert page.shows("Take your ticket below")
    assert [(job.copy, job.slip.copy) for job, _ in fixture.printer.jobs] == [
        (1, False),
        (2, False),
    ]


def test_of_a_ticket_that_was_cut_off_a_piece_may_lie_there(open_page: Opens) -> None:
    fixture = KioskFixture()
    page = shown(open_page, fixture)
    fixture.take()

    fixture.lacks_paper()
    fixture.printed(CANCELLED)

    assert page.shows("The paper has run out. Your place is safe.")
    assert page.shows("Only a piece of your ticket may have come out.")
    assert page.shows("A colleague has been called.")
    assert papers(fixture) == [(Paper.NOT_PRINTED, "paper_out")]
    page.tap("print-again")
    assert fixture.printer.jobs[1][0].slip.copy


def test_an_unconfirmed_paper_is_asked_for(open_page: Opens) -> None:
    fixture = KioskFixture()
    page = shown(open_page, fixture)
    fixture.take()

    fixture.printed(UNCONFIRMED)
    assert page.shows("Did your ticket come out?")
    page.tap("paper-yes")

    assert page.shows("Keep your ticket")
    assert page.shows("This screen clears in 20 seconds")
    assert papers(fixture)[1:] == [(Paper.PRINTED, "visitor_said")]


def test_a_paper_that_did_not_come_is_printed_again_as_a_copy(open_page: Opens) -> None:
    fixture = KioskFixture()
    page = shown(open_page, fixture)
    fixture.take()
    fixture.printed(UNCONFIRMED)

    page.tap("print-again")

    assert page.shows("Your ticket is printing")
    job = fixture.printer.jobs[1][0]
    assert isinstance(job.slip, Slip)
    assert (job.copy, job.slip.copy, job.slip.number) == (2, True, "A001")
    assert papers(fixture)[1:] == [(Paper.NOT_PRINTED, "visitor_said")]


def test_whoever_goes_by_phone_has_said_nothing_of_the_paper(open_page: Opens) -> None:
    fixture = KioskFixture()
    page = shown(open_page, fixture)
    fixture.take()
    fixture.printed(UNCONFIRMED)

    page.tap("use-phone")

    assert page.shows("Photograph this number and code, or write the number down.")
    assert page.has("code")
    assert not page.has("print-again")
    assert papers(fixture)[1:] == [(Paper.UNCONFIRMED, "phone")]
    page.tap("done")
    assert fixture.page == "start"


def test_a_phone_in_place_of_a_missing_ticket_leaves_it_missing(open_page: Opens) -> None:
    fixture = KioskFixture()
    page = shown(open_page, fixture)
    fixture.take()
    fixture.printed(SENT)
    page.tap("paper-no")

    page.tap("use-phone")

    assert papers(fixture)[-1] == (Paper.NOT_PRINTED, "visitor_said")


@pytest.mark.parametrize(
    ("outcome", "sentence"),
    [
        (PRINTED, "Take your ticket at the information desk"),
        (SENT, "Your ticket should come out at the information desk"),
        (UNCONFIRMED, "Did your ticket come out at the information desk?"),
    ],
)
def test_the_screen_says_where_another_printer_prints(
    open_page: Opens, outcome: Outcome, sentence: str
) -> None:
    fixture = KioskFixture()
    page = shown(open_page, fixture)
    fixture.take()

    fixture.printer.begins(at=SPARE)
    assert page.shows("Your ticket prints at the information desk. Collect it there.")
    assert not fixture.kiosk.property("ticket")["arrow"]
    fixture.printer.ends(outcome, at=SPARE)

    assert page.shows(sentence)
    assert not fixture.kiosk.property("ticket")["arrow"]
    fixture.kiosk.chooseLanguage("sw")
    assert page.shows("dawati la maelezo")


def test_a_printer_without_a_place_is_called_by_its_name(open_page: Opens) -> None:
    fixture = KioskFixture()
    page = shown(open_page, fixture)
    fixture.take()
    fixture.printer.begins(at="Hall 2")
    assert page.shows("Your ticket prints at Hall 2.")


def test_back_at_its_own_printer_the_arrow_points_to_the_slot_again(open_page: Opens) -> None:
    fixture = KioskFixture()
    page = shown(open_page, fixture)
    fixture.take()
    fixture.printer.begins(at=SPARE)
    fixture.printer.holds(Cause.UNREACHABLE)
    fixture.printer.begins(at=OWN)
    fixture.printed(PRINTED)
    assert page.shows("Take your ticket below")
    assert fixture.kiosk.property("ticket")["arrow"] == "arrow-down"


def test_what_became_of_an_earlier_slip_does_not_confuse_the_screen(open_page: Opens) -> None:
    fixture = KioskFixture()
    page = shown(open_page, fixture)
    fixture.take()
    fixture.printed(NOT_BEGUN)
    fixture.kiosk.answer("print-again")

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

    def work() -> None:
        fixture.printer.holds(Cause.PAPER_OUT)
        fixture.printer.begins()
        fixture.printed(PRINTED)

    printer = Thread(target=work)
    printer.start()
    printer.join()
    assert papers(fixture) == []
    fixture.until(lambda: bool(fixture.told("clears")))

    assert papers(fixture) == [(Paper.NOT_PRINTED, "paper_out"), (Paper.PRINTED, None)]


def test_a_kiosk_without_a_printer_says_so(open_page: Opens) -> None:
    fixture = KioskFixture(printer=False)
    page = shown(open_page, fixture)
    fixture.take()

    assert page.shows("This kiosk prints no paper now.")
    assert page.has("code")
    assert not page.has("print-again")
    assert papers(fixture) == [(Paper.NOT_PRINTED, "no_printer")]


def test_before_the_ticket_the_page_says_that_there_is_no_paper_now(open_page: Opens) -> None:
    fixture = KioskFixture()
    page = shown(open_page, fixture)
    fixture.choose("en", "id")
    assert not page.has("no-paper")

    fixture.lacks_paper()
    assert page.shows("No paper just now.")
    assert page.shows("photograph them, or write the number down")
    assert page.has("take")

    fixture.has_paper()
    assert not page.has("no-paper")


def test_while_one_of_the_printers_may_print_nothing_is_said_beforehand(open_page: Opens) -> None:
    fixture = KioskFixture()
    page = shown(open_page, fixture)
    fixture.choose("en", "id")
    for state in ("unknown", "busy", "low", "ready"):
        fixture.conditions(**{OWN: "unreachable", SPARE: state})
        assert not page.has("no-paper"), state
    fixture.conditions(**{OWN: "unreachable", SPARE: "not_ready"})
    assert page.has("no-paper")


def test_the_slip_says_what_the_screen_says() -> None:
    fixture = KioskFixture()
    fixture.busy()
    fixture.take("sw", "id")

    slip = fixture.printer.jobs[0][0].slip
    assert isinstance(slip, Slip)
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


def test_what_a_printer_says_when_the_kiosk_has_closed_is_told_all_the_same(
    open_page: Opens,
) -> None:
    fixture = KioskFixture()
    shown(open_page, fixture)
    fixture.take()
    stopped = Unconfirmed(bytes_sent=20_000, cause=Cause.INTERRUPTED)

    spooler = Thread(target=lambda: fixture.printer.ends(stopped))
    spooler.start()
    spooler.join()
    # No loop runs any more.
    hear_out()

    assert papers(fixture) == [(Paper.UNCONFIRMED, "interrupted")]
