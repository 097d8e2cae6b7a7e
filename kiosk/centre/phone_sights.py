"""What the centre can tell the holder of a slip: from its floor, at its time."""

from datetime import datetime

from kiosk.centre.clock import LocalClock
from kiosk.centre.live import Live
from kiosk.centre.outlook import Waits
from kiosk.domain.events import TicketCancelled
from kiosk.domain.ids import CounterId, QueueId
from kiosk.domain.public_token import token_hash
from kiosk.domain.ticket import TRANSITIONS, Ticket, TicketState
from kiosk.domain.waiting import ahead_of, told
from kiosk.web.sight import Place, TicketSight

NOW_SHOWN = 4
"""Numbers at the counters that a phone shows; more are no help to anybody."""


class PhoneSights:
    """Finds tickets by their tokens and says how they stand. Belongs to the event loop."""

    def __init__(self, *, live: Live, clock: LocalClock) -> None:
        self._live = live
        self._clock = clock
        self._catalogue = live.catalogue
        self._groups = {group.id: group.name for group in live.catalogue.groups}
        self._waits = Waits(live.catalogue, live.lookout.at)
        self._at_counters: tuple[int, dict[QueueId, tuple[str, ...]]] = (-1, {})

    def find(self, token: str) -> Ticket | None:
        """Today's ticket whose slip carries ``token``, in any case."""
        ticket = self._live.floor.tokens.get(token_hash(token))
        return self._live.floor.tickets.get(ticket) if ticket is not None else None

    def time(self) -> datetime:
        """The centre's."""
        return self._clock.now()

    def of(self, ticket: Ticket) -> TicketSight:
        """All that its visitor may know."""
        floor, at = self._live.floor, self._clock.now()
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
            wait_s=told(self._waits.of_ticket(floor, ticket, at)) if waits else None,
            counter=self._place(ticket.counter),
            call=ticket.calls,
            now=self._now(service.queue) if waits and service else (),
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

    def _now(self, queue: QueueId) -> tuple[str, ...]:
        """The numbers of a queue at counters, newest call first; found once between two events."""
        if self._at_counters[0] != self._live.floor.seq:
            self._at_counters = (self._live.floor.seq, self._all_now())
        return self._at_counters[1].get(queue, ())

    def _all_now(self) -> dict[QueueId, tuple[str, ...]]:
        floor = self._live.floor
        there = [floor.tickets[c.ticket] for c in floor.counters.values() if c.ticket is not None]
        there.sort(key=lambda t: (t.called_at or t.issued_at, t.arrival), reverse=True)
        found: dict[QueueId, tuple[str, ...]] = {}
        for ticket in there:
            service = self._catalogue.service.get(ticket.service)
            queue = service.queue if service is not None else ticket.queue
            found[queue] = (*found.get(queue, ()), ticket.number)[:NOW_SHOWN]
        return found
