"""Random bookings over random days against the rules, and what must hold after each of them."""

from collections import Counter
from dataclasses import replace
from datetime import datetime, timedelta

import hypothesis.strategies as st
from hypothesis import settings
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from kiosk.domain import commands as c
from kiosk.domain.appointment import Appointment, AppointmentState, Share
from kiosk.domain.appointment_code import is_code
from kiosk.domain.commands import Command, Role
from kiosk.domain.errors import Refused
from kiosk.domain.events import DayOpened
from kiosk.domain.floor import Floor
from kiosk.domain.ids import AppointmentCode, ServiceId
from kiosk.domain.issuing import check_in_refusal
from kiosk.domain.slots import place_of, places_left, slots_on
from kiosk.domain.snapshot import restore_floor, take_snapshot
from kiosk.wire.codec import decode_entry, decode_floor, encode_entry, encode_floor
from tests.domain.booking import SWAHILI, BookedHall
from tests.domain.hall import BIRTH, ID_LOST, ID_NEW, NAIROBI, ONE, TAX, TEN

QUOTA = 8
SERVICES = st.sampled_from((TAX, BIRTH, ID_NEW, ID_LOST))
BOOKERS = st.sampled_from((Role.COUNTER, Role.HUB))
AHEAD = st.tuples(st.sampled_from((0, 0, 1, 3)), st.integers(1, 8))
"""Days from today, and half hours from now."""
DRIFTS = st.none() | st.sampled_from((-90, -21, -5, 10, 20, 45))
"""How many minutes after the slot's beginning a visitor comes; ``None``: just now."""


