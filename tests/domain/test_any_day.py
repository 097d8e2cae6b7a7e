"""Random commands against the rules, and what must hold after each of them."""

from datetime import datetime, timedelta

import hypothesis.strategies as st
from hypothesis import settings
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from kiosk.domain import commands as c
from kiosk.domain.commands import Command, Role
from kiosk.domain.counter import OCCUPIED, CounterState
from kiosk.domain.errors import Refused, Unfit
from kiosk.domain.events import (
    Entry,
    FeedbackGiven,
    Outcome,
    Paper,
    PrinterState,
    TicketCalled,
    TicketIssued,
    Why,
)
from kiosk.domain.floor import Floor
from kiosk.domain.ids import (
    PHONE,
    AgentId,
    CounterId,
    FeedbackId,
    HelpId,
    Language,
    ServiceId,
    TicketId,
)
from kiosk.domain.printers import PRINTERS_A_DEVICE
from kiosk.domain.slots import slot_at, slots_on
from kiosk.domain.snapshot import restore_floor, take_snapshot
from kiosk.domain.ticket import Ticket, TicketState
from kiosk.domain.turns import turn_of
from kiosk.wire.codec import decode_entry, decode_floor, encode_entry, encode_floor
from tests.domain.booking import BookedHall
from tests.domain.hall import BIRTH, ID_LOST, ID_NEW, ONE, TAX, THREE, TWO

SERVICES = st.sampled_from((ID_NEW, ID_LOST, BIRTH, TAX))
COUNTERS = st.sampled_from((ONE, TWO, THREE))
DEVICES = st.sampled_from(("device", "another"))
MINUTES = st.integers(-60, 60)
BOOKERS = st.sampled_from((Role.COUNTER, Role.HUB))
RATERS = st.sampled_from((Role.FEEDBACK, Role.PHONE, Role.KIOSK))
AT_A_COUNTER = (c.Recall, c.UndoCall, c.StartService, c.MarkNoShow, c.CloseCounter, c.ReopenCounter)


