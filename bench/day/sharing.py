"""Work before a ticket where counters offer several services, for the estimators of the books."""

from collections.abc import Callable, Iterable, Mapping

from kiosk.domain.floor import Floor
from kiosk.domain.ids import CounterId, ServiceId
from kiosk.domain.ticket import Ticket
from kiosk.domain.turns import turn_of

Offers = Mapping[CounterId, tuple[ServiceId, ...]]
"""What each counter that works offers."""


def work_before_s(
    floor: Floor, ticket: Ticket, offers: Offers, mean_s: Callable[[ServiceId], float]
) -> float:
    """Seconds of work that is called before ``ticket`` at counters it could go to.

    Those who wait for another service count with the share of its counters that also offer ours.
    """
    turn = turn_of(ticket)
    work_s = 0.0
    for other, share in shares(ticket.service, offers.values()).items():
        if other in floor.waiting:
            work_s += share * floor.waiting[other].before(turn) * mean_s(other)
    return work_s


def shares(
    service: ServiceId, offers: Iterable[tuple[ServiceId, ...]]
) -> Mapping[ServiceId, float]:
    """For each service, which part of its counters also works on ``service``."""
    offering: dict[ServiceId, int] = {}
    both: dict[ServiceId, int] = {}
    for services in offers:
        for other in services:
            offering[other] = offering.get(other, 0) + 1
            if service in services:
                both[other] = both.get(other, 0) + 1
    return {other: count / offering[other] for other, count in both.items()}
