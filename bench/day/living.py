"""A drawn day lived: visitors come, agents call and serve, and every visit is written down."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from heapq import heappop, heappush

from bench.day.booked import booked
from bench.day.centre import LabCentre, moment
from bench.day.drawn import DrawnDay, Visitor
from bench.day.policies import Policy
from bench.day.scenario import CLOSES_S, NO_SHOW_S, OPENS_S, Absence, Scenario
from bench.day.site import counter_id
from bench.day.telling import Estimator, Told
from bench.day.watching import IDLE, Watch
from kiosk.centre.ticker import PACE_EVERY
from kiosk.domain import commands as c
from kiosk.domain.commands import Command, Role
from kiosk.domain.counter import CounterState
from kiosk.domain.errors import Refused
from kiosk.domain.events import Entry, TicketCalled, TicketIssued
from kiosk.domain.floor import Floor
from kiosk.domain.ids import AgentId, AppointmentCode, CounterId, Language, ServiceId, TicketId
from kiosk.domain.ticket import TicketState

CALL_AGAIN_S = NO_SHOW_S / 3


@dataclass(slots=True)
class Visit:
    """How it went for one ticket: seconds; ``told`` what each estimator said when it was given.

    ``waited_s`` is until the first call; ``None`` for whoever was never called.
    """

    visitor: Visitor
    issued_s: float
    told: dict[str, Told | None] = field(default_factory=dict)
    waited_s: float | None = None
    calls: int = 0


class LabDay:
    """One day in a centre that may have lived others before it.

    ``in_order`` gives service times to visits in the order they begin, instead of each visitor's
    own: then the work done does not depend on who is called, and rules can be compared exactly.
    """

    def __init__(
        self,
        centre: LabCentre,
        scenario: Scenario,
        day: DrawnDay,
        *,
        policy: Policy | None = None,
        estimators: Sequence[Estimator] = (),
        in_order: Iterator[float] | None = None,
    ) -> None:
        self.visits: dict[TicketId, Visit] = {}
        self.watch = Watch()
        self.turned_away = 0
        self.day = day
        self._centre, self._scenario = centre, scenario
        self._policy, self._estimators, self._in_order = policy, estimators, in_order
        self._agenda: list[tuple[float, int, Callable[[], object]]] = []
        self._entered = 0
        self._now_s = 0.0
        self._away: set[CounterId] = set()

    def live(self) -> "LabDay":
        """From the first agent to the last visitor."""
        for estimator in self._estimators:
            estimator.begins(self.day)
        self._centre.listener = self._heard
        for number, spans in enumerate(self.day.presence):
            for begins_s, ends_s in spans:
                self._shift(counter_id(number), begins_s, ends_s)
        for visitor, code in booked(self._centre, self.day):
            if not (visitor.stays_away and code is not None):
                self._at(visitor.at_s, partial(self._visitor_comes, visitor, code))
        self._at(OPENS_S, self._tick)
        while self._agenda:
            then_s, _, act = heappop(self._agenda)
            self.watch.stood_still(self._centre.floor, then_s - self._now_s)
            self._now_s = then_s
            act()
        self._go_home()
        self._centre.listener = None
        return self

    def _tick(self) -> None:
        """What the centre's ticker does, as long as there is anything else to come."""
        self._do(c.MeasurePace(), Role.CENTRE)
        if self._agenda:
            self._after(PACE_EVERY.total_seconds(), self._tick)

    def _shift(self, counter: CounterId, begins_s: float, ends_s: float) -> None:
        self._at(begins_s, lambda: self._agent_comes(counter))
        # Whoever is there at closing stays until everybody is served.
        if ends_s < CLOSES_S:
            self._at(ends_s, lambda: self._agent_leaves(counter))

    def _at(self, of_day_s: float, act: Callable[[], object]) -> None:
        self._entered += 1
        heappush(self._agenda, (of_day_s, self._entered, act))

    def _after(self, seconds: float, act: Callable[[], object]) -> None:
        self._at(self._now_s + seconds, act)

    def _do(self, command: Command, role: Role = Role.COUNTER) -> tuple[Entry, ...]:
        return self._centre.do(command, moment(self.day.date, self._now_s), role)

    def _heard(self, entry: Entry, floor: Floor) -> None:
        """What observers write down and people do about an event."""
        self.watch.heard(entry, floor)
        for estimator in self._estimators:
            estimator.heard(entry, floor)
        if isinstance(entry.event, TicketCalled):
            self._called(entry.event)

    # Visitors

    def _visitor_comes(self, visitor: Visitor, code: AppointmentCode | None) -> None:
        command: Command = c.IssueTicket(
            service=ServiceId(visitor.service), language=Language("sw"), priority=visitor.priority
        )
        if code is not None:
            command = c.CheckIn(appointment=code, language=Language("sw"))
        # Known before its events are heard: the same order may call it.
        ticket = TicketId(self._centre.next_id)
        visit = self.visits[ticket] = Visit(visitor=visitor, issued_s=self._now_s)
        at, floor = moment(self.day.date, self._now_s), self._centre.floor
        asked = [estimator for estimator in self._estimators if estimator.comes(floor, at)]
        try:
            entries = self._do(command, Role.KIOSK)
        except Refused:
            del self.visits[ticket]
            self.turned_away += 1
            return
        if not any(isinstance(entry.event, TicketIssued) for entry in entries):
            raise RuntimeError("a ticket was asked for, and nothing was issued")
        # Anew: the first of a day has turned it.
        known = self._centre.floor.tickets[ticket]
        if known.state is TicketState.WAITING:
            for estimator in asked:
                visit.told[estimator.name] = estimator.tell(self._centre.floor, known, at)

    def _called(self, event: TicketCalled) -> None:
        visit = self.visits[event.ticket]
        visit.calls += 1
        if visit.waited_s is None:
            visit.waited_s = self._now_s - visit.issued_s
        counter, ticket = event.counter, event.ticket
        if visit.visitor.comes or visit.calls > 1:
            self._after(visit.visitor.walk_s, lambda: self._begin(counter, ticket))
            return
        for again in (1, 2):
            self._after(again * CALL_AGAIN_S, lambda: self._do(c.Recall(counter=counter)))
        self._after(NO_SHOW_S, lambda: self._missed(counter, ticket))

    # Agents

    def _begin(self, counter: CounterId, ticket: TicketId) -> None:
        self._do(c.StartService(counter=counter))
        visitor = self.visits[ticket].visitor
        onward = self._centre.floor.tickets[ticket].service != visitor.service
        service_s = visitor.then_s if onward else visitor.service_s
        if self._in_order is not None:
            service_s = next(self._in_order)
        transfer = None if onward else visitor.transfer
        self._after(service_s, lambda: self._finish(counter, transfer))

    def _finish(self, counter: CounterId, transfer: str | None) -> None:
        if transfer is not None:
            self._do(c.TransferTicket(counter=counter, service=ServiceId(transfer)))
        else:
            self._do(c.FinishService(counter=counter))
        self._next(counter)

    def _missed(self, counter: CounterId, ticket: TicketId) -> None:
        self._do(c.MarkNoShow(counter=counter))
        back_s = self.visits[ticket].visitor.back_s
        if back_s is not None:
            self._after(back_s, lambda: self._do(c.Requeue(ticket=ticket)))
        self._next(counter)

    def _next(self, counter: CounterId) -> None:
        """The agent, who is free, calls somebody, or goes where they have to."""
        if counter in self._away:
            self._leave(counter)
            return
        if self._policy is not None:
            waiting = self.watch.waiting_for(self._centre.floor.counter(counter).services)
            chosen = self._policy(waiting, moment(self.day.date, self._now_s))
            if chosen is not None:
                self._do(c.CallTicket(counter=counter, ticket=chosen.ticket))
                return
        self._do(c.CallNext(counter=counter, wait=True))

    def _agent_comes(self, counter: CounterId) -> None:
        self._away.discard(counter)
        state = self._centre.floor.counter(counter).state
        if state is CounterState.PAUSED:
            self._do(c.ReopenCounter(counter=counter))
        elif state is CounterState.CLOSED:
            self._open(counter)
        else:
            # Still with the visitor of before lunch.
            return
        self._next(counter)

    def _open(self, counter: CounterId) -> None:
        services = self._centre.catalogue.counter[counter].services
        agent = AgentId(f"A{counter}")
        self._do(c.OpenCounter(counter=counter, agent=agent, services=services))

    def _agent_leaves(self, counter: CounterId) -> None:
        self._away.add(counter)
        if self._centre.floor.counter(counter).state in IDLE:
            self._leave(counter)

    def _leave(self, counter: CounterId) -> None:
        """Lunch; where nobody plans, every other agent only presses Pause."""
        if self._scenario.absence is not Absence.PLANNED and int(counter) % 2:
            self._do(c.PauseCounter(counter=counter, reason="lunch"))
        else:
            self._do(c.CloseCounter(counter=counter))

    def _go_home(self) -> None:
        for now in tuple(self._centre.floor.counters.values()):
            if now.state in IDLE:
                self._do(c.CloseCounter(counter=now.id))
