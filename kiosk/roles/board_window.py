"""Builds the board's window."""

from kiosk.config import BoardConfig
from kiosk.roles.screen import ScreenStart
from kiosk.roles.screen_process import ScreenProcess
from kiosk.ui.board_screen import BoardScreen
from kiosk.ui.board_settings import BoardMode, BoardSettings


def run(start: ScreenStart[BoardConfig]) -> int:
    """Show the board until it is closed; the exit code."""
    process = ScreenProcess(start)
    settings = BoardSettings(
        mode=BoardMode(start.config.mode.value), farthest_seat_m=start.config.farthest_seat_m
    )
    board = BoardScreen(process.station, process.texts, settings)
    return process.run(process.open("Foleni.Board", "board", board))
