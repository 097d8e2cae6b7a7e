"""What a seated visitor reaches follows from how high the screen hangs."""

import pytest

from kiosk.ui.look import Look
from kiosk.ui.mounting import LEAST_ZONE_MM, Mounting

UPRIGHT_21_MM, LYING_21_MM, UPRIGHT_32_MM, LYING_10_MM = 476.0, 268.0, 708.0, 136.0


def test_a_usual_kiosk_lowers_what_hangs_above_1220_mm() -> None:
    mounting = Mounting(height_mm=UPRIGHT_21_MM)

    assert (mounting.lower_edge_mm, mounting.upper_edge_mm) == (800, 1276)
    assert mounting.lowers
    assert mounting.serves
    assert mounting.zone_mm == mounting.drawn_mm == 420


def test_a_low_screen_has_nothing_to_lower() -> None:
    mounting = Mounting(height_mm=LYING_21_MM)

    assert not mounting.lowers
    assert mounting.zone_mm == LYING_21_MM


def test_what_hangs_below_380_mm_is_left_free() -> None:
    mounting = Mounting(height_mm=UPRIGHT_32_MM, lower_edge_mm=300)

    assert mounting.foot_mm == 80
    assert mounting.zone_mm == UPRIGHT_32_MM - 80
    assert not mounting.lowers


@pytest.mark.parametrize(
    ("height_mm", "edge_mm"),
    [(UPRIGHT_21_MM, 1001), (LYING_10_MM, 1085), (UPRIGHT_21_MM, 1300), (UPRIGHT_21_MM, 100)],
)
def test_a_screen_too_high_or_too_low_serves_nobody_who_sits(
    height_mm: float, edge_mm: float
) -> None:
    mounting = Mounting(height_mm=height_mm, lower_edge_mm=edge_mm)
    lowest_mm, highest_mm = mounting.good_edges_mm

    assert not mounting.serves
    assert not lowest_mm <= edge_mm <= highest_mm
    assert mounting.drawn_mm <= height_mm
    for good_mm in (max(0, lowest_mm), highest_mm):
        assert Mounting(height_mm=height_mm, lower_edge_mm=good_mm).serves


def test_a_page_has_the_room_it_needs_even_where_nobody_reaches_it() -> None:
    look = Look(diagonal_in=21.5, lower_edge_mm=1300)
    look.fit(width_px=1080, height_px=1920)

    assert look.property("zonePx") == int(LEAST_ZONE_MM * look.property("pxPerMm"))


def test_pixels_follow_the_window() -> None:
    look = Look(diagonal_in=21.5)
    look.fit(width_px=540, height_px=960)

    assert look.property("lowers")
    assert look.property("zonePx") == int(420 * look.property("pxPerMm"))
    assert look.property("footPx") == 0
