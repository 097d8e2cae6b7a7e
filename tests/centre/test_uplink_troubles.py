"""What is wrong between a centre and its hub is told when it is worth telling, and ends."""

from datetime import UTC, datetime

import pytest

from kiosk.centre.troubles import TroubleCode, Troubles
from kiosk.centre.uplink_troubles import AWAY_S, UNTRUSTED_TIMES, UplinkTroubles
from kiosk.sync.uplink_tail import LostNumbers
from kiosk.sync.uplink_told import (
    Finding,
    Forked,
    HubWasBehind,
    NeverSent,
    Obstacle,
    RestoredBehind,
    UplinkNow,
)

LOST = LostNumbers(branch=3, last=9, lines=4, tickets=2, day=None, places={}, numbers={})


class Looking:
    """Troubles, and what is looked at."""

    def __init__(self) -> None:
        self.troubles = Troubles(now=lambda: datetime(2026, 11, 23, tzinfo=UTC))
        self.looking = UplinkTroubles(troubles=self.troubles)
        self.now: UplinkNow | None = UplinkNow(heard_s=0.0)

    def at(
        self, at_s: float, *, offset_ms: int | None = 0, roams: bool = False
    ) -> set[TroubleCode]:
        """What is wrong then."""
        self.looking.look(self.now, at_s=at_s, offset_ms=offset_ms, roams=roams)
        return {trouble.code for trouble in self.troubles.current}


def test_a_short_cut_is_not_worth_telling_and_a_long_one_is() -> None:
    there = Looking()
    assert there.at(0.0) == set()
    assert there.at(AWAY_S) == set()
    assert there.at(AWAY_S + 1) == {TroubleCode.HUB_AWAY}
    there.now = UplinkNow(heard_s=AWAY_S + 1)
    assert there.at(AWAY_S + 2) == set()


def test_a_centre_that_was_just_enrolled_has_not_been_alone_for_long() -> None:
    there = Looking()
    there.now = None
    there.at(0.0)
    there.now = UplinkNow()
    assert there.at(10_000.0) == set()
    assert there.at(10_000.0 + AWAY_S + 1) == {TroubleCode.HUB_AWAY}


def test_an_outreach_without_a_line_is_not_in_trouble() -> None:
    there = Looking()
    assert there.at(0.0, roams=True) == set()
    assert there.at(10 * AWAY_S, roams=True) == set()


@pytest.mark.parametrize(
    ("obstacle", "code"),
    [
        (Obstacle.REVOKED, TroubleCode.HUB_REVOKED),
        (Obstacle.CLONED, TroubleCode.HUB_CLONED),
        (Obstacle.SUPERSEDED, TroubleCode.HUB_SUPERSEDED),
        (Obstacle.REFUSED, TroubleCode.HUB_REFUSES),
        (Obstacle.DAMAGED, TroubleCode.UPLINK_STOPPED),
    ],
)
def test_what_only_people_can_put_right_is_told_at_once(
    obstacle: Obstacle, code: TroubleCode
) -> None:
    there = Looking()
    there.now = UplinkNow(heard_s=0.0, obstacle=obstacle, about="why")
    assert there.at(1.0) == {code}
    there.now = UplinkNow(heard_s=0.0)
    assert there.at(2.0) == set()


@pytest.mark.parametrize("obstacle", [Obstacle.AWAY, Obstacle.DISK])
def test_what_heals_by_itself_or_is_told_elsewhere_is_not(obstacle: Obstacle) -> None:
    there = Looking()
    there.now = UplinkNow(heard_s=0.0, obstacle=obstacle)
    assert there.at(1.0) == set()


def test_one_answer_that_was_changed_is_a_bad_line_and_several_are_somebody() -> None:
    there = Looking()
    there.now = UplinkNow(heard_s=0.0)
    for failure in range(1, UNTRUSTED_TIMES):
        there.now.obstacle, there.now.failures = Obstacle.UNTRUSTED, failure
        assert there.at(float(failure)) == set()
    there.now.failures += 1
    assert there.at(5.0) == {TroubleCode.HUB_UNTRUSTED}
    there.now.obstacle = None
    assert there.at(6.0) == set()


@pytest.mark.parametrize("offset_ms", [60_001, -60_001, 365 * 86_400_000])
def test_a_clock_that_is_off_by_more_than_a_minute_is_told(offset_ms: int) -> None:
    there = Looking()
    assert there.at(1.0, offset_ms=60_000) == set()
    assert there.at(1.0, offset_ms=offset_ms) == {TroubleCode.CLOCK_OFF}
    (trouble,) = there.troubles.current
    assert trouble.facts == {"offset_s": offset_ms // 1000}
    assert there.at(2.0, offset_ms=None) == set()


def test_a_centre_that_leaves_its_hub_has_none_of_these_troubles() -> None:
    there = Looking()
    there.now = UplinkNow(heard_s=0.0, obstacle=Obstacle.CLONED)
    there.at(0.0)
    assert len(there.at(AWAY_S + 1, offset_ms=10**9)) == 3
    there.now = None
    assert there.at(AWAY_S + 2) == set()


@pytest.mark.parametrize(
    ("finding", "code", "facts"),
    [
        (HubWasBehind(lines=7), TroubleCode.HUB_BEHIND, {"lines": 7}),
        (Forked(seq=5), TroubleCode.HUB_DIFFERS, {"line": 5}),
        (NeverSent(lines=3), TroubleCode.HUB_GAP, {"lines": 3}),
        (
            RestoredBehind(lost=LOST),
            TroubleCode.RESTORED_BEHIND,
            {"lines": 4, "tickets": 2, "twice": 1},
        ),
    ],
)
def test_what_was_found_is_told_for_a_day(
    finding: Finding, code: TroubleCode, facts: dict[str, int]
) -> None:
    there = Looking()
    there.looking.found(finding, twice=1)
    (trouble,) = there.troubles.told
    assert (trouble.code, trouble.facts) == (code, facts)
