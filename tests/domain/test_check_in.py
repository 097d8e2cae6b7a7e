"""What an appointment is worth when its visitor is here: early, on time, late, lost."""

from dataclasses import replace
from datetime import datetime

import pytest

from kiosk.domain import commands as c
from kiosk.domain.appointment import AppointmentState
from kiosk.domain.catalogue import HoursException, Rules, Slots
from kiosk.domain.commands import Role
from kiosk.domain.errors import Reason, Unfit
from kiosk.domain.ids import AppointmentCode, Language
from kiosk.domain.issuing import check_in_refusal, quota_left
from kiosk.domain.slots import Timeliness, timeliness
from kiosk.domain.ticket import TicketState
from tests.domain.booking import SWAHILI, BookedHall, at
from tests.domain.hall import BIRTH, FRIDAY, ID_NEW, NAIROBI, ONE, TAX, names

NOON = at(12)
DAWN = at(6)
UNKNOWN = AppointmentCode("10000009")


def early_hall(rules: Rules | None = None) -> BookedHall:
    """Booked days ago, for all that this day knows: at six in the morning."""
    return BookedHall(at=DAWN, rules=rules)


@pytest.mark.parametrize(
    ("when", "meaning", "place"),
    [
        (at(9), Timeliness.EARLY, at(11, 40)),
        (at(11, 39), Timeliness.EARLY, at(11, 40)),
        (at(11, 40), Timeliness.ON_TIME, at(11, 40)),
        (NOON, Timeliness.ON_TIME, at(11, 40)),
        (at(12, 15), Timeliness.ON_TIME, at(11, 40)),
        (at(12, 16), Timeliness.LATE, at(12, 6)),
        (at(12, 30), Timeliness.LATE, at(12, 20)),
        (at(12, 31), Timeliness.LOST, at(12, 31)),
        (at(16), Timeliness.LOST, at(16)),
    ],
)
def test_when_one_comes_decides_where_one_stands(
    when: datetime, meaning: Timeliness, place: datetime
) -> None:
    hall = early_hall()
    one = hall.book(NOON)
    hall.until(when)
    assert timeliness(hall.catalogue, one, hall.at) is meaning
    ticket = hall.check_in(one)
    assert ticket.virtual_arrival == place
    assert ticket.credit_s == (when - place).total_seconds()
    assert (ticket.appointment, ticket.service) == (one.code, TAX)
    assert hall.kept(one.code).state is AppointmentState.CHECKED_IN
    assert hall.kept(one.code).ticket == ticket.ticket


def test_on_another_day_it_means_nothing() -> None:
    hall = BookedHall()
    one = hall.book(at(10, day=23))
    assert timeliness(hall.catalogue, one, hall.at) is Timeliness.OTHER_DAY
    assert hall.refusal(c.CheckIn(appointment=one.code, language=SWAHILI)) is (
        Reason.APPOINTMENT_OTHER_DAY
    )


def test_who_comes_early_lets_those_go_first_who_come_in_the_meantime() -> None:
    hall = BookedHall()
    one = hall.book(NOON)
    early = hall.check_in(one)
    before = hall.issue(TAX, minutes=60)
    hall.until(at(11, 45))
    after = hall.issue(TAX)
    hall.open(ONE)
    assert [hall.serve().number for _ in range(3)] == [before.number, early.number, after.number]


def test_who_comes_early_is_called_as_soon_as_nobody_else_waits() -> None:
    hall = BookedHall()
    hall.open(ONE)
    hall.do(c.CallNext(counter=ONE, wait=True))
    ticket = hall.check_in(hall.book(at(15)))
    assert hall.ticket(ticket).state is TicketState.CALLED


def test_on_time_one_goes_before_who_came_after_that_and_not_before_who_stood_there() -> None:
    hall = early_hall()
    one = hall.book(NOON)
    hall.until(at(11, 38))
    there = hall.issue(TAX)
    then = hall.issue(TAX, minutes=10)
    hall.until(NOON)
    mine = hall.check_in(one)
    hall.open(ONE)
    assert [hall.serve().number for _ in range(3)] == [there.number, mine.number, then.number]


def test_nobody_stands_before_those_who_were_there_when_it_was_booked() -> None:
    hall = BookedHall()
    hall.until(at(11, 50))
    waiting = hall.issue(TAX)
    hall.later(1)
    mine = hall.check_in(hall.book(NOON))
    assert mine.virtual_arrival == hall.at > waiting.virtual_arrival
    assert mine.credit_s == 0


