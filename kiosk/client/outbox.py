"""Facts a device must get to its centre: kept until answered, sent in order."""

import logging
from typing import Protocol

from kiosk.client.reply import Declined, Reply, Silent
from kiosk.db.opening import StoreFailed
from kiosk.db.outbox import Unsent
from kiosk.domain.ids import CommandId

log = logging.getLogger(__name__)


class OutboxStore(Protocol):
    """Where unsent commands outlive the process."""

    def add(self, unsent: Unsent) -> None:
        """Keep it, on disk when this returns. Raises ``StoreFailed``."""
        ...

    def pending(self) -> tuple[Unsent, ...]:
        """Everything kept, oldest first."""
        ...

    def done(self, command_id: CommandId) -> None:
        """Forget one that was answered. Raises ``StoreFailed``."""
        ...


class Outbox:
    """Decides what is sent next; a command counts as arrived when the centre said yes or no.

    In order, one at a time: a smiley's reasons must not overtake the smiley.
    """

    def __init__(self, store: OutboxStore) -> None:
        self._store = store
        self._waiting = list(store.pending())
        self._in_flight: CommandId | None = None

    def __len__(self) -> int:
        return len(self._waiting)

    def put(self, unsent: Unsent) -> None:
        """Keep a command, on disk when this returns; in memory where the disk takes nothing."""
        try:
            self._store.add(unsent)
        except StoreFailed as failure:
            # It is sent all the same: a full disk must not stop the screen before a visitor.
            log.warning("outbox_not_kept", extra={"cause": failure})
        self._waiting.append(unsent)

    def take(self) -> Unsent | None:
        """What to send now; ``None`` while one is under way or there is none."""
        if self._in_flight is not None or not self._waiting:
            return None
        self._in_flight = self._waiting[0].id
        return self._waiting[0]

    def settle(self, command_id: CommandId, reply: Reply) -> bool:
        """Take in what became of it; whether that was the centre's last word."""
        if command_id != self._in_flight:
            return False
        self._in_flight = None
        if isinstance(reply, Silent) or (isinstance(reply, Declined) and reply.for_now):
            return False
        self._waiting.pop(0)
        try:
            self._store.done(command_id)
        except StoreFailed as failure:
            # After the next start it is sent once more, and the centre gives its first answer.
            log.warning("outbox_not_cleared", extra={"cause": failure})
        return True
