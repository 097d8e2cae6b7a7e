"""How each centre is, as it last said: kept in one row, for pages that show all of them."""

from datetime import datetime

import msgspec

from kiosk.hub.store import Connection
from kiosk.wire.uplink import Batch

KEEP_S = 5.0
"""How old what is kept of a centre may be, while it says nothing but that it is there."""

_KEEP = """
    INSERT INTO heard (centre_id, at, version, epoch, term, seq, clock_ahead_ms, rtt_ms, catalogue)
    VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s)
    ON CONFLICT (centre_id) DO UPDATE SET
        at = excluded.at, version = excluded.version, epoch = excluded.epoch, term = excluded.term,
        seq = excluded.seq, clock_ahead_ms = excluded.clock_ahead_ms, rtt_ms = excluded.rtt_ms,
        catalogue = excluded.catalogue
"""
_KEEP_VITALS = """
    INSERT INTO heard (centre_id, at, version, epoch, term, seq, clock_ahead_ms, rtt_ms, catalogue,
        vitals, vitals_at)
    VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s)
    ON CONFLICT (centre_id) DO UPDATE SET
        at = excluded.at, version = excluded.version, epoch = excluded.epoch, term = excluded.term,
        seq = excluded.seq, clock_ahead_ms = excluded.clock_ahead_ms, rtt_ms = excluded.rtt_ms,
        catalogue = excluded.catalogue, vitals = excluded.vitals, vitals_at = excluded.vitals_at
"""


class Heard:
    """Writes down what centres say of themselves, no oftener than needed. Of the event loop."""

    def __init__(self) -> None:
        self._kept: dict[int, tuple[float, str | None]] = {}

    async def keep(
        self, connection: Connection, centre_id: int, batch: Batch, *, now: datetime
    ) -> None:
        """Keep what a batch's head says, in the caller's transaction."""
        kept_s, catalogue = self._kept.get(centre_id, (-KEEP_S, None))
        is_new = batch.vitals is not None or batch.catalogue != catalogue
        if not is_new and 0 <= now.timestamp() - kept_s < KEEP_S:
            return
        row = (
            centre_id,
            now,
            batch.version.replace("\0", ""),
            batch.epoch.replace("\0", ""),
            batch.term,
            batch.seq,
            clock_ahead_ms(batch, now),
            batch.rtt_ms,
            batch.catalogue,
        )
        if batch.vitals is None:
            await connection.execute(_KEEP, row)
        else:
            vitals = msgspec.json.encode(batch.vitals).decode()
            await connection.execute(_KEEP_VITALS, (*row, vitals, now))
        self._kept[centre_id] = (now.timestamp(), batch.catalogue)


def clock_ahead_ms(batch: Batch, now: datetime) -> int:
    """How far the centre's clock is ahead of the hub's, if both ways took as long."""
    on_the_way = (batch.rtt_ms or 0) // 2
    return batch.sent_ms + on_the_way - round(now.timestamp() * 1000)
