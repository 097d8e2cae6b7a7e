"""Every state of the kiosk, brought about as visitors, agents and printers bring it about."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from PySide6.QtCore import QSignalBlocker, QTimer
from PySide6.QtTest import QTest

from kiosk.client.reply import Done
from kiosk.domain.appointment import AppointmentBooked
from kiosk.domain.appointment_code import qr_text
from kiosk.domain.catalogue import Catalogue, Service
from kiosk.domain.commands import (
    AnswerHelp,
    BookAppointment,
    CallNext,
    CheckIn,
    IssueTicket,
    OpenCounter,
    Role,
    SetQuota,
    SuspendService,
)
from kiosk.domain.events import PrinterState
from kiosk.domain.ids import AgentId, AppointmentCode, CounterId, HelpId, Language, ServiceId
from kiosk.printer.condition import PrinterCondition
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
from kiosk.ui.kiosk_elsewhere import EVERYTHING
from kiosk.ui.kiosk_pages import APPOINTMENT
from kiosk.ui.kiosk_paper import KioskPaper
from kiosk.ui.kiosk_screen import KioskScreen
from kiosk.ui.kiosk_settings import KioskSettings, Waits
from kiosk.ui.look import Look
from kiosk.ui.paper_words import Answer
from kiosk.ui.patience import Patience
from kiosk.ui.words import Words
from tests.ui.printer_by_hand import OWN, PLACES, SPARE, PrinterByHand
from tests.ui.product import huduma, sentences
from tests.ui.stations import StationInMemory

NAIROBI = ZoneInfo("Africa/Nairobi")
A_FRIDAY = datetime(2026, 11, 20, 10, 24, tzinfo=NAIROBI)
STILL_MS = 3_600_000
"""No second of a visitor's passes unless a test lets it, on however slow a machine."""
AGENTS = ("K-17", "K-04", "K-09", "K-21", "K-02", "K-33")


def sample_centre() -> Catalogue:
    """The same, giving tickets at any hour."""
    catalogue = huduma()
    return replace(catalogue, rules=replace(catalogue.rules, open_all_day=True))