class AnyDay(RuleBasedStateMachine):
    """Everything a centre's devices can send, in any order, over several days."""

    open_all_day = True

    @initialize()
    def morning(self) -> None:
        self.hall = BookedHall(open_all_day=self.open_all_day)

    def send(self, command: Command, *, device: str = "device", role: Role = Role.KIOSK) -> None:
        self.hall.later(0.25)
        folded = len(self.hall.journal)
        waiting = {t.ticket: t for t in self.hall.floor.tickets.values() if _waits(t)}
        try:
            refused = isinstance(self.hall.try_(command, device=device, role=role), Refused)
        except Unfit:
            refused = True
        new = self.hall.journal[folded:]
        assert not (refused and new)
        self._was_fair(new, waiting)

    def _was_fair(self, new: list[Entry], waiting: dict[TicketId, Ticket]) -> None:
        """Nobody the counter could have served had an earlier turn than who was called next."""
        for entry in new:
            event = entry.event
            if not isinstance(event, TicketCalled) or event.why is not Why.NEXT:
                continue
            offered = self.hall.floor.counter(event.counter).services
            earliest = min(turn_of(t) for t in waiting.values() if t.service in offered)
            assert earliest[2] == event.ticket

    def some_ticket(self, data: st.DataObject) -> TicketId:
        return data.draw(st.sampled_from(sorted(self.hall.floor.tickets)))

    @rule(service=SERVICES, priority=st.booleans())
    def issue(self, *, service: ServiceId, priority: bool) -> None:
        self.send(c.IssueTicket(service=service, language=Language("sw"), priority=priority))

    @rule(counter=COUNTERS, services=st.lists(SERVICES, max_size=4))
    def open(self, counter: CounterId, services: list[ServiceId]) -> None:
        self.send(c.OpenCounter(counter=counter, agent=AgentId("07"), services=tuple(services)))

    @rule(counter=COUNTERS, wait=st.booleans())
    def call_next(self, *, counter: CounterId, wait: bool) -> None:
        self.send(c.CallNext(counter=counter, wait=wait))

    @rule(counter=COUNTERS, kind=st.sampled_from(AT_A_COUNTER))
    def at_a_counter(self, counter: CounterId, kind: type[c.Recall]) -> None:
        self.send(kind(counter=counter))

    @rule(counter=COUNTERS, outcome=st.sampled_from(Outcome))
    def finish(self, counter: CounterId, outcome: Outcome) -> None:
        self.send(c.FinishService(counter=counter, outcome=outcome))

    @rule(counter=COUNTERS)
    def hold(self, counter: CounterId) -> None:
        self.send(c.HoldTicket(counter=counter, reason="photo"))

    @rule(counter=COUNTERS)
    def pause(self, counter: CounterId) -> None:
        self.send(c.PauseCounter(counter=counter, reason="tea"))

    @rule(counter=COUNTERS, service=SERVICES)
    def transfer(self, counter: CounterId, service: ServiceId) -> None:
        self.send(c.TransferTicket(counter=counter, service=service))

    @precondition(lambda self: self.hall.floor.tickets)
    @rule(data=st.data(), counter=COUNTERS)
    def with_a_ticket(self, data: st.DataObject, counter: CounterId) -> None:
        ticket = self.some_ticket(data)
        commands: list[Command] = [
            c.CallTicket(counter=counter, ticket=ticket),
            c.ResumeTicket(counter=counter, ticket=ticket),
            c.CancelTicket(ticket=ticket),
            c.Requeue(ticket=ticket),
            c.ReportPaper(ticket=ticket, paper=Paper.SENT),
        ]
        self.send(data.draw(st.sampled_from(commands)))

    @precondition(lambda self: self.hall.floor.tickets)
    @rule(data=st.data(), counter=COUNTERS | st.none(), role=RATERS, ago=MINUTES | st.none())
    def rate(
        self, data: st.DataObject, counter: CounterId | None, role: Role, ago: int | None
    ) -> None:
        pressed_at = None if ago is None else self.hall.at - timedelta(minutes=ago)
        smile = c.GiveFeedback(
            smiley=2, ticket=self.some_ticket(data), counter=counter, pressed_at=pressed_at
        )
        self.send(smile, device=PHONE if role is Role.PHONE else role.value, role=role)

    @rule(service=SERVICES, number=st.integers(900, 999), one=st.integers(0, 3), ago=MINUTES)
    def record(self, service: ServiceId, number: int, one: int, ago: int) -> None:
        letter = self.hall.catalogue.queue[self.hall.catalogue.service[service].queue].letter
        self.hall.later(ago)
        issued_at = self.hall.at
        self.hall.later(-ago)
        self.send(
            c.RecordTicket(
                ticket=TicketId(f"{one:08x}-ffff-ffff-ffff-ffffffffffff"),
                number=f"{letter}{number}",
                service=service,
                language=Language("en"),
                token_hash="b" * 64,
                issued_at=issued_at,
            )
        )

    @rule(service=SERVICES, ahead=st.integers(0, 1), place=st.integers(0, 60), role=BOOKERS)
    def book(self, service: ServiceId, ahead: int, place: int, role: Role) -> None:
        slot = self.some_slot(service, ahead, place)
        if slot is not None:
            self.send(c.BookAppointment(service=service, slot=slot), role=role)

    def some_slot(self, service: ServiceId, ahead: int, place: int) -> datetime | None:
        """One of the slots of today or tomorrow, past ones too."""
        catalogue, at = self.hall.catalogue, self.hall.at
        day = at.date() + timedelta(days=ahead)
        slots = slots_on(catalogue, catalogue.service[service], day, at.tzinfo)
        return slots[place % len(slots)].begins if slots else None

    @precondition(lambda self: bool(len(self.hall.floor.book)))
    @rule(data=st.data(), ahead=st.integers(0, 1), place=st.integers(0, 60), role=BOOKERS)
    def with_an_appointment(self, data: st.DataObject, ahead: int, place: int, role: Role) -> None:
        booked = sorted(self.hall.floor.book, key=lambda one: one.code)
        one = data.draw(st.sampled_from(booked))
        slot = self.some_slot(one.service, ahead, place) or one.slot
        commands: list[Command] = [
            c.CheckIn(appointment=one.code, language=Language("en"), priority=place % 2 == 0),
            c.MoveAppointment(appointment=one.code, slot=slot),
            c.CancelAppointment(appointment=one.code),
        ]
        self.send(data.draw(st.sampled_from(commands)), role=role)

    @rule(service=SERVICES, cut_off_min=st.none() | st.integers(0, 600))
    def set_cut_off(self, service: ServiceId, cut_off_min: int | None) -> None:
        self.send(c.SetCutOff(service=service, cut_off_min=cut_off_min))

    @rule(service=SERVICES, quota=st.none() | st.integers(0, 5))
    def set_quota(self, service: ServiceId, quota: int | None) -> None:
        self.send(c.SetQuota(service=service, quota=quota))

    @rule(service=SERVICES, running=st.booleans())
    def suspend(self, *, service: ServiceId, running: bool) -> None:
        restore = c.RestoreService(service=service)
        self.send(restore if running else c.SuspendService(service=service, reason="system"))

    @rule(device=DEVICES)
    def need_help(self, device: str) -> None:
        self.send(c.CallForHelp(), device=device)

    @rule()
    def answer_help(self) -> None:
        self.send(c.AnswerHelp(help=next(iter(self.hall.floor.helps), HelpId("none"))))

    @rule(
        device=DEVICES,
        printer=st.sampled_from(("Entrance", "Hall 2", "192.168.1.50:9100", "", "bell\a")),
        state=st.sampled_from(PrinterState),
        cause=st.sampled_from((None, "paper_out", "Paper out!")),
    )
    def report_a_printer(
        self, device: str, printer: str, state: PrinterState, cause: str | None
    ) -> None:
        command = c.ReportPrinter(printer=printer, state=state, cause=cause)
        self.send(command, device=device)

    @rule(device=DEVICES, first=st.integers(0, 9))
    def report_many_printers(self, device: str, first: int) -> None:
        for number in range(first, first + PRINTERS_A_DEVICE):
            command = c.ReportPrinter(printer=f"P{number}", state=PrinterState.LOW)
            self.send(command, device=device)

    @rule(device=DEVICES)
    def explain(self, device: str) -> None:
        feedback = next(iter(self.hall.floor.feedback), FeedbackId("none"))
        self.send(c.AddReasons(feedback=feedback, reasons=("wait",)), device=device)

    @rule()
    def night_falls(self) -> None:
        self.hall.later(24 * 60)
        self.send(c.TurnDay())

    @invariant()
    def numbers_are_unique_for_the_day(self) -> None:
        numbers = [ticket.number for ticket in self.hall.floor.tickets.values()]
        assert len(numbers) == len(set(numbers))
        assert set(numbers) == set(self.hall.floor.numbers)

    @invariant()
    def a_ticket_is_at_one_counter_and_a_counter_has_one_ticket(self) -> None:
        floor = self.hall.floor
        there = {n.id: n.ticket for n in floor.counters.values() if n.state in OCCUPIED}
        at_counters = {
            t.counter: t.ticket
            for t in floor.tickets.values()
            if t.state in {TicketState.CALLED, TicketState.SERVING}
        }
        assert there == at_counters
        assert all(n.ticket is None for n in floor.counters.values() if n.state not in OCCUPIED)

    @invariant()
    def nobody_waits_whom_a_ready_counter_could_serve(self) -> None:
        floor = self.hall.floor
        for counter in floor.counters.values():
            if counter.state is CounterState.READY:
                assert floor.waiting_for(counter.services) == 0

    @invariant()
    def the_turns_are_those_of_the_waiting_tickets(self) -> None:
        floor = self.hall.floor
        waiting = sum(1 for ticket in floor.tickets.values() if _waits(ticket))
        assert floor.waiting_for(self.hall.catalogue.service) == waiting

    @invariant()
    def the_quota_counts_every_ticket_that_was_not_given_up_waiting(self) -> None:
        floor = self.hall.floor
        for service in self.hall.catalogue.service:
            tickets = [t for t in floor.tickets.values() if t.service == service]
            kept = [t for t in tickets if t.state is not TicketState.CANCELLED]
            assert len(kept) <= floor.taken.get(service, 0) <= len(tickets)

    @invariant()
    def no_share_of_a_slot_takes_more_than_its_places(self) -> None:
        catalogue, book = self.hall.catalogue, self.hall.floor.book
        for one in book:
            slot = slot_at(catalogue, catalogue.service[one.service], one.slot)
            assert slot is not None
            assert book.given(one.service, one.slot, slot.ends, one.share) <= slot.places(one.share)

    @invariant()
    def an_appointment_is_kept_by_one_ticket_and_by_none_before_its_visitor_is_here(self) -> None:
        floor = self.hall.floor
        kept = {t.appointment: t.ticket for t in floor.tickets.values() if t.appointment}
        assert len(kept) == sum(1 for t in floor.tickets.values() if t.appointment)
        here = {one.code: one.ticket for one in floor.book if one.ticket is not None}
        assert here == kept

    @invariant()
    def no_device_fills_the_floor_with_printers_and_none_of_them_is_ready(self) -> None:
        printers = self.hall.floor.printers
        assert all(key == (now.device, now.printer) for key, now in printers.items())
        assert all(now.state is not PrinterState.READY for now in printers.values())
        for reporter in {device for device, _ in printers}:
            assert sum(device == reporter for device, _ in printers) <= PRINTERS_A_DEVICE

    @invariant()
    def a_ticket_is_rated_once_and_verified_only_by_who_was_served(self) -> None:
        rated = set()
        for entry in self.hall.journal:
            event = entry.event
            if not isinstance(event, FeedbackGiven):
                continue
            assert event.pressed_at is None or event.pressed_at <= entry.at
            assert not event.verified or (event.ticket and entry.by in {"feedback", PHONE})
            assert event.ticket is None or (entry.day, event.ticket) not in rated
            rated.add((entry.day, event.ticket))

    @invariant()
    def the_lines_have_no_gap_and_time_never_goes_back(self) -> None:
        journal = self.hall.journal
        assert [entry.seq for entry in journal] == list(range(1, len(journal) + 1))
        assert all(a.at <= b.at and a.day <= b.day for a, b in zip(journal, journal[1:]))  # noqa: B905, RUF007

    def teardown(self) -> None:
        if not hasattr(self, "hall"):
            return
        fold = Floor()
        for entry in self.hall.journal:
            line = encode_entry(entry)
            again = decode_entry(line)
            assert again == entry
            fold.apply(again)
        assert fold == self.hall.floor
        snapshot = take_snapshot(fold, self.hall.catalogue)
        mirror = restore_floor(decode_floor(encode_floor("epoch", snapshot))[1])
        assert take_snapshot(mirror, self.hall.catalogue) == snapshot
        assert _same_turns(mirror, fold)


def _waits(ticket: Ticket) -> bool:
    return ticket.state is TicketState.WAITING


def _same_turns(mirror: Floor, fold: Floor) -> bool:
    services = set(mirror.waiting) | set(fold.waiting)
    return all(mirror.waiting[service] == fold.waiting[service] for service in services)


class AnyWorkingDay(AnyDay):
    """The same under opening hours, quotas and suspensions, which the sample centre ignores."""

    open_all_day = False

    @invariant()
    def nobody_has_a_ticket_from_outside_the_hours(self) -> None:
        hours = self.hall.catalogue.hours
        for entry in self.hall.journal:
            if isinstance(entry.event, TicketIssued):
                opening = hours.on(entry.day)
                assert opening is not None
                assert opening.opens <= entry.at.time() < opening.closes


SETTINGS = settings(max_examples=40, stateful_step_count=50, deadline=None)
TestAnyDay = AnyDay.TestCase
TestAnyDay.settings = SETTINGS
TestAnyWorkingDay = AnyWorkingDay.TestCase
TestAnyWorkingDay.settings = SETTINGS
