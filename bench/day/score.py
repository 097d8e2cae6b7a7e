"""How good what was told turned out to be, and how long each class of visitors waited."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean

from bench.day.living import Visit
from bench.figures import percentile


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """One estimator over all who had to wait. Seconds; shares of 0 to 1.

    ``bias_s`` is told less true. ``covered`` is how many waits lay in the band of 80 %, ``shown``
    in the range on the slip, ``kept`` within its upper end, ``width_s`` the band's mean width;
    ``None`` without a band.
    ``unknown`` is the share of visitors who were told nothing.
    """

    name: str
    told: int
    unknown: float
    mae_s: float
    bias_s: float
    waited_s: float
    covered: float | None
    shown: float | None
    kept: float | None
    width_s: float | None

    @property
    def bias(self) -> float:
        """As a share of the mean wait."""
        return self.bias_s / self.waited_s if self.waited_s else 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Waits:
    """A class of visitors: how many, their mean wait and the 95th percentile, seconds."""

    visitors: int
    mean_s: float
    p95_s: float


def scores(visits: Iterable[Visit], *, beside: str | None = None) -> list[Score]:
    """Each estimator's, in the order they were asked; of those ``beside`` was asked about."""
    told = [visit for visit in visits if visit.told and (beside is None or beside in visit.told)]
    names = dict.fromkeys(name for visit in told for name in visit.told)
    return [_score(name, [visit for visit in told if name in visit.told]) for name in names]


def _score(name: str, visits: Sequence[Visit]) -> Score:
    pairs = [
        (said, visit.waited_s)
        for visit in visits
        if (said := visit.told[name]) is not None and visit.waited_s is not None
    ]
    errors = [said.wait_s - waited_s for said, waited_s in pairs]
    bands = [
        (said.low_s, said.high_s, waited_s)
        for said, waited_s in pairs
        if said.low_s is not None and said.high_s is not None
    ]
    shown = [(said.shown_s, waited_s) for said, waited_s in pairs if said.shown_s is not None]
    return Score(
        name=name,
        told=len(pairs),
        unknown=1 - len(pairs) / len(visits),
        mae_s=_mean([abs(error) for error in errors]),
        bias_s=_mean(errors),
        waited_s=_mean([waited_s for _, waited_s in pairs]),
        covered=_mean([low <= waited <= high for low, high, waited in bands]) if bands else None,
        shown=_mean([low <= waited <= high for (low, high), waited in shown]) if shown else None,
        kept=_mean([waited <= high for (_, high), waited in shown]) if shown else None,
        width_s=_mean([high - low for low, high, _ in bands]) if bands else None,
    )


def waits(visits: Iterable[Visit]) -> Mapping[str, Waits]:
    """Walk-ins, priority and appointments, each of those that there were."""
    by_class: dict[str, list[float]] = {}
    for visit in visits:
        if visit.waited_s is not None:
            by_class.setdefault(visit.visitor.kind, []).append(visit.waited_s)
    return {
        name: Waits(visitors=len(every), mean_s=fmean(every), p95_s=percentile(every, 0.95))
        for name, every in sorted(by_class.items())
    }


def _mean(values: Sequence[float]) -> float:
    return fmean(values) if values else 0.0
