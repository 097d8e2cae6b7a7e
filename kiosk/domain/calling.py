"""Who is next, and which counter takes an arrival."""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta

from kiosk.domain.catalogue import Catalogue
from kiosk.domain.counter import CounterNow, CounterState
from kiosk.domain.events import Event, TicketCalled, TicketIssued, TicketRecorded, Why
from kiosk.domain.floor import Floor
from kiosk.domain.ids import ServiceId
from kiosk.domain.ticket import Ticket
from kiosk.domain.turns import Turn, Turns, turn_of

Comer = Ticket | TicketIssued | TicketRecorded
"""Whoever can be called: on the floor already, or about to be."""


def credit_s(catalogue: Catalogue, *, priority: bool) -> int:
    """By how many seconds a ticket counts as having come earlier than it did."""
    return catalogue.rules.priority_credit_min * 60 if priority else 0


def virtual_arrival(arrived_at: datetime, credit: int) -> datetime:
    """The key of the fair order: arrival less credit (seconds)."""
    return arrived_at - timedelta(seconds=credit)


def next_turn(waiting: Mapping[ServiceId, Turns], services: Iterable[ServiceId]) -> Turn | None:
    """Of all turns of ``services`` the smallest; ``None`` when nobody waits for any of them."""
    return min(
        (
            turn
            for service in services
            if (turns := waiting.get(service)) is not None and (turn := turns.first()) is not None
        ),
        default=None,
    )


def first_ready(counters: Iterable[CounterNow], service: ServiceId) -> CounterNow | None:
    """The ready counter that takes an arrival: the longest idle, then the least flexible."""
    return min(
        (now for now in counters if now.state is CounterState.READY and service in now.services),
        key=lambda now: (now.since, len(now.services), now.id),
        default=None,
    )


def next_ticket(floor: Floor, services: Iterable[ServiceId]) -> Ticket | None:
    """Of all who wait for one of ``services``, the one with the smallest virtual arrival."""
    turn = next_turn(floor.waiting, services)
    return floor.tickets[turn[2]] if turn is not None else None


def passed_over(
    waiting: Mapping[ServiceId, Turns], services: Iterable[ServiceId], turn: Turn
) -> int:
    """How many of those who wait for ``services`` have an earlier turn: 0 for who is next."""
    return sum(waiting[service].before(turn) for service in services if service in waiting)


def overtaken(waiting: Mapping[ServiceId, Turns], services: Iterable[ServiceId], turn: Turn) -> int:
    """How many of those who wait for ``services`` were there before the ticket of ``turn`` came."""
    return sum(waiting[service].came_before(turn) for service in services if service in waiting)


def behind_the_next(floor: Floor, ticket: Ticket, at: datetime) -> datetime:
    """The key of one who comes back at ``at``: its own, but behind who is next for its service.

    Never later than that of somebody who comes only now: an appointment that waits for its hour
    keeps nobody waiting with it.
    """
    first = next_turn(floor.waiting, (ticket.service,))
    if first is None:
        return ticket.virtual_arrival
    behind = floor.tickets[first[2]].virtual_arrival + timedelta(microseconds=1)
    return max(ticket.virtual_arrival, min(behind, at))


def call(floor: Floor, whom: Ticket, counter: CounterNow, why: Why) -> TicketCalled:
    """The call of a waiting ticket to ``counter``: why it is this one, and before how many."""
    turn = turn_of(whom)
    return TicketCalled(
        ticket=whom.ticket,
        number=whom.number,
        counter=counter.id,
        service=whom.service,
        why=why,
        virtual_arrival=whom.virtual_arrival,
        credit_s=whom.credit_s,
        passed_over=passed_over(floor.waiting, counter.services, turn),
        overtook=overtaken(floor.waiting, counter.services, turn),
    )


def call_if_ready(floor: Floor, whom: Comer, service: ServiceId) -> tuple[Event, ...]:
    """A ticket that comes (back) to wait for ``service`` goes to a counter that stands ready.

    Nobody is passed over by it: a counter stands ready only while nobody waits for what it offers.
    """
    counter = first_ready(floor.counters.values(), service)
    if counter is None:
        return ()
    return (
        TicketCalled(
            ticket=whom.ticket,
            number=whom.number,
            counter=counter.id,
            service=service,
            why=Why.ARRIVAL,
            virtual_arrival=whom.virtual_arrival,
            credit_s=whom.credit_s,
        ),
    )
