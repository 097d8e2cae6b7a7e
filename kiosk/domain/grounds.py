"""On what grounds a ticket has its place: when it came, its priority, or its appointment."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from kiosk.domain.calling import credit_s, next_ticket, virtual_arrival
from kiosk.domain.catalogue import Catalogue
from kiosk.domain.floor import Floor
from kiosk.domain.ids import ServiceId
from kiosk.domain.slots import Timeliness, timeliness
from kiosk.domain.ticket import Ticket


class Ground(StrEnum):
    """Which rule gave a ticket its place."""

    CAME = "came"
    """Nothing but when it was issued."""
    PRIORITY = "priority"
    APPOINTMENT = "appointment"
    CAME_BACK = "came-back"
    """Its visitor missed a call and came back in time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Grounds:
    """The rule, and its time: an appointment's slot, else when the ticket was issued."""

    ground: Ground
    at: datetime


def grounds_of(floor: Floor, catalogue: Catalogue, ticket: Ticket) -> Grounds:
    """On what grounds this ticket has its place."""
    came = ticket.issued_at
    if ticket.requeued:
        return Grounds(ground=Ground.CAME_BACK, at=came)
    slot = _slot_that_counts(floor, catalogue, ticket)
    if slot is not None:
        return Grounds(ground=Ground.APPOINTMENT, at=slot)
    return Grounds(ground=Ground.PRIORITY if ticket.priority else Ground.CAME, at=came)


def grounds_of_next(
    floor: Floor, catalogue: Catalogue, services: Iterable[ServiceId]
) -> Grounds | None:
    """Why whoever is next for ``services`` is next; ``None`` when nobody waits for them."""
    ticket = next_ticket(floor, services)
    return grounds_of(floor, catalogue, ticket) if ticket is not None else None


def _slot_that_counts(floor: Floor, catalogue: Catalogue, ticket: Ticket) -> datetime | None:
    """The slot of an appointment that gave the place: not one that was lost, or worth less."""
    appointment = floor.book.get(ticket.appointment) if ticket.appointment is not None else None
    if appointment is None:
        return None
    came = ticket.issued_at
    if timeliness(catalogue, appointment, came) in (Timeliness.LOST, Timeliness.OTHER_DAY):
        return None
    by_priority = virtual_arrival(came, credit_s(catalogue, priority=ticket.priority))
    if ticket.priority and by_priority <= ticket.virtual_arrival:
        return None
    return appointment.slot.astimezone(came.tzinfo)
