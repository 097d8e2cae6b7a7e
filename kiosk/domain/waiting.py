"""How many are ahead, and about how long the wait will be."""

from collections.abc import Mapping

from kiosk.domain.catalogue import Catalogue
from kiosk.domain.counter import OCCUPIED, STAFFED, CounterNow
from kiosk.domain.floor import Floor
from kiosk.domain.ids import ServiceId
from kiosk.domain.ticket import Ticket
from kiosk.domain.turns import Turn, turn_of

STEP_S = 300
"""Waits are told in steps of five minutes."""
EARLY, LATE = 0.8, 1.3
"""The band around the fluid estimate: roughly its median to its 80th percentile."""

WaitRange = tuple[int, int]
"""From and to, in seconds, multiples of ``STEP_S``."""
NO_WAIT: WaitRange = (0, STEP_S)
"""Of a ticket that is called as soon as it is given."""


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

    def of_ticket(self, floor: Floor, ticket: Ticket) -> WaitRange | None:
        """The wait a waiting ticket still has before it."""
        return self._estimate(floor, ticket.service, turn_of(ticket))

    def of_arrival(self, floor: Floor, service: ServiceId) -> WaitRange | None:
        """The wait of somebody who would take a ticket now."""
        return self._estimate(floor, service, None)

    def _estimate(self, floor: Floor, service: ServiceId, turn: Turn | None) -> WaitRange | None:
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
            ahead = len(turns) if turn is None else turns.before(turn)
            work_s += share * ahead * self._catalogue.service[other].target_min * 60
        return _band((work_s + self._under_way_s(floor, service)) / counters)

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


def _band(wait_s: float) -> WaitRange:
    """An estimate as a range in whole steps, never narrower than one."""
    low = int(wait_s * EARLY // STEP_S) * STEP_S
    high = -int(-wait_s * LATE // STEP_S) * STEP_S
    return (low, max(high, low + STEP_S))
