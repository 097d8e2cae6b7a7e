"""How many places one address may keep: so many that a household or a cyber café never notices."""

from collections.abc import Callable
from dataclasses import dataclass
from ipaddress import IPv6Address, ip_address

from kiosk.web.limits import Limit

OF_A_CENTRE_PER_S, OF_A_CENTRE_BURST = 1 / 600, 8
"""Places of one centre for one address: eight at once, then one in ten minutes."""
IN_ALL_PER_S, IN_ALL_BURST = 1 / 60, 40
"""Places of all centres: many people stand behind one address of a mobile network."""
CHANGES_PER_S, CHANGES_BURST = 1 / 60, 10
"""What may be asked of one appointment: each of it is work for its centre."""
IPV6_HOUSEHOLD_BITS = 64


@dataclass(frozen=True, slots=True)
class _Taken:
    """What one place was counted against."""

    network: str
    centre_id: int


class BookingLimits:
    """Counts in memory, by address; nothing of it is written anywhere."""

    def __init__(self, steady_s: Callable[[], float]) -> None:
        self._of_a_centre = Limit(
            rate_per_s=OF_A_CENTRE_PER_S, burst=OF_A_CENTRE_BURST, monotonic=steady_s
        )
        self._in_all = Limit(rate_per_s=IN_ALL_PER_S, burst=IN_ALL_BURST, monotonic=steady_s)
        self._changes = Limit(rate_per_s=CHANGES_PER_S, burst=CHANGES_BURST, monotonic=steady_s)

    def may_take(self, address: str, centre_id: int) -> bool:
        """Whether somebody there may have one more place kept; if so it counts."""
        asker = _Taken(_network(address), centre_id)
        if not self._of_a_centre.allows(asker):
            return False
        if not self._in_all.allows(asker.network):
            self._of_a_centre.give_back(asker)
            return False
        return True

    def give_back(self, address: str, centre_id: int) -> None:
        """There was no place to keep: it does not count."""
        asker = _Taken(_network(address), centre_id)
        self._of_a_centre.give_back(asker)
        self._in_all.give_back(asker.network)

    def may_change(self, centre_id: int, code: str) -> bool:
        """Whether one more thing may be asked of this appointment."""
        return self._changes.allows((centre_id, code))


def _network(address: str) -> str:
    """Who an address belongs to: a household has 2^64 of IPv6."""
    try:
        parsed = ip_address(address)
    except ValueError:
        return address
    if not isinstance(parsed, IPv6Address):
        return address
    if parsed.ipv4_mapped is not None:
        return str(parsed.ipv4_mapped)
    return str(IPv6Address(int(parsed) >> IPV6_HOUSEHOLD_BITS << IPV6_HOUSEHOLD_BITS))
