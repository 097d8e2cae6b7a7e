"""What the hub alone knows of a centre: lines that this one lost, and the numbers in them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from kiosk.domain.events import Entry, TicketIssued, TicketRecorded, TicketRenumbered
from kiosk.domain.ids import TicketId
from kiosk.domain.numbering import letter_of, place_of
from kiosk.domain.taking_over import MOST_PLACES
from kiosk.wire.codec import WrongShape, decode_entry
from kiosk.wire.uplink import Tail

MOST_READ = 40_000
"""The largest centre's day has no more lines: only numbers of today can be given twice."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LostNumbers:
    """What a centre gave on ``day``, its last, and does not know of any more.

    ``places`` are the last place of each letter, ``numbers`` whose each was; ``lines`` counts what
    the hub has and the centre has not, ``tickets`` those that were read of any day.
    """

    branch: int
    last: int
    lines: int
    tickets: int
    day: date | None
    places: Mapping[str, int]
    numbers: Mapping[str, TicketId]


@dataclass(slots=True, kw_only=True)
class TailReading:
    """Reads the hub's lines of ``branch`` after ``hub_from`` up to ``hub_last``, page by page."""

    branch: int
    hub_from: int
    hub_last: int
    after: int = field(init=False)
    _day: date | None = field(init=False, default=None)
    _tickets: int = field(init=False, default=0)
    _places: dict[str, int] = field(init=False, default_factory=dict)
    _numbers: dict[str, TicketId] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        self.after = max(self.hub_from, self.hub_last - MOST_READ)

    @property
    def is_over(self) -> bool:
        """Whether all was read."""
        return self.after >= self.hub_last

    def hear(self, tail: Tail, lines: Iterable[bytes]) -> None:
        """A page as the hub gave it; one that is not what was asked for raises ``WrongShape``."""
        if (tail.branch, tail.after) != (self.branch, self.after):
            raise WrongShape("after", "these are not the lines that were asked for")
        given = tuple(lines)
        for line in given:
            self._read(line)
        # The hub may lack lines itself. The last numbers are in the last lines, so go nearer.
        nearer = (self.after + self.hub_last + 1) // 2
        self.after = self.after + len(given) if given else nearer

    def lost(self) -> LostNumbers:
        """What was in them."""
        return LostNumbers(
            branch=self.branch,
            last=self.hub_last,
            lines=self.hub_last - self.hub_from,
            tickets=self._tickets,
            day=self._day,
            places=dict(self._places),
            numbers=dict(self._numbers),
        )

    def _read(self, line: bytes) -> None:
        try:
            entry = decode_entry(line)
        except WrongShape:
            return  # the hub keeps what nobody can read, too
        if self._day is None or entry.day > self._day:
            self._day = entry.day
            self._places.clear()
            self._numbers.clear()
        if entry.day == self._day:
            self._note(entry)

    def _note(self, entry: Entry) -> None:
        event = entry.event
        if not isinstance(event, TicketIssued | TicketRecorded | TicketRenumbered):
            return
        if not isinstance(event, TicketRenumbered):
            self._tickets += 1
        self._numbers[event.number] = event.ticket
        letter = letter_of(event.number)
        place = place_of(letter, event.number)
        # A kiosk's own numbers have no place: it knows itself which of them it gave.
        if place is not None and place <= MOST_PLACES:
            self._places[letter] = max(place, self._places.get(letter, 0))
