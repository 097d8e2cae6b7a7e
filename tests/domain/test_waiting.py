from dataclasses import replace
from datetime import time

import pytest

from kiosk.domain import commands as c
from kiosk.domain.catalogue import Opening, Shifts
from kiosk.domain.commands import Role
from kiosk.domain.ids import ServiceId
from kiosk.domain.snapshot import restore_floor, take_snapshot
from kiosk.domain.waiting import WaitEstimator
from tests.domain.booking import BookedHall, at
from tests.domain.hall import ID_NEW, ONE, TAX, THREE, TWO, Hall


def median_s(hall: Hall, service: ServiceId = ID_NEW) -> float:
    forecast = WaitEstimator(hall.catalogue).of_arrival(hall.floor, service, hall.at)
    assert forecast is not None
    return forecast.median_s


def test_the_wait_is_not_known_while_no_counter_offers_the_service() -> None:
    hall = Hall()
    hall.issue()
    assert WaitEstimator(hall.catalogue).of_arrival(hall.floor, ID_NEW, hall.at) is None


def test_the_wait_grows_with_the_work_ahead_and_shrinks_with_counters() -> None:
    hall = Hall()
    hall.open(ONE, ID_NEW)
    none = median_s(hall)
    for _ in range(12):
        hall.issue()
    alone = median_s(hall)
    assert none == 0
    assert 40 * 60 < alone < 70 * 60
    hall.open(TWO, ID_NEW)
    hall.open(THREE, ID_NEW)
    assert alone / 4 < median_s(hall) < alone / 2


def test_the_wait_counts_those_of_other_services_who_share_the_counter() -> None:
    hall = Hall()
    hall.open(ONE, ID_NEW, TAX)
    for _ in range(6):
        hall.issue(TAX)
    alone = median_s(hall)
    hall.open(TWO, TAX)
    assert alone / 3 < median_s(hall) < alone * 2 / 3


def test_a_ticket_sees_only_the_work_before_its_own_turn() -> None:
    hall = Hall()
    hall.open(ONE, ID_NEW)
    first = hall.issue()
    for _ in range(10):
        hall.issue()
    forecast = WaitEstimator(hall.catalogue).of_ticket(hall.floor, first, hall.at)
    assert forecast is not None
    assert forecast.told == (0, 300)


def test_credit_is_a_shorter_wait() -> None:
    hall = Hall()
    hall.open(ONE, ID_NEW)
    for _ in range(20):
        hall.issue()
    forecast = WaitEstimator(hall.catalogue).of_arrival(hall.floor, ID_NEW, hall.at, credit_s=600)
    assert forecast is not None
    assert forecast.median_s < median_s(hall)


def test_a_free_counter_is_no_wait_whoever_may_come_by_appointment() -> None:
    hall = BookedHall()
    hall.open(ONE, TAX)
    hall.book(at(10, 30))
    hall.until(at(10, 20))
    assert median_s(hall, TAX) == 0


def test_appointments_that_count_as_earlier_are_work_ahead() -> None:
    hall = BookedHall()
    hall.open(ONE, TAX)
    hall.issue(TAX)
    hall.called_by()
    hall.until(at(10, 20))
    without_s = median_s(hall, TAX)
    for _ in range(2):
        hall.book(at(10, 30))
    soon_s = median_s(hall, TAX)
    assert without_s + 6 * 60 < soon_s < without_s + 12 * 60
    hall.book(at(11))
    assert median_s(hall, TAX) == soon_s
    hall.until(at(10, 46))
    assert median_s(hall, TAX) < soon_s


