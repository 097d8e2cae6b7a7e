"""How often somebody may ask, and how much of that is kept in mind."""

from kiosk.web.limits import FORGET_BEYOND, Limit


def test_a_bucket_fills_again_as_time_goes_on() -> None:
    now = [0.0]
    limit = Limit(rate_per_s=0.5, burst=2, monotonic=lambda: now[0])
    assert [limit.allows("a") for _ in range(3)] == [True, True, False]
    assert limit.allows("b")
    now[0] = 2.0
    assert [limit.allows("a") for _ in range(2)] == [True, False]


def test_a_crowd_of_addresses_takes_no_more_room_than_there_is() -> None:
    now = [0.0]
    limit = Limit(rate_per_s=1 / 600, burst=1, monotonic=lambda: now[0])
    for asker in range(3 * FORGET_BEYOND):
        now[0] += 0.001
        assert limit.allows(asker)
        assert limit.remembered <= FORGET_BEYOND + 1
    # Who asked just now is known whoever came in between.
    assert not limit.allows(3 * FORGET_BEYOND - 1)


def test_who_may_ask_again_anyway_is_forgotten_first() -> None:
    now = [0.0]
    limit = Limit(rate_per_s=1, burst=1, monotonic=lambda: now[0])
    for asker in range(FORGET_BEYOND):
        limit.allows(asker)
    now[0] = 10.0
    limit.allows("new")
    assert limit.remembered == 1
