"""Time's own commands, and the small chores of the night."""

import asyncio
import logging
from collections.abc import Callable
from datetime import date, datetime, timedelta
from uuid import UUID

from kiosk.centre.clock import LocalClock
from kiosk.centre.feed import Feed
from kiosk.centre.live import Live
from kiosk.centre.writer import Unavailable
from kiosk.db.answers import Answers
from kiosk.domain.commands import Command, MeasurePace, Role, TurnDay
from kiosk.domain.ids import CommandId, DeviceId
from kiosk.web.errors import Stopped
from kiosk.wire.codec import Envelope

log = logging.getLogger(__name__)

CENTRE = DeviceId("centre")
BEAT_S = 1.0
PACE_EVERY = timedelta(minutes=5)
"""How often it is written down how fast today is."""


class Ticker:
    """Ticks every second: the feed's beat, the change of day, the day's pace, old answers."""

    def __init__(
        self,
        *,
        live: Live,
        feed: Feed,
        clock: LocalClock,
        answers: Answers,
        chance: Callable[[int], bytes],
    ) -> None:
        self._live = live
        self._feed = feed
        self._clock = clock
        self._answers = answers
        self._chance = chance
        self._pruned_on: date | None = None
        self._paced_at: datetime | None = None

    async def run(self) -> None:
        """Tick until cancelled."""
        self._paced_at = self._clock.now()
        while True:
            await asyncio.sleep(BEAT_S)
            self._feed.beat()
            now = self._clock.now()
            await self.turn_day(now)
            await self.measure_pace(now)
            await self._prune(now)

    async def turn_day(self, now: datetime) -> None:
        """Open the local day of ``now`` if the floor still has another one."""
        if self._live.floor.day == now.date():
            return
        await self._order(TurnDay(), "day_not_turned")

    async def measure_pace(self, now: datetime) -> None:
        """Write the day's pace down, every few minutes in which somebody was served."""
        if self._paced_at is not None and timedelta(0) <= now - self._paced_at < PACE_EVERY:
            return
        self._paced_at = now
        if self._live.floor.record.news:
            await self._order(MeasurePace(), "pace_not_measured")

    async def _order(self, command: Command, failed: str) -> None:
        new = CommandId(str(UUID(bytes=self._chance(16), version=4)))
        outcome = await self._live.order(Envelope(id=new, command=command), CENTRE, Role.CENTRE)
        # That the disk takes nothing is told already, and not once a second.
        if not isinstance(outcome, bytes | Unavailable):
            log.warning(failed, extra={"outcome": outcome})

    async def _prune(self, now: datetime) -> None:
        """One small step a second, until today's old answers are gone."""
        if self._pruned_on == now.date():
            return
        try:
            more = await self._live.do(lambda: self._answers.prune(now.timestamp()))
        except Stopped:
            return
        if not more:
            self._pruned_on = now.date()
