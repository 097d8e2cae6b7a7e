"""The book of a day, filled before it begins: half by the hub, half by the centre's own staff."""

from collections.abc import Iterator
from dataclasses import replace

from bench.day.centre import LabCentre, moment
from bench.day.drawn import SLOT_S, DrawnDay, Visitor
from bench.day.scenario import CLOSES_S, OPENS_S
from kiosk.domain import commands as c
from kiosk.domain.commands import Role
from kiosk.domain.errors import Refused
from kiosk.domain.events import AppointmentBooked
from kiosk.domain.ids import AppointmentCode, ServiceId

BOOKED_AT_S = OPENS_S - 3600
"""All that is to be known is that it is before anybody comes."""


def booked(centre: LabCentre, day: DrawnDay) -> Iterator[tuple[Visitor, AppointmentCode | None]]:
    """Everybody who comes, and the code of those whose appointment was taken.

    Where the slot is full the next free one is taken, and the visitor comes for that; who finds
    none that day comes without.
    """
    for number, visitor in enumerate(day.visitors):
        if visitor.slot_s is None:
            yield visitor, None
            continue
        role = Role.HUB if number % 2 else Role.COUNTER
        slot_s, code = _first_free(centre, day, visitor, visitor.slot_s, role)
        if code is None:
            yield replace(visitor, slot_s=None), None
        else:
            later_s = slot_s - visitor.slot_s
            yield replace(visitor, slot_s=slot_s, at_s=visitor.at_s + later_s), code


def _first_free(
    centre: LabCentre, day: DrawnDay, visitor: Visitor, slot_s: float, role: Role
) -> tuple[float, AppointmentCode | None]:
    while slot_s < CLOSES_S:
        book = c.BookAppointment(service=ServiceId(visitor.service), slot=moment(day.date, slot_s))
        try:
            entries = centre.do(book, moment(day.date, BOOKED_AT_S), role)
        except Refused:
            slot_s += SLOT_S
            continue
        for entry in entries:
            if isinstance(entry.event, AppointmentBooked):
                return slot_s, entry.event.code
    return slot_s, None
