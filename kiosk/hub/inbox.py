"""The inbox of each centre: commands for it are put in here, and wait until it comes for them."""

import asyncio
from collections import defaultdict
from collections.abc import Callable
from datetime import datetime, timedelta

from kiosk.client.identity import CHANCE_BYTES, command_id
from kiosk.domain.commands import BookAppointment, CancelTicket, Command, MoveAppointment
from kiosk.domain.ids import CommandId
from kiosk.domain.obeying import OF_THE_HUB
from kiosk.hub.inbox_standing import Standing, recent, standing
from kiosk.hub.store import Connection, Store
from kiosk.wire.codec import encode_command

TICKET_FOR = timedelta(hours=24)
"""A ticket is of one day: whoever asked to leave it yesterday has left."""

# The row's lock is held until the caller commits: seqs are seen in the order they are given.
_NEXT = """
    INSERT INTO inbox_head (centre_id, last_seq) VALUES (%s, 1)
    ON CONFLICT (centre_id) DO UPDATE SET last_seq = inbox_head.last_seq + 1
    RETURNING last_seq
"""
_PUT = """
    INSERT INTO inbox (
        centre_id, id, seq, type, command, made_at, made_by, expires_at, state
    ) VALUES (%s, %s, %s, %s, %s, %s, %s, %s, 'waiting')
"""
_DROP = """
    UPDATE inbox SET state = 'expired', answered_at = %s, reason = %s
    WHERE centre_id = %s AND id = %s AND state = 'waiting'
"""


class NotTheHubs(ValueError):
    """A mistake of ours: the hub may not ask this of a centre."""


class Inbox:
    """All inboxes of one hub. Belongs to its event loop."""

    def __init__(
        self, store: Store, *, now: Callable[[], datetime], chance: Callable[[int], bytes]
    ) -> None:
        """``now`` is aware; ``chance`` gives that many random bytes."""
        self._store = store
        self._chance = chance
        self._news: defaultdict[int, asyncio.Event] = defaultdict(asyncio.Event)
        self.now = now
        self.closed = False

    async def put(
        self, connection: Connection, centre_id: int, command: Command, *, by: str
    ) -> CommandId:
        """Put a command in, inside the caller's transaction; ``wake`` the centre after it.

        ``by`` is who asked, as head office calls them. Raises ``NotTheHubs``.
        """
        if type(command) not in OF_THE_HUB:
            raise NotTheHubs(type(command).__name__)
        now = self.now()
        new = command_id(int(now.timestamp() * 1000), self._chance(CHANCE_BYTES))
        row = await (await connection.execute(_NEXT, (centre_id,))).fetchone()
        assert row is not None
        body = encode_command(new, command).decode()
        values = (centre_id, new, row[0], type(command).__name__, body, now, by)
        await connection.execute(_PUT, (*values, expiry(command, now)))
        return new

    async def send(self, centre_id: int, command: Command, *, by: str) -> CommandId:
        """The same in a transaction of its own. Raises ``HubStoreFailed`` too."""
        async with self._store.transaction() as connection:
            new = await self.put(connection, centre_id, command, by=by)
        self.wake(centre_id)
        return new

    async def drop(
        self, connection: Connection, centre_id: int, command: CommandId, *, reason: str
    ) -> None:
        """Let the centre have it no more, if it has not answered; what it has done stays done."""
        await connection.execute(_DROP, (self.now(), reason, centre_id, command))

    async def standing(
        self, connection: Connection, centre_id: int, command: CommandId
    ) -> Standing | None:
        """How one command stands; ``None``: there is none of that id."""
        return await standing(connection, centre_id, command, now=self.now())

    async def recent(
        self, connection: Connection, centre_id: int, *, limit: int = 100
    ) -> tuple[Standing, ...]:
        """The last commands of a centre, the newest first."""
        return await recent(connection, centre_id, now=self.now(), limit=limit)

    def news(self, centre_id: int) -> asyncio.Event:
        """Is set at the next ``wake``; to be taken before one looks."""
        return self._news[centre_id]

    def wake(self, centre_id: int) -> None:
        """Something was put in and committed: whoever waits for it looks."""
        news = self._news.pop(centre_id, None)
        if news is not None:
            news.set()

    def close(self) -> None:
        """End every wait, as the hub does."""
        self.closed = True
        for centre_id in tuple(self._news):
            self.wake(centre_id)


def expiry(command: Command, now: datetime) -> datetime | None:
    """When it is of no use to anybody any more; ``None``: never."""
    match command:
        case BookAppointment(slot=slot) | MoveAppointment(slot=slot):
            return slot
        case CancelTicket():
            return now + TICKET_FOR
        case _:
            return None
