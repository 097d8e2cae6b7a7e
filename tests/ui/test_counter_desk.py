"""Issuing, finding and printing again at a counter, and what its screen says and never says."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from kiosk.domain.commands import (
    CallNext,
    CancelTicket,
    MarkNoShow,
    PauseCounter,
    Role,
    SuspendService,
    TurnDay,
)
from kiosk.domain.ids import ServiceId, TicketId
from kiosk.domain.ticket import Ticket, TicketState
from kiosk.printer.outcome import (
    Cancelled,
    Cause,
    Level,
    NotPrinted,
    Outcome,
    Printed,
    Sent,
    Unconfirmed,
)
from kiosk.printer.slip import Slip
from kiosk.ui.look import Look
from tests.ui.conftest import Opens
from tests.ui.page import Page
from tests.ui.printer_by_hand import SPARE
from tests.ui.scenes.counter import (
    COUNTER,
    DIAGONAL_IN,
    INFORMATION,
    MODULE,
    SCENES,
    CounterFixture,
)

Key = Qt.Key
Shows = Callable[[CounterFixture], Page]


@pytest.fixture
def show(open_page: Opens) -> Shows:
    """The window of a counter."""

    def show_(fixture: CounterFixture) -> Page:
        return open_page(
            MODULE,
            size_px=(1280, 800),
            look=Look(diagonal_in=DIAGONAL_IN, double_press_ms=0, reduce_motion=True),
            properties=fixture.shown(),
        )

    return show_


@pytest.fixture
def fixture(qapp: object) -> CounterFixture:
    """An open counter with a printer."""
    fixture = CounterFixture()
    fixture.open()
    return fixture


def only_ticket(fixture: CounterFixture) -> Ticket:
    (ticket,) = fixture.station.mirror.floor.tickets.values()
    return ticket


def state_of(fixture: CounterFixture, ticket: TicketId) -> TicketState:
    return fixture.station.mirror.floor.tickets[ticket].state


def issue(fixture: CounterFixture, page: Page) -> None:
    page.type("i")
    page.type("passport")
    page.key(Key.Key_Return)


def find(page: Page, number: str) -> None:
    page.type("g")
    page.type(number)
    page.key(Key.Key_Return)


def test_a_ticket_is_issued_with_the_keyboard_alone(fixture: CounterFixture, show: Shows) -> None:
    page = show(fixture)
    issue(fixture, page)
    page.type("2")
    page.type("p")
    page.key(Key.Key_Return)
    fixture.until(lambda: page.has("issued-number"))
    ticket = only_ticket(fixture)
    assert (ticket.service, ticket.language) == ("passport", "en")
    assert ticket.priority
    assert ticket.assist
    assert page.shows(f"Ticket {ticket.number} issued")
    page.key(Key.Key_Return)
    assert fixture.says("panel") == ""


def test_a_ticket_whose_answer_was_lost_is_taken_back(fixture: CounterFixture, show: Shows) -> None:
    page = show(fixture)
    issue(fixture, page)
    fixture.station.silent = True
    page.key(Key.Key_Return)
    fixture.until(lambda: bool(fixture.station.told))
    (cancel,) = fixture.station.told
    assert isinstance(cancel, CancelTicket)
    assert fixture.printer.jobs == []


def test_an_issued_ticket_is_printed_with_its_code(fixture: CounterFixture, show: Shows) -> None:
    page = show(fixture)
    issue(fixture, page)
    page.key(Key.Key_Return)
    fixture.until(lambda: bool(fixture.printer.jobs))
    job, _done = fixture.printer.jobs[0]
    assert isinstance(job.slip, Slip)
    assert job.slip.number == only_ticket(fixture).number
    assert job.slip.code is not None
    assert job.slip.code.startswith("MOLO-")
    assert job.slip.languages == ("sw", "en")
    assert not job.slip.copy
    fixture.printer.ends(Printed(level=Level.FENCE))
    fixture.until(lambda: page.shows("The ticket is printed."))


@pytest.mark.parametrize(
    ("outcome", "sentence"),
    [
        (Printed(level=Level.PRINTED), "The ticket is printed."),
        (Sent(level=Level.STATUS), "Look whether the paper came out: this printer cannot say."),
        (NotPrinted(cause=Cause.COVER_OPEN), "The printer's cover is open."),
        (NotPrinted(cause=Cause.CUTTER), "The printer does not work."),
        (NotPrinted(cause=Cause.FAULT), "The ticket was not printed."),
        (NotPrinted(cause=Cause.EXPIRED), "The ticket waited too long for the printer"),
        (
            Cancelled(bytes_sent=900, cause=Cause.PAPER_OUT),
            "The paper has run out. Only a piece of the ticket may have come out: print it again.",
        ),
        (Unconfirmed(bytes_sent=900, cause=Cause.STALLED), "Look whether the paper came out"),
    ],
)
def test_what_became_of_the_paper_is_said_without_pretending(
    fixture: CounterFixture, show: Shows, outcome: Outcome, sentence: str
) -> None:
    page = show(fixture)
    number = issue_and_print(fixture, page)
    fixture.printer.ends(outcome)
    fixture.until(lambda: page.shows(f"{number}: {sentence}"))


@pytest.mark.parametrize(
    ("outcome", "sentence"),
    [
        (Printed(level=Level.FENCE), "The ticket is printed at the information desk."),
        (Sent(level=Level.MUTE), "Look at the information desk whether the paper came out"),
        (
            Unconfirmed(bytes_sent=900, cause=Cause.HUNG_UP),
            "Look at the information desk whether the paper came out: the printer did not say.",
        ),
    ],
)
def test_the_agent_is_told_where_another_printer_prints(
    fixture: CounterFixture, show: Shows, outcome: Outcome, sentence: str
) -> None:
    page = show(fixture)
    number = issue_and_print(fixture, page)
    fixture.printer.begins(at=SPARE)
    fixture.until(lambda: page.shows(f"{number}: The ticket prints at the information desk."))
    fixture.printer.ends(outcome, at=SPARE)
    fixture.until(lambda: page.shows(sentence))


def test_a_ticket_that_waits_for_its_printer_is_printed_by_itself(
    fixture: CounterFixture, show: Shows
) -> None:
    page = show(fixture)
    number = issue_and_print(fixture, page)
    fixture.printer.holds(Cause.PAPER_OUT)
    fixture.until(lambda: page.shows(f"{number}: The paper has run out. The ticket prints by"))
    assert fixture.printer.withdrawn == []
    fixture.printer.begins()
    fixture.printer.ends(Printed(level=Level.FENCE))
    fixture.until(lambda: page.shows(f"{number}: The ticket is printed."))
    assert len(fixture.printer.jobs) == 1


def issue_and_print(fixture: CounterFixture, page: Page) -> str:
    """A ticket whose paper is on its way; its number."""
    issue(fixture, page)
    page.key(Key.Key_Return)
    fixture.until(lambda: bool(fixture.printer.jobs))
    return only_ticket(fixture).number


def test_a_stopped_service_is_told_before_any_ticket(fixture: CounterFixture, show: Shows) -> None:
    fixture.station.order(
        Role.MANAGER, SuspendService(service=ServiceId("passport"), reason="system-down")
    )
    page = show(fixture)
    issue(fixture, page)
    assert page.shows("This service is stopped for now.")
    assert fixture.screen.issue_desk.property("step") == "service"


def test_escape_goes_back_to_the_service_first(fixture: CounterFixture, show: Shows) -> None:
    page = show(fixture)
    issue(fixture, page)
    page.key(Key.Key_Escape)
    assert page.shows("A ticket for which service?")
    page.key(Key.Key_Escape)
    assert fixture.says("panel") == ""


def test_a_ticket_is_found_by_its_number_without_zeros_or_capitals(
    fixture: CounterFixture, show: Shows
) -> None:
    fixture.come()
    page = show(fixture)
    page.type("/")
    page.type("a1")
    page.key(Key.Key_Return)
    assert page.find("found-number").property("say") == "A001"
    assert page.shows("waiting · waited 0 min")


def test_a_number_that_is_not_there_is_said_so(fixture: CounterFixture, show: Shows) -> None:
    page = show(fixture)
    find(page, "x9")
    assert page.shows("No ticket X9 today.")
    page.key(Key.Key_Backspace)
    assert not page.shows("No ticket")


def test_a_copy_says_so_and_carries_no_code(fixture: CounterFixture, show: Shows) -> None:
    fixture.come()
    fixture.come()
    page = show(fixture)
    find(page, "a002")
    page.type("p")
    job, _done = fixture.printer.jobs[-1]
    assert isinstance(job.slip, Slip)
    assert job.slip.copy
    assert job.slip.code is None
    assert not job.slip.phone_page
    assert (job.slip.number, job.slip.ahead) == ("A002", 1)
    assert job.copy is None
    page.type("p")
    assert len(fixture.printer.jobs) == 1
    fixture.printer.ends(Printed(level=Level.FENCE))
    fixture.until(lambda: page.shows("Printed again"))
    page.type("p")
    assert len(fixture.printer.jobs) == 2


def test_without_a_printer_nothing_offers_to_print(qapp: object, show: Shows) -> None:
    fixture = CounterFixture(printer=False)
    fixture.open()
    fixture.come()
    page = show(fixture)
    find(page, "a1")
    assert not page.has("found-print")
    page.key(Key.Key_Escape)
    page.key(Key.Key_Escape)
    issue(fixture, page)
    page.key(Key.Key_Return)
    fixture.until(lambda: page.has("issued-number"))


def test_a_found_ticket_is_called_and_the_screen_says_it_was_chosen(
    fixture: CounterFixture, show: Shows
) -> None:
    fixture.come()
    chosen = fixture.come()
    page = show(fixture)
    find(page, "a2")
    page.type("c")
    assert page.shows("Call A002? 1 person with an earlier turn is passed over.")
    page.key(Key.Key_Escape)
    assert fixture.says("state") == "free"
    page.type("c")
    page.key(Key.Key_Return)
    fixture.until(lambda: fixture.says("state") == "called")
    assert fixture.station.mirror.floor.counter(COUNTER).ticket == chosen
    fixture.until(lambda: page.shows("chosen by you"))
    assert fixture.says("panel") == ""


def test_whoever_is_next_is_called_by_number_without_a_question(
    fixture: CounterFixture, show: Shows
) -> None:
    first = fixture.come()
    fixture.come()
    page = show(fixture)
    find(page, "a1")
    page.type("c")
    fixture.until(lambda: fixture.says("state") == "called")
    assert fixture.station.mirror.floor.counter(COUNTER).ticket == first


def test_a_question_falls_away_with_those_it_was_about(
    fixture: CounterFixture, show: Shows
) -> None:
    first = fixture.come()
    fixture.come()
    page = show(fixture)
    find(page, "a2")
    page.type("c")
    fixture.order(CancelTicket(ticket=first))
    fixture.until(lambda: page.has("found-call"))
    assert fixture.says("state") == "free"


def test_a_no_show_who_came_after_all_gets_the_place_back_once(
    fixture: CounterFixture, show: Shows
) -> None:
    ticket = fixture.come()
    fixture.order(CallNext(counter=COUNTER))
    fixture.order(MarkNoShow(counter=COUNTER))
    page = show(fixture)
    find(page, "a1")
    assert page.shows("did not come")
    page.type("q")
    fixture.until(lambda: state_of(fixture, ticket) is TicketState.WAITING)
    fixture.order(CallNext(counter=COUNTER))
    fixture.order(MarkNoShow(counter=COUNTER))
    find(page, "a1")
    assert not page.has("found-requeue")


def test_a_waiting_ticket_is_taken_out_only_after_a_yes(
    fixture: CounterFixture, show: Shows
) -> None:
    ticket = fixture.come()
    page = show(fixture)
    find(page, "a1")
    page.type("x")
    assert page.shows("Take A001 out of the queue?")
    page.key(Key.Key_Escape)
    assert state_of(fixture, ticket) is TicketState.WAITING
    page.type("x")
    page.key(Key.Key_Return)
    fixture.until(lambda: state_of(fixture, ticket) is TicketState.CANCELLED)
    fixture.until(lambda: page.shows("left the queue"))


def test_what_a_found_ticket_offers_follows_the_floor(fixture: CounterFixture, show: Shows) -> None:
    fixture.come()
    page = show(fixture)
    find(page, "a1")
    assert page.has("found-call")
    fixture.order(CallNext(counter=COUNTER))
    fixture.until(lambda: not page.has("found-call"))


def test_only_the_assist_flag_is_shown_and_never_a_class(
    fixture: CounterFixture, show: Shows
) -> None:
    fixture.come(assist=True)
    fixture.order(CallNext(counter=COUNTER))
    page = show(fixture)
    assert page.shows("Go and meet this visitor")
    assert not page.shows("riority")


def test_minutes_pass_and_over_target_is_said_in_words(
    fixture: CounterFixture, show: Shows
) -> None:
    fixture.come()
    fixture.come("birth")
    fixture.serve_one(minutes=8)
    page = show(fixture)
    assert page.shows("Serving · 8 min")
    assert page.shows("target 8 min · today 0 served")
    assert page.shows("longest 8\u00a0min")
    assert not page.shows("over target")
    fixture.pass_minutes(1)
    assert page.shows("Serving · 9 min · over target")
    assert fixture.says("tone") == "red"


def test_at_rest_nothing_is_painted(fixture: CounterFixture, show: Shows) -> None:
    fixture.come()
    page = show(fixture)
    QTest.qWait(50)
    painted: list[object] = []
    page.window.frameSwapped.connect(lambda: painted.append(None))
    fixture.screen.refresh()
    QTest.qWait(50)
    assert painted == []
    fixture.pass_minutes(2)
    fixture.until(lambda: bool(painted))


def test_a_closed_counter_paints_nothing_either(qapp: object, show: Shows) -> None:
    page = show(CounterFixture())
    QTest.qWait(50)
    painted: list[object] = []
    page.window.frameSwapped.connect(lambda: painted.append(None))
    QTest.qWait(700)
    assert painted == []


def test_the_information_desk_issues_and_finds_first(qapp: object, show: Shows) -> None:
    fixture = CounterFixture(counter=INFORMATION)
    fixture.open()
    page = show(fixture)
    issuing, closing = page.find("action-issue"), page.find("action-close")
    assert page.find("action-find").width() > closing.width()
    assert issuing.x() < page.find("action-find").x()
    assert page.shows("Information desk")
    assert page.shows("Find and print again")
    page.type("g")
    assert fixture.says("panel") == "find"


def test_a_day_that_ends_closes_the_counter_on_the_screen(
    fixture: CounterFixture, show: Shows
) -> None:
    page = show(fixture)
    fixture.order(PauseCounter(counter=COUNTER, reason="lunch"))
    fixture.station.advance(24 * 60)
    fixture.station.order(Role.CENTRE, TurnDay())
    fixture.until(lambda: fixture.says("state") == "closed")
    assert page.shows("Open this counter")


def test_a_language_is_switched_in_every_scene_without_a_warning(
    open_page: Opens, qapp: object
) -> None:
    for name in ("issue-details", "found", "hold", "closed"):
        page = open_page(MODULE, size_px=(1280, 800), properties=SCENES[name]("en"))
        page.tap("switch-language")
        page.assert_nothing_cut()
