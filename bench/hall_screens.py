"""The real screens of a hall under load, each a process of its own, touched and timed."""

import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager, suppress
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

import msgspec
from PySide6.QtCore import Qt

from bench.peers import peer, printer
from bench.touch import Visits
from bench.window import NothingHappened, TimedWindow, run_until, station
from kiosk.client.pinning import Authority
from kiosk.config import KioskConfig, PrinterConfig
from kiosk.domain.commands import Role
from kiosk.domain.ids import CounterId
from kiosk.roles.places import FONTS, TEXTS
from kiosk.roles.printing import Printing
from kiosk.texts import Texts
from kiosk.ui.application import start_application
from kiosk.ui.board_screen import BoardScreen
from kiosk.ui.board_settings import BoardSettings, BoardTimes
from kiosk.ui.counter_asking import Asking
from kiosk.ui.counter_desk import Desk
from kiosk.ui.counter_screen import CounterScreen
from kiosk.ui.kiosk_paper import KioskPaper
from kiosk.ui.look import Look
from kiosk.ui.words import Words

LOOPBACK = "127.0.0.1"
NEWEST, CALLED = "newest-number", "number"
DAY_MS, IGNORED_MS = 86_400_000, 500
BREATH_S = 0.5
"""Between two presses at the counter, and between two visitors at the kiosk."""


class Place(msgspec.Struct, frozen=True, kw_only=True):
    """Where a screen's centre is, and its own directory.

    ``counter`` is the agent's, whose hall lives so many times faster: ``compressed``.
    """

    plain_url: str
    tls_url: str
    authority: str
    directory: str
    counter: str = ""
    compressed: float = 1.0

    @property
    def secure(self) -> tuple[str, Authority]:
        """The road that a device on the LAN takes."""
        return self.tls_url, Authority.read(self.authority)

    @property
    def store(self) -> Path:
        """Its own database."""
        return Path(self.directory) / "device.db"


@contextmanager
def screen_process(
    work: "Callable[[Connection[Any, Any], Place], None]", place: Place
) -> Iterator["Connection[Any, Any]"]:
    """``work`` elsewhere, which says "ready"; told ``END`` it sends what it has seen."""
    Path(place.directory).mkdir()
    context = get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=work, args=(theirs, place))
    process.start()
    theirs.close()
    try:
        if ours.recv() != "ready":
            raise NothingHappened(f"{work.__name__} is not ready")
        yield ours
    finally:
        process.join(10)
        if process.is_alive():
            process.kill()


def board(line: "Connection[Any, Any]", place: Place) -> None:
    """A real board: when each number was first painted (``perf_counter``)."""
    # The name keeps it alive.
    application = start_application(name="board", fonts=FONTS, offscreen=True)
    painted: dict[str, float] = {}
    with ExitStack() as stack:
        own = station(place.plain_url, Role.BOARD, place.store, secure=place.secure)
        at = stack.enter_context(own)
        texts = Texts.load(TEXTS)
        # Its three seconds for each call would measure only themselves.
        settings = BoardSettings(times=BoardTimes(least_s=0))
        screen, words = BoardScreen(at, texts, settings), Words(texts)
        window = TimedWindow(
            "Foleni.Board", (1920, 1080), Look(diagonal_in=43), {"board": screen, "words": words}
        )
        stack.enter_context(closing(window))

        def swapped() -> None:
            now = time.perf_counter()
            for number in window.texts_of(NEWEST, CALLED):
                painted.setdefault(number, now)

        window.window.frameSwapped.connect(swapped)
        line.send("ready")
        run_until(line.poll, patience_ms=DAY_MS)
        line.send(painted)
    application.quit()


def counter(line: "Connection[Any, Any]", place: Place) -> None:
    """A real counter whose agent presses Space: seconds until each press was answered."""
    application = start_application(name="counter", fonts=FONTS, offscreen=True)
    presses_s: list[float] = []
    with ExitStack() as stack:
        own = station(place.plain_url, Role.COUNTER, place.store, secure=place.secure)
        at = stack.enter_context(own)
        texts = Texts.load(TEXTS)
        desk = Desk(
            station=at,
            counter=CounterId(place.counter),
            texts=texts,
            asking=Asking(at, texts),
            paper=None,
        )
        screen = CounterScreen(desk, monotonic_s=lambda: time.monotonic() * place.compressed)
        words = Words(texts)
        look = Look(diagonal_in=15.6, double_press_ms=0)
        window = TimedWindow(
            "Foleni.Counter", (1366, 768), look, {"counter": screen, "words": words}
        )
        stack.enter_context(closing(window))
        line.send("ready")
        while not _waited(line):
            before = at.answered_at
            pressed_s = window.press(Qt.Key.Key_Space)
            with suppress(NothingHappened):  # what a second press must not do is not asked for
                run_until(lambda before=before: at.answered_at != before, patience_ms=IGNORED_MS)  # type: ignore[misc]
                presses_s.append(at.answered_at - pressed_s)
        line.send(presses_s)
    application.quit()


def kiosk(line: "Connection[Any, Any]", place: Place) -> None:
    """A real kiosk with a printer: seconds from touch to ticket on the screen, for each visitor."""
    application = start_application(name="kiosk", fonts=FONTS, offscreen=True)
    with ExitStack() as stack:
        slips = stack.enter_context(peer(printer))
        own = station(place.plain_url, Role.KIOSK, place.store, secure=place.secure)
        at = stack.enter_context(own)
        config = KioskConfig(printer=PrinterConfig(host=LOOPBACK, port=slips.recv()))
        texts = Texts.load(TEXTS)
        printing = stack.enter_context(Printing(config, store=place.store, texts=texts))
        printing.spooler.start()
        visits = Visits(at, KioskPaper(at, printing.spooler), texts, slips)
        stack.enter_context(closing(visits.window))
        visits.one()  # the first of a day also loads
        visits.forget()
        line.send("ready")
        while not _waited(line):
            visits.one()
        line.send(visits.shown_s)
    application.quit()


def _waited(line: "Connection[Any, Any]") -> bool:
    """Let Qt work for a breath; whether it is all over."""
    end = time.perf_counter() + BREATH_S
    run_until(lambda: line.poll() or time.perf_counter() > end)
    return bool(line.poll())
