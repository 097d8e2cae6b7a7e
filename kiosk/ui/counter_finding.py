"""Finding a ticket by its number, and what can be done with it from here."""

from collections.abc import Iterable, Mapping
from types import MappingProxyType

from PySide6.QtCore import Property, QAbstractItemModel, QObject, Qt, Signal, Slot
from PySide6.QtQml import QmlElement

from kiosk.client.reply import Done
from kiosk.domain.commands import CallTicket, CancelTicket, Command, Requeue, ResumeTicket
from kiosk.domain.counter import CounterState
from kiosk.domain.ids import TicketId
from kiosk.domain.ticket import Ticket, TicketState
from kiosk.ui.counter_actions import ActionRow, Offer
from kiosk.ui.counter_desk import Desk
from kiosk.ui.counter_view import DOT, full_name, minutes_between
from kiosk.ui.rows import Rows

QML_IMPORT_NAME = "Foleni.Backend"
QML_IMPORT_MAJOR_VERSION = 1

ENTER = (Qt.Key.Key_Return.value, Qt.Key.Key_Enter.value)
DIGITS = 3
LONGEST = 6
"""A queue's letter, and more digits than a day has visitors."""

OFFERS: Mapping[str, Offer] = MappingProxyType(
    {
        "call": Offer(key="C", icon="volume-2", words="counter-call-this"),
        "resume": Offer(key="C", icon="volume-2", words="counter-resume"),
        "print": Offer(key="P", icon="printer", words="print-again"),
        "requeue": Offer(key="Q", icon="rotate-ccw", words="counter-requeue"),
        "cancel": Offer(key="X", icon="x", words="counter-cancel-ticket"),
    }
)


