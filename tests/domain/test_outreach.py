"""A centre away from home gives numbers that its centre at home never gives."""

from datetime import timedelta

from kiosk.domain import commands as c
from kiosk.domain.ids import Language
from kiosk.domain.numbering import letter_of, number_of, place_of, reserve_of
from tests.domain.hall import BIRTH, ID_LOST, ID_NEW, ONE, Hall


def outreach() -> Hall:
    hall = Hall()
    hall.catalogue = hall.catalogue.prefixed("K")
    return hall


def test_every_number_begins_with_the_prefix_and_queues_count_as_ever() -> None:
    hall = outreach()
    numbers = [hall.issue(service).number for service in (ID_NEW, ID_LOST, BIRTH, ID_NEW)]
    assert numbers == ["KA001", "KA002", "KF001", "KA003"]


def test_no_number_of_an_outreach_is_one_of_its_centre_at_home() -> None:
    home, away = Hall(), outreach()
    services = (ID_NEW, BIRTH, ID_NEW, ID_LOST) * 5
    given = [[each.issue(service).number for service in services[:3]] for each in (home, away)]
    assert not set(given[0]) & set(given[1])
    assert not set(reserve_of("A", 0)) & set(reserve_of("KA", 0))


def test_numbers_step_over_the_kiosks_reserve_behind_a_prefix_too() -> None:
    assert [number_of("KA", place) for place in (899, 900)] == ["KA899", "KA1000"]
    assert place_of("KA", "KA1000") == 900
    assert place_of("A", "KA042") is place_of("KA", "A042") is None
    assert letter_of("KA1000") == "KA"
    assert letter_of("A042") == "A"


def test_a_prefix_taken_in_the_middle_of_a_day_gives_no_number_twice() -> None:
    hall = Hall()
    before = [hall.issue(ID_NEW).number for _ in range(2)]
    hall.catalogue = hall.catalogue.prefixed("K")
    after = [hall.issue(ID_NEW).number for _ in range(2)]
    assert [*before, *after] == ["A001", "A002", "KA001", "KA002"]
    hall.open(ONE, ID_NEW)
    called = hall.do(c.CallNext(counter=ONE))
    assert "A001" in {getattr(event, "number", None) for event in called}


def test_a_number_a_cut_off_kiosk_gave_away_from_home_is_recorded() -> None:
    hall = outreach()
    first = hall.issue(ID_NEW)
    hall.do(
        c.RecordTicket(
            ticket=type(first.ticket)("019355ca-0000-7000-8000-000000000001"),
            number="KA900",
            service=ID_NEW,
            language=Language("sw"),
            token_hash="0" * 64,
            issued_at=hall.at - timedelta(seconds=1),
        )
    )
    assert hall.issue(ID_NEW).number == "KA002"
    assert {ticket.number for ticket in hall.floor.tickets.values()} == {"KA001", "KA002", "KA900"}
