"""How many places one address may keep, and that nobody else notices."""

from kiosk.hub.booking_limits import (
    IN_ALL_BURST,
    OF_A_CENTRE_BURST,
    OF_A_CENTRE_PER_S,
    BookingLimits,
)

MOLO = 1


def limits() -> tuple[BookingLimits, list[float]]:
    clock = [0.0]
    return BookingLimits(lambda: clock[0]), clock


def test_one_address_keeps_a_few_places_of_a_centre_and_then_waits() -> None:
    some, clock = limits()
    taken = [some.may_take("41.90.1.1", MOLO) for _ in range(OF_A_CENTRE_BURST + 1)]
    assert taken == [True] * OF_A_CENTRE_BURST + [False]
    assert some.may_take("41.90.1.2", MOLO)
    assert some.may_take("41.90.1.1", 2)
    clock[0] = 1 / OF_A_CENTRE_PER_S
    assert some.may_take("41.90.1.1", MOLO)


def test_one_address_cannot_go_from_centre_to_centre_for_ever() -> None:
    some, _ = limits()
    taken = [some.may_take("41.90.1.1", centre) for centre in range(IN_ALL_BURST + 5)]
    assert sum(taken) == IN_ALL_BURST


def test_a_household_of_ipv6_is_one_address() -> None:
    some, _ = limits()
    for host in range(OF_A_CENTRE_BURST):
        assert some.may_take(f"2c0f:fe38:1:2::{host + 1:x}", MOLO)
    assert not some.may_take("2c0f:fe38:1:2:ffff::1", MOLO)
    assert some.may_take("2c0f:fe38:1:3::1", MOLO)


def test_an_ipv4_address_is_itself_however_it_is_written() -> None:
    some, _ = limits()
    for _ in range(OF_A_CENTRE_BURST):
        assert some.may_take("::ffff:41.90.1.1", MOLO)
    assert not some.may_take("41.90.1.1", MOLO)
    assert some.may_take("::ffff:41.90.1.2", MOLO)


def test_what_could_not_be_kept_does_not_count() -> None:
    some, _ = limits()
    for _ in range(OF_A_CENTRE_BURST * 2):
        assert some.may_take("41.90.1.1", MOLO)
        some.give_back("41.90.1.1", MOLO)
