"""The same days in Ciw, a simulator that others wrote: same visitors, same rules, its own code.

Ciw knows one line and servers that are all alike, so days with several services cannot be said in
it. An agent's lunch is a customer there, served before all others until the agent is back: whoever
is free first goes, where in the laboratory it is a certain agent.
"""

import math
from collections.abc import Callable, Mapping, Sequence
from itertools import pairwise
from types import MappingProxyType

import ciw  # type: ignore[import-untyped]

from bench.day.drawn import DrawnDay, Visitor
from bench.day.policies import BALANCED, BY_AGE, OURS, STRICT
from bench.day.scenario import NO_SHOW_S, Scenario

Key = Callable[[str, float, float], float]
"""By what the waiting are ordered, the least first: of class, arrival and time, in seconds."""

WALK_IN, PRIORITY, LUNCH = "walk-in", "priority", "lunch"
MAX_S = 2 * 86_400.0


def by_age_key(_kind: str, came_s: float, _now_s: float) -> float:
    """First come, first served."""
    return came_s


def strict_key(kind: str, came_s: float, _now_s: float) -> float:
    """Priority before everybody."""
    return came_s - (MAX_S if kind == PRIORITY else 0.0)


def head_start_key(credit_s: float) -> Key:
    """Our own rule: priority counts as having come so much earlier."""

    def key(kind: str, came_s: float, _now_s: float) -> float:
        return came_s - (credit_s if kind == PRIORITY else 0.0)

    return key


def accumulating_key(factor: float) -> Key:
    """Age times ``factor`` for priority."""

    def key(kind: str, came_s: float, now_s: float) -> float:
        return (came_s - now_s) * (factor if kind == PRIORITY else 1.0)

    return key


KEYS: Mapping[str, Key] = MappingProxyType(
    {
        OURS: head_start_key(1800.0),
        BY_AGE: by_age_key,
        STRICT: strict_key,
        BALANCED: accumulating_key(2.0),
    }
)
"""What orders the waiting under each rule of the laboratory, credits of half an hour in ours."""


def can_say(scenario: Scenario) -> bool:
    """Whether Ciw has words for such a day."""
    return len(scenario.kinds) == 1 and not (scenario.appointments or scenario.returning)


def occupied_s(visitor: Visitor) -> float:
    """How long a visitor keeps a counter from the call on."""
    return visitor.walk_s + visitor.service_s if visitor.comes else NO_SHOW_S


def waits_in_ciw(day: DrawnDay, order: Key) -> list[float]:
    """The wait of each visitor in seconds, by arrival.

    No-shows that come back and transfers are not said: such days differ.
    """
    lunches = sorted((left[1], back[0]) for spans in day.presence for left, back in pairwise(spans))
    comers = sorted(
        (
            *((one.at_s, one.kind, occupied_s(one)) for one in day.visitors),
            *((leaves_s, LUNCH, back_s) for leaves_s, back_s in lunches),
        )
    )
    kinds = sorted({kind for _, kind, _ in comers})
    occupied = _Occupied([how_long_s for _, _, how_long_s in comers])
    network = ciw.create_network(
        arrival_distributions={
            kind: [_arrivals([at_s for at_s, whose, _ in comers if whose == kind])]
            for kind in kinds
        },
        service_distributions={kind: [occupied] for kind in kinds},
        number_of_servers=[len(day.presence)],
        service_disciplines=[_discipline(order)],
        routing={kind: [[0.0]] for kind in kinds},
    )
    simulation = ciw.Simulation(network)
    simulation.simulate_until_max_time(MAX_S)
    records = [record for record in simulation.get_all_records() if record.customer_class != LUNCH]
    return [record.waiting_time for record in sorted(records, key=lambda one: one.arrival_date)]


class _Occupied(ciw.dists.Distribution):  # type: ignore[misc]
    """Each comer's own time at the server; for a lunch, until its end."""

    def __init__(self, by_arrival: Sequence[float]) -> None:
        self._by_arrival = by_arrival

    def sample(self, t: float, ind: ciw.Individual) -> float:
        """Individuals are numbered from 1 as they arrive."""
        known: float = self._by_arrival[int(ind.id_number) - 1]
        at_lunch = str(ind.customer_class) == LUNCH
        return max(0.0, known - t) if at_lunch else known


def _arrivals(times: Sequence[float]) -> ciw.dists.Distribution:
    gaps = [later - earlier for earlier, later in pairwise((0.0, *times))]
    return ciw.dists.Sequential([*gaps, math.inf])


def _discipline(
    order: Key,
) -> Callable[[Sequence[ciw.Individual], float], ciw.Individual]:
    def choose(waiting: Sequence[ciw.Individual], now_s: float) -> ciw.Individual:
        def key(one: ciw.Individual) -> tuple[float, int]:
            if one.customer_class == LUNCH:
                return (-math.inf, one.id_number)
            return (order(one.customer_class, one.arrival_date, now_s), one.id_number)

        return min(waiting, key=key)

    return choose
