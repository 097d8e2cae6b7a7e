"""Whose smiley counts as whose, and what may be said after it."""

from base64 import b64encode
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import hypothesis.strategies as st
import pytest
from hypothesis import given as chance

from kiosk.domain import commands as c
from kiosk.domain.commands import Role
from kiosk.domain.errors import Reason, Unfit
from kiosk.domain.events import DayOpened, FeedbackGiven, ReasonsAdded
from kiosk.domain.ids import PHONE, CounterId, FeedbackId, TicketId
from kiosk.domain.sealed import SEALED_BYTES
from tests.domain.hall import NAIROBI, ONE, TWO, Hall

SEALED = b64encode(bytes([1]) + bytes(range(256)) + bytes(SEALED_BYTES - 257)).decode()


@pytest.fixture
def hall() -> Hall:
    hall = Hall()
    hall.do(c.TurnDay())
    hall.open()
    return hall


def served(hall: Hall) -> TicketId:
    hall.issue()
    return hall.serve().ticket


def given(hall: Hall, command: c.GiveFeedback, role: Role = Role.FEEDBACK) -> FeedbackGiven:
    device = PHONE if role is Role.PHONE else "device"
    (*_, event) = hall.do(command, device=device, role=role)
    assert isinstance(event, FeedbackGiven)
    return event


def test_a_smiley_right_after_the_service_there_is_verified_and_counts_once(hall: Hall) -> None:
    ticket = served(hall)
    hall.later(0.9)
    smile = c.GiveFeedback(smiley=5, ticket=ticket, counter=ONE)
    assert given(hall, smile).verified
    assert hall.refusal(smile, role=Role.FEEDBACK) is Reason.ALREADY_RATED
    assert hall.refusal(smile, device=PHONE, role=Role.PHONE) is Reason.ALREADY_RATED


@pytest.mark.parametrize(
    ("counter", "minutes", "role"),
    [
        (ONE, 1.1, Role.FEEDBACK),
        (TWO, 0.5, Role.FEEDBACK),
        (None, 0.5, Role.FEEDBACK),
        (ONE, 0.5, Role.KIOSK),
    ],
)
def test_a_late_smiley_or_one_from_elsewhere_is_not_verified(
    hall: Hall, counter: CounterId | None, minutes: float, role: Role
) -> None:
    ticket = served(hall)
    hall.later(minutes)
    smile = c.GiveFeedback(smiley=5, ticket=ticket, counter=counter)
    assert not given(hall, smile, role).verified


def test_a_smiley_needs_no_ticket_but_is_then_unverified(hall: Hall) -> None:
    free = given(hall, c.GiveFeedback(smiley=5, counter=ONE))
    assert not free.verified
    assert (free.ticket, free.service) == (None, None)


def test_a_ticket_is_rated_only_after_it_was_served(hall: Hall) -> None:
    ticket = hall.issue().ticket
    smile = c.GiveFeedback(smiley=3, ticket=ticket)
    assert hall.refusal(smile) is Reason.NOT_SERVED
    assert hall.refusal(smile, device=PHONE, role=Role.PHONE) is Reason.NOT_SERVED


def test_whoever_holds_the_slip_is_verified_all_day_and_counts_for_that_counter(
    hall: Hall,
) -> None:
    ticket = served(hall)
    hall.later(180)
    event = given(hall, c.GiveFeedback(smiley=4, ticket=ticket), Role.PHONE)
    assert event.verified
    assert event.counter == ONE


def test_a_phone_without_a_ticket_says_nothing(hall: Hall) -> None:
    with pytest.raises(Unfit):
        hall.try_(c.GiveFeedback(smiley=4), device=PHONE, role=Role.PHONE)


def test_a_face_told_late_is_judged_by_when_it_was_touched(hall: Hall) -> None:
    ticket = served(hall)
    pressed_at = hall.at + timedelta(seconds=20)
    hall.later(45)
    event = given(hall, c.GiveFeedback(smiley=1, ticket=ticket, counter=ONE, pressed_at=pressed_at))
    assert event.verified
    assert event.pressed_at == pressed_at


def test_a_face_touched_late_is_not_verified_however_soon_it_is_told(hall: Hall) -> None:
    ticket = served(hall)
    pressed_at = hall.at + timedelta(seconds=61)
    hall.later(2)
    smile = c.GiveFeedback(smiley=1, ticket=ticket, counter=ONE, pressed_at=pressed_at)
    assert not given(hall, smile).verified


FAR = (
    datetime(1, 1, 1, tzinfo=timezone(timedelta(hours=14))),
    datetime(9999, 12, 31, 23, 59, tzinfo=timezone(timedelta(hours=-14))),
)


