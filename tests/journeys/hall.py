"""One centre's hall: its process, its real screens with real stations, and its journal."""

from collections.abc import Callable, Sequence
from contextlib import ExitStack, closing
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Generic, Self, TypeVar

from PySide6.QtCore import QCoreApplication, QEventLoop, QObject, Qt, QTimer
from PySide6.QtTest import QTest

from kiosk.client.mirror import Mirror
from kiosk.client.session import Session
from kiosk.db.journal import Journal
from kiosk.db.opening import open_device, open_reader
from kiosk.db.spool import Spool
from kiosk.domain.catalogue import Catalogue
from kiosk.domain.commands import Role
from kiosk.domain.events import Entry, Event
from kiosk.domain.floor import Floor
from kiosk.domain.ids import CounterId
from kiosk.domain.snapshot import Snapshot, take_snapshot
from kiosk.printer.lan import LanPrinter, Patience
from kiosk.printer.press import SlipPress
from kiosk.printer.profile import PAPER_80_MM
from kiosk.printer.spooler import Spooler
from kiosk.printer.worker import PROBE_S, PrinterUnit
from kiosk.roles.places import FONTS, MAIN
from kiosk.roles.stations import station_for
from kiosk.texts import Texts
from kiosk.ui.board_announcer import Speaks
from kiosk.ui.board_screen import BoardScreen
from kiosk.ui.board_settings import BoardSettings, BoardTimes
from kiosk.ui.counter_asking import Asking
from kiosk.ui.counter_desk import Desk
from kiosk.ui.counter_paper import CounterPaper
from kiosk.ui.counter_screen import CounterScreen
from kiosk.ui.feedback_screen import FeedbackScreen
from kiosk.ui.kiosk_paper import KioskPaper
from kiosk.ui.kiosk_screen import KioskScreen
from kiosk.ui.link import Link
from kiosk.ui.look import Look
from kiosk.ui.paper import Conditions
from kiosk.ui.printer_notes import PrinterNotes
from kiosk.ui.station import Station
from kiosk.ui.words import Words
from kiosk.wire.codec import decode_entry
from tests.journeys.centre_process import CentreProcess
from tests.ui.conftest import Opens
from tests.ui.page import Page

Screen = TypeVar("Screen", bound=QObject)
Told = TypeVar("Told", bound=Event)

LONG_S = 15.0
LOOK_MS = 5
LOOPBACK = "127.0.0.1"
FRONT = "front"
SPARE = "spare"
KIOSK = "Kiosk 1"
PLACES = {SPARE: {"en": "the information desk", "sw": "dawati la maelezo"}}
HASTY = Patience(connect_s=0.5, status_s=0.5, stall_s=0.5, fence_s=2.0, close_s=0.2)
"""A kiosk's patience with its printer, for tests that wait for it to end."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown(Generic[Screen]):
    """A screen under a test's fingers, with what stands behind it."""

    page: Page
    screen: Screen
    station: Station

    def press(self, *keys: Qt.Key) -> None:
        """Keys on this screen's own keyboard, which of many windows only the active one has."""
        self.page.window.requestActivate()
        assert QTest.qWaitForWindowActive(self.page.window)
        for key in keys:
            self.page.key(key)


