"""Every state of a counter's screen, brought about as agents and visitors bring it about."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from PySide6.QtCore import QObject
from PySide6.QtTest import QTest

from kiosk.client.reply import Done
from kiosk.domain.appointment import Appointment, AppointmentBooked
from kiosk.domain.catalogue import Catalogue
from kiosk.domain.commands import (
    BookAppointment,
    CallForHelp,
    CallNext,
    CheckIn,
    Command,
    FinishService,
    HoldTicket,
    IssueTicket,
    OpenCounter,
    PauseCounter,
    Recall,
    ReportPrinter,
    Role,
    StartService,
)
from kiosk.domain.events import PrinterState
from kiosk.domain.ids import (
    AgentId,
    AppointmentCode,
    CounterId,
    Language,
    ServiceId,
    TicketId,
)
from kiosk.printer.outcome import Cancelled, Cause, Level, NotPrinted, Outcome, Printed, Unconfirmed
from kiosk.ui.counter_asking import Asking
from kiosk.ui.counter_desk import Desk
from kiosk.ui.counter_paper import CounterPaper
from kiosk.ui.counter_screen import CounterScreen
from kiosk.ui.counter_signing import Signing
from kiosk.ui.words import Words
from tests.ui.door_by_hand import DoorByHand
from tests.ui.printer_by_hand import PLACES, SPARE, PrinterByHand
from tests.ui.product import huduma, sentences
from tests.ui.stations import StationInMemory

MODULE = "Foleni.Counter"
SIZES_PX = ((1280, 800), (1920, 1080), (1366, 768), (1024, 768))
DIAGONAL_IN = 15.6
MORNING = datetime(2026, 11, 20, 10, 0, tzinfo=ZoneInfo("Africa/Nairobi"))
COUNTER = CounterId("3")
INFORMATION = CounterId("1")


class CounterFixture:
    """One counter with its centre, its printer and its clock in the test's hands."""

    def __init__(
        self,
        language: str = "en",
        *,
        counter: CounterId = COUNTER,
        centre: Catalogue | None = None,
        printer: bool = True,
        pins: Mapping[str, str] | None = None,
    ) -> None:
        self.catalogue = centre or catalogue()
        self.station = StationInMemory(self.catalogue, MORNING, Role.COUNTER)
        self.texts = sentences()
        self.printer = PrinterByHand()
        self.monotonic_s = 100.0
        self.counter = counter
        asking = Asking(self.station, self.texts)
        self.door = DoorByHand(pins or {})
        desk = Desk(
            station=self.station,
            counter=counter,
            texts=self.texts,
            asking=asking,
            paper=CounterPaper(self.printer, places=PLACES) if printer else None,
            signing=Signing(self.door, self.station, asking) if pins is not None else None,
        )
        self.screen = CounterScreen(desk, language=language, monotonic_s=lambda: self.monotonic_s)

    def shown(self) -> Mapping[str, QObject]:
        """The window's properties."""
        return {"counter": self.screen, "words": Words(self.texts, self.screen)}

    def says(self, name: str) -> str:
        """One of the screen's properties."""
        return str(self.screen.property(name))

    def until(self, holds: Callable[[], bool]) -> None:
        """Let the loop run until this holds."""
        for _ in range(2000):
            if holds():
                return
            QTest.qWait(1)
        raise AssertionError(f"it never came to be: {self.says('state')}, {self.says('panel')}")

    def settle(self) -> None:
        """The first two seconds after a call have passed."""
        self.monotonic_s += 2.0

    def order(self, command: Command) -> Done:
        """A command of another device, or of this one at an earlier time; it is not refused."""
        reply = self.station.order(Role.COUNTER, command)
        assert isinstance(reply, Done), reply
        self.screen.refresh()
        return reply

    def pass_minutes(self, minutes: float) -> None:
        """Time goes by."""
        self.station.advance(minutes)
        self.screen.refresh()

    def open(self, *services: str, agent: str = "07") -> None:
        """The counter opens, with what its catalogue names unless told otherwise."""
        offered = tuple(map(ServiceId, services)) or self.catalogue.counter[self.counter].services
        command = OpenCounter(counter=self.counter, agent=AgentId(agent), services=offered)
        self.order(command)

    def come(
        self, service: str = "id-lost", *, language: str = "sw", assist: bool = False
    ) -> TicketId:
        """A visitor takes a ticket at a kiosk."""
        command = IssueTicket(
            service=ServiceId(service),
            language=Language(language),
            priority=assist,
            assist=assist,
        )
        issued = self.order(command).issued
        assert issued is not None
        return issued.ticket

    def book(self, slot: datetime, service: str = "passport") -> Appointment:
        """Somebody was given a place in the book."""
        command = BookAppointment(service=ServiceId(service), slot=slot)
        (entry,) = self.order(command).entries
        assert isinstance(entry.event, AppointmentBooked)
        return self.kept(entry.event.code)

    def kept(self, code: str) -> Appointment:
        """An appointment as it stands now."""
        appointment = self.station.mirror.floor.book.get(AppointmentCode(code))
        assert appointment is not None
        return appointment

    def morning(self) -> None:
        """The hall as the drawings have it: one on hold, eighteen waiting."""
        self.open()
        self.come()
        self.order(CallNext(counter=self.counter))
        self.order(StartService(counter=self.counter))
        self.order(HoldTicket(counter=self.counter, reason="photo"))
        for service, visitors in (("id-lost", 5), ("birth", 2), ("id-first", 8), ("nssf-join", 2)):
            for number in range(visitors):
                self.come(service, assist=service == "id-lost" and number == 0)
                self.pass_minutes(0.6)
        self.come("death", language="en")
        self.pass_minutes(3)

    def serve_one(self, *, minutes: float = 4) -> None:
        """The next one is called, comes, and is here for so long."""
        self.order(CallNext(counter=self.counter))
        self.order(StartService(counter=self.counter))
        self.pass_minutes(minutes)


