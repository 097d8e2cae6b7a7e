"""The calls of a board in time: each has its moment as the newest, is spoken, and stands out."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from PySide6.QtCore import QObject, Qt, QTimer, Signal, SignalInstance

from kiosk.domain.catalogue import Catalogue
from kiosk.domain.events import Entry, TicketCalled, TicketRecalled
from kiosk.domain.ids import CounterId, TicketId
from kiosk.domain.ticket import Ticket, TicketState
from kiosk.speech.announcing import OLDEST_S, Announcing, Call, Piece
from kiosk.ui.board_calls import BoardCalls, is_old
from kiosk.ui.board_settings import BoardTimes
from kiosk.ui.board_zone import Zone
from kiosk.ui.following import Follows
from kiosk.ui.rows import Rows

log = logging.getLogger(__name__)

SECOND_CALL = 2


class Speaks(Protocol):
    """A hall's voice."""

    @property
    def ended(self) -> SignalInstance:
        """What was spoken has come to its end; not told of what was cut off."""
        ...

    @property
    def heard(self) -> bool:
        """Whether anybody can hear it at present, as far as is known."""
        ...

    def seconds(self, piece: Piece) -> float:
        """How long a piece lasts."""
        ...

    def speak(self, piece: Piece) -> None:
        """Begin to speak it."""
        ...

    def hush(self) -> None:
        """Be silent now."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class CallRow:
    """A call as it is drawn: the counter's label, and whether it is new."""

    number: str
    counter: str
    fresh: bool


