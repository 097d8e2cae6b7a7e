"""What a centre does about its past at night: old lines go, and their room is given back."""

import asyncio
import logging
from collections.abc import Callable, Iterable
from datetime import date, datetime, time, timedelta

from kiosk.centre.followers import Followers
from kiosk.centre.live import Live
from kiosk.centre.troubles import TroubleCode, Troubles
from kiosk.db.retention import Retention
from kiosk.domain.ids import DeviceId
from kiosk.web.errors import Stopped

log = logging.getLogger(__name__)

BEAT_S = 1.0
NOTE_EVERY_S = 60
NIGHT = (time(1), time(5))
"""Nobody waits in a hall then; and it is the same all the same, a small step a second."""
SETTLED_AFTER = timedelta(minutes=10)
"""Whoever reads the journal from its beginning at a start is ahead by then."""
MISSED_AFTER = timedelta(minutes=1)
"""A follower asks every second: away for so long it is worth telling somebody."""


class Retaining:
    """One small step a second. Belongs to the event loop.

    ``keep_days``: older lines go once every copy has them; ``None`` keeps them all. ``admitted``
    gives the followers that are not revoked.
    """

    def __init__(
        self,
        *,
        live: Live,
        followers: Followers,
        admitted: Callable[[], Iterable[DeviceId]],
        retention: Retention,
        now: Callable[[], datetime],
        troubles: Troubles,
        keep_days: int | None,
    ) -> None:
        self._live = live
        self._followers = followers
        self._admitted = admitted
        self._retention = retention
        self._now = now
        self._troubles = troubles
        self._keep_days = keep_days
        self._hub_has: Callable[[], int | None] = lambda: None
        self._began = now()
        self._beats = 0
        self._done_on: date | None = None
        self._told: set[DeviceId] = set()

    def wait_for(self, hub_has: Callable[[], int | None]) -> None:
        """Keep every line until the hub has it: that tells its last one, ``None`` without a hub."""
        self._hub_has = hub_has

    async def run(self) -> None:
        """Go on until cancelled."""
        while True:
            await asyncio.sleep(BEAT_S)
            try:
                await self.step()
            except Stopped:
                # The disk takes nothing, which is told already; the past can wait.
                continue

    async def step(self) -> None:
        """What one second brings. Raises ``Stopped``."""
        now = self._now()
        self._tell_away(now)
        self._beats += 1
        if self._beats % NOTE_EVERY_S == 0:
            await self.note_reached()
        at_night = NIGHT[0] <= now.time() < NIGHT[1]
        if at_night and self._done_on != now.date() and now - self._began > SETTLED_AFTER:
            await self._tidy(now)

    async def note_reached(self) -> None:
        """Keep on disk how far copies reach."""
        reached = self._followers.reached()
        if reached:
            await self._live.do(lambda: self._retention.note_reached(reached))

    async def _tidy(self, now: datetime) -> None:
        if self._keep_days is not None:
            first_kept = now.date() - timedelta(days=self._keep_days)
            admitted = tuple(self._admitted())
            hub_has = self._hub_has()
            if await self._live.do(lambda: self._let_go(first_kept, admitted, hub_has)):
                return
        if not await self._live.do(self._retention.give_back):
            self._done_on = now.date()

    def _let_go(
        self, first_kept: date, admitted: tuple[DeviceId, ...], hub_has: int | None
    ) -> bool:
        last = self._retention.last_to_go(first_kept, admitted)
        return self._retention.let_go(last if hub_has is None else min(last, hub_has))

    def _tell_away(self, now: datetime) -> None:
        """Begin and end the trouble of every copy that is not kept up to date."""
        seen = {device: at for device, (_, at) in self._followers.reached().items()}
        admitted = set(self._admitted())
        for device in admitted:
            if now - seen.get(device, self._began) > MISSED_AFTER:
                self._troubles.begin(TroubleCode.COPY_AWAY, about=device)
                self._told.add(device)
            elif device in self._told:
                self._troubles.end(TroubleCode.COPY_AWAY, about=device)
                self._told.discard(device)
        for device in self._told - admitted:
            self._troubles.end(TroubleCode.COPY_AWAY, about=device)
            self._told.discard(device)
