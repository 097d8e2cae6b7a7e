"""Finding a ticket or an appointment by its number or a scan, and what to do with it from here."""

from PySide6.QtCore import Property, QAbstractItemModel, QObject, Qt, Signal, Slot
from PySide6.QtQml import QmlElement

from kiosk.client.reply import Done
from kiosk.domain.appointment import Appointment
from kiosk.domain.catalogue import Catalogue
from kiosk.domain.commands import (
    CallTicket,
    CancelAppointment,
    CancelTicket,
    Command,
    Requeue,
    ResumeTicket,
)
from kiosk.domain.ids import AppointmentCode, TicketId
from kiosk.domain.slots import appointment_of
from kiosk.domain.ticket import Ticket
from kiosk.ui.counter_actions import ActionRow
from kiosk.ui.counter_appointment import found_appointment
from kiosk.ui.counter_desk import Desk
from kiosk.ui.counter_found import OFFERS, Found, found_ticket
from kiosk.ui.kiosk_codes import DIGITS as CODE_DIGITS
from kiosk.ui.kiosk_codes import sought_by_scan
from kiosk.ui.rows import Rows

QML_IMPORT_NAME = "Foleni.Backend"
QML_IMPORT_MAJOR_VERSION = 1

ENTER = (Qt.Key.Key_Return.value, Qt.Key.Key_Enter.value)
DIGITS = 3
LONGEST = 6
"""A queue's letter, and more digits than a day has visitors."""
LONGEST_SCAN = 512
"""What a reader types at the most; a slip's code may be a whole address."""