def catalogue(*, sample: bool = False) -> Catalogue:
    """The real one; ``sample`` makes its centre a sample centre."""
    real = huduma()
    return replace(real, rules=replace(real.rules, open_all_day=sample))


def closed(language: str) -> Mapping[str, QObject]:
    """Nobody works here yet."""
    return CounterFixture(language).shown()


def closed_refused(language: str) -> Mapping[str, QObject]:
    """Enter, before a code was typed."""
    fixture = CounterFixture(language)
    fixture.screen.opening_form.open()
    return fixture.shown()


PINS = {"07": "4711", "AMINA-12": "825082"}


def signing_in(language: str) -> Mapping[str, QObject]:
    """Where agents prove who they are; nobody has yet."""
    fixture = CounterFixture(language, pins=PINS)
    fixture.until(lambda: bool(fixture.screen.opening_form.property("asksPin")))
    return fixture.shown()


def _tried(language: str, times: int) -> Mapping[str, QObject]:
    fixture = CounterFixture(language, pins=PINS)
    form = fixture.screen.opening_form
    fixture.until(lambda: bool(form.property("asksPin")))
    for _ in range(times):
        form.setProperty("agent", "AMINA-12")
        form.setProperty("pin", "9999")
        form.open()
        fixture.until(lambda: form.property("pin") == "")
    fixture.screen.refresh()
    return fixture.shown()


def signing_in_wrong(language: str) -> Mapping[str, QObject]:
    """A PIN that is not this agent's."""
    return _tried(language, 1)


def signing_in_locked(language: str) -> Mapping[str, QObject]:
    """Wrong too often."""
    return _tried(language, 6)


def signed_in(language: str) -> Mapping[str, QObject]:
    """After a new start in the middle of a day."""
    fixture = CounterFixture(language, pins=PINS)
    fixture.door.agent = "AMINA-12"
    fixture.screen.opening_form.begin()
    fixture.until(lambda: fixture.screen.opening_form.property("signedIn") != "")
    return fixture.shown()


def _working(language: str, **more: bool) -> CounterFixture:
    fixture = CounterFixture(language, centre=catalogue(sample=more.get("sample", False)))
    fixture.morning()
    return fixture


def free(language: str) -> Mapping[str, QObject]:
    """Between two visitors."""
    return _working(language).shown()


def free_empty(language: str) -> Mapping[str, QObject]:
    """Nobody is waiting, and that has just been said."""
    fixture = CounterFixture(language)
    fixture.open("nssf-join")
    return fixture.shown()


def ready(language: str) -> Mapping[str, QObject]:
    """The next arrival is called here."""
    fixture = CounterFixture(language)
    fixture.open()
    fixture.order(CallNext(counter=COUNTER, wait=True))
    return fixture.shown()


def called(language: str) -> Mapping[str, QObject]:
    """As drawn: called, not here yet, to be met."""
    fixture = _working(language)
    fixture.order(CallNext(counter=COUNTER))
    return fixture.shown()


