"""What a manager sees of a centre, before anybody puts it into words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from kiosk.domain.catalogue import Names
from kiosk.domain.counter import CounterState
from kiosk.domain.ids import CounterId, DeviceId, HelpId, ServiceId
from kiosk.domain.printers import PrinterNow
from kiosk.domain.satisfaction import Cell


@dataclass(frozen=True, slots=True, kw_only=True)
class Usual:
    """What past days of the same weekday were like.

    ``median_min`` is of the last one up to the same time of day; ``p90_min`` by the hour, the
    middle one of the last four such days.
    """

    median_min: int | None = None
    p90_min: Mapping[int, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class HourSight:
    """The wait of nine in ten who were called in this hour, today and usually, in minutes."""

    hour: int
    today_min: int | None
    usual_min: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceSight:
    """A service now: who waits, the longest of them, and what a manager has set today.

    ``open_counters`` offer it. ``suspended`` is the reason, ``quota`` and ``cut_off_min`` what
    counts today; ``None``: no limit, and the catalogue's own.
    """

    id: ServiceId
    letter: str
    name: Names
    group: Names
    waiting: int
    oldest_min: int | None
    taken: int
    open_counters: int
    suspended: Names | None
    quota: int | None
    quota_left: int | None
    cut_off_min: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CounterSight:
    """A counter now. ``minutes`` in its state; ``over``: longer than its service is planned for."""

    id: CounterId
    label: str
    state: CounterState
    agent: str
    number: str
    minutes: int
    over: bool
    pause: Names | None
    served: int


@dataclass(frozen=True, slots=True, kw_only=True)
class HelpSight:
    """Somebody who needs a person. ``label`` is a counter's, ``name`` the device's, else its id."""

    help: HelpId
    by: DeviceId
    label: str
    name: str
    minutes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TroubleSight:
    """Something that is wrong with the centre itself, in every language, or was ``until``."""

    say: Mapping[str, str]
    about: str
    since: datetime
    until: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CopySight:
    """A copy of the journal that is kept elsewhere: how many lines ``behind``, and since when."""

    name: str
    behind: int
    away: bool
    seen: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class HubSight:
    """How far the hub has the journal: how many lines it lacks, and when it was last heard.

    ``stopped`` means that somebody must do something, ``away`` that it does not answer.
    """

    behind: int
    seen: datetime | None
    away: bool
    stopped: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class LiveSight:
    """The whole hall at one moment.

    ``median_min`` is the wait of those called today; ``satisfied`` is what those who were served
    said themselves; ``no_shows`` of ``called_out`` whose call came to an end. ``troubles`` are what
    is wrong now, then what was within a day.
    """

    at: datetime
    waiting: int
    oldest_min: int | None
    median_min: int | None
    target_min: int
    usual: Usual
    served: int
    open_counters: int
    satisfied: Cell
    no_shows: int
    called_out: int
    hours: Sequence[HourSight]
    services: Sequence[ServiceSight]
    counters: Sequence[CounterSight]
    helps: Sequence[HelpSight]
    printers: Sequence[PrinterNow]
    troubles: Sequence[TroubleSight]
    copies: Sequence[CopySight]
    hub: HubSight | None = None
