"""What a forecast of a wait costs, with few and with many waiting, and what the pace weighs."""

import os
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from statistics import median
from time import thread_time

from bench.figures import Figure
from bench.scope import Scope
from kiosk.centre.catalogue_file import read_catalogue
from kiosk.client.session import fresh_id
from kiosk.domain import commands as c
from kiosk.domain.catalogue import Catalogue, Counter, Opening, Shifts
from kiosk.domain.commands import Command, Order, Role
from kiosk.domain.decide import decide, seal
from kiosk.domain.errors import Refused
from kiosk.domain.floor import Floor
from kiosk.domain.ids import AgentId, CounterId, DeviceId, Language, ServiceId
from kiosk.domain.waiting import WaitEstimator
from kiosk.roles.places import SAMPLE_CATALOGUE
from kiosk.wire.codec import encode

COUNTERS = 30
FEW, MANY = 300, 20_000
AIM_US = 1_000.0
AIM_MS = 50.0
AIM_BYTES, HABITS_BYTES = 4_096, 16_384
ROUNDS = 7


def measure(scope: Scope) -> Iterator[Figure]:
    """Forecasts for somebody who comes now, service by service, at 30 counters with a roster."""
    for waiting in (FEW, scope.count(MANY, MANY // 4)):
        hall = _Hall()
        hall.come(waiting)
        estimator = WaitEstimator(hall.catalogue)
        seconds = []
        for service in hall.services * scope.count(20, 4):
            begin = thread_time()
            estimator.of_arrival(hall.floor, service, hall.at)
            seconds.append(thread_time() - begin)
        name = f"forecast at {COUNTERS} counters, {waiting:,} waiting"
        yield Figure(name=f"{name}, p50", value=median(seconds) * 1e6, unit="µs", aim=AIM_US)
        first = [hall.cold_s(service) for service in hall.services]
        yield Figure(name=f"{name}, the first look", value=max(first) * 1e6, unit="µs")
    yield from _pace(hall)


def _pace(hall: "_Hall") -> Iterator[Figure]:
    """What writing the pace down costs the centre every five minutes."""
    for _ in range(ROUNDS):
        hall.serve()
    begin = thread_time()
    hall.do(c.MeasurePace(), Role.CENTRE)
    cost_ms = (thread_time() - begin) * 1e3
    yield Figure(name="measuring the pace", value=cost_ms, unit="ms", aim=AIM_MS)
    line = encode(hall.floor.pace)
    yield Figure(name="its event", value=len(line), unit="bytes", aim=AIM_BYTES)
    hall.at += timedelta(days=3)
    hall.do(c.TurnDay(), Role.CENTRE)
    habits = encode(hall.floor.habits)
    yield Figure(
        name="what the next day is told", value=len(habits), unit="bytes", aim=HABITS_BYTES
    )


def _catalogue() -> Catalogue:
    """The sample centre with more counters, two in three of them with a roster."""
    catalogue = read_catalogue(SAMPLE_CATALOGUE)
    known = catalogue.counters
    day = tuple(
        Opening(opens=time.time(), closes=until.time())
        for time, until in ((_time("08:00"), _time("13:00")), (_time("14:00"), _time("17:00")))
    )
    shifts = Shifts(week=dict.fromkeys(("mon", "tue", "wed", "thu", "fri"), day))
    counters = tuple(
        replace(
            known[number % len(known)],
            id=CounterId(f"c{number}"),
            shifts=shifts if number % 3 else None,
        )
        for number in range(COUNTERS)
    )
    return replace(catalogue, counters=counters)


def _time(text: str) -> datetime:
    return datetime.fromisoformat(f"2026-11-20T{text}+03:00")


@dataclass(slots=True)
class _Hall:
    """A floor on which every counter serves and many wait."""

    catalogue: Catalogue = field(default_factory=_catalogue)
    floor: Floor = field(default_factory=Floor)
    at: datetime = field(default_factory=lambda: _time("09:00"))

    def __post_init__(self) -> None:
        for counter in self.catalogue.counters:
            services = counter.services or self.services
            opening = c.OpenCounter(counter=counter.id, agent=AgentId("A1"), services=services)
            self.do(opening)

    @property
    def services(self) -> tuple[ServiceId, ...]:
        """What some counter offers and is not bounded by a quota."""
        offered = {one for counter in self.catalogue.counters for one in counter.services}
        return tuple(s.id for s in self.catalogue.services if s.id in offered and not s.quota)

    def come(self, visitors: int) -> None:
        """Let so many wait, in all queues, some with priority; every counter calls one."""
        for number in range(visitors):
            self.at += timedelta(milliseconds=100)
            service = self.services[number % len(self.services)]
            issue = c.IssueTicket(
                service=service, language=Language("sw"), priority=number % 5 == 0
            )
            self.do(issue)
        for counter in self.catalogue.counters:
            self._call(counter)

    def serve(self) -> None:
        """Whoever is at a counter is done a while later, and the next is called."""
        for counter in self.catalogue.counters:
            self.at += timedelta(seconds=20)
            self._call(counter)

    def cold_s(self, service: ServiceId) -> float:
        """Seconds of CPU for a screen that asks for the first time, or after a counter opened."""
        estimator = WaitEstimator(self.catalogue)
        begin = thread_time()
        estimator.of_arrival(self.floor, service, self.at)
        return thread_time() - begin

    def _call(self, counter: Counter) -> None:
        if not self.floor.waiting_for(counter.services):
            return
        self.do(c.CallNext(counter=counter.id))
        self.do(c.StartService(counter=counter.id))

    def do(self, command: Command, role: Role = Role.MANAGER) -> None:
        """An order that must not be refused."""
        order = Order(
            command=command,
            id=fresh_id(),
            device=DeviceId("bench"),
            role=role,
            at=self.at,
            chance=os.urandom(16),
        )
        events = decide(self.floor, self.catalogue, order)
        if isinstance(events, Refused):
            raise TypeError(f"{order.command} was refused: {events}")
        for entry in seal(self.floor, order, events):
            self.floor.apply(entry)
