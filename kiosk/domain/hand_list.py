"""Who still expects something, for people who go on by hand: by service, in the fair order."""

from dataclasses import dataclass

from kiosk.domain.catalogue import Catalogue, Service
from kiosk.domain.floor import Floor
from kiosk.domain.ids import ServiceId
from kiosk.domain.ticket import Ticket, TicketState
from kiosk.domain.turns import turn_of


@dataclass(frozen=True, slots=True, kw_only=True)
class HandQueue:
    """One service's open tickets: those with a counter or put aside, then the waiting, next first.

    ``service`` is ``None`` for tickets of a service that the catalogue no longer has.
    """

    service: Service | None
    begun: tuple[Ticket, ...]
    waiting: tuple[Ticket, ...]


def hand_list(floor: Floor, catalogue: Catalogue) -> tuple[HandQueue, ...]:
    """Today's open tickets, service by service as the catalogue has them; only where there are any.

    Nobody sees a class or a reason in it: only numbers, in the order in which they would be called.
    """
    by_service: dict[ServiceId, list[Ticket]] = {}
    for ticket in floor.open_tickets():
        by_service.setdefault(ticket.service, []).append(ticket)
    known = [service.id for service in catalogue.services if service.id in by_service]
    others = [service for service in by_service if service not in catalogue.service]
    return tuple(
        _queue(catalogue.service.get(service), by_service[service]) for service in (*known, *others)
    )


def _queue(service: Service | None, tickets: list[Ticket]) -> HandQueue:
    waiting = [ticket for ticket in tickets if ticket.state is TicketState.WAITING]
    begun = [ticket for ticket in tickets if ticket.state is not TicketState.WAITING]
    return HandQueue(
        service=service,
        begun=tuple(sorted(begun, key=lambda ticket: ticket.arrival)),
        waiting=tuple(sorted(waiting, key=turn_of)),
    )
