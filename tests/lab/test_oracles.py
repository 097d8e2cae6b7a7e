"""The laboratory beside what is known for certain: formulas, and a simulator others wrote."""

from dataclasses import replace
from math import inf, sqrt
from statistics import fmean, stdev

import pytest

from bench.day.beside_ciw import (
    Key,
    accumulating_key,
    by_age_key,
    head_start_key,
    strict_key,
    waits_in_ciw,
)
from bench.day.drawn import draw_day
from bench.day.oracles import ORACLES, VISITORS, oracle_rows
from bench.day.policies import Policy, accumulating, by_age, strictly
from bench.day.scenario import SCENARIOS
from bench.day.steady import service_times, steady_day, steady_scenario
from bench.day.theory import Erlang, high_wait, low_wait
from tests.lab.lived import live, waited, waits

BATCHES = 20
T_99 = 2.861
"""Student's t for 19 degrees of freedom, 99 % within."""

RULES: dict[str, tuple[Policy | None, Key]] = {
    "ours": (None, head_start_key(1800)),
    "by age": (by_age, by_age_key),
    "strict": (strictly, strict_key),
    "age x 2": (accumulating(2), accumulating_key(2)),
}


@pytest.mark.parametrize("rule", RULES)
def test_everybody_waits_as_long_as_in_ciw(rule: str) -> None:
    policy, order = RULES[rule]
    busy = replace(SCENARIOS["320 visitors, nobody leaves"], priority=0.25, returning=0.0)
    for number in range(3):
        day = draw_day(busy, number, seed=7)
        assert waits(live(busy, day, policy)) == pytest.approx(waits_in_ciw(day, order), abs=1e-4)


def test_a_lunch_costs_about_what_it_costs_in_ciw() -> None:
    # Whoever is free first goes there, a certain agent here: nearly the same.
    scenario = replace(SCENARIOS["280 visitors, lunch on the roster"], returning=0.0)
    days = [draw_day(scenario, number, seed=3) for number in range(10)]
    ours = fmean(wait for day in days for wait in waits(live(scenario, day)))
    theirs = fmean(wait for day in days for wait in waits_in_ciw(day, by_age_key))
    assert ours == pytest.approx(theirs, rel=0.03)


@pytest.mark.parametrize(("counters", "rate"), [(4, 0.5), (9, 1.2)])
def test_the_mean_wait_is_erlangs(counters: int, rate: float) -> None:
    scenario = steady_scenario(counters, 6.0)
    day = steady_day(scenario, visitors=6_000, rate=rate, seed=2)
    lived = waits(live(scenario, day, all_day=True))
    erlang = Erlang(rate=rate, mean_s=6.0, servers=counters)
    size = len(lived) // BATCHES
    batches = [lived[begin : begin + size] for begin in range(0, len(lived), size)]
    for found, known in (
        ([fmean(batch) for batch in batches], erlang.mean_wait_s),
        ([fmean(wait > 0 for wait in batch) for batch in batches], erlang.waits),
    ):
        half_width = T_99 * stdev(found) / sqrt(len(found))
        assert abs(fmean(found) - known) <= half_width


@pytest.mark.parametrize(("share", "predicted"), [(0.1, (1.068, 1.105)), (0.3, (1.235, 1.399))])
def test_priority_costs_the_others_what_kleinrock_says(
    share: float, predicted: tuple[float, float]
) -> None:
    """A minute of the books lasts three seconds here, so that a credit of one is one of twenty."""
    load = 0.95
    scenario = steady_scenario(4, 18.0, credit_min=1)
    day = steady_day(scenario, visitors=2000, rate=load * 4 / 18, priority=share)

    def means(policy: Policy | None) -> tuple[float, float, float]:
        lived = live(scenario, day, policy, in_order=service_times(day), all_day=True)
        by_class = [
            [waited(v) for v in lived.visits.values() if v.visitor.priority is first]
            for first in (True, False)
        ]
        return fmean(by_class[0]), fmean(by_class[1]), fmean(waits(lived))

    _, _, all_of = means(by_age)
    found = {factor: means(accumulating(factor)) for factor in (3.0,)}
    found[inf] = means(strictly)
    for (factor, (high, low, mean)), expected in zip(found.items(), predicted, strict=True):
        assert low_wait(1, load * share, factor) == pytest.approx(expected, abs=0.001)
        assert low / all_of == pytest.approx(expected, rel=0.04)
        assert high / all_of == pytest.approx(high_wait(1, expected, share), abs=0.12)
        # No rule makes work: what some gain, the others lose, to the last second.
        assert mean == pytest.approx(all_of, abs=1e-4)
    high, low, mean = means(None)
    assert mean == pytest.approx(all_of, abs=1e-4)
    assert found[inf][0] < high < all_of < low < found[inf][1]


@pytest.mark.parametrize("which", ORACLES)
def test_the_table_of_the_books_has_a_row_for_all_it_knows(which: str) -> None:
    rows = oracle_rows(which, 1, visitors=500)
    assert len(rows) == len({row.what for row in rows}) >= 6
    for row in rows:
        assert row.found >= 0
        if row.source in {"Ciw", "no rule makes work"}:
            assert row.found == pytest.approx(row.known, abs=1e-6)


def test_the_visitors_of_the_table_fit_into_a_day() -> None:
    day = steady_day(steady_scenario(4, 18.0), visitors=VISITORS, rate=0.5 / 3)
    assert len(day.visitors) == VISITORS
    with pytest.raises(ValueError, match="a day has no more"):
        steady_day(steady_scenario(4, 18.0), visitors=2 * VISITORS, rate=0.5 / 3)
