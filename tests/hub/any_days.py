"""Some days of a small centre in which anything may happen, made by the real rules."""

from collections.abc import Callable
from contextlib import suppress
from datetime import datetime, timedelta
from random import Random

from kiosk.domain import commands as c
from kiosk.domain.commands import Command, Role
from kiosk.domain.errors import Unfit
from kiosk.domain.events import Entry, Outcome, Paper
from kiosk.domain.ids import (
    PHONE,
    AgentId,
    AppointmentCode,
    CounterId,
    FeedbackId,
    Language,
    ServiceId,
    TicketId,
)
from kiosk.domain.slots import slots_on
from kiosk.domain.ticket import TicketState
from tests.domain.booking import BookedHall
from tests.domain.hall import BIRTH, ID_LOST, ID_NEW, ONE, TAX, TEN, THREE, TWO

SERVICES = (ID_NEW, ID_LOST, BIRTH, TAX)
COUNTERS = (ONE, TWO, THREE)


class AnyDays:
    """A centre that does what chance says; ``journal`` is what became of it."""

    def __init__(self, seed: int, *, at: datetime = TEN) -> None:
        self.hall = BookedHall(open_all_day=True, at=at)
        self.chance = Random(seed)
        self._commands: tuple[tuple[int, Callable[[], Command | None]], ...] = (
            (8, self._issue),
            (3, lambda: self._counter_opens(self._counter())),
            (12, lambda: c.CallNext(counter=self._counter(), wait=self.chance.random() < 0.5)),
            (6, lambda: c.StartService(counter=self._counter())),
            (5, self._finish),
            (2, lambda: c.Recall(counter=self._counter())),
            (1, lambda: c.UndoCall(counter=self._counter())),
            (2, lambda: c.MarkNoShow(counter=self._counter())),
            (1, lambda: c.HoldTicket(counter=self._counter(), reason="photo")),
            (1, lambda: c.TransferTicket(counter=self._counter(), service=self._service())),
            (1, lambda: c.PauseCounter(counter=self._counter(), reason="tea")),
            (1, lambda: c.ReopenCounter(counter=self._counter())),
            (1, lambda: c.CloseCounter(counter=self._counter())),
            (4, self._with_a_ticket),
            (1, self._record),
            (2, self._book),
            (3, self._with_the_book),
            (6, self._smile),
            (1, self._explain),
            (1, lambda: c.SuspendService(service=self._service(), reason="system")),
            (1, lambda: c.RestoreService(service=self._service())),
            (1, lambda: c.SetQuota(service=self._service(), quota=self.chance.choice((None, 9)))),
            (1, lambda: c.SetCutOff(service=self._service(), cut_off_min=self._cut_off())),
            (1, c.CallForHelp),
            (1, c.MeasurePace),
        )

    @property
    def journal(self) -> list[Entry]:
        return self.hall.journal

    def live(self, orders: int, *, days: int = 1) -> "AnyDays":
        """So many orders on each of so many days, each with its night."""
        weights, commands = zip(*self._commands, strict=True)
        for day in range(days):
            if day:
                self.hall.later(24 * 60)
                self.send(c.TurnDay())
            for make in self.chance.choices(commands, weights, k=orders):
                self.hall.later(self.chance.choice((0.02, 0.1, 0.5)))
                command = make()
                if command is not None:
                    self.send(command)
        return self

    def send(self, command: Command) -> None:
        """Refused or not."""
        device, role = "kiosk", Role.KIOSK
        if isinstance(command, c.GiveFeedback) and self.chance.random() < 0.2:
            device, role = PHONE, Role.PHONE
        elif isinstance(command, c.GiveFeedback | c.AddReasons):
            device, role = "tablet", Role.FEEDBACK
        elif isinstance(command, c.BookAppointment):
            role = self.chance.choice((Role.COUNTER, Role.HUB))
        with suppress(Unfit):
            self.hall.try_(command, device=device, role=role)

    def _counter(self) -> CounterId:
        return self.chance.choice(COUNTERS)

    def _service(self) -> ServiceId:
        return self.chance.choice(SERVICES)

    def _cut_off(self) -> int | None:
        return self.chance.choice((None, 0, 30))

    def _issue(self) -> Command:
        return c.IssueTicket(
            service=self._service(), language=Language("sw"), priority=self.chance.random() < 0.2
        )

    def _counter_opens(self, counter: CounterId) -> Command:
        services = tuple(self.chance.sample(SERVICES, 3))
        return c.OpenCounter(counter=counter, agent=AgentId("07"), services=services)

    def _finish(self) -> Command:
        return c.FinishService(counter=self._counter(), outcome=self.chance.choice(tuple(Outcome)))

    def _some_ticket(self, *states: TicketState) -> TicketId | None:
        tickets = self.hall.floor.tickets.values()
        fit = [t.ticket for t in tickets if not states or t.state in states]
        return self.chance.choice(fit) if fit else None

    def _with_a_ticket(self) -> Command | None:
        ticket, held = self._some_ticket(), self._some_ticket(TicketState.HELD)
        missed = self._some_ticket(TicketState.NO_SHOW)
        if ticket is None:
            return None
        commands: list[Command] = [
            c.CallTicket(counter=self._counter(), ticket=ticket),
            c.CancelTicket(ticket=ticket),
            c.ReportPaper(ticket=ticket, paper=Paper.SENT),
        ]
        if held is not None:
            commands.append(c.ResumeTicket(counter=self._counter(), ticket=held))
        if missed is not None:
            commands.append(c.Requeue(ticket=missed))
        return self.chance.choice(commands)

    def _record(self) -> Command:
        known = self._some_ticket()
        new = TicketId(f"{self.chance.randrange(4):08x}-ffff-ffff-ffff-ffffffffffff")
        service = self._service()
        letter = self.hall.catalogue.queue[self.hall.catalogue.service[service].queue].letter
        return c.RecordTicket(
            ticket=known if known is not None and self.chance.random() < 0.3 else new,
            number=f"{letter}{self.chance.randrange(900, 999)}",
            service=service,
            language=Language("en"),
            token_hash=f"{self.chance.getrandbits(256):064x}",
            issued_at=self.hall.at - timedelta(minutes=self.chance.randrange(40)),
        )

    def _book(self) -> Command | None:
        service = self.chance.choice((TAX, BIRTH, ID_NEW))
        slot = self._slot(service)
        return c.BookAppointment(service=service, slot=slot) if slot is not None else None

    def _slot(self, service: ServiceId) -> datetime | None:
        catalogue, at = self.hall.catalogue, self.hall.at
        day = at.date() + timedelta(days=self.chance.randrange(4))
        slots = slots_on(catalogue, catalogue.service[service], day, at.tzinfo)
        return self.chance.choice(slots).begins if slots else None

    def _with_the_book(self) -> Command | None:
        codes = [AppointmentCode(one.code) for one in self.hall.floor.book]
        if not codes:
            return None
        code = self.chance.choice(codes)
        slot = self._slot(self.hall.floor.book.get(code).service)  # type: ignore[union-attr]
        commands: list[Command] = [
            c.CheckIn(appointment=code, language=Language("en")),
            c.CheckIn(appointment=code, language=Language("en")),
            c.CancelAppointment(appointment=code),
        ]
        if slot is not None:
            commands.append(c.MoveAppointment(appointment=code, slot=slot))
        return self.chance.choice(commands)

    def _smile(self) -> Command | None:
        unrated = [
            t
            for t in self.hall.floor.tickets.values()
            if t.state is TicketState.SERVED and not t.rated
        ]
        if not unrated or self.chance.random() < 0.3:
            return c.GiveFeedback(smiley=self.chance.choice((1, 4, 5)))
        return c.GiveFeedback(
            smiley=self.chance.choice((1, 4, 5)),
            ticket=unrated[-1].ticket,
            counter=unrated[-1].counter,
        )

    def _explain(self) -> Command | None:
        given = list(self.hall.floor.feedback)
        if not given:
            return None
        return c.AddReasons(feedback=FeedbackId(self.chance.choice(given)), reasons=("wait",))
