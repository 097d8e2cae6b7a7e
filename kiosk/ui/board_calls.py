"""Which calls stand on a board, newest first, and which still wait for their moment."""

from collections import deque
from dataclasses import dataclass, replace

from kiosk.domain.events import TicketCalled, TicketRecalled
from kiosk.domain.floor import Floor
from kiosk.domain.ids import CounterId, TicketId
from kiosk.domain.ticket import Ticket, TicketState
from kiosk.ui.reach import CALLS_BEHIND

ROOM = 1 + CALLS_BEHIND


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """One call of one ticket; ``call`` is 2 for the second."""

    ticket: TicketId
    number: str
    counter: CounterId
    call: int


class BoardCalls:
    """The last calls. One made while another is new waits, and is then the newest in its turn.

    A call stands until newer ones displace it, and vanishes when its ticket no longer belongs to
    that counter: undone, cancelled, transferred, put back in the queue.
    """

    def __init__(self) -> None:
        self.shown: tuple[Call, ...] = ()
        self._waiting: deque[Call] = deque()

    @property
    def newest(self) -> Call | None:
        """The call shown largest."""
        return self.shown[0] if self.shown else None

    def restart(self, floor: Floor) -> None:
        """Begin from what is true now, as if the last calls had all been shown."""
        self._waiting.clear()
        calls = [
            (at, ticket.arrival, _call_of(ticket, counter))
            for ticket in floor.tickets.values()
            if (at := ticket.called_at) is not None and (counter := ticket.counter) is not None
        ]
        calls.sort(key=lambda known: known[:2], reverse=True)
        self.shown = tuple(call for _at, _arrival, call in calls[:ROOM])

    def add(self, event: TicketCalled | TicketRecalled) -> None:
        """A call was made; it waits until ``bring_next``."""
        call = event.call if isinstance(event, TicketRecalled) else 1
        self._waiting.append(
            Call(ticket=event.ticket, number=event.number, counter=event.counter, call=call)
        )

    def bring_next(self, floor: Floor) -> Call | None:
        """Make the next waiting call the newest, and say which it is; ``None`` without any.

        Calls that were answered while they waited take their places without a moment of their own.
        """
        while self._waiting:
            call = self._waiting.popleft()
            others = tuple(shown for shown in self.shown if shown.ticket != call.ticket)
            self.shown = (call, *others)[:ROOM]
            if floor.tickets[call.ticket].state is TicketState.CALLED:
                return call
        return None

    def follow(self, floor: Floor) -> None:
        """Let go of calls that no longer hold, and take over numbers that changed."""
        self.shown = tuple(_as_now(call, floor) for call in self.shown if _stands(call, floor))
        self._waiting = deque(
            _as_now(call, floor) for call in self._waiting if _stands(call, floor)
        )


def _call_of(ticket: Ticket, counter: CounterId) -> Call:
    return Call(ticket=ticket.ticket, number=ticket.number, counter=counter, call=ticket.calls)


def _stands(call: Call, floor: Floor) -> bool:
    ticket = floor.tickets.get(call.ticket)
    return ticket is not None and ticket.counter == call.counter


def _as_now(call: Call, floor: Floor) -> Call:
    return replace(call, number=floor.tickets[call.ticket].number)
