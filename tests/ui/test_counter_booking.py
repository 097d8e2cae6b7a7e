"""Appointments at a counter: booked, found, moved, cancelled and checked in by an agent."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

import pytest
from PySide6.QtCore import Qt

from kiosk.domain.appointment import Appointment, AppointmentState, Share
from kiosk.domain.appointment_code import code_from
from kiosk.domain.commands import (
    BookAppointment,
    CallNext,
    CancelAppointment,
    CancelTicket,
    CheckIn,
    Role,
    StartService,
    SuspendService,
)
from kiosk.domain.ids import Language, ServiceId
from kiosk.domain.ticket import TicketState
from kiosk.printer.appointment_slip import AppointmentSlip
from kiosk.printer.outcome import Cause, Level, NotPrinted, Printed
from kiosk.printer.slip import Slip
from kiosk.ui.counter_slots import offered_days
from kiosk.ui.look import Look
from tests.ui.conftest import Opens
from tests.ui.page import Page
from tests.ui.scenes.counter import (
    COUNTER,
    DIAGONAL_IN,
    MODULE,
    CounterFixture,
    catalogue,
    slot,
)

Key = Qt.Key
Shows = Callable[[CounterFixture], Page]
PASSPORT = ServiceId("passport")
NOBODYS = code_from(bytes(16), Share.CENTRE, ())
"""A code that no mistyped digit can explain, and that nobody has."""


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
    """A counter that gives passports, at ten in the morning."""
    fixture = CounterFixture()
    fixture.open("passport", "id-lost")
    return fixture


def kept(fixture: CounterFixture) -> tuple[Appointment, ...]:
    return tuple(fixture.station.mirror.floor.book)


def choose_passport(page: Page) -> None:
    page.type("m")
    page.type("passport")
    page.key(Key.Key_Return)


def fill(fixture: CounterFixture, when: datetime) -> None:
    """Nobody else gets this time."""
    for _ in range(20):
        fixture.station.order(Role.COUNTER, BookAppointment(service=PASSPORT, slot=when))
    fixture.screen.refresh()


def find(page: Page, number: str) -> None:
    page.type("g")
    page.type(number)
    page.key(Key.Key_Return)


def scan(page: Page, code: str) -> None:
    """What a reader types: capitals with Shift, and Enter."""
    page.type(code)
    page.key(Key.Key_Return)


def slip_of(fixture: CounterFixture) -> AppointmentSlip:
    slip = fixture.printer.jobs[-1][0].slip
    assert isinstance(slip, AppointmentSlip)
    return slip


def test_an_appointment_is_booked_with_the_keyboard_alone(
    fixture: CounterFixture, show: Shows
) -> None:
    page = show(fixture)
    choose_passport(page)
    page.key(Key.Key_Right)
    page.key(Key.Key_Down)
    page.key(Key.Key_Return)
    assert page.find("slot").property("say") == "Monday 23 November, 08:30"
    page.type("2")
    page.key(Key.Key_Return)
    fixture.until(lambda: page.has("booked-code"))
    (booked,) = kept(fixture)
    assert (booked.service, booked.slot) == (PASSPORT, slot(8, 30, days=3))
    shown = str(page.find("booked-code").property("say"))
    assert shown.replace("\u00a0", "") == booked.code
    assert page.shows("on time until 08:45")
    page.key(Key.Key_Return)
    assert fixture.says("panel") == ""


def test_an_appointment_is_booked_with_a_finger_alone(fixture: CounterFixture, show: Shows) -> None:
    page = show(fixture)
    page.tap("action-book")
    page.tap("service-passport")
    page.tap("day-2")
    page.tap("time-4")
    page.tap("visitor-language-en")
    page.tap("book")
    fixture.until(lambda: page.has("booked-code"))
    assert kept(fixture)[0].slot == slot(10, 0, days=4)
    page.tap("booked-done")
    assert fixture.says("panel") == ""


def test_its_slip_says_when_it_is_and_carries_the_code(
    fixture: CounterFixture, show: Shows
) -> None:
    page = show(fixture)
    choose_passport(page)
    page.key(Key.Key_Return)
    page.type("2")
    page.key(Key.Key_Return)
    fixture.until(lambda: bool(fixture.printer.jobs))
    (booked,) = kept(fixture)
    slip = slip_of(fixture)
    assert (slip.slot, slip.on_time_until, slip.lost_from) == (
        slot(10, 30),
        slot(10, 45),
        slot(11, 0),
    )
    assert slip.code == f"MOLO-A-{booked.code}"
    assert slip.digits.replace(" ", "") == booked.code
    assert (slip.languages, slip.copy) == (("en", "sw"), False)
    assert slip.bring == fixture.catalogue.service[PASSPORT].bring
    fixture.printer.ends(Printed(level=Level.FENCE))
    fixture.until(lambda: page.shows(f"{slip.digits}: The appointment slip is printed."))


def test_a_slip_that_was_not_printed_is_told_as_such(fixture: CounterFixture, show: Shows) -> None:
    page = show(fixture)
    choose_passport(page)
    page.key(Key.Key_Return)
    page.key(Key.Key_Return)
    fixture.until(lambda: bool(fixture.printer.jobs))
    fixture.printer.ends(NotPrinted(cause=Cause.FAULT))
    fixture.until(lambda: page.shows("The appointment slip was not printed."))


def test_without_a_printer_the_number_is_to_be_written_down(qapp: object, show: Shows) -> None:
    fixture = CounterFixture(printer=False)
    fixture.open("passport")
    page = show(fixture)
    choose_passport(page)
    page.key(Key.Key_Return)
    page.key(Key.Key_Return)
    fixture.until(lambda: page.has("booked-code"))
    assert page.shows("Write the number down for the visitor.")


def test_a_full_time_is_told_and_not_given(fixture: CounterFixture, show: Shows) -> None:
    fill(fixture, slot(11))
    before = len(kept(fixture))
    page = show(fixture)
    choose_passport(page)
    page.key(Key.Key_Down)
    page.key(Key.Key_Return)
    assert page.shows("This time is full. Choose another.")
    assert not page.has("slot")
    assert len(kept(fixture)) == before


def test_what_others_book_meanwhile_is_seen_at_once(fixture: CounterFixture, show: Shows) -> None:
    page = show(fixture)
    choose_passport(page)
    page.key(Key.Key_Down)
    fill(fixture, slot(11))
    assert page.accessible_name("time-1") == "11:00, full"
    assert fixture.screen.book_desk.slot_picker.property("time") == 1


def test_a_place_given_away_in_the_last_moment_is_refused(
    fixture: CounterFixture, show: Shows
) -> None:
    page = show(fixture)
    choose_passport(page)
    page.key(Key.Key_Return)
    fill(fixture, slot(10, 30))
    page.key(Key.Key_Return)
    fixture.until(lambda: fixture.screen.property("failed") is True)
    assert page.has("slot")


def test_a_booking_whose_answer_was_lost_is_shown_when_the_feed_tells_it(
    fixture: CounterFixture, show: Shows
) -> None:
    page = show(fixture)
    choose_passport(page)
    page.key(Key.Key_Return)
    fixture.station.unanswered = True
    page.key(Key.Key_Return)
    fixture.until(lambda: page.has("booked-code"))
    assert len(kept(fixture)) == 1
    assert fixture.station.told == []


@pytest.mark.parametrize("unanswered", [True, False])
def test_a_booking_nobody_was_told_of_is_taken_back(
    fixture: CounterFixture, show: Shows, *, unanswered: bool
) -> None:
    page = show(fixture)
    choose_passport(page)
    page.key(Key.Key_Return)
    fixture.station.unanswered = unanswered
    fixture.screen.book_desk.book()
    fixture.screen.closePanel()
    fixture.until(lambda: bool(fixture.station.told))
    (cancel,) = fixture.station.told
    (booked,) = kept(fixture)
    assert cancel == CancelAppointment(appointment=booked.code)
    assert fixture.printer.jobs == []


def test_escape_goes_back_step_by_step(fixture: CounterFixture, show: Shows) -> None:
    page = show(fixture)
    choose_passport(page)
    page.key(Key.Key_Return)
    page.key(Key.Key_Escape)
    assert page.has("time-0")
    page.key(Key.Key_Escape)
    assert page.shows("An appointment for which service?")
    page.key(Key.Key_Escape)
    assert fixture.says("panel") == ""


def test_a_centre_without_a_book_offers_none(qapp: object, show: Shows) -> None:
    real = catalogue()
    plain = tuple(replace(service, appointments=None) for service in real.services)
    fixture = CounterFixture(centre=replace(real, services=plain))
    fixture.open()
    page = show(fixture)
    assert not page.has("action-book")
    page.type("m")
    assert fixture.says("panel") == ""


def test_what_is_over_or_stopped_today_is_not_offered(fixture: CounterFixture) -> None:
    service = fixture.catalogue.service[PASSPORT]
    floor = fixture.station.mirror.floor

    def days() -> list[datetime]:
        offered = offered_days(floor, fixture.catalogue, service, fixture.station.now())
        return [day.slots[0].begins for day in offered]

    assert days()[:2] == [slot(10, 30), slot(8, 0, days=3)]
    fixture.pass_minutes(31)
    assert days()[0] == slot(11)
    fixture.station.order(Role.MANAGER, SuspendService(service=PASSPORT, reason="system-down"))
    assert days()[0] == slot(8, 0, days=3)


def test_an_appointment_is_found_by_its_digits(fixture: CounterFixture, show: Shows) -> None:
    booked = fixture.book(slot(10, 30))
    page = show(fixture)
    find(page, booked.code)
    assert page.find("found-number").property("say") == "10:30"
    assert page.shows("Friday 20 November")
    assert page.shows("booked · early")
    fixture.pass_minutes(11)
    fixture.until(lambda: page.shows("booked · on time"))


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("10203046", "This number is not right."),
        ("MOLO-A-10203046", "This number is not right."),
        (NOBODYS, "This appointment is not known here."),
        (f"MOLO-A-{NOBODYS}", "This appointment is not known here."),
        (f"THIKA-A-{NOBODYS}", "This appointment is at another centre."),
        ("MOLO-" + 40 * "K", "This code is not known here."),
        ("X9", "No ticket X9 today."),
    ],
)
def test_a_number_that_leads_nowhere_is_told_why(
    fixture: CounterFixture, show: Shows, typed: str, sentence: str
) -> None:
    page = show(fixture)
    find(page, typed)
    fixture.until(lambda: page.shows(sentence))
    assert not page.has("found-number")


def test_an_appointment_scanned_at_any_moment_is_found(
    fixture: CounterFixture, show: Shows
) -> None:
    booked = fixture.book(slot(10, 30))
    page = show(fixture)
    scan(page, f"MOLO-A-{booked.code}")
    assert page.find("found-number").property("say") == "10:30"
    scan(page, f"MOLO-A-{booked.code}")
    assert page.find("found-number").property("say") == "10:30"


def test_a_scan_is_never_taken_for_an_agents_keys(fixture: CounterFixture, show: Shows) -> None:
    fixture.come()
    fixture.order(CallNext(counter=COUNTER))
    fixture.order(StartService(counter=COUNTER))
    fixture.settle()
    page = show(fixture)
    page.type("h")
    scan(page, "HTTP://127.0.0.1:8400/T/MOLO-F1N2")
    assert page.shows("This code is not known here.")
    assert fixture.station.mirror.floor.counter(COUNTER).state.value == "serving"


def test_a_ticket_is_found_by_the_code_on_its_slip(fixture: CounterFixture, show: Shows) -> None:
    page = show(fixture)
    page.type("i")
    page.type("passport")
    page.key(Key.Key_Return)
    page.key(Key.Key_Return)
    fixture.until(lambda: bool(fixture.printer.jobs))
    slip = fixture.printer.jobs[0][0].slip
    assert isinstance(slip, Slip)
    assert slip.code is not None
    page.key(Key.Key_Return)
    scan(page, slip.code)
    assert page.find("found-number").property("say") == slip.number


def test_a_visitor_with_an_appointment_is_checked_in(fixture: CounterFixture, show: Shows) -> None:
    booked = fixture.book(slot(10, 30))
    fixture.pass_minutes(15)
    page = show(fixture)
    find(page, booked.code)
    page.type("c")
    assert page.shows("appointment 10:30")
    page.type("2")
    page.type("p")
    page.key(Key.Key_Return)
    fixture.until(lambda: page.has("issued-number"))
    (ticket,) = fixture.station.mirror.floor.tickets.values()
    assert (ticket.appointment, ticket.language, ticket.priority) == (booked.code, "en", True)
    assert fixture.kept(booked.code).state is AppointmentState.CHECKED_IN
    fixture.until(lambda: bool(fixture.printer.jobs))
    slip = fixture.printer.jobs[0][0].slip
    assert isinstance(slip, Slip)
    assert slip.number == ticket.number
    page.key(Key.Key_Escape)
    find(page, booked.code)
    assert page.shows(f"checked in · {ticket.number}")
    assert not page.has("found-check-in")


def test_whoever_left_the_queue_can_be_checked_in_again_and_no_more_than_that(
    fixture: CounterFixture, show: Shows
) -> None:
    booked = fixture.book(slot(10, 30))
    fixture.pass_minutes(15)
    fixture.order(CheckIn(appointment=booked.code, language=Language("sw")))
    (ticket,) = fixture.station.mirror.floor.tickets.values()
    fixture.order(CancelTicket(ticket=ticket.ticket))
    fixture.settle()
    page = show(fixture)
    find(page, booked.code)
    assert page.has("found-check-in")
    assert not page.has("found-move")
    page.type("c")
    page.key(Key.Key_Return)
    fixture.until(lambda: page.has("issued-number"))
    again = list(fixture.station.mirror.floor.tickets.values())[-1]
    assert (again.appointment, again.state) == (booked.code, TicketState.WAITING)


def test_a_check_in_whose_answer_was_lost_is_found_with_its_number(
    fixture: CounterFixture, show: Shows
) -> None:
    booked = fixture.book(slot(10, 30))
    fixture.pass_minutes(15)
    page = show(fixture)
    find(page, booked.code)
    page.type("c")
    fixture.station.unanswered = True
    page.key(Key.Key_Return)
    fixture.until(lambda: page.shows("The centre did not answer."))
    page.key(Key.Key_Escape)
    find(page, booked.code)
    (ticket,) = fixture.station.mirror.floor.tickets.values()
    assert ticket.state is TicketState.WAITING
    assert page.shows(f"checked in · {ticket.number}")
    assert fixture.station.told == []


def test_an_appointment_of_another_day_cannot_be_checked_in(
    fixture: CounterFixture, show: Shows
) -> None:
    booked = fixture.book(slot(10, 30, days=4))
    page = show(fixture)
    find(page, booked.code)
    assert page.shows("Tuesday 24 November")
    assert not page.has("found-check-in")
    assert page.has("found-move")


def test_an_appointment_is_moved_and_its_new_slip_is_no_copy(
    fixture: CounterFixture, show: Shows
) -> None:
    booked = fixture.book(slot(10, 30))
    page = show(fixture)
    find(page, booked.code)
    page.type("m")
    page.key(Key.Key_Right)
    page.key(Key.Key_Return)
    assert page.shows("Friday 20 November, 10:30")
    page.key(Key.Key_Return)
    fixture.until(lambda: page.shows("The appointment is moved"))
    assert fixture.kept(booked.code).slot == slot(8, 0, days=3)
    slip = slip_of(fixture)
    assert (slip.slot, slip.copy, slip.code) == (
        slot(8, 0, days=3),
        False,
        f"MOLO-A-{booked.code}",
    )


def test_an_appointment_is_cancelled_only_after_a_yes(fixture: CounterFixture, show: Shows) -> None:
    booked = fixture.book(slot(10, 30))
    page = show(fixture)
    find(page, booked.code)
    page.type("x")
    assert page.shows("Cancel the appointment on Friday 20 November at 10:30?")
    page.key(Key.Key_Escape)
    assert fixture.kept(booked.code).state is AppointmentState.BOOKED
    page.type("x")
    page.key(Key.Key_Return)
    fixture.until(lambda: fixture.kept(booked.code).state is AppointmentState.CANCELLED)
    fixture.until(lambda: page.shows("cancelled"))
    assert not page.has("found-move")


def test_a_copy_of_its_slip_says_so(fixture: CounterFixture, show: Shows) -> None:
    booked = fixture.book(slot(10, 30))
    page = show(fixture)
    find(page, booked.code)
    page.type("p")
    page.type("p")
    assert len(fixture.printer.jobs) == 1
    assert slip_of(fixture).copy
    fixture.printer.ends(Printed(level=Level.FENCE))
    fixture.until(lambda: page.shows("Printed again"))


def test_the_next_action_says_why_the_next_is_next_and_never_who(
    fixture: CounterFixture, show: Shows
) -> None:
    booked = fixture.book(slot(10, 30))
    fixture.pass_minutes(12)
    fixture.come()
    page = show(fixture)
    assert page.shows("next: came\u00a010:12")
    fixture.order(CheckIn(appointment=booked.code, language=Language("sw")))
    fixture.until(lambda: page.shows("next: appointment\u00a010:30"))
    for ticket in fixture.station.mirror.floor.tickets.values():
        assert not page.shows(ticket.number)
    fixture.come(assist=True)
    fixture.until(lambda: page.shows("next: priority, came\u00a010:12"))


def test_a_called_appointment_is_told_beside_its_number(
    fixture: CounterFixture, show: Shows
) -> None:
    booked = fixture.book(slot(10, 30))
    fixture.pass_minutes(12)
    fixture.order(CheckIn(appointment=booked.code, language=Language("sw")))
    fixture.order(CallNext(counter=COUNTER))
    page = show(fixture)
    assert page.shows("appointment\u00a010:30")


def test_the_wait_of_a_found_ticket_is_a_range_or_not_known(
    fixture: CounterFixture, show: Shows
) -> None:
    fixture.come()
    fixture.come("birth")
    page = show(fixture)
    find(page, "a1")
    assert page.shows("under 5 min")
    page.type("g")
    page.type("f1")
    page.key(Key.Key_Return)
    assert page.shows("wait not known yet")
    states = {ticket.state for ticket in fixture.station.mirror.floor.tickets.values()}
    assert states == {TicketState.WAITING}
