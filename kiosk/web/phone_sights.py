"""What can be told to the holder of a slip: from a centre's floor, at the centre's time."""

from datetime import datetime

from kiosk.domain.catalogue import Catalogue
from kiosk.domain.events import TicketCancelled
from kiosk.domain.floor import Floor
from kiosk.domain.ids import CounterId, QueueId
from kiosk.domain.public_token import token_hash
from kiosk.domain.ticket import TRANSITIONS, Ticket, TicketState
from kiosk.domain.waiting import WaitRange, ahead_of
from kiosk.web.sight import Place, TicketSight

NOW_SHOWN = 4
"""Numbers at the counters that a phone shows; more are no help to anybody."""


def ticket_of(floor: Floor, token: str) -> Ticket | None:
    """Today's ticket whose slip carries ``token``, in any case."""
    ticket = floor.tokens.get(token_hash(token))
    return floor.tickets.get(ticket) if ticket is not None else None


class PhoneSights:
    """Says how the tickets of one centre stand. Belongs to the event loop."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue
        self._groups = {group.id: group.name for group in catalogue.groups}
        self._seen: tuple[Floor, int] | None = None
        self._at_counters: dict[QueueId, tuple[str, ...]] = {}

    def of(
        self, floor: Floor, ticket: Ticket, at: datetime, *, wait_s: WaitRange | None
    ) -> TicketSight:
        """All its visitor may know ``at`` a time of the centre; ``wait_s`` as people hear it."""
        waits = ticket.state is TicketState.WAITING
        service = self._catalogue.service.get(ticket.service)
        opening = None
        if service is not None and not self._catalogue.rules.open_all_day:
            opening = self._catalogue.hours_of(service).on(at.date())
        closed = opening is not None and at.time() >= opening.closes
        return TicketSight(
            number=ticket.number,
            state=ticket.state,
            language=ticket.language,
            service=service,
            group=self._groups.get(service.group, {}) if service is not None else {},
            ahead=ahead_of(floor, self._catalogue, ticket) if waits else 0,
            wait_s=wait_s if waits else None,
            counter=self._place(ticket.counter),
            call=ticket.calls,
            now=self._now(floor, service.queue) if waits and service else (),
            closes=opening.closes if opening is not None and not closed else None,
            closed=closed,
            outcome=ticket.outcome,
            rated=ticket.rated,
            may_leave=TicketCancelled in TRANSITIONS[ticket.state],
            at=at,
        )

    def _place(self, counter: CounterId | None) -> Place | None:
        known = self._catalogue.counter.get(counter) if counter is not None else None
        return Place(label=known.label, hall=known.hall) if known is not None else None

    def _now(self, floor: Floor, queue: QueueId) -> tuple[str, ...]:
        """The numbers of a queue at counters, newest call first; found once between two events."""
        seen = self._seen
        if seen is None or seen[0] is not floor or seen[1] != floor.seq:
            self._seen, self._at_counters = (floor, floor.seq), self._all_now(floor)
        return self._at_counters.get(queue, ())

    def _all_now(self, floor: Floor) -> dict[QueueId, tuple[str, ...]]:
        there = [floor.tickets[c.ticket] for c in floor.counters.values() if c.ticket is not None]
        there.sort(key=lambda t: (t.called_at or t.issued_at, t.arrival), reverse=True)
        found: dict[QueueId, tuple[str, ...]] = {}
        for ticket in there:
            service = self._catalogue.service.get(ticket.service)
            queue = service.queue if service is not None else ticket.queue
            found[queue] = (*found.get(queue, ()), ticket.number)[:NOW_SHOWN]
        return found
