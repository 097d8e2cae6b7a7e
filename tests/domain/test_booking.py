"""Giving places in a service's book, moving them, taking them back."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest

from kiosk.domain import commands as c
from kiosk.domain.appointment import AppointmentMoved, AppointmentState, Share
from kiosk.domain.booking import slot_refusal
from kiosk.domain.commands import Role
from kiosk.domain.errors import Reason, Unfit
from kiosk.domain.ids import AppointmentCode, ServiceId
from kiosk.domain.slots import Slot, appointment_of, places_left, slot_at
from tests.domain.booking import SWAHILI, BookedHall, at
from tests.domain.hall import BIRTH, ID_LOST, TAX

NOON = at(12)
MONDAY = at(9, day=23)
UNKNOWN = AppointmentCode("10000009")


def slot(hall: BookedHall, begins: datetime = NOON, service: ServiceId = TAX) -> Slot:
    found = slot_at(hall.catalogue, hall.catalogue.service[service], begins)
    assert found is not None
    return found


def left(
    hall: BookedHall,
    begins: datetime = NOON,
    *,
    share: Share = Share.CENTRE,
    service: ServiceId = TAX,
) -> int:
    offered = hall.catalogue.service[service]
    return places_left(hall.floor, hall.catalogue, offered, slot(hall, begins, service), share)


def booking(slot: datetime, service: ServiceId = TAX) -> c.BookAppointment:
    return c.BookAppointment(service=service, slot=slot)


def test_a_place_in_the_book_is_kept_under_its_code() -> None:
    hall = BookedHall()
    booked = hall.book(NOON)
    assert (booked.service, booked.slot, booked.state) == (TAX, NOON, AppointmentState.BOOKED)
    assert booked.share is Share.CENTRE
    assert appointment_of(hall.floor, booked.code) == booked
    assert appointment_of(hall.floor, UNKNOWN) is None
    assert left(hall) == 1


def test_a_slot_is_the_same_in_whatever_zone_it_is_told() -> None:
    hall = BookedHall()
    booked = hall.book(NOON.astimezone(UTC))
    assert booked.slot.isoformat() == NOON.isoformat()


def test_where_clocks_change_a_slot_is_at_the_hour_its_own_day_has() -> None:
    berlin = ZoneInfo("Europe/Berlin")
    hall = BookedHall(at=datetime(2026, 10, 23, 10, tzinfo=berlin))
    noon = datetime(2026, 10, 26, 11, tzinfo=UTC)  # winter time begins on the 25th
    booked = hall.book(noon)
    assert booked.slot.isoformat() == "2026-10-26T12:00:00+01:00"
    hall.at = datetime(2026, 10, 26, 11, 45, tzinfo=berlin)
    place = hall.check_in(booked).virtual_arrival
    assert place == datetime(2026, 10, 26, 11, 40, tzinfo=berlin)


def test_of_an_hour_that_clocks_show_twice_nobody_is_given_the_other_one() -> None:
    berlin = ZoneInfo("Europe/Berlin")
    hall = BookedHall(at=datetime(2026, 10, 25, 2, 45, tzinfo=berlin), open_all_day=True)
    again = datetime(2026, 10, 25, 2, 30, tzinfo=timezone(timedelta(hours=1)))
    assert hall.refusal(booking(again), role=Role.COUNTER) is Reason.NO_APPOINTMENTS


def test_a_full_slot_takes_nobody_and_the_next_does() -> None:
    hall = BookedHall()
    hall.fill(NOON)
    assert hall.refusal(booking(NOON), role=Role.COUNTER) is Reason.SLOT_FULL
    assert hall.book(at(12, 30)).slot == at(12, 30)


def test_neither_the_hub_nor_the_staff_can_take_the_others_places() -> None:
    hall = BookedHall()
    hall.fill(NOON, share=Share.CENTRE)
    assert (left(hall), left(hall, share=Share.HUB)) == (0, 2)
    assert hall.book(NOON, role=Role.HUB).share is Share.HUB
    other = BookedHall()
    other.fill(NOON, share=Share.HUB)
    assert (left(other), left(other, share=Share.HUB)) == (2, 0)
    assert other.refusal(booking(NOON), role=Role.HUB) is Reason.SLOT_FULL
    assert other.book(NOON).share is Share.CENTRE


@pytest.mark.parametrize(
    ("command", "reason"),
    [
        (booking(at(10)), Reason.SLOT_PAST),
        (booking(at(8)), Reason.SLOT_PAST),
        (booking(at(12, day=19)), Reason.SLOT_PAST),
        (booking(datetime(1, 1, 1, tzinfo=UTC)), Reason.SLOT_PAST),
        (booking(at(8, day=5, month=12)), Reason.SLOT_TOO_FAR),
        (booking(at(12, day=7, month=12)), Reason.SLOT_TOO_FAR),
        (booking(datetime(9999, 12, 31, 23, 59, tzinfo=UTC)), Reason.SLOT_TOO_FAR),
        (booking(at(12, 10)), Reason.NO_APPOINTMENTS),
        (booking(at(16, 30)), Reason.NO_APPOINTMENTS),
        (booking(at(12, day=22)), Reason.NO_APPOINTMENTS),
        (booking(NOON, ID_LOST), Reason.NO_APPOINTMENTS),
    ],
)
def test_what_is_no_slot_is_refused_with_its_reason(
    command: c.BookAppointment, reason: Reason
) -> None:
    hall = BookedHall()
    assert hall.refusal(command, role=Role.COUNTER) is reason
    offered = hall.catalogue.service[command.service]
    told = slot_refusal(hall.floor, hall.catalogue, offered, command.slot, Share.CENTRE, hall.at)
    assert told is reason


def test_the_last_day_of_the_book_is_open_however_early_it_is() -> None:
    last = at(16, day=4, month=12)
    assert BookedHall().book(last).slot == last


@pytest.mark.parametrize(
    ("command", "where"),
    [
        (booking(NOON.replace(tzinfo=None)), "slot"),
        (booking(NOON, ServiceId("x")), "service"),
    ],
)
def test_what_cannot_be_meant_is_named(command: c.BookAppointment, where: str) -> None:
    hall = BookedHall()
    hall.do(c.TurnDay())
    with pytest.raises(Unfit) as unfit:
        hall.try_(command)
    assert unfit.value.where == where


def test_a_stopped_service_books_for_later_days_alone() -> None:
    hall = BookedHall()
    hall.do(c.SuspendService(service=TAX, reason="system"))
    assert hall.refusal(booking(NOON), role=Role.COUNTER) is Reason.SERVICE_SUSPENDED
    assert hall.book(MONDAY).slot == MONDAY


def test_appointments_take_no_more_of_a_quota_than_their_part() -> None:
    hall = BookedHall()
    hall.do(c.SetQuota(service=BIRTH, quota=10))
    slots = (at(11), at(12), at(13), at(14))
    for begins in slots:
        hall.fill(begins, BIRTH)
    # 60 % of ten, and half of that the hub's.
    assert hall.floor.book.given_on(BIRTH, at(11).date(), Share.CENTRE) == 3
    assert all(left(hall, begins, service=BIRTH) == 0 for begins in slots)
    assert left(hall, at(15), share=Share.HUB, service=BIRTH) > 0


def test_nobody_is_promised_a_place_that_today_has_no_more() -> None:
    hall = BookedHall()
    hall.do(c.SetQuota(service=BIRTH, quota=10))
    for _ in range(9):
        hall.issue(BIRTH)
    hall.book(NOON, BIRTH)
    assert hall.refusal(booking(NOON, BIRTH), role=Role.COUNTER) is Reason.SLOT_FULL
    refused = hall.refusal(c.IssueTicket(service=BIRTH, language=SWAHILI))
    assert refused is Reason.QUOTA_FULL


def test_who_moves_has_the_new_place_and_leaves_the_old_one() -> None:
    hall = BookedHall()
    hall.fill(NOON)
    one = next(iter(hall.floor.book))
    hall.do(c.MoveAppointment(appointment=one.code, slot=at(14)), role=Role.COUNTER)
    assert hall.kept(one.code).slot == at(14)
    assert (left(hall), left(hall, at(14))) == (1, 1)


def test_moving_to_where_one_is_changes_nothing() -> None:
    hall = BookedHall()
    hall.fill(NOON)
    one = next(iter(hall.floor.book))
    move = c.MoveAppointment(appointment=one.code, slot=NOON)
    assert hall.do(move, role=Role.COUNTER) == ()


def test_nobody_moves_into_a_full_slot_and_the_old_place_stays() -> None:
    hall = BookedHall()
    hall.fill(NOON)
    one = hall.book(at(14))
    move = c.MoveAppointment(appointment=one.code, slot=NOON)
    assert hall.refusal(move, role=Role.COUNTER) is Reason.SLOT_FULL
    assert hall.kept(one.code) == one


def test_within_a_day_that_is_full_one_can_still_move() -> None:
    hall = BookedHall()
    hall.do(c.SetQuota(service=BIRTH, quota=4))
    one = hall.book(at(11), BIRTH)  # the one place of the staff on that day
    hall.issue(BIRTH)
    hall.issue(BIRTH)
    hall.issue(BIRTH)
    assert hall.refusal(booking(at(14), BIRTH), role=Role.COUNTER) is Reason.SLOT_FULL
    hall.do(c.MoveAppointment(appointment=one.code, slot=at(14)), role=Role.COUNTER)
    assert hall.kept(one.code).slot == at(14)


def test_staff_who_move_the_hubs_visitor_give_a_place_of_their_own() -> None:
    hall = BookedHall()
    one = hall.book(NOON, role=Role.HUB)
    hall.fill(at(14), share=Share.HUB)
    events = hall.do(c.MoveAppointment(appointment=one.code, slot=at(14)), role=Role.COUNTER)
    assert events == (AppointmentMoved(code=one.code, slot=at(14), share=Share.CENTRE),)
    assert (left(hall, share=Share.HUB), left(hall, at(14))) == (2, 1)


def test_who_does_not_come_gives_the_place_to_somebody_else() -> None:
    hall = BookedHall()
    hall.fill(NOON)
    one = next(iter(hall.floor.book))
    cancel = c.CancelAppointment(appointment=one.code)
    hall.do(cancel, role=Role.COUNTER)
    assert left(hall) == 1
    assert hall.refusal(cancel, role=Role.COUNTER) is Reason.APPOINTMENT_CANCELLED
    moving = c.MoveAppointment(appointment=one.code, slot=at(14))
    assert hall.refusal(moving, role=Role.COUNTER) is Reason.APPOINTMENT_CANCELLED
    assert hall.book(NOON).code != one.code


def test_who_has_checked_in_can_neither_move_nor_cancel() -> None:
    hall = BookedHall()
    one = hall.book(NOON)
    hall.until(at(11, 50))
    hall.check_in(one)
    for command in (
        c.CancelAppointment(appointment=one.code),
        c.MoveAppointment(appointment=one.code, slot=at(14)),
    ):
        assert hall.refusal(command, role=Role.COUNTER) is Reason.APPOINTMENT_USED


def test_an_appointment_nobody_has_is_refused() -> None:
    hall = BookedHall()
    for command in (
        c.CancelAppointment(appointment=UNKNOWN),
        c.MoveAppointment(appointment=UNKNOWN, slot=NOON),
    ):
        assert hall.refusal(command, role=Role.COUNTER) is Reason.APPOINTMENT_UNKNOWN


def test_an_appointment_for_a_service_that_is_no_more_can_be_cancelled_and_not_moved() -> None:
    hall = BookedHall()
    one = hall.book(NOON)
    services = tuple(s for s in hall.catalogue.services if s.id != TAX)
    hall.catalogue = replace(hall.catalogue, services=services)
    move = c.MoveAppointment(appointment=one.code, slot=at(14))
    assert hall.refusal(move, role=Role.COUNTER) is Reason.NO_APPOINTMENTS
    assert hall.do(c.CancelAppointment(appointment=one.code), role=Role.COUNTER)


def test_missed_in_the_morning_it_can_be_moved_to_the_afternoon() -> None:
    hall = BookedHall()
    one = hall.book(at(10, 30))
    hall.until(NOON)
    hall.do(c.MoveAppointment(appointment=one.code, slot=at(14)), role=Role.COUNTER)
    hall.later(115)
    assert hall.check_in(hall.kept(one.code)).virtual_arrival == at(14) - timedelta(minutes=20)
