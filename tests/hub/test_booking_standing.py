"""Where an appointment stands, by what was asked, what was answered, and what the book has."""

from dataclasses import replace
from datetime import timedelta

import pytest

from kiosk.domain.appointment import Appointment, AppointmentState, Share
from kiosk.domain.ids import AppointmentCode
from kiosk.hub.booking_rows import Answered, Ask, Booking
from kiosk.hub.booking_standing import standing, takes_a_place
from kiosk.web.booking_sight import BookingState as S
from tests.domain.booking import at
from tests.domain.hall import NAIROBI, TAX, TEN

CODE = AppointmentCode("51234560")
OLD, NEW = at(10, day=23), at(11, day=23)
HELD = Booking(
    centre_id=1,
    code=CODE,
    service=TAX,
    slot=OLD,
    wanted=OLD,
    ask=Ask.HOLD,
    command=None,
    made_at=TEN,
    held_until=TEN + timedelta(minutes=10),
    changes=0,
)
BOOK = replace(HELD, ask=Ask.BOOK, held_until=None)
MOVE = replace(BOOK, ask=Ask.MOVE, wanted=NEW)
CANCEL = replace(BOOK, ask=Ask.CANCEL)
KEPT = Appointment(code=CODE, service=TAX, slot=OLD, share=Share.HUB)
MOVED = replace(KEPT, slot=NEW)
NO, DONE = Answered.REFUSED, Answered.DONE

SCENES = [
    (HELD, None, S.HELD, True),
    (replace(HELD, held_until=TEN), None, S.ENDED, False),
    (BOOK, None, S.ASKED, True),
    (replace(BOOK, answered=DONE), None, S.BOOKED, True),
    (replace(BOOK, answered=NO, reason="SLOT_FULL"), None, S.REFUSED, False),
    (BOOK, KEPT, S.BOOKED, False),
    (BOOK, MOVED, S.BOOKED, False),
    (MOVE, KEPT, S.MOVING, True),
    (MOVE, MOVED, S.BOOKED, False),
    (replace(MOVE, answered=DONE), KEPT, S.MOVING, True),
    (replace(MOVE, answered=NO, reason="SLOT_FULL"), KEPT, S.BOOKED, False),
    (CANCEL, None, S.CANCELLING, True),
    (CANCEL, KEPT, S.CANCELLING, False),
    (replace(CANCEL, answered=NO), None, S.CANCELLED, False),
    (replace(CANCEL, answered=NO), KEPT, S.BOOKED, False),
    (BOOK, replace(KEPT, state=AppointmentState.CANCELLED), S.CANCELLED, False),
    (BOOK, replace(KEPT, state=AppointmentState.CHECKED_IN), S.CHECKED_IN, False),
    (BOOK, replace(KEPT, state=AppointmentState.MISSED), S.OVER, False),
]


@pytest.mark.parametrize(("booking", "kept", "state", "takes"), SCENES)
def test_it_stands_as_the_book_says_and_else_as_was_asked(
    booking: Booking, kept: Appointment | None, state: S, *, takes: bool
) -> None:
    assert standing(booking, kept, TEN, NAIROBI).state is state
    assert takes_a_place(booking, kept, TEN) is takes


def test_a_refusal_tells_its_reason_and_the_time_that_still_counts() -> None:
    now = standing(replace(MOVE, answered=NO, reason="SLOT_FULL"), KEPT, TEN, NAIROBI)
    assert (now.slot, now.wanted, now.reason) == (OLD, None, "SLOT_FULL")


def test_while_it_moves_both_times_are_known() -> None:
    now = standing(MOVE, KEPT, TEN, NAIROBI)
    assert (now.slot, now.wanted) == (OLD, NEW)


def test_what_staff_moved_counts_whatever_the_hub_had() -> None:
    by_staff = replace(KEPT, slot=at(15, day=24), share=Share.CENTRE)
    assert standing(BOOK, by_staff, TEN, NAIROBI).slot == at(15, day=24)
    assert standing(MOVE, by_staff, TEN, NAIROBI).state is S.BOOKED


@pytest.mark.parametrize("booking", [HELD, BOOK, MOVE, CANCEL])
def test_after_its_day_it_is_over(booking: Booking) -> None:
    later = TEN + timedelta(days=4)
    assert standing(booking, None, later, NAIROBI).state is S.OVER
    assert standing(booking, KEPT, later, NAIROBI).state is S.OVER
