import math
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.domain.forecast import AT_ONCE, Forecast, forecast_of


def test_people_are_told_whole_steps_that_hold_the_median_and_the_fourth_of_five() -> None:
    forecast = Forecast(low_s=400, median_s=899, p80_s=1201, high_s=2000)
    assert forecast.told == (600, 1500)
    assert Forecast(low_s=0, median_s=600, p80_s=610, high_s=700).told == (600, 900)
    assert AT_ONCE.told == (0, 300)


@given(st.floats(1, 1e5), st.floats(0, 3), st.floats(0.25, 4), st.floats(0.25, 4))
def test_the_quantiles_of_any_wait_stand_in_order(
    mean: float, cv: float, low: float, high: float
) -> None:
    forecast = forecast_of(mean, cv * mean, low=low, high=high)
    assert 0 <= forecast.low_s <= forecast.median_s <= forecast.p80_s <= forecast.high_s
    assert all(map(math.isfinite, (forecast.low_s, forecast.high_s)))


def test_no_wait_is_no_wait_however_unsure() -> None:
    assert forecast_of(0, 100) == AT_ONCE


@pytest.mark.parametrize("shape", [1, 3, 20])
def test_the_quantiles_are_those_of_a_gamma_distribution(shape: int) -> None:
    chance = Random(shape)
    drawn = sorted(chance.gammavariate(shape, 100) for _ in range(20_000))
    forecast = forecast_of(shape * 100, math.sqrt(shape) * 100)
    for share, told_s in (
        (0.1, forecast.low_s),
        (0.5, forecast.median_s),
        (0.8, forecast.p80_s),
        (0.9, forecast.high_s),
    ):
        assert told_s == pytest.approx(drawn[int(share * len(drawn))], rel=0.05, abs=5)
