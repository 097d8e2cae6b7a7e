"""The book goes on from day to day: kept, missed, and restored by any start."""

from dataclasses import replace
from datetime import datetime, timedelta

from kiosk.client.sse import LONGEST_BYTES
from kiosk.domain import commands as c
from kiosk.domain.appointment import AppointmentState, Kept, Share
from kiosk.domain.catalogue import Slots
from kiosk.domain.commands import Role
from kiosk.domain.errors import Reason
from kiosk.domain.events import DayClosed, DayOpened, Entry
from kiosk.domain.floor import Floor
from kiosk.domain.ids import AppointmentCode, CommandId, DeviceId, ServiceId
from kiosk.wire.codec import decode_entry, encode_entry
from tests.domain.booking import SWAHILI, BookedHall, at
from tests.domain.hall import FRIDAY, NAIROBI, TAX

NOON = at(12)
MONDAY = at(9, day=23)


def folded_from_the_last_opening(hall: BookedHall) -> Floor:
    """What a centre that starts anew knows."""
    opened = max(
        place for place, entry in enumerate(hall.journal) if isinstance(entry.event, DayOpened)
    )
    floor = Floor()
    for entry in hall.journal[opened:]:
        floor.apply(decode_entry(encode_entry(entry)))
    return floor


def test_a_start_in_the_middle_of_the_day_knows_every_appointment() -> None:
    hall = BookedHall()
    kept, used, gone, moved = (hall.book(slot) for slot in (NOON, NOON, at(13), at(14)))
    later = hall.book(MONDAY, role=Role.HUB)
    hall.check_in(used)
    hall.do(c.CancelAppointment(appointment=gone.code), role=Role.COUNTER)
    hall.do(c.MoveAppointment(appointment=moved.code, slot=at(15)), role=Role.COUNTER)
    floor = folded_from_the_last_opening(hall)
    assert floor.book == hall.floor.book
    assert {one.code for one in floor.book} == {
        one.code for one in (kept, used, gone, moved, later)
    }
    assert floor.book.given(TAX, NOON, at(12, 30), Share.CENTRE) == 2
    assert floor.book.given(TAX, at(14), at(14, 30), Share.CENTRE) == 0


def test_the_next_day_has_what_was_booked_for_it_and_says_who_did_not_come() -> None:
    hall = BookedHall()
    missed, used, gone = hall.book(NOON), hall.book(NOON), hall.book(NOON, role=Role.HUB)
    monday, off = hall.book(MONDAY), hall.book(MONDAY)
    hall.check_in(used)
    for one in (gone, off):
        hall.do(c.CancelAppointment(appointment=one.code), role=Role.COUNTER)
    hall.until(at(8, 50, day=23))
    closed, opened = hall.do(c.TurnDay())
    assert isinstance(closed, DayClosed)
    assert closed.missed == (missed.code,)
    assert isinstance(opened, DayOpened)
    assert {one.code for one in hall.floor.book} == {missed.code, monday.code, off.code}
    assert folded_from_the_last_opening(hall).book == hall.floor.book
    refused = hall.refusal(c.CheckIn(appointment=off.code, language=SWAHILI))
    assert refused is Reason.APPOINTMENT_CANCELLED
    refused = hall.refusal(c.CheckIn(appointment=missed.code, language=SWAHILI))
    assert refused is Reason.APPOINTMENT_OTHER_DAY
    assert hall.check_in(hall.kept(monday.code)).virtual_arrival == at(8, 40, day=23)


def test_who_missed_an_appointment_is_told_so_the_next_day_and_unknown_after_that() -> None:
    hall = BookedHall()
    missed = hall.book(NOON)
    check_in = c.CheckIn(appointment=missed.code, language=SWAHILI)
    hall.until(MONDAY)
    hall.do(c.TurnDay())
    assert hall.refusal(check_in) is Reason.APPOINTMENT_OTHER_DAY
    assert hall.kept(missed.code).state is AppointmentState.MISSED
    cancel = c.CancelAppointment(appointment=missed.code)
    assert hall.refusal(cancel, role=Role.COUNTER) is Reason.SLOT_PAST
    hall.until(MONDAY + timedelta(days=1))
    closed, _ = hall.do(c.TurnDay())
    assert closed == DayClosed()
    assert hall.refusal(check_in) is Reason.APPOINTMENT_UNKNOWN


