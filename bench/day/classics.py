"""The estimators of the books: ahead × mean, LES, HOL, QL, and one that knows the roster.

Ibrahim and Whitt 2009; each is given the true long-run mean time at a counter, which is more than
it would know in life.
"""

from collections import defaultdict, deque
from datetime import datetime, timedelta

from bench.day.centre import moment
from bench.day.drawn import DrawnDay
from bench.day.scenario import CLOSES_S, NO_SHOW_S, WALK_S, Scenario
from bench.day.sharing import Offers, work_before_s
from bench.day.site import counter_id
from bench.day.telling import Told
from kiosk.domain.counter import OCCUPIED, STAFFED
from kiosk.domain.events import (
    Entry,
    NoShowMarked,
    ServiceFinished,
    TicketCalled,
    TicketTransferred,
)
from kiosk.domain.floor import Floor
from kiosk.domain.ids import CounterId, ServiceId
from kiosk.domain.ticket import Ticket
from kiosk.domain.turns import turn_of

PSEUDO_COUNTS, LAST = 20, 60
"""How much the long-run mean weighs against today's last completions."""


class Deaf:
    """An estimator that listens to nothing."""

    def begins(self, _day: DrawnDay) -> None:
        """Not looked at."""

    def heard(self, _entry: Entry, _floor: Floor) -> None:
        """Not listened to."""

    def comes(self, _floor: Floor, _at: datetime) -> bool:
        """Always to be asked."""
        return True


class Means:
    """The long-run mean time a visitor keeps a counter, from the call on, by service."""

    def __init__(self, scenario: Scenario) -> None:
        walk_s = sum(WALK_S) / 2
        self._mean_s = {
            ServiceId(kind.id): (1 - scenario.no_shows)
            * ((kind.true_mean_s or kind.mean_s) + walk_s)
            + scenario.no_shows * NO_SHOW_S
            for kind in scenario.kinds
        }

    def __call__(self, service: ServiceId) -> float:
        """In seconds."""
        return self._mean_s[service]


class AheadTimesMean(Deaf):
    """Everybody before you in your queue, one after another."""

    name = "ahead × mean"

    def __init__(self, scenario: Scenario) -> None:
        self._mean_s = Means(scenario)

    def tell(self, floor: Floor, ticket: Ticket, _at: datetime) -> Told | None:
        """However many counters there are."""
        ahead = floor.waiting[ticket.service].before(turn_of(ticket))
        return Told(wait_s=ahead * self._mean_s(ticket.service))


class Les(Deaf):
    """LES: as long as the last who was called for this service had waited."""

    name = "LES"

    def __init__(self) -> None:
        self._last_s: dict[ServiceId, float] = {}

    def begins(self, _day: DrawnDay) -> None:
        """Yesterday's last says nothing."""
        self._last_s.clear()

    def heard(self, entry: Entry, floor: Floor) -> None:
        """Remember the wait of whoever is called."""
        if isinstance(entry.event, TicketCalled):
            issued_at = floor.tickets[entry.event.ticket].issued_at
            self._last_s[entry.event.service] = (entry.at - issued_at).total_seconds()

    def tell(self, _floor: Floor, ticket: Ticket, _at: datetime) -> Told | None:
        """Nothing before the first call."""
        last_s = self._last_s.get(ticket.service)
        return Told(wait_s=last_s) if last_s is not None else None


class Hol(Deaf):
    """HOL: as long as the head of this service's line has waited so far."""

    name = "HOL"

    def tell(self, floor: Floor, ticket: Ticket, at: datetime) -> Told | None:
        """Of those who came before; alone in line, nothing is known to wait for."""
        first = floor.waiting[ticket.service].first()
        head = floor.tickets[first[2]] if first is not None else ticket
        return Told(wait_s=max(0.0, (at - head.issued_at).total_seconds()))


