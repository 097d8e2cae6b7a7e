"""What became of appointments: who came in time, who late, and who not at all."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum, auto

from kiosk.domain.appointment import AppointmentState
from kiosk.domain.catalogue import Rules
from kiosk.domain.ids import ServiceId
from kiosk.domain.slots import Timeliness, timeliness_by


class Fate(StrEnum):
    """What became of an appointment."""

    IN_TIME = auto()
    LATE = auto()
    """Too late for all an appointment gives."""
    LOST = auto()
    """So late that it was an ordinary turn."""
    MISSED = auto()
    CANCELLED = auto()
    TO_COME = auto()


Fates = Mapping[ServiceId, Counter[Fate]]
"""How many of each service's appointments ended how."""

_CAME = (Fate.IN_TIME, Fate.LATE, Fate.LOST)


@dataclass(frozen=True, slots=True, kw_only=True)
class Booked:
    """An appointment as a report needs it; ``ended_at`` is when that state began, if it is over."""

    service: ServiceId
    state: AppointmentState
    slot: datetime
    ended_at: datetime | None


def fates(found: Iterable[Booked], rules: Rules) -> Fates:
    """Each service's appointments, by the centre's own figures for late and lost."""
    counted: dict[ServiceId, Counter[Fate]] = {}
    for one in found:
        counted.setdefault(one.service, Counter())[_fate(one, rules)] += 1
    return counted


def missed_share(counts: Counter[Fate]) -> float | None:
    """Of those that were not cancelled and are over, the part nobody came for; 0 to 1."""
    over = counts[Fate.MISSED] + sum(counts[fate] for fate in _CAME)
    return counts[Fate.MISSED] / over if over else None


def _fate(one: Booked, rules: Rules) -> Fate:
    if one.state is AppointmentState.MISSED:
        return Fate.MISSED
    if one.state is AppointmentState.CANCELLED:
        return Fate.CANCELLED
    if one.ended_at is None:
        return Fate.TO_COME
    when = timeliness_by(rules, one.slot, one.ended_at)
    if when is Timeliness.LATE:
        return Fate.LATE
    return Fate.LOST if when is Timeliness.LOST else Fate.IN_TIME
