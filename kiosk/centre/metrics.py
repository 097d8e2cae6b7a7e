"""``GET /metrics``: how the centre and its hall are, for Prometheus.

No label is made from what somebody sent: labels are ours, the catalogue's, or a device's id.
"""

import shutil
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import accumulate
from pathlib import Path

from prometheus_client import CollectorRegistry, ProcessCollector
from prometheus_client.exposition import CONTENT_TYPE_PLAIN_0_0_4, generate_latest
from prometheus_client.metrics_core import (
    CounterMetricFamily,
    GaugeMetricFamily,
    HistogramMetricFamily,
    InfoMetricFamily,
    Metric,
)
from prometheus_client.registry import Collector
from starlette.types import Receive, Scope

from kiosk import __version__
from kiosk.centre.clock import ClockState, LocalClock
from kiosk.centre.devices import Reading
from kiosk.centre.followers import Followers
from kiosk.centre.gate import Gate
from kiosk.centre.live import Live
from kiosk.centre.outlook import ForesightState
from kiosk.centre.people import People, Tried
from kiosk.centre.traffic import BOUNDS_S, Traffic
from kiosk.centre.troubles import TroubleCode, Troubles
from kiosk.centre.uplink_told import UplinkHealth
from kiosk.domain.counter import CounterState
from kiosk.domain.ticket import TicketState
from kiosk.sync.uplink_told import UplinkState
from kiosk.web.answer import Answer

TEXT = CONTENT_TYPE_PLAIN_0_0_4.encode()


@dataclass(frozen=True, slots=True, kw_only=True)
class Sources:
    """Where the figures come from; ``feeds`` and ``strangers`` count connections."""

    live: Live
    clock: LocalClock
    data: Path
    troubles: Troubles
    followers: Followers
    traffic: Traffic
    people: People
    feeds: Callable[[], int]
    strangers: Callable[[], int]
    uplink: Callable[[], UplinkHealth | None]
    sent_bytes: Callable[[], int]


class Metrics:
    """Answers whoever watches. Belongs to the event loop."""

    def __init__(self, *, gate: Gate, sources: Sources) -> None:
        self._gate = gate
        self._live = sources.live
        self._registry = CollectorRegistry()
        self._registry.register(_Hall(sources))
        self._registry.register(_Machine(sources))
        # Memory, processor time and open files, where the system tells them.
        ProcessCollector(registry=self._registry)

    async def answer(self, scope: Scope, _: Receive) -> Answer:
        """What one request is answered. Raises ``Stopped``."""
        self._gate.reader(scope, Reading.METRICS)
        self._live.check_begun()
        return Answer(body=generate_latest(self._registry), content_type=TEXT)


class _Hall(Collector):
    """Who waits, who serves, and what is asked of the centre."""

    def __init__(self, sources: Sources) -> None:
        self._live = sources.live
        self._clock = sources.clock
        self._traffic = sources.traffic

    def collect(self) -> Iterator[Metric]:
        now = self._clock.now()
        yield from self._waiting(now)
        yield self._tickets()
        yield self._counters()
        yield _gauge("foleni_help_calls", "Calls for help that nobody has answered.", self._helps())
        yield self._answers()
        yield self._commands()

    def _waiting(self, now: datetime) -> Iterator[Metric]:
        waiting = GaugeMetricFamily(
            "foleni_waiting", "Tickets that wait, by service.", labels=["service"]
        )
        oldest = GaugeMetricFamily(
            "foleni_oldest_wait_seconds",
            "How long the ticket that came first has waited, by service.",
            labels=["service"],
        )
        floor = self._live.floor
        for service in self._live.catalogue.services:
            turns = floor.waiting.get(service.id, ())
            came_s = min((came for _, _, _, came in turns), default=now.timestamp())
            waiting.add_metric([service.id], len(turns))
            oldest.add_metric([service.id], max(0.0, now.timestamp() - came_s))
        yield waiting
        yield oldest

    def _tickets(self) -> Metric:
        tickets = GaugeMetricFamily(
            "foleni_tickets", "Today's tickets, by how they stand.", labels=["state"]
        )
        states = Counter(ticket.state for ticket in self._live.floor.tickets.values())
        for state in TicketState:
            tickets.add_metric([state], states[state])
        return tickets

    def _counters(self) -> Metric:
        counters = GaugeMetricFamily(
            "foleni_counters", "Counters, by what they are doing.", labels=["state"]
        )
        floor, catalogue = self._live.floor, self._live.catalogue
        states = Counter(floor.counter(counter.id).state for counter in catalogue.counters)
        for state in CounterState:
            counters.add_metric([state], states[state])
        return counters

    def _helps(self) -> int:
        return len(self._live.floor.helps)

    def _answers(self) -> Metric:
        answers = CounterMetricFamily(
            "foleni_answers", "Requests that were answered.", labels=["path", "status"]
        )
        for (path, status), count in self._traffic.answers.items():
            answers.add_metric([path, status], count)
        return answers

    def _commands(self) -> Metric:
        counted = accumulate(self._traffic.commands)
        bounds = (*map(str, BOUNDS_S), "+Inf")
        return HistogramMetricFamily(
            "foleni_command_seconds",
            "From a command's headers to its answer, the commit included.",
            buckets=list(zip(bounds, map(float, counted), strict=True)),
            sum_value=self._traffic.commands_s,
        )


