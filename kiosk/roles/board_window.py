"""Builds the board's window, and its voice."""

import logging
from contextlib import ExitStack
from threading import Thread

from kiosk.config import BoardConfig, Showing
from kiosk.roles.board_reach import unreadable
from kiosk.roles.screen import ScreenStart
from kiosk.roles.screen_process import ScreenProcess
from kiosk.roles.sound import Speaking, speaking
from kiosk.speech.crier import Crier, recordings_of
from kiosk.texts import Texts
from kiosk.ui.application import OpenWindow
from kiosk.ui.board_screen import BoardScreen
from kiosk.ui.board_settings import BoardMode, BoardSettings
from kiosk.ui.board_voice import BoardVoice
from kiosk.ui.board_zone import Zone

log = logging.getLogger(__name__)


def run(start: ScreenStart[BoardConfig]) -> int:
    """Show the board until it is closed; the exit code."""
    config, process = start.config, ScreenProcess(start)
    settings = BoardSettings(
        mode=BoardMode(config.mode.value),
        farthest_seat_m=config.farthest_seat_m,
        zone=Zone(zones=config.zones, counters=config.counters),
    )
    with ExitStack() as stack:
        # A board of queues shows no calls, and so speaks none.
        silent = config.mode is Showing.INFO
        spoken = None if silent else speaking(config.sound, process.texts)
        crier = Crier()
        voice = None
        if spoken is not None:
            stack.enter_context(spoken)
            voice = BoardVoice(spoken.voice, crier.sounds, heard=lambda: spoken.heard)
        board = BoardScreen(process.station, process.texts, settings, voice=voice)
        opened = process.open("Foleni.Board", "board", board)

        def after_first_frame() -> None:
            _warn_when_small(config, opened)
            if spoken is not None:
                teaching = (crier, spoken, process.texts)
                Thread(target=_teach, args=teaching, name="recordings", daemon=True).start()

        return process.run(opened, after_first_frame=after_first_frame)


def _teach(crier: Crier, spoken: Speaking, texts: Texts) -> None:
    """Read every recording: a fifth of a second, and longer where some have to be spoken first."""
    crier.ring(spoken.chime())
    for language in texts.languages:
        crier.learn(language, recordings_of(spoken.clips, texts, language))


def _warn_when_small(config: BoardConfig, opened: OpenWindow) -> None:
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
