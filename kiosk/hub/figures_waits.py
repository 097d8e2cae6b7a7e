"""Waits counted by how long they were: such counts add up over services, days and centres.

Percentiles do not, so none is ever stored: they are read from the sum.
"""

from bisect import bisect_right
from collections.abc import Sequence
from itertools import accumulate

MINUTE_S, HOUR_S = 60, 3600

EDGES_S: tuple[int, ...] = (
    *range(0, 30 * MINUTE_S, 30),
    *range(30 * MINUTE_S, 2 * HOUR_S, MINUTE_S),
    *range(2 * HOUR_S, 8 * HOUR_S + 1, 5 * MINUTE_S),
)
"""Where each count begins, in seconds: half minutes, later minutes and five; the last is open.
Once released this is never changed: what is stored would mean something else."""


def place_of(wait_s: float) -> int:
    """Which count a wait belongs to; one below 0, as of a clock put back, to the first."""
    return max(0, bisect_right(EDGES_S, wait_s) - 1)


def added(waits: list[int], place: int, by: int) -> None:
    """Count one more, or less; the list grows as far as it must."""
    if place >= len(waits):
        waits.extend([0] * (place + 1 - len(waits)))
    waits[place] += by


def summed(some: Sequence[Sequence[int]]) -> list[int]:
    """All counts together."""
    total = [0] * max(map(len, some), default=0)
    for waits in some:
        for place, count in enumerate(waits):
            total[place] += count
    return total


def percentile_s(waits: Sequence[int], share: float) -> float | None:
    """How long ``share`` (0 to 1) of all waited at most, in seconds, even within a count.

    ``None``: nobody was called. It is off by no more than the count is wide.
    """
    total = sum(waits)
    if total <= 0:
        return None
    wanted = share * total
    for place, upto in enumerate(accumulate(waits)):
        if upto >= wanted and waits[place] > 0:
            begins = EDGES_S[place]
            ends = EDGES_S[place + 1] if place + 1 < len(EDGES_S) else begins
            return begins + (ends - begins) * (1 - (upto - wanted) / waits[place])
    return float(EDGES_S[len(waits) - 1])


def within(waits: Sequence[int], target_s: int) -> float | None:
    """Which share of all waited no longer than ``target_s`` (whole minutes); ``None``: of nobody.

    Up to two hours a count ends with every minute; beyond, the share may be a little too small.
    """
    total = sum(waits)
    if total <= 0:
        return None
    return sum(waits[: bisect_right(EDGES_S, target_s) - 1]) / total
