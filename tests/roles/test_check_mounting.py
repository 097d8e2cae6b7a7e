"""What `check` says of the height a kiosk hangs at."""

import pytest

from kiosk.config import KioskConfig
from kiosk.roles.check_finding import State
from kiosk.roles.check_mounting import kiosk_reach
from kiosk.roles.monitors import Monitor

UPRIGHT = Monitor(name="HDMI-1", width_px=1080, height_px=1920, diagonal_in=0)
LYING = Monitor(name="HDMI-1", width_px=1920, height_px=1080, diagonal_in=0)


def test_a_usual_kiosk_is_told_that_lowering_brings_all_in_reach() -> None:
    (found,) = kiosk_reach(UPRIGHT, KioskConfig())

    assert found.state is State.WORKS
    assert "from 800 mm (lower_edge_mm) to 1276 mm above the floor" in found.sentence
    assert "Lower screen brings every control below 1220 mm" in found.sentence


def test_a_low_one_needs_no_lowering() -> None:
    (found,) = kiosk_reach(LYING, KioskConfig())

    assert found.state is State.WORKS
    assert "all of it is in reach" in found.sentence


@pytest.mark.parametrize(
    ("edge_mm", "says"),
    [
        (1100, "controls from 1220 to 1320 mm cannot be reached"),
        (1300, "No control of it can be reached"),
    ],
)
def test_one_that_hangs_too_high_is_told_where_it_would_do(edge_mm: float, says: str) -> None:
    (found,) = kiosk_reach(UPRIGHT, KioskConfig(lower_edge_mm=edge_mm))

    assert found.state is State.FAILS
    assert says in found.sentence
    assert "its lower edge 124 to 1000 mm above the floor" in found.sentence


def test_one_that_hangs_too_low_is_told_too() -> None:
    (found,) = kiosk_reach(LYING, KioskConfig(lower_edge_mm=100))

    assert found.state is State.FAILS
    assert "below 380 mm" in found.sentence
    assert "its lower edge 332 to 1000 mm above the floor" in found.sentence


@pytest.mark.parametrize("diagonal_in", [10.1, 15.6])
@pytest.mark.parametrize("size_px", [(800, 1280), (1280, 800)])
def test_a_small_screen_has_room_upright_and_lying(
    size_px: tuple[int, int], diagonal_in: float
) -> None:
    width_px, height_px = size_px
    monitor = Monitor(name="HDMI-1", width_px=width_px, height_px=height_px, diagonal_in=0)

    (found,) = kiosk_reach(monitor, KioskConfig(diagonal_in=diagonal_in))

    assert found.state is State.WORKS
    assert "all of it is in reach" in found.sentence


def test_one_too_small_for_any_page_is_told_so() -> None:
    (found,) = kiosk_reach(UPRIGHT, KioskConfig(diagonal_in=7))

    assert found.state is State.FAILS
    assert "is 87×155 mm here; its pages need 135 mm at the shorter side" in found.sentence


def test_what_hangs_below_380_mm_is_said() -> None:
    found = list(kiosk_reach(UPRIGHT, KioskConfig(diagonal_in=32, lower_edge_mm=300)))

    assert [each.state for each in found] == [State.WORKS, State.WORKS]
    assert "Its lowest 80 mm hang below 380 mm" in found[-1].sentence
