"""Giving tickets: hours, quota, suspension, numbers; and what becomes of the slip."""

import re
from datetime import datetime, timedelta

from kiosk.domain import calling, numbering
from kiosk.domain.appointment import Appointment, AppointmentState
from kiosk.domain.catalogue import Catalogue, Service
from kiosk.domain.commands import (
    CancelTicket,
    CheckIn,
    IssueTicket,
    Order,
    ReportPaper,
)
from kiosk.domain.errors import Reason, Refused, Unfit
from kiosk.domain.events import (
    Event,
    PaperReported,
    TicketCancelled,
    TicketIssued,
)
from kiosk.domain.floor import Floor
from kiosk.domain.ids import AppointmentCode, Language, ServiceId, TicketId
from kiosk.domain.public_token import token_from, token_hash
from kiosk.domain.slots import CHECK_IN_BEFORE_OPENING, Timeliness, place_of, timeliness
from kiosk.domain.ticket import TRANSITIONS, Ticket, TicketState

CAUSE = re.compile(r"[a-z0-9_]{1,32}")
"""What is wrong with paper or printer: a code, so that nothing personal gets into the journal."""


def known_service(catalogue: Catalogue, service: ServiceId) -> Service:
    """The service of that id; raises ``Unfit`` when this centre has none."""
    found = catalogue.service.get(service)
    if found is None:
        raise Unfit("service", f"this centre has no service {service!r}")
    return found


def known_ticket(floor: Floor, ticket: TicketId) -> Ticket:
    """Today's ticket of that id; raises ``Unfit`` when there is none."""
    found = floor.tickets.get(ticket)
    if found is None:
        raise Unfit("ticket", "no ticket of today has this id")
    return found


def fit_cause(cause: str | None) -> str | None:
    """The cause, if there is one; raises ``Unfit`` for what is no code."""
    if cause is not None and CAUSE.fullmatch(cause) is None:
        raise Unfit("cause", "a cause is a code of 1 to 32 lower-case letters, digits or _")
    return cause


def quota_of(floor: Floor, service: Service) -> int | None:
    """Today's number of tickets for a service, ``None`` for no limit."""
    return floor.quotas.get(service.id, service.quota)


def cut_off_of(floor: Floor, catalogue: Catalogue, service: Service) -> int:
    """How many minutes before closing tickets for a service stop today."""
    return floor.cut_offs.get(service.id, catalogue.hours_of(service).cut_off_min)


def refusal(floor: Floor, catalogue: Catalogue, service: Service, at: datetime) -> Reason | None:
    """Why no ticket is given for ``service`` at ``at`` (aware, local); ``None`` when one is."""
    if catalogue.rules.open_all_day:
        return None
    hours = catalogue.hours_of(service)
    opening = hours.on(at.date())
    now = at.time()
    if opening is None or not opening.opens <= now < opening.closes:
        return Reason.CENTRE_CLOSED
    last = at + timedelta(minutes=cut_off_of(floor, catalogue, service))
    if last.date() > at.date() or last.time() >= opening.closes:
        return Reason.CUT_OFF
    if service.id in floor.suspended:
        return Reason.SERVICE_SUSPENDED
    left = quota_left(floor, catalogue, service, at)
    return Reason.QUOTA_FULL if left is not None and left < 1 else None


def quota_left(floor: Floor, catalogue: Catalogue, service: Service, at: datetime) -> int | None:
    """How many more may have a ticket today without an appointment; ``None`` for no limit.

    A place is kept for everybody with an appointment who may still check in.
    """
    quota = quota_of(floor, service)
    if quota is None or catalogue.rules.open_all_day:
        return None
    since = at - timedelta(minutes=catalogue.rules.appointment_lost_min)
    awaited = floor.book.awaited(service.id, at.date(), since)
    return max(0, quota - floor.taken.get(service.id, 0) - awaited)


def check_in_refusal(
    floor: Floor, catalogue: Catalogue, appointment: Appointment, at: datetime
) -> Reason | None:
    """Why this appointment cannot be checked in ``at`` (aware, local); ``None`` when it can.

    An appointment is a promise: neither quota nor cut-off refuses it, and an hour before opening
    is not too early. Who comes so late that it is lost takes an ordinary turn, with its limits. Who
    has left the queue, or whose kiosk took back a ticket it never got, may check in again.
    """
    reason = done_with(floor, appointment)
    if reason is not None:
        return reason
    when = timeliness(catalogue, appointment, at)
    if when is Timeliness.OTHER_DAY:
        return Reason.APPOINTMENT_OTHER_DAY
    service = catalogue.service.get(appointment.service)
    if service is None:
        return Reason.NO_APPOINTMENTS
    if when is Timeliness.LOST:
        return refusal(floor, catalogue, service, at)
    return None if catalogue.rules.open_all_day else _kept_from(floor, catalogue, service, at)


_DONE_WITH = {
    AppointmentState.CANCELLED: Reason.APPOINTMENT_CANCELLED,
    AppointmentState.CHECKED_IN: Reason.APPOINTMENT_USED,
    AppointmentState.MISSED: Reason.APPOINTMENT_OTHER_DAY,
}


