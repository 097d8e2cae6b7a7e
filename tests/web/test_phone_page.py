"""The words of the phone's page, from a ticket's sight alone."""

from dataclasses import replace
from datetime import datetime, time, timedelta

import pytest

from kiosk.domain.catalogue import Fee
from kiosk.domain.ids import Language
from kiosk.domain.ticket import TicketState
from kiosk.texts import Texts
from kiosk.web.phone_page import Parted, PhonePage, phone_page
from kiosk.web.sight import Place, TicketSight
from tests.centre.running import TEXTS
from tests.domain.hall import FRIDAY, ID_NEW, TEN, catalogue

SAYS = Texts.load(TEXTS)
SERVICE = replace(
    catalogue().service[ID_NEW],
    bring=({"en": "a photo", "sw": "picha"},),
    fees=(Fee(amount_kes=1050, valid_from=FRIDAY, valid_until=FRIDAY),),
)
SIGHT = TicketSight(
    number="A042",
    state=TicketState.WAITING,
    language=Language("sw"),
    service=SERVICE,
    group={"en": "National ID", "sw": "Kitambulisho"},
    counter=Place(label="15", hall={"en": "Hall 2", "sw": "Ukumbi 2"}),
    at=TEN,
)


def page(language: str = "en", **changes: object) -> PhonePage:
    return phone_page(replace(SIGHT, **changes), SAYS, language)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("language", "count", "parts"),
    [
        ("en", 0, Parted(before="You are next")),
        ("en", 1, Parted(figure="1", after=" person ahead")),
        ("en", 1234, Parted(figure="1,234", after=" people ahead")),
        ("sw", 2, Parted(before="Watu ", figure="2", after=" wako mbele yako")),
    ],
)
def test_how_many_are_ahead_stands_out_wherever_the_language_puts_it(
    language: str, count: int, parts: Parted
) -> None:
    assert page(language, ahead=count).ahead == parts


@pytest.mark.parametrize(
    ("wait_s", "said"),
    [
        (None, "not known yet"),
        ((0, 300), "under 5 min"),
        ((300, 1200), "5–20 min"),
        ((4800, 9000), "over 80 min"),
    ],
)
def test_a_wait_is_a_range_or_not_known_yet(wait_s: tuple[int, int] | None, said: str) -> None:
    assert page(wait_s=wait_s).wait == said


def test_the_title_and_what_is_read_aloud_say_the_news() -> None:
    waiting, called = page(ahead=3), page(state=TicketState.CALLED, call=1)
    assert (waiting.title, waiting.said) == ("A042 · 3 people ahead", "3 people ahead")
    assert (called.title, called.said) == ("Counter 15 · A042", "It is your turn. Counter 15")
    assert called.counter == Parted(before="Counter ", figure="15")


def test_a_fee_ends_with_its_last_day() -> None:
    pay = page().pay
    assert pay
    assert (pay.amount, pay.where) == (
        "KSh 1,050",
        "You pay only on eCitizen or at the counter.",
    )
    assert page(at=TEN + timedelta(days=1)).pay is None


@pytest.mark.parametrize("state", TicketState)
@pytest.mark.parametrize("language", SAYS.languages)
def test_every_state_says_something_in_every_language(language: str, state: TicketState) -> None:
    for counter in (SIGHT.counter, None):
        made = page(language, state=state, counter=counter)
        assert made.said
        assert made.heading or made.ahead
        assert made.last == (state in (TicketState.CANCELLED, TicketState.EXPIRED))


def test_only_who_expects_something_is_told_to_bring_and_pay_it() -> None:
    told = {state for state in TicketState if page(state=state).bring}
    assert told == {TicketState.WAITING, TicketState.CALLED, TicketState.HELD}
    assert {state for state in TicketState if page(state=state).pay} == told


def test_faces_stand_in_the_tablets_order_until_one_was_touched() -> None:
    served = page(state=TicketState.SERVED)
    assert [face.word for face in served.faces] == ["Very bad", "Bad", "Fair", "Good", "Very good"]
    rated = page(state=TicketState.SERVED, rated=True)
    assert (rated.faces, rated.last) == ((), True)


def test_hours_are_told_only_where_they_count() -> None:
    assert page().lines == ("Wait in Hall 1.",)
    assert page(closes=time(17)).lines[-1] == "Open today until 17:00."
    assert page(closed=True).lines[-1].startswith("No more tickets today.")


def test_a_hub_tells_since_when_it_has_not_heard_the_centre_and_on_which_day() -> None:
    assert page().silent == ""
    today = page(silent_since=TEN - timedelta(minutes=20)).silent
    assert today.startswith("We have not heard from this centre since 09:40.")
    before = page(silent_since=TEN - timedelta(days=1)).silent
    assert "since Thursday 19 November, 10:00." in before


def test_who_has_asked_to_leave_is_told_so_and_not_asked_again() -> None:
    asked = page(may_leave=True, leaving=True)
    assert (asked.leaving[:28], asked.leave) == ("You asked to leave the queue", "")
    assert page(may_leave=True).leave
    assert page(state=TicketState.CANCELLED, leaving=True).leaving == ""


def test_where_no_face_can_be_given_nothing_more_comes_after_the_visit() -> None:
    served = page(state=TicketState.SERVED, may_rate=False)
    assert (served.faces, served.rate, served.last) == ((), "", True)


CHANGES: list[dict[str, object]] = [
    {"silent_since": TEN},
    {"leaving": True},
    {"may_rate": False},
    {"ahead": 1},
    {"wait_s": (0, 300)},
    {"state": TicketState.CALLED},
    {"call": 2},
    {"now": ("A041",)},
    {"counter": None},
    {"service": None},
    {"rated": True},
    {"may_leave": True},
    {"closed": True},
    {"number": "A043"},
    {"at": TEN + timedelta(days=1)},
]


@pytest.mark.parametrize("change", CHANGES, ids=lambda change: next(iter(change)))
def test_whatever_changes_the_page_changes_its_stamp(change: dict[str, object]) -> None:
    assert replace(SIGHT, **change).stamp("part") != SIGHT.stamp("part")  # type: ignore[arg-type]


def test_time_alone_changes_no_stamp() -> None:
    later: datetime = TEN + timedelta(hours=3)
    assert replace(SIGHT, at=later).stamp("part") == SIGHT.stamp("part")
    assert SIGHT.stamp("part", "en") != SIGHT.stamp("part", "sw")
