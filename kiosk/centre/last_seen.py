"""When devices were last heard of: in memory at once, in the store every now and then."""

from datetime import timedelta

from kiosk.centre.clock import LocalClock
from kiosk.centre.devices import Devices, Heard
from kiosk.centre.live import Live
from kiosk.db.devices import DeviceRow, DeviceTable, Seen
from kiosk.domain.ids import DeviceId


class LastSeen:
    """Knows it, and keeps it. Belongs to the event loop."""

    def __init__(
        self, *, live: Live, devices: Devices, table: DeviceTable, clock: LocalClock
    ) -> None:
        self._live = live
        self._devices = devices
        self._table = table
        self._clock = clock
        self._since_s = devices.steady_s()
        self._kept: dict[DeviceId, float] = {}

    def of(self, row: DeviceRow) -> Seen | None:
        """When and from where; ``None``: it has not come for its token yet."""
        heard = self._devices.heard().get(row.device.id)
        return row.seen if heard is None else self._seen(heard)

    def quiet_s(self, device: DeviceId) -> float:
        """For how many seconds nobody has heard of it, since this centre began at most."""
        heard = self._devices.heard().get(device)
        return self._devices.steady_s() - (heard.at_s if heard is not None else self._since_s)

    async def keep(self) -> None:
        """Keep in the store who was heard of since the last time. Raises ``Stopped`` with 503."""
        heard = self._devices.heard()
        admitted = {each.id for each in self._devices}
        fresh = {
            device: each
            for device, each in heard.items()
            if device in admitted and self._kept.get(device) != each.at_s
        }
        if not fresh:
            return
        seen = [(device, self._seen(each)) for device, each in fresh.items()]
        await self._live.do(lambda: self._table.saw(seen))
        self._kept |= {device: each.at_s for device, each in fresh.items()}

    def _seen(self, heard: Heard) -> Seen:
        ago_s = max(0.0, self._devices.steady_s() - heard.at_s)
        return Seen(at=self._clock.now() - timedelta(seconds=ago_s), address=heard.address)
