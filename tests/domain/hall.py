"""A small centre that lives in a test: orders go in, events come out and are folded."""

import uuid
from datetime import date, datetime, time, timedelta, timezone
from hashlib import sha256

from kiosk.domain import commands as c
from kiosk.domain.catalogue import (
    Catalogue,
    Centre,
    Code,
    Counter,
    Group,
    Hours,
    HoursException,
    Opening,
    Queue,
    Rules,
    Service,
)
from kiosk.domain.commands import Command, Order, Role
from kiosk.domain.decide import decide, seal
from kiosk.domain.errors import Reason, Refused
from kiosk.domain.events import Entry, Event, TicketIssued
from kiosk.domain.floor import Floor
from kiosk.domain.ids import (
    AgentId,
    CommandId,
    CounterId,
    DeviceId,
    GroupId,
    Language,
    QueueId,
    ServiceId,
    TicketId,
)
from kiosk.domain.ticket import Ticket

NAIROBI = timezone(timedelta(hours=3))
FRIDAY = date(2026, 11, 20)
TEN = datetime(2026, 11, 20, 10, 0, tzinfo=NAIROBI)
WORKING_DAY = Opening(opens=time(8), closes=time(17))
HOLIDAY = date(2026, 12, 25)

ID_NEW, ID_LOST, BIRTH, TAX = (ServiceId(s) for s in ("id-new", "id-lost", "birth", "tax"))
ONE, TWO, THREE = (CounterId(c) for c in ("1", "2", "3"))


def names(text: str) -> dict[str, str]:
    return {"en": text, "sw": text}


def service(service_id: ServiceId, queue: str, *, quota: int | None = None) -> Service:
    return Service(
        id=service_id,
        group=GroupId("all"),
        queue=QueueId(queue),
        name=names(service_id),
        agency=names("agency"),
        icon="info",
        target_min=5,
        hall=names("Hall 1"),
        quota=quota,
    )


def catalogue(*, open_all_day: bool = False) -> Catalogue:
    """Four services in three queues, three counters."""
    everything = (ID_NEW, ID_LOST, BIRTH, TAX)
    return Catalogue(
        centre=Centre(code="TEST", name=names("Test"), place=names("Here")),
        groups=(Group(id=GroupId("all"), name=names("All"), hint=names(""), icon="info"),),
        services=(
            service(ID_NEW, "ids"),
            service(ID_LOST, "ids"),
            service(BIRTH, "certificates", quota=3),
            service(TAX, "tax"),
        ),
        queues=tuple(
            Queue(id=QueueId(queue), letter=letter, name=names(queue), short=names(queue))
            for queue, letter in (("ids", "A"), ("certificates", "F"), ("tax", "H"))
        ),
        counters=tuple(
            Counter(id=counter, label=counter, hall=names("Hall 1"), services=everything)
            for counter in (ONE, TWO, THREE)
        ),
        hours=Hours(
            week=dict.fromkeys(("mon", "tue", "wed", "thu", "fri"), WORKING_DAY),
            cut_off_min=30,
            exceptions=(
                HoursException(day=HOLIDAY, name=names("Christmas")),
                HoursException(
                    day=date(2026, 11, 21),
                    name=names("Open Saturday"),
                    opening=Opening(opens=time(9), closes=time(12)),
                ),
            ),
        ),
        hold_reasons=(Code(id="photo", name=names("photo")),),
        pause_reasons=(Code(id="tea", name=names("tea")),),
        suspend_reasons=(Code(id="system", name=names("system")),),
        feedback_reasons=(Code(id="wait", name=names("wait")), Code(id="other", name=names("o"))),
        rules=Rules(open_all_day=open_all_day),
    )


class Hall:
    """Gives orders at a time the test sets, and keeps the journal."""

    def __init__(self, *, at: datetime = TEN, open_all_day: bool = False) -> None:
        self.catalogue = catalogue(open_all_day=open_all_day)
        self.floor = Floor()
        self.journal: list[Entry] = []
        self.at = at
        self._made = 0

    def try_(
        self, command: Command, *, device: str = "device", role: Role = Role.KIOSK
    ) -> tuple[Event, ...] | Refused:
        """Decide, and fold what happened."""
        self._made += 1
        order = Order(
            command=command,
            id=CommandId(str(uuid.UUID(int=self._made))),
            device=DeviceId(device),
            role=role,
            at=self.at,
            chance=sha256(str(self._made).encode()).digest()[:16],
        )
        decision = decide(self.floor, self.catalogue, order)
        if isinstance(decision, Refused):
            return decision
        for entry in seal(self.floor, order, decision):
            self.floor.apply(entry)
            self.journal.append(entry)
        return decision

    def do(
        self, command: Command, *, device: str = "device", role: Role = Role.KIOSK
    ) -> tuple[Event, ...]:
        """Decide what must not be refused."""
        decision = self.try_(command, device=device, role=role)
        assert not isinstance(decision, Refused), decision.reason
        return decision

    def refusal(
        self, command: Command, *, device: str = "device", role: Role = Role.KIOSK
    ) -> Reason:
        """Decide what must be refused."""
        decision = self.try_(command, device=device, role=role)
        assert isinstance(decision, Refused), decision
        return decision.reason

    def later(self, minutes: float) -> None:
        self.at += timedelta(minutes=minutes)

    def issue(
        self, service_id: ServiceId = ID_NEW, *, priority: bool = False, minutes: float = 1
    ) -> Ticket:
        """A minute later, somebody takes a ticket."""
        self.later(minutes)
        events = self.do(
            c.IssueTicket(service=service_id, language=Language("sw"), priority=priority)
        )
        issued = next(event for event in events if isinstance(event, TicketIssued))
        return self.floor.tickets[issued.ticket]

    def open(self, counter: CounterId = ONE, *services: ServiceId) -> None:
        """An agent opens a counter; with nothing named, for everything."""
        offered = services or tuple(self.catalogue.service)
        self.do(c.OpenCounter(counter=counter, agent=AgentId("07"), services=offered))

    def ticket(self, ticket: Ticket | TicketId) -> Ticket:
        """The ticket as it stands now."""
        return self.floor.tickets[ticket.ticket if isinstance(ticket, Ticket) else ticket]

    def called_by(self, counter: CounterId = ONE) -> str:
        """Call next, and say the number."""
        self.do(c.CallNext(counter=counter))
        called = self.floor.counter(counter).ticket
        assert called is not None
        return self.floor.tickets[called].number

    def serve(self, counter: CounterId = ONE) -> Ticket:
        """Call, start and finish the next visitor."""
        self.do(c.CallNext(counter=counter))
        called = self.floor.counter(counter).ticket
        assert called is not None
        self.do(c.StartService(counter=counter))
        self.do(c.FinishService(counter=counter))
        return self.floor.tickets[called]
