"""What head office does: written down with who did it, once for each form that was sent."""

from collections.abc import Callable, Sequence
from datetime import datetime
from uuid import UUID

from kiosk.domain.commands import Command
from kiosk.hub import office_table as table
from kiosk.hub.findings import settle
from kiosk.hub.inbox import Inbox
from kiosk.hub.office_desk import OfficeRequest
from kiosk.hub.office_table import HUB_ITSELF, Act
from kiosk.hub.store import Connection, Store

MOST_TOLD = 30


class NoForm(Exception):
    """The form does not carry the id that ours carry."""


class OfficeActing:
    """Does things in the name of who is signed in. Belongs to the event loop."""

    def __init__(
        self,
        *,
        store: Store,
        inbox: Inbox,
        now: Callable[[], datetime],
        changed: Callable[[], None],
    ) -> None:
        """``changed`` is told that what pages show is not true any more."""
        self._changed = changed
        self._store = store
        self._inbox = inbox
        self._now = now

    async def order(
        self, request: OfficeRequest, centres: Sequence[int], command: Command, *, about: str
    ) -> int:
        """Put a command into the inboxes of centres: all of them, or none.

        How many were asked; 0 for a form that was sent twice. Raises ``NoForm`` and
        ``HubStoreFailed``.
        """
        once, by, what = once_of(request), request.person.id, type(command).__name__
        act = Act(at=self._now(), by=by, what=what, about=about)
        asked = 0
        async with self._store.transaction() as connection:
            # In one order for everybody: two who ask many centres at once wait for each other.
            for centre_id in sorted(centres):
                if await table.keep_act(connection, centre_id, once, act):
                    await self._inbox.put(connection, centre_id, command, by=by)
                    asked += 1
        for centre_id in centres:
            self._inbox.wake(centre_id)
        self._changed()
        return asked

    async def settle(self, request: OfficeRequest, centre_id: int, code: str, about: str) -> bool:
        """Somebody has understood a finding; whether there was one. Raises as ``order``."""
        by, now = request.person.id, self._now()
        async with self._store.transaction() as connection:
            done = await settle(connection, centre_id, code, about, by=by, at=now)
            if done:
                told = f"{code} {about}".strip()
                await self._keep(connection, request, centre_id, "Settle", told)
        self._changed()
        return done

    async def keep(
        self, request: OfficeRequest, what: str, about: str, *, centre_id: int = HUB_ITSELF
    ) -> bool:
        """Write down what is done elsewhere; ``False``: this form was sent already.

        Raises as ``order``.
        """
        self._changed()
        async with self._store.transaction() as connection:
            return await self._keep(connection, request, centre_id, what, about)

    async def of_the_hub(self) -> tuple[Act, ...]:
        """What was last done that concerns no centre. Raises ``HubStoreFailed``."""
        async with self._store.reading() as connection:
            return await table.acts(connection, HUB_ITSELF, MOST_TOLD)

    async def _keep(
        self, connection: Connection, request: OfficeRequest, centre_id: int, what: str, about: str
    ) -> bool:
        act = Act(at=self._now(), by=request.person.id, what=what, about=about)
        return await table.keep_act(connection, centre_id, once_of(request), act)


def once_of(request: OfficeRequest) -> UUID:
    """The id of the form. Raises ``NoForm``."""
    try:
        return UUID(request.field("once"))
    except ValueError as error:
        raise NoForm from error
