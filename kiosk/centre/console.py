"""The console's key: whoever can read the centre's directory on its machine is a manager there."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import msgspec

from kiosk.centre.devices import CONSOLE, Devices
from kiosk.db.devices import Device
from kiosk.db.private_files import write_private
from kiosk.domain.commands import Role

log = logging.getLogger(__name__)

FILE = "console"


class ConsoleKey(msgspec.Struct, frozen=True):
    """What stands in the file: where the centre answers, and the token for it."""

    url: str
    token: str


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
            write_private(self.data / FILE, msgspec.json.encode(ConsoleKey(url=url, token=token)))
        except OSError as error:
            log.warning("no_console", extra={"cause": error.strerror})
            return
        self.devices.admit(Device(id=CONSOLE, role=Role.MANAGER, name=CONSOLE), token.encode())

    def close(self) -> None:
        """Take the key away. One left behind by a centre that was killed opens nothing."""
        self.devices.revoke(CONSOLE)
        try:
            (self.data / FILE).unlink(missing_ok=True)
        except OSError as error:
            log.warning("console_left", extra={"cause": error.strerror})


def read_key(data: Path) -> ConsoleKey | None:
    """The key of the centre that runs in ``data``; ``None`` when none lies there, or no key.

    Raises ``OSError`` when this user may not read it.
    """
    try:
        return msgspec.json.decode((data / FILE).read_bytes(), type=ConsoleKey)
    except (FileNotFoundError, NotADirectoryError, msgspec.DecodeError):
        return None
