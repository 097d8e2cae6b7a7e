"""An appointment, from the desk that books it to the ticket its code becomes at a kiosk."""

import pytest
import zxingcpp
from PySide6.QtCore import Qt

from kiosk.client.reply import Done
from kiosk.domain.appointment import AppointmentBooked
from kiosk.domain.appointment_code import qr_text
from kiosk.domain.commands import BookAppointment, Role
from kiosk.domain.events import PaperReported, TicketIssued
from kiosk.domain.ids import AppointmentCode, CounterId, ServiceId
from kiosk.domain.slots import slots_on
from kiosk.printer.emulator.machine import VirtualPrinter
from tests.journeys.hall import Hall
from tests.journeys.visiting import number_on

pytestmark = pytest.mark.journey

Key = Qt.Key
SERVICE = ServiceId("id-first")


def booked(hall: Hall) -> AppointmentCode:
    """Staff book the next slot of today."""
    with hall.session(Role.COUNTER) as staff:
        catalogue, at = staff.catalogue(), staff.floor().at
        assert at is not None
        service = catalogue.service[SERVICE]
        slots = slots_on(catalogue, service, at.date(), at.tzinfo)
        begins = next((slot.begins for slot in slots if slot.begins > at), None)
        if begins is None:
            pytest.skip("no slot is left before midnight")
        reply = staff.send(BookAppointment(service=SERVICE, slot=begins))
    assert isinstance(reply, Done)
    (event,) = (entry.event for entry in reply.entries)
    assert isinstance(event, AppointmentBooked)
    return event.code


def test_a_code_held_before_the_reader_becomes_a_ticket_on_paper(hall: Hall) -> None:
    with VirtualPrinter() as printer:
        kiosk = hall.kiosk(printer.port)
        code = booked(hall)
        hall.until(lambda: code in kiosk.station.mirror.floor.book)
        kiosk.screen.scan(qr_text(hall.catalogue.centre.code, code))
        hall.until(lambda: kiosk.page.has("check-in-en"), "no appointment on the kiosk")

        kiosk.page.tap("check-in-en")
        hall.until(lambda: kiosk.page.has("number"), "no number on the kiosk")

        issued = hall.await_told(TicketIssued)
        assert (issued.appointment, issued.service, issued.language) == (code, SERVICE, "en")
        assert number_on(kiosk.page) == issued.number
        assert hall.await_told(PaperReported).ticket == issued.ticket
        assert len(printer.receipts) == 1


def test_an_agent_books_and_the_printed_slip_becomes_a_ticket(hall: Hall) -> None:
    with VirtualPrinter() as printer:
        desk = hall.counter(CounterId("1"), printer_port=printer.port)
        desk.page.type("07")
        desk.press(Key.Key_Return)
        hall.until(lambda: desk.screen.property("state") == "free", "the counter does not open")
        desk.page.type("m")
        desk.page.type("first")
        desk.press(Key.Key_Return, Key.Key_Return, Key.Key_Return)
        hall.until(lambda: desk.page.has("booked-code"), "nothing was booked")
        (receipt,) = printer.wait_for_receipts(1)
        (printed,) = zxingcpp.read_barcodes(receipt.picture.convert("L"))
        (appointment,) = desk.station.mirror.floor.book
        assert printed.text == qr_text(hall.catalogue.centre.code, appointment.code)
        hall.until(lambda: desk.page.shows("The appointment slip is printed."), "no word of it")

    kiosk = hall.kiosk(None)
    hall.until(lambda: appointment.code in kiosk.station.mirror.floor.book)
    kiosk.screen.scan(printed.text)
    name = str(desk.screen.book_desk.property("service")).partition(" — ")[0]
    hall.until(lambda: kiosk.page.shows(name), "no appointment on the kiosk")
    assert hall.told(PaperReported) == []


def test_the_same_code_at_another_kiosk_says_where_its_ticket_stands(hall: Hall) -> None:
    first, second = hall.kiosk(None), hall.kiosk(None)
    code = booked(hall)
    hall.until(lambda: code in first.station.mirror.floor.book)
    first.screen.scan(code)
    hall.until(lambda: first.page.has("check-in-sw"))
    first.page.tap("check-in-sw")
    issued = hall.await_told(TicketIssued)
    hall.until(lambda: issued.ticket in second.station.mirror.floor.tickets)

    second.screen.scan(code)

    hall.until(lambda: second.page.shows(f"Your ticket {issued.number} is waiting."))
    assert not second.page.has("check-in-en")
