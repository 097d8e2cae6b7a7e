"""One centre in depth, before anybody puts it into words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from kiosk.domain.catalogue import Names
from kiosk.web.office_sight import CentreSight, FindingSight


@dataclass(frozen=True, slots=True, kw_only=True)
class HourFigures:
    """An hour of today: how many were called, and the wait of half and of nine in ten, minutes."""

    hour: int
    called: int
    p50_min: int | None
    p90_min: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceFigures:
    """A service today; ``suspended`` is why, ``None`` while it runs. Waits are in minutes."""

    id: str
    name: Names
    waiting: int
    served: int
    p50_min: int | None
    p90_min: int | None
    suspended: Names | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CounterFigures:
    """A counter now; ``state`` as its events have it."""

    label: str
    state: str
    since: datetime | None
    served: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DeviceSight:
    """A device, as its centre says; ``trouble`` is empty where it has none."""

    id: str
    role: str
    name: str
    seen_at: datetime | None
    trouble: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TroubleNow:
    """Something wrong at the centre, by its code."""

    code: str
    about: str
    since: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedSight:
    """A command on its way down, and what became of it."""

    seq: int
    type: str
    about: str
    by: str
    at: datetime
    state: str
    answered_at: datetime | None
    say: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class VersionSight:
    """A version of the centre's catalogue that head office gave it."""

    version: int
    by: str
    at: datetime
    stage: str
    say: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class ActSight:
    """Something head office did to the centre."""

    at: datetime
    by: str
    what: str
    about: str


@dataclass(frozen=True, slots=True, kw_only=True)
class KeySight:
    """A key the centre is known by, or was."""

    id: str
    state: str
    since: datetime
    until: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class BookFigures:
    """Appointments of a day: still to come, who came, and who did not or cancelled."""

    day: date
    booked: int
    came: int
    gone: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DeepSight:
    """Everything about one centre at one moment. ``code_until``: a code waits to be used."""

    at: datetime
    centre: CentreSight
    findings: Sequence[FindingSight]
    hours: Sequence[HourFigures]
    services: Sequence[ServiceFigures]
    counters: Sequence[CounterFigures]
    devices: Sequence[DeviceSight]
    troubles: Sequence[TroubleNow]
    asked: Sequence[AskedSight]
    versions: Sequence[VersionSight]
    runs_version: int | None
    acts: Sequence[ActSight]
    keys: Sequence[KeySight]
    book: Sequence[BookFigures]
    code_until: datetime | None
