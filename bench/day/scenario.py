"""What kind of day is lived: how many come, for what, and who serves them when."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

HOUR_S = 3600.0
OPENS_S, CLOSES_S = 8 * HOUR_S, 17 * HOUR_S
SLOT_MIN = 30
NO_SHOW_S = 135.0
"""Three calls, 45 s apart, until the counter is free again."""
WALK_S = (5.0, 25.0)
"""From the call to the counter, evenly between the two."""

MORNING_HEAVY = (1.35, 1.6, 1.5, 1.2, 0.85, 0.7, 0.85, 0.65, 0.3)
"""How busy each hour is from opening on, beside the day's mean."""


class Absence(StrEnum):
    """How the counters that go to lunch make it known."""

    PLANNED = "planned"
    """The roster says it, and the counter closes."""
    UNANNOUNCED = "unannounced"
    """Nobody said it: no roster, the counter is simply paused or closed, every day about so."""
    ANY_TIME = "any time"
    """Nobody said it, and every day it is another time, as long as the lunch would be."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """A service: ``mean_s`` at the counter, ``share`` of the visitors who come for it.

    ``true_mean_s`` where the centre's plan (``mean_s``) is wrong.
    """

    id: str
    mean_s: float
    share: float
    true_mean_s: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """A counter by its services' ids; ``lunch_s`` is when its agent is away, seconds of the day."""

    services: tuple[str, ...]
    lunch_s: tuple[float, float] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Scenario:
    """A kind of day. Shares are of all visitors, 0 to 1; times in seconds.

    ``day_spread`` is by how much the number of visitors varies from day to day, ``pace_spread``
    the agents' pace (both as a standard deviation of a factor); ``burst`` is how many come at
    once with each of ``bursts`` buses a day; ``returning`` is the share of no-shows who come back,
    which Ciw cannot say.
    """

    name: str
    visitors: int
    kinds: tuple[Kind, ...]
    desks: tuple[Desk, ...]
    absence: Absence = Absence.PLANNED
    priority: float = 0.0
    appointments: float = 0.0
    no_shows: float = 0.05
    returning: float = 0.3
    transfers: float = 0.0
    service_cv: float = 0.9
    day_spread: float = 0.15
    pace_spread: float = 0.12
    shape: tuple[float, ...] = MORNING_HEAVY
    bursts: int = 0
    burst: int = 0
    credit_min: int = 30

    @property
    def roster_changes(self) -> bool:
        """Whether a counter leaves or comes while the centre is open."""
        return any(desk.lunch_s is not None for desk in self.desks)


LUNCH = (12 * HOUR_S, 14 * HOUR_S)
EARLY_LUNCH = (11.5 * HOUR_S, 12.5 * HOUR_S)
LATE_LUNCH = (12.5 * HOUR_S, 13.5 * HOUR_S)


def _alike(count: int, away: int, *services: str) -> tuple[Desk, ...]:
    """``count`` counters with the same services, of which ``away`` go to lunch."""
    return tuple(
        Desk(services=services, lunch_s=LUNCH if number < away else None) for number in range(count)
    )


def _one(mean_min: float) -> tuple[Kind, ...]:
    return (Kind(id="id", mean_s=mean_min * 60, share=1.0),)


MIXED_KINDS = (
    Kind(id="id-new", mean_s=480, share=0.26),
    Kind(id="id-lost", mean_s=360, share=0.14),
    Kind(id="passport", mean_s=540, share=0.12),
    Kind(id="birth", mean_s=300, share=0.16),
    Kind(id="tax", mean_s=240, share=0.14),
    Kind(id="health", mean_s=300, share=0.10),
    Kind(id="business", mean_s=600, share=0.08),
)
_IDS, _PAPERS, _MONEY = ("id-new", "id-lost"), ("passport", "birth"), ("tax", "health", "business")
MIXED_DESKS = (
    Desk(services=_IDS, lunch_s=EARLY_LUNCH),
    Desk(services=(*_IDS, "birth"), lunch_s=LATE_LUNCH),
    Desk(services=_PAPERS, lunch_s=EARLY_LUNCH),
    Desk(services=(*_PAPERS, "health"), lunch_s=LATE_LUNCH),
    Desk(services=_MONEY, lunch_s=LATE_LUNCH),
    Desk(services=(*_IDS, *_PAPERS, *_MONEY)),
)


def _large_desks() -> tuple[Desk, ...]:
    """Twenty counters in three families, four of them for everything, lunch in two waves."""
    families = (*[_IDS] * 7, *[_PAPERS] * 5, *[_MONEY] * 4, *[(*_IDS, *_PAPERS, *_MONEY)] * 4)
    waves = (EARLY_LUNCH, LATE_LUNCH, None)
    return tuple(
        Desk(services=services, lunch_s=waves[number % 3])
        for number, services in enumerate(families)
    )


def _quicker(factor: float) -> tuple[Kind, ...]:
    return tuple(
        Kind(id=kind.id, mean_s=round(kind.mean_s * factor), share=kind.share)
        for kind in MIXED_KINDS
    )


_ALL = (
    Scenario(
        name="280 visitors, lunch on the roster",
        visitors=280,
        kinds=_one(6),
        returning=0.0,
        desks=_alike(4, 2, "id"),
        priority=0.1,
    ),
    Scenario(
        name="280 visitors, lunch unannounced",
        visitors=280,
        kinds=_one(6),
        returning=0.0,
        desks=_alike(4, 2, "id"),
        priority=0.1,
        absence=Absence.UNANNOUNCED,
    ),
    Scenario(
        name="280 visitors, breaks at any time",
        visitors=280,
        kinds=_one(6),
        returning=0.0,
        desks=_alike(4, 2, "id"),
        priority=0.1,
        absence=Absence.ANY_TIME,
    ),
    Scenario(
        name="120 visitors, two counters",
        visitors=120,
        kinds=_one(7),
        returning=0.0,
        desks=_alike(2, 1, "id"),
        priority=0.1,
    ),
    Scenario(
        name="320 visitors, nobody leaves",
        visitors=320,
        kinds=_one(6),
        returning=0.0,
        desks=_alike(4, 0, "id"),
        priority=0.1,
    ),
    Scenario(
        name="700 visitors, nine counters",
        visitors=700,
        kinds=_one(6),
        returning=0.0,
        desks=_alike(9, 3, "id"),
        priority=0.1,
    ),
    Scenario(
        name="300 visitors, seven services",
        visitors=300,
        kinds=MIXED_KINDS,
        desks=MIXED_DESKS,
        priority=0.2,
        transfers=0.06,
        bursts=2,
        burst=10,
    ),
    Scenario(
        name="300 visitors, 30 % priority",
        visitors=300,
        kinds=MIXED_KINDS,
        desks=MIXED_DESKS,
        priority=0.3,
        transfers=0.06,
        absence=Absence.UNANNOUNCED,
    ),
    Scenario(
        name="300 visitors, every third by appointment",
        visitors=300,
        kinds=MIXED_KINDS,
        desks=MIXED_DESKS,
        priority=0.1,
        appointments=0.35,
        transfers=0.06,
    ),
    Scenario(
        name="3,000 visitors, twenty counters",
        visitors=3000,
        kinds=_quicker(0.42),
        desks=_large_desks(),
        priority=0.15,
        transfers=0.04,
        bursts=3,
        burst=40,
    ),
)
SCENARIOS: Mapping[str, Scenario] = MappingProxyType({one.name: one for one in _ALL})
"""Every kind of day, by name."""
