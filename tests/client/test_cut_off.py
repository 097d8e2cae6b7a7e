"""Kiosks without their centre: two tickets never share a number, nothing is lost or done twice."""

from collections import Counter
from datetime import timedelta

import hypothesis.strategies as st
import pytest
from hypothesis import settings
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule

from kiosk.client.cut_off import NO_NUMBER, Moment
from kiosk.client.keeping import Me
from kiosk.client.mirror import Mirror
from kiosk.client.reply import Declined, Done, Silent
from kiosk.client.reserve import next_number
from kiosk.domain import commands as c
from kiosk.domain.counter import CounterState
from kiosk.domain.errors import Reason
from kiosk.domain.events import CentreTookOver, TicketIssued, TicketRecorded
from kiosk.domain.ids import Language, ServiceId
from kiosk.domain.numbering import reserve_of
from kiosk.domain.ticket import TicketState
from kiosk.wire.codec import encode
from tests.client.lone_kiosks import LoneKiosk, Roads, TestCentre, World
from tests.domain.booking import BookedHall, at
from tests.domain.hall import BIRTH, ID_LOST, ID_NEW, ONE, TAX, Hall

KIOSKS = st.integers(0, 2)
SERVICES = st.sampled_from((ID_NEW, ID_LOST, TAX))
SWAHILI = Language("sw")


def issue(service: ServiceId = ID_NEW) -> c.IssueTicket:
    return c.IssueTicket(service=service, language=SWAHILI)


def alone(hall: Hall, index: int = 0) -> tuple[TestCentre, LoneKiosk]:
    """A kiosk that has just lost its centre."""
    centre = TestCentre(hall, World())
    hall.do(c.TurnDay(), role=c.Role.CENTRE)
    kiosk = LoneKiosk(centre, index)
    kiosk.lose_centre()
    return centre, kiosk


class AnyOutage(RuleBasedStateMachine):
    """Three kiosks, a centre that is lost, comes back, forgets its last moments; any order."""

    @initialize()
    def morning(self) -> None:
        hall = Hall(open_all_day=True)
        self.centre = TestCentre(hall, World())
        hall.do(c.TurnDay(), role=c.Role.CENTRE)
        hall.open()
        self.kiosks = [LoneKiosk(self.centre, index) for index in range(3)]
        self.roads = Roads()
        self.followed = len(hall.journal)

    @rule(which=KIOSKS, service=SERVICES, arrives=st.booleans(), answers=st.booleans())
    def take(self, which: int, service: ServiceId, *, arrives: bool, answers: bool) -> None:
        self.roads.arrives, self.roads.answers = arrives, answers
        reply = self.kiosks[which].take_ticket(issue(service), self.roads)
        assert isinstance(reply, Done) or (
            isinstance(reply, Declined) and reply.reason == NO_NUMBER
        )

    @precondition(lambda self: self.roads.late)
    @rule()
    def a_late_request_arrives(self) -> None:
        self.roads.late.pop()()

    @rule(which=KIOSKS)
    def lose(self, which: int) -> None:
        self.kiosks[which].lose_centre()

    @rule(which=KIOSKS)
    def come_back(self, which: int) -> None:
        self.kiosks[which].come_back()

    @rule(which=KIOSKS)
    def restart(self, which: int) -> None:
        self.kiosks[which].restart()

    @rule(end=st.sampled_from((c.FinishService, c.MarkNoShow)))
    def serve(self, end: type[c.FinishService | c.MarkNoShow]) -> None:
        hall = self.centre.hall
        if hall.floor.waiting_for(hall.catalogue.service) == 0:
            return
        self._free_counter()
        if hall.floor.counter(ONE).state is not CounterState.CALLED:
            hall.do(c.CallNext(counter=ONE))
        if end is c.FinishService:
            hall.do(c.StartService(counter=ONE))
        hall.do(end(counter=ONE))
        self._spread()

    def _free_counter(self) -> None:
        """Whatever the counter was doing when a copy took over, it ends it."""
        hall = self.centre.hall
        if hall.floor.counter(ONE).state is CounterState.CLOSED:
            hall.open()
        if hall.floor.counter(ONE).state is CounterState.SERVING:
            hall.do(c.FinishService(counter=ONE))

    @rule(minutes=st.integers(1, 60))
    def wait(self, minutes: int) -> None:
        if (self.centre.hall.at + timedelta(minutes=minutes)).date() == self.centre.hall.at.date():
            self.centre.hall.later(minutes)

    @rule(lines=st.integers(1, 12))
    def a_copy_takes_over(self, lines: int) -> None:
        # Requests to the old centre die with it.
        self.roads.late.clear()
        self._spread()
        for kiosk in self.kiosks:
            kiosk.lose_centre()
        self.centre.lose_the_last(lines)
        self.followed = len(self.centre.hall.journal)

    def _spread(self) -> None:
        news = self.centre.hall.journal[self.followed :]
        self.followed += len(news)
        for kiosk in self.kiosks:
            if kiosk.online:
                kiosk.follow(news)

    def teardown(self) -> None:
        if not hasattr(self, "kiosks"):
            return
        for late in self.roads.late:
            late()
        for kiosk in self.kiosks:
            kiosk.come_back()
            kiosk.come_back()
        floor = self.centre.floor
        slips = [slip for kiosk in self.kiosks for slip in kiosk.slips]
        assert len({slip.number for slip in slips}) == len(slips), "two slips share a number"
        assert [kiosk.giver.untold for kiosk in self.kiosks] == [()] * 3
        ended = {ticket for kiosk in self.kiosks for ticket in kiosk.seen_end}
        for slip in slips:
            ticket = floor.tickets.get(slip.ticket)
            if ticket is None:
                assert (slip.ticket, slip.number) in ended, f"{slip.number} is lost"
                continue
            assert (ticket.number, ticket.token_hash) == (slip.number, slip.token_hash)
            assert floor.numbers[slip.number] == slip.ticket
            assert floor.tokens[slip.token_hash] == slip.ticket
        assert set(floor.tickets) <= {slip.ticket for slip in slips}, "a ticket nobody holds"
        given = Counter(
            entry.event.ticket
            for entry in self.centre.hall.journal
            if isinstance(entry.event, TicketIssued | TicketRecorded)
        )
        assert set(given.values()) <= {1}, "given twice"
        in_queue = sum(1 for each in floor.tickets.values() if each.state is TicketState.WAITING)
        assert floor.waiting_for(self.centre.hall.catalogue.service) == in_queue


