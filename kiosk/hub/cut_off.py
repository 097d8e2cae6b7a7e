"""Keys that were cut off, beside the database: one that is put back lets none of them in."""

import asyncio
from collections.abc import Iterable
from pathlib import Path

from kiosk.db.private_files import KEYS, write_private
from kiosk.hub.keys import HubKeysUnfit
from kiosk.hub.store import HubStoreFailed

FILE = "cut-off"


class CutOff:
    """The keys of centres that head office has cut off; a line of ``keys/cut-off`` each."""

    def __init__(self, data: Path) -> None:
        """``data`` is the hub's directory. Raises ``HubKeysUnfit``."""
        self._path = data / KEYS / FILE
        try:
            self._keys = set(self._path.read_text(encoding="ascii").split())
        except FileNotFoundError:
            self._keys = set()
        except (OSError, ValueError) as error:
            raise HubKeysUnfit(
                f"{self._path} cannot be read ({error}): put it back from a copy; without it a "
                "centre that was cut off may come back"
            ) from error

    def __contains__(self, key_id: object) -> bool:
        return key_id in self._keys

    async def add(self, key_ids: Iterable[str]) -> None:
        """Let none of these in again, on disk when this returns. Raises ``HubStoreFailed``."""
        keys = self._keys | set(key_ids)
        content = "".join(f"{key}\n" for key in sorted(keys)).encode("ascii")
        try:
            await asyncio.to_thread(write_private, self._path, content)
        except OSError as error:
            raise HubStoreFailed(f"{self._path}: {error.strerror}") from error
        self._keys = keys
