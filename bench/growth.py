"""What a command costs as the day and the history grow."""

import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from bench.figures import Figure
from bench.scope import Scope
from bench.store import Store

SAME = 1.5
"""A command may cost this many times as much at the far end as at the near one."""
TICKETS_A_DAY = 1000


def measure(scope: Scope) -> Iterator[Figure]:
    """A ticket issued, called, started and finished: in a long day, and after a long history."""
    room = scope.room("growth")
    yield from _with_the_day(scope, room)
    yield from _with_history(scope, room)


def _with_the_day(scope: Scope, room: Path) -> Iterator[Figure]:
    costs_s = []
    with closing(Store.open(room / "day.db")) as store:
        store.begin()
        waiting = 0
        for tickets in (100, scope.count(20_000, 5_000)):
            store.issue_many(tickets - waiting)
            waiting = tickets
            costs_s.append(store.cost_s(scope.count(400, 100)))
            yield _cost(f"a command with {tickets:,} waiting", costs_s[-1])
    yield _growth("a command late in a long day, times an early one", costs_s)


def _with_history(scope: Scope, room: Path) -> Iterator[Figure]:
    costs_s = []
    for tickets in (0, scope.count(1_000_000, 20_000)):
        path = room / f"after-{tickets}.db"
        with closing(Store.open(path)) as store:
            store.live_through(days=tickets // TICKETS_A_DAY, tickets_a_day=TICKETS_A_DAY)
        begin = time.perf_counter()
        with closing(Store.open(path)) as store:
            store.begin()
            start_s = time.perf_counter() - begin
            yield Figure(name=f"start after {tickets:,} tickets", value=start_s * 1000, unit="ms")
            store.issue_many(100)
            costs_s.append(store.cost_s(scope.count(400, 100)))
            yield _cost(f"a command after {tickets:,} tickets", costs_s[-1])
    yield _growth("a command after a long history, times after none", costs_s)


def _cost(name: str, seconds: float) -> Figure:
    return Figure(name=f"{name}, CPU", value=seconds * 1_000_000, unit="µs")


def _growth(name: str, costs_s: list[float]) -> Figure:
    return Figure(name=name, value=costs_s[-1] / costs_s[0], unit="x", aim=SAME)