def called_again(language: str) -> Mapping[str, QObject]:
    """The second call, in the sample centre."""
    fixture = _working(language, sample=True)
    fixture.order(CallNext(counter=COUNTER))
    fixture.order(Recall(counter=COUNTER))
    return fixture.shown()


def serving(language: str) -> Mapping[str, QObject]:
    """As drawn."""
    fixture = _working(language)
    fixture.serve_one()
    return fixture.shown()


def over_target(language: str) -> Mapping[str, QObject]:
    """Longer than planned, with a break to follow and somebody who called for help."""
    fixture = _working(language)
    fixture.serve_one(minutes=12)
    fixture.station.order(Role.KIOSK, CallForHelp())
    fixture.screen.act("break")
    fixture.screen.reason_question.answer("lunch")
    return fixture.shown()


def _printers(fixture: CounterFixture, **more: PrinterState) -> None:
    """Two kiosks tell of the one at the entrance, that ran out four minutes ago."""
    low = {"Huduma ya kwanza": PrinterState.LOW} | more
    for printer, state in low.items():
        fixture.station.order(Role.COUNTER, ReportPrinter(printer=printer, state=state))
    fixture.pass_minutes(13)
    out = ReportPrinter(printer="Entrance", state=PrinterState.NOT_READY, cause="paper_out")
    for role in (Role.KIOSK, Role.COUNTER):
        fixture.station.order(role, out)
    fixture.pass_minutes(4)


def printers(language: str) -> Mapping[str, QObject]:
    """One printer has no paper, another is low."""
    fixture = _working(language)
    _printers(fixture)
    fixture.serve_one()
    return fixture.shown()


def printers_called(language: str) -> Mapping[str, QObject]:
    """Everything at once: a visitor to be met, a call for help, and many printers in trouble."""
    fixture = _working(language, sample=True)
    _printers(
        fixture,
        **{
            "Kaunta ya huduma kwa wazee, ghorofa ya 2": PrinterState.UNREACHABLE,
            "192.168.100.150:9100": PrinterState.UNREACHABLE,
            "Hall 3": PrinterState.LOW,
        },
    )
    fixture.station.order(Role.KIOSK, CallForHelp())
    fixture.order(CallNext(counter=COUNTER))
    return fixture.shown()


def printers_two(language: str) -> Mapping[str, QObject]:
    """A visitor is here, and two printers with long names are gone."""
    fixture = _working(language)
    for printer in (
        "Kaunta ya huduma kwa wazee, ghorofa ya 2",
        "Kaunta ya huduma kwa wageni, ghorofa 14",
    ):
        low = ReportPrinter(printer=printer, state=PrinterState.LOW)
        fixture.station.order(Role.KIOSK, low)
    fixture.serve_one(minutes=125)
    return fixture.shown()


def printers_closed(language: str) -> Mapping[str, QObject]:
    """In the morning, before anybody works here."""
    fixture = CounterFixture(language)
    _printers(fixture)
    return fixture.shown()


def printers_information(language: str) -> Mapping[str, QObject]:
    """At the desk that issues tickets."""
    fixture = CounterFixture(language, counter=INFORMATION)
    fixture.open()
    _printers(fixture)
    return fixture.shown()


def printers_issue(language: str) -> Mapping[str, QObject]:
    """While a ticket is being issued there."""
    fixture = _issuing(language)
    _printers(fixture)
    return fixture.shown()


def paused(language: str) -> Mapping[str, QObject]:
    """At lunch."""
    fixture = _working(language)
    fixture.order(PauseCounter(counter=COUNTER, reason="lunch"))
    fixture.pass_minutes(11)
    return fixture.shown()


def lost(language: str) -> Mapping[str, QObject]:
    """The centre is gone while a visitor is here."""
    fixture = _working(language)
    fixture.serve_one()
    fixture.station.cut()
    fixture.screen.refresh()
    return fixture.shown()


def lost_free(language: str) -> Mapping[str, QObject]:
    """The centre is gone, nobody is here."""
    fixture = _working(language)
    fixture.station.cut()
    fixture.screen.refresh()
    return fixture.shown()


def by_hand(language: str) -> Mapping[str, QObject]:
    """The centre is gone, and the agent goes on with the list."""
    fixture = _working(language)
    for _ in range(40):
        fixture.come()
    fixture.serve_one()
    fixture.station.cut()
    fixture.screen.refresh()
    fixture.screen.goOnByHand()
    return fixture.shown()


def starting(language: str) -> Mapping[str, QObject]:
    """The first moment."""
    fixture = CounterFixture(language)
    fixture.station.ready = fixture.station.online = False
    fixture.screen.refresh()
    return fixture.shown()


