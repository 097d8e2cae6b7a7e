"""A printer that cannot: the screen says so, number and code stand, and the place is safe."""

from collections.abc import Iterator

import pytest

from kiosk.domain.commands import CallNext, OpenCounter, Role
from kiosk.domain.events import HelpCalled, Paper, PaperReported, TicketCalled, TicketIssued
from kiosk.domain.ids import AgentId
from kiosk.domain.public_token import token_hash
from kiosk.printer.emulator.condition import Condition, Make, Roll
from kiosk.printer.emulator.machine import VirtualPrinter
from kiosk.printer.outcome import Level
from kiosk.ui.kiosk_screen import KioskScreen
from tests.journeys.hall import Hall, Shown
from tests.journeys.visiting import choose_service, first_service, number_on, take_ticket

pytestmark = pytest.mark.journey

HALF_A_SLIP = 20_000
PAPER_OUT = "The paper has run out. Your place is safe."
NO_ANSWER = "The printer does not answer. Your place is safe."


@pytest.fixture
def printer() -> Iterator[VirtualPrinter]:
    with VirtualPrinter() as printer:
        yield printer


@pytest.mark.parametrize(
    ("condition", "sentence", "cause"),
    [
        pytest.param(Condition(roll=Roll.OUT), PAPER_OUT, "paper_out", id="paper out"),
        pytest.param(Condition(unplugged=True), NO_ANSWER, "unreachable", id="gone"),
        pytest.param(Condition(garbage=True), NO_ANSWER, "garbage", id="garbage"),
        pytest.param(Condition(mute=True), NO_ANSWER, "mute", id="mute"),
        pytest.param(Condition(stalled=True), NO_ANSWER, "mute", id="reads nothing"),
    ],
)
def test_without_paper_number_and_code_stand_and_the_visitor_is_called_all_the_same(
    hall: Hall, printer: VirtualPrinter, condition: Condition, sentence: str, cause: str
) -> None:
    printer.set(condition)
    kiosk = hall.kiosk(printer.port)
    take_ticket(hall, kiosk, first_service(hall))
    hall.until(lambda: kiosk.page.shows(sentence), f"the kiosk does not say: {sentence}")
    issued = hall.await_told(TicketIssued)
    assert number_on(kiosk.page) == issued.number
    assert token_hash(_code_on(kiosk)) == issued.token_hash
    reported = hall.await_told(PaperReported)
    assert (reported.ticket, reported.paper) == (issued.ticket, Paper.NOT_PRINTED)
    assert reported.cause == cause
    hall.await_told(HelpCalled)
    assert printer.receipts == ()
    _call_next(hall)
    assert hall.await_told(TicketCalled).ticket == issued.ticket


def test_without_any_printer_the_number_and_code_stand_on_the_screen(hall: Hall) -> None:
    kiosk = hall.kiosk(None)
    take_ticket(hall, kiosk, first_service(hall))
    hall.until(lambda: kiosk.page.shows("This kiosk prints no paper now. Your place is safe."))
    issued = hall.await_told(TicketIssued)
    assert number_on(kiosk.page) == issued.number
    assert token_hash(_code_on(kiosk)) == issued.token_hash
    assert hall.await_told(PaperReported).cause == "no_printer"


def test_a_visitor_whose_printer_hung_up_is_asked_whether_the_paper_came(
    hall: Hall, printer: VirtualPrinter
) -> None:
    printer.set(Condition(hang_up_after=HALF_A_SLIP))
    kiosk = hall.kiosk(printer.port)
    take_ticket(hall, kiosk, first_service(hall))
    hall.until(lambda: kiosk.page.shows("Did your ticket come out?"))
    reported = hall.await_told(PaperReported)
    assert (reported.paper, reported.cause) == (Paper.UNCONFIRMED, "hung_up")
    kiosk.page.tap("paper-yes")
    said = hall.await_told(PaperReported, times=2)
    assert (said.ticket, said.paper, said.cause) == (reported.ticket, Paper.PRINTED, "visitor_said")


