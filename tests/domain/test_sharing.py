import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.domain.ids import ServiceId
from kiosk.domain.sharing import Group, divide, kinds_of


def group(counters: float, *kinds: int) -> Group:
    return Group(counters=counters, kinds=kinds)


def test_counters_of_one_kind_work_on_it() -> None:
    division = divide([group(3, 0)], [600.0])
    assert division.takes_s([600.0], 0) == 200
    assert division.together([600.0], 0) == 3


def test_a_flexible_counter_helps_where_most_waits() -> None:
    work = [1000.0, 100.0]
    division = divide([group(1, 0), group(1, 1), group(1, 0, 1)], work)
    assert division.takes_s(work, 0) == pytest.approx(500, rel=0.02)
    assert division.takes_s(work, 1) == pytest.approx(100, rel=0.02)
    assert division.near(work, 0) == [0]


def test_counters_that_can_help_each_other_are_through_together() -> None:
    work = [900.0, 700.0]
    division = divide([group(1, 0), group(1, 1), group(2, 0, 1)], work)
    assert division.takes_s(work, 0) == pytest.approx(400, rel=0.05)
    assert division.takes_s(work, 1) == pytest.approx(400, rel=0.05)
    assert division.together(work, 1) == pytest.approx(4)


def test_what_nobody_offers_takes_for_ever() -> None:
    assert divide([group(1, 0)], [1.0, 1.0]).takes_s([1.0, 1.0], 1) == float("inf")


def test_counters_without_work_are_nobodys() -> None:
    assert divide([group(2, 0, 1)], [0.0, 0.0]).counters == (0.0, 0.0)


groups = st.builds(
    Group,
    counters=st.floats(0.1, 20),
    kinds=st.sets(st.integers(0, 5), min_size=1).map(lambda kinds: tuple(sorted(kinds))),
)
works = st.lists(st.just(0.0) | st.floats(1, 1e6), min_size=6, max_size=6)


@given(st.lists(groups, max_size=8), works)
def test_no_counter_works_twice_and_none_on_what_it_does_not_offer(
    offered: list[Group], work: list[float]
) -> None:
    division = divide(offered, work)
    busy = sum(g.counters for g in offered if any(work[kind] > 0 for kind in g.kinds))
    assert sum(division.counters) == pytest.approx(busy)
    for kind, counters in enumerate(division.counters):
        most = sum(g.counters for g in offered if kind in g.kinds)
        assert 0 <= counters <= most * (1 + 1e-9)


def test_services_that_the_same_counters_offer_are_one_kind_of_work() -> None:
    a, b, c = ServiceId("a"), ServiceId("b"), ServiceId("c")
    kinds = kinds_of([(a, b), (a, b, c)])
    assert kinds[a] == kinds[b] != kinds[c]
