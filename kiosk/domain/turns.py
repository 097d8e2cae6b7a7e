"""The waiting tickets of one service, in the order they will be called and in that they came."""

from bisect import bisect_left, insort
from collections.abc import Iterator

from kiosk.domain.ids import TicketId
from kiosk.domain.ticket import Ticket

Turn = tuple[float, int, TicketId, float]
"""Virtual arrival, arrival of the day, ticket, when it came: the smallest is next.

Both times are seconds since 1970.
"""


def turn_of(ticket: Ticket) -> Turn:
    """The key by which this ticket is called."""
    return (
        ticket.virtual_arrival.timestamp(),
        ticket.arrival,
        ticket.ticket,
        ticket.issued_at.timestamp(),
    )


class Turns:
    """Sorted lists, which at 20,000 waiting still add and remove in a few microseconds.

    Ordinary tickets arrive at the end and leave at the front, so hardly anything is ever moved,
    and unlike a heap they can say how many stand before a ticket, and how many came before it.
    """

    __slots__ = ("_came", "_turns")

    def __init__(self) -> None:
        self._turns: list[Turn] = []
        self._came: list[tuple[float, int]] = []

    def __len__(self) -> int:
        return len(self._turns)

    def __iter__(self) -> Iterator[Turn]:
        return iter(self._turns)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Turns) and self._turns == other._turns

    __hash__ = None  # type: ignore[assignment]  # it changes

    def add(self, turn: Turn) -> None:
        """Let a ticket wait."""
        insort(self._turns, turn)
        insort(self._came, _came(turn))

    def remove(self, turn: Turn) -> None:
        """Take a waiting ticket out."""
        place = bisect_left(self._turns, turn)
        if place == len(self._turns) or self._turns[place] != turn:
            raise KeyError(turn)
        del self._turns[place]
        del self._came[bisect_left(self._came, _came(turn))]

    def first(self) -> Turn | None:
        """Who is next, without calling them."""
        return self._turns[0] if self._turns else None

    def before(self, turn: Turn) -> int:
        """How many will be called before ``turn`` (which need not wait here)."""
        return bisect_left(self._turns, turn)

    def came_before(self, turn: Turn) -> int:
        """How many were there before the ticket of ``turn`` came (which need not wait here)."""
        return bisect_left(self._came, _came(turn))

    def copy(self) -> "Turns":
        """The same turns, to go on with by itself: for what may happen, not what has."""
        other = Turns()
        other._turns = self._turns.copy()
        other._came = self._came.copy()
        return other


def _came(turn: Turn) -> tuple[float, int]:
    return (turn[3], turn[1])
