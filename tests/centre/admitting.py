"""Devices that a manager admitted before a centre's start."""

from datetime import UTC, datetime
from pathlib import Path

from kiosk.centre.devices import token_sha256
from kiosk.db.devices import DeviceTable
from kiosk.db.opening import open_centre, transaction
from kiosk.db.stores import CENTRE_STORE
from kiosk.domain.commands import Role


def admit(data: Path, role: Role, name: str = "") -> str:
    """Put one into the store of a centre that does not run; its token."""
    token = f"{role}-{name}-" + "0" * 43
    db = open_centre(data / CENTRE_STORE)
    with transaction(db):
        hashed, now = token_sha256(token.encode()), datetime.now(UTC)
        DeviceTable(db).add(role, name or role, hashed, now, seen_from="127.0.0.1")
    db.close()
    return token