def test_nobody_moves_past_those_who_were_there_either() -> None:
    hall = BookedHall()
    one = hall.book(at(15))
    hall.until(at(11, 50))
    waiting = hall.issue(TAX)
    hall.later(1)
    hall.do(c.MoveAppointment(appointment=one.code, slot=NOON), role=Role.COUNTER)
    assert hall.check_in(hall.kept(one.code)).virtual_arrival > waiting.virtual_arrival


@pytest.mark.parametrize(
    ("when", "place"),
    [
        (at(9), at(8, 30)),  # half an hour of priority is worth more than being early
        (NOON, at(11, 30)),
        (at(12, 15), at(11, 40)),  # and here the appointment is
        (at(12, 40), at(12, 10)),
    ],
)
def test_priority_and_appointment_never_add_up(when: datetime, place: datetime) -> None:
    hall = early_hall()
    one = hall.book(NOON)
    hall.until(when)
    assert hall.check_in(one, priority=True).virtual_arrival == place


@pytest.mark.parametrize(
    ("when", "place"),
    [(NOON, at(11, 50)), (at(12, 6), at(12, 1)), (at(13), at(12, 55)), (at(13, 1), at(13, 1))],
)
def test_a_centres_own_figures_hold(when: datetime, place: datetime) -> None:
    hall = early_hall(
        Rules(appointment_credit_min=10, appointment_late_min=5, appointment_lost_min=60)
    )
    one = hall.book(NOON)
    hall.until(when)
    assert hall.check_in(one).virtual_arrival == place


def test_a_ticket_taken_with_an_appointment_is_a_check_in() -> None:
    hall = early_hall()
    one = hall.book(NOON)
    hall.until(at(11, 55))
    hall.do(c.IssueTicket(service=TAX, language=SWAHILI, appointment=one.code))
    assert hall.kept(one.code).state is AppointmentState.CHECKED_IN
    assert (
        hall.refusal(c.IssueTicket(service=TAX, language=SWAHILI, appointment=one.code))
        is Reason.APPOINTMENT_USED
    )


def test_an_appointment_is_for_its_own_service() -> None:
    hall = early_hall()
    one = hall.book(NOON)
    hall.until(NOON)
    with pytest.raises(Unfit, match="another service"):
        hall.try_(c.IssueTicket(service=ID_NEW, language=SWAHILI, appointment=one.code))


def test_why_one_cannot_check_in_is_told_before_and_when_it_is_tried() -> None:
    hall = BookedHall()
    cancelled, used, other = hall.book(NOON), hall.book(NOON), hall.book(at(9, day=23))
    hall.do(c.CancelAppointment(appointment=cancelled.code), role=Role.COUNTER)
    hall.check_in(used)
    for appointment, reason in (
        (cancelled, Reason.APPOINTMENT_CANCELLED),
        (used, Reason.APPOINTMENT_USED),
        (other, Reason.APPOINTMENT_OTHER_DAY),
    ):
        kept = hall.kept(appointment.code)
        assert check_in_refusal(hall.floor, hall.catalogue, kept, hall.at) is reason
        check_in = c.CheckIn(appointment=kept.code, language=SWAHILI)
        assert hall.refusal(check_in) is reason
    unknown = c.CheckIn(appointment=UNKNOWN, language=SWAHILI)
    assert hall.refusal(unknown) is Reason.APPOINTMENT_UNKNOWN


def test_neither_quota_nor_cut_off_breaks_a_promise() -> None:
    hall = early_hall()
    hall.do(c.SetQuota(service=BIRTH, quota=4))
    one = hall.book(at(16), BIRTH)
    hall.until(at(15))
    hall.do(c.SetQuota(service=BIRTH, quota=0))
    hall.until(at(16, 30))
    walk_in = c.IssueTicket(service=BIRTH, language=SWAHILI)
    assert hall.refusal(walk_in) is Reason.CUT_OFF
    assert hall.check_in(one).state is TicketState.WAITING


def test_a_place_is_kept_for_who_is_awaited_and_given_away_when_it_is_lost() -> None:
    hall = early_hall()
    hall.do(c.SetQuota(service=BIRTH, quota=4))
    one = hall.book(at(10), BIRTH)
    birth = hall.catalogue.service[BIRTH]
    hall.until(at(9))
    for still in (3, 2, 1):
        assert quota_left(hall.floor, hall.catalogue, birth, hall.at) == still
        hall.issue(BIRTH)
    walk_in = c.IssueTicket(service=BIRTH, language=SWAHILI)
    assert hall.refusal(walk_in) is Reason.QUOTA_FULL
    hall.until(at(10, 30))
    assert hall.refusal(walk_in) is Reason.QUOTA_FULL
    hall.until(at(10, 31))
    assert quota_left(hall.floor, hall.catalogue, birth, hall.at) == 1
    hall.issue(BIRTH, minutes=0)
    # Now the promise is gone, and whoever comes so late is as anybody else.
    late = c.CheckIn(appointment=one.code, language=SWAHILI)
    assert hall.refusal(late) is Reason.QUOTA_FULL


