"""From the floor as it stands to what simulations start from."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from heapq import nsmallest
from math import inf
from statistics import fmean

from kiosk.centre.foresight_outset import (
    Expected,
    Outset,
    Post,
    Probe,
    Service,
    Stay,
    Stream,
    grouped,
    lognormal,
)
from kiosk.domain.appointment import Appointment, AppointmentState
from kiosk.domain.calling import credit_s
from kiosk.domain.capacity import Usual
from kiosk.domain.catalogue import Catalogue
from kiosk.domain.counter import OCCUPIED, STAFFED, CounterNow
from kiosk.domain.floor import Floor
from kiosk.domain.ids import ServiceId
from kiosk.domain.pace import SLOT_S, mean_s, pace_deviation
from kiosk.domain.roster import Desk, desks
from kiosk.domain.slots import place_of
from kiosk.domain.turns import Turns
from kiosk.domain.waiting import arriving

FOLLOWED = 300
"""Waiting tickets whose own waits are told; behind them an arrival's speaks for all."""
UNPLANNED_S = 300.0
"""How long a service takes that a newer catalogue dropped."""
AHEAD_S = 6 * 3600.0
"""How far ahead past days are asked who will be there."""
EARLY_S, LATE_S = 900.0, 300.0
"""How long before the slot of their appointment people come, and how long after it."""
SHOWS, LATEST = 0.85, 0.9
"""The share of appointments that are kept, and that of those by then that have come in time."""


