"""A copy becomes the centre: queues jump, and kiosks bring what only they still know."""

from datetime import timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.domain import commands as c
from kiosk.domain.commands import Role
from kiosk.domain.errors import Reason, Unfit
from kiosk.domain.events import (
    CentreTookOver,
    Event,
    NumbersSkipped,
    Skipped,
    TicketIssued,
    TicketRecorded,
)
from kiosk.domain.ids import Language, TicketId
from kiosk.domain.numbering import number_of, place_of
from kiosk.domain.taking_over import MOST_PLACES, NUMBERS_JUMPED, was_skipped
from tests.domain.hall import BIRTH, ID_NEW, TAX, Hall


def take_over(hall: Hall, term: int = 1) -> CentreTookOver:
    taken = hall.do(c.TakeOver(term=term, jump=NUMBERS_JUMPED), role=Role.CENTRE)[-1]
    assert isinstance(taken, CentreTookOver)
    return taken


def printed(hall: Hall, number: str, *, ticket: int = 900) -> c.RecordTicket:
    """A ticket that a kiosk printed and this centre has not heard of."""
    return c.RecordTicket(
        ticket=TicketId(str(UUID(int=ticket))),
        number=number,
        service=ID_NEW,
        language=Language("sw"),
        token_hash=f"{ticket:064x}",
        issued_at=hall.at,
    )


def test_every_queue_jumps_whether_it_gave_numbers_or_not() -> None:
    hall = Hall()
    hall.issue(ID_NEW)
    hall.issue(ID_NEW)
    hall.issue(TAX)
    taken = take_over(hall)
    assert taken.term == 1
    assert set(taken.skipped) == {
        Skipped(letter="A", first=3, last=102),
        Skipped(letter="F", first=1, last=100),
        Skipped(letter="H", first=2, last=101),
    }
    assert hall.issue(ID_NEW).number == "A103"
    assert hall.issue(BIRTH).number == "F101"
    assert hall.issue(TAX).number == "H102"
    assert hall.issue(TAX).number == "H103"


def skip(hall: Hall, *given: tuple[str, int], later_days: int = 0) -> tuple[Event, ...]:
    """What the hub knows of numbers that were given on that day."""
    command = c.SkipNumbers(
        day=hall.at.date() + timedelta(days=later_days),
        given=tuple(Skipped(letter=letter, first=1, last=last) for letter, last in given),
    )
    return hall.do(command, role=Role.CENTRE)


def test_numbers_that_only_the_hub_knows_of_are_stepped_over_once() -> None:
    hall = Hall()
    hall.issue(ID_NEW)
    hall.issue(TAX)
    (skipped,) = skip(hall, ("A", 7), ("H", 1), ("K", 5))
    assert isinstance(skipped, NumbersSkipped)
    assert set(skipped.skipped) == {
        Skipped(letter="A", first=2, last=7),
        Skipped(letter="K", first=1, last=5),
    }
    assert hall.issue(ID_NEW).number == "A008"
    assert hall.issue(TAX).number == "H002"
    assert skip(hall, ("A", 7)) == ()
    recorded = hall.do(printed(hall, "A005"))[0]
    assert isinstance(recorded, TicketRecorded)


def test_numbers_of_another_day_are_free_today() -> None:
    hall = Hall()
    hall.issue(ID_NEW)
    assert skip(hall, ("A", 7), later_days=-1) == ()
    assert hall.issue(ID_NEW).number == "A002"


@pytest.mark.parametrize("last", [0, -1, MOST_PLACES + 1])
def test_a_place_that_no_queue_has_is_not_stepped_over(last: int) -> None:
    with pytest.raises(Unfit):
        skip(Hall(), ("A", last))