TestAnyOutage = AnyOutage.TestCase
TestAnyOutage.settings = settings(max_examples=60, stateful_step_count=30, deadline=None)


def test_numbers_are_given_in_turn_over_the_days() -> None:
    numbers = reserve_of("A", 1)
    assert next_number("A", 1, used=()) == "A925"
    assert next_number("A", 1, used=(), last="A930") == "A931"
    assert next_number("A", 1, used={"A931"}, last="A930") == "A932"
    assert next_number("A", 1, used=(), last="A949") == "A925"
    assert next_number("A", 1, used=numbers, last="A930") is None
    assert next_number("A", 7, used=()) is None


def test_a_lone_kiosk_gives_what_the_rules_as_last_known_allow() -> None:
    hall = Hall(at=at(9))
    hall.do(c.SuspendService(service=TAX, reason="system"), role=c.Role.MANAGER)
    hall.do(c.SetQuota(service=BIRTH, quota=1), role=c.Role.MANAGER)
    _, kiosk = alone(hall)
    roads = Roads()
    assert isinstance(kiosk.take_ticket(issue(), roads), Done)
    assert _reason(kiosk, issue(TAX)) is Reason.SERVICE_SUSPENDED
    assert isinstance(kiosk.take_ticket(issue(BIRTH), roads), Done)
    assert _reason(kiosk, issue(BIRTH)) is Reason.QUOTA_FULL
    hall.at = at(16, 45)
    assert _reason(kiosk, issue()) is Reason.CUT_OFF
    hall.at = at(18)
    assert _reason(kiosk, issue()) is Reason.CENTRE_CLOSED


def test_a_reserve_that_is_used_up_says_so_and_is_whole_again_the_next_day() -> None:
    hall = Hall(at=at(9, day=19))
    _, kiosk = alone(hall)
    given = [kiosk.take_ticket(issue(), Roads()) for _ in range(25)]
    assert all(isinstance(reply, Done) for reply in given)
    assert _reason(kiosk, issue(ID_LOST)) == NO_NUMBER
    assert isinstance(kiosk.take_ticket(issue(TAX), Roads()), Done)
    hall.at = at(9)
    assert isinstance(kiosk.take_ticket(issue(), Roads()), Done)


