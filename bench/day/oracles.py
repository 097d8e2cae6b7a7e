"""The laboratory beside the books: Erlang, Kleinrock and the table of the literature.

A minute of the books lasts three seconds here, so that long runs fit into a day.
"""

from collections.abc import Iterator, Sequence
from itertools import chain
from math import inf
from statistics import fmean

from bench.day.beside_ciw import by_age_key, waits_in_ciw
from bench.day.centre import LabCentre
from bench.day.drawn import DrawnDay
from bench.day.living import LabDay
from bench.day.policies import Policy, accumulating, by_age, head_start, strictly
from bench.day.results import Row
from bench.day.scenario import Scenario
from bench.day.site import catalogue_of
from bench.day.steady import service_times, steady_day, steady_scenario
from bench.day.theory import Erlang, high_wait, low_wait

MINUTE_S = 3.0
MEAN_MIN = 6.0
LOAD, COUNTERS = 0.94, 4
VISITORS = 12_000
"""A day of these has room for them at half a visitor a minute."""


ORACLES = ("erlang", "priority 0.1", "priority 0.3")


def oracle_rows(which: str, days: int, *, visitors: int = VISITORS) -> list[Row]:
    """What is known for certain of one of ``ORACLES``, ``days`` long days of each."""
    if which == "erlang":
        return [
            row
            for counters, per_min in ((4, 0.5), (9, 1.2))
            for row in _erlang(counters, per_min, days, visitors)
        ]
    return list(_priorities(float(which.removeprefix("priority ")), days, visitors))


def _erlang(counters: int, per_min: float, days: int, visitors: int) -> Iterator[Row]:
    scenario = steady_scenario(counters, MEAN_MIN * MINUTE_S)
    drawn = [
        steady_day(scenario, visitors=visitors, rate=per_min / MINUTE_S, seed=seed)
        for seed in range(days)
    ]
    waits = list(chain.from_iterable(_waits(_live(scenario, day, None)) for day in drawn))
    in_ciw = list(chain.from_iterable(waits_in_ciw(day, by_age_key) for day in drawn))
    erlang = Erlang(rate=per_min, mean_s=MEAN_MIN, servers=counters)
    name = f"M/M/{counters}, {per_min:g} a minute, {MEAN_MIN:g} min"
    mean = fmean(waits) / MINUTE_S
    yield Row(
        what=f"{name}: who waits at all",
        found=fmean(wait > 0 for wait in waits),
        known=erlang.waits,
        source="Erlang C",
    )
    yield Row(what=f"{name}: mean wait, min", found=mean, known=erlang.mean_wait_s, source="Erlang")
    yield Row(
        what=f"{name}: mean wait of the same visitors, min",
        found=mean,
        known=fmean(in_ciw) / MINUTE_S,
        source="Ciw",
    )


def _priorities(share: float, days: int, visitors: int) -> Iterator[Row]:
    """Mean waits beside that of FCFS, whose own swings from day to day are thereby out of it."""
    scenario = steady_scenario(COUNTERS, MEAN_MIN * MINUTE_S, credit_min=3)
    rate = LOAD * COUNTERS / (MEAN_MIN * MINUTE_S)
    drawn = [
        steady_day(scenario, visitors=visitors, rate=rate, priority=share, seed=seed)
        for seed in range(days)
    ]
    fcfs = _by_class(scenario, drawn, by_age)[2]
    name = f"M/M/{COUNTERS} at {LOAD:.0%}: mean wait by age alone, min"
    erlang = Erlang(rate=rate, mean_s=MEAN_MIN * MINUTE_S, servers=COUNTERS)
    known = erlang.mean_wait_s / MINUTE_S
    yield Row(what=name, found=fcfs / MINUTE_S, known=known, source="Erlang")
    for name, policy, factor in (
        ("age × 2", accumulating(2), 2.0),
        ("age × 3", accumulating(3), 3.0),
        ("age × 5", accumulating(5), 5.0),
        ("strict", strictly, inf),
    ):
        high, low, every = _by_class(scenario, drawn, policy)
        known = low_wait(1, LOAD * share, factor)
        what = f"{share:.0%} priority, {name}: times the wait of FCFS"
        yield Row(what=f"{what}, others", found=low / fcfs, known=known, source="Kleinrock")
        yield Row(
            what=f"{what}, priority",
            found=high / fcfs,
            known=high_wait(1, known, share),
            source="Kleinrock",
        )
        yield Row(what=f"{what}, all", found=every / fcfs, known=1.0, source="no rule makes work")
    yield from _head_starts(scenario, drawn, share, fcfs)


TABLE_OF_BOOKS = {
    (0.1, 20): (11.1 / 22.1, 23.4 / 22.2),
    (0.1, 60): (2.9 / 22.1, 24.3 / 22.2),
    (0.3, 20): (13.2 / 22.2, 26.1 / 22.2),
    (0.3, 60): (4.7 / 22.2, 29.7 / 22.2),
}
"""Priority's and the others' mean wait with a head start of so many minutes, beside FCFS's, as an
earlier simulation found it for a mean wait of 22 minutes."""


def _head_starts(
    scenario: Scenario, drawn: Sequence[DrawnDay], share: float, fcfs: float
) -> Iterator[Row]:
    """Ours is the head start of 60 minutes: the catalogue's credit, in whole minutes."""
    for minutes, policy in ((20, head_start(20 * MINUTE_S)), (60, None)):
        high, low, every = _by_class(scenario, drawn, policy)
        known_high, known_low = TABLE_OF_BOOKS[share, minutes]
        what = f"{share:.0%} priority, head start {minutes} min: times the wait of FCFS"
        source = "earlier simulation"
        yield Row(what=f"{what}, others", found=low / fcfs, known=known_low, source=source)
        yield Row(what=f"{what}, priority", found=high / fcfs, known=known_high, source=source)
        yield Row(what=f"{what}, all", found=every / fcfs, known=1.0, source="no rule makes work")


def _by_class(
    scenario: Scenario, drawn: Sequence[DrawnDay], policy: Policy | None
) -> tuple[float, float, float]:
    """Mean waits of priority, of the others, and of all, in seconds."""
    high: list[float] = []
    low: list[float] = []
    for day in drawn:
        for visit in _live(scenario, day, policy, equal_work=True).visits.values():
            if visit.waited_s is not None:
                (high if visit.visitor.priority else low).append(visit.waited_s)
    return fmean(high), fmean(low), fmean(chain(high, low))


def _live(
    scenario: Scenario, day: DrawnDay, policy: Policy | None, *, equal_work: bool = False
) -> LabDay:
    centre = LabCentre(catalogue_of(scenario, open_all_day=True))
    in_order = service_times(day) if equal_work else None
    return LabDay(centre, scenario, day, policy=policy, in_order=in_order).live()


def _waits(day: LabDay) -> list[float]:
    return [visit.waited_s for visit in day.visits.values() if visit.waited_s is not None]
