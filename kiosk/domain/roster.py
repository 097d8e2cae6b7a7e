"""Who will be at the counters: the roster where there is one, else what past days taught."""

from dataclasses import dataclass
from datetime import date, datetime
from math import inf

from kiosk.domain.catalogue import DAYS, Catalogue, Opening, Shifts
from kiosk.domain.counter import OCCUPIED, STAFFED, CounterNow, CounterState
from kiosk.domain.floor import Floor
from kiosk.domain.ids import CounterId, ServiceId

Span = tuple[float, float]
"""From and to, seconds since 1970; infinite: until everybody is served."""

LATE_S = 900.0
"""Who is not there this long after a shift began does not come any more."""
COMING_S = 300.0
"""When somebody who is late by less is expected."""
LEAVING_S = 900.0
"""Whoever still has a visitor this long after the shift's end leaves after that visitor."""
LEAST_PAUSE_S = 120.0
ORDINARY = 0.75
"""A day that is shorter than this part of most days has no lunch to learn from."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """A counter as it is foreseen: what it offers, and when somebody works there from now on.

    ``planned`` is whether a roster says so; ``there`` is in order.
    """

    id: CounterId
    services: tuple[ServiceId, ...]
    there: tuple[Span, ...]
    planned: bool
    now: CounterNow

    def works_at(self, when_s: float) -> bool:
        """Whether somebody is foreseen there then, seconds since 1970."""
        return any(begins <= when_s < ends for begins, ends in self.there)


def desks(catalogue: Catalogue, floor: Floor, at: datetime) -> tuple[Desk, ...]:
    """Every counter that works today, or will. What habit knows is not in it yet.

    A counter open outside its shift stays until its next shift's end; one that is closed although
    its shift began a while ago is not counted; a pause ends when pauses usually do.
    """
    found = []
    for counter in dict.fromkeys((*catalogue.counter, *floor.counters)):
        known, now = catalogue.counter.get(counter), floor.counter(counter)
        shifts = known.shifts if known is not None else None
        planned = shifts is not None and not catalogue.rules.open_all_day
        if shifts is not None and planned:
            spans = _spans_of(shifts, at, closes_s(catalogue, at))
            there = _by_roster(now, spans, at.timestamp(), floor.pace.pause_s)
        else:
            there = _as_it_is(now, at.timestamp(), floor.pace.pause_s)
        if there:
            services = now.services or (known.services if known is not None else ())
            found.append(Desk(id=counter, services=services, there=there, planned=planned, now=now))
    return tuple(found)


def closes_s(catalogue: Catalogue, at: datetime) -> float:
    """When the centre closes today, seconds since 1970; infinite where it does not open."""
    opening = catalogue.hours.on(at.date())
    if opening is None:
        return inf
    return datetime.combine(at.date(), opening.closes, tzinfo=at.tzinfo).timestamp()


def is_ordinary(catalogue: Catalogue, day: date) -> bool:
    """Whether the centre is open about as long as on most days of its week."""
    opening = catalogue.hours.on(day)
    if opening is None:
        return False
    hours = [_length_s(one) for one in catalogue.hours.week.values()]
    return not hours or _length_s(opening) >= ORDINARY * max(hours, key=hours.count)


def _length_s(opening: Opening) -> float:
    closes, opens = opening.closes, opening.opens
    return (closes.hour - opens.hour) * 3600 + (closes.minute - opens.minute) * 60


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


def _as_it_is(now: CounterNow, at_s: float, pause_s: float) -> tuple[Span, ...]:
    """A counter nobody plans: it stays as it is, and a pause ends."""
    if now.state in STAFFED:
        return ((at_s, inf),)
    if now.state is CounterState.PAUSED:
        return ((_back_s(now, at_s, pause_s), inf),)
    return ()


def _back_s(now: CounterNow, at_s: float, pause_s: float) -> float:
    """When a pause ends: as pauses do, and one that is over its time lasts half as long again."""
    began_s = now.since.timestamp() if now.since is not None else at_s
    return max(began_s + pause_s, at_s + (at_s - began_s) / 2, at_s + LEAST_PAUSE_S)
