"""Where things lie on this machine: what came with Foleni, and what each role keeps."""

import os
import sys
from pathlib import Path

ASSETS = Path(__file__).resolve().parents[2] / "assets"
FONTS = ASSETS / "fonts"
TEXTS = ASSETS / "texts"
VOICE = ASSETS / "voice"
CHIME = ASSETS / "sounds" / "chime.flac"
WEB = ASSETS / "web"
SAMPLE_CATALOGUE = ASSETS / "catalogue" / "huduma.toml"

CENTRE_FILE = "centre.toml"
"""A centre's settings, in the directory of its data."""

HUB_FILE = "hub.toml"
"""A hub's settings, in the directory of its data."""
SYSTEM_HUB = Path("/var/lib/foleni/hub")

MAIN = Path(__file__).resolve().parents[2] / "main.py"


def data_home() -> Path:
    """Where this user's programs keep their data."""
    if given := os.environ.get("XDG_DATA_HOME"):
        return Path(given)
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA", Path.home() / "AppData" / "Local"))
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Application Support"
    return Path.home() / ".local" / "share"


def data_directory(role: str, *, name: str | None = None, given: Path | None = None) -> Path:
    """The directory of one role; ``name`` tells several of a role on one machine apart."""
    if given is not None:
        return given.expanduser()
    return data_home() / "foleni" / (f"{role}-{name}" if name else role)


def hub_directory(given: Path | None) -> Path:
    """The directory of a hub; root's own lies where PostgreSQL, which is never root's, may go."""
    if given is None and sys.platform != "win32" and os.geteuid() == 0:
        return SYSTEM_HUB
    return data_directory("hub", given=given)
