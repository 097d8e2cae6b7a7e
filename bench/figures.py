"""Percentiles, and lines that say a figure beside its aim."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One measured figure: what it is of, what was found, what was aimed at (if anything)."""

    name: str
    found: str
    aim: str = ""

    def __str__(self) -> str:
        aim = f"   aim {self.aim}" if self.aim else ""
        return f"  {self.name:<58} {self.found:>18}{aim}"


def percentile(values: Sequence[float], share: float) -> float:
    """The value below which ``share`` (0 … 1) of ``values`` lie, nearest rank."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def ms(seconds: float) -> str:
    """Seconds as milliseconds to read."""
    return f"{seconds * 1000:.1f} ms"
