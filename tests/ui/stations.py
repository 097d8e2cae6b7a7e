"""A station whose centre lives in the test: the real rules on a floor of its own."""

import uuid
from collections.abc import Callable
from datetime import datetime, timedelta
from hashlib import sha256

from PySide6.QtCore import QObject, QTimer, Signal

# The same SQLite as the product's.
from sqlite_utils.utils import sqlite3  # type: ignore[attr-defined]

from kiosk.client.cut_off import Moment
from kiosk.client.giver import Giver
from kiosk.client.mirror import Mirror
from kiosk.client.outbox import Outbox
from kiosk.client.reply import Alone, Declined, Done, Reply, Silent
from kiosk.client.reserve import Reserve
from kiosk.db.device_schema import DEVICE
from kiosk.db.opening import Database
from kiosk.db.outbox import OutboxTable
from kiosk.db.reserve import PrintedTable
from kiosk.domain.catalogue import Catalogue
from kiosk.domain.commands import (
    CancelTicket,
    CheckIn,
    Command,
    IssueTicket,
    Order,
    Role,
    TurnDay,
)
from kiosk.domain.decide import decide, seal
from kiosk.domain.errors import Refused
from kiosk.domain.events import Entry
from kiosk.domain.floor import Floor
from kiosk.domain.ids import CommandId, DeviceId, TicketId
from kiosk.domain.public_token import token_from
from kiosk.domain.snapshot import take_snapshot
from kiosk.domain.waiting import WaitEstimator, ahead_of, told
from kiosk.wire.codec import Issued, encode, encode_entry, encode_floor