class Hall:
    """Use as a context. Whatever was opened is ended with it; windows end after it."""

    def __init__(
        self,
        directory: Path,
        open_page: Opens,
        *,
        product: Path = MAIN.parent,
        settings: Path | None = None,
    ) -> None:
        """``product`` is where Foleni was unpacked; ``settings`` are its centre's."""
        self._directory = directory
        self._open_page = open_page
        self._texts = Texts.load(product / "assets" / "texts")
        self._ends = ExitStack()
        self._kept: list[QObject] = []
        self.data = directory / "centre"
        given = ("--config", str(settings)) if settings else ()
        self.centre = CentreProcess(self.data, *given, main=product / "main.py")

    def __enter__(self) -> Self:
        self._ends.enter_context(self.centre)
        with self.session(Role.KIOSK) as session:
            self.catalogue: Catalogue = session.catalogue()
        return self

    def __exit__(self, *_: object) -> None:
        self._ends.close()

    def start_centre_again(self) -> None:
        """A new process on the same data and port, as a supervisor starts it."""
        port = int(self.centre.url.rpartition(":")[2])
        self.centre = self._ends.enter_context(CentreProcess(self.data, port=port))

    def session(self, role: Role) -> Session:
        """A new device without a screen."""
        return Session(self.centre.url).enrol(role, "journey")

    def kiosk(
        self,
        printer_port: int | None,
        *,
        url: str | None = None,
        patience: Patience = HASTY,
        probe_s: float = PROBE_S,
        spare_port: int | None = None,
    ) -> Shown[KioskScreen]:
        """A kiosk, its printer "front" listening at ``printer_port``; ``None``: it has none.

        The one at ``spare_port`` stands at the information desk, for when the first cannot.
        """
        station, store = self._station(Role.KIOSK, url)
        look = Look(double_press_ms=0, reduce_motion=True)
        spooler = None
        conditions = Conditions()
        ports = [port for port in (printer_port, spare_port) if port is not None]
        roads = [LanPrinter(host=LOOPBACK, port=port, patience=patience) for port in ports]
        if roads:
            units = self._units(roads, probe_s=probe_s)
            spooler = self._spooler(units, store, station, conditions)
        paper = KioskPaper(station, spooler, places=PLACES)
        conditions.changed.connect(paper.note)
        self._kept.append(conditions)
        screen = KioskScreen(station, paper, texts=self._texts, look=look)
        words = self._words()
        page = self._open_page(
            "Foleni.Kiosk",
            size_px=(540, 960),
            look=look,
            properties={"kiosk": screen, "words": words},
        )
        return Shown(page=page, screen=screen, station=station)

    def counter(
        self, counter: CounterId, *, printer_port: int | None = None
    ) -> Shown[CounterScreen]:
        """An agent's screen, whose clock lets two presses be seconds apart."""
        station, store = self._station(Role.COUNTER, None)
        spooler = None
        if printer_port is not None:
            road = LanPrinter(host=LOOPBACK, port=printer_port, patience=HASTY)
            conditions = Conditions()
            self._kept.append(conditions)
            units = self._units([road], probe_s=PROBE_S)
            spooler = self._spooler(units, store, station, conditions)
        desk = Desk(
            station=station,
            counter=counter,
            texts=self._texts,
            asking=Asking(station, self._texts),
            paper=CounterPaper(spooler) if spooler is not None else None,
        )
        seconds = count(0.0, 10.0)
        screen = CounterScreen(desk, monotonic_s=lambda: next(seconds))
        page = self._open_page(
            "Foleni.Counter",
            size_px=(1366, 768),
            look=Look(diagonal_in=15.6, double_press_ms=0, reduce_motion=True),
            properties={"counter": screen, "words": self._words()},
        )
        return Shown(page=page, screen=screen, station=station)

    def board(self, *, url: str | None = None, voice: Speaks | None = None) -> Shown[BoardScreen]:
        """A board that shows every call at once."""
        station, _ = self._station(Role.BOARD, url)
        settings = BoardSettings(times=BoardTimes(least_s=0))
        screen = BoardScreen(station, self._texts, settings, voice=voice)
        page = self._open_page(
            "Foleni.Board",
            size_px=(1280, 720),
            look=Look(diagonal_in=43, reduce_motion=True),
            properties={"board": screen, "words": self._words()},
        )
        return Shown(page=page, screen=screen, station=station)

    def feedback(self, counter: CounterId) -> Shown[FeedbackScreen]:
        """The tablet with the faces at a counter."""
        station, _ = self._station(Role.FEEDBACK, None)
        screen = FeedbackScreen(station, counter=counter)
        page = self._open_page(
            "Foleni.Feedback",
            size_px=(800, 1280),
            look=Look(diagonal_in=10.1, double_press_ms=0, reduce_motion=True),
            properties={"flow": screen, "words": self._words()},
        )
        return Shown(page=page, screen=screen, station=station)

    def until(self, condition: Callable[[], bool], what: str = "") -> None:
        """Let Qt work until ``condition`` holds; fails after a long time."""
        loop = QEventLoop()

        def look() -> None:
            if condition():
                loop.quit()

        looking, giving_up = QTimer(interval=LOOK_MS), QTimer(singleShot=True)
        looking.timeout.connect(look)
        giving_up.timeout.connect(loop.quit)
        looking.start()
        giving_up.start(round(LONG_S * 1000))
        loop.exec()
        looking.stop()
        assert condition(), what or condition.__qualname__

    def entries(self) -> tuple[Entry, ...]:
        """The journal as it stands on the centre's disk."""
        with closing(open_reader(self.data / "centre.db")) as db:
            lines = Journal(db).lines_after(0, 1_000_000)
        return tuple(decode_entry(line.text) for line in lines)

    def told(self, kind: type[Told]) -> list[Told]:
        """What the journal says of one kind, in order."""
        return [e.event for e in self.entries() if isinstance(e.event, kind)]

    def await_told(self, kind: type[Told], times: int = 1) -> Told:
        """What the journal says at last, once it has said it so many times."""
        self.until(lambda: len(self.told(kind)) >= times, f"no {kind.__name__}")
        told = self.told(kind)
        assert len(told) == times
        return told[-1]

    def folded(self) -> Snapshot:
        """The floor folded from the journal's own bytes."""
        floor = Floor()
        for entry in self.entries():
            floor.apply(entry)
        return take_snapshot(floor, self.catalogue)

    def first_broken_line(self) -> int | None:
        """Where the journal's chain is broken; ``None``: nowhere."""
        with closing(open_reader(self.data / "centre.db")) as db:
            return Journal(db).verify()

    def _station(self, role: Role, url: str | None) -> tuple[Station, Path]:
        """A new device that follows the centre, and its store."""
        store = self._directory / f"{role}-{len(self._kept)}" / "device.db"
        with self.session(role) as session:
            token = session.token or ""
        mirror = Mirror()
        database = self._ends.enter_context(closing(open_device(store)))
        link = Link(
            url or self.centre.url,
            cursor=mirror,
            token=token,
            silence_s=1.5,
            answer_timeout_s=1.5,
        )
        station = station_for(role, link, mirror, database)
        self._kept.append(station)
        station.start()
        self._ends.callback(station.stop)
        # What a printer said when it was closed is still kept on the device's disk.
        self._ends.callback(QCoreApplication.processEvents)
        self.until(lambda: station.ready and station.online, f"the {role} does not see the centre")
        return station, store

    def _units(self, roads: Sequence[LanPrinter], *, probe_s: float) -> list[PrinterUnit]:
        return [
            PrinterUnit(
                name=name,
                road=road,
                press=SlipPress(fonts=FONTS, texts=self._texts, profile=PAPER_80_MM),
                probe_s=probe_s,
            )
            for name, road in zip((FRONT, SPARE), roads, strict=False)
        ]

    def _spooler(
        self,
        units: Sequence[PrinterUnit],
        store: Path,
        station: Station,
        conditions: Conditions,
    ) -> Spooler:
        database = self._ends.enter_context(closing(open_device(store)))
        notes = PrinterNotes(station, printers=(unit.name for unit in units), settle_s=0.1)
        self._kept.append(notes)
        conditions.changed.connect(notes.note)
        spooler = Spooler(
            units, store=Spool(database), owner=KIOSK, on_condition=conditions.note, tick_s=0.1
        )
        self._ends.callback(spooler.close)
        spooler.start()
        return spooler

    def _words(self) -> Words:
        return Words(self._texts)
