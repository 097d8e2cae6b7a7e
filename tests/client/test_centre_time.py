from datetime import UTC, datetime, timedelta

import pytest

from kiosk.client.centre_time import CentreTime

TEN = datetime(2026, 11, 20, 10, 0, tzinfo=UTC)


def told(time: datetime) -> bytes:
    return time.isoformat().encode()


def test_nothing_is_known_before_the_centre_has_told_its_time() -> None:
    assert CentreTime().now(1.0) is None


def test_time_goes_on_evenly_from_what_was_told() -> None:
    time = CentreTime()
    time.told(told(TEN), 100.0)
    assert time.now(160.0) == TEN + timedelta(minutes=1)


def test_a_telling_that_was_late_on_its_way_does_not_turn_time_back() -> None:
    time = CentreTime()
    time.told(told(TEN), 100.0)
    time.told(told(TEN + timedelta(seconds=1)), 102.5)
    assert time.now(102.5) == TEN + timedelta(seconds=2.5)


def test_a_telling_that_is_fresher_is_believed() -> None:
    time = CentreTime()
    time.told(told(TEN), 100.0)
    time.told(told(TEN + timedelta(seconds=1.5)), 101.0)
    assert time.now(101.0) == TEN + timedelta(seconds=1.5)


@pytest.mark.parametrize("hours", [-1, 1])
def test_a_centre_whose_clock_was_set_is_followed(hours: int) -> None:
    time = CentreTime()
    time.told(told(TEN), 100.0)
    time.told(told(TEN + timedelta(hours=hours)), 101.0)
    assert time.now(101.0) == TEN + timedelta(hours=hours)


@pytest.mark.parametrize("text", [b"", b"ping", b"2026-11-20T10:00:00", b"\xff", b"9" * 99])
def test_a_comment_that_is_no_time_changes_nothing(text: bytes) -> None:
    time = CentreTime()
    time.told(text, 1.0)
    assert time.now(1.0) is None
