"""Reads the whole journal again, slowly, once a day: rot is found before a line is wanted."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from datetime import date, datetime

from kiosk.centre.troubles import TroubleCode, Troubles
from kiosk.db.journal import LetGo, Stored
from kiosk.db.opening import Failure, StoreFailed

STEP_LINES = 1000
STEP_EVERY_S = 0.25
"""A year of a large centre is read in a few hours, by a hundredth of a core."""
AGAIN_S = 60.0


class Proving:
    """Compares every line with its chain. Belongs to the event loop.

    ``first`` says behind which line the journal begins, ``page`` reads lines and raises
    ``StoreFailed`` where one is not as it was written.
    """

    def __init__(
        self,
        *,
        page: Callable[[int, int], Awaitable[Sequence[Stored]]],
        first: Callable[[], Awaitable[int]],
        now: Callable[[], datetime],
        troubles: Troubles,
        step_every_s: float = STEP_EVERY_S,
    ) -> None:
        self._page = page
        self._first = first
        self._now = now
        self._troubles = troubles
        self._step_every_s = step_every_s
        self._proved_on: date | None = None

    async def run(self) -> None:
        """Prove it now, and anew each day, until cancelled."""
        while True:
            today = self._now().date()
            if self._proved_on != today:
                await self.prove()
                self._proved_on = today
            await asyncio.sleep(AGAIN_S)

    async def prove(self) -> None:
        """Once, from its beginning to its end."""
        try:
            cursor = await self._first()
            while page := await self._page(cursor, STEP_LINES):
                cursor = page[-1].seq
                await asyncio.sleep(self._step_every_s)
        except LetGo:
            # Old lines went meanwhile: those behind them have their turn tomorrow.
            return
        except StoreFailed as failure:
            if failure.kind is Failure.DAMAGED:
                self._troubles.begin(TroubleCode.JOURNAL_DAMAGED, cause=str(failure))
