"""From the floor as it stands to what simulations start from."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from heapq import nsmallest
from math import inf

from kiosk.centre.foresight_outset import (
    Expected,
    Outset,
    Post,
    Probe,
    Stream,
    grouped,
)
from kiosk.centre.foresight_posts import Staffing
from kiosk.domain.appointment import Appointment, AppointmentState
from kiosk.domain.calling import credit_s
from kiosk.domain.catalogue import Catalogue
from kiosk.domain.floor import Floor
from kiosk.domain.ids import ServiceId
from kiosk.domain.pace import pace_deviation
from kiosk.domain.slots import place_of
from kiosk.domain.turns import Turns
from kiosk.domain.waiting import SHOWS, arriving

FOLLOWED = 300
"""Waiting tickets whose own waits are told; behind them an arrival's speaks for all."""
EARLY_S, LATE_S = 900.0, 300.0
"""How long before the slot of their appointment people come, and how long after it."""
LATEST = 0.9
"""Of those who keep their appointment the share that has come by the end of that time."""


class FloorReader:
    """Reads what simulations need out of one floor at one time."""

    def __init__(self, floor: Floor, catalogue: Catalogue, at: datetime) -> None:
        self._floor = floor
        self._catalogue = catalogue
        self._at = at
        self._at_s = at.timestamp()
        self._credit_s = credit_s(catalogue, priority=True)
        self._staffing = Staffing(floor, catalogue, at)

    def outsets(self) -> Iterator[Outset]:
        """One for each group of services that a formula does not do justice to."""
        posts = self._staffing.posts()
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
            services={service: self._staffing.service(service) for service in waiting},
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
