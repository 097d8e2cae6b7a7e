"""A centre's address as somebody typed it."""

import re
from enum import StrEnum, unique

from kiosk.client.pinning import stays_here
from kiosk.wire.paths import PORT, TLS_PORT

LOCAL_CENTRE = f"http://127.0.0.1:{PORT}"
LONGEST = 80
_ADDRESS = re.compile(
    r"(?:(?P<scheme>https?)://)?(?P<host>[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?|\[[0-9A-Fa-f:]+\])"
    r"(?::(?P<port>[0-9]{1,5}))?/?"
)
_LAST_PORT = 65535


@unique
class Wrong(StrEnum):
    """What is wrong with an address."""

    NO_ADDRESS = "no_address"
    PLAIN = "plain"
    """``http://`` to another machine."""


def centre_url(typed: str) -> str | Wrong:
    """The URL of the centre meant: over TLS and at its usual port, where nothing else is said."""
    found = _ADDRESS.fullmatch(typed.strip()) if len(typed) <= LONGEST else None
    if found is None or ".." in found["host"]:
        return Wrong.NO_ADDRESS
    scheme, host = found["scheme"] or "https", found["host"]
    if scheme == "http" and not stays_here(host.strip("[]")):
        return Wrong.PLAIN
    port = int(found["port"] or (TLS_PORT if scheme == "https" else PORT))
    if not 0 < port <= _LAST_PORT or _numbers_that_are_none(host):
        return Wrong.NO_ADDRESS
    return f"{scheme}://{host}:{port}"


def _numbers_that_are_none(host: str) -> bool:
    """Whether somebody is still typing an IPv4 address, or has typed one that cannot be."""
    if not re.fullmatch(r"[0-9.]+", host):
        return False
    parts = host.split(".")
    return len(parts) != 4 or any(not part or int(part) > 255 for part in parts)  # noqa: PLR2004
