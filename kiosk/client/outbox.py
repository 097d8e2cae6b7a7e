"""Facts a device must get to its centre: kept until answered, sent in order."""

import logging
from typing import Protocol

from kiosk.client.reply import Declined, Reply, Silent
from kiosk.db.opening import StoreFailed
from kiosk.db.outbox import Unsent
from kiosk.domain.ids import CommandId

log = logging.getLogger(__name__)

TRIES_BEFORE_OTHERS = 20
"""So often a centre may put off one command before those behind it are tried."""


class OutboxStore(Protocol):
    """Where unsent commands outlive the process."""

    def add(self, unsent: Unsent) -> None:
        """Keep it, on disk when this returns. Raises ``StoreFailed``."""
        ...

    def pending(self) -> tuple[Unsent, ...]:
        """Everything kept, oldest first."""
        ...

    def amend(self, unsent: Unsent) -> None:
        """Keep another body for a command that waits. Raises ``StoreFailed``."""
        ...

    def done(self, command_id: CommandId) -> None:
        """Forget one that was answered. Raises ``StoreFailed``."""
        ...


class Outbox:
    """Decides what is sent next; a command counts as arrived when the centre said yes or no.

    In order, one at a time: a smiley's reasons must not overtake the smiley. A command that the
    centre puts off again and again, while it takes another, goes to the end of the line.
    """

    def __init__(self, store: OutboxStore) -> None:
        self._store = store
        self._waiting = list(store.pending())
        self._in_flight: CommandId | None = None
        self._put_off = 0

    def __len__(self) -> int:
        return len(self._waiting)

    @property
    def waiting(self) -> tuple[Unsent, ...]:
        """All that is not answered, in order."""
        return tuple(self._waiting)

    def __contains__(self, command_id: object) -> bool:
        return any(unsent.id == command_id for unsent in self._waiting)

    def put(self, unsent: Unsent) -> None:
        """Keep a command, on disk when this returns; in memory where the disk takes nothing."""
        try:
            self._store.add(unsent)
        except StoreFailed as failure:
            # It is sent all the same: a full disk must not stop the screen before a visitor.
            log.warning("outbox_not_kept", extra={"cause": failure})
        self._waiting.append(unsent)

    def amend(self, unsent: Unsent) -> None:
        """Send this in place of what waits under the same id, unless that is under way."""
        if unsent.id == self._in_flight or unsent.id not in self:
            return
        try:
            self._store.amend(unsent)
        except StoreFailed as failure:
            log.warning("outbox_not_amended", extra={"cause": failure})
        self._waiting = [unsent if one.id == unsent.id else one for one in self._waiting]

    def drop(self, command_id: CommandId) -> bool:
        """Never send it, unless it is under way; whether it waited."""
        if command_id == self._in_flight or command_id not in self:
            return False
        self._waiting = [unsent for unsent in self._waiting if unsent.id != command_id]
        self._forget(command_id)
        return True

    def take(self) -> Unsent | None:
        """What to send now; ``None`` while one is under way or there is none."""
        if self._in_flight is not None or not self._waiting:
            return None
        unsent = self._waiting[self._turn()]
        self._in_flight = unsent.id
        return unsent

    def settle(self, command_id: CommandId, reply: Reply) -> bool:
        """Take in what became of it; whether that was the centre's last word."""
        if command_id != self._in_flight:
            return False
        self._in_flight = None
        if isinstance(reply, Silent):
            # Nobody is there: the next one would fare no better.
            return False
        if isinstance(reply, Declined) and reply.for_now:
            self._put_off += 1
            if self._turn() >= len(self._waiting):
                # It takes none of them now: no command's own fault, so the order stays.
                self._put_off = 0
            return False
        self._take_out()
        self._forget(command_id)
        return True

    def _forget(self, command_id: CommandId) -> None:
        try:
            self._store.done(command_id)
        except StoreFailed as failure:
            # After the next start it is sent once more, and the centre gives its first answer.
            log.warning("outbox_not_cleared", extra={"cause": failure})

    def _turn(self) -> int:
        """Whose turn it is, counted from the first in line."""
        return max(0, self._put_off + 1 - TRIES_BEFORE_OTHERS)

    def _take_out(self) -> None:
        """The one whose turn it was has its answer; those that stand in the way go behind."""
        turn = self._turn()
        self._waiting = self._waiting[turn + 1 :] + self._waiting[:turn]
        self._put_off = 0
        if turn:
            # On disk they keep their place, and are the first again after a start.
            log.warning("outbox_let_others_pass", extra={"commands": turn})
