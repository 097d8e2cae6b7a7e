"""The centre's side of its uplink: what that thread asks for is done on the event loop."""

import asyncio
import logging
from collections.abc import Callable, Coroutine
from concurrent.futures import CancelledError
from concurrent.futures import TimeoutError as TooLate
from dataclasses import dataclass
from hashlib import sha256
from typing import TypeVar
from uuid import UUID

from kiosk.centre.live import Live
from kiosk.centre.ruling import IdReused
from kiosk.centre.ticker import CENTRE
from kiosk.centre.uplink_troubles import UplinkTroubles
from kiosk.centre.uplink_vitals import VitalsReading
from kiosk.domain.commands import Role, SkipNumbers
from kiosk.domain.ids import CommandId
from kiosk.domain.taking_over import Skipped
from kiosk.sync.uplink_tail import LostNumbers
from kiosk.sync.uplink_told import Finding, RestoredBehind, UplinkNow, WaitsTold
from kiosk.wire.codec import Envelope
from kiosk.wire.uplink import Vitals

log = logging.getLogger(__name__)

T = TypeVar("T")
PATIENCE_S = 5.0
BUSY = 4
"""So many commands that wait for the writer are people who wait."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SideGround:
    """What it stands on; ``waiting`` tells how many commands the writer has not come to.

    ``steady_s`` is an even clock, ``wall_s`` the machine's own.
    """

    live: Live
    reading: VitalsReading
    troubles: UplinkTroubles
    waiting: Callable[[], int]
    steady_s: Callable[[], float]
    wall_s: Callable[[], float]

    def offset_ms(self, now: UplinkNow) -> int | None:
        """How far the machine's clock is off: what is to be added to it."""
        return now.offset_ms(steady_s=self.steady_s(), wall_s=self.wall_s())


class CentreSide:
    """One uplink's. Called in its thread; ``loop`` is the centre's.

    ``renew_key`` gives the hub a new key.
    """

    def __init__(
        self,
        ground: SideGround,
        loop: asyncio.AbstractEventLoop,
        *,
        renew_key: Callable[[], None],
    ) -> None:
        self._ground = ground
        self._loop = loop
        self._renew_key = renew_key
        self._told: set[tuple[int, int]] = set()
        self._twice = 0
        self.mark: object = None
        """What vitals are of, as the event loop last saw it."""

    def found(self, finding: Finding) -> None:
        """Tell people about it; of the same lost lines once."""
        if isinstance(finding, RestoredBehind):
            lost = (finding.lost.branch, finding.lost.last)
            if lost in self._told:
                return
            self._told.add(lost)
        self._ground.troubles.found(finding, twice=self._twice)

    def step_over(self, lost: LostNumbers) -> bool:
        """Give none of these numbers again today; whether that is on disk."""
        done = self._on_loop(self._step_over(lost))
        return done is True

    def vitals(self, now: UplinkNow, lag_lines: int) -> Vitals | None:
        """How the centre is."""
        reading = self._ground.reading
        offset_ms = self._ground.offset_ms(now)
        return self._on_loop(reading.vitals(offset_ms=offset_ms, lag_lines=lag_lines))

    def news(self) -> object:
        """What changes with it."""
        return self.mark

    def waits(self) -> WaitsTold | None:
        """What those who wait are told."""
        return self._on_loop(self._ground.reading.waits())

    def is_busy(self) -> bool:
        """Whether people wait for the writer."""
        return self._ground.waiting() >= BUSY

    def rotate(self) -> None:
        """The hub wants a new key."""
        self._renew_key()

    async def _step_over(self, lost: LostNumbers) -> bool:
        live = self._ground.live
        self._twice = sum(
            live.floor.numbers.get(number, ticket) != ticket
            for number, ticket in lost.numbers.items()
        )
        if lost.day is None or not lost.places:
            return True
        given = tuple(
            Skipped(letter=letter, first=1, last=last) for letter, last in lost.places.items()
        )
        command = SkipNumbers(day=lost.day, given=given)
        # The same numbers have the same id: found again after a cut, they are stepped over once.
        name = f"{live.epoch} {lost.branch} {lost.last}".encode()
        new = CommandId(str(UUID(bytes=sha256(name).digest()[:16], version=4)))
        outcome = await live.order(Envelope(id=new, command=command), CENTRE, Role.CENTRE)
        if not isinstance(outcome, bytes | IdReused):
            log.warning("numbers_not_skipped", extra={"outcome": outcome})
        return isinstance(outcome, bytes | IdReused)

    def _on_loop(self, work: Coroutine[object, object, T]) -> T | None:
        """What comes of it; ``None`` where the loop has no time or the centre ends."""
        try:
            future = asyncio.run_coroutine_threadsafe(work, self._loop)
        except RuntimeError:
            work.close()
            return None
        try:
            return future.result(PATIENCE_S)
        except (TooLate, CancelledError):
            future.cancel()
            return None
