"""Somebody who reads the journal of a day and knows the rules, but none of the code for them."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from kiosk.domain import events as e
from kiosk.domain.events import Entry, TicketCalled, Why
from kiosk.domain.ids import AppointmentCode, CounterId, ServiceId, TicketId

PRIORITY = timedelta(minutes=30)
HEAD_START = timedelta(minutes=20)


@dataclass(slots=True, kw_only=True)
class Visitor:
    """One visitor: ``counts_from`` is when they came, or when the hour of their appointment did."""

    ticket: TicketId
    place: int
    came: datetime
    counts_from: datetime
    key: datetime
    service: ServiceId
    state: str = "waiting"
    at: CounterId | None = None
    priority: bool = False
    slot: datetime | None = None
    missed: bool = False
    """They missed a call and came back."""

    @property
    def turn(self) -> tuple[datetime, int]:
        """By this they are called."""
        return (self.key, self.place)


@dataclass(slots=True)
class Witness:
    """Watches every entry, and fails at the first that breaks a promise."""

    visitors: dict[TicketId, Visitor] = field(default_factory=dict)
    offers: dict[CounterId, tuple[ServiceId, ...]] = field(default_factory=dict)
    ready: dict[CounterId, datetime] = field(default_factory=dict)
    """Since when each counter stands ready."""
    slots: dict[AppointmentCode, datetime] = field(default_factory=dict)
    went_before: dict[TicketId, Counter[TicketId]] = field(default_factory=dict)
    """For each visitor, how often whom they waited with was called to where they could go too."""
    latest: dict[TicketId, list[TicketId]] = field(default_factory=dict)
    """Before whom somebody was called last."""

    def waiting(self, services: tuple[ServiceId, ...]) -> list[Visitor]:
        """Who waits for any of these."""
        everybody = self.visitors.values()
        return [one for one in everybody if one.state == "waiting" and one.service in services]

    def watch(self, entry: Entry) -> None:
        """See one thing happen."""
        event = entry.event
        match event:
            case e.DayOpened():
                self.visitors.clear()
            case e.AppointmentBooked(code=code, slot=slot):
                self.slots[code] = slot
            case e.TicketIssued(appointment=code):
                self._came(event, entry.at, slot=self.slots[code] if code else None)
            case e.TicketRecorded(appointment=code):
                self._came(event, event.issued_at, slot=self.slots[code] if code else None)
            case TicketCalled():
                self._called(event)
            case e.CallUndone(ticket=ticket):
                self._becomes(ticket, "waiting", None)
                for other in self.latest.pop(ticket):
                    self.went_before[other][ticket] -= 1
            case e.TicketRequeued(ticket=ticket, virtual_arrival=key):
                self._returned(ticket, key, entry.at)
            case e.TicketTransferred(ticket=ticket, service=service):
                self._becomes(ticket, "waiting", None)
                self.visitors[ticket].service = service
            case _:
                self._with_a_visitor(event)
                self._at_a_counter(event, entry.at)

    def _with_a_visitor(self, event: e.Event) -> None:
        match event:
            case e.ServiceStarted(ticket=ticket, counter=counter):
                self._becomes(ticket, "serving", counter)
            case e.TicketResumed(ticket=ticket, counter=counter):
                self._becomes(ticket, "serving", counter)
                self.ready.pop(counter, None)
            case e.ServiceFinished(ticket=ticket):
                self._becomes(ticket, "served", None)
            case e.NoShowMarked(ticket=ticket):
                self._becomes(ticket, "no_show", None)
            case e.TicketHeld(ticket=ticket):
                self._becomes(ticket, "held", None)
            case e.TicketCancelled(ticket=ticket):
                self._becomes(ticket, "cancelled", None)
            case _:
                pass

    def _at_a_counter(self, event: e.Event, now: datetime) -> None:
        match event:
            case e.CounterOpened(counter=counter, services=services):
                self.offers[counter] = services
                self.ready.pop(counter, None)
            case e.CounterReady(counter=counter):
                self.ready[counter] = now
            case e.CounterClosed(counter=counter) | e.CounterPaused(counter=counter):
                self.ready.pop(counter, None)
            case _:
                pass

    def _came(
        self, event: e.TicketIssued | e.TicketRecorded, came: datetime, *, slot: datetime | None
    ) -> None:
        assert event.ticket not in self.visitors
        key = event.virtual_arrival
        self.visitors[event.ticket] = Visitor(
            ticket=event.ticket,
            place=len(self.visitors),
            came=came,
            counts_from=max(came, key),
            key=key,
            service=event.service,
            priority=event.priority,
            slot=slot,
        )
        self.went_before[event.ticket] = Counter()

    def _becomes(self, ticket: TicketId, state: str, at: CounterId | None) -> None:
        one = self.visitors[ticket]
        one.state, one.at = state, at

    def _returned(self, ticket: TicketId, key: datetime | None, now: datetime) -> None:
        one = self.visitors[ticket]
        assert not one.missed, "a place is given back once"
        assert one.state == "no_show"
        assert key is not None
        assert one.key <= key <= max(one.key, now)
        following = min((other.turn for other in self.waiting((one.service,))), default=None)
        if following is not None and key < now:
            assert following[0] < key, "whoever was next is next"
        one.key, one.missed = key, True
        self._becomes(ticket, "waiting", None)

    def _called(self, call: TicketCalled) -> None:
        one = self.visitors[call.ticket]
        assert one.state == "waiting", "nobody is called who does not wait"
        assert all(other.at != call.counter for other in self.visitors.values())
        assert one.service in self.offers[call.counter]
        rivals = [o for o in self.waiting(self.offers[call.counter]) if o is not one]
        self._tells_the_truth(call, one, rivals)
        self.latest[one.ticket] = [other.ticket for other in rivals]
        for other in rivals:
            self.went_before[other.ticket][one.ticket] += 1
            if call.why is not Why.CHOSEN and (other.came, other.place) < (one.came, one.place):
                assert may_go_before(one, other), f"{one} went before {other}"
        self._becomes(call.ticket, "called", call.counter)
        self.ready.pop(call.counter, None)

    def _tells_the_truth(self, call: TicketCalled, one: Visitor, rivals: list[Visitor]) -> None:
        """The event says why it was this ticket, and before how many."""
        assert call.virtual_arrival == one.key
        assert call.passed_over == sum(o.turn < one.turn for o in rivals)
        came = (one.came, one.place)
        assert call.overtook == sum((o.came, o.place) < came for o in rivals)
        if call.why is Why.NEXT:
            assert call.passed_over == 0
        elif call.why is Why.ARRIVAL:
            assert not rivals, "a counter that stands ready has nobody waiting for it"
            fitting = [at for at in self.ready if one.service in self.offers[at]]
            first = min(fitting, key=lambda at: (self.ready[at], len(self.offers[at]), at))
            assert call.counter == first, "whoever stood ready longest takes an arrival"

    def no_counter_is_idle(self) -> None:
        """Nobody waits whom a counter that stands ready could serve."""
        for counter in self.ready:
            assert not self.waiting(self.offers[counter])


def may_go_before(one: Visitor, other: Visitor) -> bool:
    """Whether ``one``, who came later, may be called before ``other``: the promise to all."""
    if other.missed:
        return True
    after = one.came - other.counts_from
    if after <= timedelta():
        return True
    if one.priority and after <= PRIORITY:
        return True
    return one.slot is not None and one.slot - HEAD_START <= other.counts_from
