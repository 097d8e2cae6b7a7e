"""What other rules than today's have made of the ledger is made anew, while the hub answers."""

import logging

from kiosk.hub.projecting import rebuild
from kiosk.hub.projecting_rebasing import LinesGone
from kiosk.hub.projecting_rows import MADE_BY
from kiosk.hub.store import Store

log = logging.getLogger(__name__)

_OLD = """
    SELECT b.centre_id FROM branch AS b LEFT JOIN centre_now AS n ON n.centre_id = b.centre_id
    WHERE b.cursor > b.begins AND (n.made_by IS NULL OR n.made_by <> %s)
    GROUP BY b.centre_id ORDER BY b.centre_id
"""


async def renew(store: Store) -> int:
    """Make anew what an older version made, or nobody yet; of how many centres that was.

    One centre after the other, each in a transaction of its own: it may be ended at any moment and
    begin again. What comes up from a centre waits while its own is made. Where the ledger's old
    months were taken away everything stays as it was. Raises ``HubStoreFailed``.
    """
    async with store.reading() as connection:
        rows = await (await connection.execute(_OLD, (MADE_BY,))).fetchall()
    done = 0
    for (centre_id,) in rows:
        try:
            async with store.transaction() as connection:
                await rebuild(connection, centre_id)
        except LinesGone as gone:
            log.warning("not_made_anew", extra={"centre": centre_id, "line": str(gone)})
            continue
        log.info("made_anew", extra={"centre": centre_id})
        done += 1
    return done
