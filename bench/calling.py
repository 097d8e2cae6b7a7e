"""What it costs to decide a call, to say why it was fair, and to account for it at the end."""

import os
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from statistics import median
from time import perf_counter, thread_time

from bench.figures import Figure
from bench.scope import Scope
from kiosk.centre.catalogue_file import read_catalogue
from kiosk.client.session import fresh_id
from kiosk.domain import commands as c
from kiosk.domain.catalogue import Catalogue
from kiosk.domain.commands import Command, Order, Role
from kiosk.domain.decide import decide, seal
from kiosk.domain.errors import Refused
from kiosk.domain.events import Entry, Event
from kiosk.domain.fairness import account
from kiosk.domain.floor import Floor
from kiosk.domain.ids import AgentId, DeviceId, Language, ServiceId
from kiosk.roles.places import SAMPLE_CATALOGUE

FEW, MANY = 100, 20_000
AIM = 2.5
"""A call with many waiting may cost as many times as much: log 20,000 is 2.15 times log 100."""
PRIORITY_EVERY = 5
ARRIVE_EVERY = timedelta(seconds=1)
A_DAYS_VISITORS = 3_000


def measure(scope: Scope) -> Iterator[Figure]:
    """Calls by a counter that offers everything, with few and with many waiting, in turn."""
    few, many = _Queue(), _Queue()
    few.come(FEW)
    many.come(scope.count(MANY, MANY // 4))
    costs_s: dict[int, list[float]] = {FEW: [], MANY: []}
    for _ in range(scope.count(2_000, 300)):
        for waiting, queue in ((FEW, few), (MANY, many)):
            queue.come(1)
            costs_s[waiting].append(queue.call_s())
    for waiting, seconds in costs_s.items():
        name = f"deciding a call of {len(few.services)} services, {waiting:,} waiting, p50"
        yield Figure(name=name, value=median(seconds) * 1_000_000, unit="µs")
    ratio = median(costs_s[MANY]) / median(costs_s[FEW])
    name = f"deciding a call with {MANY:,} waiting, for one with {FEW}"
    yield Figure(name=name, value=ratio, unit="x", aim=AIM)
    yield _accounting(scope)


def _accounting(scope: Scope) -> Figure:
    """The account of a large day's last visitor, which has to read all of it."""
    day = _Queue()
    visitors = scope.count(A_DAYS_VISITORS, A_DAYS_VISITORS // 10)
    day.come(visitors)
    last = next(reversed(day.floor.tickets))
    for _ in range(visitors):
        day.call_s()
    begin = perf_counter()
    found = account(day.journal, last, day.catalogue.rules)
    seconds = perf_counter() - begin
    if found is None or not found.kept or not found.before:
        raise RuntimeError("the day does not account for its last visitor")
    return Figure(name=f"accounting for one of {visitors:,} tickets", value=seconds, unit="s")


def _catalogue() -> Catalogue:
    catalogue = read_catalogue(SAMPLE_CATALOGUE)
    return replace(catalogue, rules=replace(catalogue.rules, open_all_day=True))


@dataclass(slots=True)
class _Queue:
    """A floor on which visitors wait for one counter that offers everything."""

    catalogue: Catalogue = field(default_factory=_catalogue)
    floor: Floor = field(default_factory=Floor)
    journal: list[Entry] = field(default_factory=list)
    at: datetime = field(default_factory=lambda: datetime.fromisoformat("2026-11-20T08:00+03:00"))

    def __post_init__(self) -> None:
        counter = self.catalogue.counters[0].id
        opening = c.OpenCounter(counter=counter, agent=AgentId("A1"), services=self.services)
        self._do(opening)

    @property
    def services(self) -> tuple[ServiceId, ...]:
        """Everything the centre offers."""
        return tuple(service.id for service in self.catalogue.services)

    def come(self, visitors: int) -> None:
        """Let so many more wait, in all queues, some with priority."""
        for number in range(visitors):
            self.at += ARRIVE_EVERY
            service = self.services[number % len(self.services)]
            urgent = number % PRIORITY_EVERY == 0
            self._do(c.IssueTicket(service=service, language=Language("sw"), priority=urgent))

    def call_s(self) -> float:
        """Seconds of CPU to decide the next call; then the visitor is served."""
        counter = self.catalogue.counters[0].id
        order = self._order(c.CallNext(counter=counter))
        begin = thread_time()
        events = decide(self.floor, self.catalogue, order)
        cost_s = thread_time() - begin
        self._fold(order, events)
        self._do(c.StartService(counter=counter))
        self._do(c.FinishService(counter=counter))
        return cost_s

    def _do(self, command: Command) -> None:
        order = self._order(command)
        self._fold(order, decide(self.floor, self.catalogue, order))

    def _order(self, command: Command) -> Order:
        return Order(
            command=command,
            id=fresh_id(),
            device=DeviceId("bench"),
            role=Role.COUNTER,
            at=self.at,
            chance=os.urandom(16),
        )

    def _fold(self, order: Order, events: tuple[Event, ...] | Refused) -> None:
        if isinstance(events, Refused):
            raise TypeError(f"{order.command} was refused: {events}")
        for entry in seal(self.floor, order, events):
            self.floor.apply(entry)
            self.journal.append(entry)
