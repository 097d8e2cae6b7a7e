"""Figures: what was measured, of what, and what was aimed at."""

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass

MET, MISSED = "ok", "MISS"


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One measured figure; ``aim`` is the most it should be, or the least: ``more_is_better``."""

    name: str
    value: float
    unit: str
    aim: float | None = None
    more_is_better: bool = False

    @property
    def met(self) -> bool | None:
        """Whether the aim was reached; ``None`` without one."""
        if self.aim is None:
            return None
        return self.value >= self.aim if self.more_is_better else self.value <= self.aim

    def __str__(self) -> str:
        line = f"{self.name:<62}{_readable(self.value):>10} {self.unit:<5}"
        if self.aim is None:
            return line.rstrip()
        sign = "≥" if self.more_is_better else "≤"
        return f"{line} aim {sign} {_readable(self.aim):<6} {MET if self.met else MISSED}"

    def as_json(self) -> dict[str, object]:
        """The figure for ``build/bench.json``."""
        return {**asdict(self), "met": self.met}


def percentile(values: Sequence[float], share: float) -> float:
    """The value below which ``share`` (0 … 1) of ``values`` lie, nearest rank."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def latencies(name: str, seconds: Sequence[float], **shares: float | None) -> Iterator[Figure]:
    """A figure in ms for each of ``shares``: ``p50=None`` or, with an aim in ms, ``p95=50``."""
    for share, aim in shares.items():
        value = percentile(seconds, int(share[1:]) / 100) * 1000
        yield Figure(name=f"{name}, {share}", value=value, unit="ms", aim=aim)


def _readable(value: float) -> str:
    if value == 0 or abs(value) >= 1000:
        return f"{value:,.0f}"
    return f"{value:.1f}" if abs(value) >= 10 else f"{value:.2f}"