@chance(
    seconds=st.integers(-(10**6), 10**6) | st.sampled_from(FAR), told_after_s=st.integers(0, 3600)
)
def test_a_clock_that_says_what_cannot_be_is_not_believed(
    seconds: int | datetime, told_after_s: int
) -> None:
    hall = Hall()
    hall.open()
    ticket = served(hall)
    finished = hall.at
    claim = finished + timedelta(seconds=seconds) if isinstance(seconds, int) else seconds
    hall.later(told_after_s / 60)
    event = given(hall, c.GiveFeedback(smiley=1, ticket=ticket, counter=ONE, pressed_at=claim))
    if finished <= claim <= hall.at:
        assert event.pressed_at == claim
        assert event.verified == (claim - finished <= timedelta(seconds=60))
    else:
        assert event.pressed_at is None
        assert event.verified == (told_after_s <= 60)


def test_the_same_moment_in_another_zone_is_the_same_moment(hall: Hall) -> None:
    ticket = served(hall)
    pressed_at = (hall.at + timedelta(seconds=5)).astimezone(UTC)
    hall.later(5)
    event = given(hall, c.GiveFeedback(smiley=5, ticket=ticket, counter=ONE, pressed_at=pressed_at))
    assert event.pressed_at == pressed_at
    assert event.pressed_at.tzinfo == hall.at.tzinfo


def test_a_face_that_comes_after_midnight_counts_without_its_visit(hall: Hall) -> None:
    ticket = served(hall)
    pressed_at = hall.at + timedelta(seconds=5)
    hall.at += timedelta(days=1)
    events = hall.do(
        c.GiveFeedback(smiley=2, ticket=ticket, counter=ONE, pressed_at=pressed_at),
        role=Role.FEEDBACK,
    )
    event = events[-1]
    assert isinstance(events[-2], DayOpened)
    assert isinstance(event, FeedbackGiven)
    assert (event.smiley, event.counter, event.ticket) == (2, ONE, None)
    assert (event.verified, event.pressed_at) == (False, None)


@pytest.mark.parametrize(
    "command",
    [
        c.GiveFeedback(smiley=0),
        c.GiveFeedback(smiley=6),
        c.GiveFeedback(smiley=3, ticket=TicketId("x")),
        c.GiveFeedback(smiley=3, counter=CounterId("x")),
        c.GiveFeedback(smiley=3, pressed_at=datetime(2026, 11, 20, 10)),  # noqa: DTZ001
        c.GiveFeedback(
            smiley=3, ticket=TicketId("x"), pressed_at=datetime(2026, 11, 20, 9, tzinfo=NAIROBI)
        ),
        c.AddReasons(feedback=FeedbackId("x"), reasons=("wait",)),
    ],
)
def test_feedback_that_cannot_be_meant_is_named(hall: Hall, command: c.Command) -> None:
    with pytest.raises(Unfit):
        hall.try_(command, role=Role.FEEDBACK)


def test_reasons_come_once_and_from_the_device_of_the_smiley(hall: Hall) -> None:
    feedback = given(hall, c.GiveFeedback(smiley=1)).feedback
    because = c.AddReasons(feedback=feedback, reasons=("wait", "other", "wait"))
    with pytest.raises(Unfit):
        hall.try_(because, device="another")
    for wrong in ((), ("he shouted",)):
        with pytest.raises(Unfit):
            hall.try_(c.AddReasons(feedback=feedback, reasons=wrong))
    (event,) = hall.do(because)
    assert event == ReasonsAdded(feedback=feedback, reasons=("wait", "other"))
    assert hall.refusal(because) is Reason.REASONS_GIVEN


def test_what_is_sealed_is_kept_as_it_came_with_reasons_or_without(hall: Hall) -> None:
    for reasons in ((), ("wait",)):
        feedback = given(hall, c.GiveFeedback(smiley=1)).feedback
        (event,) = hall.do(c.AddReasons(feedback=feedback, reasons=reasons, sealed=SEALED))
        assert event == ReasonsAdded(feedback=feedback, reasons=reasons, sealed=SEALED)


@pytest.mark.parametrize(
    "sealed",
    [
        "",
        "he asked for 500 shillings",
        SEALED[:-4],
        SEALED + "AAAA",
        SEALED + "\n",
        SEALED[:-1] + "=",
        SEALED[:-1] + "-",
        b64encode(bytes([2]) + bytes(SEALED_BYTES - 1)).decode(),
    ],
)
def test_what_no_device_can_have_sealed_is_not_kept(hall: Hall, sealed: str) -> None:
    feedback = given(hall, c.GiveFeedback(smiley=1)).feedback
    because = c.AddReasons(feedback=feedback, reasons=("wait",), sealed=sealed)
    with pytest.raises(Unfit):
        hall.try_(because)
    assert hall.do(replace(because, sealed=None))