def unknown(language: str) -> Mapping[str, QObject]:
    """The settings name a counter that the centre does not have."""
    return CounterFixture(language, counter=CounterId("17")).shown()


def hold(language: str) -> Mapping[str, QObject]:
    """Why on hold?"""
    return _panel(language, "hold")


def pause_why(language: str) -> Mapping[str, QObject]:
    """Why a break?"""
    return _panel(language, "break")


def transfer(language: str) -> Mapping[str, QObject]:
    """Transfer to which service?"""
    return _panel(language, "transfer")


def issue(language: str) -> Mapping[str, QObject]:
    """A ticket for which service?"""
    return _panel(language, "issue")


def find(language: str) -> Mapping[str, QObject]:
    """Which number?"""
    return _panel(language, "find")


def _panel(language: str, action: str) -> Mapping[str, QObject]:
    fixture = _working(language)
    fixture.serve_one()
    fixture.screen.act(action)
    return fixture.shown()


def close(language: str) -> Mapping[str, QObject]:
    """Really?"""
    fixture = _working(language)
    fixture.screen.act("close")
    return fixture.shown()


def _issuing(language: str) -> CounterFixture:
    fixture = CounterFixture(language, counter=INFORMATION)
    fixture.open()
    fixture.screen.act("issue")
    fixture.screen.issue_desk.choose("birth-late")
    return fixture


def issue_details(language: str) -> Mapping[str, QObject]:
    """The visitor's language, and priority."""
    fixture = _issuing(language)
    fixture.screen.issue_desk.togglePriority()
    return fixture.shown()


def _issued(language: str, outcome: Outcome) -> Mapping[str, QObject]:
    fixture = _issuing(language)
    fixture.screen.issue_desk.issue()
    fixture.until(lambda: bool(fixture.printer.jobs))
    fixture.printer.ends(outcome)
    return fixture.shown()


def issued(language: str) -> Mapping[str, QObject]:
    """The number, and its paper."""
    return _issued(language, Printed(level=Level.FENCE))


def issued_and_held(language: str) -> Mapping[str, QObject]:
    """The number, and a paper that waits for its printer."""
    fixture = _issuing(language)
    fixture.screen.issue_desk.issue()
    fixture.until(lambda: bool(fixture.printer.jobs))
    fixture.printer.holds(Cause.UNREACHABLE)
    return fixture.shown()


def issued_elsewhere(language: str) -> Mapping[str, QObject]:
    """The number, and a paper that another printer may have printed."""
    fixture = _issuing(language)
    fixture.screen.issue_desk.issue()
    fixture.until(lambda: bool(fixture.printer.jobs))
    fixture.printer.ends(Unconfirmed(bytes_sent=900, cause=Cause.HUNG_UP), at=SPARE)
    return fixture.shown()


def issued_and_cut_off(language: str) -> Mapping[str, QObject]:
    """The number, and a piece of paper."""
    return _issued(language, Cancelled(bytes_sent=900, cause=Cause.PAPER_OUT))


def issued_without_paper(language: str) -> Mapping[str, QObject]:
    """The number, and no paper."""
    return _issued(language, NotPrinted(cause=Cause.PAPER_OUT))


def _found(language: str) -> CounterFixture:
    fixture = _working(language)
    fixture.screen.act("find")
    desk = fixture.screen.find_desk
    desk.setProperty("query", "f2")
    desk.find()
    return fixture


def found(language: str) -> Mapping[str, QObject]:
    """A waiting ticket and all that can be done with it."""
    return _found(language).shown()


def found_cancel(language: str) -> Mapping[str, QObject]:
    """Really out of the queue?"""
    fixture = _found(language)
    fixture.screen.find_desk.act("cancel")
    return fixture.shown()


def not_found(language: str) -> Mapping[str, QObject]:
    """No such number today."""
    fixture = _working(language)
    fixture.screen.act("find")
    desk = fixture.screen.find_desk
    desk.setProperty("query", "X917")
    desk.find()
    return fixture.shown()


def information(language: str) -> Mapping[str, QObject]:
    """The information desk, which issues and finds first; many queues, three on hold."""
    centre = catalogue()
    fixture = CounterFixture(language, counter=INFORMATION, centre=centre)
    fixture.open(*(service.id for service in centre.services))
    for service in ("birth", "information", "kra-pin"):
        fixture.come(service)
        fixture.order(CallNext(counter=INFORMATION))
        fixture.order(StartService(counter=INFORMATION))
        fixture.order(HoldTicket(counter=INFORMATION, reason="document"))
    for offered in centre.services:
        fixture.come(offered.id)
    fixture.pass_minutes(14)
    return fixture.shown()


