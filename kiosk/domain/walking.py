"""From stretch to stretch of the day, until the work before a turn is done."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from kiosk.domain.capacity import Stretch
from kiosk.domain.sharing import Division, divide

LEAST_LEFT = 0.2
"""What is left of the counters at least, however many overtake."""


@dataclass(slots=True, kw_only=True)
class Work:
    """What is to be done before a turn: ``seconds`` of counters' time by kind, for ``calls``.

    ``credit`` and ``senior`` are how many counters those will keep busy who come later and go
    before it: with priority, until ``credit_until_s`` (seconds since 1970), and with a place
    earned before.
    """

    seconds: list[float]
    calls: int
    credit: list[float]
    senior: list[float]
    credit_until_s: float


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
        for ends_s in _phases(now_s, stretch.ends_s, work.credit_until_s):
            overtaking = _overtaking(work, division, left, kind, together, now_s)
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


def _phases(begins_s: float, ends_s: float, credit_until_s: float) -> tuple[float, ...]:
    """A stretch is cut where those with credit can no longer overtake."""
    return (credit_until_s, ends_s) if begins_s < credit_until_s < ends_s else (ends_s,)


def _overtaking(
    work: Work,
    division: Division,
    left: list[float],
    kind: int,
    together: float,
    now_s: float,
) -> float:
    """The part of the counters' time that goes to those who come later and go before."""
    if together <= 0:
        return 0.0
    with_credit = now_s < work.credit_until_s
    coming = sum(
        work.senior[other] + (work.credit[other] if with_credit else 0.0)
        for other in division.near(left, kind)
    )
    return min(coming / together, 1 - LEAST_LEFT)