class FloorReader:
    """Reads what simulations need out of one floor at one time."""

    def __init__(self, floor: Floor, catalogue: Catalogue, at: datetime) -> None:
        self._floor = floor
        self._catalogue = catalogue
        self._at = at
        self._at_s = at.timestamp()
        self._credit_s = credit_s(catalogue, priority=True)
        self._services: dict[ServiceId, Service] = {}

    def outsets(self) -> Iterator[Outset]:
        """One for each group of services that a formula does not do justice to."""
        posts = self._posts()
        for group in grouped(post.services for post in posts):
            here = tuple(post for post in posts if group.issuperset(post.services))
            waiting = {service: self._floor.waiting.get(service, Turns()) for service in group}
            streams = tuple(self._streams(group))
            expected = tuple(self._expected(group))
            if any(waiting.values()) and _is_mixed(here, waiting, streams, expected):
                yield self._outset(here, waiting, streams, expected)

    def _outset(
        self,
        posts: tuple[Post, ...],
        waiting: Mapping[ServiceId, Turns],
        streams: tuple[Stream, ...],
        expected: tuple[Expected, ...],
    ) -> Outset:
        return Outset(
            at_s=self._at_s,
            services={service: self._service(service) for service in waiting},
            posts=posts,
            unsure=pace_deviation(self._floor.pace),
            waiting=waiting,
            turns=tuple(
                nsmallest(FOLLOWED, (turn for turns in waiting.values() for turn in turns))
            ),
            service_of={turn[2]: service for service, turns in waiting.items() for turn in turns},
            probes=tuple(
                Probe(
                    service=service,
                    credit_s=credit,
                    turn=arriving(self._floor, self._at, credit_s=credit),
                )
                for service in waiting
                for credit in sorted({0, self._credit_s})
            ),
            streams=streams,
            expected=expected,
        )

    def _posts(self) -> list[Post]:
        """Every counter that works, or will."""
        found = list(desks(self._catalogue, self._floor, self._at))
        open_now = {desk.id for desk in found}
        unplanned = [desk for desk in found if not desk.planned]
        usual = self._usual()
        posts = [
            self._post(desk, () if desk.planned else self._stays(desk.services, unplanned, usual))
            for desk in found
        ]
        closed = [
            Desk(
                id=counter.id,
                services=counter.services,
                there=((self._at_s, inf),),
                planned=False,
                now=CounterNow(id=counter.id, services=counter.services),
            )
            for counter in self._catalogue.counters
            if usual and counter.shifts is None and counter.id not in open_now
        ]
        for desk in closed:
            stays = self._comes(desk.services, unplanned, closed, usual)
            if any(stay.share > 0 for stay in stays):
                posts.append(self._post(desk, stays))
        return [post for post in posts if post.services]

    def _usual(self) -> Mapping[ServiceId, Usual]:
        """What past days say of each service, where they say anything."""
        if self._catalogue.rules.open_all_day:
            return {}
        asked = {
            service: Usual(self._catalogue, self._floor, service, self._at)
            for service in self._floor.habits.staffing
        }
        return {service: usual for service, usual in asked.items() if usual.known}

    def _slots(self) -> Iterator[float]:
        """Now, and the beginnings of the slots that past days are known by."""
        yield self._at_s
        slot = int(self._at_s // SLOT_S) + 1
        while slot * SLOT_S < self._at_s + AHEAD_S:
            yield float(slot * SLOT_S)
            slot += 1

    def _stays(
        self,
        services: Sequence[ServiceId],
        unplanned: Sequence[Desk],
        usual: Mapping[ServiceId, Usual],
    ) -> tuple[Stay, ...]:
        """How likely a counter that is open is to be there, as its services' counters are."""
        known = [service for service in services if service in usual]
        if not known:
            return ()
        stays = []
        for when_s in self._slots():
            shares = []
            for service in known:
                now = _offering(service, unplanned, when_s)
                shares.append(usual[service].counters(when_s, now) / now if now else 1.0)
            stays.append(Stay(begins_s=when_s, share=fmean(shares)))
        return tuple(stays)

    def _comes(
        self,
        services: Sequence[ServiceId],
        unplanned: Sequence[Desk],
        closed: Sequence[Desk],
        usual: Mapping[ServiceId, Usual],
    ) -> tuple[Stay, ...]:
        """How likely a counter that is closed is to be opened: as many as are missed."""
        known = [service for service in services if service in usual]
        if not known:
            return ()
        stays = []
        for when_s in self._slots():
            shares = []
            for service in known:
                now = _offering(service, unplanned, when_s)
                missed = usual[service].counters(when_s, now) - now
                shares.append(max(0.0, missed) / _offering(service, closed, when_s))
            stays.append(Stay(begins_s=when_s, share=fmean(shares)))
        return tuple(stays)

    def _post(self, desk: Desk, stays: tuple[Stay, ...]) -> Post:
        now = desk.now
        visitor = self._floor.tickets.get(now.ticket) if now.ticket is not None else None
        if now.state not in OCCUPIED or visitor is None:
            idle_since_s = now.since.timestamp() if now.state in STAFFED and now.since else None
            return Post(
                counter=now,
                services=desk.services,
                there=desk.there,
                stays=stays,
                idle_since_s=idle_since_s,
            )
        serves = self._service(visitor.service)
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

    def _service(self, service: ServiceId) -> Service:
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

    def _streams(self, group: frozenset[ServiceId]) -> Iterator[Stream]:
        """Who will come, as they came within the last hour: with priority, with an earned place."""
        pace = self._floor.pace
        credit, senior = pace.credit_pm / 1000, pace.senior_pm / 1000
        shares = ((credit, self._credit_s), (senior, inf), (1.0 - credit - senior, 0.0))
        for service in group:
            per_s = pace.per_hour.get(service, 0) / 3600
            for share, earlier_s in shares:
                if per_s * share > 0:
                    yield Stream(service=service, per_s=per_s * share, credit_s=earlier_s)

    def _expected(self, group: frozenset[ServiceId]) -> Iterator[Expected]:
        """Today's appointments that may yet be checked in and go before somebody who waits."""
        last_s = max(
            (turn[0] for service in group for turn in self._floor.waiting.get(service, ())),
            default=self._at_s,
        )
        for one in self._floor.book:
            if one.state is AppointmentState.BOOKED and one.service in group:
                expected = self._still_comes(one)
                if expected is not None and expected.virtual_s < max(last_s, self._at_s):
                    yield expected

    def _still_comes(self, appointment: Appointment) -> Expected | None:
        slot_s = appointment.slot.timestamp()
        past_s = self._at_s - (slot_s - EARLY_S)
        lost_s = self._catalogue.rules.appointment_lost_min * 60
        if appointment.slot.date() != self._at.date() or self._at_s > slot_s + lost_s:
            return None
        when = max(self._at, appointment.slot.astimezone(self._at.tzinfo))
        passed = min(max(past_s / (EARLY_S + LATE_S), 0.0), LATEST)
        still = SHOWS * (1 - passed)
        earliest_s = max(self._at_s, slot_s - EARLY_S)
        return Expected(
            service=appointment.service,
            earliest_s=earliest_s,
            latest_s=max(earliest_s + LATE_S, slot_s + LATE_S),
            virtual_s=place_of(self._catalogue, appointment, when).timestamp(),
            shows=still / (still + 1 - SHOWS),
        )


def _offering(service: ServiceId, among: Sequence[Desk], when_s: float) -> int:
    return sum(service in desk.services and desk.works_at(when_s) for desk in among)


def _is_mixed(
    posts: Sequence[Post],
    waiting: Mapping[ServiceId, Turns],
    streams: Sequence[Stream],
    expected: Sequence[Expected],
) -> bool:
    """Whether a formula does not do: counters that differ, or credits that let people overtake."""
    return (
        len({frozenset(post.services) for post in posts}) > 1
        or bool(expected)
        or any(stream.credit_s > 0 for stream in streams)
        or any(turn[0] != turn[3] for turns in waiting.values() for turn in turns)
    )
