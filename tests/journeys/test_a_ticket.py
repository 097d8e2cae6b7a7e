"""A ticket is followed from the first touch to the smiley, through every process and the paper."""

from collections.abc import Iterator

import pytest
import zxingcpp
from PySide6.QtCore import Qt

from kiosk.domain.catalogue import Counter, Service
from kiosk.domain.commands import Role
from kiosk.domain.events import (
    FeedbackGiven,
    Outcome,
    Paper,
    PaperReported,
    ServiceFinished,
    ServiceStarted,
    TicketCalled,
    TicketIssued,
)
from kiosk.domain.public_token import token_hash
from kiosk.printer.emulator.machine import VirtualPrinter
from kiosk.printer.lan import Patience
from tests.journeys.hall import Hall
from tests.journeys.test_paper_on_an_emulator_of_others import Emupos, emupos
from tests.journeys.visiting import first_service, number_on, take_ticket

__all__ = ["emupos"]
pytestmark = pytest.mark.journey


@pytest.fixture
def printer() -> Iterator[VirtualPrinter]:
    with VirtualPrinter() as printer:
        yield printer


def test_a_ticket_is_followed_from_touch_to_smiley_to_the_journal(
    hall: Hall, printer: VirtualPrinter
) -> None:
    service, here = _a_service_with_its_counter(hall)
    kiosk, board = hall.kiosk(printer.port), hall.board()
    counter, tablet = hall.counter(here.id), hall.feedback(here.id)

    take_ticket(hall, kiosk, service)
    number = number_on(kiosk.page)
    issued = hall.await_told(TicketIssued)
    assert (issued.number, issued.service, issued.language) == (number, service.id, "en")

    (receipt,) = printer.wait_for_receipts(1)
    (code,) = zxingcpp.read_barcodes(receipt.picture.convert("L"))
    assert token_hash(code.text) == issued.token_hash
    assert kiosk.page.find("code").property("text") == code.text
    reported = hall.await_told(PaperReported)
    assert (reported.ticket, reported.paper) == (issued.ticket, Paper.PRINTED)
    hall.until(lambda: kiosk.page.shows("Take your ticket below"))

    counter.page.tap("agent")
    counter.press(Qt.Key.Key_A, Qt.Key.Key_1, Qt.Key.Key_Return)
    hall.until(lambda: counter.page.has("next"))
    counter.press(Qt.Key.Key_Space)
    called = hall.await_told(TicketCalled)
    assert (called.ticket, called.counter) == (issued.ticket, here.id)
    hall.until(lambda: board.screen.property("number") == number)
    assert board.page.find("newest-number").property("say") == number
    assert board.page.find("newest-counter").property("say") == here.label
    hall.until(lambda: number_on(counter.page) == number)

    counter.press(Qt.Key.Key_Space)
    assert hall.await_told(ServiceStarted).ticket == issued.ticket
    hall.until(lambda: counter.page.has("action-finished"))
    assert not tablet.page.has("face-5")
    counter.press(Qt.Key.Key_F)
    finished = hall.await_told(ServiceFinished)
    assert (finished.ticket, finished.outcome) == (issued.ticket, Outcome.SERVED)

    hall.until(lambda: tablet.page.has("face-5"))
    tablet.page.tap("face-5")
    given = hall.await_told(FeedbackGiven)
    assert (given.ticket, given.smiley, given.verified) == (issued.ticket, 5, True)
    assert (given.counter, given.service) == (here.id, service.id)

    assert hall.first_broken_line() is None
    with hall.session(Role.KIOSK) as session:
        assert hall.folded() == session.floor()


@pytest.mark.parametrize("emupos", ["epson-tm-t20iii"], indirect=True)
def test_a_ticket_comes_out_of_a_printer_that_others_wrote(hall: Hall, emupos: Emupos) -> None:
    kiosk = hall.kiosk(emupos.port, patience=Patience(status_s=5.0))
    take_ticket(hall, kiosk, first_service(hall))
    issued = hall.await_told(TicketIssued)
    assert hall.await_told(PaperReported).paper is Paper.PRINTED
    hall.until(lambda: kiosk.page.shows("Take your ticket below"))
    (receipt,) = emupos.receipt_ids()
    (code,) = zxingcpp.read_barcodes(emupos.picture(receipt))
    assert token_hash(code.text) == issued.token_hash


def _a_service_with_its_counter(hall: Hall) -> tuple[Service, Counter]:
    """The first service of the kiosk's first tile, and a counter that gives it."""
    service = first_service(hall)
    return service, next(c for c in hall.catalogue.counters if service.id in c.services)