def test_the_morning_begins_without_those_of_yesterday() -> None:
    hall = Hall(at=at(15, day=19))
    for _ in range(4):
        hall.issue()
    hall.do(c.SuspendService(service=TAX, reason="system"), role=c.Role.MANAGER)
    _, kiosk = alone(hall)
    hall.at = at(8, 5)
    reply = kiosk.take_ticket(issue(), Roads())
    assert isinstance(reply, Done)
    assert reply.issued is not None
    assert reply.alone is not None
    assert (reply.issued.ahead, reply.issued.wait_s, reply.alone.as_of) == (0, None, None)
    assert _reason(kiosk, issue(TAX)) is Reason.SERVICE_SUSPENDED


def test_an_hour_after_the_centre_was_lost_nobody_pretends_to_know_the_wait() -> None:
    hall = Hall()
    hall.open()
    hall.issue()
    lost_at = hall.at
    _, kiosk = alone(hall)
    first = kiosk.take_ticket(issue(), Roads())
    hall.later(60)
    second = kiosk.take_ticket(issue(), Roads())
    assert isinstance(first, Done)
    assert isinstance(second, Done)
    assert first.alone is not None
    assert first.issued is not None
    assert (first.alone.as_of, first.issued.ahead) == (lost_at, 1)
    assert second.alone is not None
    assert second.issued is not None
    assert (second.alone.since, second.alone.as_of, second.issued.wait_s) == (lost_at, None, None)


def test_an_appointment_is_checked_in_alone_and_kept_by_the_centre() -> None:
    hall = BookedHall(at=at(9))
    one = hall.book(at(12))
    centre, kiosk = alone(hall)
    hall.at = at(11, 50)
    check_in = c.CheckIn(appointment=one.code, language=SWAHILI)
    reply = kiosk.take_ticket(check_in, Roads())
    assert isinstance(reply, Done)
    assert _reason(kiosk, check_in) is Reason.APPOINTMENT_USED
    hall.later(30)
    kiosk.come_back()
    assert reply.issued is not None
    ticket = centre.floor.tickets[reply.issued.ticket]
    assert (ticket.appointment, ticket.virtual_arrival) == (one.code, at(11, 40))


def test_who_stood_before_a_lone_kiosk_first_is_called_first() -> None:
    hall = Hall()
    hall.open()
    centre, kiosk = alone(hall)
    early = kiosk.take_ticket(issue(), Roads())
    hall.later(10)
    hall.issue()
    kiosk.come_back()
    assert isinstance(early, Done)
    assert early.issued is not None
    assert centre.hall.called_by() == early.issued.number


def test_tickets_of_last_night_are_not_sent_into_the_mornings_queue() -> None:
    hall = Hall(at=at(15, day=19))
    centre, kiosk = alone(hall)
    kiosk.take_ticket(issue(), Roads())
    hall.at = at(8, 30)
    hall.do(c.TurnDay(), role=c.Role.CENTRE)
    kiosk.take_ticket(issue(), Roads())
    kiosk.come_back()
    assert [ticket.number for ticket in centre.floor.tickets.values()] == [kiosk.slips[1].number]
    assert kiosk.giver.untold == ()


def test_a_wrong_clock_is_put_right_before_anything_is_sent() -> None:
    """In the morning the machine believes it is the evening before; ten minutes later it knows."""
    hall = Hall(at=at(9))
    centre, kiosk = alone(hall)
    kiosk.believed = Moment(at=at(16, day=19), sure=False, steady_s=1000.0)
    kiosk.take_ticket(issue(), Roads())
    doubtful = kiosk.giver.doubtful
    hall.later(10)
    kiosk.giver.set_clock(hall.at, 1600.0)
    assert (doubtful, kiosk.giver.doubtful) == (True, False)
    kiosk.come_back()
    (ticket,) = centre.floor.tickets.values()
    assert (ticket.number, ticket.issued_at) == (kiosk.slips[0].number, at(9))


def test_a_clock_that_was_right_changes_nothing() -> None:
    hall = Hall()
    centre, kiosk = alone(hall)
    kiosk.believed = Moment(at=hall.at, sure=False, steady_s=1000.0)
    kiosk.take_ticket(issue(), Roads())
    kiosk.giver.set_clock(hall.at + timedelta(seconds=30), 1010.0)
    kiosk.come_back()
    (ticket,) = centre.floor.tickets.values()
    assert ticket.issued_at == hall.at


