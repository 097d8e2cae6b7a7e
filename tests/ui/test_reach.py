"""How large a board's lines are, and from how far they can be read."""

import pytest

from kiosk.ui.look import MM_PER_INCH
from kiosk.ui.reach import (
    GOOD_MM_PER_M,
    LineReach,
    Sheet,
    call_sizes,
    info_sizes,
    lines_of,
    number_em,
)

SCREENS = [(1920, 1080), (1080, 1920), (1280, 800), (3840, 2160)]


def _sheet(width_px: int, height_px: int, *, far_m: float, diagonal_in: float = 43) -> Sheet:
    px_per_mm = (width_px**2 + height_px**2) ** 0.5 / (diagonal_in * MM_PER_INCH)
    return Sheet(
        width_mm=width_px / px_per_mm, height_mm=height_px / px_per_mm, farthest_seat_m=far_m
    )


def _row_mm(sheet: Sheet) -> float:
    return call_sizes(sheet, newest="A042", counter="3", widest="A000", widest_counter="00").row


def test_calls_are_as_high_as_the_farthest_seat_needs_where_the_row_has_room() -> None:
    tall = _sheet(1080, 1920, far_m=4.8)

    assert _row_mm(tall) == pytest.approx(4.8 * GOOD_MM_PER_M)


def test_a_near_seat_does_not_make_calls_small() -> None:
    assert _row_mm(_sheet(1080, 1920, far_m=1)) == _row_mm(_sheet(1080, 1920, far_m=2))


def test_a_seat_too_far_for_the_screen_gets_what_fits_and_is_told() -> None:
    sheet = _sheet(1920, 1080, far_m=20)
    calls = call_sizes(sheet, newest="W042", counter="15", widest="W000", widest_counter="15")

    newest, counter, behind, *_ = lines_of(calls, info_sizes(sheet, queues=9, notice=()))

    assert calls.number < sheet.wanted_mm
    assert newest.good_m == pytest.approx(calls.number / 12.2)
    assert behind.good_m < newest.good_m < counter.good_m < 20 < newest.readable_m


@pytest.mark.parametrize(("width_px", "height_px"), SCREENS)
@pytest.mark.parametrize("number", ["W888", "W1000"])
@pytest.mark.parametrize("counter", ["3", "15", "115"])
def test_the_widest_number_and_counter_fit(
    width_px: int, height_px: int, number: str, counter: str
) -> None:
    sheet = _sheet(width_px, height_px, far_m=30)
    sizes = call_sizes(sheet, newest=number, counter=counter, widest=number, widest_counter=counter)

    row_width = sheet.width_mm - (0 if sheet.portrait else sizes.pane_width)
    assert number_em(number) * sizes.number / 0.727 <= sizes.pane_width - 2 * sizes.pad + 0.01
    assert number_em(number) * sizes.row / 0.727 + sizes.chip_width < row_width
    assert sizes.row < 0.88 * sizes.row_height


def test_far_seats_get_fewer_queues_on_a_page_and_larger_ones() -> None:
    near = info_sizes(_sheet(1920, 1080, far_m=6), queues=9, notice=("Njoo.", "Come."))
    far = info_sizes(_sheet(1920, 1080, far_m=14), queues=9, notice=("Njoo.", "Come."))

    assert near.rows == 5
    assert far.rows == 3
    assert far.figure > near.figure


def test_a_long_notice_is_written_smaller_not_cut() -> None:
    sheet = _sheet(1920, 1080, far_m=6)
    short = info_sizes(sheet, queues=9, notice=("Come for your document.",))
    long = info_sizes(sheet, queues=9, notice=("Come for your document. " * 8,) * 2)

    assert long.notice < short.notice


def test_one_line_tells_its_distances() -> None:
    line = LineReach(line="the number called now", cap_mm=73.2)

    assert line.good_m == pytest.approx(6)
    assert line.readable_m == pytest.approx(18.3)
