"""What a fair observer writes down of the calls: who waits, and who was overtaken by whom."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from kiosk.domain.counter import CounterState
from kiosk.domain.events import Entry, TicketCalled
from kiosk.domain.floor import Floor
from kiosk.domain.ids import ServiceId, TicketId
from kiosk.domain.ticket import Ticket, TicketState
from kiosk.domain.turns import turn_of

IDLE = frozenset({CounterState.FREE, CounterState.READY})


@dataclass(slots=True)
class Watch:
    """One day's calls. ``overtaken`` counts for each ticket the later comers who went before it.

    ``latest_s`` is by how much the latest of them had come after it, in seconds; ``beyond`` counts
    the pairs that no credit allows: the one that was called had the later virtual arrival.
    ``idle_s`` is how long counters stood idle, all together, while somebody waited whom they could
    have served.
    """

    overtaken: defaultdict[TicketId, int] = field(default_factory=lambda: defaultdict(int))
    latest_s: float = 0.0
    beyond: int = 0
    idle_s: float = 0.0
    _waiting: defaultdict[ServiceId, dict[TicketId, Ticket]] = field(
        default_factory=lambda: defaultdict(dict)
    )
    _where: dict[TicketId, ServiceId] = field(default_factory=dict)

    def heard(self, entry: Entry, floor: Floor) -> None:
        """One line of the journal, folded already."""
        moved = getattr(entry.event, "ticket", None)
        if moved not in floor.tickets:
            return
        ticket = floor.tickets[moved]
        before = self._where.pop(ticket.ticket, None)
        if before is not None:
            del self._waiting[before][ticket.ticket]
        if ticket.state is TicketState.WAITING:
            self._waiting[ticket.service][ticket.ticket] = ticket
            self._where[ticket.ticket] = ticket.service
        if isinstance(entry.event, TicketCalled):
            self._judge(ticket, self.waiting_for(floor.counter(entry.event.counter).services))

    def waiting_for(self, services: Iterable[ServiceId]) -> Iterator[Ticket]:
        """Everybody who waits for one of ``services``."""
        for service in services:
            yield from self._waiting[service].values()

    def stood_still(self, floor: Floor, seconds: float) -> None:
        """Nothing happened for so long."""
        if not self._where:
            return
        self.idle_s += seconds * sum(
            counter.state in IDLE and floor.waiting_for(counter.services) > 0
            for counter in floor.counters.values()
        )

    def _judge(self, called: Ticket, waiting: Iterator[Ticket]) -> None:
        turn = turn_of(called)
        for other in waiting:
            if turn_of(other) < turn:
                self.beyond += 1
            # Who was called and did not come has not been overtaken by those who did; and who came
            # too early for an appointment has been there since they should.
            there_since = max(other.issued_at, other.virtual_arrival)
            if other.arrival < called.arrival and not other.requeued:
                later_s = (called.issued_at - there_since).total_seconds()
                self.overtaken[other.ticket] += later_s > 0
                self.latest_s = max(self.latest_s, later_s)