def test_a_new_roll_prints_the_waiting_ticket_by_itself(
    hall: Hall, printer: VirtualPrinter
) -> None:
    printer.set(Condition(roll=Roll.OUT))
    kiosk = hall.kiosk(printer.port)
    take_ticket(hall, kiosk, first_service(hall))
    hall.until(lambda: kiosk.page.shows("It prints by itself as soon as the printer is ready."))
    assert hall.await_told(PaperReported).paper is Paper.NOT_PRINTED

    printer.set(Condition())

    hall.until(lambda: kiosk.page.shows("Take your ticket below"))
    assert len(printer.wait_for_receipts(1)) == 1
    assert hall.await_told(PaperReported, times=2).paper is Paper.PRINTED
    assert len(hall.told(TicketIssued)) == 1
    assert len(hall.told(HelpCalled)) == 1


def test_a_ticket_whose_visitor_has_gone_never_comes_out(
    hall: Hall, printer: VirtualPrinter
) -> None:
    printer.set(Condition(roll=Roll.OUT))
    kiosk = hall.kiosk(printer.port)
    take_ticket(hall, kiosk, first_service(hall))
    hall.until(lambda: kiosk.page.shows(PAPER_OUT))
    gone = hall.await_told(TicketIssued).number
    kiosk.page.tap("done")

    printer.set(Condition())
    take_ticket(hall, kiosk, first_service(hall))

    hall.until(lambda: kiosk.page.shows("Take your ticket below"))
    number = hall.await_told(TicketIssued, times=2).number
    assert number != gone
    assert number_on(kiosk.page) == number
    assert len(printer.wait_for_receipts(1)) == 1


def test_before_the_ticket_the_kiosk_says_that_there_is_no_paper_until_there_is(
    hall: Hall, printer: VirtualPrinter
) -> None:
    printer.set(Condition(roll=Roll.OUT))
    kiosk = hall.kiosk(printer.port, probe_s=0.2)
    choose_service(hall, kiosk, first_service(hall))
    hall.until(lambda: kiosk.page.shows("No paper just now."))
    printer.set(Condition())
    hall.until(lambda: not kiosk.page.shows("No paper just now."))
    assert kiosk.page.has("take")


def test_another_printer_stands_in_and_the_screen_says_where(
    hall: Hall, printer: VirtualPrinter
) -> None:
    printer.set(Condition(unplugged=True))
    with VirtualPrinter() as spare:
        kiosk = hall.kiosk(printer.port, spare_port=spare.port)
        take_ticket(hall, kiosk, first_service(hall))
        hall.until(lambda: kiosk.page.shows("Take your ticket at the information desk"))
        assert len(spare.wait_for_receipts(1)) == 1
    assert printer.receipts == ()
    reported = hall.await_told(PaperReported)
    assert (reported.paper, reported.cause) == (Paper.PRINTED, None)
    assert hall.told(HelpCalled) == []


def test_what_a_printer_cannot_confirm_is_only_said_to_be_sent(hall: Hall) -> None:
    with VirtualPrinter(make=Make(level=Level.STATUS)) as clone:
        kiosk = hall.kiosk(clone.port)
        take_ticket(hall, kiosk, first_service(hall))
        hall.until(lambda: kiosk.page.shows("Your ticket should come out below"))
        assert hall.await_told(PaperReported).paper is Paper.SENT

        kiosk.page.tap("paper-no")
        kiosk.page.tap("print-again")

        hall.until(lambda: kiosk.page.shows("Your ticket should come out below"))
        assert len(clone.wait_for_receipts(2)) == 2
    hall.await_told(PaperReported, times=3)
    facts = [(told.paper, told.cause) for told in hall.told(PaperReported)]
    assert facts == [
        (Paper.SENT, None),
        (Paper.NOT_PRINTED, "visitor_said"),
        (Paper.SENT, None),
    ]


def _code_on(kiosk: Shown[KioskScreen]) -> str:
    return str(kiosk.page.find("code").property("text"))


def _call_next(hall: Hall) -> None:
    counter = hall.catalogue.counters[0].id
    services = tuple(service.id for service in hall.catalogue.services)
    with hall.session(Role.COUNTER) as agent:
        agent.send(OpenCounter(counter=counter, agent=AgentId("A1"), services=services))
        agent.send(CallNext(counter=counter))