def information_serving(language: str) -> Mapping[str, QObject]:
    """The longest of the services, at the information desk."""
    centre = catalogue()
    fixture = CounterFixture(language, counter=INFORMATION, centre=centre)
    fixture.open(*(service.id for service in centre.services))
    fixture.come("construction", assist=True)
    fixture.order(CallNext(counter=INFORMATION))
    fixture.order(StartService(counter=INFORMATION))
    fixture.order(FinishService(counter=INFORMATION))
    fixture.come("birth-late", assist=True)
    fixture.order(CallNext(counter=INFORMATION))
    return fixture.shown()


def slot(hour: int, minute: int = 0, *, days: int = 0) -> datetime:
    """A time of the morning's day, or of one so many days later."""
    return MORNING.replace(hour=hour, minute=minute) + timedelta(days=days)


def free_appointment(language: str) -> Mapping[str, QObject]:
    """Somebody with an appointment is next, before others who came earlier."""
    fixture = CounterFixture(language)
    fixture.open("passport", "id-lost")
    booked = fixture.book(slot(10, 30))
    fixture.pass_minutes(12)
    fixture.come()
    fixture.come("passport")
    fixture.pass_minutes(6)
    fixture.order(CheckIn(appointment=booked.code, language=Language("sw")))
    return fixture.shown()


def called_appointment(language: str) -> Mapping[str, QObject]:
    """And is called."""
    fixture = CounterFixture(language)
    fixture.open("passport")
    booked = fixture.book(slot(10, 30))
    fixture.pass_minutes(11)
    fixture.order(CheckIn(appointment=booked.code, language=Language("sw")))
    fixture.pass_minutes(4)
    fixture.order(CallNext(counter=COUNTER))
    return fixture.shown()


def book_service(language: str) -> Mapping[str, QObject]:
    """An appointment for which service?"""
    return _panel(language, "book")


def _booking(language: str, *, printer: bool = True) -> CounterFixture:
    fixture = CounterFixture(language, counter=INFORMATION, printer=printer)
    fixture.open()
    fixture.screen.act("book")
    fixture.screen.book_desk.choose("passport")
    return fixture


def book_time(language: str) -> Mapping[str, QObject]:
    """When? Some times of some days are full."""
    fixture = _booking(language)
    for hour, minute in ((11, 0), (11, 30), (14, 0)):
        for _ in range(2):
            fixture.station.order(
                Role.COUNTER,
                BookAppointment(service=ServiceId("passport"), slot=slot(hour, minute)),
            )
    fixture.screen.refresh()
    return fixture.shown()


def book_full(language: str) -> Mapping[str, QObject]:
    """A time that is full was chosen all the same."""
    fixture = _booking(language)
    for _ in range(9):
        command = BookAppointment(service=ServiceId("passport"), slot=slot(11, 0))
        fixture.station.order(Role.COUNTER, command)
    fixture.screen.refresh()
    fixture.screen.book_desk.slot_picker.pickTime(1)
    return fixture.shown()


def book_details(language: str) -> Mapping[str, QObject]:
    """In which language?"""
    fixture = _booking(language)
    fixture.screen.book_desk.slot_picker.pickTime(0)
    return fixture.shown()


def _booked(language: str, *, printer: bool = True) -> CounterFixture:
    fixture = _booking(language, printer=printer)
    fixture.screen.book_desk.slot_picker.pickTime(0)
    fixture.screen.book_desk.book()
    fixture.until(lambda: fixture.screen.book_desk.property("step") == "booked")
    return fixture


def booked(language: str) -> Mapping[str, QObject]:
    """The number, and its paper."""
    fixture = _booked(language)
    fixture.printer.ends(Printed(level=Level.FENCE))
    return fixture.shown()


def booked_not_printed(language: str) -> Mapping[str, QObject]:
    """The number, and a paper that waits for its printer."""
    fixture = _booked(language)
    fixture.printer.holds(Cause.PAPER_OUT)
    return fixture.shown()


def booked_without_printer(language: str) -> Mapping[str, QObject]:
    """The number, to be written down."""
    return _booked(language, printer=False).shown()