class AnyBook(RuleBasedStateMachine):
    """Everything that can be done with a book, by staff and hub, at any hour of several days."""

    @initialize()
    def morning(self) -> None:
        self.hall = BookedHall(at=TEN.replace(hour=7))
        services = tuple(
            replace(one, quota=QUOTA) if one.id == BIRTH else one
            for one in self.hall.catalogue.services
        )
        self.hall.catalogue = replace(self.hall.catalogue, services=services)
        self.hall.do(c.TurnDay())

    def send(self, command: Command, role: Role = Role.COUNTER) -> bool:
        """Whether it was done."""
        self.hall.later(0.5)
        before = len(self.hall.journal)
        refused = isinstance(self.hall.try_(command, role=role), Refused)
        assert not (refused and len(self.hall.journal) > before)
        return not refused

    def some(self, data: st.DataObject) -> Appointment:
        codes = sorted(one.code for one in self.hall.floor.book)
        return self.hall.kept(data.draw(st.sampled_from(codes)))

    def slot_in(self, ahead: tuple[int, int]) -> datetime:
        """The beginning of some slot to come, which may lie outside the hours."""
        days, half_hours = ahead
        now = self.hall.at.replace(minute=self.hall.at.minute // 30 * 30, second=0)
        return now + timedelta(days=days, minutes=30 * half_hours)

    @rule(service=SERVICES, ahead=AHEAD, role=BOOKERS, many=st.integers(1, 4))
    def book(self, service: ServiceId, ahead: tuple[int, int], role: Role, many: int) -> None:
        for _ in range(many):
            self.send(c.BookAppointment(service=service, slot=self.slot_in(ahead)), role)

    @precondition(lambda self: len(self.hall.floor.book) > 0)
    @rule(data=st.data(), ahead=AHEAD, role=BOOKERS)
    def move(self, data: st.DataObject, ahead: tuple[int, int], role: Role) -> None:
        slot = self.slot_in(ahead)
        self.send(c.MoveAppointment(appointment=self.some(data).code, slot=slot), role)

    @precondition(lambda self: len(self.hall.floor.book) > 0)
    @rule(data=st.data(), role=BOOKERS)
    def cancel(self, data: st.DataObject, role: Role) -> None:
        self.send(c.CancelAppointment(appointment=self.some(data).code), role)

    @precondition(lambda self: len(self.hall.floor.book) > 0)
    @rule(data=st.data(), drift=DRIFTS, priority=st.booleans())
    def check_in(self, data: st.DataObject, drift: int | None, *, priority: bool) -> None:
        one = self.some(data)
        if drift is not None:
            self.hall.until(max(self.hall.at, one.slot + timedelta(minutes=drift)))
            self.send(c.TurnDay())
            if one.code not in self.hall.floor.book:
                return
        hall, floor = self.hall, self.hall.floor
        at = hall.at + timedelta(seconds=30)
        told = check_in_refusal(floor, hall.catalogue, one, at)
        command = c.CheckIn(appointment=one.code, language=SWAHILI, priority=priority)
        assert self.send(command) == (told is None)
        if told is None:
            ticket = floor.tickets[hall.kept(one.code).ticket or ""]  # type: ignore[index]
            place = place_of(hall.catalogue, one, at)
            assert ticket.virtual_arrival <= place if priority else ticket.virtual_arrival == place

    @rule(code=st.text("0123456789", min_size=8, max_size=8))
    def guess(self, code: str) -> None:
        known = AppointmentCode(code) in self.hall.floor.book
        done = self.send(c.CheckIn(appointment=AppointmentCode(code), language=SWAHILI))
        assert known or not done

    @rule(service=SERVICES)
    def walk_in(self, service: ServiceId) -> None:
        self.send(c.IssueTicket(service=service, language=SWAHILI))

    @rule(quota=st.none() | st.integers(4, 20), what=st.integers(0, 2))
    def manage(self, quota: int | None, what: int) -> None:
        commands: tuple[Command, ...] = (
            c.SetQuota(service=BIRTH, quota=quota),
            c.SuspendService(service=TAX, reason="system"),
            c.RestoreService(service=TAX),
        )
        self.send(commands[what])

    @rule()
    def somebody_is_served(self) -> None:
        self.send(c.TurnDay())
        if not self.hall.floor.counter(ONE).services:
            self.hall.open(ONE)
        if self.hall.floor.waiting_for(self.hall.catalogue.service):
            self.hall.serve()

    @rule(minutes=st.sampled_from((1, 10, 60, 600)))
    def time_goes_on(self, minutes: int) -> None:
        self.hall.later(minutes)

    @invariant()
    def no_slot_gives_more_than_it_has_and_no_share_the_others(self) -> None:
        floor, catalogue = self.hall.floor, self.hall.catalogue
        given = Counter(
            (one.service, one.slot, one.share)
            for one in floor.book
            if one.state is not AppointmentState.CANCELLED
        )
        for (service, slot, share), many in given.items():
            offered = catalogue.service[service]
            slots = slots_on(catalogue, offered, slot.date(), NAIROBI)
            (found,) = [one for one in slots if one.begins == slot]
            assert floor.book.given(service, slot, found.ends, share) == many <= found.places(share)
            left = places_left(floor, catalogue, offered, found, share)
            assert 0 <= left <= found.places(share) - many

    @invariant()
    def a_days_promises_and_tickets_keep_within_the_catalogues_quota(self) -> None:
        floor = self.hall.floor
        if floor.day is None or BIRTH in floor.quotas:
            return
        midnight = datetime.combine(floor.day, datetime.min.time(), NAIROBI)
        since = self.hall.at - timedelta(minutes=30)
        awaited = floor.book.awaited(BIRTH, floor.day, max(since, midnight))
        assert floor.taken.get(BIRTH, 0) + awaited <= QUOTA

    @invariant()
    def every_code_is_a_code_and_says_where_it_was_booked(self) -> None:
        for one in self.hall.floor.book:
            assert is_code(one.code)
            # Staff may have moved the hub's visitors to places of their own, and the hub theirs.
            past = one.slot.date() < (self.hall.floor.day or one.slot.date())
            assert past == (one.state is AppointmentState.MISSED)

    @invariant()
    def who_checked_in_has_the_one_ticket_of_the_appointment(self) -> None:
        floor = self.hall.floor
        tickets = {t.appointment: t.ticket for t in floor.tickets.values() if t.appointment}
        checked_in = {
            one.code: one.ticket for one in floor.book if one.state is AppointmentState.CHECKED_IN
        }
        assert tickets == checked_in
        with_one = [t for t in floor.tickets.values() if t.appointment]
        assert len(with_one) == len(tickets)

    def teardown(self) -> None:
        if not hasattr(self, "hall"):
            return
        floor, journal = self.hall.floor, self.hall.journal
        opened = [n for n, entry in enumerate(journal) if isinstance(entry.event, DayOpened)]
        for start in (opened[0], opened[-1]):
            fold = Floor()
            for entry in journal[start:]:
                again = decode_entry(encode_entry(entry))
                assert again == entry
                fold.apply(again)
            assert fold.book == floor.book
        snapshot = take_snapshot(floor, self.hall.catalogue)
        mirror = restore_floor(decode_floor(encode_floor("epoch", snapshot))[1])
        assert mirror.book == floor.book
        assert self._counts(mirror) == self._counts(floor)

    def _counts(self, floor: Floor) -> list[int]:
        return [
            places_left(floor, self.hall.catalogue, service, slot, share)
            for service in self.hall.catalogue.services
            for day in range(4)
            for slot in slots_on(
                self.hall.catalogue, service, TEN.date() + timedelta(days=day), NAIROBI
            )
            for share in Share
        ]


TestAnyBook = AnyBook.TestCase
TestAnyBook.settings = settings(max_examples=40, stateful_step_count=40, deadline=None)