def test_a_stopped_service_cannot_be_checked_in_for() -> None:
    hall = early_hall()
    one = hall.book(NOON)
    hall.until(NOON)
    hall.do(c.SuspendService(service=TAX, reason="system"))
    check_in = c.CheckIn(appointment=one.code, language=SWAHILI)
    assert hall.refusal(check_in) is Reason.SERVICE_SUSPENDED
    hall.do(c.RestoreService(service=TAX))
    assert hall.check_in(one).state is TicketState.WAITING


@pytest.mark.parametrize(
    ("when", "let_in"), [(at(6, 59), False), (at(7), True), (at(16, 59), True), (at(17), False)]
)
def test_one_can_check_in_from_an_hour_before_opening_until_closing(
    when: datetime, *, let_in: bool
) -> None:
    hall = early_hall(Rules(appointment_lost_min=600))
    one = hall.book(at(8))
    hall.until(when)
    check_in = c.CheckIn(appointment=one.code, language=SWAHILI)
    if let_in:
        assert hall.do(check_in)
    else:
        assert hall.refusal(check_in) is Reason.CENTRE_CLOSED


def test_on_a_day_that_became_a_holiday_the_centre_is_closed() -> None:
    hall = early_hall()
    one = hall.book(NOON)
    holiday = HoursException(day=FRIDAY, name=names("Election day"))
    hours = replace(hall.catalogue.hours, exceptions=(holiday,))
    hall.catalogue = replace(hall.catalogue, hours=hours)
    hall.until(NOON)
    check_in = c.CheckIn(appointment=one.code, language=SWAHILI)
    assert hall.refusal(check_in) is Reason.CENTRE_CLOSED


@pytest.mark.parametrize("book", [Slots(minutes=50), Slots(minutes=30, capacity=1), None])
def test_a_promise_holds_whatever_becomes_of_the_book(book: Slots | None) -> None:
    hall = early_hall()
    one, other = hall.book(at(11, 30)), hall.book(at(11, 30))
    services = tuple(
        replace(s, appointments=book) if s.id == TAX else s for s in hall.catalogue.services
    )
    hall.catalogue = replace(hall.catalogue, services=services)
    hall.until(at(11, 20))
    assert {hall.check_in(kept).virtual_arrival for kept in (one, other)} == {at(11, 10)}


def test_a_service_that_is_no_more_cannot_be_checked_in_for() -> None:
    hall = early_hall()
    one = hall.book(NOON)
    services = tuple(s for s in hall.catalogue.services if s.id != TAX)
    hall.catalogue = replace(hall.catalogue, services=services)
    hall.until(NOON)
    check_in = c.CheckIn(appointment=one.code, language=SWAHILI)
    assert hall.refusal(check_in) is Reason.NO_APPOINTMENTS


def test_a_sample_centre_checks_in_at_any_hour() -> None:
    hall = BookedHall(at=datetime(2026, 11, 22, 2, 50, tzinfo=NAIROBI), open_all_day=True)
    one = hall.book(at(3, day=22))
    hall.do(c.SuspendService(service=TAX, reason="system"))
    assert hall.check_in(one).state is TicketState.WAITING


def test_a_language_the_centre_does_not_speak_uses_nothing_up() -> None:
    hall = early_hall()
    one = hall.book(NOON)
    hall.until(NOON)
    with pytest.raises(Unfit, match="language"):
        hall.try_(c.CheckIn(appointment=one.code, language=Language("fr")))
    assert hall.kept(one.code) == one


def test_a_missed_call_puts_nobody_behind_an_appointment_that_waits_for_its_hour() -> None:
    hall = BookedHall()
    promised = hall.book(NOON)
    hall.open()
    missed = hall.issue(TAX)
    hall.called_by()
    hall.do(c.MarkNoShow(counter=ONE))
    early = hall.check_in(promised)
    hall.do(c.Requeue(ticket=missed.ticket))
    later = hall.issue(TAX)
    order = [hall.serve().number for _ in range(3)]
    assert order == [missed.number, later.number, early.number]
