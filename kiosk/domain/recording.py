"""What a cut-off kiosk printed becomes known: a ticket of its own, or another number for one."""

import re
from dataclasses import replace
from datetime import datetime

from kiosk.domain import calling, numbering
from kiosk.domain.appointment import Appointment
from kiosk.domain.catalogue import Catalogue
from kiosk.domain.commands import Order, RecordTicket
from kiosk.domain.errors import Reason, Refused, Unfit
from kiosk.domain.events import (
    Event,
    TicketRecalled,
    TicketRecorded,
    TicketRenumbered,
    TicketRequeued,
)
from kiosk.domain.floor import Floor
from kiosk.domain.ids import AppointmentCode
from kiosk.domain.issuing import done_with, known_language, known_service, place_and_credit
from kiosk.domain.taking_over import was_skipped
from kiosk.domain.ticket import Ticket, TicketState

SHA256_HEX = re.compile(r"[0-9a-f]{64}")
UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


def record(
    floor: Floor, catalogue: Catalogue, order: Order, command: RecordTicket
) -> tuple[Event, ...]:
    """A ticket that a cut-off kiosk printed: no quota, hour or suspension refuses it.

    Had the centre issued that id already (its answer was lost on the way), the ticket keeps its
    place and takes the number that stands on the paper.
    """
    service = known_service(catalogue, command.service)
    language = known_language(catalogue, command.language)
    queue = catalogue.queue[service.queue]
    _check_record(command)
    known = floor.tickets.get(command.ticket)
    if known is not None and known.number == command.number:
        return ()
    if not (
        numbering.is_reserve(queue.letter, command.number)
        # A centre that was followed by this one gave it, and only the kiosk still knows.
        or was_skipped(floor.skipped, queue.letter, command.number)
    ):
        raise Unfit("number", "not a number of a kiosk's reserve in this service's queue")
    holder = floor.numbers.get(command.number)
    if holder is not None and holder != command.ticket:
        raise Refused(Reason.NUMBER_TAKEN)
    if known is not None:
        return _renumbered(floor, known, command)
    midnight = order.at.replace(hour=0, minute=0, second=0, microsecond=0)
    # Bounded first: at the ends of time another zone's time cannot be told.
    bounded = max(midnight, min(command.issued_at, order.at))
    issued_at = bounded.astimezone(order.at.tzinfo)
    appointment = _came_for(floor, command, issued_at)
    place, credit = place_and_credit(catalogue, issued_at, appointment, priority=command.priority)
    recorded = TicketRecorded(
        ticket=command.ticket,
        number=command.number,
        service=service.id,
        queue=queue.id,
        language=language,
        priority=command.priority,
        assist=command.assist,
        token_hash=command.token_hash,
        issued_at=issued_at,
        virtual_arrival=place,
        credit_s=credit,
        appointment=appointment.code if appointment is not None else None,
    )
    return (recorded, *calling.call_if_ready(floor, recorded, service.id))


def _renumbered(floor: Floor, known: Ticket, command: RecordTicket) -> tuple[Event, ...]:
    """The ticket takes the number on the paper; one that was called by the other is called again.

    Nobody here knew the number it was called by: who missed it is given back the place.
    """
    now = replace(known, number=command.number)
    renumbered = TicketRenumbered(
        ticket=known.ticket, number=command.number, token_hash=command.token_hash
    )
    if known.state is TicketState.CALLED and known.counter is not None:
        again = TicketRecalled(
            ticket=known.ticket, number=command.number, counter=known.counter, call=known.calls + 1
        )
        return (renumbered, again)
    if known.state is TicketState.NO_SHOW and not known.requeued:
        back = TicketRequeued(ticket=known.ticket, virtual_arrival=known.virtual_arrival)
        return (renumbered, back, *calling.call_if_ready(floor, now, now.service))
    return (renumbered,)


def _came_for(floor: Floor, command: RecordTicket, at: datetime) -> Appointment | None:
    """The appointment a cut-off kiosk checked in, unless it has gone to another ticket since."""
    if command.appointment is None:
        return None
    appointment = floor.book.get(AppointmentCode(command.appointment))
    if appointment is None or appointment.service != command.service:
        return None
    if appointment.slot.astimezone(at.tzinfo).date() != at.date():
        return None
    return appointment if done_with(floor, appointment) is None else None


def _check_record(command: RecordTicket) -> None:
    if UUID.fullmatch(command.ticket) is None:
        raise Unfit("ticket", "a ticket's id is a lower-case UUID")
    if SHA256_HEX.fullmatch(command.token_hash) is None:
        raise Unfit("token_hash", "a token's hash is 64 hexadecimal digits")
    if command.issued_at.tzinfo is None:
        raise Unfit("issued_at", "a time needs its offset")
