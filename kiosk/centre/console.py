"""The console's key: whoever can read the centre's directory on its machine is a manager there."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from kiosk.centre.devices import CONSOLE, Devices
from kiosk.db.devices import Device
from kiosk.domain.commands import Role
from kiosk.web.console_key import ConsoleKey, lay_key, take_key

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Console:
    """Lays the key down while the centre runs; ``new_token`` gives 256 random bits as text."""

    data: Path
    devices: Devices
    new_token: Callable[[], str]

    def open(self, url: str) -> None:
        """Lay a fresh key down; where the disk takes none, the centre runs without a console."""
        token = self.new_token()
        try:
            lay_key(self.data, ConsoleKey(url=url, token=token))
        except OSError as error:
            log.warning("no_console", extra={"cause": error.strerror})
            return
        self.devices.admit(Device(id=CONSOLE, role=Role.MANAGER, name=CONSOLE), token.encode())

    def close(self) -> None:
        """Take the key away. One left behind by a centre that was killed opens nothing."""
        self.devices.revoke(CONSOLE)
        try:
            take_key(self.data)
        except OSError as error:
            log.warning("console_left", extra={"cause": error.strerror})