def test_whoever_may_not_read_the_book_reckons_with_appointments_as_others_do() -> None:
    hall = BookedHall()
    hall.open(ONE, TAX)
    for _ in range(3):
        hall.issue(TAX)
    hall.called_by()
    hall.do(c.StartService(counter=ONE))
    hall.later(8)
    hall.do(c.FinishService(counter=ONE))
    hall.called_by()
    for _ in range(2):
        hall.book(at(10, 30))
    without = take_snapshot(hall.floor, hall.catalogue)
    hall.do(c.MeasurePace(), role=Role.CENTRE)
    blind = replace(take_snapshot(hall.floor, hall.catalogue), appointments=())
    unaware = replace(blind, pace=without.pace)

    told = WaitEstimator(hall.catalogue).of_arrival(hall.floor, TAX, hall.at)
    assert told == WaitEstimator(hall.catalogue).of_arrival(restore_floor(blind), TAX, hall.at)
    assert told != WaitEstimator(hall.catalogue).of_arrival(restore_floor(unaware), TAX, hall.at)


def test_who_comes_too_early_for_an_appointment_is_passed_by_those_who_come() -> None:
    hall = BookedHall()
    hall.open(ONE, TAX)
    hall.issue(TAX)
    hall.called_by()
    ticket = hall.check_in(hall.book(at(11)))
    estimator = WaitEstimator(hall.catalogue)
    before = estimator.of_ticket(hall.floor, ticket, hall.at)
    hall.floor.pace = replace(hall.floor.pace, per_hour={TAX: 9})
    after = WaitEstimator(hall.catalogue).of_ticket(hall.floor, ticket, hall.at)
    assert before is not None
    assert after is not None
    assert after.median_s > 1.5 * before.median_s


def test_a_wait_ends_though_more_may_overtake_than_counters_can_serve() -> None:
    hall = Hall()
    hall.open(ONE, ID_NEW)
    for _ in range(4):
        hall.issue(minutes=0)
    alone = median_s(hall)
    hall.floor.pace = replace(hall.floor.pace, per_hour={ID_NEW: 600}, senior_pm=1000)
    assert alone < median_s(hall) < 10 * alone


def test_a_roster_that_empties_the_hall_makes_everybody_wait_for_the_afternoon() -> None:
    hall = Hall()
    morning = Opening(opens=time(8), closes=time(12))
    afternoon = Opening(opens=time(14), closes=time(17))
    shifts = Shifts(week={"fri": (morning, afternoon)})
    counters = tuple(replace(one, shifts=shifts) for one in hall.catalogue.counters)
    hall.catalogue = replace(hall.catalogue, counters=counters)
    hall.open(ONE, ID_NEW)
    for _ in range(30):
        hall.issue(minutes=0)
    forecast = WaitEstimator(hall.catalogue).of_ticket(hall.floor, hall.issue(), hall.at)
    assert forecast is not None
    # Two hours of work are done by noon; at two all three come back to the last half an hour.
    assert 240 * 60 < forecast.median_s < 260 * 60


def test_a_newer_catalogue_that_dropped_a_service_forgets_its_wait() -> None:
    hall = Hall()
    hall.open(ONE, ID_NEW, TAX)
    ticket = hall.issue(TAX)
    services = tuple(one for one in hall.catalogue.services if one.id != TAX)
    estimator = WaitEstimator(replace(hall.catalogue, services=services))
    assert estimator.of_ticket(hall.floor, ticket, hall.at) is None
    assert estimator.of_arrival(hall.floor, ID_NEW, hall.at) is not None


def test_a_counter_that_opens_is_seen_at_once_and_the_clock_soon() -> None:
    hall = Hall()
    hall.open(ONE, ID_NEW)
    for _ in range(10):
        hall.issue(minutes=0)
    estimator = WaitEstimator(hall.catalogue)

    def wait_s() -> float:
        forecast = estimator.of_arrival(hall.floor, ID_NEW, hall.at)
        assert forecast is not None
        return forecast.median_s

    alone_s = wait_s()
    hall.open(TWO, ID_NEW)
    assert wait_s() < 0.7 * alone_s
    hall.do(c.CloseCounter(counter=TWO))
    assert wait_s() == pytest.approx(alone_s)
