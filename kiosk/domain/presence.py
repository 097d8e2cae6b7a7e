"""How likely a counter without a roster is to be staffed, as its own past days let expect."""

from datetime import datetime
from math import inf

from kiosk.domain.catalogue import Catalogue
from kiosk.domain.counter import STAFFED, CounterNow
from kiosk.domain.hours import closes_s, is_ordinary, midnight_s
from kiosk.domain.pace import SLOT_S, Habits

Likely = tuple[tuple[float, float], ...]
"""From when on (seconds since 1970) how likely: 0 to 1, in order; the last has no end."""

DOUBT_DAYS = 0.25
"""How many days of which nothing is known stand beside those that were seen."""
LAST_S = 1800.0
"""Whoever is there so long before closing stays until everybody is served.

Towards closing agents go home when nobody waits any more, which is no habit to go by.
"""
ABSENT = 0.5
"""Who was likelier than this to have come by now and did not is absent today."""


class Presence:
    """What past days say of ``at`` and the rest of its day."""

    def __init__(self, catalogue: Catalogue, habits: Habits, at: datetime) -> None:
        self._habits = habits
        self._at_s = at.timestamp()
        self._midnight_s = midnight_s(at)
        self._days = habits.days_pct / 100
        self._usual_day = is_ordinary(catalogue, at.date()) and not catalogue.rules.open_all_day
        early_s = max(catalogue.hours.cut_off_min * 60.0, LAST_S)
        closing_s = min(closes_s(catalogue, at), self._midnight_s + 86400)
        self._last = self._slot(closing_s - early_s - 1)
        self._now = min(self._slot(self._at_s), self._last)

    def of(self, now: CounterNow, *, back_s: float = inf) -> Likely:
        """A counter as it stands; ``back_s`` is when a pause usually ends. Empty: not known.

        From slot to slot no more agents come or leave than must, for the share of days on which
        the counter was staffed to become what it usually becomes. Who usually has come or left
        within this slot, and has not, will have by the next.
        """
        usual = self._habits.staffing.get(now.id)
        if usual is None or not self._usual_day:
            return ()
        there = 1.0 if now.state in STAFFED else 0.0
        latest = (self._share(usual, self._now - 1), self._share(usual, self._now))
        before = max(latest) if there else min(latest)
        came = now.since is not None
        if not came and self._most(usual) > ABSENT:
            return ((self._at_s, 0.0),)
        likely = [(self._at_s, there)]
        for slot in range(self._now + 1, self._last + 1):
            share, begins_s = self._share(usual, slot), self._midnight_s + slot * SLOT_S
            if share < before:
                there *= share / before
            else:
                there += (1 - there) * (share - before) / (1 - before)
            before = share
            likely.append((begins_s, max(there, share) if begins_s >= back_s else there))
        return tuple(likely)

    def _most(self, usual: tuple[int, ...]) -> float:
        """How likely, at most, the counter was to have been staffed before now."""
        earlier = range(self._habits.first_slot, self._now)
        return max((self._share(usual, slot) for slot in earlier), default=0.0)

    def _share(self, usual: tuple[int, ...], slot: int) -> float:
        """On which part of the days the counter is staffed in a slot, with a little doubt."""
        index = slot - self._habits.first_slot
        share = usual[index] / 100 if 0 <= index < len(usual) else 0.0
        return (self._days * share + DOUBT_DAYS / 2) / (self._days + DOUBT_DAYS)

    def _slot(self, when_s: float) -> int:
        return int((when_s - self._midnight_s) // SLOT_S)
