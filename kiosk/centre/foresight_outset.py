"""What a simulation starts from: who waits, who serves, and who may come."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import exp, inf, log, sqrt
from random import Random
from statistics import NormalDist

from kiosk.domain.counter import CounterNow
from kiosk.domain.ids import ServiceId, TicketId
from kiosk.domain.turns import Turn, Turns

NORMAL = NormalDist()
LATEST = 0.9995
"""A visitor who stays longer than this share of all do: somebody forgot to finish."""

Span = tuple[float, float]
"""From and to, seconds since 1970."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Service:
    """How long one visitor keeps a counter: lognormal with ``mean_s``, or nobody comes.

    ``mu`` and ``sigma`` are of its logarithm; ``no_show`` is the share of calls that nobody
    answers, each of which keeps the counter for ``call_s``.
    """

    mean_s: float
    mu: float
    sigma: float
    no_show: float = 0.0
    call_s: float = 0.0

    def takes_s(self, chance: Random) -> float:
        """How long a visitor who is called now keeps the counter."""
        if self.no_show and chance.random() < self.no_show:
            return self.call_s
        return exp(self.mu + self.sigma * chance.gauss())

    def done_within(self, elapsed_s: float) -> float:
        """The share of visitors who are done within ``elapsed_s``."""
        if elapsed_s <= 0:
            return 0.0
        return NORMAL.cdf((log(elapsed_s) - self.mu) / self.sigma)

    def rest_s(self, chance: Random, *, elapsed_s: float, done: float) -> float:
        """How much longer one stays who has been there for ``elapsed_s``; ``done`` is above."""
        if done >= LATEST:
            return chance.expovariate(1.0) * self.mean_s
        share = done + (1.0 - done) * chance.random()
        z = NORMAL.inv_cdf(min(max(share, 1e-9), 1.0 - 1e-9))
        return max(0.0, exp(self.mu + self.sigma * z) - elapsed_s)


def lognormal(mean_s: float, *, cv: float, no_show: float = 0.0, call_s: float = 0.0) -> Service:
    """A service of that mean and coefficient of variation."""
    spread = log(1.0 + cv * cv)
    mean_s = max(mean_s, 1.0)
    return Service(
        mean_s=mean_s,
        mu=log(mean_s) - spread / 2,
        sigma=sqrt(spread),
        no_show=no_show,
        call_s=call_s,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Stay:
    """How likely a counter without a roster is to be staffed: ``share`` from ``begins_s`` on."""

    begins_s: float
    share: float


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Post:
    """A counter in a simulation.

    ``serves`` is what its visitor came for, ``elapsed_s`` seconds ago, ``done`` the share of such
    visits that would be over by now; without a visitor it is idle since ``idle_since_s``, and
    has been left for ``left_s``: so long it has called nobody although somebody waited.
    ``there`` is when somebody works at it, in order, as the roster or the state of things has it;
    ``stays`` how likely that is by past days, in order, empty where nothing is known.
    """

    counter: CounterNow
    services: tuple[ServiceId, ...]
    there: tuple[Span, ...]
    stays: tuple[Stay, ...] = ()
    serves: Service | None = None
    elapsed_s: float = 0.0
    done: float = 0.0
    idle_since_s: float | None = None
    left_s: float = 0.0

    def spans(self, place: float) -> tuple[Span, ...]:
        """When somebody works at it in a course where it is the ``place``-th to be left (0 to 1).

        The less likely counters are to be staffed, the more of them are left, the last ones first.
        """
        if not self.stays:
            return self.there
        spans: list[Span] = []
        ends = [stay.begins_s for stay in self.stays[1:]] + [inf]
        for stay, ends_s in zip(self.stays, ends, strict=True):
            if place >= stay.share:
                continue
            if spans and spans[-1][1] == stay.begins_s:
                spans[-1] = (spans[-1][0], ends_s)
            else:
                spans.append((stay.begins_s, ends_s))
        return tuple(
            (max(from_s, begins), min(to_s, until))
            for from_s, to_s in self.there
            for begins, until in spans
            if max(from_s, begins) < min(to_s, until)
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Stream:
    """Visitors who may come for ``service``: so many a second, each with this credit (seconds).

    An infinite credit is that of an earned place: they go before everybody.
    """

    service: ServiceId
    per_s: float
    credit_s: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Expected:
    """An appointment whose visitor is not here yet.

    They come, with probability ``shows``, between ``earliest_s`` and ``latest_s``, and count as
    having come at ``virtual_s`` (all seconds since 1970).
    """

    service: ServiceId
    earliest_s: float
    latest_s: float
    virtual_s: float
    shows: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Probe:
    """Somebody who came now for ``service`` with ``credit_s``, and would be called at ``turn``."""

    service: ServiceId
    credit_s: int
    turn: Turn


@dataclass(frozen=True, slots=True, kw_only=True)
class Outset:
    """Services that share counters, and all that bears on their waits, at ``at_s``.

    ``unsure`` is how far the day's pace may be from what is known of it (of its logarithm).
    ``turns`` are the waiting whose waits are wanted, in any order; ``services_of`` says what each
    of them waits for.
    """

    at_s: float
    services: Mapping[ServiceId, Service]
    posts: tuple[Post, ...]
    unsure: float
    waiting: Mapping[ServiceId, Turns]
    turns: tuple[Turn, ...]
    service_of: Mapping[TicketId, ServiceId]
    probes: tuple[Probe, ...]
    streams: tuple[Stream, ...] = ()
    expected: tuple[Expected, ...] = ()

    @property
    def last_s(self) -> float:
        """The latest turn whose wait is wanted: whoever counts as later bears on none of them."""
        turns = (*self.turns, *(probe.turn for probe in self.probes))
        return max((turn[0] for turn in turns), default=self.at_s)


def grouped(sets: Iterable[Iterable[ServiceId]]) -> list[frozenset[ServiceId]]:
    """Services that can delay each other, together: those that any counter offers both of."""
    groups: list[set[ServiceId]] = []
    for services in sets:
        joined = set(services)
        apart = []
        for group in groups:
            if group & joined:
                joined |= group
            else:
                apart.append(group)
        groups = [*apart, joined]
    return [frozenset(group) for group in groups]