def _appointment(
    language: str, when: datetime, *, minutes: float = 0, service: str = "passport"
) -> CounterFixture:
    """One is found so many minutes later."""
    fixture = CounterFixture(language, counter=INFORMATION)
    fixture.open()
    found = fixture.book(when, service)
    fixture.pass_minutes(minutes)
    fixture.screen.act("find")
    desk = fixture.screen.find_desk
    desk.setProperty("query", f"MOLO-A-{found.code}")
    desk.find()
    return fixture


def appointment(language: str) -> Mapping[str, QObject]:
    """Found, and on time."""
    return _appointment(language, slot(10, 30), minutes=12).shown()


def appointment_late(language: str) -> Mapping[str, QObject]:
    """Found, and so late that nothing is left of it."""
    return _appointment(language, slot(10, 30), minutes=64).shown()


def appointment_day(language: str) -> Mapping[str, QObject]:
    """Found, and for another day."""
    return _appointment(language, slot(11, 0, days=5), service="driving-licence").shown()


def appointment_cancel(language: str) -> Mapping[str, QObject]:
    """Really?"""
    fixture = _appointment(language, slot(10, 30))
    fixture.screen.find_desk.act("cancel-appointment")
    return fixture.shown()


def appointment_check_in(language: str) -> Mapping[str, QObject]:
    """Language and priority of whoever has come to it."""
    fixture = _appointment(language, slot(10, 30), minutes=12)
    fixture.screen.find_desk.act("check-in")
    return fixture.shown()


def appointment_move(language: str) -> Mapping[str, QObject]:
    """Another time for it."""
    fixture = _appointment(language, slot(10, 30))
    fixture.screen.find_desk.act("move")
    return fixture.shown()


def appointment_move_to(language: str) -> Mapping[str, QObject]:
    """To this one?"""
    fixture = _appointment(language, slot(10, 30))
    fixture.screen.find_desk.act("move")
    fixture.screen.book_desk.slot_picker.pickTime(3)
    return fixture.shown()


def appointment_unknown(language: str) -> Mapping[str, QObject]:
    """A digit was mistyped."""
    fixture = _working(language)
    fixture.screen.act("find")
    desk = fixture.screen.find_desk
    desk.setProperty("query", "10203046")
    desk.find()
    return fixture.shown()


def found_passing(language: str) -> Mapping[str, QObject]:
    """Somebody who is not next, called all the same?"""
    fixture = _working(language)
    fixture.screen.act("find")
    desk = fixture.screen.find_desk
    desk.setProperty("query", "a6")
    desk.find()
    desk.act("call")
    return fixture.shown()


SCENES: dict[str, Callable[[str], Mapping[str, QObject]]] = {
    "closed": closed,
    "closed-refused": closed_refused,
    "signing-in": signing_in,
    "signing-in-wrong": signing_in_wrong,
    "signing-in-locked": signing_in_locked,
    "signed-in": signed_in,
    "free": free,
    "free-empty": free_empty,
    "ready": ready,
    "called": called,
    "called-again": called_again,
    "serving": serving,
    "over-target": over_target,
    "printers": printers,
    "printers-called": printers_called,
    "printers-two": printers_two,
    "printers-closed": printers_closed,
    "printers-information": printers_information,
    "printers-issue": printers_issue,
    "break": paused,
    "lost": lost,
    "lost-free": lost_free,
    "by-hand": by_hand,
    "starting": starting,
    "unknown": unknown,
    "hold": hold,
    "break-why": pause_why,
    "transfer": transfer,
    "issue": issue,
    "issue-details": issue_details,
    "issued": issued,
    "issued-without-paper": issued_without_paper,
    "issued-held": issued_and_held,
    "issued-elsewhere": issued_elsewhere,
    "issued-cut-off": issued_and_cut_off,
    "find": find,
    "found": found,
    "found-cancel": found_cancel,
    "not-found": not_found,
    "close": close,
    "free-appointment": free_appointment,
    "called-appointment": called_appointment,
    "book-service": book_service,
    "book-time": book_time,
    "book-full": book_full,
    "book-details": book_details,
    "booked": booked,
    "booked-not-printed": booked_not_printed,
    "booked-without-printer": booked_without_printer,
    "appointment": appointment,
    "appointment-late": appointment_late,
    "appointment-day": appointment_day,
    "appointment-cancel": appointment_cancel,
    "appointment-check-in": appointment_check_in,
    "appointment-move": appointment_move,
    "appointment-move-to": appointment_move_to,
    "appointment-unknown": appointment_unknown,
    "found-passing": found_passing,
    "information": information,
    "information-serving": information_serving,
}
"""What to draw, by name: the screen's properties in a language."""
