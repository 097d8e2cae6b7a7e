"""Foresight on a few days of many services, beside the formula; `make bench-day` lives more."""

from collections.abc import Sequence

from bench.day.ours import ClosedForm, Looking
from bench.day.scenario import SCENARIOS, Scenario
from bench.day.score import scores
from bench.day.season import live_season
from bench.day.telling import Estimator
from kiosk.domain.catalogue import Catalogue

MIXED = SCENARIOS["300 visitors, seven services"]
WARM_UP, DAYS, EVERY = 1, 3, 20


def asked(scenario: Scenario, catalogue: Catalogue) -> Sequence[Estimator]:
    return (ClosedForm(catalogue), Looking(catalogue, every=EVERY, not_before=WARM_UP))


def test_where_skills_and_credits_mix_foresight_is_no_worse_than_the_formula_and_honest() -> None:
    season = live_season(MIXED, days=DAYS, warm_up=WARM_UP, ask=asked)
    by = {score.name: score for score in scores(season.visits, beside=Looking.name)}
    foresight = by[Looking.name]
    assert foresight.told > 30
    assert foresight.mae_s <= 1.1 * by[ClosedForm.name].mae_s
    assert abs(foresight.bias) <= 0.15
    assert foresight.covered is not None
    assert 0.7 <= foresight.covered <= 0.92