class KioskFixture:
    """One kiosk with its centre and its printer in the test's hands."""

    def __init__(
        self,
        *,
        at: datetime = A_FRIDAY,
        catalogue: Catalogue | None = None,
        printer: bool = True,
        ready: bool = True,
        page_url: str | None = "https://q.foleni.ke",
        settings: KioskSettings | None = None,
        look: Look | None = None,
        speaks: bool = True,
    ) -> None:
        self.catalogue = catalogue or huduma()
        self.station = StationInMemory(self.catalogue, at)
        self.station.ready = ready
        self.printer = PrinterByHand()
        self.look = look or Look(double_press_ms=0, reduce_motion=True)
        texts = sentences()
        self.words = Words(texts)
        self.paper = KioskPaper(
            self.station, self.printer if printer else None, page_url=page_url, places=PLACES
        )
        self.kiosk = KioskScreen(
            self.station,
            self.paper,
            texts=texts,
            look=self.look,
            settings=settings or KioskSettings(waits=Waits(second_ms=STILL_MS)),
        )
        if speaks:
            self.kiosk.heard.provide()

    @property
    def page(self) -> str:
        """Which page stands on the screen."""
        return str(self.kiosk.property("page"))

    def until(self, holds: Callable[[], bool]) -> None:
        """Let the loop run until this holds."""
        for _ in range(2000):
            if holds():
                return
            QTest.qWait(1)
        raise AssertionError("it never came to be")

    def a_second_passes(self) -> None:
        """One of the seconds for which the kiosk waits for its visitor."""
        patience = self.kiosk.findChild(Patience)
        assert patience is not None
        timer = patience.findChild(QTimer)
        assert timer is not None
        timer.timeout.emit()

    def open_counters(self) -> None:
        """Every counter opens with what it gives, and one visitor is served at each but two."""
        for counter, agent in zip(self.catalogue.counters, AGENTS, strict=True):
            command = OpenCounter(
                counter=counter.id, agent=AgentId(agent), services=counter.services
            )
            self.station.order(Role.COUNTER, command)

    def crowd(self, visitors: int = 23) -> None:
        """So many take tickets elsewhere, most for what most come for."""
        wanted = ("id-lost", "id-first", "birth", "sha-join", "abstract", "kra-pin", "id-lost")
        for number in range(visitors):
            service = ServiceId(wanted[number % len(wanted)])
            self.station.order(Role.COUNTER, IssueTicket(service=service, language=Language("sw")))

    def busy(self) -> None:
        """An ordinary morning, which the kiosk sees as one that has just been started."""
        with QSignalBlocker(self.station):
            self.open_counters()
            self.crowd()
        self.station.changed.emit(None)

    def choose(self, language: str, group: str | None = None, service: str | None = None) -> None:
        """Touch a language, a tile, a service."""
        self.kiosk.chooseLanguage(language)
        if group is not None:
            self.kiosk.openGroup(group)
        if service is not None:
            self.kiosk.chooseService(service)

    def take(self, language: str = "en", group: str = "id") -> None:
        """Come as far as a stored ticket whose paper is on its way."""
        self.choose(language, group)
        self.kiosk.takeTicket()
        self.kiosk.joinAnyway()
        self.until(lambda: self.page == "ticket")

    def book(self, hour: int, minute: int = 0, *, days: int = 0, service: str = "id-first") -> str:
        """Staff give an appointment at this hour, in so many days; its code."""
        at = self.station.now() + timedelta(days=days)
        slot = at.replace(hour=hour, minute=minute, second=0, microsecond=0)
        command = BookAppointment(service=ServiceId(service), slot=slot)
        reply = self.station.order(Role.COUNTER, command)
        assert isinstance(reply, Done), reply
        (booked,) = (entry.event for entry in reply.entries)
        assert isinstance(booked, AppointmentBooked)
        return booked.code

    def type_code(self, digits: str) -> None:
        """Touch the way of those with an appointment, and the digits of its number."""
        self.kiosk.openGroup(APPOINTMENT)
        for digit in digits:
            self.kiosk.typeDigit(digit)

    def scan_code(self, code: str) -> None:
        """Hold the code of an appointment slip before the reader."""
        self.kiosk.scan(qr_text(self.catalogue.centre.code, AppointmentCode(code)))

    def printed(self, outcome: Outcome) -> None:
        """The printer is done with the newest slip."""
        self.printer.ends(outcome)

    def conditions(self, **states: str) -> None:
        """How each printer is from now on."""
        self.printer.known = {
            name: PrinterCondition(state=PrinterState(state)) for name, state in states.items()
        }
        self.paper.note(OWN, self.printer.known[OWN])

    def lacks_paper(self) -> None:
        """The roll is used up, and the printer has said so."""
        self.conditions(**{OWN: "not_ready"})

    def has_paper(self) -> None:
        """Somebody has put in a roll."""
        self.conditions(**{OWN: "ready"})

    def told(self, name: str) -> str:
        """One of the sentences over the page."""
        return str(self.kiosk.property("told")[name])

    def answer_help(self, call: HelpId) -> None:
        """A colleague says that he is coming."""
        self.station.order(Role.COUNTER, AnswerHelp(help=call))

    def ready_counter(self, counter: str) -> None:
        """A counter stands ready for the next who fits."""
        self.open_counters()
        self.station.order(Role.COUNTER, CallNext(counter=CounterId(counter), wait=True))

    def with_services(self, services: Iterable[Service]) -> Catalogue:
        """The centre's catalogue with other services."""
        return replace(self.catalogue, services=tuple(services))

    def suspend(self, *services: str) -> None:
        """The manager stops these services."""
        for service in services:
            self.station.order(
                Role.MANAGER,
                SuspendService(service=ServiceId(service), reason="system-down"),
            )


