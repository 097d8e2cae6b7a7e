"""Checking in at the kiosk: by the code before its reader, or by its number."""

from dataclasses import replace
from functools import partial

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtTest import QTest

from kiosk.domain.appointment import Share
from kiosk.domain.appointment_code import code_from
from kiosk.domain.catalogue import Slots
from kiosk.domain.commands import CancelAppointment, CheckIn, Role, SuspendService
from kiosk.domain.ids import AppointmentCode, CommandId, Language, ServiceId
from kiosk.ui.kiosk_codes import TRIES, Sought, sought_by_scan, typed_code
from kiosk.ui.kiosk_pages import APPOINTMENT
from kiosk.ui.kiosk_settings import KioskSettings
from kiosk.ui.kiosk_visit import MOST_MISSES
from tests.ui.conftest import Opens
from tests.ui.kiosk_fit import SCREENS, look_of, opened
from tests.ui.kiosk_page import QUICK, shown
from tests.ui.listener import Listener
from tests.ui.page import Page
from tests.ui.scenes.kiosk import A_FRIDAY, PRINTED, KioskFixture, scene

HALF_PAST_TEN = (10, 30)
NOBODYS = next(f"1000000{digit}" for digit in range(10) if typed_code(f"1000000{digit}"))
"""A number as it should be, which nobody was given."""


@pytest.fixture
def fixture(qapp: object) -> KioskFixture:
    return KioskFixture()


def checked_in(fixture: KioskFixture, code: str) -> bool:
    appointment = fixture.station.mirror.floor.book.get(AppointmentCode(code))
    return appointment is not None and appointment.ticket is not None


def told(fixture: KioskFixture) -> tuple[str, str]:
    """What the first language says of the appointment, and what it means."""
    (page, *_) = fixture.kiosk.property("appointments")
    return (page["told"], page["note"])


def touch_digits(page: Page, digits: str) -> None:
    for digit in digits:
        page.tap(f"key-{digit}")


# By its number.


def test_an_appointment_becomes_a_ticket_by_its_number(
    open_page: Opens, fixture: KioskFixture
) -> None:
    code = fixture.book(*HALF_PAST_TEN)
    page = shown(open_page, fixture)
    page.tap("language-en")
    page.tap(f"tile-{APPOINTMENT}")
    touch_digits(page, code)

    page.tap("find")
    assert page.shows("10:30")
    assert page.shows("You are on time.")
    page.tap("check-in")
    fixture.until(lambda: fixture.page == "ticket")

    (ticket,) = fixture.station.mirror.floor.tickets.values()
    assert (ticket.appointment, ticket.service, ticket.language) == (code, "id-first", "en")
    assert page.find("number").property("say") == ticket.number
    assert len(fixture.printer.jobs) == 1


def test_a_wrong_digit_is_erased_and_typed_again(open_page: Opens, fixture: KioskFixture) -> None:
    code = fixture.book(*HALF_PAST_TEN)
    page = shown(open_page, fixture)
    fixture.choose("en")
    fixture.type_code(code[:-1] + str((int(code[-1]) + 1) % 10))
    page.tap("find")
    assert page.shows("This number is not right.")

    page.tap("key-erase")
    assert not page.shows("This number is not right.")
    assert not page.has("find")
    touch_digits(page, code[-1])
    page.tap("find")

    assert fixture.page == "appointment"


def test_only_digits_are_taken_and_no_more_than_there_are(fixture: KioskFixture) -> None:
    fixture.choose("en")
    fixture.type_code("")
    for typed in ("x", "", "12", "-", " ", "٣", *"1234567890"):
        fixture.kiosk.typeDigit(typed)

    assert fixture.kiosk.property("code")["typed"] == ["1234", "5678"]


def test_a_number_nobody_has_is_said_to_be_unknown(fixture: KioskFixture) -> None:
    fixture.choose("sw")
    fixture.type_code(NOBODYS)

    fixture.kiosk.findAppointment()

    assert fixture.page == "code"
    assert fixture.kiosk.property("code")["problem"] == "Miadi hii haijulikani hapa."


