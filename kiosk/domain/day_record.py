"""What the floor notes of a day to know its pace, and to teach the days that follow."""

from collections import defaultdict, deque
from dataclasses import dataclass, field
from datetime import datetime
from math import exp, log

from kiosk.domain.ids import CounterId, ServiceId, TicketId
from kiosk.domain.pace import Band

HOUR_S = 3600.0
GAP_S = 300.0
"""A counter that stood free longer than this before a call was left, not slow."""
LONGEST_S, LONGEST_TIMES = 1800.0, 6.0
"""A visit counts as so long at most, or so many times the mean: somebody forgot to finish."""
SENIOR_S = 60.0
"""Who counts as having come this much earlier than they did overtakes somebody."""
STEP, MIDDLE_STEP = 0.004, 0.0
"""How far one wait that was told too narrow or too low moves what is told next (logarithm)."""
FARTHEST = log(4.0)


@dataclass(slots=True)
class Sums:
    """How many there were, their sum and the sum of their squares."""

    count: int = 0
    total: float = 0.0
    squares: float = 0.0

    def add(self, value: float) -> None:
        """One more."""
        self.count += 1
        self.total += value
        self.squares += value * value


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What a waiting ticket would have been told at ``at``, in seconds from then."""

    at: datetime
    low_s: int
    median_s: int
    high_s: int


@dataclass(slots=True)
class Honesty:
    """How much wider and higher waits should be told, learnt one wait after another.

    Each side moves until one wait in ten lies beyond it, and the middle until half of them do:
    adaptive conformal inference (Gibbs and Candès 2021) on logarithms.
    """

    low: float = 0.0
    middle: float = 0.0
    high: float = 0.0

    def learn(self, told: Told, waited_s: float) -> None:
        """A wait that was told has ended."""
        self.low = _within(self.low + STEP * ((waited_s < told.low_s) - 0.1))
        self.high = _within(self.high + STEP * ((waited_s > told.high_s) - 0.1))
        self.middle = _within(self.middle + MIDDLE_STEP * ((waited_s > told.median_s) - 0.5))

    @property
    def band(self) -> Band:
        """The same for everybody to use."""
        return Band(low_pct=_pct(self.low), middle_pct=_pct(self.middle), high_pct=_pct(self.high))


def honesty_of(band: Band) -> Honesty:
    """Learning goes on from ``band``."""
    return Honesty(
        low=log(max(band.low_pct, 1) / 100),
        middle=log(max(band.middle_pct, 1) / 100),
        high=log(max(band.high_pct, 1) / 100),
    )


def _within(value: float) -> float:
    return min(max(value, -FARTHEST), FARTHEST)


def _pct(value: float) -> int:
    return round(100 * exp(value))


@dataclass(slots=True)
class DayRecord:
    """Folded with the floor, in constant time; only the centre's own decisions read it.

    ``visits`` are seconds a visitor of a service kept a counter, from when the counter could have
    called on; ``no_shows`` the seconds of calls in vain. ``joined``
    are the times of the last hour at which somebody began to wait. ``staffed`` is each change of
    what a counter offers; ``pauses`` in seconds. ``news`` counts completions since the pace was
    measured.
    """

    visits: defaultdict[ServiceId, Sums] = field(default_factory=lambda: defaultdict(Sums))
    no_shows: Sums = field(default_factory=Sums)
    joined: defaultdict[ServiceId, deque[datetime]] = field(
        default_factory=lambda: defaultdict(deque)
    )
    joins: int = 0
    with_credit: int = 0
    senior: int = 0
    pauses: Sums = field(default_factory=Sums)
    staffed: list[tuple[datetime, CounterId, tuple[ServiceId, ...]]] = field(default_factory=list)
    honesty: Honesty = field(default_factory=Honesty)
    told: dict[TicketId, Told] = field(default_factory=dict)
    news: int = 0
    _since: dict[CounterId, datetime] = field(default_factory=dict)
    _spent_s: dict[TicketId, float] = field(default_factory=dict)

    def join(self, service: ServiceId, at: datetime, *, senior_s: float, credit: bool) -> None:
        """Somebody begins to wait who counts as having come ``senior_s`` seconds ago."""
        hour = self.joined[service]
        hour.append(at)
        while (at - hour[0]).total_seconds() > HOUR_S:
            hour.popleft()
        self.joins += 1
        if credit:
            self.with_credit += 1
        elif senior_s >= SENIOR_S:
            self.senior += 1

    def call(
        self,
        ticket: TicketId,
        counter: CounterId,
        *,
        at: datetime,
        free_since: datetime | None,
        waits_since: datetime,
    ) -> None:
        """A call; ``free_since`` is when the counter could have made it, had anybody waited."""
        could = max(free_since, waits_since) if free_since is not None else at
        gap_s = (at - could).total_seconds()
        self._since[counter] = could if 0 <= gap_s <= GAP_S else at
        told = self.told.pop(ticket, None)
        if told is not None:
            self.honesty.learn(told, (at - told.at).total_seconds())

    def come_back(self, counter: CounterId, at: datetime) -> None:
        """A visitor on hold is at a counter again."""
        self._since[counter] = at

    def put_aside(self, ticket: TicketId, counter: CounterId, at: datetime) -> None:
        """The visitor leaves the counter and will be back."""
        self._spent_s[ticket] = self._spent_s.get(ticket, 0.0) + self._taken_s(counter, at)

    def finish(
        self, ticket: TicketId, service: ServiceId, counter: CounterId, at: datetime
    ) -> None:
        """The counter is done with a visitor of ``service``."""
        seconds = self._spent_s.pop(ticket, 0.0) + self._taken_s(counter, at)
        before = self.visits[service]
        longest_s = LONGEST_TIMES * before.total / before.count if before.count else 0.0
        before.add(min(seconds, max(longest_s, LONGEST_S)))
        self.news += 1

    def miss(self, counter: CounterId, at: datetime) -> None:
        """Nobody came."""
        self.no_shows.add(self._taken_s(counter, at))
        self.news += 1

    def let_go(self, counter: CounterId) -> None:
        """The call or the visit came to nothing that teaches anything."""
        self._since.pop(counter, None)

    def staff(self, counter: CounterId, services: tuple[ServiceId, ...], at: datetime) -> None:
        """What a counter offers from now on; nothing while it is closed or paused."""
        self.staffed.append((at, counter, services))

    def _taken_s(self, counter: CounterId, at: datetime) -> float:
        since = self._since.pop(counter, None)
        return (at - since).total_seconds() if since is not None else 0.0
