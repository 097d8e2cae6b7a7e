"""One course that the next hours may take, called by the centre's own rules."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from heapq import heapify, heappop, heappush
from math import exp, inf
from random import Random

from kiosk.centre.foresight_outset import Outset, Post, Span, Stream
from kiosk.domain.calling import first_ready, next_turn
from kiosk.domain.counter import CounterState
from kiosk.domain.ids import CounterId, ServiceId, TicketId
from kiosk.domain.turns import Turn

HORIZON_S = 6 * 3600.0
"""Who waits longer than this in a course is not followed any further."""
AFTER_ALL = 1_000_000_000
"""Where the arrivals of a course stand behind those of the day."""

Event = Post | CounterId | Stream | tuple[ServiceId, float]
"""A counter is free; somebody is back at an idle one; one of a stream, or with a turn, comes."""


class Course:
    """Lets counters finish and visitors come, until everybody of the outset has been called.

    ``run`` gives a wait for each of the outset's turns and, behind them, its probes: infinite for
    whom nobody called. Somebody who only waits changes nothing for others: so each probe is as
    true as if it alone had come, and all of them fit into one course.
    """

    def __init__(self, outset: Outset, chance: Random) -> None:
        self._outset = outset
        self._chance = chance
        self._now = outset.at_s
        self._slowness = exp(outset.unsure * chance.gauss())
        self._waiting = {service: turns.copy() for service, turns in outset.waiting.items()}
        self._came: dict[TicketId, ServiceId] = {}
        self._idle: dict[CounterId, tuple[float, Post]] = {}
        self._there: dict[CounterId, tuple[Span, ...]] = {}
        self._places = {turn[2]: place for place, turn in enumerate(outset.turns)}
        self._waits_s = [inf] * (len(outset.turns) + len(outset.probes))
        self._open = len(self._waits_s)
        self._probes: dict[ServiceId, list[tuple[Turn, int]]] = {}
        for place, probe in enumerate(outset.probes, start=len(outset.turns)):
            self._probes.setdefault(probe.service, []).append((probe.turn, place))
        self._last_s = outset.last_s
        self._made = 0
        self._events: list[tuple[float, int, Event]] = []
        self._lay_out()

    def run(self) -> list[float]:
        """Go through it; the waits."""
        end_s = self._outset.at_s + HORIZON_S
        while self._open and self._events:
            self._now, _, what = heappop(self._events)
            if self._now > end_s:
                break
            if isinstance(what, Post):
                self._call_next(what)
            elif isinstance(what, Stream):
                self._arrive(what.service, self._now - what.credit_s)
                self._await(what)
            elif isinstance(what, tuple):
                self._arrive(*what)
            elif what in self._idle:
                self._call_next(self._idle.pop(what)[1])
        return self._waits_s

    def _lay_out(self) -> None:
        outset, chance = self._outset, self._chance
        for post, place in zip(outset.posts, self._drawn_places(), strict=True):
            self._there[post.counter.id] = post.spans(place)
            free_s = outset.at_s
            if post.serves is not None:
                free_s += self._slowness * post.serves.rest_s(
                    chance, elapsed_s=post.elapsed_s, done=post.done
                )
            elif post.left_s > 0:
                # Left without a word: for about as long again.
                free_s += chance.expovariate(1 / post.left_s)
            self._events.append((free_s, self._number(), post))
        for stream in outset.streams:
            self._await(stream)
        for one in outset.expected:
            if chance.random() < one.shows:
                came_s = chance.uniform(one.earliest_s, one.latest_s)
                self._events.append((came_s, self._number(), (one.service, one.virtual_s)))
        heapify(self._events)

    def _drawn_places(self) -> Iterator[float]:
        """In which order counters are left: evenly over 0 to 1, shuffled."""
        posts = len(self._outset.posts)
        begins = self._chance.random()
        places = [(place + begins) / posts for place in range(posts)]
        self._chance.shuffle(places)
        return iter(places)

    def _await(self, stream: Stream) -> None:
        """The next of a stream, unless nobody who still matters is overtaken by that one."""
        comes_s = self._now + self._chance.expovariate(stream.per_s)
        if comes_s - stream.credit_s < self._last_s:
            heappush(self._events, (comes_s, self._number(), stream))

    def _number(self) -> int:
        self._made += 1
        return self._made

    def _next_there(self, counter: CounterId) -> float:
        """Now if somebody works there, else when next; infinite: not any more."""
        for begins_s, ends_s in self._there[counter]:
            if self._now < ends_s:
                return max(self._now, begins_s)
        return inf

    def _call_next(self, post: Post) -> None:
        now = self._now
        there_s = self._next_there(post.counter.id)
        if there_s > now:
            if there_s < inf:
                heappush(self._events, (there_s, self._number(), post))
            return
        turn = next_turn(self._waiting, post.services)
        self._settle(post, turn)
        if turn is None:
            self._stand_ready(post)
            return
        ticket = turn[2]
        service = self._outset.service_of.get(ticket) or self._came[ticket]
        self._waiting[service].remove(turn)
        place = self._places.get(ticket)
        if place is not None:
            self._waits_s[place] = now - self._outset.at_s
            self._open -= 1
        self._occupy(post, service)

    def _stand_ready(self, post: Post) -> None:
        """Wait for an arrival, and look again after a break: some may wait by then."""
        since_s = self._now
        if since_s == self._outset.at_s and post.idle_since_s is not None:
            since_s = post.idle_since_s
        self._idle[post.counter.id] = (since_s, post)
        for begins_s, _ in self._there[post.counter.id]:
            if begins_s > self._now:
                heappush(self._events, (begins_s, self._number(), post.counter.id))
                return

    def _occupy(self, post: Post, service: ServiceId) -> None:
        takes_s = self._slowness * self._outset.services[service].takes_s(self._chance)
        heappush(self._events, (self._now + takes_s, self._number(), post))

    def _settle(self, post: Post, turn: Turn | None) -> None:
        """Whoever of the probes this counter would have called now, had they come."""
        if not self._probes:
            return
        for service in post.services:
            probes = self._probes.get(service)
            if probes is None:
                continue
            left = []
            for probe in probes:
                if turn is None or probe[0] < turn:
                    self._waits_s[probe[1]] = self._now - self._outset.at_s
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
                    post.counter,
                    state=CounterState.READY,
                    services=post.services,
                    since=datetime.fromtimestamp(since_s, UTC),
                )
                for since_s, post in self._idle.values()
                if self._next_there(post.counter.id) == self._now
            ),
            service,
        )
        if ready is not None:
            _, post = self._idle.pop(ready.id)
            self._occupy(post, service)
            return
        number = self._number()
        ticket = TicketId(f"+{number}")
        self._came[ticket] = service
        self._waiting[service].add((virtual_s, AFTER_ALL + number, ticket, self._now))
