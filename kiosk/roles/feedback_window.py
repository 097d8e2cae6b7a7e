"""Builds the feedback tablet's window, and its voice."""

from contextlib import ExitStack

from kiosk.config import FeedbackConfig
from kiosk.domain.ids import CounterId
from kiosk.roles.screen import ScreenStart
from kiosk.roles.screen_process import ScreenProcess
from kiosk.roles.sound import reading_aloud
from kiosk.ui.feedback_reader import FeedbackReader
from kiosk.ui.feedback_screen import FeedbackScreen
from kiosk.ui.spoken_form import SpokenForm
from kiosk.ui.utterances import Manner


def run(start: ScreenStart[FeedbackConfig]) -> int:
    """Take faces until it is closed; the exit code."""
    process = ScreenProcess(start)
    process.look.suit(double_press_ms=start.config.double_press_ms)
    counter = CounterId(start.config.counter) if start.config.counter else None
    feedback = FeedbackScreen(process.station, counter=counter)
    with ExitStack() as stack:
        reader = None
        if spoken := reading_aloud(start.config.sound, process.texts):
            stack.enter_context(spoken)
            manner = Manner(form=SpokenForm(process.texts))
            reader = FeedbackReader(feedback, spoken.voice, texts=process.texts, manner=manner)
        opened = process.open("Foleni.Feedback", "flow", feedback)
        if reader is not None:
            reader.watch(opened.window)
        return process.run(opened)
