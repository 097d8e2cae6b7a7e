"""K1: how large what is touched is, and how far apart."""

from collections.abc import Iterator
from dataclasses import dataclass
from math import hypot

from bench.accessibility.stage import Box, Shown, box_of, words_of

LEAST_MM, GAP_MM = 20.0, 3.0
ROUNDING_MM = 0.2
"""Half a pixel of the coarsest screen."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """One control: its shorter side, and how far away the nearest other one is, in mm."""

    name: str
    side_mm: float
    gap_mm: float

    @property
    def good(self) -> bool:
        """Whether a finger finds it, and only it."""
        return self.side_mm >= LEAST_MM - ROUNDING_MM and self.gap_mm >= GAP_MM - ROUNDING_MM


def targets(shown: Shown) -> Iterator[Target]:
    """Every control of the page."""
    found = [(item.objectName() or words_of(item), box_of(item)) for item in shown.touchables()]
    for name, box in found:
        others = (_apart(box, other) for _, other in found if other is not box)
        yield Target(
            name=name,
            side_mm=min(box[2] - box[0], box[3] - box[1]) / shown.px_per_mm,
            gap_mm=min(others, default=float("inf")) / shown.px_per_mm,
        )


def _apart(one: Box, other: Box) -> float:
    across = max(one[0] - other[2], other[0] - one[2], 0.0)
    down = max(one[1] - other[3], other[1] - one[3], 0.0)
    return hypot(across, down)
