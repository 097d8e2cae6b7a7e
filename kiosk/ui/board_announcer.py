"""The calls of a board in time: each has its moment as the newest, and stands out for a while."""

from dataclasses import dataclass

from PySide6.QtCore import QObject, QTimer, Signal

from kiosk.domain.catalogue import Catalogue
from kiosk.domain.events import Entry, TicketCalled, TicketRecalled
from kiosk.domain.ids import CounterId, TicketId
from kiosk.domain.ticket import TicketState
from kiosk.ui.board_calls import BoardCalls, Call
from kiosk.ui.board_settings import BoardTimes
from kiosk.ui.following import Follows
from kiosk.ui.rows import Rows

SECOND_CALL = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class CallRow:
    """A call as it is drawn: the counter's label, and whether it is new."""

    number: str
    counter: str
    fresh: bool


class Announcer(QObject):
    """Follows the calls; ``changed`` when anything of them is drawn otherwise, or is no more new.

    ``again`` is 2 while the newest is called for the second time, 0 for a first call.
    """

    changed = Signal()

    def __init__(self, station: Follows, times: BoardTimes, parent: QObject) -> None:
        super().__init__(parent)
        self._station = station
        self._times = times
        self._calls = BoardCalls()
        self._fresh: set[tuple[TicketId, int]] = set()
        self._least = QTimer(self, singleShot=True, interval=round(times.least_s * 1000))
        self._least.timeout.connect(self._show_next)
        self.rows = Rows(CallRow, self)
        self.again = 0

    @property
    def fresh(self) -> bool:
        """Whether any call is new."""
        return bool(self._fresh)

    @property
    def numbers(self) -> list[str]:
        """The numbers that are shown, newest first."""
        return [call.number for call in self._calls.shown]

    def begin(self) -> None:
        """Everything anew: the first floor, or one after the thread was lost."""
        before = self._calls.newest
        self._calls.restart(self._station.mirror.floor)
        newest = self._calls.newest
        if before is not None and newest is not None and before.ticket != newest.ticket:
            self._stand_out(newest)
        self._publish()

    def follow(self, entry: Entry) -> None:
        """One line of the journal, already folded in."""
        floor = self._station.mirror.floor
        called = isinstance(entry.event, TicketCalled | TicketRecalled)
        if isinstance(entry.event, TicketCalled | TicketRecalled):
            self._calls.add(entry.event)
        self._calls.follow(floor)
        if called and not self._least.isActive():
            self._show_next()
        else:
            self._publish()

    def _show_next(self) -> None:
        call = self._calls.bring_next(self._station.mirror.floor)
        if call is not None:
            self._least.start()
            self._stand_out(call)
        self._publish()

    def _stand_out(self, call: Call) -> None:
        key = (call.ticket, call.call)
        self._fresh.add(key)
        QTimer.singleShot(round(self._times.fresh_s * 1000), self, lambda: self._settle(key))

    def _settle(self, key: tuple[TicketId, int]) -> None:
        self._fresh.discard(key)
        self._publish()

    def _publish(self) -> None:
        """Hand over to QML only what has changed."""
        catalogue = self._station.mirror.catalogue
        rows = tuple(
            CallRow(
                number=call.number,
                counter=label_of(catalogue, call.counter),
                fresh=(call.ticket, call.call) in self._fresh,
            )
            for call in self._calls.shown
        )
        again = self._again_now()
        if rows != self.rows.rows or again != self.again:
            self.again = again
            self.rows.show(rows)
            self.changed.emit()

    def _again_now(self) -> int:
        newest = self._calls.newest
        if newest is None or newest.call < SECOND_CALL:
            return 0
        ticket = self._station.mirror.floor.tickets[newest.ticket]
        return newest.call if ticket.state is TicketState.CALLED else 0


def label_of(catalogue: Catalogue | None, counter: CounterId) -> str:
    """What stands above the counter; its id when the catalogue has no such counter."""
    known = catalogue.counter.get(counter) if catalogue is not None else None
    return known.label if known is not None else counter
