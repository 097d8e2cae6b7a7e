"""Giving, moving and taking back places in a service's book."""

from datetime import datetime

from kiosk.domain.appointment import (
    Appointment,
    AppointmentBooked,
    AppointmentCancelled,
    AppointmentMoved,
    AppointmentState,
    Share,
)
from kiosk.domain.appointment_code import code_from, is_of_share
from kiosk.domain.catalogue import Catalogue, Service
from kiosk.domain.commands import (
    BookAppointment,
    CancelAppointment,
    MoveAppointment,
    Order,
    Role,
)
from kiosk.domain.errors import Reason, Refused, Unfit
from kiosk.domain.events import Event
from kiosk.domain.floor import Floor
from kiosk.domain.ids import AppointmentCode
from kiosk.domain.issuing import known_service
from kiosk.domain.slots import Slot, places_left, slot_at


def book(
    floor: Floor, catalogue: Catalogue, order: Order, command: BookAppointment
) -> tuple[Event, ...]:
    """A place in a slot, of the share of whoever asks, under a code nobody else has."""
    service = known_service(catalogue, command.service)
    share = _share_of(order)
    slot = _free_slot(floor, catalogue, service, _fit(command.slot), share, order.at)
    return (
        AppointmentBooked(
            code=_code_for(floor, order, command.code, share),
            service=service.id,
            slot=slot.begins,
            share=share,
        ),
    )


def move(
    floor: Floor, catalogue: Catalogue, order: Order, command: MoveAppointment
) -> tuple[Event, ...]:
    """Another slot of the same service, under the same code; the place it had is free."""
    appointment = _booked(floor, command.appointment)
    begins = _fit(command.slot)
    if begins == appointment.slot:
        return ()
    service = catalogue.service.get(appointment.service)
    if service is None:
        raise Refused(Reason.NO_APPOINTMENTS)
    share = _share_of(order)
    slot = _free_slot(floor, catalogue, service, begins, share, order.at, besides=appointment)
    return (AppointmentMoved(code=appointment.code, slot=slot.begins, share=share),)


def cancel(
    floor: Floor, catalogue: Catalogue, order: Order, command: CancelAppointment
) -> tuple[Event, ...]:
    """The visitor does not come; somebody else can have the place."""
    return (AppointmentCancelled(code=_booked(floor, command.appointment).code),)


def slot_refusal(
    floor: Floor,
    catalogue: Catalogue,
    service: Service,
    begins: datetime,
    share: Share,
    at: datetime,
    *,
    besides: Appointment | None = None,
) -> Reason | None:
    """Why the slot that begins then is not given ``at`` (both aware); ``None`` when it is.

    ``besides`` is the appointment that would move there.
    """
    found = _slot_or_reason(floor, catalogue, service, begins, share, at, besides)
    return found if isinstance(found, Reason) else None


def _code_for(
    floor: Floor, order: Order, given: AppointmentCode | None, share: Share
) -> AppointmentCode:
    """A code nobody else has: the one the hub gave, or one of our own."""
    if given is None:
        return code_from(order.chance, share, floor.book)
    if share is not Share.HUB:
        raise Unfit("code", "the hub alone gives a code of its own")
    if not is_of_share(given, share):
        raise Unfit("code", "this is none of the codes that the hub gives")
    if given in floor.book:
        raise Refused(Reason.CODE_TAKEN)
    return given


def _share_of(order: Order) -> Share:
    """Whoever books gives of their own share alone, and so need not ask the other."""
    return Share.HUB if order.role is Role.HUB else Share.CENTRE


def _fit(slot: datetime) -> datetime:
    if slot.tzinfo is None:
        raise Unfit("slot", "a time needs its offset")
    return slot


def _booked(floor: Floor, code: AppointmentCode) -> Appointment:
    """The appointment that still expects its visitor; refuses any other."""
    appointment = floor.book.get(code)
    if appointment is None:
        raise Refused(Reason.APPOINTMENT_UNKNOWN)
    if appointment.state is AppointmentState.CANCELLED:
        raise Refused(Reason.APPOINTMENT_CANCELLED)
    if appointment.state is AppointmentState.MISSED:
        raise Refused(Reason.SLOT_PAST)
    if appointment.state is not AppointmentState.BOOKED:
        raise Refused(Reason.APPOINTMENT_USED)
    return appointment


def _free_slot(
    floor: Floor,
    catalogue: Catalogue,
    service: Service,
    begins: datetime,
    share: Share,
    at: datetime,
    *,
    besides: Appointment | None = None,
) -> Slot:
    found = _slot_or_reason(floor, catalogue, service, begins, share, at, besides)
    if isinstance(found, Reason):
        raise Refused(found)
    return found


def _slot_or_reason(
    floor: Floor,
    catalogue: Catalogue,
    service: Service,
    begins: datetime,
    share: Share,
    at: datetime,
    besides: Appointment | None,
) -> Slot | Reason:
    rules = catalogue.rules
    if service.appointments is None:
        return Reason.NO_APPOINTMENTS
    if begins <= at:
        return Reason.SLOT_PAST
    # Bounded first: at the end of time another zone's time cannot be told.
    if (begins - at).days > rules.book_ahead_days:
        return Reason.SLOT_TOO_FAR
    local = begins.astimezone(at.tzinfo)
    if (local.date() - at.date()).days > rules.book_ahead_days:
        return Reason.SLOT_TOO_FAR
    slot = slot_at(catalogue, service, local)
    if slot is None:
        return Reason.NO_APPOINTMENTS
    today = local.date() == at.date()
    if today and service.id in floor.suspended and not rules.open_all_day:
        return Reason.SERVICE_SUSPENDED
    if places_left(floor, catalogue, service, slot, share, besides=besides) < 1:
        return Reason.SLOT_FULL
    return slot
