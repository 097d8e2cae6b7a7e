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
COLUMNS = (("kiosk",), ("board", "counter"), ("demo", "feedback"))


def arrange(width_px: int, height_px: int) -> Mapping[str, Place]:
    """A place for each window in a room of that size: three columns, each from the top."""
    frame_x, frame_y = 2 * FRAME_SIDE_PX, FRAME_TOP_PX + FRAME_SIDE_PX
    wide = sum(max(SIZES[name][0] for name in column) for column in COLUMNS)
    high = max(sum(SIZES[name][1] for name in column) for column in COLUMNS)
    most = max(len(column) for column in COLUMNS)
    scale = min((width_px - frame_x * len(COLUMNS)) / wide, (height_px - frame_y * most) / high)
    places = {}
    left = (width_px - frame_x * len(COLUMNS) - wide * scale) / 2
    for column in COLUMNS:
        top = 0.0
        for name in column:
            width, height = (side * scale for side in SIZES[name])
            places[name] = Place(
                x_px=round(left) + FRAME_SIDE_PX,
                y_px=round(top) + FRAME_TOP_PX,
                width_px=int(width),
                height_px=int(height),
            )
            top += height + frame_y
        left += max(SIZES[name][0] for name in column) * scale + frame_x
    return places
