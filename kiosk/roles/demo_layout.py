"""Where a tour's windows stand, so that all of them can be seen at once."""

from collections.abc import Mapping
from dataclasses import dataclass

FRAME_TOP_PX, FRAME_SIDE_PX = 30, 4
"""What a window manager puts above and beside a window; it tells only once there is one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """One window's inside, in pixels from the desktop's corner."""

    x_px: int
    y_px: int
    width_px: int
    height_px: int

    @property
    def size(self) -> str:
        """As ``--size`` takes it."""
        return f"{self.width_px}x{self.height_px}"

    @property
    def position(self) -> str:
        """As ``--position`` takes it."""
        return f"{self.x_px},{self.y_px}"


SIZES = {
    "kiosk": (516, 917),
    "board": (748, 421),
    "counter": (748, 468),
    "feedback": (480, 300),
    "demo": (632, 672),
}
"""Inside sizes on a desktop of 1920x1080 less its bar."""
LYING = (("kiosk",), ("board", "counter"), ("demo", "feedback"))
STANDING = (("kiosk", "feedback"), ("board", "counter", "demo"))
Columns = tuple[tuple[str, ...], ...]


def arrange(width_px: int, height_px: int) -> Mapping[str, Place]:
    """A place for each window in a room of that size: columns, each from the top, at their best."""
    columns = max((LYING, STANDING), key=lambda each: _scale(each, width_px, height_px))
    scale = _scale(columns, width_px, height_px)
    wide = sum(_width(column) * scale + 2 * FRAME_SIDE_PX for column in columns)
    places = {}
    left = (width_px - wide) / 2
    for column in columns:
        top = 0.0
        for name in column:
            width, height = (side * scale for side in SIZES[name])
            places[name] = Place(
                x_px=round(left) + FRAME_SIDE_PX,
                y_px=round(top) + FRAME_TOP_PX,
                width_px=int(width),
                height_px=int(height),
            )
            top += height + FRAME_TOP_PX + FRAME_SIDE_PX
        left += _width(column) * scale + 2 * FRAME_SIDE_PX
    return places


def _scale(columns: Columns, width_px: int, height_px: int) -> float:
    """How large ``SIZES`` may be, so that these columns, frames included, fit."""
    wide = sum(_width(column) for column in columns)
    across = (width_px - 2 * FRAME_SIDE_PX * len(columns)) / wide
    down = min(
        (height_px - (FRAME_TOP_PX + FRAME_SIDE_PX) * len(column))
        / sum(SIZES[name][1] for name in column)
        for column in columns
    )
    return min(across, down)


def _width(column: tuple[str, ...]) -> int:
    return max(SIZES[name][0] for name in column)
