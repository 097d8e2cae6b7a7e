"""The devices a centre has admitted, and the hashes of their tokens."""

from dataclasses import dataclass
from datetime import datetime

from kiosk.db.opening import Database
from kiosk.domain.commands import Role
from kiosk.domain.ids import DeviceId

_ADD = """
    INSERT INTO device (role, name, token_sha256, created_at) VALUES (?, ?, ?, ?) RETURNING n
"""
_ADMITTED = "SELECT n, role, name, token_sha256 FROM device WHERE revoked_at IS NULL"
_NAME = "SELECT name FROM device WHERE n = ?"


@dataclass(frozen=True, slots=True, kw_only=True)
class Device:
    """One admitted screen; its id stands in every event it causes."""

    id: DeviceId
    role: Role
    name: str


class DeviceTable:
    """The table ``device``; ``add`` belongs inside a transaction."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def admitted(self) -> dict[bytes, Device]:
        """Every device that may still come in, by the SHA-256 of its token."""
        rows = self._db.execute(_ADMITTED).fetchall()
        return {row[3]: _device(row[0], Role(row[1]), row[2]) for row in rows}

    def name_of(self, device: DeviceId) -> str:
        """What people call it; empty for what is no admitted device."""
        _, _, n = device.rpartition("-")
        row = self._db.execute(_NAME, (int(n),)).fetchone() if n.isdecimal() else None
        return str(row[0]) if row else ""

    def add(self, role: Role, name: str, token_sha256: bytes, created_at: datetime) -> Device:
        """Admit a device; its token itself is stored nowhere."""
        row = self._db.execute(_ADD, (role, name, token_sha256, created_at.isoformat())).fetchone()
        return _device(row[0], role, name)


def _device(n: int, role: Role, name: str) -> Device:
    return Device(id=DeviceId(f"{role}-{n}"), role=role, name=name)
