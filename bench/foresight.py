"""What looking ahead costs: its own process, and the answer that is told with it."""

import json
import time
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import datetime

import psutil

from bench.day.centre import LabCentre
from bench.day.classics import Deaf
from bench.day.drawn import draw_day
from bench.day.living import LabDay
from bench.day.scenario import SCENARIOS
from bench.day.site import catalogue_of
from bench.day.telling import Told
from bench.figures import Figure, percentile
from bench.processes import centre, enrolled
from bench.scope import Scope
from kiosk.centre.foreseeing import REST, ForesightTimes
from kiosk.centre.foresight import Foresight
from kiosk.centre.outlook import Outlook, Waits
from kiosk.domain import commands as c
from kiosk.domain.catalogue import Catalogue
from kiosk.domain.commands import Role
from kiosk.domain.floor import Floor
from kiosk.domain.ids import AgentId, Language
from kiosk.domain.ticket import Ticket
from kiosk.wire import paths

MB = 1_000_000
DAYS = {
    "300 visitors": "300 visitors, seven services",
    "3,000 visitors": "3,000 visitors, twenty counters",
}
FULL_CORE = 100.0
AIM_OF_CORE = 25.0
WAITING = 300
TRIES = 5


def measure(scope: Scope) -> Iterator[Figure]:
    """A day of each size looked ahead from, then a real centre's own child."""
    for name, scenario_name in DAYS.items():
        scenario = SCENARIOS[scenario_name]
        catalogue = catalogue_of(scenario)
        watch = _Watch(catalogue, every=max(1, scenario.visitors // scope.count(40, 8)))
        day = draw_day(scenario, 0, seed=1)
        LabDay(LabCentre(catalogue), scenario, day, estimators=(watch,)).live()
        yield from watch.figures(name)
    yield from _child(scope)


class _Watch(Deaf):
    """Looks ahead now and then through a day, as a centre does, and keeps what it took."""

    name = "watch"

    def __init__(self, catalogue: Catalogue, *, every: int) -> None:
        self._foresight = Foresight(catalogue)
        self._outlook: Outlook | None = None
        self._plain = Waits(catalogue, lambda _at: None)
        self._put_right = Waits(catalogue, lambda _at: self._outlook)
        self._every = every
        self._came = 0
        self._looks_s: list[float] = []
        self._plain_s: list[float] = []
        self._put_right_s: list[float] = []
        self._waiting = 0

    def comes(self, floor: Floor, at: datetime) -> bool:
        """Look ahead, sometimes."""
        self._came += 1
        if self._came % self._every:
            return False
        self._outlook = self._foresight.look(floor, at, seed=self._came)
        self._looks_s.append(self._outlook.cpu_s)
        self._waiting = max(self._waiting, sum(len(turns) for turns in floor.waiting.values()))
        return True

    def tell(self, floor: Floor, ticket: Ticket, at: datetime) -> Told | None:
        """The formula alone, and put right, each timed."""
        self._plain_s.append(_took(self._plain, floor, ticket, at))
        self._put_right_s.append(_took(self._put_right, floor, ticket, at))
        return None

    def figures(self, name: str) -> Iterator[Figure]:
        """What looks took, and what they add to an answer."""
        longest = max(self._looks_s)
        yield Figure(name=f"{name}: waiting at most", value=self._waiting, unit="")
        yield Figure(
            name=f"{name}: one look ahead, p50",
            value=percentile(self._looks_s, 0.5) * 1000,
            unit="ms",
        )
        yield Figure(name=f"{name}: one look ahead, longest", value=longest * 1000, unit="ms")
        rest_s = max(ForesightTimes().beat_s, REST * longest)
        yield Figure(
            name=f"{name}: of one core while the longest are wanted",
            value=FULL_CORE * longest / (longest + rest_s),
            unit="%",
            aim=AIM_OF_CORE,
        )
        plain_us = percentile(self._plain_s, 0.5) * 1e6
        yield Figure(name=f"{name}: a wait by the formula", value=plain_us, unit="µs")
        yield Figure(
            name=f"{name}: added by what was foreseen",
            value=percentile(self._put_right_s, 0.5) * 1e6 - plain_us,
            unit="µs",
        )


def _took(waits: Waits, floor: Floor, ticket: Ticket, at: datetime) -> float:
    """Seconds for one wait at best, when the roster has been looked at already."""
    waits.of_ticket(floor, ticket, at)
    taken_s = []
    for _ in range(TRIES):
        begin = time.perf_counter()
        waits.of_ticket(floor, ticket, at)
        taken_s.append(time.perf_counter() - begin)
    return min(taken_s)


def _child(scope: Scope) -> Iterator[Figure]:
    """A real centre whose hall is full: its child's memory and CPU."""
    with ExitStack() as stack:
        running = stack.enter_context(centre(scope.room("foresight") / "centre"))
        kiosk = stack.enter_context(enrolled(running.word, Role.KIOSK, "door"))
        _fill(running.word)
        while json.loads(kiosk.fetch("GET", paths.HEALTH))["foresight"]["seq"] is None:
            time.sleep(0.1)
        (child,) = psutil.Process(running.process.pid).children()
        before, begin = child.cpu_times(), time.perf_counter()
        service = kiosk.catalogue().services[0].id
        while time.perf_counter() - begin < scope.count(20, 5):
            kiosk.send(c.IssueTicket(service=service, language=Language("sw")))
            time.sleep(0.25)
        after, spent_s = child.cpu_times(), time.perf_counter() - begin
        used_s = after.user + after.system - before.user - before.system
        who = f"its process, {WAITING} wait for {len(kiosk.catalogue().services)} services"
        taken = child.memory_full_info()
        yield Figure(name=f"{who}: memory, resident", value=taken.rss / MB, unit="MB")
        yield Figure(name=f"{who}: memory, its own", value=taken.uss / MB, unit="MB")
        yield Figure(
            name=f"{who}: of one core",
            value=FULL_CORE * used_s / spent_s,
            unit="%",
            aim=AIM_OF_CORE,
        )


def _fill(url: str) -> None:
    """Every counter works, and people wait for everything, some with priority."""
    with enrolled(url, Role.KIOSK, "doors") as door, enrolled(url, Role.COUNTER, "agent") as one:
        catalogue = door.catalogue()
        services = tuple(service.id for service in catalogue.services)
        for counter in catalogue.counters:
            one.send(
                c.OpenCounter(counter=counter.id, agent=AgentId("A1"), services=counter.services)
            )
        for number in range(WAITING):
            service = services[number % len(services)]
            door.send(
                c.IssueTicket(service=service, language=Language("sw"), priority=number % 6 == 0)
            )
