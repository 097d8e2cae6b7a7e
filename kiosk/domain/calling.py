"""Who is next, and which counter takes an arrival."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from kiosk.domain.catalogue import Catalogue
from kiosk.domain.counter import CounterNow, CounterState
from kiosk.domain.events import Event, TicketCalled, TicketIssued, TicketRecorded, Why
from kiosk.domain.floor import Floor
from kiosk.domain.ids import CounterId, ServiceId
from kiosk.domain.ticket import Ticket

Comer = Ticket | TicketIssued | TicketRecorded
"""Whoever can be called: on the floor already, or about to be."""


def credit_s(catalogue: Catalogue, *, priority: bool) -> int:
    """By how many seconds a ticket counts as having come earlier than it did."""
    return catalogue.rules.priority_credit_min * 60 if priority else 0


def virtual_arrival(arrived_at: datetime, credit: int) -> datetime:
    """The key of the fair order: arrival less credit (seconds)."""
    return arrived_at - timedelta(seconds=credit)


def next_ticket(floor: Floor, services: Iterable[ServiceId]) -> Ticket | None:
    """Of all who wait for one of ``services``, the one with the smallest virtual arrival."""
    firsts = [
        turn
        for service in services
        if service in floor.waiting and (turn := floor.waiting[service].first()) is not None
    ]
    return floor.tickets[min(firsts)[2]] if firsts else None


def ready_counter(floor: Floor, service: ServiceId) -> CounterNow | None:
    """The ready counter that takes an arrival: the longest idle, then the least flexible."""
    ready = [
        counter
        for counter in floor.counters.values()
        if counter.state is CounterState.READY and service in counter.services
    ]
    if not ready:
        return None
    return min(ready, key=lambda counter: (counter.since, len(counter.services), counter.id))


def call(whom: Comer, counter: CounterId, service: ServiceId, why: Why) -> TicketCalled:
    """The call to a counter for ``service``, with the reason it was this ticket."""
    return TicketCalled(
        ticket=whom.ticket,
        number=whom.number,
        counter=counter,
        service=service,
        why=why,
        virtual_arrival=whom.virtual_arrival,
        credit_s=whom.credit_s,
    )


def call_if_ready(floor: Floor, whom: Comer, service: ServiceId) -> tuple[Event, ...]:
    """A ticket that comes (back) to wait for ``service`` goes to a counter that stands ready."""
    counter = ready_counter(floor, service)
    return () if counter is None else (call(whom, counter.id, service, Why.ARRIVAL),)
