"""The screens of a tour, all in this process: real stations, real windows, no display."""

from collections.abc import Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from kiosk.client.mirror import Mirror
from kiosk.client.outbox import Outbox
from kiosk.client.session import Session
from kiosk.config import KioskConfig, PrinterConfig
from kiosk.db.opening import open_device
from kiosk.db.outbox import OutboxTable
from kiosk.domain.commands import Role
from kiosk.domain.ids import CounterId
from kiosk.roles.places import ASSETS, TEXTS
from kiosk.roles.printing import Printing
from kiosk.texts import Texts
from kiosk.ui.application import Placement, open_window
from kiosk.ui.board_screen import BoardScreen
from kiosk.ui.counter_asking import Asking
from kiosk.ui.counter_desk import Desk
from kiosk.ui.counter_screen import CounterScreen
from kiosk.ui.feedback_screen import FeedbackScreen
from kiosk.ui.finger import Finger, wait_for
from kiosk.ui.kiosk_paper import KioskPaper
from kiosk.ui.kiosk_screen import KioskScreen
from kiosk.ui.link import Link
from kiosk.ui.look import Look
from kiosk.ui.station import Station
from kiosk.ui.words import Words

Screen = KioskScreen | CounterScreen | BoardScreen | FeedbackScreen

PRESS_MS = 100
"""Nobody's hand trembles here."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Glass:
    """One kind of screen: its size in pixels, its diagonal, its module."""

    role: Role
    module: str
    size_px: tuple[int, int]
    diagonal_in: float


KIOSK = Glass(role=Role.KIOSK, module="Foleni.Kiosk", size_px=(1080, 1920), diagonal_in=21.5)
COUNTER = Glass(role=Role.COUNTER, module="Foleni.Counter", size_px=(1280, 800), diagonal_in=15.6)
BOARD = Glass(role=Role.BOARD, module="Foleni.Board", size_px=(1920, 1080), diagonal_in=43.0)
FEEDBACK = Glass(
    role=Role.FEEDBACK, module="Foleni.Feedback", size_px=(1280, 800), diagonal_in=10.1
)


class TourScreens:
    """Opens screens that follow the centre at ``url``; use as a context. Needs an application.

    ``sizes_px`` are windows smaller than the screens they stand for.
    """

    def __init__(
        self, url: str, directory: Path, *, sizes_px: Mapping[Role, tuple[int, int]] | None = None
    ) -> None:
        self._url = url
        self._directory = directory
        self._sizes_px = sizes_px or {}
        self._texts = Texts.load(TEXTS)
        self._ends = ExitStack()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._ends.close()

    def kiosk(self, printer_port: int) -> Finger:
        """A kiosk with a printer on this machine."""
        station, look = self._station(KIOSK), _look(KIOSK)
        printing = self._ends.enter_context(
            Printing(
                KioskConfig(printer=PrinterConfig(host="127.0.0.1", port=printer_port)),
                store=self._directory / "printer.db",
                texts=self._texts,
            )
        )
        printing.start()
        paper = KioskPaper(station, printing.spooler)
        kiosk = KioskScreen(station, paper, texts=self._texts, look=look)
        return self._open(KIOSK, look, {"kiosk": kiosk})

    def counter(self, counter: CounterId) -> Finger:
        """An agent's screen."""
        station = self._station(COUNTER)
        desk = Desk(
            station=station,
            counter=counter,
            texts=self._texts,
            asking=Asking(station, self._texts),
            paper=None,
        )
        return self._open(COUNTER, _look(COUNTER), {"counter": CounterScreen(desk, language="en")})

    def board(self) -> Finger:
        """A board of calls."""
        board = BoardScreen(self._station(BOARD), self._texts)
        return self._open(BOARD, _look(BOARD), {"board": board})

    def feedback(self, counter: CounterId) -> Finger:
        """The tablet beside a counter."""
        flow = FeedbackScreen(self._station(FEEDBACK), counter=counter)
        return self._open(FEEDBACK, _look(FEEDBACK), {"flow": flow})

    def _station(self, glass: Glass) -> Station:
        with Session(self._url).enrol(glass.role, "tour") as session:
            token = session.token or ""
        store = open_device(self._directory / f"{glass.role}.db")
        self._ends.callback(store.close)
        mirror = Mirror()
        link = Link(self._url, cursor=mirror, token=token)
        station = Station(link, mirror, Outbox(OutboxTable(store)))
        self._ends.callback(station.stop)
        station.start()
        wait_for(f"the {glass.role}'s centre", lambda: station.ready and station.online)
        return station

    def _open(self, glass: Glass, look: Look, screen: Mapping[str, Screen]) -> Finger:
        opened = open_window(
            module=glass.module,
            look=look,
            assets=ASSETS,
            properties={"words": Words(self._texts), **screen},
            placement=Placement(
                windowed=True, size_px=self._sizes_px.get(glass.role, glass.size_px)
            ),
        )
        self._ends.callback(opened.close)
        return Finger(opened)


def _look(glass: Glass) -> Look:
    return Look(diagonal_in=glass.diagonal_in, reduce_motion=True, double_press_ms=PRESS_MS)
