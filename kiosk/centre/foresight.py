"""Foresight: what the waits will be, by letting the next hours happen many times.

Where priorities and skills mix there is no simple formula for a wait: who is overtaken by whom, and
which counter is free for whom, follows from the dispatcher's own choices. So it is asked: from the
floor as it stands, with service times and arrivals drawn anew for each course.
"""

import time
from collections.abc import Mapping, Sequence
from datetime import datetime
from math import isinf
from random import Random

from kiosk.centre.foresight_course import Course
from kiosk.centre.foresight_floor import FloorReader
from kiosk.centre.foresight_outset import Outset, Probe
from kiosk.centre.outlook import Arrival, Foreseen, Outlook
from kiosk.domain.catalogue import Catalogue
from kiosk.domain.floor import Floor
from kiosk.domain.ids import ServiceId, TicketId
from kiosk.domain.pace import Band
from kiosk.domain.ticket import Ticket
from kiosk.domain.waiting import Forecast, WaitEstimator

CALLS = 40_000
"""How many calls a simulation makes in all of its courses: what a fifth of a second allows."""
FEWEST, MOST = 40, 200
"""How many courses at least and at most: for a median's sake, and because more show no more."""


class Foresight:
    """Simulates what comes after a floor."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue
        self._closed = WaitEstimator(catalogue)

    def look(self, floor: Floor, at: datetime, *, seed: int, calls: int = CALLS) -> Outlook:
        """What waits will be from ``at`` on, the same for the same ``seed``.

        ``calls`` bounds the work of each simulation.
        """
        begun_s = time.process_time()
        arrivals: dict[ServiceId, Arrival] = {}
        tickets: dict[TicketId, Foreseen] = {}
        for outset in FloorReader(floor, self._catalogue, at).outsets():
            waits = courses_of(outset, seed=seed, calls=calls)
            followed = len(outset.turns)
            for turn, waits_s in zip(outset.turns, waits, strict=False):
                foreseen = self._foreseen_ticket(floor, floor.tickets[turn[2]], at, waits_s)
                if foreseen is not None:
                    tickets[turn[2]] = foreseen
            arrivals |= self._arrivals(floor, at, outset.probes, waits[followed:])
        return Outlook(
            seq=floor.seq,
            at=at,
            arrivals=arrivals,
            tickets=tickets,
            cpu_s=time.process_time() - begun_s,
        )

    def _foreseen_ticket(
        self, floor: Floor, ticket: Ticket, at: datetime, waits_s: Sequence[float]
    ) -> Foreseen | None:
        closed = self._closed.of_ticket(floor, ticket, at)
        simulated = forecast_of(waits_s, floor.pace.band)
        if closed is None or simulated is None:
            return None
        return Foreseen(simulated=simulated, closed=closed)

    def _arrivals(
        self, floor: Floor, at: datetime, probes: Sequence[Probe], waits: Sequence[Sequence[float]]
    ) -> Mapping[ServiceId, Arrival]:
        """By service, from the waits of its probes."""
        foreseen: dict[ServiceId, dict[int, Foreseen]] = {}
        for probe, waits_s in zip(probes, waits, strict=True):
            closed = self._closed.of_arrival(floor, probe.service, at, credit_s=probe.credit_s)
            simulated = forecast_of(waits_s, floor.pace.band)
            if closed is not None and simulated is not None:
                one = Foreseen(simulated=simulated, closed=closed)
                foreseen.setdefault(probe.service, {})[probe.credit_s] = one
        return {
            service: Arrival(plain=by_credit[0], favoured=by_credit[most], credit_s=most)
            for service, by_credit in foreseen.items()
            if 0 in by_credit and (most := max(by_credit)) >= 0
        }


def courses_of(outset: Outset, *, seed: int, calls: int = CALLS) -> list[list[float]]:
    """The waits of each turn and, behind them, each probe of ``outset`` in every course, sorted."""
    in_each = sum(len(turns) for turns in outset.waiting.values()) + len(outset.posts)
    courses = min(MOST, max(FEWEST, calls // in_each))
    chance = Random(seed)
    runs = [Course(outset, chance).run() for _ in range(courses)]
    return [sorted(waits) for waits in zip(*runs, strict=True)]


def forecast_of(waits_s: Sequence[float], band: Band) -> Forecast | None:
    """The quantiles of sorted waits; ``None`` when too many of them never ended.

    What makes waits longer than anybody foresaw is in no course either: towards long waits they
    are as much wider as told against true has taught the formula's ``band``. Towards short ones the
    courses know enough.
    """
    high_s = quantile(waits_s, 0.9)
    if isinf(high_s):
        return None
    median_s, wider = quantile(waits_s, 0.5), band.high_pct / 100
    return Forecast(
        low_s=quantile(waits_s, 0.1),
        median_s=median_s,
        p80_s=median_s + wider * (quantile(waits_s, 0.8) - median_s),
        high_s=median_s + wider * (high_s - median_s),
    )


def quantile(values: Sequence[float], share: float) -> float:
    """What ``share`` of sorted ``values`` do not exceed, where needed between two of them."""
    place = share * (len(values) - 1)
    below = int(place)
    above = min(below + 1, len(values) - 1)
    if isinf(values[above]):
        return values[above]
    return values[below] + (place - below) * (values[above] - values[below])
