"""Booking at a counter, or moving what is booked: service, day and time, then its number."""

from datetime import datetime

from PySide6.QtCore import Property, QAbstractItemModel, QObject, Qt, Signal, Slot
from PySide6.QtQml import QmlElement

from kiosk.client.reply import Done
from kiosk.domain.appointment import Appointment, AppointmentBooked
from kiosk.domain.catalogue import Service
from kiosk.domain.commands import BookAppointment, CancelAppointment, MoveAppointment
from kiosk.domain.events import Entry
from kiosk.domain.ids import AppointmentCode, CommandId, ServiceId
from kiosk.ui.counter_appointment import code_words, slot_words, until_words
from kiosk.ui.counter_desk import Desk
from kiosk.ui.counter_languages import LanguageRow, language_rows, with_key
from kiosk.ui.counter_slots import OfferedDay, SlotPicker, offered_days
from kiosk.ui.counter_view import full_name
from kiosk.ui.rows import Rows
from kiosk.ui.service_picker import ServicePicker

QML_IMPORT_NAME = "Foleni.Backend"
QML_IMPORT_MAJOR_VERSION = 1

ENTER = (Qt.Key.Key_Return.value, Qt.Key.Key_Enter.value)


@QmlElement
class BookDesk(QObject):
    """``step`` is service, time, details or booked; ``over`` says that the panel can close."""

    changed = Signal()
    over = Signal()

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._picker = ServicePicker(parent=self)
        self._picker.picked.connect(self.choose)
        self.slot_picker = SlotPicker(desk.texts, self)
        self.slot_picker.picked.connect(self._on_slot)
        self.slot_picker.full.connect(self._on_full)
        self._languages: Rows[LanguageRow] = Rows(LanguageRow, self)
        self._said_in = ""
        self._step = "service"
        self._service: Service | None = None
        self._slot: datetime | None = None
        self._moving: Appointment | None = None
        self._language = ""
        self._code: AppointmentCode | None = None
        self._unknown: CommandId | None = None
        self._heard: dict[CommandId, AppointmentBooked] = {}
        desk.station.changed.connect(self._on_entry)

    def begin(self) -> None:
        """For the next visitor: nothing of the last one's is left."""
        self._step = "service"
        self._service = self._slot = self._moving = self._code = None
        catalogue = self._desk.catalogue
        if catalogue is not None:
            self._language = catalogue.centre.languages[0]
            with_books = (one for one in catalogue.services if one.appointments is not None)
            self._picker.offer(catalogue, with_books)
        self._show()

    def move(self, appointment: Appointment) -> None:
        """Another time for this one."""
        catalogue = self._desk.catalogue
        service = catalogue.service.get(appointment.service) if catalogue is not None else None
        self.begin()
        if service is not None:
            self._moving = appointment
            self._choose(service)

    def speak(self, language: str) -> None:
        """Show everything in this language of the screen (the visitor's is another matter)."""
        self._said_in = language
        self._picker.speak(language)
        self.slot_picker.speak(language)
        self._show()

    def refresh(self) -> None:
        """The floor has changed, or a minute has passed: so may have what is free."""
        if self._step == "time":
            self.slot_picker.offer(self._offered())
            self._show()

    def press(self, key: int, text: str) -> bool:
        """Arrows and Enter choose service, day and time; then digits and Enter."""
        match self._step:
            case "service":
                return self._picker.press(key)
            case "time":
                return self.slot_picker.press(key)
            case "details" if key in ENTER:
                self.book()
            case "details" if (code := with_key(self._languages.rows, text)) is not None:
                self.speakWith(code)
            case "booked" if key in ENTER:
                self.over.emit()
            case _:
                return False
        return True

    def back(self) -> bool:
        """One step back; whether there was one."""
        steps = {"details": "time", "time": "service"}
        if self._step not in steps or (self._step == "time" and self._moving is not None):
            return False
        self._step = steps[self._step]
        self._desk.asking.forget()
        self.refresh()
        self._show()
        return True

    @Slot(str)
    def choose(self, service: str) -> None:
        """A service was picked: ask when."""
        catalogue = self._desk.catalogue
        if catalogue is not None:
            self._choose(catalogue.service[ServiceId(service)])

    @Slot(str)
    def speakWith(self, language: str) -> None:
        """The visitor's language."""
        self._language = language
        self._show()

    @Slot()
    def book(self) -> None:
        """Ask the centre for the place."""
        if self._service is None or self._slot is None or self._step != "details":
            return
        if self._moving is not None:
            move = MoveAppointment(appointment=self._moving.code, slot=self._slot)
            self._desk.asking.ask(move, self._on_moved)
        else:
            self._heard.clear()
            command = BookAppointment(service=self._service.id, slot=self._slot)
            self._desk.asking.ask(command, self._on_booked, self._on_silence)

    def _choose(self, service: Service) -> None:
        self._service = service
        self._step = "time"
        self.slot_picker.begin(self._offered())
        self._desk.asking.forget()
        self._show()

    def _offered(self) -> tuple[OfferedDay, ...]:
        catalogue = self._desk.catalogue
        if catalogue is None or self._service is None:
            return ()
        return offered_days(
            self._desk.floor, catalogue, self._service, self._desk.at(), besides=self._moving
        )

    def _on_slot(self, begins: datetime) -> None:
        self._slot = begins
        self._step = "details"
        self._desk.asking.forget()
        self._show()

    def _on_full(self) -> None:
        self._desk.asking.say("refused-slot-full", failed=True)

    def _on_booked(self, done: Done) -> None:
        for entry in done.entries:
            if isinstance(entry.event, AppointmentBooked):
                self._take(entry.event)

    def _on_moved(self, _done: Done) -> None:
        if self._moving is not None:
            self._finish(self._moving.code)

    def _on_silence(self, asked: CommandId) -> None:
        """It may be in the book: the feed has told, or will."""
        self._unknown = asked
        self._look_for_unknown()

    def _on_entry(self, entry: Entry | None) -> None:
        asked = self._desk.asking.busy or self._unknown is not None
        if asked and entry is not None and isinstance(entry.event, AppointmentBooked):
            self._heard[entry.cmd] = entry.event
            self._look_for_unknown()

    def _look_for_unknown(self) -> None:
        """Whether what was asked for without an answer was booked."""
        booked = self._heard.get(self._unknown) if self._unknown is not None else None
        if booked is None:
            return
        self._unknown = None
        self._desk.asking.forget()
        self._take(booked)

    def _take(self, booked: AppointmentBooked) -> None:
        """It is for whoever still stands here, or for nobody."""
        service = self._service.id if self._service is not None else None
        waits = self._step == "details" and self._moving is None
        if waits and (booked.service, booked.slot) == (service, self._slot):
            self._finish(booked.code)
        else:
            # Nobody was told this number: the place is somebody else's.
            self._desk.station.tell(CancelAppointment(appointment=booked.code))

    def _finish(self, code: AppointmentCode) -> None:
        """It is in the book; on paper, too, where there is a printer."""
        catalogue = self._desk.catalogue
        if self._service is None or self._slot is None or catalogue is None:
            return
        self._code = code
        self._step = "booked"
        if self._desk.paper is not None:
            self._desk.paper.print_appointment(
                catalogue,
                Appointment(code=code, service=self._service.id, slot=self._slot),
                language=self._language,
                again=self._moving is not None,
                copy=False,
            )
        self._show()

    def _show(self) -> None:
        catalogue = self._desk.catalogue
        if catalogue is not None and self._said_in:
            self._languages.show(language_rows(catalogue, self._desk.texts, self._language))
        self.changed.emit()

    def _say(self, key: str) -> str:
        return self._desk.texts.say(self._said_in, key) if self._said_in else ""

    def _get_service(self) -> str:
        catalogue = self._desk.catalogue
        if catalogue is None or self._service is None:
            return ""
        return full_name(catalogue, self._service, self._said_in)

    def _get_when(self) -> str:
        """Day and time, in words."""
        if self._slot is None:
            return ""
        return slot_words(self._desk.texts, self._said_in, self._slot)

    def _get_was(self) -> str:
        """When it was before, while it is being moved."""
        if self._moving is None or self._step == "booked":
            return ""
        slot = self._moving.slot.astimezone(self._desk.at().tzinfo)
        return slot_words(self._desk.texts, self._said_in, slot)

    def _get_told(self) -> str:
        """Until when the visitor is on time."""
        catalogue = self._desk.catalogue
        if catalogue is None or self._slot is None:
            return ""
        return until_words(catalogue, self._desk.texts, self._said_in, self._slot)

    def _get_note(self) -> str:
        """What the agent has to do where there is no paper."""
        return self._say("counter-booked-write") if self._desk.paper is None else ""

    def _get_title(self) -> str:
        moved = self._moving is not None
        if self._step == "booked":
            return self._say("counter-moved" if moved else "counter-booked")
        return self._get_service()

    def _get_asks(self) -> str:
        """The words of the one next action."""
        return self._say("counter-move-here" if self._moving is not None else "counter-book-this")

    picker = Property(ServicePicker, lambda self: self._picker, constant=True)
    slots = Property(SlotPicker, lambda self: self.slot_picker, constant=True)
    languages = Property(QAbstractItemModel, lambda self: self._languages, constant=True)
    step = Property(str, lambda self: self._step, notify=changed)
    title = Property(str, _get_title, notify=changed)
    asks = Property(str, _get_asks, notify=changed)
    service = Property(str, _get_service, notify=changed)
    when = Property(str, _get_when, notify=changed)
    was = Property(str, _get_was, notify=changed)
    code = Property(str, lambda self: code_words(self._code) if self._code else "", notify=changed)
    told = Property(str, _get_told, notify=changed)
    note = Property(str, _get_note, notify=changed)
