"""Which calls stand on a board: the newest largest, those whose turn comes next, and the last."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from kiosk.domain.floor import Floor
from kiosk.domain.ids import TicketId
from kiosk.domain.ticket import Ticket, TicketState
from kiosk.speech.announcing import OLDEST_S, Announcing, Call, Turn
from kiosk.ui.reach import CALLS_BEHIND

ROOM = 1 + CALLS_BEHIND
ROOM_BEFORE_THEIR_TURN = CALLS_BEHIND - 1
"""How many stand on the board before their moment: one who was just called stays there too."""

CallOf = Callable[[Ticket], Call | None]
"""The call of a ticket that has a counter, as this board would show it; ``None``: it does not."""


class BoardCalls:
    """The last calls. One made while another has its moment stands behind it until its own comes.

    A call stands until newer ones displace it, and vanishes when its ticket no longer belongs to
    that counter: undone, cancelled, transferred, put back in the queue.
    """

    def __init__(self, announcing: Announcing) -> None:
        self._announcing = announcing
        self._had: tuple[Call, ...] = ()

    @property
    def newest(self) -> Call | None:
        """The call shown largest: the last that had its moment, or has it."""
        return self._had[0] if self._had else None

    @property
    def waiting(self) -> frozenset[TicketId]:
        """Those whose moment has not come."""
        return frozenset(call.ticket for call in self._announcing.waiting)

    @property
    def shown(self) -> tuple[Call, ...]:
        """What stands on the board, the largest first, then the latest before the others."""
        if not self._had:
            return ()
        newest, *before = self._had
        coming = self._announcing.waiting[:ROOM_BEFORE_THEIR_TURN]
        tickets = {newest.ticket}
        shown = [newest]
        for call in (*reversed(coming), *before):
            if call.ticket not in tickets:
                tickets.add(call.ticket)
                shown.append(call)
        return tuple(shown[:ROOM])

    def restart(self, floor: Floor, call_of: CallOf, *, news_since_s: float) -> None:
        """Begin from what is true now, as if its calls had all been shown.

        Only those made since ``news_since_s`` that were not known wait for their moment.
        """
        known = {(call.ticket, call.nth) for call in (*self._had, *self._announcing.waiting)}
        tickets = [ticket for ticket in floor.tickets.values() if ticket.called_at is not None]
        tickets.sort(key=lambda ticket: (ticket.called_at, ticket.arrival))
        calls = [call for ticket in tickets if (call := call_of(ticket)) is not None]
        news = [
            call
            for call in calls
            if call.made_s >= news_since_s
            and (call.ticket, call.nth) not in known
            and floor.tickets[call.ticket].state is TicketState.CALLED
        ]
        self.follow(floor)
        for call in news:
            self._announcing.add(call)
        shown = {call.ticket for call in self._had}
        had = [call for call in calls if call.ticket in shown or call.ticket not in self.waiting]
        spoken = self._announcing.current
        if spoken is not None:
            # Floors know nothing of recalls' times; what is being spoken is the newest.
            had.sort(key=lambda call: call.ticket == spoken.call.ticket)
        self._had = tuple(reversed(had[-ROOM:]))

    def add(self, call: Call) -> None:
        """A call was made; it waits until ``begin``."""
        self._announcing.add(call)

    def put(self, *calls: Call) -> None:
        """Calls take their places without a moment of their own, the last of them first."""
        for call in calls:
            others = tuple(had for had in self._had if had.ticket != call.ticket)
            self._had = (call, *others)[:ROOM]

    def put_all(self) -> None:
        """Nobody waits for a moment any more."""
        self.put(*self._announcing.waiting)
        self._announcing.keep(lambda _: False)

    def begin(self, now_s: float, floor: Floor) -> Turn:
        """Make the next call the newest, and say what of it is spoken.

        Calls that were answered while they waited, or have grown old, have no moment.
        """
        tickets = floor.tickets
        turn = self._announcing.begin(
            now_s, lambda call: tickets[call.ticket].state is TicketState.CALLED
        )
        self.put(*turn.passed)
        if turn.begun is not None:
            self.put(turn.begun.call)
        return turn

    def follow(self, floor: Floor) -> None:
        """Let go of calls that no longer hold, and take over numbers that changed."""
        tickets = floor.tickets
        self._had = tuple(_as_now(call, tickets) for call in self._had if _stands(call, tickets))
        self._announcing.keep(lambda call: _stands(call, tickets))
        self._announcing.renew(lambda call: _as_now(call, tickets))


def is_old(call: Call, now_s: float) -> bool:
    """Whether a call comes too late to be news."""
    return now_s - call.made_s > OLDEST_S


def _stands(call: Call, tickets: Mapping[TicketId, Ticket]) -> bool:
    ticket = tickets.get(call.ticket)
    return ticket is not None and ticket.counter == call.counter


def _as_now(call: Call, tickets: Mapping[TicketId, Ticket]) -> Call:
    return replace(call, number=tickets[call.ticket].number)
