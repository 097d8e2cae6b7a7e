"""What every centre last said of itself, as the uplink keeps it."""

import logging
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

import msgspec

from kiosk.hub.store import Connection
from kiosk.wire.uplink import Vitals

log = logging.getLogger(__name__)

_ALL = "SELECT centre_id, at, version, seq, clock_ahead_ms, vitals FROM heard"
_DECODER = msgspec.json.Decoder(Vitals)


@dataclass(frozen=True, slots=True, kw_only=True)
class HeardNow:
    """When a centre last spoke, and what it said; ``vitals`` is ``None`` where it said none."""

    at: datetime
    version: str
    seq: int
    clock_ahead_ms: int
    vitals: Vitals | None


async def heard_of_all(connection: Connection) -> Mapping[int, HeardNow]:
    """By centre."""
    rows = await (await connection.execute(_ALL)).fetchall()
    return {
        centre_id: HeardNow(
            at=at,
            version=version,
            seq=seq,
            clock_ahead_ms=clock_ahead_ms,
            vitals=_read(centre_id, vitals),
        )
        for centre_id, at, version, seq, clock_ahead_ms, vitals in rows
    }


def _read(centre_id: int, vitals: str | None) -> Vitals | None:
    """What an older or a later centre said may have another shape."""
    if vitals is None:
        return None
    try:
        return _DECODER.decode(vitals)
    except msgspec.MsgspecError:
        log.warning("vitals_not_read", extra={"centre": centre_id})
        return None
