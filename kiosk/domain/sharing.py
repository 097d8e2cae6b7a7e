"""How counters divide themselves between the services they share, taking the oldest turn first."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kiosk.domain.ids import ServiceId

ROUNDS = 30
"""Of the division at most; each brings it about a tenth nearer."""
EVEN = 0.03
"""A division is even when what a counter works on takes equally long within this."""
NEAR = 0.15
"""What takes as long as mine within this is done by counters that help each other."""
TRACE = 0.01


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """So many ``counters`` (also a part of one) that offer the same kinds of work, by index."""

    counters: float
    kinds: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Division:
    """``counters`` that work on each kind, while there is work of all of them."""

    counters: tuple[float, ...]

    def takes_s(self, work_s: Sequence[float], kind: int) -> float:
        """How long the work of a kind takes; infinite where nobody does it."""
        if work_s[kind] <= 0:
            return 0.0
        return work_s[kind] / self.counters[kind] if self.counters[kind] > 0 else float("inf")

    def near(self, work_s: Sequence[float], kind: int) -> list[int]:
        """The kinds that are through at about the same time: their counters help each other."""
        mine = self.takes_s(work_s, kind)
        return [
            other
            for other in range(len(self.counters))
            if other == kind or abs(self.takes_s(work_s, other) - mine) <= NEAR * mine
        ]

    def together(self, work_s: Sequence[float], kind: int) -> float:
        """The counters of all kinds near ``kind``."""
        return sum(self.counters[other] for other in self.near(work_s, kind))


def divide(groups: Sequence[Group], work_s: Sequence[float]) -> Division:
    """Who works on what, if every counter always takes the oldest turn it can serve.

    What waits longest gets all who can help, so that in the end everything a counter works on
    takes equally long: the balance of a market in which each counter spends itself where it is
    worth most. Found by proportional response (Wu and Zhang 2007).
    """
    active = [
        (group.counters, [kind for kind in group.kinds if work_s[kind] > 0]) for group in groups
    ]
    fixed = [0.0] * len(work_s)
    shared = []
    for counters, kinds in active:
        if len(kinds) == 1:
            fixed[kinds[0]] += counters
        elif kinds and counters > 0:
            total = sum(work_s[kind] for kind in kinds)
            shared.append((counters, {kind: counters * work_s[kind] / total for kind in kinds}))
    sums = _sums(fixed, shared)
    for _ in range(ROUNDS if shared else 0):
        uneven = False
        for counters, parts in shared:
            takes = {kind: work_s[kind] / sums[kind] for kind in parts}
            worth = sum(part * takes[kind] for kind, part in parts.items())
            used = [takes[kind] for kind, part in parts.items() if part > TRACE * counters]
            uneven = uneven or max(takes.values()) > min(used) * (1 + EVEN)
            for kind, part in parts.items():
                parts[kind] = counters * part * takes[kind] / worth
        if not uneven:
            break
        sums = _sums(fixed, shared)
    return Division(counters=tuple(sums))


def _sums(fixed: Sequence[float], shared: Sequence[tuple[float, dict[int, float]]]) -> list[float]:
    sums = list(fixed)
    for _, parts in shared:
        for kind, part in parts.items():
            sums[kind] += part
    return sums


def kinds_of(offers: Sequence[Sequence[ServiceId]]) -> Mapping[ServiceId, int]:
    """Services that the same counters offer are one kind of work; each by the kind's index."""
    offered: dict[ServiceId, list[int]] = {}
    for counter, services in enumerate(offers):
        for service in services:
            offered.setdefault(service, []).append(counter)
    index: dict[tuple[int, ...], int] = {}
    return {
        service: index.setdefault(tuple(counters), len(index))
        for service, counters in offered.items()
    }