@QmlElement
class FindDesk(QObject):
    """``query`` is what was typed; ``number`` the ticket found, empty while there is none.

    ``confirming`` asks once more before a ticket is taken out of the queue; ``over`` says that
    the panel can close.
    """

    changed = Signal()
    over = Signal()

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._offers: Rows[ActionRow] = Rows(ActionRow, self)
        self._said_in = ""
        self._query = ""
        self._found: TicketId | None = None
        self._confirming = False

    def begin(self) -> None:
        """Look for another."""
        self._query = ""
        self._found = None
        self._confirming = False
        self.refresh()

    def speak(self, language: str) -> None:
        """Show everything in this language."""
        self._said_in = language
        self.refresh()

    def refresh(self) -> None:
        """The floor has changed: what can be done may have, too."""
        ticket = self._ticket()
        offers = [] if ticket is None or self._confirming else list(self._offers_for(ticket))
        self._offers.show([self._row(offer) for offer in offers])
        self.changed.emit()

    def press(self, key: int, text: str) -> bool:
        """Enter looks for the number; then each action has its key."""
        if key in ENTER:
            if self._confirming:
                self._take_out()
            elif self._found is None:
                self.find()
            return True
        if self._found is None:
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
            self._confirming = False
            self.refresh()
            return True
        if self._found is None:
            return False
        self.begin()
        return True

    @Slot(str)
    def type(self, key: str) -> None:
        """A finger has touched a key on the screen."""
        self._set_query((self._query + key)[:LONGEST])

    @Slot()
    def erase(self) -> None:
        """The last key was a mistake."""
        self._set_query(self._query[:-1])

    @Slot()
    def find(self) -> None:
        """Look for the number that was typed; ``a42`` finds ``A042``."""
        number = self._query.strip().upper()
        if not number:
            return
        padded = number[:1] + number[1:].zfill(DIGITS)
        mirror = self._desk.station.mirror
        ticket = mirror.by_number(number) or mirror.by_number(padded)
        if ticket is None:
            self._desk.asking.say("counter-not-found", failed=True, number=number)
        else:
            self._found = ticket.ticket
            self._desk.asking.forget()
        self.refresh()

    @Slot(str)
    def act(self, action: str) -> None:
        """Do one of the things offered; taking a ticket out is asked once more."""
        ticket, catalogue = self._ticket(), self._desk.catalogue
        if ticket is None or catalogue is None or action not in self._offered():
            return
        if action == "print" and self._desk.paper is not None:
            self._desk.asking.forget()
            station = self._desk.station
            self._desk.paper.print_copy(station.mirror, catalogue, ticket, at=station.now())
        elif action == "cancel":
            self._confirming = True
            self.refresh()
        else:
            self._desk.asking.ask(self._command(action, ticket), self._done)

    def _command(self, action: str, ticket: Ticket) -> Command:
        counter = self._desk.counter
        match action:
            case "call":
                return CallTicket(counter=counter, ticket=ticket.ticket)
            case "resume":
                return ResumeTicket(counter=counter, ticket=ticket.ticket)
            case _:
                return Requeue(ticket=ticket.ticket)

    @Slot()
    def confirm(self) -> None:
        """Yes, take it out of the queue."""
        if self._confirming:
            self._take_out()

    def _take_out(self) -> None:
        ticket = self._ticket()
        self._confirming = False
        self.refresh()
        if ticket is not None:
            self._desk.asking.ask(CancelTicket(ticket=ticket.ticket))

    def _done(self, done: Done) -> None:
        self.over.emit()

    def _ticket(self) -> Ticket | None:
        return self._desk.floor.tickets.get(self._found) if self._found is not None else None

    def _offers_for(self, ticket: Ticket) -> Iterable[str]:
        now = self._desk.now
        free = now.state in (CounterState.FREE, CounterState.READY)
        mine = ticket.service in now.services
        match ticket.state:
            case TicketState.WAITING if free and mine:
                yield "call"
            case TicketState.HELD if free and (mine or ticket.counter == now.id):
                yield "resume"
            case TicketState.NO_SHOW if not ticket.requeued and self._in_time(ticket):
                yield "requeue"
            case _:
                pass
        if self._desk.paper is not None and ticket.state in (
            TicketState.WAITING,
            TicketState.CALLED,
        ):
            yield "print"
        if ticket.state in (TicketState.WAITING, TicketState.HELD):
            yield "cancel"

    def _row(self, offered: str) -> ActionRow:
        offer = OFFERS[offered]
        say = self._desk.texts.say(self._said_in, offer.words)
        return ActionRow(does=offered, key=offer.key, symbol=offer.icon, say=say)

    def _offered(self) -> tuple[str, ...]:
        return tuple(row.does for row in self._offers.rows)

    def _in_time(self, ticket: Ticket) -> bool:
        catalogue = self._desk.catalogue
        away = minutes_between(ticket.ended_at, self._desk.at())
        return catalogue is not None and away <= catalogue.rules.requeue_within_min

    def _get_query(self) -> str:
        return self._query

    def _set_query(self, query: str) -> None:
        if query != self._query:
            self._query = query
            self._desk.asking.forget()
            self.changed.emit()

    def _get_letters(self) -> list[str]:
        catalogue = self._desk.catalogue
        return [] if catalogue is None else [queue.letter for queue in catalogue.queues]

    def _get_number(self) -> str:
        ticket = self._ticket()
        return ticket.number if ticket is not None else ""

    def _get_service(self) -> str:
        ticket, catalogue = self._ticket(), self._desk.catalogue
        service = catalogue.service.get(ticket.service) if ticket and catalogue else None
        if service is None or catalogue is None:
            return ""
        return full_name(catalogue, service, self._said_in)

    def _get_story(self) -> str:
        """Where the ticket stands, and since when it is in the house."""
        ticket = self._ticket()
        if ticket is None:
            return ""
        texts, language = self._desk.texts, self._said_in
        parts = [texts.say(language, "state-" + ticket.state.value.replace("_", "-"))]
        if ticket.state is TicketState.WAITING:
            minutes = minutes_between(ticket.issued_at, self._desk.at())
            parts.append(texts.say(language, "counter-waited", minutes=minutes))
        catalogue = self._desk.catalogue
        counter = catalogue.counter.get(ticket.counter) if catalogue and ticket.counter else None
        if counter is not None:
            parts.append(texts.say(language, "counter-label", label=counter.label))
        return DOT.join(parts)

    def _get_offers(self) -> QAbstractItemModel:
        return self._offers

    def _get_confirming(self) -> bool:
        return self._confirming

    query = Property(str, _get_query, _set_query, notify=changed)
    letters = Property(list, _get_letters, notify=changed)
    """What a number can begin with."""
    number = Property(str, _get_number, notify=changed)
    service = Property(str, _get_service, notify=changed)
    story = Property(str, _get_story, notify=changed)
    offers = Property(QAbstractItemModel, _get_offers, constant=True)
    confirming = Property(bool, _get_confirming, notify=changed)
