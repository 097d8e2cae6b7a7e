"""What smileys add up to: how satisfied, how sure that is, and how many of those served spoke."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from math import sqrt

from kiosk.domain.feedback_filters import Press, flag
from kiosk.domain.ids import CounterId, ServiceId

SHOWN_FROM = 10
"""Fewer answers than these say more of single visitors than of a service: nothing is shown."""
SHOWN_OF_A_COUNTER_FROM = 30
"""Behind a counter sits one person all day: its figure must say nothing of a few visits."""
GOOD, BAD = (4, 5), (1, 2)
Z95 = 1.96
"""How many standard errors an interval of 95 % reaches."""


def wilson(hits: int, n: int, z: float = Z95) -> tuple[float, float]:
    """Between which shares the true one lies when ``hits`` of ``n`` were seen (Wilson's interval).

    https://en.wikipedia.org/wiki/Binomial_proportion_confidence_interval#Wilson_score_interval
    """
    if n == 0:
        return 0.0, 1.0
    share = hits / n
    middle = share + z * z / (2 * n)
    reach = z * sqrt(share * (1 - share) / n + z * z / (4 * n * n))
    scale = 1 + z * z / n
    return max(0.0, (middle - reach) / scale), min(1.0, (middle + reach) / scale)


def response_rate(ratings: int, served: int) -> float | None:
    """Valid ratings for each ticket served; ``None`` when nobody was served."""
    return ratings / served if served else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """What ``n`` smileys say.

    ``csat`` is the share of 4 and 5, which truly lies between ``low`` and ``high`` (95 %);
    ``mean`` from 1 to 5; ``net`` the share of 4 and 5 less that of 1 and 2.
    """

    n: int
    csat: float
    low: float
    high: float
    mean: float
    net: float


def score(smileys: Iterable[int]) -> Score | None:
    """What the smileys say; ``None`` where there is none."""
    return score_of(Counter(smileys))


def score_of(counts: Mapping[int, int]) -> Score | None:
    """What so many of each smiley say; ``None`` where there is none."""
    n = sum(counts.values())
    if n == 0:
        return None
    good = sum(counts.get(smiley, 0) for smiley in GOOD)
    bad = sum(counts.get(smiley, 0) for smiley in BAD)
    low, high = wilson(good, n)
    return Score(
        n=n,
        csat=good / n,
        low=low,
        high=high,
        mean=sum(smiley * count for smiley, count in counts.items()) / n,
        net=(good - bad) / n,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """One smiley with what it is counted under; ``service`` is known where the visit is.

    ``counter`` is where it was given.
    """

    press: Press
    day: date
    verified: bool
    service: ServiceId | None
    counter: CounterId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """The smileys of one kind in one place.

    ``valid`` leaves out the flagged ones, ``everything`` has them; either is ``None`` while it has
    fewer than ten. ``rate`` is how many of those served gave a valid one, ``None`` where it is
    hidden with them or nobody was served. ``empty``: not one was given.
    """

    empty: bool
    valid: Score | None
    everything: Score | None
    flagged: int | None
    rate: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Satisfaction:
    """One line of a report: those who were served and said so themselves, and all others, apart.

    ``served`` is how many tickets were served.
    """

    served: int
    verified: Cell
    unverified: Cell


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """Satisfaction in all, by service (the surest first) and by day.

    The service ``None`` is that of smileys whose visit is not known.
    """

    overall: Satisfaction
    services: Mapping[ServiceId | None, Satisfaction]
    days: Mapping[date, Satisfaction]


Served = Mapping[tuple[date, ServiceId], int]
"""How many tickets were served, by day and service."""


def report(answers: Sequence[Answer], served: Served) -> Report:
    """What the answers say; those who look like play are counted apart, not deleted."""
    flagged = flag(answer.press for answer in answers)
    by_service: defaultdict[ServiceId | None, list[Answer]] = defaultdict(list)
    by_day: defaultdict[date, list[Answer]] = defaultdict(list)
    for answer in answers:
        by_service[answer.service].append(answer)
        by_day[answer.day].append(answer)
    served_by_service, served_by_day = Counter[ServiceId](), Counter[date]()
    for (day, service), count in served.items():
        served_by_service[service] += count
        served_by_day[day] += count

    def line(some: Sequence[Answer], count: int) -> Satisfaction:
        return _satisfaction(some, count, flagged.__contains__)

    services: list[ServiceId | None] = [*served_by_service, None]
    services += sorted({s for s in by_service if s is not None and s not in served_by_service})
    lines = {
        service: line(by_service[service], served_by_service[service] if service else 0)
        for service in services
        if service is not None or by_service[None]
    }
    days = sorted({*by_day, *served_by_day})
    return Report(
        overall=line(answers, sum(served.values())),
        services=dict(sorted(lines.items(), key=lambda each: _rank(*each))),
        days={day: line(by_day[day], served_by_day[day]) for day in days},
    )


def by_counter(answers: Sequence[Answer]) -> Mapping[CounterId, Score]:
    """What those who were served say, by counter, where that are many enough to be told."""
    flagged = flag(answer.press for answer in answers)
    smileys: defaultdict[CounterId, list[int]] = defaultdict(list)
    for answer in answers:
        if answer.counter is not None and answer.verified and answer.press not in flagged:
            smileys[answer.counter].append(answer.press.smiley)
    found = {counter: score(some) for counter, some in smileys.items()}
    return {
        counter: one
        for counter, one in found.items()
        if one is not None and one.n >= SHOWN_OF_A_COUNTER_FROM
    }


def faces(answers: Sequence[Answer]) -> Mapping[int, int] | None:
    """How many of those who were served chose each face; ``None`` while that are too few."""
    flagged = flag(answer.press for answer in answers)
    counts = Counter(a.press.smiley for a in answers if a.verified and a.press not in flagged)
    if counts.total() < SHOWN_FROM:
        return None
    return {smiley: counts[smiley] for smiley in range(1, 6)}


def _rank(service: ServiceId | None, line: Satisfaction) -> tuple[float, str]:
    """Better means surely better: by the lower end of the interval; what is hidden comes last."""
    shown = line.verified.valid
    if service is None:
        return 3.0, ""
    return (-shown.low if shown is not None else 2.0), service


def _satisfaction(
    answers: Sequence[Answer], served: int, is_flagged: Callable[[Press], bool]
) -> Satisfaction:
    def cell(*, verified: bool) -> Cell:
        some = [answer.press for answer in answers if answer.verified is verified]
        valid = _shown(press.smiley for press in some if not is_flagged(press))
        everything = _shown(press.smiley for press in some)
        return Cell(
            empty=not some,
            valid=valid,
            everything=everything,
            flagged=sum(map(is_flagged, some)) if everything is not None else None,
            rate=response_rate(valid.n, served) if valid is not None and verified else None,
        )

    return Satisfaction(
        served=served, verified=cell(verified=True), unverified=cell(verified=False)
    )


def _shown(smileys: Iterable[int]) -> Score | None:
    found = score(smileys)
    return found if found is not None and found.n >= SHOWN_FROM else None
