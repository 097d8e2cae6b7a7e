"""A PIN that cannot be guessed by trying."""

import pytest

from kiosk.ui.staff_pin import StaffPin


class Clock:
    def __init__(self) -> None:
        self.now_s = 1000.0

    def __call__(self) -> float:
        return self.now_s


@pytest.fixture
def clock() -> Clock:
    return Clock()


def test_only_the_right_digits_open(clock: Clock) -> None:
    pin = StaffPin(pin="2580", now_s=clock)
    assert not pin.opens("2581")
    assert not pin.opens("25800")
    assert pin.opens("2580")


def test_each_wrong_try_after_the_third_doubles_the_lock_up_to_an_hour(clock: Clock) -> None:
    pin = StaffPin(pin="2580", now_s=clock)
    locks = []
    for _ in range(12):
        pin.opens("0000")
        locks.append(pin.locked_s)
        clock.now_s += pin.locked_s
    assert locks == [0, 0, 30, 60, 120, 240, 480, 960, 1920, 3600, 3600, 3600]


def test_while_it_is_locked_the_right_one_opens_nothing_and_wrong_ones_cost_nothing(
    clock: Clock,
) -> None:
    pin = StaffPin(pin="2580", now_s=clock)
    for _ in range(3):
        pin.opens("0000")
    assert not pin.opens("2580")
    pin.opens("0000")
    assert pin.locked_s == 30
    clock.now_s += 30
    assert pin.opens("2580")


def test_the_right_one_forgives_the_wrong_ones(clock: Clock) -> None:
    pin = StaffPin(pin="2580", now_s=clock)
    pin.opens("0000")
    pin.opens("0000")
    pin.opens("2580")
    pin.opens("0000")
    assert pin.locked_s == 0


def test_a_pin_is_not_shown_where_objects_are_printed(clock: Clock) -> None:
    assert "2580" not in repr(StaffPin(pin="2580", now_s=clock))
