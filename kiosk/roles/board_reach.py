"""From how far each line of one board can be read, as its settings have it."""

from math import hypot

from kiosk.config import BoardConfig
from kiosk.ui.reach import LineReach, Sheet, call_sizes, info_sizes, lines_of

MM_PER_INCH = 25.4
A_NUMBER, A_COUNTER = "W000", "00"
"""The widest there are: others are as large or larger."""
USUAL_QUEUES = 6
USUAL_NOTICE = ("Come for your document after the SMS that it is ready.",) * 2
MUST_READ = 2
"""The first two lines, the number called now and its counter, are what a board is for."""


def board_lines(board: BoardConfig, *, width_px: int, height_px: int) -> tuple[LineReach, ...]:
    """The lines of a board of that many pixels, the most important first."""
    px_per_mm = hypot(width_px, height_px) / (board.diagonal_in * MM_PER_INCH)
    sheet = Sheet(
        width_mm=width_px / px_per_mm,
        height_mm=height_px / px_per_mm,
        farthest_seat_m=board.farthest_seat_m,
    )
    calls = call_sizes(
        sheet, newest=A_NUMBER, counter=A_COUNTER, widest=A_NUMBER, widest_counter=A_COUNTER
    )
    return lines_of(calls, info_sizes(sheet, queues=USUAL_QUEUES, notice=USUAL_NOTICE))


def unreadable(board: BoardConfig, *, width_px: int, height_px: int) -> tuple[LineReach, ...]:
    """Those lines a board is for that its farthest seat cannot read."""
    lines = board_lines(board, width_px=width_px, height_px=height_px)[:MUST_READ]
    return tuple(line for line in lines if line.readable_m < board.farthest_seat_m)
