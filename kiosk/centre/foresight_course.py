"""One course that the next hours may take, called by the centre's own rules."""

from dataclasses import replace
from datetime import UTC, datetime
from heapq import heapify, heappop, heappush
from math import inf
from random import Random

from kiosk.centre.foresight_outset import Desk, Outset
from kiosk.domain.calling import first_ready, next_turn
from kiosk.domain.counter import CounterState
from kiosk.domain.ids import CounterId, ServiceId, TicketId
from kiosk.domain.turns import Turn

HORIZON_S = 6 * 3600.0
"""Who waits longer than this in a course is not followed any further."""
AFTER_ALL = 1_000_000_000
"""Where the arrivals of a course stand behind those of the day."""


class Course:
    """Lets counters finish and visitors come, until everybody of the outset has been called.

    ``waits_s`` then has a figure for each of the outset's turns and, behind them, its probes:
    infinite for whom nobody called. Somebody who only waits changes nothing for others: so each
    probe is as true as if it alone had come, and all of them fit into one course.
    """

    def __init__(self, outset: Outset, chance: Random) -> None:
        self._outset = outset
        self._chance = chance
        self._now = outset.at_s
        self._waiting = {service: turns.copy() for service, turns in outset.waiting.items()}
        self._came: dict[TicketId, ServiceId] = {}
        self._idle: dict[CounterId, tuple[float, Desk]] = {}
        self._places = {turn[2]: place for place, turn in enumerate(outset.turns)}
        self.waits_s = [inf] * (len(outset.turns) + len(outset.probes))
        self._open = len(self.waits_s)
        self._probes: dict[ServiceId, list[tuple[Turn, int]]] = {}
        for place, probe in enumerate(outset.probes, start=len(outset.turns)):
            self._probes.setdefault(probe.service, []).append((probe.turn, place))
        self._made = 0
        self._events: list[tuple[float, int, Desk | CounterId | tuple[ServiceId, float]]] = []
        self._lay_out()

    def run(self) -> list[float]:
        """Go through it; the waits."""
        end_s = self._outset.at_s + HORIZON_S
        while self._open and self._events:
            self._now, _, what = heappop(self._events)
            if self._now > end_s:
                break
            if isinstance(what, Desk):
                self._call_next(what)
            elif isinstance(what, tuple):
                self._arrive(*what)
            elif what in self._idle:
                self._call_next(self._idle.pop(what)[1])
        return self.waits_s

    def _lay_out(self) -> None:
        outset, chance, last_s = self._outset, self._chance, self._outset.last_s
        for desk in outset.desks:
            free_s = outset.at_s
            if desk.serves is not None:
                free_s += desk.serves.rest_s(chance, elapsed_s=desk.elapsed_s, done=desk.done)
            self._events.append((free_s, self._number(), desk))
        for stream in outset.streams:
            came_s = outset.at_s + chance.expovariate(stream.per_s)
            while came_s - stream.credit_s < last_s:
                arrival = (stream.service, came_s - stream.credit_s)
                self._events.append((came_s, self._number(), arrival))
                came_s += chance.expovariate(stream.per_s)
        for one in outset.expected:
            if chance.random() < one.shows:
                came_s = chance.uniform(one.earliest_s, one.latest_s)
                self._events.append((came_s, self._number(), (one.service, one.virtual_s)))
        heapify(self._events)

    def _number(self) -> int:
        self._made += 1
        return self._made

    def _call_next(self, desk: Desk) -> None:
        now = self._now
        there_s = desk.next_there(now)
        if there_s > now:
            if there_s < inf:
                heappush(self._events, (there_s, self._number(), desk))
            return
        turn = next_turn(self._waiting, desk.services)
        self._settle(desk, turn)
        if turn is None:
            self._stand_ready(desk)
            return
        ticket = turn[2]
        service = self._outset.service_of.get(ticket) or self._came[ticket]
        self._waiting[service].remove(turn)
        place = self._places.get(ticket)
        if place is not None:
            self.waits_s[place] = now - self._outset.at_s
            self._open -= 1
        self._occupy(desk, service)

    def _stand_ready(self, desk: Desk) -> None:
        """Wait for an arrival, and look again after a break: some may wait by then."""
        since_s = self._now
        if since_s == self._outset.at_s and desk.idle_since_s is not None:
            since_s = desk.idle_since_s
        self._idle[desk.counter.id] = (since_s, desk)
        for begins_s, _ in desk.there:
            if begins_s > self._now:
                heappush(self._events, (begins_s, self._number(), desk.counter.id))
                return

    def _occupy(self, desk: Desk, service: ServiceId) -> None:
        free_s = self._now + self._outset.services[service].takes_s(self._chance)
        heappush(self._events, (free_s, self._number(), desk))

    def _settle(self, desk: Desk, turn: Turn | None) -> None:
        """Whoever of the probes this counter would have called now, had they come."""
        if not self._probes:
            return
        for service in desk.services:
            probes = self._probes.get(service)
            if probes is None:
                continue
            left = []
            for probe in probes:
                if turn is None or probe[0] < turn:
                    self.waits_s[probe[1]] = self._now - self._outset.at_s
                    self._open -= 1
                else:
                    left.append(probe)
            if left:
                self._probes[service] = left
            else:
                del self._probes[service]

    def _arrive(self, service: ServiceId, virtual_s: float) -> None:
        """Somebody comes: to a counter that stands ready, or to wait."""
        ready = first_ready(
            (
                replace(
                    desk.counter,
                    state=CounterState.READY,
                    services=desk.services,
                    since=datetime.fromtimestamp(since_s, UTC),
                )
                for since_s, desk in self._idle.values()
                if desk.next_there(self._now) == self._now
            ),
            service,
        )
        if ready is not None:
            _, desk = self._idle.pop(ready.id)
            self._occupy(desk, service)
            return
        number = self._number()
        ticket = TicketId(f"+{number}")
        self._came[ticket] = service
        self._waiting[service].add((virtual_s, AFTER_ALL + number, ticket, self._now))
