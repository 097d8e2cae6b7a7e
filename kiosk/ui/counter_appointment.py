"""An appointment at a counter, in words: when it is, how it stands, what can be done with it."""

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta

from kiosk.domain.appointment import Appointment, AppointmentState
from kiosk.domain.catalogue import Catalogue
from kiosk.domain.issuing import check_in_refusal
from kiosk.domain.slots import Timeliness, timeliness
from kiosk.texts import Texts
from kiosk.ui.counter_desk import Desk
from kiosk.ui.counter_found import Found, service_name
from kiosk.ui.counter_view import DOT, NO_BREAK
from kiosk.ui.kiosk_codes import grouped

STATES: Mapping[AppointmentState, str] = {
    AppointmentState.BOOKED: "counter-appointment-booked",
    AppointmentState.CHECKED_IN: "counter-appointment-checked-in",
    AppointmentState.CANCELLED: "counter-appointment-cancelled",
    AppointmentState.MISSED: "counter-appointment-missed",
}
COMING: Mapping[Timeliness, str] = {
    Timeliness.EARLY: "counter-appointment-early",
    Timeliness.ON_TIME: "counter-appointment-on-time",
    Timeliness.LATE: "counter-appointment-late",
    Timeliness.LOST: "counter-appointment-lost",
}
"""How a visitor comes who is here now; on another day that is not the question."""


def code_words(code: str) -> str:
    """Eight digits in fours, as they stand on the slip."""
    return NO_BREAK.join(grouped(code))


def slot_words(texts: Texts, language: str, slot: datetime) -> str:
    """``Friday 20 November, 10:30``."""
    return f"{texts.date(language, slot)}, {texts.time(slot)}"


def until_words(catalogue: Catalogue, texts: Texts, language: str, slot: datetime) -> str:
    """Until when its visitor is on time."""
    until = slot + timedelta(minutes=catalogue.rules.appointment_late_min)
    return texts.say(language, "counter-booked-until", time=texts.time(until))


def found_appointment(
    desk: Desk, catalogue: Catalogue, appointment: Appointment, language: str
) -> Found:
    """What the panel shows of it."""
    texts = desk.texts
    slot = appointment.slot.astimezone(desk.at().tzinfo)
    return Found(
        heading=texts.time(slot),
        service=service_name(catalogue, appointment.service, language),
        story=DOT.join(_story(desk, catalogue, appointment, slot, language)),
        offers=tuple(_offers(desk, catalogue, appointment)),
        cancel_sure=texts.say(
            language,
            "counter-cancel-appointment-sure",
            day=texts.date(language, slot),
            time=texts.time(slot),
        ),
    )


def _story(
    desk: Desk, catalogue: Catalogue, appointment: Appointment, slot: datetime, language: str
) -> Iterator[str]:
    texts, at = desk.texts, desk.at()
    yield texts.date(language, slot)
    code = code_words(appointment.code)
    yield texts.say(language, "counter-appointment-code", code=code).replace(" ", NO_BREAK)
    yield texts.say(language, STATES[appointment.state])
    ticket = desk.floor.tickets.get(appointment.ticket) if appointment.ticket is not None else None
    if ticket is not None:
        yield ticket.number
    if appointment.state is AppointmentState.BOOKED:
        when = timeliness(catalogue, appointment, at)
        if when in COMING:
            yield texts.say(language, COMING[when])
        reason = check_in_refusal(desk.floor, catalogue, appointment, at)
        if reason is not None and when is not Timeliness.OTHER_DAY:
            yield texts.say(language, "refused-" + reason.name.lower().replace("_", "-"))


def _offers(desk: Desk, catalogue: Catalogue, appointment: Appointment) -> Iterator[str]:
    """Check in where it would not be refused; the rest for as long as it is booked."""
    if check_in_refusal(desk.floor, catalogue, appointment, desk.at()) is None:
        yield "check-in"
    if appointment.state is not AppointmentState.BOOKED:
        return
    service = catalogue.service.get(appointment.service)
    if service is not None and service.appointments is not None:
        yield "move"
    if desk.paper is not None and service is not None:
        yield "print-appointment"
    yield "cancel-appointment"
