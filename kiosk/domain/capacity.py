"""How many counters will work on what, from now until the evening."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from math import inf

from kiosk.domain.roster import Desk
from kiosk.domain.sharing import Group, kinds_of

HORIZON_S = 12 * 3600.0
CHANGE = 0.02
"""A counter that is by less more or less likely to be there is no change."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """A time, seconds since 1970, in which the same counters work: groups of those alike."""

    begins_s: float
    ends_s: float
    groups: tuple[Group, ...]


class Course:
    """Who will work on what from ``at`` on: stretch by stretch, looked at only as far as needed.

    ``kinds`` are the services that the same counters offer, by the index that groups name.
    """

    def __init__(self, desks: Sequence[Desk], at: datetime) -> None:
        self._desks = desks
        self.kinds = kinds_of([desk.services for desk in desks])
        self._kinds_of = [
            tuple(dict.fromkeys(self.kinds[service] for service in desk.services)) for desk in desks
        ]
        self._spans = _spans(desks, at.timestamp())
        self._seen: list[Stretch] = []

    def __iter__(self) -> Iterator[Stretch]:
        """In order and without a gap; the last has no end."""
        for index, (begins_s, ends_s) in enumerate(self._spans):
            if index == len(self._seen):
                groups = self._groups(begins_s)
                self._seen.append(Stretch(begins_s=begins_s, ends_s=ends_s, groups=groups))
            yield self._seen[index]

    def _groups(self, when_s: float) -> tuple[Group, ...]:
        counters: dict[tuple[int, ...], float] = defaultdict(float)
        for desk, kinds in zip(self._desks, self._kinds_of, strict=True):
            counters[kinds] += desk.part_at(when_s)
        return tuple(
            Group(counters=number, kinds=kinds) for kinds, number in counters.items() if number > 0
        )


def _spans(desks: Sequence[Desk], at_s: float) -> list[tuple[float, float]]:
    """From one change to the next; the last has no end."""
    edges = {at_s}
    for desk in desks:
        edges |= {edge for span in desk.there for edge in span}
        before = 0.0
        for begins_s, share in desk.likely:
            if abs(share - before) > CHANGE:
                edges.add(begins_s)
                before = share
    begins = sorted(edge for edge in edges if at_s <= edge < at_s + HORIZON_S)
    return list(zip(begins, [*begins[1:], inf], strict=True))