PRINTED = Printed(level=Level.PRINTED)
SENT = Sent(level=Level.STATUS)
UNCONFIRMED = Unconfirmed(bytes_sent=9000, cause=Cause.HUNG_UP)
CANCELLED = Cancelled(bytes_sent=9000, cause=Cause.PAPER_OUT)

Scene = Callable[[KioskFixture], None]


def _at_rest(fixture: KioskFixture) -> None:
    fixture.busy()


def _services(fixture: KioskFixture) -> None:
    fixture.busy()
    fixture.suspend("abstract")
    fixture.choose("en")


def _services_sw(fixture: KioskFixture) -> None:
    fixture.busy()
    fixture.choose("sw")


def _services_2(fixture: KioskFixture) -> None:
    _services(fixture)
    fixture.kiosk.more()


def _before(fixture: KioskFixture) -> None:
    fixture.busy()
    fixture.choose("en", "id")


def _before_long_sw(fixture: KioskFixture) -> None:
    fixture.busy()
    fixture.choose("sw", "licences")
    fixture.kiosk.togglePriority()


def _before_not_known(fixture: KioskFixture) -> None:
    fixture.crowd()
    fixture.choose("en", "certificates")


def _before_suspended(fixture: KioskFixture) -> None:
    fixture.busy()
    fixture.suspend("sha-join")
    fixture.choose("en", "sha", "sha-join")


def _before_full(fixture: KioskFixture) -> None:
    fixture.busy()
    fixture.station.order(Role.MANAGER, SetQuota(service=ServiceId("conduct"), quota=0))
    fixture.choose("sw", "conduct")


def _before_few(fixture: KioskFixture) -> None:
    fixture.busy()
    fixture.station.order(Role.MANAGER, SetQuota(service=ServiceId("conduct"), quota=3))
    fixture.choose("en", "conduct")


def _before_cut_off(fixture: KioskFixture) -> None:
    fixture.busy()
    fixture.choose("en", "kra")
    fixture.station.advance(6 * 60 + 25)
    fixture.kiosk.chooseLanguage("en")


def _join(language: str) -> Scene:
    def made(fixture: KioskFixture) -> None:
        fixture.busy()
        fixture.choose(language, "id", "id-first")
        fixture.kiosk.takeTicket()

    return made


def _code(language: str, typed: str) -> Scene:
    def made(fixture: KioskFixture) -> None:
        fixture.busy()
        fixture.choose(language)
        fixture.type_code(typed)
        fixture.kiosk.findAppointment()

    return made


def _code_over(fixture: KioskFixture) -> None:
    _code("en", "12345678")(fixture)
    for _ in range(4):
        fixture.kiosk.findAppointment()


def _with_appointment(fixture: KioskFixture, hour: int, minute: int = 0, *, days: int = 0) -> str:
    """An ordinary morning, before which somebody was given an appointment; its code."""
    code = fixture.book(hour, minute, days=days)
    fixture.station.advance(0.5)
    fixture.busy()
    return code


def _appointment(
    language: str, hour: int, minute: int = 0, *, days: int = 0, later_min: int = 0
) -> Scene:
    """By its number, at 10:24 or so much later."""

    def made(fixture: KioskFixture) -> None:
        code = _with_appointment(fixture, hour, minute, days=days)
        fixture.station.advance(later_min)
        fixture.choose(language)
        fixture.type_code(code)
        fixture.kiosk.findAppointment()

    return made


def _appointment_stopped(fixture: KioskFixture) -> None:
    code = _with_appointment(fixture, 10, 30)
    fixture.suspend("id-first")
    fixture.choose("en")
    fixture.scan_code(code)


def _appointment_used(fixture: KioskFixture) -> None:
    code = _with_appointment(fixture, 10, 30)
    command = CheckIn(appointment=AppointmentCode(code), language=Language("sw"))
    fixture.station.order(Role.COUNTER, command)
    fixture.choose("sw")
    fixture.scan_code(code)


def _appointment_scanned(fixture: KioskFixture) -> None:
    fixture.scan_code(_with_appointment(fixture, 10, 30))


