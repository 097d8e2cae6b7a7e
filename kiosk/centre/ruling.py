"""One command, decided and written down inside the writer's transaction."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from hashlib import sha256

from kiosk.centre.clock import LocalClock
from kiosk.centre.outlook import Lookout, Waits
from kiosk.db.answers import Answers, KeptAnswer
from kiosk.db.devices import DeviceTable
from kiosk.db.journal import Journal, Line
from kiosk.db.tables import Tables
from kiosk.domain.catalogue import Catalogue
from kiosk.domain.commands import (
    CallForHelp,
    CheckIn,
    Command,
    IssueTicket,
    Order,
    RevokeDevice,
    Role,
)
from kiosk.domain.decide import decide, seal
from kiosk.domain.errors import Refused, Unfit
from kiosk.domain.events import Entry, TicketRenumbered
from kiosk.domain.floor import Floor
from kiosk.domain.ids import DeviceId, TicketId
from kiosk.domain.public_token import TOKEN_BYTES, token_from, token_hash
from kiosk.domain.snapshot import Snapshot, take_snapshot
from kiosk.domain.ticket import Ticket, TicketState
from kiosk.domain.waiting import NO_WAIT, WaitRange, ahead_of, told
from kiosk.wire.codec import (
    Envelope,
    Issued,
    decode_entry,
    encode,
    encode_entry,
    join_answer,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class IdReused:
    """The device has used this id for another command."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ruled:
    """It happened: the journal's new lines and the body of the answer."""

    lines: tuple[Line, ...]
    body: bytes


