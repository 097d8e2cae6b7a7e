"""From a visitor's touch: to the next screen, to the ticket on the centre's disk, to the paper."""

from collections.abc import Iterator
from contextlib import ExitStack, closing
from multiprocessing.connection import Connection

from bench.disk import append_and_flush
from bench.figures import Figure, latencies, percentile
from bench.peers import peer, printer
from bench.processes import centre
from bench.scope import Scope
from bench.window import TimedStation, TimedWindow, run_until, station
from kiosk.config import KioskConfig, PrinterConfig
from kiosk.domain.commands import Role
from kiosk.roles.places import FONTS, TEXTS
from kiosk.roles.printing import Printing
from kiosk.texts import Texts
from kiosk.ui.application import start_application
from kiosk.ui.kiosk_paper import KioskPaper
from kiosk.ui.kiosk_screen import KioskScreen
from kiosk.ui.kiosk_visit import Page
from kiosk.ui.look import Look
from kiosk.ui.words import Words

SCREEN_AIM_MS = 50.0
STORED_AIM_MS = 20.0
PAPER_AIM_MS = 60.0
LOOPBACK = "127.0.0.1"


def measure(scope: Scope) -> Iterator[Figure]:
    """One real kiosk at 1080×1920 with a printer that takes what it gets, in its own process."""
    # The name keeps it alive.
    application = start_application(name="bench", fonts=FONTS, offscreen=True)
    room, visitors = scope.room("touch"), scope.count(60, 12)
    with ExitStack() as stack:
        url = stack.enter_context(centre(room / "centre")).word
        slips = stack.enter_context(peer(printer))
        at = stack.enter_context(station(url, Role.KIOSK, room / "device.db"))
        config = KioskConfig(printer=PrinterConfig(host=LOOPBACK, port=slips.recv()))
        texts = Texts.load(TEXTS)
        printing = stack.enter_context(Printing(config, store=room / "device.db", texts=texts))
        printing.spooler.start()
        visits = Visits(at, KioskPaper(at, printing.spooler), texts, slips)
        stack.enter_context(closing(visits.window))
        visits.one()  # the first of a day also loads
        visits.forget()
        for _ in range(visitors):
            visits.one()
    application.quit()
    flushes = append_and_flush(scope.directory, seconds=1)
    yield from latencies("touch → next screen", visits.screens_s, p50=None, p95=SCREEN_AIM_MS)
    yield from latencies("touch → ticket stored", visits.stored_s, p50=None, p95=None)
    yield from latencies("one fdatasync beside it", flushes, p50=None, p95=None)
    above_s = percentile(visits.stored_s, 0.95) - percentile(flushes, 0.95)
    yield Figure(
        name="touch → ticket stored above one fdatasync, p95",
        value=above_s * 1000,
        unit="ms",
        aim=STORED_AIM_MS,
    )
    yield from latencies("touch → ticket on the screen", visits.shown_s, p50=None, p95=None)
    yield from latencies(
        "touch → first raster byte read", visits.paper_s, p50=None, p95=PAPER_AIM_MS
    )


class Visits:
    """One visitor after the other at a kiosk, with the times of their touches."""

    def __init__(
        self,
        station: TimedStation,
        paper: KioskPaper,
        texts: Texts,
        slips: "Connection[str, float]",
    ) -> None:
        self._station = station
        self._slips = slips
        look = Look(double_press_ms=0)
        self._kiosk = KioskScreen(station, paper, texts=texts, look=look)
        self._words = Words(texts)
        self.window = TimedWindow(
            "Foleni.Kiosk", (1080, 1920), look, {"kiosk": self._kiosk, "words": self._words}
        )
        self.forget()

    def forget(self) -> None:
        """Start counting anew."""
        self.screens_s: list[float] = []
        self.stored_s: list[float] = []
        self.shown_s: list[float] = []
        self.paper_s: list[float] = []

    def one(self) -> None:
        """Language, service, ticket, paper, done."""
        self._step("language-sw", Page.SERVICES, "tile-")
        tile = next(name for name in self.window.names() if name.startswith("tile-"))
        self._step(tile, Page.BEFORE, "take")
        self._slips.send("slip")
        touched, shown = self._to("take", Page.TICKET, "number")
        self.shown_s.append(shown - touched)
        self.stored_s.append(self._station.answered_at - touched)
        run_until(self._slips.poll)
        self.paper_s.append(self._slips.recv() - touched)
        run_until(lambda: self.window.has("done"))
        self._step("done", Page.START, "language-")

    def _step(self, button: str, page: Page, shows: str) -> None:
        touched, shown = self._to(button, page, shows)
        self.screens_s.append(shown - touched)

    def _to(self, button: str, page: Page, shows: str) -> tuple[float, float]:
        """When the button was touched, and when the page was out that shows something else."""
        touched: list[float] = []

        def is_there() -> bool:
            # The cheap question first: the other walks through the whole window.
            return bool(self._kiosk.property("page") == page) and self.window.has(shows)

        shown = self.window.frame_with(is_there, lambda: touched.append(self.window.touch(button)))
        return touched[0], shown
