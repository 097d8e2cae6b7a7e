"""From the floor as it stands to what simulations start from."""

from collections import Counter as Tally
from collections.abc import Iterator, Mapping
from datetime import datetime
from heapq import nsmallest
from math import inf

from kiosk.centre.foresight_outset import (
    Desk,
    Outset,
    Probe,
    Service,
    Stream,
    grouped,
    lognormal,
)
from kiosk.domain.calling import credit_s
from kiosk.domain.catalogue import Catalogue
from kiosk.domain.counter import OCCUPIED, STAFFED, CounterNow
from kiosk.domain.floor import Floor
from kiosk.domain.ids import ServiceId, TicketId
from kiosk.domain.turns import Turn, Turns

CV = 0.9
"""How much service times vary beside their mean."""
FOLLOWED = 300
"""Waiting tickets whose own waits are told; behind them an arrival's speaks for all."""
LATELY_S = 3600.0
"""Who came within the last hour says who comes in the next."""
YOUNGEST_S = 600.0
"""A day of fewer seconds says little about how many come."""


class FloorReader:
    """Reads what simulations need out of one floor at one time."""

    def __init__(self, floor: Floor, catalogue: Catalogue, at: datetime) -> None:
        self._floor = floor
        self._catalogue = catalogue
        self._at = at
        self._at_s = at.timestamp()
        self._credit_s = credit_s(catalogue, priority=True)
        self._services: dict[ServiceId, Service] = {}
        self._streams = self._streams_lately()

    def outsets(self) -> Iterator[Outset]:
        """One for each group of services that a formula does not do justice to."""
        desks = [desk for now in self._floor.counters.values() if (desk := self._desk(now))]
        for group in grouped(desk.services for desk in desks):
            here = tuple(desk for desk in desks if group.issuperset(desk.services))
            waiting = {service: self._floor.waiting.get(service, Turns()) for service in group}
            streams = tuple(stream for stream in self._streams if stream.service in group)
            if any(waiting.values()) and _is_mixed(here, waiting, streams):
                yield self._outset(here, waiting, streams)

    def _outset(
        self,
        desks: tuple[Desk, ...],
        waiting: Mapping[ServiceId, Turns],
        streams: tuple[Stream, ...],
    ) -> Outset:
        turns = nsmallest(FOLLOWED, (turn for turns in waiting.values() for turn in turns))
        probes = tuple(
            Probe(service=service, credit_s=credit, turn=self._turn_of_arrival(credit))
            for service in waiting
            for credit in {0, self._credit_s}
        )
        return Outset(
            at_s=self._at_s,
            services={service: self._service(service) for service in waiting},
            desks=desks,
            waiting=waiting,
            turns=tuple(turns),
            service_of={turn[2]: service for service, turns in waiting.items() for turn in turns},
            probes=probes,
            streams=streams,
        )

    def _turn_of_arrival(self, credit: float) -> Turn:
        arrival = len(self._floor.tickets) + 1
        return (self._at_s - credit, arrival, TicketId(""), self._at_s)

    def _desk(self, now: CounterNow) -> Desk | None:
        """A counter as simulations see it; ``None`` while nobody works there."""
        if now.state not in STAFFED or not now.services:
            return None
        there = ((0.0, inf),)
        if now.state not in OCCUPIED or now.ticket is None:
            idle_since_s = now.since.timestamp() if now.since is not None else self._at_s
            return Desk(counter=now, services=now.services, there=there, idle_since_s=idle_since_s)
        ticket = self._floor.tickets[now.ticket]
        begun = ticket.called_at or ticket.started_at or self._at
        elapsed_s = max(0.0, (self._at - begun).total_seconds())
        return Desk(
            counter=now,
            services=now.services,
            there=there,
            serves=self._service(ticket.service),
            elapsed_s=elapsed_s,
            done=self._service(ticket.service).done_within(elapsed_s),
        )

    def _service(self, service: ServiceId) -> Service:
        """How long its visitors keep a counter; one that a newer catalogue dropped takes 5 min."""
        known = self._services.get(service)
        if known is None:
            planned = self._catalogue.service.get(service)
            mean_s = planned.target_min * 60.0 if planned is not None else 300.0
            known = self._services[service] = lognormal(mean_s, cv=CV)
        return known

    def _streams_lately(self) -> tuple[Stream, ...]:
        """Who came in the last hour without an appointment, by service and credit."""
        came: Tally[tuple[ServiceId, int]] = Tally()
        first_s = self._at_s - YOUNGEST_S
        for ticket in reversed(self._floor.tickets.values()):
            issued_s = ticket.issued_at.timestamp()
            if issued_s < self._at_s - LATELY_S:
                first_s = self._at_s - LATELY_S
                break
            first_s = min(first_s, issued_s)
            if ticket.appointment is None:
                came[ticket.service, ticket.credit_s] += 1
        span_s = self._at_s - first_s
        return tuple(
            Stream(service=service, per_s=number / span_s, credit_s=float(credit))
            for (service, credit), number in came.items()
        )


def _is_mixed(
    desks: tuple[Desk, ...], waiting: Mapping[ServiceId, Turns], streams: tuple[Stream, ...]
) -> bool:
    """Whether a formula does not do: counters that differ, or credits that let people overtake."""
    return (
        len({frozenset(desk.services) for desk in desks}) > 1
        or any(stream.credit_s > 0 for stream in streams)
        or any(turn[0] != turn[3] for turns in waiting.values() for turn in turns)
    )