def test_whoever_guesses_numbers_is_sent_to_a_colleague(fixture: KioskFixture) -> None:
    code = fixture.book(*HALF_PAST_TEN)
    fixture.choose("en")
    fixture.type_code(NOBODYS)
    for _ in range(MOST_MISSES):
        fixture.kiosk.findAppointment()
    for _ in range(8):
        fixture.kiosk.eraseDigit()
    assert fixture.kiosk.property("code")["over"]

    fixture.kiosk.back()
    fixture.type_code(code)
    fixture.kiosk.findAppointment()

    assert fixture.page == "code"
    assert "information desk" in fixture.kiosk.property("code")["instead"]
    fixture.scan_code(code)
    assert fixture.page == "appointment"


def test_who_guesses_as_one_visitor_after_another_waits_too(fixture: KioskFixture) -> None:
    code = fixture.book(*HALF_PAST_TEN)
    for _ in range(TRIES // (MOST_MISSES - 1)):
        fixture.choose("en")
        fixture.type_code(NOBODYS)
        for _ in range(MOST_MISSES - 1):
            fixture.kiosk.findAppointment()
        fixture.kiosk.startAgain()
    fixture.choose("en")
    fixture.type_code(code)

    fixture.kiosk.findAppointment()

    assert fixture.page == "code"
    assert "information desk" in fixture.kiosk.property("code")["instead"]


def test_codes_before_the_reader_are_not_guessed_faster(fixture: KioskFixture) -> None:
    code = fixture.book(*HALF_PAST_TEN)
    live = fixture.station.mirror.floor.book
    for chance in range(TRIES):
        guess = code_from(chance.to_bytes(2), Share.CENTRE, live)
        for _ in range(3):  # a reader says what it sees as long as it sees it
            fixture.scan_code(guess)
        assert told(fixture)[0] == "Miadi hii haijulikani hapa."

    fixture.scan_code(code)

    assert told(fixture)[0] == "Miadi yako haijapatikana."
    fixture.station.advance(0.2)
    fixture.scan_code(code)
    assert fixture.kiosk.property("appointments")[0]["can_take"]


def test_codes_that_somebody_has_are_tried_as_often_as_one_likes(fixture: KioskFixture) -> None:
    codes = [fixture.book(*HALF_PAST_TEN), fixture.book(*HALF_PAST_TEN)]
    for _ in range(TRIES):
        for code in codes:
            fixture.scan_code(code)
    assert fixture.kiosk.property("appointments")[0]["can_take"]


def test_the_next_visitor_finds_no_digit_of_the_last(fixture: KioskFixture) -> None:
    fixture.choose("en")
    fixture.type_code("1000")
    fixture.kiosk.startAgain()
    fixture.choose("en")
    fixture.type_code("")

    assert fixture.kiosk.property("code")["typed"] == ["––––", "––––"]


def test_back_leads_from_the_appointment_to_its_number_to_the_services(
    fixture: KioskFixture,
) -> None:
    code = fixture.book(*HALF_PAST_TEN)
    fixture.choose("en")
    fixture.type_code(code)
    fixture.kiosk.findAppointment()

    fixture.kiosk.back()
    assert fixture.page == "code"
    fixture.kiosk.goBack()
    assert fixture.page == "services"


# By its code.


def test_a_code_at_rest_is_told_in_every_language_and_each_leads_to_the_ticket(
    open_page: Opens, fixture: KioskFixture
) -> None:
    code = fixture.book(*HALF_PAST_TEN)
    page = shown(open_page, fixture)
    fixture.scan_code(code)
    assert page.shows("Umefika kwa wakati.")
    assert page.shows("You are on time.")

    page.tap("check-in-en")
    fixture.until(lambda: fixture.page == "ticket")

    (ticket,) = fixture.station.mirror.floor.tickets.values()
    assert ticket.language == "en"


def test_a_code_is_understood_on_every_page_before_the_ticket(fixture: KioskFixture) -> None:
    code = fixture.book(*HALF_PAST_TEN)
    fixture.choose("sw", "id")
    fixture.kiosk.togglePriority()

    fixture.scan_code(code)

    assert fixture.page == "appointment"
    assert fixture.kiosk.property("language") == "sw"
    assert not fixture.kiosk.property("priority")
    fixture.kiosk.back()
    assert fixture.page == "services"


def test_a_code_takes_nobodys_ticket_from_the_screen(fixture: KioskFixture) -> None:
    code = fixture.book(*HALF_PAST_TEN)
    fixture.take()
    fixture.scan_code(code)
    assert fixture.page == "ticket"

    fixture.printed(PRINTED)
    fixture.kiosk.done()
    fixture.kiosk.chooseLanguage("en")
    fixture.kiosk.openGroup("id")
    fixture.kiosk.takeTicket()
    fixture.scan_code(code)
    fixture.until(lambda: fixture.page == "ticket")


def test_a_code_of_another_centre_is_told_from_one_that_is_spoilt(fixture: KioskFixture) -> None:
    code = fixture.book(*HALF_PAST_TEN)

    assert sought_by_scan("MOLO", f"molo-a-{code}\n") == Sought(code=AppointmentCode(code))
    assert sought_by_scan("MOLO", code) == Sought(code=AppointmentCode(code))
    assert sought_by_scan("MOLO", f"NAKURU-A-{code}") == Sought(foreign="NAKURU")
    assert sought_by_scan("MOLO", "MOLO-A-1234") == Sought()
    assert sought_by_scan("MOLO", "NAKURU-A-12345678") == Sought()
    assert sought_by_scan("MOLO", "HTTPS://Q.FOLENI.KE/T/MOLO-K7M2ABCD") is None


@pytest.mark.parametrize(
    "text",
    [
        "MOLO-A-",
        "-A-12345678",
        "MOLO-A-1234567890123456789",
        "MOLO-A-12٣45678",
        "x" * 512,
        "MOLO-A-12345678'; drop table",
        "\u202eMOLO-A-12345678",
    ],
)
def test_what_a_reader_may_type_harms_nothing(fixture: KioskFixture, text: str) -> None:
    fixture.kiosk.scan(text)

    assert fixture.page in ("scanned", "appointment", "start")
    assert not fixture.station.mirror.floor.tickets
    fixture.kiosk.startAgain()
    assert fixture.page == "start"


def test_an_appointment_nobody_answers_for_goes_away_again(fixture: KioskFixture) -> None:
    quick = KioskFixture(settings=KioskSettings(waits=replace(QUICK, warning_s=1)))
    quick.scan_code(quick.book(*HALF_PAST_TEN))

    quick.until(lambda: quick.page == "start")


# Early, late, not today.


@pytest.mark.parametrize(
    ("name", "says", "note"),
    [
        ("appointment-early-sw", "Umefika mapema.", "Utaitwa karibu 12:00"),
        ("appointment-late", "You are late.", "a little later"),
        ("appointment-lost-sw", "Muda wako umepita.", "Utasubiri kama wanaofika sasa."),
    ],
)
def test_how_one_comes_is_said_before_the_ticket(
    qapp: object, name: str, says: str, note: str
) -> None:
    fixture = scene(name)

    assert told(fixture)[0] == says
    assert note in told(fixture)[1]
    fixture.kiosk.checkIn(fixture.kiosk.property("language"))
    fixture.until(lambda: fixture.page == "ticket")


def test_nothing_is_promised_to_who_is_early_but_the_time(qapp: object) -> None:
    (page,) = scene("appointment-early-sw").kiosk.property("appointments")
    assert page["figures"]["summary"] == ""


def test_an_appointment_passes_those_who_came_in_its_twenty_minutes(qapp: object) -> None:
    (page,) = scene("appointment").kiosk.property("appointments")
    assert page["figures"]["ahead"] == "0"


@pytest.mark.parametrize(
    ("name", "says", "note"),
    [
        ("appointment-other-day", "This appointment is for another day.", "Monday 23 November"),
        ("appointment-stopped", "This service is stopped for now.", "information desk"),
        ("appointment-used-sw", "Miadi hii tayari imetumika kuingia.", "Tiketi yako A012"),
    ],
)
def test_what_cannot_be_checked_in_says_why_and_what_else(
    qapp: object, name: str, says: str, note: str
) -> None:
    fixture = scene(name)
    tickets = len(fixture.station.mirror.floor.tickets)

    assert told(fixture)[0] == says
    assert note in told(fixture)[1]
    fixture.kiosk.checkIn(fixture.kiosk.property("language"))
    assert not fixture.kiosk.property("asking")
    assert len(fixture.station.mirror.floor.tickets) == tickets


def test_what_changes_meanwhile_is_said_at_once(open_page: Opens, fixture: KioskFixture) -> None:
    code = fixture.book(*HALF_PAST_TEN)
    page = shown(open_page, fixture)
    fixture.choose("en")
    fixture.scan_code(code)
    assert page.has("check-in")

    fixture.station.order(Role.COUNTER, CancelAppointment(appointment=AppointmentCode(code)))

    assert page.shows("This appointment was cancelled.")
    assert not page.has("check-in")


def test_what_the_centre_refuses_is_said_on_the_same_page(fixture: KioskFixture) -> None:
    code = fixture.book(*HALF_PAST_TEN)
    fixture.choose("en")
    fixture.scan_code(code)
    fixture.station.changed.disconnect()
    fixture.station.order(
        Role.MANAGER, SuspendService(service=ServiceId("id-first"), reason="system-down")
    )

    fixture.kiosk.checkIn("en")
    fixture.until(lambda: not fixture.kiosk.property("asking"))

    assert fixture.page == "appointment"
    assert told(fixture)[0] == "This service is stopped for now."


# Before opening, and after the cut-off.


def test_an_hour_before_opening_the_first_screen_is_there_for_who_is_awaited(qapp: object) -> None:
    dawn = KioskFixture(at=A_FRIDAY.replace(hour=6, minute=40))
    assert dawn.kiosk.property("start")["state"] == "closed"
    code = dawn.book(8, 30)
    dawn.station.advance(19)
    dawn.station.changed.emit(None)
    assert dawn.kiosk.property("start")["state"] == "closed"

    dawn.station.advance(2)
    dawn.station.changed.emit(None)

    assert dawn.kiosk.property("start")["state"] == "open"
    dawn.choose("en")
    dawn.type_code(code)
    dawn.kiosk.findAppointment()
    assert told(dawn)[0] == "You are early."


def test_after_the_cut_off_too_and_others_are_told_that_it_is(qapp: object) -> None:
    catalogue = KioskFixture().catalogue
    short = Slots(minutes=15, capacity=2)
    services = (replace(s, appointments=s.appointments and short) for s in catalogue.services)
    late = KioskFixture(
        at=A_FRIDAY.replace(hour=16, minute=20),
        catalogue=replace(catalogue, services=tuple(services)),
    )
    code = late.book(16, 30)
    late.station.advance(30)
    late.station.changed.emit(None)
    assert late.kiosk.property("start")["state"] == "open"

    late.choose("en", "id", "id-first")
    assert "No more tickets today" in late.kiosk.property("promise")["no_title"]
    late.scan_code(code)
    assert told(late)[0] == "You are late."


def test_when_they_have_come_it_is_as_closed_as_it_is(qapp: object) -> None:
    dawn = KioskFixture(at=A_FRIDAY.replace(hour=7, minute=10))
    code = dawn.book(8, 30)
    dawn.choose("en")
    dawn.scan_code(code)
    dawn.kiosk.checkIn("en")
    dawn.until(lambda: dawn.page == "ticket")
    dawn.printed(PRINTED)

    dawn.kiosk.done()

    assert dawn.kiosk.property("start")["state"] == "closed"


# The centre does not answer.


def test_without_an_answer_the_same_appointment_is_checked_in_the_second_time(
    fixture: KioskFixture,
) -> None:
    code = fixture.book(*HALF_PAST_TEN)
    fixture.choose("en")
    fixture.scan_code(code)
    # The centre hears it, its answer is lost; what the kiosk takes back arrives.
    fixture.station.order(
        Role.KIOSK, CheckIn(appointment=AppointmentCode(code), language=Language("en"))
    )
    (lost,) = fixture.station.mirror.floor.tickets
    fixture.station.forgo(CommandId(lost))
    fixture.until(lambda: told(fixture)[0] == "You are on time.")

    fixture.kiosk.checkIn("en")
    fixture.until(lambda: fixture.page == "ticket")

    assert checked_in(fixture, code)


def test_silence_is_said_and_leads_back_to_the_appointment(fixture: KioskFixture) -> None:
    code = fixture.book(*HALF_PAST_TEN)
    fixture.choose("en")
    fixture.scan_code(code)
    fixture.station.silent = True
    fixture.kiosk.checkIn("en")
    fixture.until(lambda: fixture.page == "no_answer")

    fixture.station.silent = False
    fixture.kiosk.tryAgain()

    assert fixture.page == "appointment"


def test_without_the_centre_nothing_is_claimed_of_an_appointment(fixture: KioskFixture) -> None:
    code = fixture.book(*HALF_PAST_TEN)
    fixture.choose("en")
    fixture.station.cut()
    fixture.scan_code(code)

    assert fixture.page == "lost"


# Where there is no book.


def test_without_a_book_no_page_speaks_of_appointments(open_page: Opens) -> None:
    catalogue = KioskFixture().catalogue
    bare = tuple(replace(each, appointments=None) for each in catalogue.services)
    fixture = KioskFixture(catalogue=replace(catalogue, services=bare))
    page = shown(open_page, fixture)
    assert page.shows("Have a ticket? Scan its code here.")

    page.tap("language-en")

    assert not page.has(f"tile-{APPOINTMENT}")
    assert page.shows("Ask at the information desk")


# By keys and by ear.


def test_the_number_is_typed_by_arrows_and_heard(open_page: Opens, fixture: KioskFixture) -> None:
    code = fixture.book(*HALF_PAST_TEN)
    fixture.choose("en")
    fixture.type_code(code[:-1])
    listener = Listener(open_page, fixture)
    listener.begin()

    key = listener.page.find(f"key-{code[-1]}")
    key.forceActiveFocus(Qt.FocusReason.TabFocusReason)
    assert key.property("visualFocus")
    said = listener.hears(partial(listener.page.key, Qt.Key.Key_Return))

    assert "All eight digits" in said
    listener.page.find("find").forceActiveFocus(Qt.FocusReason.TabFocusReason)
    said = listener.hears(partial(listener.page.key, Qt.Key.Key_Return))
    assert "You are on time." in said
    assert fixture.page == "appointment"


def test_a_code_held_before_the_reader_is_answered_aloud_without_the_service(
    open_page: Opens, fixture: KioskFixture
) -> None:
    code = fixture.book(*HALF_PAST_TEN)
    listener = Listener(open_page, fixture)

    said = listener.hears(lambda: fixture.scan_code(code))

    assert not listener.listens()
    assert "You are on time." in said
    assert "ID" not in said


# On every screen.


@pytest.mark.many(3)
@pytest.mark.parametrize("screen", SCREENS)
def test_the_pad_lies_whole_above_the_buttons(open_page: Opens, screen: str) -> None:
    fixture = scene("code-wrong-sw", look=look_of(screen))
    page = opened(open_page, fixture, screen)
    for large in (False, True):
        fixture.look.setProperty("large", large)
        page.settle()
        zero, back = page.find("key-0"), page.find("back")
        below = zero.mapToScene(QPointF(0, zero.height())).y()
        assert below <= back.mapToScene(QPointF(0, 0)).y()


def test_a_digit_pressed_twice_is_two_digits(open_page: Opens) -> None:
    fixture = scene("code")
    page = shown(open_page, fixture)

    page.tap("key-7")
    page.tap("key-7")
    QTest.qWait(0)

    assert fixture.kiosk.property("code")["typed"] == ["4021", "77––"]
