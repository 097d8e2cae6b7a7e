"""Whether a catalogue will do for this centre, this day: asked before anything is switched."""

import logging
from collections.abc import Iterator
from datetime import datetime

from kiosk.domain.appointment import AppointmentState
from kiosk.domain.catalogue import Catalogue
from kiosk.domain.counter import CounterState
from kiosk.domain.floor import Floor
from kiosk.domain.issuing import refusal
from kiosk.domain.slots import slots_on
from kiosk.domain.snapshot import restore_floor, take_snapshot
from kiosk.domain.ticket import TicketState
from kiosk.domain.waiting import WaitEstimator
from kiosk.texts import ENGLISH
from kiosk.wire.codec import decode_catalogue, decode_floor, encode, encode_floor

log = logging.getLogger(__name__)


class Misfit(Exception):
    """It is a catalogue, and not one for this centre now; the sentence says why and what to do."""


def check_fits(new: Catalogue, running: Catalogue, floor: Floor, at: datetime) -> None:
    """See that the centre can go on with ``new`` from this floor, at ``at`` (aware, local).

    Raises ``Misfit`` for the first thing that would leave somebody standing.
    """
    today = floor if floor.day == at.date() else Floor(book=floor.book)
    for misfit in _misfits(new, running, today):
        raise Misfit(misfit)
    try:
        _try_out(new, floor, at)
    except (ArithmeticError, AttributeError, LookupError, TypeError, ValueError) as error:
        # A mistake of ours that this catalogue brings to light: better now than in the hall.
        log.exception("catalogue_not_workable")
        raise Misfit(f"the centre cannot work with it: {error!r}; tell who maintains it") from error


def _misfits(new: Catalogue, running: Catalogue, floor: Floor) -> Iterator[str]:
    if new.centre.code != running.centre.code:
        yield f"it is of {new.centre.code}, and this centre is {running.centre.code}"
    if new.centre.timezone != running.centre.timezone:
        yield "a centre's time zone cannot be changed from afar: change it in its own file"
    yield from _dropped_services(new, running, floor)
    yield from _dropped_queues(new, floor)
    yield from _dropped_counters(new, running, floor)


def _dropped_services(new: Catalogue, running: Catalogue, floor: Floor) -> Iterator[str]:
    for service in running.services:
        if service.id in new.service:
            continue
        name = service.name.get(ENGLISH, service.id)
        here = sum(ticket.service == service.id for ticket in floor.open_tickets())
        if here:
            yield (
                f'it has no service "{service.id}" ({name}) any more, and {here} of today\'s '
                "visitors have a ticket for it: suspend it first, and load this when they are gone"
            )
        booked = sum(
            each.service == service.id and each.state is AppointmentState.BOOKED
            for each in floor.book
        )
        if booked:
            yield (
                f'it has no service "{service.id}" ({name}) any more, and {booked} appointments '
                "are booked for it: cancel or move them first"
            )
        staffed = [
            each.id
            for each in floor.counters.values()
            if each.state is not CounterState.CLOSED and service.id in each.services
        ]
        if staffed:
            yield (
                f'it has no service "{service.id}" ({name}) any more, and counter {staffed[0]} is '
                "open for it: load this after closing"
            )


def _dropped_queues(new: Catalogue, floor: Floor) -> Iterator[str]:
    for ticket in floor.open_tickets():
        if ticket.queue not in new.queue:
            yield (
                f'it has no queue "{ticket.queue}" any more, and {ticket.number} stands in it: '
                "load this after closing"
            )


def _dropped_counters(new: Catalogue, running: Catalogue, floor: Floor) -> Iterator[str]:
    for counter in running.counters:
        is_open = floor.counter(counter.id).state is not CounterState.CLOSED
        if is_open and counter.id not in new.counter:
            yield f'it has no counter "{counter.id}" any more, which is open: load it after closing'


def _try_out(new: Catalogue, floor: Floor, at: datetime) -> None:
    """Ask of it what everybody asks all day."""
    _, snapshot = decode_floor(encode_floor("trial", take_snapshot(floor, new)))
    tried, read = restore_floor(snapshot), decode_catalogue(encode(new))
    waits = WaitEstimator(read)
    for service in read.services:
        refusal(tried, read, service, at)
        waits.of_arrival(tried, service.id, at)
        if service.appointments is not None:
            slots_on(read, service, at.date(), at.tzinfo)
    for ticket in tried.open_tickets():
        if ticket.state is TicketState.WAITING:
            waits.of_ticket(tried, ticket, at)
