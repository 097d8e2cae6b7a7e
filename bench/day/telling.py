"""What a visitor is told at the kiosk, and who could have said it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from bench.day.drawn import DrawnDay
from kiosk.domain.events import Entry
from kiosk.domain.floor import Floor
from kiosk.domain.ticket import Ticket


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A wait in seconds; ``low_s`` and ``high_s`` are the 10th and 90th percentile, if any.

    ``shown_s`` is the range as it stands on the slip.
    """

    wait_s: float
    low_s: float | None = None
    high_s: float | None = None
    shown_s: tuple[float, float] | None = None


class Estimator(Protocol):
    """Follows the journal, and says of a ticket that was just given how long it will wait."""

    name: str

    def begins(self, day: DrawnDay, /) -> None:
        """Another day; only an oracle may look into it."""
        ...

    def heard(self, entry: Entry, floor: Floor, /) -> None:
        """A line of the journal, folded already."""
        ...

    def comes(self, floor: Floor, at: datetime, /) -> bool:
        """Somebody is about to ask for a ticket: whether this one will be asked about them."""
        ...

    def tell(self, floor: Floor, ticket: Ticket, at: datetime, /) -> Told | None:
        """The wait of a ticket that waits; ``None``: not known."""
        ...