def _appointment_scanned_early(fixture: KioskFixture) -> None:
    fixture.scan_code(_with_appointment(fixture, 12))


def _appointment_scanned_foreign(fixture: KioskFixture) -> None:
    code = _with_appointment(fixture, 12)
    fixture.kiosk.scan(qr_text("NAKURU", AppointmentCode(code)))


def _elsewhere(fixture: KioskFixture) -> None:
    fixture.busy()
    fixture.choose("en", "id", "foreigner-card")


def _elsewhere_all(fixture: KioskFixture) -> None:
    fixture.busy()
    fixture.choose("sw", "unsure", EVERYTHING)


def _printing(fixture: KioskFixture) -> None:
    fixture.busy()
    fixture.take()


def _take_it(fixture: KioskFixture) -> None:
    _printing(fixture)
    fixture.printed(PRINTED)


def _called_at_once(fixture: KioskFixture) -> None:
    fixture.ready_counter("2")
    fixture.take()
    fixture.until(lambda: bool(fixture.kiosk.property("ticket")["called"]))
    fixture.printed(PRINTED)


def _ends(outcome: Outcome, *, language: str = "en", at: str = OWN) -> Scene:
    def made(fixture: KioskFixture) -> None:
        fixture.busy()
        fixture.take(language)
        fixture.printer.ends(outcome, at=at)

    return made


def _holds(cause: Cause, *, language: str = "en", group: str = "id") -> Scene:
    def made(fixture: KioskFixture) -> None:
        fixture.busy()
        fixture.take(language, group)
        fixture.printer.holds(cause)

    return made


def _answers(scene: Scene, answer: Answer) -> Scene:
    def made(fixture: KioskFixture) -> None:
        scene(fixture)
        fixture.kiosk.answer(answer.value)

    return made


def _printing_elsewhere(fixture: KioskFixture) -> None:
    _printing(fixture)
    fixture.printer.begins(at=SPARE)


def _waited_too_long(fixture: KioskFixture) -> None:
    _printing(fixture)
    fixture.printer.holds(Cause.PAPER_OUT)
    fixture.printed(NotPrinted(cause=Cause.EXPIRED))


def _waited_in_vain(fixture: KioskFixture) -> None:
    fixture.lacks_paper()
    _waited_too_long(fixture)


def _no_printer(fixture: KioskFixture) -> None:
    _printing(fixture)


def _before_no_paper(fixture: KioskFixture) -> None:
    fixture.lacks_paper()
    _before(fixture)


def _before_long_no_paper_sw(fixture: KioskFixture) -> None:
    fixture.lacks_paper()
    _before_long_sw(fixture)


def _lost(fixture: KioskFixture) -> None:
    fixture.busy()
    fixture.station.cut()


def _lost_mid_flow(fixture: KioskFixture) -> None:
    fixture.busy()
    fixture.choose("sw", "id")
    fixture.station.cut()


def _alone(language: str = "", *, known_min_ago: float = 4, group: str = "id") -> Scene:
    """The centre was lost; with a language, the page before the ticket."""

    def made(fixture: KioskFixture) -> None:
        fixture.busy()
        fixture.station.go_on_alone(known_min_ago=known_min_ago)
        if language:
            fixture.choose(language, group)

    return made


def _alone_services(fixture: KioskFixture) -> None:
    _alone()(fixture)
    fixture.kiosk.chooseLanguage("sw")


def _alone_ticket(language: str, *, known_min_ago: float = 4) -> Scene:
    """A ticket by the kiosk's own number, printed."""

    def made(fixture: KioskFixture) -> None:
        _alone(known_min_ago=known_min_ago)(fixture)
        fixture.take(language)
        fixture.printed(PRINTED)

    return made


def _alone_used_up(fixture: KioskFixture) -> None:
    _alone("en")(fixture)
    for _ in range(26):
        fixture.kiosk.takeTicket()
        fixture.kiosk.joinAnyway()
        fixture.until(lambda: not fixture.kiosk.property("asking"))
        if fixture.page != "ticket":
            return
        fixture.printed(PRINTED)
        fixture.kiosk.done()
        fixture.choose("en", "id")


