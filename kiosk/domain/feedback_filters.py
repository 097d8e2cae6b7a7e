"""Which smileys look like play or pushing: they are flagged, never deleted.

The figures are those of the anti-tamper rules for public smileys: who presses at a counter, once
for each visit, never comes near them.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from itertools import groupby, pairwise

from kiosk.domain.ids import PHONE, DeviceId, FeedbackId

LOCK_OUT = timedelta(seconds=3)
"""A tablet says thanks for so long, and takes nothing meanwhile."""
BURSTS = ((3, timedelta(seconds=10)), (8, timedelta(minutes=1)))
"""More than so many presses within that time are a burst."""
RUN_PRESSES = 10
RUN_GAP = timedelta(seconds=5)
"""So many identical faces in a row, with a shorter median gap between them, are a run."""


class Flag(StrEnum):
    """What is odd about a smiley."""

    LOCK_OUT = "lock_out"
    """It came while its device was still saying thanks."""
    BURST = "burst"
    """Many came at once; the first of them is not flagged."""
    RUN = "run"
    """The same face again and again, quickly."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Press:
    """One smiley as it was given; ``at`` is aware."""

    feedback: FeedbackId
    device: DeviceId
    at: datetime
    smiley: int


def flag(presses: Iterable[Press]) -> Mapping[Press, frozenset[Flag]]:
    """Those that are odd, and in what; whatever order they come in."""
    found: defaultdict[Press, set[Flag]] = defaultdict(set)
    devices: defaultdict[DeviceId, list[Press]] = defaultdict(list)
    for press in presses:
        # Phones are many, and speak once for each slip: together they are no device.
        if press.device != PHONE:
            devices[press.device].append(press)
    for given in devices.values():
        given.sort(key=lambda press: (press.at, press.feedback))
        for odd, kind in _odd(given):
            found[odd].add(kind)
    return {press: frozenset(kinds) for press, kinds in found.items()}


def _odd(given: Sequence[Press]) -> Iterator[tuple[Press, Flag]]:
    for press in _within_lock_out(given):
        yield press, Flag.LOCK_OUT
    for more_than, within in BURSTS:
        for press in _in_bursts(given, more_than, within):
            yield press, Flag.BURST
    for press in _in_runs(given):
        yield press, Flag.RUN


def _within_lock_out(given: Sequence[Press]) -> Iterator[Press]:
    taken: Press | None = None
    for press in given:
        if taken is not None and press.at - taken.at < LOCK_OUT:
            yield press
        else:
            taken = press


def _in_bursts(given: Sequence[Press], more_than: int, within: timedelta) -> Iterator[Press]:
    """All but the first of every stretch shorter than ``within`` that holds too many."""
    first, told = 0, 0
    for last, press in enumerate(given):
        while press.at - given[first].at >= within:
            first += 1
        if last - first + 1 > more_than:
            told = max(told, first + 1)
            yield from given[told : last + 1]
            told = last + 1


def _in_runs(given: Sequence[Press]) -> Iterator[Press]:
    for _, run in groupby(given, key=lambda press: press.smiley):
        same = list(run)
        if len(same) < RUN_PRESSES:
            continue
        if _median_gap(same) < RUN_GAP:
            yield from same
            continue
        # Quick ones do not hide among slow ones, nor are these taken for quick.
        for place in range(len(same) - RUN_PRESSES + 1):
            stretch = same[place : place + RUN_PRESSES]
            if _median_gap(stretch) < RUN_GAP:
                for earlier, later in pairwise(stretch):
                    if later.at - earlier.at < RUN_GAP:
                        yield from (earlier, later)


def _median_gap(presses: Sequence[Press]) -> timedelta:
    gaps = sorted(later.at - earlier.at for earlier, later in pairwise(presses))
    middle = len(gaps) // 2
    if len(gaps) % 2:
        return gaps[middle]
    return (gaps[middle - 1] + gaps[middle]) / 2
