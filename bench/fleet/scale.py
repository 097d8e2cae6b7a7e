"""How large a fleet is, and what it is put through."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Scale:
    """``visitors`` a day in each of ``centres``, over so many ``days``; times in seconds.

    Of the days the first comes up by itself, the second is lived at ``lines_per_s`` (of all
    together) and at three times that, the third comes up while hub and PostgreSQL are killed, and
    any more show what an event costs as the ledger grows.
    """

    name: str
    centres: int
    visitors: int
    days: int
    kinds: int
    processes: int
    lived_s: float
    lines_per_s: float
    kills: int
    pause_s: float
    folded: int
    bare: bool = True
    """Whether the ledger is also measured by itself, without projections."""


WHOLE = Scale(
    name="whole",
    centres=314,
    visitors=3000,
    days=3,
    kinds=3,
    processes=2,
    lived_s=60.0,
    # 314 centres, 3,000 visitors, 8 lines each in 8 hours.
    lines_per_s=262.0,
    kills=4,
    pause_s=12.0,
    folded=12,
)
"""`make fleet`."""
LONG = Scale(
    name="long",
    centres=314,
    visitors=3000,
    days=5,
    kinds=3,
    processes=2,
    lived_s=300.0,
    lines_per_s=262.0,
    kills=8,
    pause_s=15.0,
    folded=12,
)
"""`make fleet LONG=1`: as many rows as a laptop's disk bears."""
SHORT = Scale(
    name="short",
    centres=4,
    visitors=40,
    days=3,
    kinds=1,
    processes=1,
    lived_s=0.6,
    lines_per_s=40.0,
    kills=1,
    pause_s=0.1,
    folded=4,
    bare=False,
)
"""For every change."""
