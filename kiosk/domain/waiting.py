"""How many are ahead, and about how long the wait will be."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from kiosk.domain.catalogue import Catalogue
from kiosk.domain.counter import OCCUPIED, STAFFED, CounterNow
from kiosk.domain.floor import Floor
from kiosk.domain.ids import ServiceId, TicketId
from kiosk.domain.ticket import Ticket
from kiosk.domain.turns import Turn, turn_of

STEP_S = 300
"""Waits are told in steps of five minutes."""
LOW, MEDIAN, P80, HIGH = 0.5, 0.95, 1.3, 1.6
"""The band around the fluid estimate."""

WaitRange = tuple[int, int]
"""From and to, in seconds, multiples of ``STEP_S``."""
NO_WAIT: WaitRange = (0, STEP_S)
"""Of a ticket that is called as soon as it is given."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Forecast:
    """How long a wait will be, in seconds: what one in ten, half, 80 % and 90 % do not exceed."""

    low_s: float
    median_s: float
    p80_s: float
    high_s: float

    @property
    def told(self) -> WaitRange:
        """What people are told: median to 80 %, outwards in whole steps, one at least."""
        low = int(self.median_s // STEP_S) * STEP_S
        return (low, max(-int(-self.p80_s // STEP_S) * STEP_S, low + STEP_S))


def told(forecast: Forecast | None) -> WaitRange | None:
    """What people are told of a forecast; ``None``: not known yet."""
    return None if forecast is None else forecast.told


def ahead_of(floor: Floor, catalogue: Catalogue, ticket: Ticket) -> int:
    """How many of its queue are called before a waiting ticket."""
    turn = turn_of(ticket)
    return sum(
        floor.waiting[service].before(turn)
        for service in _queue_of(catalogue, ticket.service)
        if service in floor.waiting
    )


def waiting_in_queue_of(floor: Floor, catalogue: Catalogue, service: ServiceId) -> int:
    """How many wait in the queue of ``service``: ahead of whoever came now without credit."""
    return floor.waiting_for(_queue_of(catalogue, service))


def ahead_of_arrival(
    floor: Floor, catalogue: Catalogue, service: ServiceId, at: datetime, *, credit_s: int
) -> int:
    """How many of its queue are called before whoever came at ``at`` with this credit."""
    turn = arriving(floor, at, credit_s=credit_s)
    return sum(
        floor.waiting[other].before(turn)
        for other in _queue_of(catalogue, service)
        if other in floor.waiting
    )


def arriving(floor: Floor, at: datetime, *, credit_s: int) -> Turn:
    """The turn of somebody who would take a ticket at ``at`` with this credit (seconds)."""
    came_s = at.timestamp()
    return (came_s - credit_s, len(floor.tickets) + 1, TicketId(""), came_s)


def _queue_of(catalogue: Catalogue, service: ServiceId) -> tuple[ServiceId, ...]:
    """The services that wait together; a service a newer catalogue dropped waits alone."""
    known = catalogue.service.get(service)
    return catalogue.services_of_queue[known.queue] if known is not None else (service,)


class WaitEstimator:
    """A closed form for the wait: the work that is called before a turn, over who works on it.

    Work is the target time of everybody with an earlier turn whose service shares a counter with
    ours, in proportion to the counters it shares. ``None`` where no counter offers the service:
    not known yet. Who shares with whom changes only when counters open or close, and is kept.
    """

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue
        self._staffing: int | None = None
        self._staffed: list[CounterNow] = []
        self._shares: dict[ServiceId, Mapping[ServiceId, float]] = {}

    def of_ticket(self, floor: Floor, ticket: Ticket, at: datetime) -> Forecast | None:
        """The wait a waiting ticket still has before it, from ``at`` on, the centre's time."""
        return self._estimate(floor, ticket.service, turn_of(ticket))

    def of_arrival(
        self, floor: Floor, service: ServiceId, at: datetime, *, credit_s: int = 0
    ) -> Forecast | None:
        """The wait of somebody who would take a ticket at ``at`` with this credit."""
        return self._estimate(floor, service, arriving(floor, at, credit_s=credit_s))

    def _estimate(self, floor: Floor, service: ServiceId, turn: Turn) -> Forecast | None:
        if floor.staffing != self._staffing:
            self._staffing = floor.staffing
            self._staffed = [c for c in floor.counters.values() if c.state in STAFFED]
            self._shares = {}
        counters = sum(1 for counter in self._staffed if service in counter.services)
        if counters == 0 or service not in self._catalogue.service:
            return None
        if service not in self._shares:
            self._shares[service] = self._share(service)
        work_s = 0.0
        for other, share in self._shares[service].items():
            turns = floor.waiting.get(other)
            if turns is None or other not in self._catalogue.service:
                continue
            work_s += share * turns.before(turn) * self._catalogue.service[other].target_min * 60
        wait_s = (work_s + self._under_way_s(floor, service)) / counters
        return Forecast(
            low_s=LOW * wait_s, median_s=MEDIAN * wait_s, p80_s=P80 * wait_s, high_s=HIGH * wait_s
        )

    def _share(self, service: ServiceId) -> Mapping[ServiceId, float]:
        """For each service, which part of its counters also works on ``service``."""
        offering: dict[ServiceId, int] = {}
        both: dict[ServiceId, int] = {}
        for counter in self._staffed:
            for other in counter.services:
                offering[other] = offering.get(other, 0) + 1
                if service in counter.services:
                    both[other] = both.get(other, 0) + 1
        return {other: count / offering[other] for other, count in both.items()}

    def _under_way_s(self, floor: Floor, service: ServiceId) -> float:
        """Half a service time for each counter that is busy, unless one of them is not."""
        here = [floor.counter(now.id) for now in self._staffed if service in now.services]
        if any(now.state not in OCCUPIED for now in here):
            return 0.0
        return sum(self._catalogue.service[service].target_min * 60 / 2 for _ in here)
