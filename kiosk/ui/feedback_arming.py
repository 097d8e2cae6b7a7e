"""Which visit a tablet may take a face for: the one that just ended at its counter."""

from datetime import datetime, timedelta

from PySide6.QtCore import QObject, QTimer, Signal

from kiosk.domain.events import Entry, ServiceFinished
from kiosk.domain.ids import CounterId, TicketId
from kiosk.domain.ticket import Ticket, TicketState
from kiosk.ui.following import Follows


class Arming(QObject):
    """Follows one counter; ``changed`` when another visit, or none any more, may be rated.

    ``armed_s`` replaces the centre's own time for a face.
    """

    changed = Signal()

    def __init__(
        self, station: Follows, counter: CounterId | None, armed_s: float | None, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._station = station
        self._counter = counter
        self._armed_s = armed_s
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self._disarm)
        self._taken: TicketId | None = None
        self.ticket: Ticket | None = None

    def begin(self) -> None:
        """Everything anew: the last visit here may still be waiting for its face."""
        tickets = self._station.mirror.floor.tickets.values()
        ended = [(at, t) for t in tickets if self._awaits_face(t) and (at := t.ended_at)]
        if ended:
            at, ticket = max(ended, key=lambda pair: pair[0])
            self._arm_since(at, ticket)

    def follow(self, entry: Entry) -> None:
        """One line of the journal, already folded in."""
        floor = self._station.mirror.floor
        if isinstance(entry.event, ServiceFinished):
            ticket = floor.tickets[entry.event.ticket]
            if self._awaits_face(ticket):
                # A tablet that was cut off hears of visits that ended long ago.
                self._arm_since(entry.at, ticket)
        elif self.ticket is not None:
            now = floor.tickets.get(self.ticket.ticket)
            if now is None or now.rated:
                self._disarm()

    def take(self) -> TicketId | None:
        """The visit whose face is being given; it is not asked for again, told or not."""
        if self.ticket is None:
            return None
        self._taken = self.ticket.ticket
        self._disarm()
        return self._taken

    def _disarm(self) -> None:
        self._timer.stop()
        if self.ticket is not None:
            self.ticket = None
            self.changed.emit()

    def _arm_since(self, ended_at: datetime, ticket: Ticket) -> None:
        """For what is left of the time since that visit ended, if any is."""
        window_s = self._window_s()
        left_s = window_s - (self._station.now() - ended_at) / timedelta(seconds=1)
        if left_s > 0:
            self._arm(ticket, min(left_s, window_s))

    def _arm(self, ticket: Ticket, seconds: float) -> None:
        self.ticket = ticket
        self._timer.start(round(seconds * 1000))
        self.changed.emit()

    def _awaits_face(self, ticket: Ticket) -> bool:
        """Whether this visit ended here and nobody has said yet how it was."""
        here = self._counter is not None and ticket.counter == self._counter
        rated = ticket.rated or ticket.ticket == self._taken
        return here and ticket.state is TicketState.SERVED and not rated

    def _window_s(self) -> float:
        if self._armed_s is not None:
            return self._armed_s
        catalogue = self._station.mirror.catalogue
        return catalogue.rules.feedback_within_s if catalogue is not None else 0.0
