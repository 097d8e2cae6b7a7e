"""What `check` says about monitors, and from how far a board on them can be read."""

from collections.abc import Iterator
from importlib.metadata import version
from math import hypot

from kiosk.config import BoardConfig
from kiosk.roles.check_finding import Finding, absent, fails, works
from kiosk.roles.display import display_trouble, has_display
from kiosk.roles.monitors import Monitor, ask_monitors, second_monitor
from kiosk.ui.reach import LineReach, Sheet, call_sizes, info_sizes, lines_of

MM_PER_INCH = 25.4
A_NUMBER, A_COUNTER = "A000", "00"
USUAL_QUEUES = 6
USUAL_NOTICE = ("Come for your document after the SMS that it is ready.",) * 2
MUST_READ = 2
"""The number called now and its counter: a board is for these two lines."""


def screens(board: BoardConfig) -> Iterator[Finding]:
    """Whether windows can be opened here, where, and whether a board reaches its last seat."""
    if not has_display():
        yield absent("screen", "This session has no display; a centre's server needs none.")
        return
    if trouble := display_trouble():
        yield fails("screen", trouble)
        return
    monitors = ask_monitors()
    if not monitors:
        yield fails("screen", "Qt could not open a window; its own words stand above.")
        return
    yield works("screen", f"Qt {version('PySide6-Essentials')} opens windows here.")
    for monitor in monitors:
        yield works("monitor", _described(monitor))
    named = {monitor.name: monitor for monitor in monitors}
    wanted = board.monitor or second_monitor(monitors, None)
    yield from board_reach(named.get(wanted or "", monitors[0]), board)


def board_reach(monitor: Monitor, board: BoardConfig) -> Iterator[Finding]:
    """From how far each line of a board on ``monitor`` can be read."""
    seat_m = board.farthest_seat_m
    yield works(
        "board", f"{board.diagonal_in:g} inches (diagonal_in), farthest seat at {seat_m:g} m:"
    )
    for place, line in enumerate(board_lines(monitor, board)):
        said = (
            f"{line.line}: {line.cap_mm:.0f} mm high,"
            f" good to {line.good_m:.1f} m, readable to {line.readable_m:.0f} m"
        )
        if line.readable_m >= seat_m:
            yield works("board", f"{said}.")
        elif place < MUST_READ:
            yield fails("board", f"{said}: take a larger board, or seat people nearer.")
        else:
            yield works("board", f"{said}, not from the farthest seat.")


def board_lines(monitor: Monitor, board: BoardConfig) -> tuple[LineReach, ...]:
    """The lines of a board that fills ``monitor``, as large as the settings say it is."""
    px_per_mm = hypot(monitor.width_px, monitor.height_px) / (board.diagonal_in * MM_PER_INCH)
    sheet = Sheet(
        width_mm=monitor.width_px / px_per_mm,
        height_mm=monitor.height_px / px_per_mm,
        farthest_seat_m=board.farthest_seat_m,
    )
    calls = call_sizes(
        sheet, newest=A_NUMBER, counter=A_COUNTER, widest=A_NUMBER, widest_counter=A_COUNTER
    )
    return lines_of(calls, info_sizes(sheet, queues=USUAL_QUEUES, notice=USUAL_NOTICE))


def _described(monitor: Monitor) -> str:
    size = f"{monitor.name} has {monitor.width_px}×{monitor.height_px} pixels"
    if monitor.diagonal_in <= 0:
        return f"{size}; it does not say how large it is: set diagonal_in."
    return f"{size} and says it measures {monitor.diagonal_in:g} inches; set diagonal_in if not."
