"""Who works at the counters, and how long visitors keep them, as simulations take it."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime
from math import inf
from statistics import fmean

from kiosk.centre.foresight_outset import Post, Service, Stay, lognormal
from kiosk.domain.calling import next_turn
from kiosk.domain.capacity import Usual
from kiosk.domain.catalogue import Catalogue
from kiosk.domain.counter import OCCUPIED, STAFFED, CounterNow
from kiosk.domain.floor import Floor
from kiosk.domain.ids import ServiceId
from kiosk.domain.pace import SLOT_S, mean_s
from kiosk.domain.roster import Desk, desks

UNPLANNED_S = 300.0
"""How long a service takes that a newer catalogue dropped."""
AHEAD_S = 6 * 3600.0
"""How far ahead past days are asked who will be there."""

Likely = Callable[[ServiceId, float, int], float]
"""How likely a counter is to be there for a service at a time, where so many others are now."""


class Staffing:
    """Reads the counters of one floor at one time."""

    def __init__(self, floor: Floor, catalogue: Catalogue, at: datetime) -> None:
        self._floor = floor
        self._catalogue = catalogue
        self._at = at
        self._at_s = at.timestamp()
        self._services: dict[ServiceId, Service] = {}
        self._usual = self._known_habits()
        self._there = desks(catalogue, floor, at)
        self._unplanned = [desk for desk in self._there if not desk.planned]
        self._away = list(self._closed()) if self._usual else []

    def posts(self) -> list[Post]:
        """Every counter that works, or will, or is as likely to as past days say."""
        posts = []
        for desk in self._there:
            stays = () if desk.planned else self._stays(desk, self._stays_open)
            posts.append(self._post(desk, stays))
        for desk in self._away:
            stays = self._stays(desk, self._is_opened)
            if any(stay.share > 0 for stay in stays):
                posts.append(self._post(desk, stays))
        return [post for post in posts if post.services]

    def service(self, service: ServiceId) -> Service:
        """How long its visitors keep a counter."""
        known = self._services.get(service)
        if known is None:
            floor, pace = self._floor, self._floor.pace
            mean = UNPLANNED_S
            if service in self._catalogue.service:
                mean = mean_s(self._catalogue, floor.habits, pace, service)
            known = self._services[service] = lognormal(
                mean,
                cv=pace.cv_pct / 100,
                no_show=pace.no_show_pm / 1000,
                call_s=float(pace.no_show_s),
            )
        return known

    def _known_habits(self) -> Mapping[ServiceId, Usual]:
        """What past days say of each service, where they say anything."""
        if self._catalogue.rules.open_all_day:
            return {}
        asked = {
            service: Usual(self._catalogue, self._floor, service, self._at)
            for service in self._floor.habits.staffing
        }
        return {service: usual for service, usual in asked.items() if usual.known}

    def _closed(self) -> Iterator[Desk]:
        """Counters without a roster that nobody works at, as they would be opened."""
        there = {desk.id for desk in self._there}
        for counter in self._catalogue.counters:
            if counter.shifts is None and counter.id not in there:
                now = CounterNow(id=counter.id, services=counter.services)
                yield Desk(
                    id=counter.id,
                    services=counter.services,
                    there=((self._at_s, inf),),
                    planned=False,
                    now=now,
                )

    def _stays(self, desk: Desk, likely: Likely) -> tuple[Stay, ...]:
        """How likely the counter is to be there, slot by slot: the mean over its services."""
        known = [service for service in desk.services if service in self._usual]
        if not known:
            return ()
        stays = []
        for when_s in self._slots():
            shares = [
                likely(service, when_s, _offering(service, self._unplanned, when_s))
                for service in known
            ]
            stays.append(Stay(begins_s=when_s, share=fmean(shares)))
        return tuple(stays)

    def _slots(self) -> Iterator[float]:
        """Now, and the beginnings of the slots that past days are known by."""
        yield self._at_s
        slot = int(self._at_s // SLOT_S) + 1
        while slot * SLOT_S < self._at_s + AHEAD_S:
            yield float(slot * SLOT_S)
            slot += 1

    def _stays_open(self, service: ServiceId, when_s: float, there: int) -> float:
        """Of those who work now the part that is usually left."""
        return self._usual[service].counters(when_s, there) / there if there else 1.0

    def _is_opened(self, service: ServiceId, when_s: float, there: int) -> float:
        """Of those who do not work now the part that usually comes: as many as are missed."""
        missed = self._usual[service].counters(when_s, there) - there
        return max(0.0, missed) / _offering(service, self._away, when_s)

    def _post(self, desk: Desk, stays: tuple[Stay, ...]) -> Post:
        now = desk.now
        visitor = self._floor.tickets.get(now.ticket) if now.ticket is not None else None
        if now.state not in OCCUPIED or visitor is None:
            working = now.state in STAFFED and now.since is not None
            since_s = now.since.timestamp() if working and now.since is not None else None
            return Post(
                counter=now,
                services=desk.services,
                there=desk.there,
                stays=stays,
                idle_since_s=since_s,
                left_s=0.0 if since_s is None else self._left_s(desk.services, since_s),
            )
        serves = self.service(visitor.service)
        begun = visitor.called_at or visitor.started_at or self._at
        elapsed_s = max(0.0, (self._at - begun).total_seconds())
        return Post(
            counter=now,
            services=desk.services,
            there=desk.there,
            stays=stays,
            serves=serves,
            elapsed_s=elapsed_s,
            done=serves.done_within(elapsed_s),
        )

    def _left_s(self, services: Sequence[ServiceId], since_s: float) -> float:
        """How long a counter that is free since then could have called somebody and did not."""
        first = next_turn(self._floor.waiting, services)
        return 0.0 if first is None else max(0.0, self._at_s - max(since_s, first[3]))


def _offering(service: ServiceId, among: Sequence[Desk], when_s: float) -> int:
    return sum(service in desk.services and desk.works_at(when_s) for desk in among)