def test_slots_that_became_longer_see_what_was_given_in_the_shorter_ones() -> None:
    hall = BookedHall()
    for slot in (NOON, at(12, 30)):
        hall.fill(slot)
    hour = Slots(minutes=60, capacity=4)
    services = tuple(
        replace(one, appointments=hour) if one.id == TAX else one for one in hall.catalogue.services
    )
    hall.catalogue = replace(hall.catalogue, services=services)
    assert hall.refusal(c.BookAppointment(service=TAX, slot=NOON), role=Role.COUNTER) is (
        Reason.SLOT_FULL
    )


def test_the_first_check_in_of_a_day_turns_it_and_counts() -> None:
    hall = BookedHall()
    one = hall.book(MONDAY)
    hall.until(MONDAY)
    assert hall.check_in(one).number == "H001"
    assert hall.floor.day == MONDAY.date()


def test_a_centre_that_was_off_for_days_says_who_came_in_vain() -> None:
    hall = BookedHall()
    codes = {hall.book(MONDAY + timedelta(days=day)).code for day in range(3)}
    hall.until(MONDAY + timedelta(days=4))
    closed, _ = hall.do(c.TurnDay())
    assert isinstance(closed, DayClosed)
    assert set(closed.missed) == codes
    assert {one.state for one in hall.floor.book} == {AppointmentState.MISSED}


def test_missed_is_the_last_that_is_known_of_a_day() -> None:
    hall = BookedHall()
    one = hall.book(NOON)
    closing = Entry(
        seq=hall.floor.seq + 1,
        at=at(23, 59),
        day=FRIDAY,
        by=DeviceId("centre"),
        cmd=CommandId("x"),
        event=DayClosed(missed=(one.code, AppointmentCode("10000009"))),
    )
    hall.floor.apply(closing)
    assert hall.kept(one.code).state is AppointmentState.MISSED


def test_a_journal_from_before_there_were_appointments_is_read() -> None:
    line = (
        b'{"seq":1,"v":1,"at":"2026-11-20T08:00:00+03:00","day":"2026-11-20","by":"centre",'
        b'"cmd":"x","type":"DayOpened","date":"2026-11-20","suspended":{}}'
    )
    floor = Floor()
    floor.apply(decode_entry(line))
    assert len(floor.book) == 0


def test_two_full_weeks_of_a_large_centre_are_one_line_a_screen_can_read() -> None:
    hall = BookedHall()
    hall.do(c.TurnDay())
    number = 0
    # Fifteen services, seventeen slots, seven places, fourteen days: 25,000 appointments.
    kept = []
    for service in range(15):
        for share in Share:
            codes: dict[datetime, tuple[AppointmentCode, ...]] = {}
            for day in range(14):
                for slot in range(17):
                    begins = datetime(2026, 11, 20, 8, tzinfo=NAIROBI)
                    begins += timedelta(days=day, minutes=30 * slot)
                    many = 4 if share is Share.CENTRE else 3
                    codes[begins] = tuple(
                        AppointmentCode(f"{10_000_000 + number + n}") for n in range(many)
                    )
                    number += many
            kept.append(
                Kept(
                    service=ServiceId(f"service-{service}"),
                    share=share,
                    state=AppointmentState.BOOKED,
                    codes=codes,
                )
            )
    opened = DayOpened(date=FRIDAY, suspended={}, appointments=tuple(kept))
    entry = Entry(seq=2, at=hall.at, day=FRIDAY, by=DeviceId("c"), cmd=CommandId("x"), event=opened)
    line = encode_entry(entry)
    assert number == 24_990
    assert len(line) < LONGEST_BYTES / 2
    hall.floor.apply(decode_entry(line))
    assert len(hall.floor.book) == number
