"""How many counters will work on what, from now until the evening."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from math import exp, inf

from kiosk.domain.catalogue import Catalogue
from kiosk.domain.counter import STAFFED
from kiosk.domain.floor import Floor
from kiosk.domain.ids import ServiceId
from kiosk.domain.pace import SLOT_S
from kiosk.domain.roster import Desk, closes_s, is_ordinary
from kiosk.domain.sharing import Group, kinds_of

HORIZON_S = 12 * 3600.0
HALF_TRUST_DAYS = 0.25
"""After so many days habits weigh as much as that everything stays as it is."""
LEAST_LAST_S = 600.0
"""A counter more or fewer than usual is expected to last at least as long as this."""
LAST_S = 1800.0
"""Whoever is there so long before closing stays until everybody is served."""
STEP_PCT = 25
"""A change of the usual staffing from one slot to the next that is one, in hundredths."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """A time, seconds since 1970, in which the same counters work: groups of those alike."""

    begins_s: float
    ends_s: float
    groups: tuple[Group, ...]


class Course:
    """Who will work on what from ``at`` on: stretch by stretch, looked at only as far as needed.

    ``kinds`` are the services that the same counters offer, by the index that groups name.
    """

    def __init__(
        self, catalogue: Catalogue, floor: Floor, desks: Sequence[Desk], at: datetime
    ) -> None:
        self._catalogue, self._floor, self._at = catalogue, floor, at
        self._desks = desks
        self._away = _away(catalogue, desks)
        self.kinds = kinds_of([*(desk.services for desk in desks), *self._away])
        self._usual: dict[ServiceId, Usual] = {}
        by_slots = bool(floor.habits.staffing) and not catalogue.rules.open_all_day
        self._spans = list(_spans(desks, at.timestamp(), by_slots=by_slots))
        self._seen: list[Stretch] = []

    def __iter__(self) -> Iterator[Stretch]:
        """In order and without a gap; the last has no end."""
        for index, (begins_s, ends_s) in enumerate(self._spans):
            if index == len(self._seen):
                groups = self._groups(begins_s)
                self._seen.append(Stretch(begins_s=begins_s, ends_s=ends_s, groups=groups))
            yield self._seen[index]

    def _groups(self, when_s: float) -> tuple[Group, ...]:
        there = [desk for desk in self._desks if desk.works_at(when_s)]
        as_now: dict[ServiceId, int] = defaultdict(int)
        for desk in there:
            for service in desk.services if not desk.planned else ():
                as_now[service] += 1
        counters: dict[tuple[int, ...], float] = defaultdict(float)
        for desk in there:
            part = 1.0 if desk.planned else self._still(desk.services, as_now, when_s)
            counters[self._kinds_of(desk.services)] += part
        for services in self._away:
            counters[self._kinds_of(services)] += self._back(services, as_now, when_s)
        return tuple(
            Group(counters=number, kinds=kinds) for kinds, number in counters.items() if number > 0
        )

    def _still(
        self, services: Sequence[ServiceId], as_now: Mapping[ServiceId, int], when_s: float
    ) -> float:
        """How much of a counter there will be, as its services usually lose or gain some."""
        parts = [
            usual.counters(when_s, as_now[service]) / as_now[service]
            for service in services
            if (usual := self._usual_of(service)).known
        ]
        return sum(parts) / len(parts) if parts else 1.0

    def _back(
        self, services: Sequence[ServiceId], as_now: Mapping[ServiceId, int], when_s: float
    ) -> float:
        """How much of a closed counter, for services that nobody offers and usually somebody."""
        parts = [
            usual.counters(when_s, 0) / sum(service in other for other in self._away)
            for service in services
            if not as_now.get(service) and (usual := self._usual_of(service)).known
        ]
        return sum(parts) / len(parts) if parts else 0.0

    def _usual_of(self, service: ServiceId) -> "Usual":
        if service not in self._usual:
            self._usual[service] = Usual(self._catalogue, self._floor, service, self._at)
        return self._usual[service]

    def _kinds_of(self, services: Sequence[ServiceId]) -> tuple[int, ...]:
        return tuple(dict.fromkeys(self.kinds[service] for service in services))


def _away(catalogue: Catalogue, desks: Sequence[Desk]) -> tuple[tuple[ServiceId, ...], ...]:
    """What the counters offer that nobody plans and that are closed."""
    there = {desk.id for desk in desks}
    return tuple(
        counter.services
        for counter in catalogue.counters
        if counter.shifts is None and counter.id not in there
    )


class Usual:
    """How many counters without a roster usually offer ``service``, seen from ``at``."""

    def __init__(
        self, catalogue: Catalogue, floor: Floor, service: ServiceId, at: datetime
    ) -> None:
        self._habits = floor.habits
        self._of_slot = floor.habits.staffing.get(service, ())
        self._midnight_s = _midnight_s(at)
        self._at_s = at.timestamp()
        # Towards closing agents go home when nobody waits any more: that is no habit to go by.
        closing_s = min(closes_s(catalogue, at), self._midnight_s + 86400)
        self._last_slot = self._slot(closing_s - max(catalogue.hours.cut_off_min * 60, LAST_S) - 1)
        usual = is_ordinary(catalogue, at.date()) and not catalogue.rules.open_all_day
        self.known = usual and bool(self._of_slot)
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


def _spans(desks: Sequence[Desk], at_s: float, *, by_slots: bool) -> Iterator[tuple[float, float]]:
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
