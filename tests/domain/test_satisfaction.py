"""Formulas with values reckoned elsewhere, and what a report hides and ranks."""

from datetime import date, timedelta

import hypothesis.strategies as st
import pytest
from hypothesis import given

from kiosk.domain.feedback_filters import Press
from kiosk.domain.ids import DeviceId, FeedbackId, ServiceId
from kiosk.domain.satisfaction import Answer, report, response_rate, score, wilson
from tests.domain.hall import BIRTH, FRIDAY, ID_LOST, ID_NEW, TAX, TEN


@pytest.mark.parametrize(
    ("hits", "n", "low", "high"),
    [
        (9, 10, 0.596, 0.982),
        (45, 50, 0.786, 0.957),
        (90, 100, 0.826, 0.945),
        (900, 1000, 0.880, 0.917),
        (0, 10, 0.0, 0.278),
        (3, 10, 0.108, 0.603),
    ],
)
def test_wilsons_interval_is_the_known_one(hits: int, n: int, low: float, high: float) -> None:
    found = wilson(hits, n)
    assert [round(end, 3) for end in found] == [low, high]


def test_of_nothing_nothing_is_known() -> None:
    assert wilson(0, 0) == (0.0, 1.0)
    assert score(()) is None
    assert response_rate(0, 0) is None


@given(n=st.integers(1, 10**6), data=st.data())
def test_wilsons_interval_holds_the_share_and_is_its_own_mirror(
    n: int, data: st.DataObject
) -> None:
    hits = data.draw(st.integers(0, n))
    low, high = wilson(hits, n)
    assert 0 <= low <= hits / n + 1e-12
    assert hits / n - 1e-12 <= high <= 1
    mirrored = wilson(n - hits, n)
    assert (1 - high, 1 - low) == pytest.approx(mirrored)


def test_a_score_is_top_two_mean_net_and_interval() -> None:
    found = score([5, 5, 4, 3, 2, 1, 5, 4, 4, 5])
    assert found is not None
    assert (found.n, found.csat) == (10, 0.7)
    assert found.mean == pytest.approx(3.8)
    assert found.net == pytest.approx(0.5)
    assert (found.low, found.high) == wilson(7, 10)


def test_a_response_rate_is_of_those_served() -> None:
    assert response_rate(30, 120) == 0.25


_made = iter(range(10**9))


def answers(
    smileys: list[int],
    *,
    service: ServiceId | None = ID_NEW,
    verified: bool = True,
    every_s: float = 60,
    day: date = FRIDAY,
    device: str = "feedback-1",
) -> list[Answer]:
    """Smileys one after another at one tablet."""
    return [
        Answer(
            press=Press(
                feedback=FeedbackId(str(next(_made))),
                device=DeviceId(device),
                at=TEN + timedelta(seconds=place * every_s),
                smiley=smiley,
            ),
            day=day,
            verified=verified,
            service=service,
        )
        for place, smiley in enumerate(smileys)
    ]


def test_fewer_than_ten_answers_show_nothing() -> None:
    for count, shown in ((9, False), (10, True)):
        told = report(answers([5, 4] * 4 + [3, 2][: count - 8]), {(FRIDAY, ID_NEW): 40})
        for line in (told.overall, told.services[ID_NEW], told.days[FRIDAY]):
            assert line.served == 40
            cell = line.verified
            assert (cell.valid is not None) is shown
            assert (cell.everything is not None) is shown
            assert (cell.flagged is not None) is shown
            assert cell.rate == (0.25 if shown else None)


def test_the_verified_and_the_others_are_never_added_up() -> None:
    told = report(
        answers([5] * 6 + [4] * 6) + answers([1] * 6 + [2] * 6, verified=False, device="free"),
        {(FRIDAY, ID_NEW): 24},
    ).overall
    assert told.verified.valid is not None
    assert told.unverified.valid is not None
    assert (told.verified.valid.csat, told.unverified.valid.csat) == (1.0, 0.0)
    assert (told.verified.rate, told.unverified.rate) == (0.5, None)


def test_both_figures_are_told_with_the_flagged_and_without() -> None:
    pushed = answers([5] * 12, service=None, verified=False, every_s=1, device="a")
    calm = answers([1, 2, 3] * 4, service=None, verified=False, device="b")
    cell = report(pushed + calm, {}).overall.unverified
    assert cell.flagged == 12
    assert cell.valid is not None
    assert cell.everything is not None
    assert (cell.valid.n, cell.valid.csat) == (12, 0.0)
    assert (cell.everything.n, cell.everything.csat) == (24, 0.5)


def test_services_are_ranked_by_what_is_sure_and_hidden_ones_come_last() -> None:
    told = report(
        answers([5, 5, 5, 3, 5] * 2, service=ID_NEW, device="a")
        + answers([5, 4, 5, 1, 4] * 40, service=ID_LOST, device="b")
        + answers([5, 4] * 4, service=BIRTH, device="c")
        + answers([1, 2] * 10, service=TAX, device="d")
        + answers([5, 4] * 10, service=None, verified=False, device="e"),
        {(FRIDAY, service): 300 for service in (BIRTH, ID_NEW, ID_LOST, TAX)},
    )
    # 8 of 10 and 160 of 200 are as good, and the second is surer.
    assert list(told.services) == [ID_LOST, ID_NEW, TAX, BIRTH, None]


def test_a_service_that_served_and_heard_nothing_is_told_too() -> None:
    told = report([], {(FRIDAY, ID_NEW): 3, (FRIDAY - timedelta(days=1), ID_NEW): 2})
    assert told.services[ID_NEW].served == 5
    assert [line.served for line in told.days.values()] == [2, 3]
    assert list(told.services) == [ID_NEW]
