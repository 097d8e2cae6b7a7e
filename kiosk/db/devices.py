"""The devices a centre has admitted, and the hashes of their tokens."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from kiosk.db.opening import Database
from kiosk.domain.commands import Role
from kiosk.domain.ids import DeviceId

LONGEST_N = 18
"""Digits of a row's number, at most."""

_ADD = """
    INSERT INTO device (role, name, kiosk_index, token_sha256, created_at, seen_at, seen_from)
    VALUES (?, ?, ?, ?, ?, ?, ?)
    RETURNING n
"""
_ADMITTED = """
    SELECT n, role, name, kiosk_index, token_sha256 FROM device WHERE revoked_at IS NULL
"""
_ALL = """
    SELECT n, role, name, kiosk_index, created_at, seen_at, seen_from, revoked_at
    FROM device ORDER BY n
"""
_HAS = "SELECT 1 FROM device WHERE n = ? AND role = ?"
_NAME = "SELECT name FROM device WHERE n = ?"
_SAW = "UPDATE device SET seen_at = ?, seen_from = ? WHERE n = ?"
_REVOKE = "UPDATE device SET revoked_at = coalesce(revoked_at, ?) WHERE n = ? AND role = ?"
_GIVE_INDEX = "UPDATE device SET kiosk_index = ? WHERE n = ?"
_NEVER_CAME = """
    UPDATE device SET revoked_at = ? WHERE seen_at IS NULL AND revoked_at IS NULL
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Device:
    """One admitted screen; its id stands in every event it causes.

    ``index`` tells which share of the reserved numbers is a kiosk's: 0 to 3, or ``None``.
    """

    id: DeviceId
    role: Role
    name: str
    index: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """When a device was last heard of, and from which address."""

    at: datetime
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DeviceRow:
    """All that is kept of a device; ``seen`` is ``None`` until it came for its token."""

    device: Device
    admitted_at: datetime
    seen: Seen | None
    revoked_at: datetime | None


class DeviceTable:
    """The table ``device``; what changes it belongs inside a transaction."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def admitted(self) -> dict[bytes, Device]:
        """Every device that may still come in, by the SHA-256 of its token."""
        rows = self._db.execute(_ADMITTED).fetchall()
        return {row[4]: _device(*row[:4]) for row in rows}

    def all(self) -> tuple[DeviceRow, ...]:
        """Every device there ever was, in the order they were admitted."""
        return tuple(_row(row) for row in self._db.execute(_ALL).fetchall())

    def name_of(self, device: DeviceId) -> str:
        """What people call it; empty for what is no admitted device."""
        n = _n(device)
        row = self._db.execute(_NAME, (n,)).fetchone() if n is not None else None
        return str(row[0]) if row else ""

    def has(self, device: DeviceId) -> bool:
        """Whether there ever was such a device here."""
        role, n = device.rpartition("-")[0], _n(device)
        return n is not None and self._db.execute(_HAS, (n, role)).fetchone() is not None

    def add(
        self,
        role: Role,
        name: str,
        token_sha256: bytes,
        created_at: datetime,
        *,
        index: int | None = None,
        seen_from: str | None = None,
    ) -> Device:
        """Admit a device; its token itself is stored nowhere.

        ``seen_from`` is the address that gets the token now; without it one has yet to come.
        """
        at = created_at.isoformat()
        seen_at = None if seen_from is None else at
        values = (role, name, index, token_sha256, at, seen_at, seen_from or "")
        row = self._db.execute(_ADD, values).fetchone()
        return _device(row[0], role, name, index)

    def saw(self, seen: Iterable[tuple[DeviceId, Seen]]) -> None:
        """Keep when devices were last heard of."""
        for device, last in seen:
            self._db.execute(_SAW, (last.at.isoformat(), last.address, _n(device)))

    def give_index(self, device: DeviceId, index: int) -> None:
        """Give a kiosk a share of the reserve."""
        self._db.execute(_GIVE_INDEX, (index, _n(device)))

    def revoke(self, device: DeviceId, at: datetime) -> bool:
        """Let a device in no more; whether there is such a device. Again, it changes nothing."""
        role = device.rpartition("-")[0]
        return bool(self._db.execute(_REVOKE, (at.isoformat(), _n(device), role)).rowcount)

    def revoke_who_never_came(self, at: datetime) -> None:
        """Forget those who were admitted and never came for their token, which is lost by now."""
        self._db.execute(_NEVER_CAME, (at.isoformat(),))


def _n(device: DeviceId) -> int | None:
    """The row of a device; ``None`` for what is no device's id."""
    _, _, n = device.rpartition("-")
    return int(n) if n.isascii() and n.isdecimal() and len(n) <= LONGEST_N else None


def _device(n: int, role: str, name: str, index: int | None) -> Device:
    return Device(id=DeviceId(f"{role}-{n}"), role=Role(role), name=name, index=index)


def _row(row: tuple[int, str, str, int | None, str, str | None, str, str | None]) -> DeviceRow:
    n, role, name, index, created_at, seen_at, seen_from, revoked_at = row
    seen = None
    if seen_at is not None:
        seen = Seen(at=datetime.fromisoformat(seen_at), address=seen_from)
    return DeviceRow(
        device=_device(n, role, name, index),
        admitted_at=datetime.fromisoformat(created_at),
        seen=seen,
        revoked_at=datetime.fromisoformat(revoked_at) if revoked_at else None,
    )
