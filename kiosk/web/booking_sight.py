"""What can be told of an appointment that was asked for at the hub, before it is put into words."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from kiosk.domain.catalogue import Catalogue, Service
from kiosk.domain.ids import AppointmentCode


class BookingState(StrEnum):
    """Where an appointment stands for its visitor."""

    HELD = "held"
    """A place is kept, and waits for the visitor's yes."""
    ENDED = "ended"
    """The visitor did not say yes in time."""
    ASKED = "asked"
    """The centre has not confirmed it yet."""
    BOOKED = "booked"
    REFUSED = "refused"
    MOVING = "moving"
    CANCELLING = "cancelling"
    CANCELLED = "cancelled"
    CHECKED_IN = "checked_in"
    OVER = "over"


WAITS = frozenset({BookingState.ASKED, BookingState.MOVING, BookingState.CANCELLING})
"""States that end with an answer of the centre."""
COUNTS = WAITS | {BookingState.BOOKED}
"""States in which its code is worth something, now or as soon as the centre has answered."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BookingSight:
    """An appointment as its page shows it; all times are local to the centre.

    ``wanted`` is where it moves to; ``reason`` the code of a refusal. ``silent``: the centre has
    not been heard, since ``silent_since`` as far as anybody knows. ``changes`` counts what was
    asked. ``link`` is the page's path, with its token.
    """

    link: str
    catalogue: Catalogue
    service: Service | None
    code: AppointmentCode
    state: BookingState
    slot: datetime
    wanted: datetime | None
    reason: str | None
    held_until: datetime | None
    silent: bool
    silent_since: datetime | None
    changes: int
    at: datetime
