"""A table of askers that no number of askers fills."""

import tracemalloc

from kiosk.web.flood import SLOTS, Flood
from kiosk.web.peer import network_of


class Clock:
    def __init__(self) -> None:
        self.now_s = 100.0

    def __call__(self) -> float:
        return self.now_s


def flood(clock: Clock, *, slots: int = SLOTS) -> Flood:
    return Flood(rate_per_s=2, burst=5, steady_s=clock, secret=b"s" * 16, slots=slots)


def test_an_asker_has_a_burst_and_then_a_rate() -> None:
    clock = Clock()
    limit = flood(clock)
    assert [limit.allows("a") for _ in range(7)] == [True] * 5 + [False] * 2
    assert limit.allows("b")
    clock.now_s += 1
    assert [limit.allows("a") for _ in range(3)] == [True, True, False]


def test_what_is_given_back_or_only_asked_about_does_not_count() -> None:
    limit = flood(Clock())
    for _ in range(20):
        assert not limit.is_out("a")
        assert limit.allows("a")
        limit.give_back("a")
    for _ in range(5):
        limit.allows("a")
    assert limit.is_out("a")
    assert not limit.is_out("b")


def test_a_clock_that_goes_back_gives_nothing_and_takes_nothing() -> None:
    clock = Clock()
    limit = flood(clock)
    for _ in range(5):
        assert limit.allows("a")
    clock.now_s -= 50
    assert not limit.allows("a")


def test_twenty_thousand_askers_take_no_more_memory_than_one() -> None:
    limit = flood(Clock())
    tracemalloc.start()
    try:
        before = tracemalloc.get_traced_memory()[0]
        for n in range(20_000):
            limit.allows(f"2001:db8:{n:x}::/64")
        grown = tracemalloc.get_traced_memory()[0] - before
    finally:
        tracemalloc.stop()
    assert grown < 100_000


def test_others_are_answered_while_thousands_ask_without_end() -> None:
    limit = flood(Clock())
    for n in range(2000):
        for _ in range(7):
            limit.allows(f"198.51.{n >> 8}.{n & 255}")
    answered = sum(limit.allows(f"203.0.113.{n}") for n in range(250))
    assert answered > 230


def test_one_line_of_ipv6_is_one_asker_whatever_address_it_takes() -> None:
    assert network_of("2001:db8:1:2::1") == network_of("2001:db8:1:2:ffff:ffff:ffff:ffff")
    assert network_of("2001:db8:1:3::1") != network_of("2001:db8:1:2::1")
    assert network_of("::ffff:203.0.113.9") == network_of("203.0.113.9") == "203.0.113.9"
    assert network_of("nobody") == "nobody"