@QmlElement
class FindDesk(QObject):
    """``query`` is what was typed; ``number`` what was found, empty while there is nothing.

    ``confirming`` asks once more before something is cancelled, or called before its turn;
    ``over`` says that the panel can close. ``checkIn`` and ``move`` carry an appointment that
    needs a panel of its own.
    """

    changed = Signal()
    over = Signal()
    checkIn = Signal(object)
    move = Signal(object)

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._offers: Rows[ActionRow] = Rows(ActionRow, self)
        self._said_in = ""
        self._query = ""
        self._ticket: TicketId | None = None
        self._code: AppointmentCode | None = None
        self._found = Found()
        self._confirming = ""

    def begin(self, query: str = "") -> None:
        """Look for another; ``query`` is how its number begins."""
        self._query = query
        self._ticket = self._code = None
        self._confirming = ""
        self.refresh()

    def speak(self, language: str) -> None:
        """Show everything in this language."""
        self._said_in = language
        self.refresh()

    def refresh(self) -> None:
        """The floor has changed: what can be done may have, too."""
        self._found = self._look()
        if self._confirming == "call" and not self._found.call_sure:
            self._confirming = ""
        offered = () if self._confirming else self._found.offers
        self._offers.show([self._row(offer) for offer in offered])
        self.changed.emit()

    def press(self, key: int, text: str) -> bool:
        """Enter looks for the number; then each action has its key."""
        if key in ENTER:
            if self._confirming:
                self.confirm()
            elif not self._found.heading:
                self.find()
            return True
        if not self._found.heading:
            return False
        if text in ("/", "\b") or text.upper() == "G":
            self.begin()
            return True
        for offer in self._offers.rows:
            if offer.key == text.upper():
                self.act(offer.does)
                return True
        return False

    def back(self) -> bool:
        """One step back; whether there was one."""
        if self._confirming:
            self._confirming = ""
            self.refresh()
            return True
        if not self._found.heading:
            return False
        self.begin()
        return True

    @Slot(str)
    def type(self, key: str) -> None:
        """A finger has touched a key on the screen."""
        longest = CODE_DIGITS if (self._query + key)[0].isdigit() else LONGEST
        self._set_query((self._query + key)[:longest])

    @Slot()
    def erase(self) -> None:
        """The last key was a mistake."""
        self._set_query(self._query[:-1])

    @Slot()
    def find(self) -> None:
        """Look for what was typed or scanned; ``a42`` finds ``A042``."""
        text, catalogue = self._query.strip().upper(), self._desk.catalogue
        if not text or catalogue is None:
            return
        self._desk.asking.forget()
        ticket = self._ticket_of(text)
        if ticket is not None:
            self._ticket = ticket.ticket
        else:
            self._find_appointment(catalogue, text)
        self.refresh()

    @Slot(str)
    def act(self, action: str) -> None:
        """Do one of the things offered; what cannot be undone is asked once more."""
        if action not in self._found.offers:
            return
        ticket, appointment = self._ticket_now(), self._appointment()
        if action in ("cancel", "cancel-appointment") or (
            action == "call" and self._found.call_sure
        ):
            self._desk.asking.forget()
            self._confirming = action
            self.refresh()
        elif ticket is not None:
            self._do(action, ticket)
        elif appointment is not None:
            self._do_with(action, appointment)

    @Slot()
    def confirm(self) -> None:
        """Yes, do it."""
        action, self._confirming = self._confirming, ""
        ticket, appointment = self._ticket_now(), self._appointment()
        self.refresh()
        if action == "call" and ticket is not None:
            self._do(action, ticket)
        elif action == "cancel" and ticket is not None:
            self._desk.asking.ask(CancelTicket(ticket=ticket.ticket))
        elif action == "cancel-appointment" and appointment is not None:
            self._desk.asking.ask(CancelAppointment(appointment=appointment.code))

    def _do(self, action: str, ticket: Ticket) -> None:
        catalogue = self._desk.catalogue
        if action != "print":
            self._desk.asking.ask(self._command(action, ticket), self._done)
        elif self._desk.paper is not None and catalogue is not None:
            self._desk.asking.forget()
            station = self._desk.station
            self._desk.paper.print_copy(station.mirror, catalogue, ticket, at=station.now())

    def _do_with(self, action: str, appointment: Appointment) -> None:
        catalogue = self._desk.catalogue
        self._desk.asking.forget()
        match action:
            case "check-in":
                self.checkIn.emit(appointment)
            case "move":
                self.move.emit(appointment)
            case "print-appointment" if self._desk.paper is not None and catalogue is not None:
                self._desk.paper.print_appointment(
                    catalogue,
                    appointment,
                    language=catalogue.centre.languages[0],
                    again=True,
                    copy=True,
                )
            case _:
                pass

    def _command(self, action: str, ticket: Ticket) -> Command:
        counter = self._desk.counter
        match action:
            case "call":
                return CallTicket(counter=counter, ticket=ticket.ticket)
            case "resume":
                return ResumeTicket(counter=counter, ticket=ticket.ticket)
            case _:
                return Requeue(ticket=ticket.ticket)

    def _done(self, done: Done) -> None:
        self.over.emit()

    def _ticket_of(self, text: str) -> Ticket | None:
        """By its number, else by the code on its slip: a bare token, or an address that ends so."""
        mirror = self._desk.station.mirror
        padded = text[:1] + text[1:].zfill(DIGITS)
        token = text.rpartition("/")[2]
        return mirror.by_number(text) or mirror.by_number(padded) or mirror.by_token(token)

    def _find_appointment(self, catalogue: Catalogue, text: str) -> None:
        """Say what is wrong with a number that leads nowhere."""
        asking = self._desk.asking
        sought = sought_by_scan(catalogue.centre.code, text)
        if sought is not None and sought.code is not None:
            if appointment_of(self._desk.floor, sought.code) is not None:
                self._code = sought.code
            else:
                asking.say("refused-appointment-unknown", failed=True)
        elif sought is not None and sought.foreign:
            asking.say("kiosk-code-foreign", failed=True)
        elif sought is not None or (text.isdigit() and len(text) == CODE_DIGITS):
            asking.say("kiosk-code-wrong", failed=True)
        elif len(text) > LONGEST:
            asking.say("scan-unknown", failed=True)
        else:
            asking.say("counter-not-found", failed=True, number=text)

    def _look(self) -> Found:
        catalogue = self._desk.catalogue
        ticket, appointment = self._ticket_now(), self._appointment()
        if catalogue is None or not self._said_in:
            return Found()
        if ticket is not None:
            return found_ticket(self._desk, catalogue, ticket, self._said_in)
        if appointment is not None:
            return found_appointment(self._desk, catalogue, appointment, self._said_in)
        return Found()

    def _ticket_now(self) -> Ticket | None:
        return self._desk.floor.tickets.get(self._ticket) if self._ticket is not None else None

    def _appointment(self) -> Appointment | None:
        return appointment_of(self._desk.floor, self._code) if self._code is not None else None

    def _row(self, offered: str) -> ActionRow:
        offer = OFFERS[offered]
        say = self._desk.texts.say(self._said_in, offer.words)
        return ActionRow(does=offered, key=offer.key, symbol=offer.icon, say=say)

    def _set_query(self, query: str) -> None:
        if query != self._query:
            self._query = query[:LONGEST_SCAN]
            self._desk.asking.forget()
            self.changed.emit()

    def _get_letters(self) -> list[str]:
        catalogue = self._desk.catalogue
        return [] if catalogue is None else [queue.letter for queue in catalogue.queues]

    def _get_title(self) -> str:
        if not self._said_in:
            return ""
        key = "counter-appointment" if self._code is not None else "counter-find-title"
        return self._desk.texts.say(self._said_in, key)

    def _get_question(self) -> str:
        """What is asked once more; empty while nothing is."""
        if self._confirming == "call":
            return self._found.call_sure
        return self._found.cancel_sure if self._confirming else ""

    query = Property(str, lambda self: self._query, _set_query, notify=changed)
    letters = Property(list, _get_letters, notify=changed)
    """What a number can begin with."""
    title = Property(str, _get_title, notify=changed)
    number = Property(str, lambda self: self._found.heading, notify=changed)
    service = Property(str, lambda self: self._found.service, notify=changed)
    story = Property(str, lambda self: self._found.story, notify=changed)
    question = Property(str, _get_question, notify=changed)
    offers = Property(QAbstractItemModel, lambda self: self._offers, constant=True)
    confirming = Property(bool, lambda self: bool(self._confirming), notify=changed)
