"""The hall as a kiosk goes on with it alone: what was last known, and its own numbers."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from kiosk.client.mirror import Mirror
from kiosk.client.reply import Alone
from kiosk.client.reserve import Given, Reserve
from kiosk.db.outbox import Unsent
from kiosk.domain.appointment import Appointment
from kiosk.domain.catalogue import Catalogue, Service
from kiosk.domain.commands import (
    CheckIn,
    Command,
    IssueTicket,
    Order,
    RecordTicket,
    Role,
    TurnDay,
)
from kiosk.domain.decide import decide, seal
from kiosk.domain.errors import Reason, Refused
from kiosk.domain.events import DayClosed, DayOpened, TicketRecorded
from kiosk.domain.ids import AppointmentCode, CommandId, DeviceId, TicketId
from kiosk.domain.issuing import check_in_refusal, known_service, refusal
from kiosk.domain.public_token import token_from, token_hash
from kiosk.domain.waiting import told
from kiosk.wire.codec import Issued

NO_NUMBER = "NO_NUMBER"
"""In place of a ``Reason``: the kiosk has given all of its own numbers of a queue today."""
FIGURES_LAST = timedelta(minutes=30)
"""So long after the centre was lost its queue may still look as it did."""
_ALONE = DeviceId("alone")
_OWN = (DayClosed, DayOpened, TicketRecorded)
"""What a kiosk knows by itself; whom a counter calls it does not."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnTicket:
    """A ticket from the reserve, on disk: to be printed now, and told to the centre some day."""

    issued: Issued
    unsent: Unsent
    alone: Alone


@dataclass(frozen=True, slots=True, kw_only=True)
class NoTicket:
    """There is none, for a ``Reason`` of the rules as last known, or ``NO_NUMBER``."""

    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """When something is done, aware and in the centre's zone.

    ``sure``: that is the centre's time, not only this machine's. ``steady_s`` is the same moment by
    a clock that nobody sets.
    """

    at: datetime
    sure: bool
    steady_s: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Stamp:
    """When and with what chance (16 bytes) a ticket is given.

    ``record_id`` is the id of the command that will tell of it.
    """

    now: Moment
    chance: bytes
    record_id: CommandId


class CutOff:
    """What a cut-off kiosk knows and gives. ``known_at`` is when its centre was last heard of.

    The rules hold as they were last known: hours, quotas, suspensions, appointments.
    """

    def __init__(self, known: Mirror, reserve: Reserve, *, known_at: datetime | None) -> None:
        self.mirror = known.twin()
        self._reserve = reserve
        self._known_at = known_at

    @property
    def catalogue(self) -> Catalogue:
        """What the centre offers, as last known."""
        assert self.mirror.catalogue is not None
        return self.mirror.catalogue

    def alone(self, at: datetime) -> Alone:
        """How far what is known can still be believed ``at`` that time."""
        known_at = self._known_at
        if known_at is None or known_at.astimezone(at.tzinfo).date() != at.date():
            return Alone()
        return Alone(since=known_at, as_of=known_at if at - known_at <= FIGURES_LAST else None)

    def turn(self, at: datetime) -> bool:
        """Begin a new day with what carries over from the last one; whether it is one."""
        order = _order(TurnDay(), CommandId("day"), at, role=Role.CENTRE)
        return self._fold(order)

    def issue(
        self, asked: CommandId, command: IssueTicket | CheckIn, stamp: Stamp
    ) -> OwnTicket | NoTicket:
        """Give the ticket that was asked for under this id, by the next number of the reserve.

        Once per id. Raises ``StoreFailed``: nothing was given.
        """
        at = stamp.now.at
        self.turn(at)
        service, appointment, reason = self._wanted(command, at)
        if reason is not None or service is None:
            return NoTicket(reason=reason or Reason.APPOINTMENT_UNKNOWN)
        letter = self.catalogue.queue[service.queue].letter
        day = self.mirror.floor.day or at.date()
        number = self._reserve.number(letter, day, known=self.mirror.floor.numbers)
        if number is None:
            return NoTicket(reason=NO_NUMBER)
        token = token_from(self.catalogue.centre.code, stamp.chance)
        record = RecordTicket(
            ticket=TicketId(asked),
            number=number,
            service=service.id,
            language=command.language,
            token_hash=token_hash(token),
            issued_at=at,
            priority=command.priority,
            assist=command.assist,
            appointment=appointment.code if appointment is not None else None,
        )
        given = Given(record=record, day=day, sure=stamp.now.sure, steady_s=stamp.now.steady_s)
        unsent = self._reserve.give(given, stamp.record_id)
        self._fold(_order(record, stamp.record_id, at, role=Role.KIOSK))
        alone = self.alone(at)
        issued = self._issued(record, token, alone)
        return OwnTicket(issued=issued, unsent=unsent, alone=alone)

    def _wanted(
        self, command: IssueTicket | CheckIn, at: datetime
    ) -> tuple[Service | None, Appointment | None, Reason | None]:
        """The service, the appointment that is checked in, and why there is no ticket."""
        catalogue, floor = self.catalogue, self.mirror.floor
        if command.appointment is None:
            assert isinstance(command, IssueTicket)
            service = known_service(catalogue, command.service)
            return service, None, refusal(floor, catalogue, service, at)
        appointment = floor.book.get(AppointmentCode(command.appointment))
        if appointment is None:
            return None, None, Reason.APPOINTMENT_UNKNOWN
        reason = check_in_refusal(floor, catalogue, appointment, at)
        return catalogue.service.get(appointment.service), appointment, reason

    def _fold(self, order: Order) -> bool:
        """Let the rules decide, and take in what this kiosk can know of it; whether anything."""
        floor = self.mirror.floor
        decision = decide(floor, self.catalogue, order)
        if isinstance(decision, Refused):
            return False
        known = tuple(event for event in decision if isinstance(event, _OWN))
        self.mirror.fold(seal(floor, order, known))
        return bool(known)

    def _issued(self, record: RecordTicket, token: str, alone: Alone) -> Issued:
        ticket = self.mirror.floor.tickets[record.ticket]
        known = alone.as_of is not None
        wait = self.mirror.wait_of(ticket, record.issued_at) if known else None
        return Issued(
            ticket=ticket.ticket,
            number=ticket.number,
            service=ticket.service,
            token=token,
            ahead=self.mirror.ahead_of(ticket),
            wait_s=told(wait),
            hall=self.catalogue.service[ticket.service].hall,
        )


def _order(command: Command, order_id: CommandId, at: datetime, *, role: Role) -> Order:
    return Order(command=command, id=order_id, device=_ALONE, role=role, at=at, chance=bytes(16))
