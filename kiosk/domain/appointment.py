"""A place in a service's book: its states, what is kept of it, and its events."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from kiosk.domain.ids import AppointmentCode, ServiceId, TicketId


class Share(StrEnum):
    """Whose part of a slot's capacity a place is taken from, so that neither needs the other."""

    CENTRE = "centre"
    """Booked by the centre's own staff."""
    HUB = "hub"
    """Booked through the hub."""


class AppointmentState(StrEnum):
    """Where an appointment stands."""

    BOOKED = "booked"
    CHECKED_IN = "checked_in"
    CANCELLED = "cancelled"
    MISSED = "missed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Appointment:
    """A visitor's place in the book: ``slot`` is its beginning, aware and local to the centre.

    ``ticket`` is the turn it became at check-in; ``agreed_at`` when this slot was booked or moved
    to, as far as the day knows: nobody stands as if they had come before. Nothing in it says who
    the visitor is.
    """

    code: AppointmentCode
    service: ServiceId
    slot: datetime
    share: Share = Share.CENTRE
    state: AppointmentState = AppointmentState.BOOKED
    ticket: TicketId | None = None
    agreed_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """Places of one service, share and state as a new day inherits them: their codes by slot.

    A full book of two weeks so has its place in one line that every screen can read.
    """

    service: ServiceId
    share: Share
    state: AppointmentState
    codes: Mapping[datetime, tuple[AppointmentCode, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class AppointmentBooked:
    """A place in the book was given."""

    code: AppointmentCode
    service: ServiceId
    slot: datetime
    share: Share


@dataclass(frozen=True, slots=True, kw_only=True)
class AppointmentMoved:
    """The appointment is at another time now; the place it had is free.

    ``share`` is whose place it has now: staff give the centre's, whoever had booked.
    """

    code: AppointmentCode
    slot: datetime
    share: Share = Share.CENTRE


@dataclass(frozen=True, slots=True, kw_only=True)
class AppointmentCancelled:
    """The place is free again."""

    code: AppointmentCode
