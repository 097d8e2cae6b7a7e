"""Who works at the counters, and how long visitors keep them, as simulations take it."""

from collections.abc import Sequence
from datetime import datetime

from kiosk.centre.foresight_outset import Post, Service, Stay, lognormal
from kiosk.domain.calling import next_turn
from kiosk.domain.catalogue import Catalogue
from kiosk.domain.counter import OCCUPIED, STAFFED
from kiosk.domain.floor import Floor
from kiosk.domain.ids import ServiceId
from kiosk.domain.pace import mean_s
from kiosk.domain.roster import Desk, desks

UNPLANNED_S = 300.0
"""How long a service takes that a newer catalogue dropped."""


class Staffing:
    """Reads the counters of one floor at one time."""

    def __init__(self, floor: Floor, catalogue: Catalogue, at: datetime) -> None:
        self._floor = floor
        self._catalogue = catalogue
        self._at = at
        self._at_s = at.timestamp()
        self._services: dict[ServiceId, Service] = {}
        self._there = desks(catalogue, floor, at)

    def posts(self) -> list[Post]:
        """Every counter that works, or will, or is as likely to as past days say."""
        return [self._post(desk) for desk in self._there if desk.services]

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

    def _post(self, desk: Desk) -> Post:
        now = desk.now
        stays = tuple(Stay(begins_s=begins_s, share=share) for begins_s, share in desk.likely)
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
