"""A copy becomes the centre: numbers that the old one may have given are stepped over."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

from kiosk.domain.numbering import place_of

NUMBERS_JUMPED = 100
"""How far every queue jumps: more tickets than a centre gives before its copy has them."""

MOST_JUMPED = 3000
MOST_PLACES = 100_000
"""No queue gives as many in a day: what names a later place is a mistake."""
SPAN = timedelta(minutes=10)


@dataclass(frozen=True, slots=True, kw_only=True)
class Skipped:
    """The ``first`` to ``last`` places of a queue's letter that day, which nobody here gives.

    The centre before may have: a kiosk that printed one of them may still record it.
    """

    letter: str
    first: int
    last: int

    def has(self, number: str) -> bool:
        """Whether ``number`` is one of them."""
        place = place_of(self.letter, number)
        return place is not None and self.first <= place <= self.last


@dataclass(frozen=True, slots=True, kw_only=True)
class CentreTookOver:
    """From here on the journal is written by another than before, the ``term``-th."""

    term: int
    skipped: tuple[Skipped, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class NumbersSkipped:
    """Numbers that this centre gave before it was put back to an older journal: a hub knew them."""

    skipped: tuple[Skipped, ...]


def was_skipped(skipped: Iterable[Skipped], letter: str, number: str) -> bool:
    """Whether a kiosk may hold ``number`` from the centre before."""
    return any(one.letter == letter and one.has(number) for one in skipped)


def jump_after(silence: timedelta) -> int:
    """How far queues jump when the centre before was last heard of so long ago.

    100 for every ten minutes that begin: four kiosks with a ticket every half minute each, all in
    one queue, give 80. No day has more than 3,000 in one.
    """
    spans = max(0, silence // SPAN) + 1
    return min(NUMBERS_JUMPED * spans, MOST_JUMPED)
