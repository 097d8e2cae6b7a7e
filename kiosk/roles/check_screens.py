"""What `check` says about monitors, and from how far a board on them can be read."""

from collections.abc import Iterator
from importlib.metadata import version

from kiosk.config import BoardConfig, KioskConfig
from kiosk.roles.board_reach import MUST_READ, board_lines
from kiosk.roles.check_finding import Finding, absent, fails, works
from kiosk.roles.check_mounting import kiosk_reach
from kiosk.roles.display import display_trouble, has_display
from kiosk.roles.monitors import Monitor, ask_monitors, second_monitor


def screens(kiosk: KioskConfig | None, board: BoardConfig | None) -> Iterator[Finding]:
    """Whether windows can be opened here, where, and whether kiosk and board reach everybody.

    ``None`` for what is not looked at.
    """
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
    if kiosk is not None:
        yield from kiosk_reach(named.get(kiosk.monitor or "", monitors[0]), kiosk)
    if board is not None:
        wanted = board.monitor or second_monitor(monitors, None)
        yield from board_reach(named.get(wanted or "", monitors[0]), board)


def board_reach(monitor: Monitor, board: BoardConfig) -> Iterator[Finding]:
    """From how far each line of a board on ``monitor`` can be read."""
    seat_m = board.farthest_seat_m
    lines = board_lines(board, width_px=monitor.width_px, height_px=monitor.height_px)
    yield works(
        "board", f"{board.diagonal_in:g} inches (diagonal_in), farthest seat at {seat_m:g} m:"
    )
    for place, line in enumerate(lines):
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


def _described(monitor: Monitor) -> str:
    size = f"{monitor.name} has {monitor.width_px}×{monitor.height_px} pixels"
    if monitor.diagonal_in <= 0:
        return f"{size}; it does not say how large it is: set diagonal_in."
    return f"{size} and says it measures {monitor.diagonal_in:g} inches; set diagonal_in if not."
