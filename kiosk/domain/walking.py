"""From stretch to stretch of the day, until the work before a turn is done."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from kiosk.domain.capacity import Stretch
from kiosk.domain.sharing import divide

LEAST_LEFT = 0.2
"""What is left of the counters at least, however many overtake."""


@dataclass(slots=True, kw_only=True)
class Work:
    """What is to be done before a turn: ``seconds`` of counters' time by kind, for ``calls``.

    ``coming`` is how many counters those will keep busy who come later; ``phases`` say until when
    (seconds since 1970), in order, which part of them goes before it nevertheless.
    """

    seconds: list[float]
    calls: float
    coming: list[float]
    phases: tuple[tuple[float, float], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Wait:
    """How long the work takes; ``worked_s`` of that are with counters there, ``counters`` of them.

    ``overtaking`` is the part of their time that goes to those who overtake.
    """

    seconds: float
    worked_s: float
    counters: float
    overtaking: float


def walk(course: Iterable[Stretch], work: Work, kind: int, at: datetime) -> Wait | None:
    """How long until the work of ``kind`` is done; ``None``: it is not foreseen who does it."""
    at_s = now_s = at.timestamp()
    worked_s = 0.0
    left = list(work.seconds)
    for stretch in course:
        if stretch.ends_s <= now_s:
            continue
        if left[kind] <= 0 and any(kind in group.kinds for group in stretch.groups):
            return Wait(seconds=now_s - at_s, worked_s=worked_s, counters=1.0, overtaking=0.0)
        division = divide(stretch.groups, left)
        together = division.together(left, kind)
        coming = sum(work.coming[other] for other in division.near(left, kind))
        for ends_s, part in _phases(now_s, stretch.ends_s, work.phases):
            overtaking = min(part * coming / together, 1 - LEAST_LEFT) if together > 0 else 0.0
            speed = division.counters[kind] * (1 - overtaking)
            if speed > 0 and now_s + left[kind] / speed <= ends_s:
                takes_s = left[kind] / speed
                return Wait(
                    seconds=now_s + takes_s - at_s,
                    worked_s=worked_s + takes_s,
                    counters=together,
                    overtaking=overtaking,
                )
            for other, counters in enumerate(division.counters):
                done = counters * (1 - overtaking) * (ends_s - now_s)
                left[other] = max(0.0, left[other] - done)
            worked_s += ends_s - now_s if speed > 0 else 0.0
            now_s = ends_s
    return None


def _phases(
    begins_s: float, ends_s: float, phases: Iterable[tuple[float, float]]
) -> Iterator[tuple[float, float]]:
    """A stretch is cut where others overtake than before: until when, and which part."""
    for until_s, part in phases:
        if until_s >= ends_s:
            yield ends_s, part
            return
        if until_s > begins_s:
            yield until_s, part