def test_whoever_has_no_place_among_the_kiosks_gives_nothing_alone() -> None:
    _, kiosk = alone(Hall())
    kiosk.giver.become(None)
    assert kiosk.giver.alone is None
    assert kiosk.take_ticket(issue(), Roads()) == Silent()


def test_a_number_that_cannot_be_written_down_is_not_given() -> None:
    centre, kiosk = alone(Hall())
    kiosk.fill_disk()
    assert kiosk.take_ticket(issue(), Roads()) == Silent()
    kiosk.come_back()
    assert centre.floor.tickets == {}


def test_what_is_kept_of_the_centre_is_taken_up_again() -> None:
    hall = Hall()
    hall.open()
    hall.issue()
    hall.serve()
    waiting = hall.issue(TAX)
    _, kiosk = alone(hall)
    keeping, found = kiosk.keeping(), Mirror()
    assert keeping.restore(Mirror()) is None
    keeping.catalogue(encode(hall.catalogue), hall.at)
    keeping.floor(kiosk.known, hall.at)
    assert keeping.restore(found) == hall.at
    assert set(found.floor.tickets) == {waiting.ticket}
    assert keeping.me(b'{"device":"kiosk-1","index":2}', hall.at) == Me(index=2)
    assert keeping.last_me() == Me(index=2)
    assert keeping.me(b"<html>", hall.at) is None
    assert keeping.last_me() == Me(index=2)
    keeping.nobody()
    assert keeping.last_me() is None


@pytest.mark.parametrize("name", ["catalogue", "floor"])
def test_what_is_kept_and_cannot_be_read_counts_as_nothing(name: str) -> None:
    hall = Hall()
    _, kiosk = alone(hall)
    keeping = kiosk.keeping()
    keeping.catalogue(encode(hall.catalogue), hall.at)
    keeping.floor(kiosk.known, hall.at)
    kiosk.spoil(name)
    found = Mirror()
    assert keeping.restore(found) is None
    assert found.catalogue is None


def test_a_number_the_centre_does_not_take_is_told_to_staff() -> None:
    hall = Hall()
    centre, kiosk = alone(hall)
    kiosk.take_ticket(issue(), Roads())
    twin = LoneKiosk(centre, 0)
    twin.lose_centre()
    twin.take_ticket(issue(), Roads())
    kiosk.come_back()
    twin.come_back()
    assert kiosk.giver.untold == ()
    assert twin.giver.untold == ("A900",)
    twin.come_back()
    assert twin.giver.untold == ("A900",)


@pytest.mark.parametrize("lost", [0, 2])
def test_a_new_centre_is_told_once_of_what_it_lacks(lost: int) -> None:
    hall = Hall()
    centre = TestCentre(hall, World())
    hall.do(c.TurnDay(), role=c.Role.CENTRE)
    kiosk = LoneKiosk(centre, 0)
    kiosk.take_ticket(issue(), Roads())
    centre.lose_the_last(lost)
    assert ("A001" in centre.floor.numbers) is (lost == 0)
    kiosk.come_back()
    lines = len(hall.journal)
    assert isinstance(hall.journal[-1].event, CentreTookOver if lost == 0 else TicketRecorded)
    assert "A001" in centre.floor.numbers
    kiosk.restart()
    kiosk.come_back()
    assert len(hall.journal) == lines


@pytest.mark.parametrize("reason", ["BUSY", "DISK_FULL", "STARTING"])
def test_a_centre_that_cannot_write_is_as_good_as_gone(reason: str) -> None:
    _, kiosk = alone(Hall())
    said = Declined(reason=reason, say={}, for_now=True)
    assert kiosk.giver.answered(issue(), said, kiosk.now(), "epoch-0")
    no = Declined(reason=Reason.QUOTA_FULL, say={})
    assert not kiosk.giver.answered(issue(), no, kiosk.now(), "epoch-0")


def _reason(kiosk: LoneKiosk, command: c.IssueTicket | c.CheckIn) -> str:
    reply = kiosk.take_ticket(command, Roads())
    assert isinstance(reply, Declined), reply
    return reply.reason
