"""The wait by hour as a chart: bars in per cent of its height, whatever size a page gives it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from kiosk.web.manager_sight import HourSight, LiveSight
from kiosk.web.manager_words import ManagerWords

HEAD_PCT = 3.0
"""Room above the longest bar."""
LEAST_PCT = 1.0
"""Of a bar that stands for nothing: it is there to be seen."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """One hour of the chart: minutes, and its bars in per cent of the chart's height from above."""

    hour: int
    today: int | None
    today_y: float
    today_height: float
    usual: int | None
    usual_y: float
    usual_height: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """The wait by hour; no ``bars`` while nobody was called."""

    note: str
    target_y: float
    bars: Sequence[Bar]


def chart_of(sight: LiveSight, words: ManagerWords) -> Chart:
    """The chart of one moment."""
    known = [
        minutes
        for hour in sight.hours
        for minutes in (hour.today_min, hour.usual_min)
        if minutes is not None
    ]
    top = max([*known, sight.target_min])

    def y(minutes: int) -> float:
        return round(100 - minutes / top * (100 - HEAD_PCT), 1)

    key = "manager-chart-note-usual" if sight.usual.p90_min else "manager-chart-note"
    weekday = words.texts.weekday(words.language, sight.at.date())
    return Chart(
        note=words.say(key, target=sight.target_min, day=weekday),
        target_y=y(sight.target_min),
        bars=tuple(_bar(hour, y) for hour in sight.hours) if known else (),
    )


def _bar(hour: HourSight, y: Callable[[int], float]) -> Bar:
    today_y, usual_y = (
        min(y(minutes or 0), 100 - LEAST_PCT) for minutes in (hour.today_min, hour.usual_min)
    )
    return Bar(
        hour=hour.hour,
        today=hour.today_min,
        today_y=today_y,
        today_height=round(100 - today_y, 1),
        usual=hour.usual_min,
        usual_y=usual_y,
        usual_height=round(100 - usual_y, 1),
    )
