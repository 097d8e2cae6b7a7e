"""What each centre has promised its visitors, as the catalogue that it runs with says."""

from dataclasses import dataclass
from zoneinfo import ZoneInfo

import msgspec

from kiosk.domain.catalogue import Rules
from kiosk.hub.store import Connection
from kiosk.wire.codec import UNREADABLE

NAIROBI = "Africa/Nairobi"

_RUNNING = "SELECT centre_id, sha256 FROM running_catalogue"
_BODIES = "SELECT centre_id, sha256, body FROM running_catalogue WHERE centre_id = ANY(%s)"


@dataclass(frozen=True, slots=True, kw_only=True)
class Promise:
    """``target_min``: nobody waits longer, so it has been promised. ``zone`` is the centre's."""

    target_min: int
    zone: ZoneInfo


USUAL = Promise(target_min=Rules().wait_target_min, zone=ZoneInfo(NAIROBI))
"""Of a centre that has not said yet what it runs with."""


class _Rules(msgspec.Struct, frozen=True):
    wait_target_min: int = Rules().wait_target_min


class _Centre(msgspec.Struct, frozen=True):
    timezone: str = NAIROBI


class _Catalogue(msgspec.Struct, frozen=True):
    centre: _Centre = _Centre()
    rules: _Rules = _Rules()


_catalogue = msgspec.json.Decoder(_Catalogue)


class Charter:
    """All centres' promises: each catalogue is read once, however often it is asked for."""

    def __init__(self) -> None:
        self._read: dict[int, tuple[str, Promise]] = {}

    async def refresh(self, connection: Connection) -> None:
        """Read the catalogues that are new. Raises what the connection raises."""
        rows = await (await connection.execute(_RUNNING)).fetchall()
        new = [
            centre_id
            for centre_id, digest in rows
            if (kept := self._read.get(centre_id)) is None or kept[0] != digest
        ]
        if new:
            bodies = await (await connection.execute(_BODIES, (new,))).fetchall()
            for centre_id, digest, body in bodies:
                self._read[centre_id] = (digest, promise_in(body))

    def of(self, centre_id: int) -> Promise:
        """What one centre has promised; the usual while that is not known."""
        kept = self._read.get(centre_id)
        return kept[1] if kept is not None else USUAL


def promise_in(body: str) -> Promise:
    """What a catalogue (JSON, as a centre's ``/catalogue``) promises; the usual for odd ones."""
    try:
        read = _catalogue.decode(body)
        zone = ZoneInfo(read.centre.timezone)
    except (*UNREADABLE, LookupError, ValueError, OSError):
        return USUAL
    return Promise(target_min=max(read.rules.wait_target_min, 0), zone=zone)