class StationInMemory(QObject):
    """What `Station` offers, without a network: replies and events come on the loop's next turn."""

    changed = Signal(object)
    onlineChanged = Signal(bool)

    def __init__(self, catalogue: Catalogue, now: datetime, role: Role = Role.KIOSK) -> None:
        super().__init__()
        self.mirror = Mirror()
        self.online = True
        self.ready = True
        self.silent = False
        self.unanswered = False
        """What is asked is done, and told by the feed; its answer alone is lost."""
        self.device: DeviceId | None = None
        self._giver: Giver | None = None
        self._followed: Mirror | None = None
        self.known_at: datetime | None = None
        self.untold: tuple[str, ...] = ()
        self.told: list[Command] = []
        self._catalogue = catalogue
        self._now = now
        self._role = role
        self._floor = Floor()
        self._missed: list[Entry] = []
        self._name = self._device = ""
        self._made = 0
        self.mirror.install_catalogue(encode(catalogue))
        self._decide(CommandId("start"), Role.CENTRE, TurnDay())
        self.mirror.install_floor(encode_floor("epoch", take_snapshot(self._floor, catalogue)))

    def now(self) -> datetime:
        return self._now

    def go_over(self, catalogue: Catalogue) -> None:
        """The centre begins anew with another catalogue, and this screen has fetched it."""
        self._catalogue = catalogue
        self.mirror.install_catalogue(encode(catalogue))
        floor = take_snapshot(self.mirror.floor, catalogue)
        self.mirror.install_floor(encode_floor("epoch", floor))
        self.changed.emit(None)

    @property
    def alone(self) -> Alone | None:
        hall = self._giver.alone if self._giver is not None else None
        return hall.alone(self._now) if hall is not None else None

    def advance(self, minutes: float) -> None:
        """Move the clock on."""
        self._now += timedelta(minutes=minutes)

    def ask(self, command: Command, on_reply: Callable[[Reply], None]) -> CommandId:
        command_id = self._next_id()
        if self._giver is not None and isinstance(command, IssueTicket | CheckIn):
            moment = Moment(at=self._now, sure=True, steady_s=0.0)
            own = self._giver.give(command_id, command, moment, self.mirror)
            QTimer.singleShot(0, self, lambda: on_reply(own))
            return command_id
        if self.silent or not self.online:
            QTimer.singleShot(0, self, lambda: on_reply(Silent()))
            return command_id
        reply, entries = self._reply(command_id, self._role, command)

        def arrive() -> None:
            on_reply(Silent() if self.unanswered else reply)
            self._spread(entries)

        QTimer.singleShot(0, self, arrive)
        return command_id

    def tell(self, command: Command) -> CommandId:
        command_id = self._next_id()
        self.told.append(command)
        if self.online and not self.silent:
            _reply, entries = self._reply(command_id, self._role, command)
            QTimer.singleShot(0, self, lambda: self._spread(entries))
        return command_id

    def forgo(self, asked: CommandId) -> None:
        self.tell(CancelTicket(ticket=TicketId(asked)))

    def order(self, role: Role, command: Command, *, name: str = "", device: str = "") -> Reply:
        """What another device does, which people call ``name``; this screen sees it on return."""
        self._name, self._device = name, device
        reply, entries = self._reply(self._next_id(), role, command)
        self._name = self._device = ""
        if self.online:
            self._spread(entries)
        else:
            self._missed += entries
        return reply

    def cut(self) -> None:
        """The centre is lost."""
        self.known_at = self.known_at or self._now
        self.online = False
        self.onlineChanged.emit(False)

    def go_on_alone(self, *, known_min_ago: float = 0) -> None:
        """The centre is lost, and this kiosk gives tickets by its own numbers."""
        store = Database(sqlite3.connect(":memory:", isolation_level=None))
        DEVICE.apply(store)
        reserve = Reserve(PrintedTable(store), index=0)
        giver = Giver(Outbox(OutboxTable(store)), reserve, new_id=self._next_id, chance=_chance)
        giver.lose(self.mirror, self._now - timedelta(minutes=known_min_ago), self._now)
        assert giver.alone is not None
        self._giver, self._followed = giver, self.mirror
        self.mirror = giver.alone.mirror
        self.cut()

    def mend(self) -> None:
        """The centre is back, with whatever happened meanwhile."""
        self._giver = None
        self.mirror = self._followed or self.mirror
        self.mirror.install_floor(
            encode_floor("epoch", take_snapshot(self._floor, self._catalogue))
        )
        self._missed.clear()
        self.online = True
        self.onlineChanged.emit(True)
        self.changed.emit(None)

    def catch_up(self) -> None:
        """The centre is back, and its feed goes on line by line from where it was cut."""
        self.online = True
        self.onlineChanged.emit(True)
        missed, self._missed = tuple(self._missed), []
        self._spread(missed)

    def _next_id(self) -> CommandId:
        self._made += 1
        return CommandId(str(uuid.UUID(int=self._made)))

    def _decide(
        self, command_id: CommandId, role: Role, command: Command
    ) -> tuple[Entry, ...] | Refused:
        order = Order(
            command=command,
            id=command_id,
            device=DeviceId(self._device or role.value),
            role=role,
            at=self._now,
            chance=sha256(command_id.encode()).digest()[:16],
            name=self._name,
        )
        decision = decide(self._floor, self._catalogue, order)
        if isinstance(decision, Refused):
            return decision
        entries = seal(self._floor, order, decision)
        for entry in entries:
            self._floor.apply(entry)
        return entries

    def _reply(
        self, command_id: CommandId, role: Role, command: Command
    ) -> tuple[Reply, tuple[Entry, ...]]:
        decision = self._decide(command_id, role, command)
        if decision and not isinstance(decision, Refused) and role is self._role:
            self.device = decision[-1].by
        if isinstance(decision, Refused):
            say = dict.fromkeys(self._catalogue.centre.languages, decision.reason.value)
            return Declined(reason=decision.reason, say=say), ()
        return Done(entries=decision, issued=self._issued(command_id, command)), decision

    def _issued(self, command_id: CommandId, command: Command) -> Issued | None:
        if not isinstance(command, IssueTicket | CheckIn):
            return None
        ticket = self._floor.tickets[TicketId(command_id)]
        waits = WaitEstimator(self._catalogue).of_ticket(self._floor, ticket, self._now)
        return Issued(
            ticket=ticket.ticket,
            number=ticket.number,
            service=ticket.service,
            token=token_from(
                self._catalogue.centre.code, sha256(command_id.encode()).digest()[:16]
            ),
            ahead=ahead_of(self._floor, self._catalogue, ticket),
            wait_s=told(waits),
            hall=self._catalogue.service[ticket.service].hall,
        )

    def _spread(self, entries: tuple[Entry, ...]) -> None:
        for entry in entries:
            if self.mirror.apply(encode_entry(entry)) is not None:
                self.changed.emit(entry)


def _chance(many: int) -> bytes:
    return bytes(range(many))
