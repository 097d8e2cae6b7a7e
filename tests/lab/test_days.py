"""Whole days of every kind: nobody is lost, idle or overtaken beyond the bound."""

from dataclasses import replace

import pytest

from bench.day.drawn import draw_day
from bench.day.policies import by_age, strictly
from bench.day.scenario import MIXED_DESKS, MIXED_KINDS, SCENARIOS, Scenario
from bench.day.season import live_season, nobody
from tests.lab.lived import live, waits

LARGE = "3,000 visitors, twenty counters"
SMALLER = {
    name: replace(scenario, visitors=450, desks=scenario.desks[::6]) if name == LARGE else scenario
    for name, scenario in SCENARIOS.items()
}
"""The largest with a seventh of its visitors, at every sixth counter."""

MIXED = Scenario(
    name="mixed",
    visitors=300,
    kinds=MIXED_KINDS,
    desks=MIXED_DESKS,
    priority=0.3,
    appointments=0.3,
    no_shows=0.1,
    transfers=0.1,
    bursts=2,
    burst=15,
)


@pytest.mark.parametrize("name", SMALLER)
def test_everybody_is_called_and_no_counter_idles_while_they_wait(name: str) -> None:
    season = live_season(SMALLER[name], days=2, warm_up=0, ask=nobody)
    assert season.visits
    assert season.never_called == 0
    assert season.beyond == 0
    assert season.idle_s == 0


def test_nobody_is_overtaken_by_who_came_more_than_the_credit_later() -> None:
    season = live_season(replace(MIXED, appointments=0), days=5, warm_up=0, ask=nobody)
    assert 0 < season.latest_s <= season.scenario.credit_min * 60


def test_an_appointment_overtakes_only_who_came_after_its_slot_less_its_credit() -> None:
    rules_s = 20 * 60 + 15 * 60
    season = live_season(replace(MIXED, priority=0), days=5, warm_up=0, ask=nobody)
    booked = [v for v in season.visits if v.visitor.slot_s is not None]
    assert len(booked) > len(season.visits) / 5
    assert 0 < season.latest_s <= rules_s
    assert season.beyond == 0


def test_strict_priority_breaks_the_bound_and_age_alone_breaks_none() -> None:
    day = draw_day(replace(MIXED, returning=0.0, appointments=0), 0, seed=1)
    bounded, strict, fcfs = (live(MIXED, day, policy).watch for policy in (None, strictly, by_age))
    assert bounded.latest_s <= 1800 < strict.latest_s
    assert strict.beyond > 0
    assert sum(fcfs.overtaken.values()) == 0
    assert max(bounded.overtaken.values()) < max(strict.overtaken.values())


def test_who_comes_while_tickets_are_given_is_given_one_and_most_with_appointments_come() -> None:
    day = live(MIXED, draw_day(MIXED, 0, seed=3))
    assert day.turned_away == 0
    drawn = draw_day(MIXED, 0, seed=3).visitors
    stayed_away = sum(visitor.stays_away for visitor in drawn)
    assert 0 < stayed_away < len(drawn) / 10
    assert len(day.visits) == pytest.approx(len(drawn) - stayed_away, abs=3)


def test_the_same_seed_is_the_same_day_and_another_is_not() -> None:
    first, again, other = (live(MIXED, draw_day(MIXED, 0, seed)) for seed in (1, 1, 2))
    assert waits(first) == waits(again)
    assert waits(first) != waits(other)


def test_a_rule_that_calls_what_ours_would_call_makes_the_same_day() -> None:
    """Telling the rules whom to call is no other way of serving."""
    plain = replace(MIXED, priority=0, appointments=0, transfers=0, returning=0.0)
    day = draw_day(plain, 0, seed=5)
    assert waits(live(plain, day, by_age)) == waits(live(plain, day))