def done_with(floor: Floor, appointment: Appointment) -> Reason | None:
    """Why nobody can come to this appointment any more; ``None`` while somebody can."""
    return None if _left(floor, appointment) else _DONE_WITH.get(appointment.state)


def _left(floor: Floor, appointment: Appointment) -> bool:
    """Whether the ticket it became was given back."""
    ticket = floor.tickets.get(appointment.ticket) if appointment.ticket is not None else None
    return ticket is not None and ticket.state is TicketState.CANCELLED


def _kept_from(floor: Floor, catalogue: Catalogue, service: Service, at: datetime) -> Reason | None:
    """What keeps even those with an appointment from a ticket."""
    opening = catalogue.hours_of(service).on(at.date())
    if opening is None or at.time() >= opening.closes:
        return Reason.CENTRE_CLOSED
    if at + CHECK_IN_BEFORE_OPENING < datetime.combine(at.date(), opening.opens, at.tzinfo):
        return Reason.CENTRE_CLOSED
    return Reason.SERVICE_SUSPENDED if service.id in floor.suspended else None


def issue(
    floor: Floor, catalogue: Catalogue, order: Order, command: IssueTicket
) -> tuple[Event, ...]:
    """A ticket with the queue's next number, called at once when a counter stands ready."""
    service = known_service(catalogue, command.service)
    if command.appointment is not None:
        appointment = _to_check_in(floor, catalogue, command.appointment, order.at)
        if appointment.service != service.id:
            raise Unfit("service", "this appointment is for another service")
        return _give(floor, catalogue, order, command, service, appointment)
    reason = refusal(floor, catalogue, service, order.at)
    if reason is not None:
        raise Refused(reason)
    return _give(floor, catalogue, order, command, service)


def check_in(
    floor: Floor, catalogue: Catalogue, order: Order, command: CheckIn
) -> tuple[Event, ...]:
    """The ticket of an appointment, in the place its slot gives it."""
    appointment = _to_check_in(floor, catalogue, command.appointment, order.at)
    service = catalogue.service[appointment.service]
    return _give(floor, catalogue, order, command, service, appointment)


def _to_check_in(floor: Floor, catalogue: Catalogue, code: str, at: datetime) -> Appointment:
    """The appointment of that code, if it can be checked in now."""
    appointment = floor.book.get(AppointmentCode(code))
    if appointment is None:
        raise Refused(Reason.APPOINTMENT_UNKNOWN)
    reason = check_in_refusal(floor, catalogue, appointment, at)
    if reason is not None:
        raise Refused(reason)
    return appointment


def _give(
    floor: Floor,
    catalogue: Catalogue,
    order: Order,
    command: IssueTicket | CheckIn,
    service: Service,
    appointment: Appointment | None = None,
) -> tuple[Event, ...]:
    language = known_language(catalogue, command.language)
    if TicketId(order.id) in floor.tickets:
        raise Unfit("id", "another device's ticket of today has this id")
    queue = catalogue.queue[service.queue]
    place, credit = place_and_credit(catalogue, order.at, appointment, priority=command.priority)
    issued = TicketIssued(
        ticket=TicketId(order.id),
        number=numbering.number_of(queue.letter, floor.given.get(queue.letter, 0) + 1),
        service=service.id,
        queue=queue.id,
        language=language,
        priority=command.priority,
        assist=command.assist,
        token_hash=token_hash(token_from(catalogue.centre.code, order.chance)),
        virtual_arrival=place,
        credit_s=credit,
        appointment=appointment.code if appointment is not None else None,
    )
    return (issued, *calling.call_if_ready(floor, issued, service.id))


def place_and_credit(
    catalogue: Catalogue, at: datetime, appointment: Appointment | None, *, priority: bool
) -> tuple[datetime, int]:
    """The virtual arrival of who comes ``at`` that time, and how many seconds before that it is."""
    credit = calling.credit_s(catalogue, priority=priority)
    place = calling.virtual_arrival(at, credit)
    if appointment is None:
        return place, credit
    # The better of the two places: credits never add up.
    of_slot = place_of(catalogue, appointment, at)
    place = min(place, of_slot) if priority else of_slot
    return place, round((at - place).total_seconds())


def known_language(catalogue: Catalogue, language: Language) -> Language:
    """The language; raises ``Unfit`` when this centre does not speak it."""
    if language not in catalogue.centre.languages:
        raise Unfit("language", f"this centre does not speak {language!r}")
    return language


def cancel(
    floor: Floor, catalogue: Catalogue, order: Order, command: CancelTicket
) -> tuple[Event, ...]:
    """The visitor leaves, while waiting, called or on hold."""
    ticket = known_ticket(floor, command.ticket)
    if TicketCancelled not in TRANSITIONS[ticket.state]:
        raise Refused(Reason.TICKET_STATE)
    return (TicketCancelled(ticket=ticket.ticket),)


def report_paper(
    floor: Floor, catalogue: Catalogue, order: Order, command: ReportPaper
) -> tuple[Event, ...]:
    """What became of the slip, as the printer told it."""
    ticket = known_ticket(floor, command.ticket)
    cause = fit_cause(command.cause)
    return (PaperReported(ticket=ticket.ticket, paper=command.paper, cause=cause),)
