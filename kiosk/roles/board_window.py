"""Builds the board's window."""

import logging

from kiosk.config import BoardConfig
from kiosk.roles.board_reach import unreadable
from kiosk.roles.screen import ScreenStart
from kiosk.roles.screen_process import ScreenProcess
from kiosk.ui.board_screen import BoardScreen
from kiosk.ui.board_settings import BoardMode, BoardSettings

log = logging.getLogger(__name__)


def run(start: ScreenStart[BoardConfig]) -> int:
    """Show the board until it is closed; the exit code."""
    config, process = start.config, ScreenProcess(start)
    settings = BoardSettings(
        mode=BoardMode(config.mode.value), farthest_seat_m=config.farthest_seat_m
    )
    board = BoardScreen(process.station, process.texts, settings)
    opened = process.open("Foleni.Board", "board", board)

    def warn_when_small() -> None:
        window = opened.window
        for line in unreadable(config, width_px=window.width(), height_px=window.height()):
            log.warning(
                "board_too_small",
                extra={
                    "line": line.line,
                    "readable_m": round(line.readable_m, 1),
                    "farthest_seat_m": config.farthest_seat_m,
                },
            )

    return process.run(opened, after_first_frame=warn_when_small)
