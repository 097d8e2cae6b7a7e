"""Tickets whose visitors asked at the hub to leave the queue, until their centre says they have."""

from collections.abc import Callable
from datetime import datetime, timedelta

from kiosk.domain.commands import CancelTicket
from kiosk.domain.ids import PHONE, TicketId
from kiosk.hub.public_ground import Inbox
from kiosk.hub.store import Store

KEPT = timedelta(days=2)
"""A ticket counts for a day."""
MOST_CENTRES = 512

_ASKED = "SELECT ticket FROM leaving WHERE centre_id = %s"
_ASK = """
    INSERT INTO leaving (centre_id, ticket, asked_at) VALUES (%s, %s, %s)
    ON CONFLICT (centre_id, ticket) DO NOTHING RETURNING ticket
"""
_FORGET = "DELETE FROM leaving WHERE asked_at < %s"


class Leaving:
    """Remembers who asked. Belongs to the event loop."""

    def __init__(self, *, store: Store, inbox: Inbox, now: Callable[[], datetime]) -> None:
        self._store = store
        self._inbox = inbox
        self._now = now
        self._asked: dict[int, set[TicketId]] = {}

    async def has_asked(self, centre_id: int, ticket: TicketId) -> bool:
        """Whether somebody asked for this ticket. Raises ``HubStoreFailed``."""
        asked = self._asked.get(centre_id)
        if asked is None:
            async with self._store.reading() as connection:
                rows = await (await connection.execute(_ASKED, (centre_id,))).fetchall()
            if len(self._asked) >= MOST_CENTRES:
                self._asked.clear()
            asked = self._asked.setdefault(centre_id, set())
            asked |= {TicketId(str(row[0])) for row in rows}
        return ticket in asked

    async def ask(self, centre_id: int, ticket: TicketId) -> None:
        """Ask the centre to take a ticket out of its queue: once. Raises ``HubStoreFailed``."""
        async with self._store.transaction() as connection:
            row = (centre_id, ticket, self._now())
            if await (await connection.execute(_ASK, row)).fetchone() is not None:
                command = CancelTicket(ticket=ticket)
                await self._inbox.put(connection, centre_id, command, by=PHONE)
        self._inbox.wake(centre_id)
        if centre_id in self._asked:
            self._asked[centre_id].add(ticket)

    async def forget(self) -> None:
        """Let go of the days that are over. Raises ``HubStoreFailed``."""
        async with self._store.transaction() as connection:
            await connection.execute(_FORGET, (self._now() - KEPT,))
        self._asked.clear()