class Ruling:
    """The floor, and the store's tables that move with it. Belongs to the writer's thread.

    ``chance`` gives that many random bytes, ``devices`` who was ever admitted; without them any is.
    """

    def __init__(
        self,
        *,
        catalogue: Catalogue,
        clock: LocalClock,
        chance: Callable[[int], bytes],
        journal: Journal,
        answers: Answers,
        tables: Tables,
        devices: DeviceTable | None = None,
    ) -> None:
        self._catalogue = catalogue
        self._clock = clock
        self._chance = chance
        self._journal = journal
        self._answers = answers
        self._tables = tables
        self._devices = devices
        self.epoch = journal.epoch
        self.term = journal.term
        self._floor = Floor()
        self._lookout = Lookout()
        self._waits = Waits(catalogue, self._lookout.at)

    def heed(self, lookout: Lookout) -> None:
        """Put the waits that are told right by what foresight sees."""
        self._lookout = lookout
        self._waits = Waits(self._catalogue, lookout.at)

    def fold(self) -> None:
        """Make the floor anew from the journal's lines of today."""
        self._journal.forget_tip()
        self._floor = Floor()
        self._waits = Waits(self._catalogue, self._lookout.at)
        for text in self._journal.since_day_opened():
            self._floor.apply(decode_entry(text))

    def first_wrong_line(self) -> int | None:
        """The first of today's lines that is not as it was written."""
        return self._journal.first_wrong_today()

    def snapshot(self) -> Snapshot:
        """The floor as it stands, for those who follow it elsewhere."""
        return take_snapshot(self._floor, self._catalogue)

    def rule(
        self, envelope: Envelope, device: DeviceId, role: Role
    ) -> Ruled | bytes | Refused | Unfit | IdReused:
        """Decide one command and write it down; ``bytes`` is the first answer of a repeat.

        Nothing was written where the answer is a refusal, and refusals are not kept.
        """
        kept = self._answers.find(device, envelope.id)
        if kept is not None:
            if not (kept.is_remade and self._has_its_ticket(envelope)):
                return self._first(kept, envelope)
            return self._give_token(self._stamp(envelope, device, role), envelope, kept)
        if self._names_nobody(envelope.command):
            return Unfit("device", "this centre has never admitted a device of this id")
        order = self._stamp(envelope, device, role)
        try:
            events = decide(self._floor, self._catalogue, order)
        except Unfit as unfit:
            return unfit
        if isinstance(events, Refused):
            return events
        first_seq = self._floor.seq + 1
        lines = self._write(seal(self._floor, order, events))
        issued = self._issued(order)
        self._answers.keep(
            device,
            envelope.id,
            KeptAnswer(
                body_hash=_hash_of(envelope),
                first_seq=first_seq,
                last_seq=self._floor.seq,
                issued=issued,
            ),
            at_s=int(order.at.timestamp()),
        )
        body = join_answer(self._floor.seq, [line.text for line in lines], issued)
        return Ruled(lines=lines, body=body)

    def _names_nobody(self, command: Command) -> bool:
        if self._devices is None or not isinstance(command, RevokeDevice):
            return False
        return not self._devices.has(command.device)

    def _name_of(self, device: DeviceId) -> str:
        return self._devices.name_of(device) if self._devices is not None else ""

    def first_answer(self, envelope: Envelope, device: DeviceId) -> bytes | IdReused | None:
        """What this id was answered before; ``None`` when it is new. Only reads."""
        kept = self._answers.find(device, envelope.id)
        return self._first(kept, envelope) if kept is not None else None

    def _first(self, kept: KeptAnswer, envelope: Envelope) -> bytes | IdReused:
        # What was asked is not known of an answer that was made from the journal's lines.
        same = kept.is_remade or kept.body_hash == _hash_of(envelope)
        return self._repeat(kept) if same else IdReused()

    def _has_its_ticket(self, envelope: Envelope) -> bool:
        of_a_ticket = isinstance(envelope.command, IssueTicket | CheckIn)
        return of_a_ticket and TicketId(envelope.id) in self._floor.tickets

    def _give_token(self, order: Order, envelope: Envelope, kept: KeptAnswer) -> Ruled:
        """The ticket's token was in an answer that this store never had: it gets another.

        Whoever asks again has not printed the first.
        """
        ticket = self._floor.tickets[TicketId(order.id)]
        token = token_from(self._catalogue.centre.code, order.chance)
        again = TicketRenumbered(
            ticket=ticket.ticket, number=ticket.number, token_hash=token_hash(token)
        )
        lines = self._write(seal(self._floor, order, (again,)))
        answer = replace(
            kept,
            body_hash=_hash_of(envelope),
            last_seq=self._floor.seq,
            first_seq=self._floor.seq,
            issued=self._issued(order),
        )
        self._answers.mend(order.device, order.id, answer)
        return Ruled(lines=lines, body=self._repeat(answer))

    def _repeat(self, kept: KeptAnswer) -> bytes:
        lines = self._journal.between(kept.first_seq, kept.last_seq)
        return join_answer(kept.last_seq, lines, kept.issued)

    def _stamp(self, envelope: Envelope, device: DeviceId, role: Role) -> Order:
        if role is not Role.CENTRE:
            self._clock.work()
        now = self._clock.now()
        last = self._floor.at
        return Order(
            command=envelope.command,
            id=envelope.id,
            device=device,
            role=role,
            at=now if last is None or now >= last else last,
            chance=self._chance(TOKEN_BYTES),
            # Who needs a person is told by name; nothing else is worth a look into the store.
            name=self._name_of(device) if isinstance(envelope.command, CallForHelp) else "",
        )

    def _write(self, entries: Iterable[Entry]) -> tuple[Line, ...]:
        lines = tuple(Line(entry=entry, text=encode_entry(entry)) for entry in entries)
        self._journal.append(lines)
        for line in lines:
            self._floor.apply(line.entry)
            self._tables.follow(self._floor, line.entry)
        return lines

    def _issued(self, order: Order) -> bytes | None:
        if not isinstance(order.command, IssueTicket | CheckIn):
            return None
        ticket = self._floor.tickets[TicketId(order.id)]
        waits = ticket.state is TicketState.WAITING
        return encode(
            Issued(
                ticket=ticket.ticket,
                number=ticket.number,
                service=ticket.service,
                token=token_from(self._catalogue.centre.code, order.chance),
                ahead=ahead_of(self._floor, self._catalogue, ticket) if waits else 0,
                wait_s=self._wait(ticket, order.at) if waits else NO_WAIT,
                hall=self._catalogue.service[ticket.service].hall,
            )
        )

    def _wait(self, ticket: Ticket, at: datetime) -> WaitRange | None:
        return told(self._waits.of_ticket(self._floor, ticket, at))


def _hash_of(envelope: Envelope) -> bytes:
    """The same for the same command, however its JSON was spaced or ordered."""
    command = envelope.command
    return sha256(type(command).__name__.encode() + encode(command)).digest()