def test_a_number_that_was_stepped_over_is_recorded_like_one_of_a_reserve() -> None:
    hall = Hall()
    hall.issue(ID_NEW)
    take_over(hall)
    recorded = hall.do(printed(hall, "A002"))[0]
    assert isinstance(recorded, TicketRecorded)
    assert hall.floor.numbers["A002"] == recorded.ticket
    assert hall.do(printed(hall, "A002")) == ()
    assert hall.refusal(printed(hall, "A002", ticket=901)) is Reason.NUMBER_TAKEN
    assert hall.issue(ID_NEW).number == "A102"


@pytest.mark.parametrize(
    "number", ["A001", "A102", "A2", "A0002", "A1002", "H002", "A\u0660\u06602", "A"]
)
def test_no_other_number_is(number: str) -> None:
    hall = Hall()
    hall.issue(ID_NEW)
    take_over(hall)
    with pytest.raises(Unfit, match="number"):
        hall.do(printed(hall, number))


def test_before_anybody_took_over_only_reserves_are_recorded() -> None:
    hall = Hall()
    hall.issue(ID_NEW)
    with pytest.raises(Unfit, match="number"):
        hall.do(printed(hall, "A002"))
    hall.do(printed(hall, "A900"))


def test_a_ticket_that_went_on_under_another_number_takes_the_printed_one() -> None:
    hall = Hall()
    hall.issue(ID_NEW)
    take_over(hall)
    again = hall.issue(ID_NEW)
    hall.do(
        c.RecordTicket(
            ticket=again.ticket,
            number="A007",
            service=ID_NEW,
            language=Language("sw"),
            token_hash="7" * 64,
            issued_at=hall.at,
        )
    )
    assert hall.ticket(again).number == "A007"


def test_a_jump_steps_over_the_reserves_too() -> None:
    hall = Hall(open_all_day=True)
    for _ in range(850):
        hall.issue(ID_NEW, minutes=0)
    taken = take_over(hall)
    assert Skipped(letter="A", first=851, last=950) in taken.skipped
    assert hall.issue(ID_NEW, minutes=0).number == "A1051"
    hall.do(printed(hall, "A1050", ticket=901))
    hall.do(printed(hall, "A899", ticket=902))


def test_twice_in_one_day_jumps_twice_and_remembers_both() -> None:
    hall = Hall()
    hall.issue(ID_NEW)
    take_over(hall)
    hall.issue(ID_NEW)
    take_over(hall, term=2)
    assert hall.issue(ID_NEW).number == "A203"
    hall.do(printed(hall, "A005", ticket=901))
    hall.do(printed(hall, "A150", ticket=902))


def test_the_next_day_begins_at_one_and_knows_of_no_jump() -> None:
    hall = Hall()
    hall.issue(ID_NEW)
    take_over(hall)
    hall.later(3 * 24 * 60)
    assert hall.issue(ID_NEW).number == "A001"
    with pytest.raises(Unfit, match="number"):
        hall.do(printed(hall, "A050"))


def test_taking_over_may_be_the_first_thing_of_a_day() -> None:
    hall = Hall()
    hall.issue(ID_NEW)
    hall.later(3 * 24 * 60)
    taken = take_over(hall)
    assert Skipped(letter="A", first=1, last=100) in taken.skipped
    issued = hall.do(c.IssueTicket(service=ID_NEW, language=Language("sw")))[0]
    assert isinstance(issued, TicketIssued)
    assert issued.number == "A101"


@pytest.mark.parametrize(("term", "jump"), [(0, 100), (-1, 100), (1, 0), (1, -5)])
def test_a_term_and_a_jump_go_forward(term: int, jump: int) -> None:
    with pytest.raises(Unfit):
        Hall().do(c.TakeOver(term=term, jump=jump), role=Role.CENTRE)


@given(st.integers(1, 10_000))
def test_a_number_has_one_place(place: int) -> None:
    assert place_of("A", number_of("A", place)) == place


@given(st.text("A0123456789٣-+ _", max_size=12))
def test_whatever_text_comes_as_a_number_is_looked_at(text: str) -> None:
    place = place_of("A", text)
    assert place is None or number_of("A", place) == text
    was_skipped((Skipped(letter="A", first=1, last=10),), "A", text)
