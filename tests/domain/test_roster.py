from dataclasses import replace
from datetime import datetime, time
from math import inf

import pytest

from kiosk.domain import commands as c
from kiosk.domain.catalogue import Opening, Shifts
from kiosk.domain.ids import CounterId
from kiosk.domain.roster import Desk, desks
from tests.domain.hall import ID_NEW, ONE, TEN, THREE, TWO, Hall

MORNING, AFTERNOON = (
    Opening(opens=time(8), closes=time(13)),
    Opening(opens=time(14), closes=time(17)),
)


def planned(*shifts: Opening) -> Hall:
    """A centre in which counter one has a roster, on a Friday."""
    hall = Hall()
    counters = tuple(
        replace(one, shifts=Shifts(week={"fri": shifts})) if one.id == ONE else one
        for one in hall.catalogue.counters
    )
    hall.catalogue = replace(hall.catalogue, counters=counters)
    return hall


def desk(hall: Hall, counter: CounterId = ONE) -> Desk | None:
    found = desks(hall.catalogue, hall.floor, hall.at)
    return next((desk for desk in found if desk.id == counter), None)


def there(hall: Hall, counter: CounterId = ONE) -> list[tuple[str, str]]:
    """When somebody works there, as times of the day."""
    found = desk(hall, counter)
    return [(_clock(a), _clock(b)) for a, b in found.there] if found else []


def _clock(when_s: float) -> str:
    return "end" if when_s == inf else f"{datetime.fromtimestamp(when_s, TEN.tzinfo):%H:%M}"


def test_a_counter_on_the_roster_leaves_for_lunch_and_stays_after_closing() -> None:
    hall = planned(MORNING, AFTERNOON)
    hall.open(ONE)
    assert there(hall) == [("10:00", "13:00"), ("14:00", "end")]


def test_a_counter_whose_shift_begins_later_comes_then() -> None:
    hall = planned(AFTERNOON)
    assert there(hall) == [("14:00", "end")]
    found = desk(hall)
    assert found is not None
    assert ID_NEW in found.services
    assert found.planned


def test_a_counter_that_stays_closed_in_its_shift_is_not_counted() -> None:
    assert there(planned(MORNING, AFTERNOON)) == [("14:00", "end")]


def test_whoever_is_a_little_late_is_expected() -> None:
    hall = planned(Opening(opens=time(9, 55), closes=time(12)))
    assert there(hall) == [("10:05", "12:00")]
    hall.later(15)
    assert there(hall) == []


def test_a_counter_open_outside_its_shift_stays() -> None:
    hall = planned(Opening(opens=time(8), closes=time(9)), AFTERNOON)
    hall.open(ONE)
    assert there(hall) == [("10:00", "end")]
    early = planned(AFTERNOON)
    early.open(ONE)
    assert there(early) == [("10:00", "end")]
    late = planned(Opening(opens=time(8), closes=time(9)))
    late.open(ONE)
    assert there(late) == [("10:00", "end")]


def test_whoever_still_has_a_visitor_when_the_shift_ends_leaves_after_that() -> None:
    hall = planned(Opening(opens=time(8), closes=time(10)), AFTERNOON)
    hall.open(ONE)
    hall.issue(minutes=0)
    hall.called_by(ONE)
    hall.later(5)
    assert there(hall) == [("14:00", "end")]


@pytest.mark.parametrize(("minutes", "back"), [(0, "10:15"), (10, "10:15"), (30, "10:45")])
def test_a_pause_ends_when_pauses_do_and_a_long_one_lasts_half_as_long_again(
    minutes: float, back: str
) -> None:
    for hall, until in ((planned(MORNING), "13:00"), (Hall(), "end")):
        hall.open(ONE)
        hall.do(c.PauseCounter(counter=ONE, reason="tea"))
        hall.later(minutes)
        assert there(hall) == [(back, until)]


def test_a_pause_that_outlasts_the_shift_ends_with_the_next() -> None:
    hall = planned(Opening(opens=time(8), closes=time(10, 10)), AFTERNOON)
    hall.open(ONE)
    hall.do(c.PauseCounter(counter=ONE, reason="tea"))
    assert there(hall) == [("14:00", "end")]


def test_counters_that_nobody_plans_stay_as_they_are() -> None:
    hall = Hall()
    hall.open(TWO, ID_NEW)
    assert there(hall, TWO) == [("10:00", "end")]
    assert there(hall, THREE) == []
    found = desk(hall, TWO)
    assert found is not None
    assert found.services == (ID_NEW,)
    assert not found.planned


def test_training_knows_no_roster() -> None:
    hall = planned(AFTERNOON)
    hall.catalogue = replace(hall.catalogue, rules=replace(hall.catalogue.rules, open_all_day=True))
    assert there(hall) == []
    hall.open(ONE)
    assert there(hall) == [("10:00", "end")]