def _untold(fixture: KioskFixture) -> None:
    fixture.busy()
    fixture.station.untold = ("A900", "A901")
    fixture.station.changed.emit(None)


def _no_answer(fixture: KioskFixture) -> None:
    fixture.busy()
    fixture.choose("en", "id")
    fixture.station.silent = True
    fixture.kiosk.takeTicket()
    fixture.kiosk.joinAnyway()
    fixture.until(lambda: fixture.page == "no_answer")
    fixture.station.silent = False


def _idle(fixture: KioskFixture) -> None:
    fixture.busy()
    fixture.choose("en", "id")


def _scanned(fixture: KioskFixture) -> None:
    fixture.busy()
    fixture.take()
    code = str(fixture.kiosk.property("ticket")["code"])
    fixture.printed(PRINTED)
    fixture.kiosk.done()
    fixture.kiosk.scan(code)


def _scanned_unknown(fixture: KioskFixture) -> None:
    fixture.busy()
    fixture.kiosk.scan("MOLO-ABCDEFGHIJKLMNOPQRSTUVWX")


def _help(fixture: KioskFixture) -> None:
    fixture.busy()
    fixture.choose("en")
    fixture.kiosk.callHelp()


def _help_at_start(fixture: KioskFixture) -> None:
    fixture.busy()
    fixture.kiosk.callHelp()


def _lower(fixture: KioskFixture) -> None:
    _services(fixture)
    fixture.look.setProperty("lowered", True)


def _lower_before(fixture: KioskFixture) -> None:
    _before(fixture)
    fixture.look.setProperty("lowered", True)


def _large(scene: Scene) -> Scene:
    def made(fixture: KioskFixture) -> None:
        scene(fixture)
        fixture.look.setProperty("large", True)

    return made


def _contrast(scene: Scene) -> Scene:
    def made(fixture: KioskFixture) -> None:
        scene(fixture)
        fixture.look.setProperty("contrast", True)

    return made


PAPERS: Mapping[str, Scene] = {
    "printing": _printing,
    "take-it": _take_it,
    "called-at-once": _called_at_once,
    "printing-elsewhere": _printing_elsewhere,
    "take-elsewhere": _ends(PRINTED, at=SPARE),
    "sent": _ends(SENT),
    "sent-elsewhere": _ends(SENT, at=SPARE),
    "missed": _answers(_ends(SENT), Answer.DID_NOT_COME),
    "unconfirmed": _ends(UNCONFIRMED),
    "unconfirmed-elsewhere": _ends(UNCONFIRMED, at=SPARE),
    "taken": _answers(_ends(UNCONFIRMED), Answer.HAVE_IT),
    "phone": _answers(_ends(UNCONFIRMED), Answer.USE_PHONE),
    "paper-out": _holds(Cause.PAPER_OUT, language="sw"),
    "cover-open": _holds(Cause.COVER_OPEN),
    "printer-unreachable": _holds(Cause.UNREACHABLE, group="certificates"),
    "printer-busy": _holds(Cause.BUSY),
    "waited-too-long": _waited_too_long,
    "waited-in-vain": _waited_in_vain,
    "cancelled": _ends(CANCELLED),
    "no-printer": _no_printer,
}
"""What can be said of a ticket's paper."""