class _Machine(Collector):
    """The centre itself: its journal, its copies, its disk and its clock."""

    def __init__(self, sources: Sources) -> None:
        self._sources = sources

    def collect(self) -> Iterator[Metric]:
        sources, live = self._sources, self._sources.live
        yield InfoMetricFamily("foleni", "Which centre this is.", {"version": __version__})
        yield CounterMetricFamily("foleni_events", "Lines of the journal.", value=live.floor.seq)
        yield _gauge("foleni_term", "How often a copy became the centre, from 1.", live.term)
        yield _gauge("foleni_feeds", "Devices that follow now.", sources.feeds())
        yield _gauge(
            "foleni_strangers", "Connections of other machines than devices.", sources.strangers()
        )
        disk = shutil.disk_usage(sources.data)
        yield _gauge("foleni_disk_free_bytes", "What is left where the journal lies.", disk.free)
        yield _one_of("foleni_clock", "The machine's clock.", ClockState, sources.clock.state)
        yield _one_of(
            "foleni_foresight", "The part that looks ahead.", ForesightState, live.lookout.state
        )
        yield from self._followers()
        yield from self._hub()
        yield self._sign_ins()
        yield self._troubles()

    def _followers(self) -> Iterator[Metric]:
        behind = GaugeMetricFamily(
            "foleni_follower_behind_events", "Lines a copy lacks.", labels=["follower"]
        )
        away = GaugeMetricFamily(
            "foleni_follower_away", "Whether a copy is not heard of.", labels=["follower"]
        )
        for follower in self._sources.followers.now:
            behind.add_metric([follower.device], follower.behind)
            away.add_metric([follower.device], float(follower.away))
        yield behind
        yield away

    def _hub(self) -> Iterator[Metric]:
        """Nothing while there is no hub."""
        uplink = self._sources.uplink()
        if uplink is None:
            return
        yield _gauge("foleni_hub_behind_events", "Lines the hub lacks.", uplink.lag_lines)
        yield _gauge(
            "foleni_hub_behind_seconds", "How old the oldest of them is.", round(uplink.lag_s, 1)
        )
        yield _one_of("foleni_hub", "What the way to the hub does.", UplinkState, uplink.state)
        yield CounterMetricFamily(
            "foleni_hub_sent_bytes", "What went up, packed.", value=self._sources.sent_bytes()
        )
        if uplink.clock_offset_s is not None:
            said = "The hub's time less this machine's."
            yield _gauge("foleni_hub_clock_offset_seconds", said, uplink.clock_offset_s)

    def _sign_ins(self) -> Metric:
        tries = CounterMetricFamily(
            "foleni_sign_ins", "PINs and passwords that were tried.", labels=["outcome"]
        )
        for outcome in Tried:
            tries.add_metric([outcome], self._sources.people.tries[outcome])
        return tries

    def _troubles(self) -> Metric:
        troubles = GaugeMetricFamily(
            "foleni_trouble", "What is wrong now, as /health names it.", labels=["code"]
        )
        wrong = Counter(trouble.code for trouble in self._sources.troubles.current)
        for code in TroubleCode:
            troubles.add_metric([code], wrong[code])
        return troubles


def _gauge(name: str, said: str, value: float) -> Metric:
    return GaugeMetricFamily(name, said, value=value)


def _one_of(
    name: str,
    said: str,
    states: type[ClockState] | type[ForesightState] | type[UplinkState],
    state: str,
) -> Metric:
    family = GaugeMetricFamily(name, said, labels=["state"])
    for each in states:
        family.add_metric([each], float(each == state))
    return family
