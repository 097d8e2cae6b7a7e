"""Who will be at the counters: the roster where there is one, else what past days taught."""

from bisect import bisect_right
from dataclasses import dataclass
from datetime import datetime
from math import inf

from kiosk.domain.catalogue import DAYS, Catalogue, Shifts
from kiosk.domain.counter import OCCUPIED, STAFFED, CounterNow, CounterState
from kiosk.domain.floor import Floor
from kiosk.domain.hours import closes_s
from kiosk.domain.ids import CounterId, ServiceId
from kiosk.domain.presence import Likely, Presence

Span = tuple[float, float]
"""From and to, seconds since 1970; infinite: until everybody is served."""

LATE_S = 900.0
"""Who is not there this long after a shift began does not come any more."""
COMING_S = 300.0
"""When somebody who is late by less is expected."""
LEAVING_S = 900.0
"""Whoever still has a visitor this long after the shift's end leaves after that visitor."""
LEAST_PAUSE_S = 120.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """A counter as it is foreseen: what it offers, and when somebody works there from now on.

    ``planned`` is whether a roster says so. ``there`` is in order, as far as roster and present
    know; within it ``likely`` says how likely that is by past days, and is empty where they say
    nothing.
    """

    id: CounterId
    services: tuple[ServiceId, ...]
    there: tuple[Span, ...]
    planned: bool
    now: CounterNow
    likely: Likely = ()

    def works_at(self, when_s: float) -> bool:
        """Whether somebody may be there then, seconds since 1970."""
        return any(begins <= when_s < ends for begins, ends in self.there)

    def part_at(self, when_s: float) -> float:
        """How much of a counter it is then, 0 to 1: how likely somebody is there."""
        if not self.works_at(when_s):
            return 0.0
        if not self.likely:
            return 1.0
        return self.likely[max(0, bisect_right(self.likely, (when_s, inf)) - 1)][1]


def desks(catalogue: Catalogue, floor: Floor, at: datetime) -> tuple[Desk, ...]:
    """Every counter that works today, or will, or may.

    A counter open outside its shift stays until its next shift's end; one that is closed although
    its shift began a while ago is not counted; a pause ends when pauses usually do. A counter
    without a roster stays as it is, or does what past days let expect.
    """
    presence = Presence(catalogue, floor.habits, at)
    found = []
    for counter in dict.fromkeys((*catalogue.counter, *floor.counters)):
        known, now = catalogue.counter.get(counter), floor.counter(counter)
        services = now.services or (known.services if known is not None else ())
        shifts = known.shifts if known is not None else None
        if shifts is None or catalogue.rules.open_all_day:
            desk = _unplanned(now, services, presence, at.timestamp(), floor.pace.pause_s)
        else:
            spans = _spans_of(shifts, at, closes_s(catalogue, at))
            there = _by_roster(now, spans, at.timestamp(), floor.pace.pause_s)
            desk = Desk(id=counter, services=services, there=there, planned=True, now=now)
        if desk.there:
            found.append(desk)
    return tuple(found)


def _unplanned(
    now: CounterNow,
    services: tuple[ServiceId, ...],
    presence: Presence,
    at_s: float,
    pause_s: float,
) -> Desk:
    """A counter nobody plans: its habit, else it stays as it is, and a pause ends."""
    there: tuple[Span, ...] = ((at_s, inf),) if now.state in STAFFED else ()
    likely: Likely
    if now.state is CounterState.PAUSED:
        back_s = _back_s(now, at_s, pause_s)
        there, likely = ((back_s, inf),), presence.of(now, back_s=back_s)
    else:
        likely = presence.of(now)
    if any(share > 0 for _, share in likely):
        there = ((at_s, inf),)
    return Desk(id=now.id, services=services, there=there, planned=False, now=now, likely=likely)


def _spans_of(shifts: Shifts, at: datetime, closing_s: float) -> tuple[Span, ...]:
    """Today's shifts; whoever works when the centre closes stays until everybody is served."""
    spans = []
    for shift in shifts.week.get(DAYS[at.weekday()], ()):
        begins = datetime.combine(at.date(), shift.opens, tzinfo=at.tzinfo).timestamp()
        ends = datetime.combine(at.date(), shift.closes, tzinfo=at.tzinfo).timestamp()
        spans.append((begins, inf if ends >= closing_s else ends))
    return tuple(sorted(spans))


def _by_roster(
    now: CounterNow, spans: tuple[Span, ...], at_s: float, pause_s: float
) -> tuple[Span, ...]:
    """When a counter with a roster works from ``at_s`` on."""
    to_come = tuple(span for span in spans if span[0] > at_s)
    current = next((span for span in spans if span[0] <= at_s < span[1]), None)
    if now.state in STAFFED:
        if current is not None:
            return ((at_s, current[1]), *to_come)
        over = next((ends for _, ends in reversed(spans) if ends <= at_s), None)
        leaving = over is not None and at_s - over < LEAVING_S and now.state in OCCUPIED
        if leaving:
            return to_come
        return ((at_s, to_come[0][1]), *to_come[1:]) if to_come else ((at_s, inf),)
    if current is None:
        return to_come
    if now.state is CounterState.PAUSED:
        back = _back_s(now, at_s, pause_s)
        return ((back, current[1]), *to_come) if back < current[1] else to_come
    if at_s - current[0] < LATE_S:
        return ((at_s + COMING_S, current[1]), *to_come)
    return to_come


def _back_s(now: CounterNow, at_s: float, pause_s: float) -> float:
    """When a pause ends: as pauses do, and one that is over its time lasts half as long again."""
    began_s = now.since.timestamp() if now.since is not None else at_s
    return max(began_s + pause_s, at_s + (at_s - began_s) / 2, at_s + LEAST_PAUSE_S)
