"""Looks every other second at what nobody tells: the disk's room, the clock, the store."""

import asyncio
import logging
import shutil
from collections.abc import Callable, Coroutine
from contextlib import suppress
from pathlib import Path

from kiosk.centre.clock import ClockState, LocalClock
from kiosk.centre.health import LOW_BYTES
from kiosk.centre.live import Live
from kiosk.centre.outlook import ForesightState
from kiosk.centre.troubles import TroubleCode, Troubles
from kiosk.web.errors import Stopped

log = logging.getLogger(__name__)

EVERY_S = 2.0
AGAIN_S = 1.0
Chore = Callable[[], Coroutine[object, object, None]]
"""Work that goes on beside answering."""
STORE_FAILS = (TroubleCode.DISK_FULL, TroubleCode.DISK_FAILS, TroubleCode.STORE_HELD)


class Watch:
    """Begins and ends troubles by what it sees. Belongs to the event loop."""

    def __init__(self, *, live: Live, clock: LocalClock, troubles: Troubles, store: Path) -> None:
        self._live = live
        self._clock = clock
        self._troubles = troubles
        self._store = store
        self._file = _which(store)

    async def run(self) -> None:
        """Look until cancelled."""
        while True:
            await self.look()
            await asyncio.sleep(EVERY_S)

    async def look(self) -> None:
        """Look once."""
        state = self._clock.state
        self._is(TroubleCode.CLOCK_BEHIND, wrong=state is ClockState.BEHIND)
        self._is(TroubleCode.CLOCK_JUMPED, wrong=state is ClockState.JUMPED)
        foresight = self._live.lookout.state
        self._is(TroubleCode.FORESIGHT_DOWN, wrong=foresight is ForesightState.DOWN)
        self._look_at_disk()
        if any(self._troubles.is_on(code) for code in STORE_FAILS):
            # Whatever is asked of it, the writer first sees whether the store is well again.
            with suppress(Stopped):
                await self._live.do(_nothing)

    def _look_at_disk(self) -> None:
        try:
            free = shutil.disk_usage(self._store.parent).free
        except OSError:
            self._troubles.begin(TroubleCode.STORE_GONE)
            return
        low = free < LOW_BYTES
        if low:
            self._troubles.begin(TroubleCode.DISK_LOW, free_mib=free // 1024**2)
        else:
            self._troubles.end(TroubleCode.DISK_LOW)
        # What is written into a file without a name is lost when the centre ends.
        self._is(TroubleCode.STORE_GONE, wrong=_which(self._store) != self._file)

    def _is(self, code: TroubleCode, *, wrong: bool) -> None:
        if wrong:
            self._troubles.begin(code)
        else:
            self._troubles.end(code)


def _which(path: Path) -> tuple[int, int] | None:
    """Which file of which disk stands there."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


def _nothing() -> None:
    """A transaction without anything in it writes nothing."""


async def kept_on(run: Chore, troubles: Troubles, *, again_s: float = AGAIN_S) -> None:
    """Run a chore that has no end, again when it fails: without the ticker's beat no screen lives.

    Ends when the chore ends by itself, or is cancelled.
    """
    while True:
        try:
            await run()
        except Exception:
            log.exception("chore_ended")
            troubles.happened(TroubleCode.PROGRAM_MISTAKE, what="chore_ended")
            await asyncio.sleep(again_s)
        else:
            return
