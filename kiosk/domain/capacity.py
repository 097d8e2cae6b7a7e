"""How many counters will work on a service, from now until the evening."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from math import exp, inf

from kiosk.domain.catalogue import Catalogue
from kiosk.domain.counter import STAFFED
from kiosk.domain.floor import Floor
from kiosk.domain.ids import ServiceId
from kiosk.domain.pace import SLOT_S
from kiosk.domain.roster import Desk, closes_s

HORIZON_S = 12 * 3600.0
HALF_TRUST_DAYS = 0.25
"""After so many days habits weigh as much as that everything stays as it is."""
LEAST_LAST_S = 600.0
"""A counter more or fewer than usual is expected to last at least as long as this."""
STEP_PCT = 25
"""A change of the usual staffing from one slot to the next that is one, in hundredths."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """A time, seconds since 1970, in which ``counters`` work on a service.

    ``share`` says of each service which part of its counters also works on this one.
    """

    begins_s: float
    ends_s: float
    counters: float
    share: Mapping[ServiceId, float]


def stretches(
    catalogue: Catalogue, floor: Floor, desks: Sequence[Desk], service: ServiceId, at: datetime
) -> tuple[Stretch, ...]:
    """The counters for ``service`` from ``at`` on, in order and without a gap."""
    usual = Usual(catalogue, floor, service, at)
    shares: dict[tuple[Desk, ...], Mapping[ServiceId, float]] = {}
    found = []
    for begins, ends in _spans(desks, service, at.timestamp(), by_slots=usual.known):
        there = tuple(desk for desk in desks if desk.works_at(begins))
        here = tuple(desk for desk in there if service in desk.services)
        planned = sum(desk.planned for desk in here)
        counters = planned + usual.counters(begins, len(here) - planned)
        if there not in shares:
            shares[there] = _share(there, service)
        share = shares[there]
        if counters and not share:
            share = _share_by_catalogue(catalogue, service)
        found.append(Stretch(begins_s=begins, ends_s=ends, counters=counters, share=share))
    return tuple(found)


class Usual:
    """How many counters without a roster usually offer ``service``, seen from ``at``."""

    def __init__(
        self, catalogue: Catalogue, floor: Floor, service: ServiceId, at: datetime
    ) -> None:
        self._habits = floor.habits
        self._of_slot = floor.habits.staffing.get(service, ())
        self._midnight_s = _midnight_s(at)
        self._at_s = at.timestamp()
        self._last_slot = self._slot(min(closes_s(catalogue, at), self._midnight_s + 86400) - 1)
        self.known = bool(self._of_slot) and not catalogue.rules.open_all_day
        if self.known:
            self._settle(catalogue, floor, service)

    def _settle(self, catalogue: Catalogue, floor: Floor, service: ServiceId) -> None:
        """By how much it is otherwise now, and for how long it has been."""
        alike = [now for now in floor.counters.values() if _without_roster(catalogue, now.id)]
        here = [now for now in alike if now.state in STAFFED and service in now.services]
        self._more = len(here) - self._usually(self._at_s)
        changes = [now.since.timestamp() for now in alike if now.since and now.state not in STAFFED]
        changes.append(self._midnight_s + self._last_step() * SLOT_S)
        self._lasts_s = max(LEAST_LAST_S, self._at_s - max(changes))
        days = self._habits.days_pct / 100
        self._trust = days / (days + HALF_TRUST_DAYS)

    def counters(self, when_s: float, as_now: float) -> float:
        """How many then, where there would be ``as_now`` if nobody came or left.

        What is otherwise than usual lasts about as long again as it has lasted.
        """
        if not self.known:
            return as_now
        fades = exp(-max(0.0, when_s - self._at_s) / self._lasts_s)
        usual = max(0.0, self._usually(when_s) + self._more * fades)
        return (1 - self._trust) * as_now + self._trust * usual

    def _usually(self, when_s: float) -> float:
        """Whoever is there when the centre closes stays until everybody is served."""
        slot = min(self._slot(when_s), self._last_slot) - self._habits.first_slot
        return self._of_slot[slot] / 100 if 0 <= slot < len(self._of_slot) else 0.0

    def _slot(self, when_s: float) -> int:
        return int((when_s - self._midnight_s) // SLOT_S)

    def _last_step(self) -> int:
        """The slot in which the usual staffing changed last."""
        habits, now = self._habits, self._slot(self._at_s)
        values = dict(enumerate(self._of_slot, start=habits.first_slot))
        for slot in range(now, habits.first_slot, -1):
            if abs(values.get(slot, 0) - values.get(slot - 1, 0)) >= STEP_PCT:
                return slot
        return habits.first_slot


def _without_roster(catalogue: Catalogue, counter: str) -> bool:
    known = next((one for one in catalogue.counters if one.id == counter), None)
    return known is None or known.shifts is None


def _midnight_s(at: datetime) -> float:
    return at.replace(hour=0, minute=0, second=0, microsecond=0).timestamp()


def _spans(
    desks: Sequence[Desk], service: ServiceId, at_s: float, *, by_slots: bool
) -> Iterator[tuple[float, float]]:
    """From one change to the next; the last has no end."""
    last = at_s + HORIZON_S
    edges = {at_s}
    for desk in desks:
        edges |= {edge for span in desk.there for edge in span if at_s < edge < last}
    if by_slots:
        first = int(at_s // SLOT_S) + 1
        edges |= {float(slot * SLOT_S) for slot in range(first, int(last // SLOT_S) + 1)}
    begins = sorted(edges)
    yield from zip(begins, [*begins[1:], inf], strict=True)


def _share(desks: Sequence[Desk], service: ServiceId) -> Mapping[ServiceId, float]:
    return _shared([desk.services for desk in desks], service)


def _share_by_catalogue(catalogue: Catalogue, service: ServiceId) -> Mapping[ServiceId, float]:
    """Who would share once the usual counters are there: nobody knows yet which they are."""
    return _shared([counter.services for counter in catalogue.counters], service)


def _shared(offers: Sequence[Sequence[ServiceId]], service: ServiceId) -> Mapping[ServiceId, float]:
    """For each service, which part of its counters also works on ``service``."""
    offering: dict[ServiceId, int] = {}
    both: dict[ServiceId, int] = {}
    for services in offers:
        here = service in services
        for other in services:
            offering[other] = offering.get(other, 0) + 1
            if here:
                both[other] = both.get(other, 0) + 1
    return {other: count / offering[other] for other, count in both.items()}
