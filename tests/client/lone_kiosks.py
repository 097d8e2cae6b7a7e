"""A centre and its kiosks in one test: the real rules, real stores, and a road the test breaks."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from hashlib import sha256
from itertools import count

# The same SQLite as the product's.
from sqlite_utils.utils import sqlite3  # type: ignore[attr-defined]

from kiosk.client.cut_off import Moment
from kiosk.client.giver import AskedForTicket, Giver
from kiosk.client.keeping import Keeping
from kiosk.client.mirror import Mirror
from kiosk.client.outbox import Outbox
from kiosk.client.reply import Declined, Done, Reply, Silent
from kiosk.client.reserve import Reserve
from kiosk.db.device_schema import DEVICE
from kiosk.db.opening import Database
from kiosk.db.outbox import OutboxTable
from kiosk.db.reserve import KnownTable, PrintedTable
from kiosk.domain import commands as c
from kiosk.domain.catalogue import Catalogue
from kiosk.domain.commands import Order, Role
from kiosk.domain.decide import decide, seal
from kiosk.domain.errors import Refused, Unfit
from kiosk.domain.events import (
    CentreTookOver,
    DayOpened,
    Entry,
    NoShowMarked,
    ServiceFinished,
    TicketCancelled,
)
from kiosk.domain.floor import Floor
from kiosk.domain.ids import CommandId, DeviceId, TicketId
from kiosk.domain.public_token import token_from, token_hash
from kiosk.domain.snapshot import take_snapshot
from kiosk.wire.codec import Issued, decode_command, encode, encode_command, encode_floor
from tests.domain.hall import Hall

JUMP = 100


class World:
    """What chance and order everybody shares: ids, bytes."""

    def __init__(self) -> None:
        self._made = count(1)

    def new_id(self) -> CommandId:
        return CommandId(f"{next(self._made):08x}-0000-0000-0000-000000000000")

    def chance(self, many: int) -> bytes:
        return sha256(str(next(self._made)).encode()).digest()[:many]


class TestCentre:
    """The rules, a journal, and the first answer for whoever asks again."""

    __test__ = False

    def __init__(self, hall: Hall, world: World) -> None:
        self.hall = hall
        self.world = world
        self.epoch = "epoch-0"
        self._answers: dict[CommandId, Reply] = {}

    @property
    def floor(self) -> Floor:
        return self.hall.floor

    def take(self, body: bytes, by: str) -> Reply:
        """What becomes of a request that has arrived."""
        envelope = decode_command(body)
        kept = self._answers.get(envelope.id)
        if kept is not None:
            return kept
        chance = self.world.chance(16)
        order = Order(
            command=envelope.command,
            id=envelope.id,
            device=DeviceId(by),
            role=Role.KIOSK,
            at=self.hall.at,
            chance=chance,
        )
        try:
            decision = decide(self.floor, self.hall.catalogue, order)
        except Unfit as unfit:
            return Declined(reason=unfit.where, say={})
        if isinstance(decision, Refused):
            return Declined(reason=decision.reason, say={})
        entries = seal(self.floor, order, decision)
        for entry in entries:
            self.floor.apply(entry)
            self.hall.journal.append(entry)
        reply = Done(entries=entries, issued=self._issued(order))
        self._answers[envelope.id] = reply
        return reply

    def _issued(self, order: Order) -> Issued | None:
        if not isinstance(order.command, c.IssueTicket | c.CheckIn):
            return None
        catalogue = self.hall.catalogue
        ticket = self.floor.tickets[TicketId(order.id)]
        return Issued(
            ticket=ticket.ticket,
            number=ticket.number,
            service=ticket.service,
            token=token_from(catalogue.centre.code, order.chance),
            ahead=0,
            wait_s=None,
            hall=catalogue.service[ticket.service].hall,
        )

    def floor_body(self) -> bytes:
        return encode_floor(self.epoch, take_snapshot(self.floor, self.hall.catalogue))

    def lose_the_last(self, lines: int) -> None:
        """A copy takes over that lacks so many lines of today, and their answers."""
        journal = self.hall.journal
        # A copy begins with these.
        kept = max(
            n for n, e in enumerate(journal) if isinstance(e.event, DayOpened | CentreTookOver)
        )
        end = max(kept + 1, len(journal) - lines)
        lost, self.hall.journal = journal[end:], journal[:end]
        self.hall.floor = Floor()
        for entry in self.hall.journal:
            self.hall.floor.apply(entry)
        gone = {entry.cmd for entry in lost}
        self._answers = {k: v for k, v in self._answers.items() if k not in gone}
        self.epoch = f"epoch-{int(self.epoch[6:]) + 1}"
        self.hall.do(c.TakeOver(term=int(self.epoch[6:]), jump=JUMP), role=Role.CENTRE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Slip:
    """What a visitor holds."""

    day: date
    number: str
    ticket: TicketId
    token_hash: str


@dataclass(slots=True)
class Roads:
    """What happens to the next request: it is answered, lost, or its answer is."""

    arrives: bool = True
    answers: bool = True
    late: list[Callable[[], object]] = field(default_factory=list)


class LoneKiosk:
    """One kiosk, as its station drives it; ``store`` outlives a restart."""

    def __init__(self, centre: TestCentre, index: int) -> None:
        self._centre = centre
        self._index = index
        self._store = Database(sqlite3.connect(":memory:", isolation_level=None))
        DEVICE.apply(self._store)
        self.slips: list[Slip] = []
        self.seen_end: set[tuple[TicketId, str]] = set()
        self.online = False
        self.believed: Moment | None = None
        """What its own clock says, where that is not the time."""
        self._start(Mirror())
        self.come_back()

    def _start(self, known: Mirror) -> None:
        self._outbox = Outbox(OutboxTable(self._store))
        self._reserve = Reserve(PrintedTable(self._store), index=self._index)
        world = self._centre.world
        self.giver = Giver(self._outbox, self._reserve, new_id=world.new_id, chance=world.chance)
        self._known = known

    @property
    def catalogue(self) -> Catalogue:
        return self._centre.hall.catalogue

    @property
    def known(self) -> Mirror:
        return self._known

    def keeping(self) -> Keeping:
        return Keeping(KnownTable(self._store))

    def spoil(self, name: str) -> None:
        """What was kept under this name is garbage now."""
        self._store.execute("UPDATE known SET body = ? WHERE name = ?", (b"{", name))

    def fill_disk(self) -> None:
        """Nothing more can be written."""
        self._store.execute("PRAGMA query_only = ON")

    def now(self) -> Moment:
        return self.believed or Moment(at=self._centre.hall.at, sure=True, steady_s=0.0)

    def lose_centre(self) -> None:
        self.online = False
        self.giver.lose(self._known, self.now().at, self.now().at)

    def restart(self) -> None:
        """The process dies and another starts on the same store, knowing what was kept."""
        known = self._known
        self._start(known)
        if not self.online:
            self.lose_centre()

    def come_back(self) -> None:
        """The floor comes, what is owed goes up in order, and once more where no answer came."""
        self.online = True
        self._known.install_catalogue(encode(self.catalogue))
        self._known.install_floor(self._centre.floor_body())
        self.giver.find()
        self.giver.meet(self._known)
        while (unsent := self._outbox.take()) is not None:
            reply = self._centre.take(unsent.body, f"kiosk-{self._index}")
            assert self._outbox.settle(unsent.id, reply)
            self.giver.settled(unsent, reply, self._centre.epoch)
        self._known.install_floor(self._centre.floor_body())

    def follow(self, entries: list[Entry]) -> None:
        """Lines of the feed."""
        for entry in entries:
            self.giver.follow(entry, self._centre.floor)
            if isinstance(entry.event, ServiceFinished | NoShowMarked | TicketCancelled):
                ticket = self._centre.floor.tickets[entry.event.ticket]
                self.seen_end.add((ticket.ticket, ticket.number))

    def take_ticket(self, command: AskedForTicket, roads: Roads) -> Reply:
        """A visitor presses the button."""
        asked = self._centre.world.new_id()
        reply: Reply = Silent()
        if self.online:
            body = encode_command(asked, command)

            def arrive() -> Reply:
                return self._centre.take(body, f"kiosk-{self._index}")

            if roads.arrives:
                came = arrive()
                reply = came if roads.answers else Silent()
            else:
                roads.late.append(arrive)
            if not self.giver.answered(command, reply, self.now(), self._centre.epoch):
                self._print(reply)
                return reply
        reply = self.giver.give(asked, command, self.now(), self._known)
        self._print(reply)
        return reply

    def _print(self, reply: Reply) -> None:
        if isinstance(reply, Done) and reply.issued is not None:
            issued = reply.issued
            slip = Slip(
                day=self._centre.hall.at.date(),
                number=issued.number,
                ticket=issued.ticket,
                token_hash=token_hash(issued.token),
            )
            self.slips.append(slip)
