"""A wait that is not certain: its median, and how far it may be from it."""

from dataclasses import dataclass
from math import sqrt

STEP_S = 300
"""Waits are told in steps of five minutes."""

WaitRange = tuple[int, int]
"""From and to, in seconds, multiples of ``STEP_S``."""
NO_WAIT: WaitRange = (0, STEP_S)
"""Of a ticket that is called as soon as it is given."""

_Z80, _Z90 = 0.8416, 1.2816


@dataclass(frozen=True, slots=True, kw_only=True)
class Forecast:
    """How long a wait will be, in seconds: what one in ten, half, 80 % and 90 % do not exceed."""

    low_s: float
    median_s: float
    p80_s: float
    high_s: float

    @property
    def told(self) -> WaitRange:
        """What people are told: median to 80 %, outwards in whole steps, one at least."""
        low = int(self.median_s // STEP_S) * STEP_S
        return (low, max(-int(-self.p80_s // STEP_S) * STEP_S, low + STEP_S))


AT_ONCE = Forecast(low_s=0.0, median_s=0.0, p80_s=0.0, high_s=0.0)


def told(forecast: Forecast | None) -> WaitRange | None:
    """What people are told of a forecast; ``None``: not known yet."""
    return None if forecast is None else forecast.told


def forecast_of(
    mean_s: float, deviation_s: float, *, low: float = 1.0, high: float = 1.0
) -> Forecast:
    """A wait of this mean and standard deviation; ``low`` and ``high`` widen its two sides.

    Waits are sums of many services: a gamma distribution, its quantiles after Wilson and Hilferty
    (1931).
    """
    if mean_s <= 0:
        return AT_ONCE
    ninth = (deviation_s / mean_s) ** 2 / 9

    def quantile_s(z: float) -> float:
        return float(mean_s * max(0.0, 1 - ninth + z * sqrt(ninth)) ** 3)

    return Forecast(
        low_s=quantile_s(-_Z90 * low),
        median_s=quantile_s(0.0),
        p80_s=quantile_s(_Z80 * high),
        high_s=quantile_s(_Z90 * high),
    )
