"""The key of a server's console: whoever can read its directory may command it from its machine."""

from pathlib import Path

import msgspec

from kiosk.db.private_files import write_private

FILE = "console"


class ConsoleKey(msgspec.Struct, frozen=True):
    """What stands in the file: where the server answers, and the token for it."""

    url: str
    token: str


def lay_key(data: Path, key: ConsoleKey) -> None:
    """Lay the key down for the server's own user. Raises ``OSError``."""
    write_private(data / FILE, msgspec.json.encode(key))


def take_key(data: Path) -> None:
    """Take it away. Raises ``OSError``."""
    (data / FILE).unlink(missing_ok=True)


def read_key(data: Path) -> ConsoleKey | None:
    """The key of the server that runs in ``data``; ``None`` when none lies there, or no key.

    Raises ``OSError`` when this user may not read it.
    """
    try:
        return msgspec.json.decode((data / FILE).read_bytes(), type=ConsoleKey)
    except (FileNotFoundError, NotADirectoryError, msgspec.DecodeError):
        return None