class Announcer(QObject):
    """Follows the calls; ``changed`` when anything of them is drawn otherwise, or is no more new.

    What is spoken is the newest on the board for as long as it is spoken. ``again`` is 2 while
    the newest is called for the second time, 0 for a first call.
    """

    changed = Signal()

    def __init__(
        self,
        station: Follows,
        times: BoardTimes,
        parent: QObject,
        *,
        zone: Zone,
        voice: Speaks | None = None,
    ) -> None:
        super().__init__(parent)
        self._station = station
        self._times = times
        self._zone = zone
        self._voice = voice
        self._announcing = Announcing(voice.seconds if voice is not None else lambda _: 0.0)
        self._calls = BoardCalls(self._announcing)
        self._begun = self._lost = self._was_fresh = False
        self._fresh: dict[tuple[TicketId, int], QTimer] = {}
        self._least = self._timer(times.least_s, self._show_next)
        self._hanging = self._timer(times.hanging_s, self._hang)
        if voice is not None:
            voice.ended.connect(self._go_on)
        self.rows = Rows(CallRow, self)
        self.again = 0

    def _timer(self, seconds: float, then: Callable[[], None]) -> QTimer:
        timer = QTimer(self, singleShot=True, interval=round(seconds * 1000))
        timer.timeout.connect(then)
        return timer

    @property
    def fresh(self) -> bool:
        """Whether any call is new, waits for its moment, or is being spoken."""
        return bool(self._fresh or self._calls.waiting) or self._announcing.current is not None

    @property
    def numbers(self) -> list[str]:
        """The numbers that are shown, newest first."""
        return [call.number for call in self._calls.shown]

    def begin(self) -> None:
        """Everything anew: the first floor, or one after the thread was lost."""
        catalogue, now_s = self._station.mirror.catalogue, self._now_s()
        if catalogue is not None and (unknown := self._zone.unknown(catalogue)):
            log.warning("board_zone_unknown", extra={"names": ", ".join(unknown)})
        self._calls.restart(
            self._station.mirror.floor,
            self._call_of,
            # Nobody knows what a board that starts has said already.
            news_since_s=now_s - OLDEST_S if self._begun else float("inf"),
        )
        self._begun = True
        self._go_with_what_stands()

    def follow(self, entry: Entry) -> None:
        """One line of the journal, already folded in."""
        if isinstance(entry.event, TicketCalled | TicketRecalled):
            call = self._call_in(entry, entry.event)
            if call is not None and is_old(call, self._now_s()):
                self._calls.put(call)
            elif call is not None:
                self._calls.add(call)
        self._calls.follow(self._station.mirror.floor)
        self._go_with_what_stands()

    def lose(self) -> None:
        """The centre is lost: nothing is spoken, and nothing will come as new of what is known."""
        self._lost = True
        self._cut_off()
        self._calls.put_all()
        self._publish()

    def find(self) -> None:
        """The centre is back."""
        self._lost = False
        self._show_next()

    def _go_with_what_stands(self) -> None:
        """Nothing is spoken that does not stand on the board."""
        current = self._announcing.current
        if current is not None and all(
            call.ticket != current.call.ticket for call in self._calls.shown
        ):
            self._cut_off()
        if self._calls.newest is None:
            self._least.stop()
        self._show_next()

    def _cut_off(self) -> None:
        self._announcing.stop()
        self._least.stop()
        self._hanging.stop()
        if self._voice is not None:
            self._voice.hush()

    def _show_next(self) -> None:
        """The next call's moment, unless another's still lasts."""
        if not (self._lost or self._announcing.current or self._least.isActive()):
            floor = self._station.mirror.floor
            turn = self._calls.begin(self._now_s(), floor)
            for call in turn.passed:
                if floor.tickets[call.ticket].state is TicketState.CALLED:
                    self._stand_out(call)
            if turn.begun is not None:
                self._least.start()
                self._stand_out(turn.begun.call)
                self._speak(turn.begun)
        self._publish()

    def _speak(self, piece: Piece) -> None:
        if self._voice is None:
            self._announcing.stop()
            return
        self._voice.speak(piece)
        if not self._voice.heard:
            # It tries its output again; meanwhile nobody waits for what nobody hears.
            self._announcing.stop()
            return
        longest_s = self._voice.seconds(piece) + self._times.hanging_s
        self._hanging.start(round(longest_s * 1000))

    def _go_on(self) -> None:
        """What was spoken has ended: the same call in another language, or the next call."""
        self._hanging.stop()
        piece = self._announcing.go_on(self._now_s())
        if piece is not None:
            self._speak(piece)
        if self._announcing.current is None:
            self._show_next()

    def _hang(self) -> None:
        log.warning("board_voice_hangs")
        if self._voice is not None:
            self._voice.hush()
        self._go_on()

    def _stand_out(self, call: Call) -> None:
        timer = self._timer(self._times.fresh_s, self._settle)
        # Qt's usual timers come up to a twentieth too early.
        timer.setTimerType(Qt.TimerType.PreciseTimer)
        timer.timeout.connect(timer.deleteLater)
        # Undone and called again it stands out anew, for its whole time.
        self._fresh[call.ticket, call.nth] = timer
        timer.start()

    def _settle(self) -> None:
        self._fresh = {key: timer for key, timer in self._fresh.items() if timer.isActive()}
        self._publish()

    def _publish(self) -> None:
        """Hand over to QML only what has changed."""
        catalogue = self._station.mirror.catalogue
        current = self._announcing.current
        new = self._calls.waiting | ({current.call.ticket} if current is not None else set())
        rows = tuple(
            CallRow(
                number=call.number,
                counter=label_of(catalogue, call.counter),
                fresh=call.ticket in new or (call.ticket, call.nth) in self._fresh,
            )
            for call in self._calls.shown
        )
        again, fresh = self._again_now(), self.fresh
        if rows != self.rows.rows or (again, fresh) != (self.again, self._was_fresh):
            self.again, self._was_fresh = again, fresh
            self.rows.show(rows)
            self.changed.emit()

    def _again_now(self) -> int:
        newest = self._calls.newest
        if newest is None or newest.nth < SECOND_CALL:
            return 0
        ticket = self._station.mirror.floor.tickets[newest.ticket]
        return newest.nth if ticket.state is TicketState.CALLED else 0

    def _now_s(self) -> float:
        return self._station.now().timestamp()

    def _call_in(self, entry: Entry, event: TicketCalled | TicketRecalled) -> Call | None:
        """The call that an event tells of; ``None`` when it is not for this board."""
        return self._call(
            self._station.mirror.floor.tickets[event.ticket],
            event.counter,
            nth=event.call if isinstance(event, TicketRecalled) else 1,
            made_s=entry.at.timestamp(),
        )

    def _call_of(self, ticket: Ticket) -> Call | None:
        """The last call of a ticket; of a recall nobody knows when it was made."""
        if ticket.counter is None or ticket.called_at is None:
            return None
        made_s = ticket.called_at.timestamp()
        return self._call(ticket, ticket.counter, nth=ticket.calls, made_s=made_s)

    def _call(self, ticket: Ticket, counter: CounterId, *, nth: int, made_s: float) -> Call | None:
        catalogue = self._station.mirror.catalogue
        if catalogue is not None and not self._zone.holds(counter, catalogue):
            return None
        others = catalogue.centre.languages if catalogue is not None else ()
        return Call(
            ticket=ticket.ticket,
            number=ticket.number,
            counter=counter,
            label=label_of(catalogue, counter),
            nth=nth,
            languages=tuple(dict.fromkeys((ticket.language, *others))),
            # A centre's clock that is a moment ahead of what it told makes no call of tomorrow.
            made_s=min(made_s, self._now_s()),
        )


def label_of(catalogue: Catalogue | None, counter: CounterId) -> str:
    """What stands above the counter; its id when the catalogue has no such counter."""
    known = catalogue.counter.get(counter) if catalogue is not None else None
    return known.label if known is not None else counter