class Ql(Deaf):
    """QL: (ahead + 1) × mean over the counters there are now, if all of them are busy."""

    name = "QL (counters now)"

    def __init__(self, scenario: Scenario) -> None:
        self._mean_s = Means(scenario)

    def tell(self, floor: Floor, ticket: Ticket, _at: datetime) -> Told | None:
        """Not known while no counter offers the service."""
        staffed = {c.id: c for c in floor.counters.values() if c.state in STAFFED}
        offers: Offers = {counter: now.services for counter, now in staffed.items()}
        here = [now for now in staffed.values() if ticket.service in now.services]
        if not here:
            return None
        if any(now.state not in OCCUPIED for now in here):
            return Told(wait_s=0)
        work_s = work_before_s(floor, ticket, offers, self._mean_s) + self._mean_s(ticket.service)
        return Told(wait_s=work_s / len(here))


class Oracle(Deaf):
    """Knows today's true roster, and learns today's pace: QL with a look ahead."""

    name = "oracle (true roster)"

    def __init__(self, scenario: Scenario) -> None:
        self._mean_s = Means(scenario)
        self._offered: dict[CounterId, tuple[ServiceId, ...]] = {
            counter_id(number): tuple(ServiceId(one) for one in desk.services)
            for number, desk in enumerate(scenario.desks)
        }
        self._done: defaultdict[ServiceId, deque[float]] = defaultdict(lambda: deque(maxlen=LAST))

    def begins(self, day: DrawnDay) -> None:
        """Look into the day; the pace is learnt anew."""
        self._done.clear()
        self._day = day
        self._called: dict[str, datetime] = {}

    def heard(self, entry: Entry, floor: Floor) -> None:
        """How long each visitor kept the counter."""
        event = entry.event
        if isinstance(event, TicketCalled):
            self._called[event.ticket] = entry.at
        elif isinstance(event, ServiceFinished | NoShowMarked | TicketTransferred):
            called_at = self._called.pop(event.ticket, None)
            if called_at is not None:
                service = floor.tickets[event.ticket].service
                if isinstance(event, TicketTransferred):
                    return
                self._done[service].append((entry.at - called_at).total_seconds())

    def tell(self, floor: Floor, ticket: Ticket, at: datetime) -> Told | None:
        """Eats through the work before the ticket, from one change of the roster to the next."""
        here = {c for c, services in self._offered.items() if ticket.service in services}
        busy = sum(floor.counter(c).state in OCCUPIED for c in here)
        midnight = moment(self._day.date, 0)
        from_s = (at - midnight).total_seconds()
        present = self._present(from_s)
        leaving = max(0, busy - len(here & present))
        if busy < len(here & present):
            return Told(wait_s=0)
        left, now_s = 1.0, from_s
        for until_s in self._changes_after(from_s):
            present = self._present(now_s)
            counters = len(here & present)
            offers = {c: self._offered[c] for c in present}
            if counters:
                work_s = work_before_s(floor, ticket, offers, self._pace_s)
                work_s += (1 + leaving) * self._pace_s(ticket.service)
                takes_s = left * work_s / counters
                if now_s + takes_s <= until_s:
                    return Told(wait_s=now_s + takes_s - from_s)
                left -= (until_s - now_s) * counters / work_s
            now_s = until_s
        return None

    def _pace_s(self, service: ServiceId) -> float:
        done = self._done[service]
        return (PSEUDO_COUNTS * self._mean_s(service) + sum(done)) / (PSEUDO_COUNTS + len(done))

    def _present(self, of_day_s: float) -> set[CounterId]:
        return {
            counter_id(number)
            for number, spans in enumerate(self._day.presence)
            if any(
                from_s <= of_day_s and (of_day_s < to_s or to_s >= CLOSES_S)
                for from_s, to_s in spans
            )
        }

    def _changes_after(self, of_day_s: float) -> list[float]:
        edges = {edge for spans in self._day.presence for span in spans for edge in span}
        return [
            *sorted(edge for edge in edges if edge > of_day_s),
            timedelta(days=1).total_seconds(),
        ]
