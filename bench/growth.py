"""What a command costs as the day and the history grow."""

import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from statistics import mean

from bench.figures import Figure
from bench.scope import Scope
from bench.store import Store

SAME = 1.5
"""A command may cost this many times as much at the far end as at the near one."""
TICKETS_A_DAY = 1000
VISITORS_IN_TURN = 20


def measure(scope: Scope) -> Iterator[Figure]:
    """A ticket issued, called, started and finished: in a long day, and after a long history."""
    room = scope.room("growth")
    yield from _with_the_day(scope, room)
    yield from _with_history(scope, room)


def _with_the_day(scope: Scope, room: Path) -> Iterator[Figure]:
    few, many = 100, scope.count(20_000, 5_000)
    with closing(Store.open(room / "few.db")) as near, closing(Store.open(room / "many.db")) as far:
        for store, waiting in ((near, few), (far, many)):
            store.begin()
            store.issue_many(waiting)
        yield from _compared(scope, (f"with {few} waiting", near), (f"with {many:,} waiting", far))


def _with_history(scope: Scope, room: Path) -> Iterator[Figure]:
    past = scope.count(1_000_000, 20_000)
    with closing(Store.open(room / "past.db")) as store:
        store.live_through(days=past // TICKETS_A_DAY, tickets_a_day=TICKETS_A_DAY)
    begin = time.perf_counter()
    with closing(Store.open(room / "past.db")) as far, closing(Store.open(room / "new.db")) as near:
        far.begin()
        start_s = time.perf_counter() - begin
        yield Figure(name=f"start after {past:,} tickets", value=start_s * 1000, unit="ms")
        near.begin()
        for store in (near, far):
            store.issue_many(100)
        yield from _compared(scope, ("in a new centre", near), (f"after {past:,} tickets", far))


def _compared(scope: Scope, near: tuple[str, Store], far: tuple[str, Store]) -> Iterator[Figure]:
    """CPU for each command in both, taken in turn: whatever else the machine does hits both."""
    costs_s: dict[str, list[float]] = {near[0]: [], far[0]: []}
    for _ in range(scope.count(30, 6)):
        for name, store in (near, far):
            costs_s[name].append(store.cost_s(VISITORS_IN_TURN))
    near_s, far_s = (mean(costs) for costs in costs_s.values())
    yield Figure(name=f"a command {near[0]}, CPU", value=near_s * 1_000_000, unit="µs")
    yield Figure(name=f"a command {far[0]}, CPU", value=far_s * 1_000_000, unit="µs")
    yield Figure(name=f"{far[0]} for one {near[0]}", value=far_s / near_s, unit="x", aim=SAME)
