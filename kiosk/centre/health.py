"""``GET /health``: how the centre is, for those who look after it."""

import shutil
from collections.abc import Callable, Mapping
from datetime import date, datetime
from pathlib import Path

import msgspec

from kiosk import __version__
from kiosk.centre.clock import ClockState, LocalClock
from kiosk.centre.followers import FollowerNow, Followers
from kiosk.centre.live import Live
from kiosk.centre.outlook import ForesightState, Lookout
from kiosk.centre.say import Say
from kiosk.centre.troubles import Fact, TroubleCode, Troubles
from kiosk.centre.uplink_told import UplinkHealth
from kiosk.web.answer import Answer
from kiosk.wire.codec import encode

LOW_BYTES = 500 * 1024 * 1024


class Disk(msgspec.Struct, frozen=True, kw_only=True):
    """What is left where the journal lies."""

    free_bytes: int
    low: bool


class Clock(msgspec.Struct, frozen=True, kw_only=True):
    """The centre's time, and how the machine's clock stands to it."""

    now: datetime
    state: ClockState


class Foresight(msgspec.Struct, frozen=True, kw_only=True):
    """The process that looks ahead: how it is, and what its newest outlook is of.

    ``seq`` and ``at`` say of which floor, ``cpu_s`` what it took; ``None`` before the first.
    """

    state: ForesightState
    seq: int | None
    at: datetime | None
    cpu_s: float | None


class ToldTrouble(msgspec.Struct, frozen=True, kw_only=True):
    """Something that is wrong, or was until ``until``; ``say`` is its sentence by language."""

    code: TroubleCode
    about: str
    since: datetime
    until: datetime | None
    times: int
    facts: dict[str, Fact]
    say: Mapping[str, str]


class Health(msgspec.Struct, frozen=True, kw_only=True):
    """``uplink`` says how far the hub is behind; ``None`` while there is no hub.

    ``term`` counts how often a copy became the centre, from 1. ``troubles`` are what is wrong now,
    then what was within a day; ``followers`` keep copies.
    """

    version: str
    seq: int
    epoch: str
    term: int
    day: date | None
    disk: Disk
    clock: Clock
    foresight: Foresight
    troubles: tuple[ToldTrouble, ...]
    followers: tuple[FollowerNow, ...]
    uplink: UplinkHealth | None = None


class HealthReport:
    """Looks at disk and clock when somebody asks."""

    def __init__(
        self,
        *,
        live: Live,
        clock: LocalClock,
        data: Path,
        troubles: Troubles,
        followers: Followers,
        say: Say,
        uplink: Callable[[], UplinkHealth | None] = lambda: None,
    ) -> None:
        self._live = live
        self._followers = followers
        self._troubles = troubles
        self._say = say
        self._clock = clock
        self._data = data
        self._uplink = uplink

    async def answer(self, *_: object) -> Answer:
        """Needs no token, and so says nothing about anybody. Raises ``Stopped``."""
        self._live.check_begun()
        free = self._free_bytes()
        now = self._clock.now()
        health = Health(
            version=__version__,
            seq=self._live.floor.seq,
            epoch=self._live.epoch,
            term=self._live.term,
            day=self._live.floor.day,
            disk=Disk(free_bytes=free, low=free < LOW_BYTES),
            clock=Clock(now=now, state=self._clock.state),
            foresight=_foresight(self._live.lookout),
            troubles=self._told(),
            followers=self._followers.now,
            uplink=self._uplink(),
        )
        return Answer(body=encode(health))

    def _free_bytes(self) -> int:
        try:
            return shutil.disk_usage(self._data).free
        except OSError:
            return 0  # the disk was pulled out: all that is in memory is still told

    def _told(self) -> tuple[ToldTrouble, ...]:
        return tuple(
            ToldTrouble(
                code=trouble.code,
                about=trouble.about,
                since=trouble.since,
                until=trouble.until,
                times=trouble.times,
                facts=trouble.facts,
                say=self._say.trouble(trouble.code),
            )
            for trouble in self._troubles.told
        )


def _foresight(lookout: Lookout) -> Foresight:
    newest = lookout.newest
    return Foresight(
        state=lookout.state,
        seq=newest.seq if newest is not None else None,
        at=newest.at if newest is not None else None,
        cpu_s=newest.cpu_s if newest is not None else None,
    )
