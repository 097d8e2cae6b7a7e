"""K11: from the touch on Help to a counter's screen, through a real centre."""

import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, closing
from pathlib import Path
from statistics import median

from bench.accessibility.rows import Row, judged
from bench.processes import centre
from bench.window import TimedStation, TimedWindow, run_until, station
from kiosk.domain.commands import AnswerHelp, Role
from kiosk.domain.ids import CounterId
from kiosk.roles.places import TEXTS
from kiosk.texts import Texts
from kiosk.ui.counter_asking import Asking
from kiosk.ui.counter_desk import Desk
from kiosk.ui.counter_screen import CounterScreen
from kiosk.ui.kiosk_paper import KioskPaper
from kiosk.ui.kiosk_screen import KioskScreen
from kiosk.ui.look import Look
from kiosk.ui.words import Words

MOST_S = 2.0
TRIES = 5
COUNTER = "3"
ANSWER = "answer-"
"""What the name of the button on a counter begins with that answers a call."""


def measured_s() -> list[float]:
    """Seconds from each touch to the frame of the counter's screen that says so."""
    with tempfile.TemporaryDirectory(prefix="foleni-help-") as directory, ExitStack() as stack:
        room = Path(directory)
        url = stack.enter_context(centre(room / "centre")).word
        texts = Texts.load(TEXTS)
        here = stack.enter_context(station(url, Role.KIOSK, room / "kiosk.db"))
        there = stack.enter_context(station(url, Role.COUNTER, room / "counter.db"))
        kiosk = KioskScreen(here, KioskPaper(here, None), texts=texts, look=Look())
        desk = Desk(
            station=there,
            counter=CounterId(COUNTER),
            texts=texts,
            asking=Asking(there, texts),
            paper=None,
        )
        counter = CounterScreen(desk, language="en")
        words = Words(texts)
        visitor = stack.enter_context(
            closing(
                TimedWindow(
                    "Foleni.Kiosk",
                    (1080, 1920),
                    Look(double_press_ms=0),
                    {"kiosk": kiosk, "words": words},
                )
            )
        )
        agent = stack.enter_context(
            closing(
                TimedWindow(
                    "Foleni.Counter",
                    (1280, 800),
                    Look(diagonal_in=15.6),
                    {"counter": counter, "words": Words(texts)},
                )
            )
        )
        return [_one(there, kiosk, visitor, agent) for _ in range(TRIES)]


def _one(
    there: TimedStation, kiosk: KioskScreen, visitor: TimedWindow, agent: TimedWindow
) -> float:
    """One call for help, answered afterwards."""
    touched: list[float] = []
    shown = agent.frame_with(
        lambda: agent.has(ANSWER), lambda: touched.append(visitor.touch("help"))
    )
    for call in list(there.mirror.floor.helps):
        there.tell(AnswerHelp(help=call))
    run_until(lambda: not there.mirror.floor.helps and not agent.has(ANSWER))
    kiosk.closeHelp()
    kiosk.startAgain()
    return shown - touched[0]


def rows() -> Iterator[Row]:
    """What follows for K11."""
    times_s = measured_s()
    yield judged(
        "K11",
        asked=f"help is on a counter's screen within {MOST_S:g} s of the touch",
        measured=f"{len(times_s)} calls through a real centre: {median(times_s) * 1000:.0f} ms,"
        f" the slowest {max(times_s) * 1000:.0f} ms",
        met=max(times_s) <= MOST_S,
        why="it takes longer",
    )