SCENES: Mapping[str, Scene] = {
    "start": _at_rest,
    "services-en": _services,
    "services-sw": _services_sw,
    "services-2": _services_2,
    "before": _before,
    "before-long-sw": _before_long_sw,
    "before-not-known": _before_not_known,
    "before-suspended": _before_suspended,
    "before-quota-full": _before_full,
    "before-few-left": _before_few,
    "before-cut-off": _before_cut_off,
    "before-no-paper": _before_no_paper,
    "before-long-no-paper-sw": _before_long_no_paper_sw,
    "join": _join("en"),
    "code": _code("en", "4021"),
    "code-wrong-sw": _code("sw", "12345678"),
    "code-over": _code_over,
    "appointment": _appointment("en", 10, 30),
    "appointment-early-sw": _appointment("sw", 12),
    "appointment-late": _appointment("en", 10, 30, later_min=26),
    "appointment-lost-sw": _appointment("sw", 10, 30, later_min=41),
    "appointment-other-day": _appointment("en", 10, 30, days=3),
    "appointment-stopped": _appointment_stopped,
    "appointment-used-sw": _appointment_used,
    "appointment-scanned": _appointment_scanned,
    "appointment-scanned-early": _appointment_scanned_early,
    "appointment-scanned-foreign": _appointment_scanned_foreign,
    "elsewhere": _elsewhere,
    "elsewhere-all-sw": _elsewhere_all,
    **PAPERS,
    "lost": _lost,
    "lost-mid-flow": _lost_mid_flow,
    "alone": _alone(),
    "alone-services-sw": _alone_services,
    "alone-before": _alone("en"),
    "alone-before-not-known-sw": _alone("sw", known_min_ago=50),
    "alone-ticket": _alone_ticket("en"),
    "alone-ticket-not-known-sw": _alone_ticket("sw", known_min_ago=50),
    "alone-used-up": _alone_used_up,
    "untold": _untold,
    "no-answer": _no_answer,
    "idle": _idle,
    "scanned": _scanned,
    "scanned-unknown": _scanned_unknown,
    "help": _help,
    "help-at-start": _help_at_start,
    "lower": _lower,
    "lower-before": _lower_before,
    "large-start": _large(_at_rest),
    "large-services": _large(_services),
    "large-before": _large(_before),
    "large-before-no-paper": _large(_before_no_paper),
    "large-before-long-no-paper-sw": _large(_before_long_no_paper_sw),
    "large-ticket": _large(_take_it),
    "large-join": _large(_join("en")),
    "large-code": _large(_code("en", "4021")),
    "large-appointment": _large(_appointment("en", 10, 30)),
    "contrast-start": _contrast(_at_rest),
    "contrast-before": _contrast(_before),
    "contrast-code": _contrast(_code("en", "4021")),
    "contrast-appointment": _contrast(_appointment("en", 10, 30)),
    "contrast-ticket": _contrast(_take_it),
    "large-contrast-services-sw": _large(_contrast(_services_sw)),
    "large-contrast-before-sw": _large(_contrast(_before_long_sw)),
    "large-contrast-paper-out-sw": _large(_contrast(PAPERS["paper-out"])),
    "contrast-sent": _contrast(PAPERS["sent"]),
    "large-contrast-unconfirmed": _large(_contrast(PAPERS["unconfirmed"])),
}
"""What can stand on the kiosk's screen on a working day."""

MOMENTS: Mapping[str, datetime] = {
    "closed": datetime(2026, 11, 20, 19, 5, tzinfo=NAIROBI),
    "closed-morning": datetime(2026, 11, 20, 6, 40, tzinfo=NAIROBI),
    "cut-off": datetime(2026, 11, 20, 16, 50, tzinfo=NAIROBI),
    "holiday": datetime(2026, 12, 25, 9, 0, tzinfo=NAIROBI),
}
"""When nobody can take a ticket; nothing else has to happen."""


WAITS: Mapping[str, Waits] = {"idle": Waits(quiet_s=0)}
"""For scenes that would have to be waited for."""


def scene(name: str, *, look: Look | None = None, second_ms: int = STILL_MS) -> KioskFixture:
    """A kiosk in the state of that name; ``second_ms`` is how long a second of it takes."""
    waits = replace(WAITS.get(name, Waits()), second_ms=second_ms)
    settings = KioskSettings(waits=waits)
    if name in MOMENTS:
        return KioskFixture(at=MOMENTS[name], look=look, settings=settings)
    fixture = KioskFixture(look=look, settings=settings, printer=name != "no-printer")
    SCENES[name](fixture)
    return fixture
