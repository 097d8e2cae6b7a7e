"""What the hub is told of a centre beside its lines: how it is, and the waits people are told."""

import asyncio
import shutil
from collections.abc import Awaitable, Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from kiosk.centre.admitting import DeviceNow
from kiosk.centre.clock import LocalClock
from kiosk.centre.live import Live
from kiosk.centre.outlook import Waits
from kiosk.centre.troubles import Troubles
from kiosk.domain.ids import DeviceId
from kiosk.domain.printers import TROUBLES
from kiosk.domain.waiting import told
from kiosk.sync.uplink_told import WaitsTold
from kiosk.web.errors import Stopped
from kiosk.wire.uplink import DeviceVital, TroubleVital, Vitals

SLICE = 8
"""So many waits are reckoned before others have their turn on the event loop."""
MOST_DEVICES, MOST_TROUBLES = 500, 100
LONGEST = 128


@dataclass(frozen=True, slots=True, kw_only=True)
class VitalsGround:
    """Where it comes from; ``devices`` raises ``Stopped`` while the store does not answer."""

    live: Live
    clock: LocalClock
    troubles: Troubles
    devices: Callable[[], Awaitable[tuple[DeviceNow, ...]]]
    data: Path


class VitalsReading:
    """Reads it. Belongs to the event loop."""

    def __init__(self, ground: VitalsGround) -> None:
        self._ground = ground
        self._began = ground.clock.now()
        self._devices_known: tuple[DeviceNow, ...] = ()
        self._waits = Waits(ground.live.catalogue, ground.live.lookout.at)

    def news(self) -> tuple[object, ...]:
        """What the hub shall hear of at once: what is wrong, and what printers have."""
        ground = self._ground
        codes = tuple((each.code, each.about) for each in ground.troubles.current)
        printers = tuple(
            (now.device, now.printer, now.state) for now in ground.live.floor.printers.values()
        )
        return codes, printers

    async def vitals(self, *, offset_ms: int | None, lag_lines: int) -> Vitals:
        """How the centre is now."""
        ground = self._ground
        with suppress(Stopped):
            self._devices_known = await ground.devices()
        return Vitals(
            disk_free_bytes=self._free_bytes(),
            clock=ground.clock.state,
            clock_offset_ms=offset_ms,
            lag_lines=lag_lines,
            began_ms=_ms(self._began),
            troubles=tuple(self._troubles())[:MOST_TROUBLES],
            devices=tuple(self._devices())[:MOST_DEVICES],
        )

    async def waits(self) -> WaitsTold:
        """What each ticket that waits is told; between them others have their turns."""
        live, found = self._ground.live, dict[str, tuple[int, int] | None]()
        waiting = [turn[2] for turns in live.floor.waiting.values() for turn in turns]
        at = self._ground.clock.now()
        for place, ticket in enumerate(waiting):
            if place % SLICE == SLICE - 1:
                await asyncio.sleep(0)
            known = live.floor.tickets.get(ticket)
            if known is None:
                continue
            found[ticket] = told(self._waits.of_ticket(live.floor, known, at))
        return found

    def _free_bytes(self) -> int:
        try:
            return shutil.disk_usage(self._ground.data).free
        except OSError:
            return 0  # pulled out, which is told as a trouble

    def _troubles(self) -> Iterable[TroubleVital]:
        for each in self._ground.troubles.current:
            yield TroubleVital(code=each.code, about=each.about[:LONGEST], since_ms=_ms(each.since))

    def _devices(self) -> Iterable[DeviceVital]:
        ground = self._ground
        wrong: dict[DeviceId, str] = {}
        for now in ground.live.floor.printers.values():
            if now.state in TROUBLES:
                wrong.setdefault(now.device, f"{now.state}:{now.cause or ''}".rstrip(":"))
        for one in self._devices_known:
            if one.revoked_at is None:
                yield DeviceVital(
                    id=one.device,
                    role=one.role,
                    name=one.name[:LONGEST],
                    seen_ms=_ms(one.seen_at) if one.seen_at is not None else None,
                    trouble=wrong.get(one.device, "")[:LONGEST],
                )


def _ms(at: datetime) -> int:
    return round(at.timestamp() * 1000)
