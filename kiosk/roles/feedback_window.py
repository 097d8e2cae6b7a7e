"""Builds the feedback tablet's window."""

from kiosk.config import FeedbackConfig
from kiosk.domain.ids import CounterId
from kiosk.roles.screen import ScreenStart
from kiosk.roles.screen_process import ScreenProcess
from kiosk.ui.feedback_screen import FeedbackScreen


def run(start: ScreenStart[FeedbackConfig]) -> int:
    """Take faces until it is closed; the exit code."""
    process = ScreenProcess(start)
    process.look.suit(double_press_ms=start.config.double_press_ms)
    counter = CounterId(start.config.counter) if start.config.counter else None
    feedback = FeedbackScreen(process.station, counter=counter)
    return process.run(process.open("Foleni.Feedback", "flow", feedback))
