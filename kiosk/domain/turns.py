"""The waiting tickets of one service, in the order they will be called."""

from bisect import bisect_left, insort

from kiosk.domain.ids import TicketId
from kiosk.domain.ticket import Ticket

Turn = tuple[float, int, TicketId]
"""Virtual arrival (seconds since 1970), arrival of the day, ticket: the smallest is next."""


def turn_of(ticket: Ticket) -> Turn:
    """The key by which this ticket is called."""
    return (ticket.virtual_arrival.timestamp(), ticket.arrival, ticket.ticket)


class Turns:
    """A sorted list, which at 20,000 waiting still adds and removes in a few microseconds.

    Ordinary tickets arrive at the end and leave at the front, so hardly anything is ever moved,
    and unlike a heap it can say how many stand before a ticket.
    """

    __slots__ = ("_turns",)

    def __init__(self) -> None:
        self._turns: list[Turn] = []

    def __len__(self) -> int:
        return len(self._turns)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Turns) and self._turns == other._turns

    __hash__ = None  # type: ignore[assignment]  # it changes

    def add(self, turn: Turn) -> None:
        """Let a ticket wait."""
        insort(self._turns, turn)

    def remove(self, turn: Turn) -> None:
        """Take a waiting ticket out."""
        place = bisect_left(self._turns, turn)
        if place == len(self._turns) or self._turns[place] != turn:
            raise KeyError(turn)
        del self._turns[place]

    def first(self) -> Turn | None:
        """Who is next, without calling them."""
        return self._turns[0] if self._turns else None

    def before(self, turn: Turn) -> int:
        """How many will be called before ``turn`` (which need not wait here)."""
        return bisect_left(self._turns, turn)
