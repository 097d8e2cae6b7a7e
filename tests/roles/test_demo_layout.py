"""The tour's windows stand side by side on any desktop."""

from itertools import combinations

import pytest

from kiosk.roles.demo_layout import FRAME_SIDE_PX, FRAME_TOP_PX, SIZES, Place, arrange

DESKTOPS = [(1920, 1080), (1366, 768), (1280, 720), (3840, 2160), (1080, 1920)]


def _apart(one: Place, other: Place) -> bool:
    """Whether neither window, its frame included, covers any of the other."""
    return (
        one.x_px + one.width_px + FRAME_SIDE_PX <= other.x_px - FRAME_SIDE_PX + 1
        or other.x_px + other.width_px + FRAME_SIDE_PX <= one.x_px - FRAME_SIDE_PX + 1
        or one.y_px + one.height_px + FRAME_SIDE_PX <= other.y_px - FRAME_TOP_PX + 1
        or other.y_px + other.height_px + FRAME_SIDE_PX <= one.y_px - FRAME_TOP_PX + 1
    )


@pytest.mark.parametrize(("width_px", "height_px"), DESKTOPS)
def test_all_windows_are_on_the_desktop_and_none_covers_another(
    width_px: int, height_px: int
) -> None:
    places = arrange(width_px, height_px)
    assert set(places) == set(SIZES)
    for place in places.values():
        assert place.x_px >= 0
        assert place.y_px >= FRAME_TOP_PX
        assert place.x_px + place.width_px <= width_px
        assert place.y_px + place.height_px <= height_px
    assert all(_apart(one, other) for one, other in combinations(places.values(), 2))


def test_a_standing_desktop_is_used_to_the_full_width() -> None:
    places = arrange(1080, 1920)
    assert places["kiosk"].width_px + places["board"].width_px > 1000
