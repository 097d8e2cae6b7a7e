"""K5: what of a kiosk a seated visitor's hand reaches, by the rectangles of its real controls."""

from collections.abc import Iterator
from dataclasses import dataclass

from PySide6.QtQuick import QQuickItem

from bench.accessibility.stage import Glass, Shown, box_of, words_of
from kiosk.ui.mounting import HIGHEST_MM, LOWEST_MM

ROUNDING_MM = 0.3
"""A pixel of the coarsest screen."""

UPRIGHT, LYING, TABLET, TABLET_UPRIGHT = (1080, 1920), (1920, 1080), (1280, 800), (800, 1280)
MOUNTED = (
    Glass(size_px=UPRIGHT, diagonal_in=21.5, lower_edge_mm=800),
    Glass(size_px=UPRIGHT, diagonal_in=21.5, lower_edge_mm=900),
    Glass(size_px=UPRIGHT, diagonal_in=21.5, lower_edge_mm=1000),
    Glass(size_px=UPRIGHT, diagonal_in=32, lower_edge_mm=600),
    Glass(size_px=UPRIGHT, diagonal_in=32, lower_edge_mm=700),
    Glass(size_px=UPRIGHT, diagonal_in=32, lower_edge_mm=850),
    Glass(size_px=UPRIGHT, diagonal_in=32, lower_edge_mm=1000),
    Glass(size_px=UPRIGHT, diagonal_in=32, lower_edge_mm=300),
    Glass(size_px=LYING, diagonal_in=32, lower_edge_mm=900),
    Glass(size_px=LYING, diagonal_in=32, lower_edge_mm=1000),
    Glass(size_px=LYING, diagonal_in=21.5, lower_edge_mm=1000),
    Glass(size_px=LYING, diagonal_in=15.6, lower_edge_mm=1020),
    Glass(size_px=UPRIGHT, diagonal_in=15.6, lower_edge_mm=900),
    Glass(size_px=UPRIGHT, diagonal_in=15.6, lower_edge_mm=1000),
    Glass(size_px=TABLET, diagonal_in=10.1, lower_edge_mm=1080),
    Glass(size_px=TABLET_UPRIGHT, diagonal_in=10.1, lower_edge_mm=1000),
)
"""Screens that are sold, at heights they are hung at."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Height:
    """Where one control is touched, in mm above the floor."""

    name: str
    top_mm: float
    bottom_mm: float

    @property
    def in_reach(self) -> bool:
        """Whether a seated visitor's hand comes to every part of it."""
        return self.top_mm <= HIGHEST_MM + ROUNDING_MM and self.bottom_mm >= LOWEST_MM - ROUNDING_MM


def heights(shown: Shown, glass: Glass) -> list[Height]:
    """Every control of the page, where it hangs on this glass."""
    return [_height(shown, glass, item) for item in shown.touchables()]


def out_of_reach(shown: Shown, glass: Glass) -> Iterator[Height]:
    """The controls a seated visitor cannot touch."""
    return (height for height in heights(shown, glass) if not height.in_reach)


def _height(shown: Shown, glass: Glass, item: QQuickItem) -> Height:
    _left, top, _right, bottom = box_of(item)
    height_px = shown.window.height()
    return Height(
        name=item.objectName() or words_of(item),
        top_mm=glass.lower_edge_mm + (height_px - top) / shown.px_per_mm,
        bottom_mm=glass.lower_edge_mm + (height_px - bottom) / shown.px_per_mm,
    )
