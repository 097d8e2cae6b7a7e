"""The centre's time never goes back, whatever is done to the machine's clock."""

from datetime import timedelta
from zoneinfo import ZoneInfo

from kiosk.centre.clock import WORKS_S, ClockState, LocalClock, boot_time_s
from tests.centre.running import Wall
from tests.domain.hall import TEN

NAIROBI = ZoneInfo("Africa/Nairobi")


class Machine:
    """Two clocks that go together until somebody sets one of them."""

    def __init__(self) -> None:
        self.wall, self.steady = Wall(), Wall()
        self.clock = LocalClock(zone=NAIROBI, wall_s=self.wall, steady_s=self.steady)

    def pass_s(self, seconds: float) -> None:
        self.wall.now_s += seconds
        self.steady.now_s += seconds


def test_it_tells_local_time() -> None:
    now = Machine().clock.now()
    assert now == TEN
    assert now.utcoffset() == timedelta(hours=3)


def test_a_clock_set_back_an_hour_changes_nothing() -> None:
    machine = Machine()
    machine.wall.now_s -= 3600
    told = []
    for _ in range(100):
        machine.pass_s(60)
        told.append(machine.clock.now())
    assert told[:60] == [TEN + timedelta(minutes=n) for n in range(1, 61)]
    assert told == sorted(told)


def test_a_clock_set_back_is_reported_until_it_has_caught_up() -> None:
    machine = Machine()
    machine.wall.now_s -= 3600
    states = []
    for _ in range(2):
        machine.clock.now()
        states.append(machine.clock.state)
        machine.wall.now_s += 3600
    assert states == [ClockState.BEHIND, ClockState.GOOD]


def test_a_small_step_back_is_no_news_and_no_step_back() -> None:
    machine = Machine()
    first = machine.clock.now()
    machine.wall.now_s -= 0.5
    assert machine.clock.now() >= first
    assert machine.clock.state is ClockState.GOOD


def test_a_night_forward_is_followed() -> None:
    machine = Machine()
    machine.wall.now_s += 15 * 3600
    assert machine.clock.now() == TEN + timedelta(hours=15)


def test_two_days_forward_are_not_followed_and_reported() -> None:
    machine = Machine()
    machine.wall.now_s += 48 * 3600
    machine.pass_s(5)
    assert machine.clock.now() == TEN + timedelta(seconds=5)
    assert machine.clock.state is ClockState.JUMPED


def test_a_weekend_asleep_is_no_jump() -> None:
    machine = Machine()
    machine.pass_s(62 * 3600)
    assert machine.clock.now() == TEN + timedelta(hours=62)
    assert machine.clock.state is ClockState.GOOD


def test_it_starts_where_the_journal_ended_when_the_machine_woke_up_in_the_past() -> None:
    wall, steady = Wall(), Wall()
    wall.now_s = 0.0
    clock = LocalClock(zone=NAIROBI, wall_s=wall, steady_s=steady, not_before=TEN)
    steady.now_s += 7
    assert clock.now() == TEN + timedelta(seconds=7)
    assert clock.state is ClockState.BEHIND


def test_while_the_hall_works_a_step_forward_is_not_followed_and_reported() -> None:
    machine = Machine()
    machine.clock.work()
    machine.wall.now_s += 12 * 3600
    machine.pass_s(60)
    assert machine.clock.now() == TEN + timedelta(seconds=60)
    states = [machine.clock.state]
    machine.wall.now_s -= 12 * 3600
    assert machine.clock.now() == TEN + timedelta(seconds=60)
    states.append(machine.clock.state)
    assert states == [ClockState.JUMPED, ClockState.GOOD]


def test_it_is_followed_when_nobody_has_asked_for_a_while() -> None:
    machine = Machine()
    machine.clock.now()
    machine.clock.work()
    machine.wall.now_s += 12 * 3600
    machine.pass_s(WORKS_S - 1)
    assert machine.clock.now() == TEN + timedelta(seconds=WORKS_S - 1)
    machine.pass_s(1)
    assert machine.clock.now() == TEN + timedelta(hours=12, seconds=WORKS_S)
    assert machine.clock.state is ClockState.GOOD


def test_a_minute_forward_is_followed_whoever_works() -> None:
    machine = Machine()
    machine.clock.work()
    machine.wall.now_s += 60
    assert machine.clock.now() == TEN + timedelta(seconds=60)
    assert machine.clock.state is ClockState.GOOD


def test_where_sleep_is_not_counted_a_night_of_it_is_followed() -> None:
    wall, steady = Wall(), Wall()
    clock = LocalClock(zone=NAIROBI, wall_s=wall, steady_s=steady, counts_sleep=False)
    clock.work()
    wall.now_s += 15 * 3600
    assert clock.now() == TEN + timedelta(hours=15)


def test_a_centre_that_is_killed_does_not_believe_by_that_what_it_did_not_before() -> None:
    wall, steady = Wall(), Wall()
    wall.now_s += 400 * 24 * 3600
    clock = LocalClock(zone=NAIROBI, wall_s=wall, steady_s=steady, not_before=TEN, jumped=True)
    steady.now_s += 5
    assert clock.now() == TEN + timedelta(seconds=5)
    assert clock.state is ClockState.JUMPED


def test_the_even_clock_goes_on() -> None:
    assert boot_time_s() <= boot_time_s()


def test_a_jump_that_somebody_who_knows_confirms_is_followed() -> None:
    machine = Machine()
    machine.wall.now_s += 48 * 3600
    machine.pass_s(5)
    machine.clock.now()
    machine.clock.accept()
    assert machine.clock.now() == TEN + timedelta(hours=48, seconds=5)
    assert machine.clock.state is ClockState.GOOD


def test_what_somebody_confirms_never_sets_the_clock_back() -> None:
    machine = Machine()
    machine.wall.now_s -= 3600
    machine.pass_s(5)
    machine.clock.now()
    machine.clock.accept()
    assert machine.clock.now() == TEN + timedelta(seconds=5)
    assert machine.clock.state is ClockState.BEHIND
