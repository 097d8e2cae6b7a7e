from kiosk.domain.ids import ServiceId
from kiosk.domain.waiting import WaitEstimator
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
