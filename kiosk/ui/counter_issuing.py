"""Issuing a ticket at a counter: which service, in which language, with or without priority."""

from PySide6.QtCore import Property, QAbstractItemModel, QObject, Qt, Signal, Slot
from PySide6.QtQml import QmlElement

from kiosk.client.reply import Done
from kiosk.domain.appointment import Appointment
from kiosk.domain.catalogue import Service
from kiosk.domain.commands import CheckIn, IssueTicket
from kiosk.domain.ids import CommandId, Language, ServiceId
from kiosk.domain.issuing import refusal
from kiosk.ui.counter_desk import Desk
from kiosk.ui.counter_languages import LanguageRow, language_rows, with_key
from kiosk.ui.counter_view import full_name
from kiosk.ui.kiosk_glance import minutes, named
from kiosk.ui.rows import Rows
from kiosk.ui.service_picker import ServicePicker
from kiosk.wire.codec import Issued

QML_IMPORT_NAME = "Foleni.Backend"
QML_IMPORT_MAJOR_VERSION = 1

ENTER = (Qt.Key.Key_Return.value, Qt.Key.Key_Enter.value)


@QmlElement
class IssueDesk(QObject):
    """``step`` is service, details or issued; ``over`` says that the panel can close.

    Who has an appointment is checked in by the same steps, from the second on.
    """

    changed = Signal()
    over = Signal()

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._picker = ServicePicker(parent=self)
        self._picker.picked.connect(self.choose)
        self._languages: Rows[LanguageRow] = Rows(LanguageRow, self)
        self._said_in = ""
        self._step = "service"
        self._service: Service | None = None
        self._appointment: Appointment | None = None
        self._language = ""
        self._priority = False
        self._issued: Issued | None = None

    def begin(self) -> None:
        """For the next visitor: nothing of the last one's is left."""
        self._step = "service"
        self._service = self._appointment = None
        self._priority = False
        self._issued = None
        catalogue = self._desk.catalogue
        if catalogue is not None:
            self._language = catalogue.centre.languages[0]
            self._picker.offer(catalogue, catalogue.services, self._why_not)
        self._show()

    def check_in(self, appointment: Appointment) -> None:
        """The visitor of this appointment is here: ask for language and priority."""
        catalogue = self._desk.catalogue
        service = catalogue.service.get(appointment.service) if catalogue is not None else None
        self.begin()
        if service is not None:
            self._appointment = appointment
            self._service = service
            self._step = "details"
            self._show()

    def speak(self, language: str) -> None:
        """Show everything in this language of the screen (the visitor's is another matter)."""
        self._said_in = language
        self._picker.speak(language)
        self._show()

    def press(self, key: int, text: str) -> bool:
        """Arrows and Enter choose the service; then digits, P and Enter."""
        match self._step:
            case "service":
                return self._picker.press(key)
            case "details" if key in ENTER:
                self.issue()
            case "details" if text.upper() == "P":
                self.togglePriority()
            case "details" if (code := with_key(self._languages.rows, text)) is not None:
                self.speakWith(code)
            case "issued" if key in ENTER:
                self.over.emit()
            case _:
                return False
        return True

    def back(self) -> bool:
        """One step back; whether there was one."""
        if self._step != "details" or self._appointment is not None:
            return False
        self._step = "service"
        self._desk.asking.forget()
        self._show()
        return True

    @Slot(str)
    def choose(self, service: str) -> None:
        """A service was picked: ask the rest, or say why there is no ticket for it."""
        catalogue = self._desk.catalogue
        if catalogue is None:
            return
        self._service = catalogue.service[ServiceId(service)]
        reason = refusal(self._desk.floor, catalogue, self._service, self._desk.at())
        if reason is None:
            self._step = "details"
            self._desk.asking.forget()
        else:
            key = "refused-" + reason.name.lower().replace("_", "-")
            self._desk.asking.say(key, failed=True)
        self._show()

    @Slot(str)
    def speakWith(self, language: str) -> None:
        """The visitor's language."""
        self._language = language
        self._show()

    @Slot()
    def togglePriority(self) -> None:
        """Priority or assistance, or not; no reason is asked."""
        self._priority = not self._priority
        self._show()

    @Slot()
    def issue(self) -> None:
        """Ask the centre for the ticket."""
        if self._service is None or self._step != "details":
            return
        language, urgent = Language(self._language), self._priority
        self._desk.asking.ask(
            IssueTicket(service=self._service.id, language=language, priority=urgent, assist=urgent)
            if self._appointment is None
            else CheckIn(
                appointment=self._appointment.code,
                language=language,
                priority=urgent,
                assist=urgent,
            ),
            self._done,
            self._unanswered,
        )

    def _unanswered(self, asked: CommandId) -> None:
        """It may have been issued: a ticket nobody holds must not be called.

        Who was checked in keeps the ticket: it stands beside the appointment, which is used up.
        """
        if self._appointment is None:
            self._desk.station.forgo(asked)

    def _done(self, done: Done) -> None:
        catalogue = self._desk.catalogue
        if done.issued is None or catalogue is None:
            return
        self._issued = done.issued
        self._step = "issued"
        if self._desk.paper is not None:
            at = self._desk.at()
            self._desk.paper.print_issued(catalogue, done.issued, language=self._language, at=at)
        self._show()

    def _why_not(self, service: Service) -> str:
        """Why no ticket would be given now, in the screen's language; empty when one would."""
        catalogue = self._desk.catalogue
        if catalogue is None or not self._said_in:
            return ""
        reason = refusal(self._desk.floor, catalogue, service, self._desk.at())
        if reason is None:
            return ""
        key = "refused-" + reason.name.lower().replace("_", "-")
        return self._desk.texts.say(self._said_in, key)

    def _show(self) -> None:
        catalogue = self._desk.catalogue
        if catalogue is not None and self._said_in:
            self._languages.show(language_rows(catalogue, self._desk.texts, self._language))
        self.changed.emit()

    def _get_picker(self) -> ServicePicker:
        return self._picker

    def _get_languages(self) -> QAbstractItemModel:
        return self._languages

    def _get_step(self) -> str:
        return self._step

    def _get_priority(self) -> bool:
        return self._priority

    def _get_service(self) -> str:
        catalogue = self._desk.catalogue
        if catalogue is None or self._service is None:
            return ""
        return full_name(catalogue, self._service, self._said_in)

    def _get_note(self) -> str:
        """Which appointment is checked in."""
        appointment, texts = self._appointment, self._desk.texts
        if appointment is None or not self._said_in:
            return ""
        time = texts.time(appointment.slot.astimezone(self._desk.at().tzinfo))
        return texts.say(self._said_in, "counter-ground-appointment", time=time)

    def _get_asks(self) -> str:
        """The words of the one next action."""
        key = "counter-issue-ticket" if self._appointment is None else "counter-check-in"
        return self._desk.texts.say(self._said_in, key) if self._said_in else ""

    def _get_number(self) -> str:
        return self._issued.number if self._issued is not None else ""

    def _get_said(self) -> str:
        """That it was issued, in a sentence."""
        if self._issued is None:
            return ""
        return self._desk.texts.say(self._said_in, "counter-issued", number=self._issued.number)

    def _get_told(self) -> str:
        """What to tell the visitor: how many are ahead, how long, and where to wait."""
        if self._issued is None:
            return ""
        texts, language = self._desk.texts, self._said_in
        ahead = texts.say(language, "counter-issued-ahead", count=self._issued.ahead)
        wait = texts.wait_about(language, minutes(self._issued.wait_s))
        return f"{ahead} · {wait} · {named(self._issued.hall, language)}"

    picker = Property(ServicePicker, _get_picker, constant=True)
    languages = Property(QAbstractItemModel, _get_languages, constant=True)
    step = Property(str, _get_step, notify=changed)
    priority = Property(bool, _get_priority, notify=changed)
    service = Property(str, _get_service, notify=changed)
    note = Property(str, _get_note, notify=changed)
    asks = Property(str, _get_asks, notify=changed)
    number = Property(str, _get_number, notify=changed)
    said = Property(str, _get_said, notify=changed)
    told = Property(str, _get_told, notify=changed)
