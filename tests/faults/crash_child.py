"""A kiosk in a process of its own, to be killed at any moment; it tells all it says and draws."""

import signal
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from random import Random
from typing import Any

from kiosk.db.opening import open_device
from kiosk.db.spool import Spool
from kiosk.domain.commands import ReportPaper
from kiosk.printer.lan import LanPrinter
from kiosk.printer.outcome import Level
from kiosk.printer.profile import PAPER_80_MM
from kiosk.printer.spool import PaperReport, recover
from kiosk.printer.worker import PrinterUnit
from tests.faults.acting import Act, application, play
from tests.faults.kiosk import Kiosk, running_kiosk
from tests.faults.proxy import LOOPBACK
from tests.faults.stand import Times, press_of
from tests.faults.tray import Drawing, Drawings, NotedPress
from tests.ui.product import huduma, sentences

LIVES_S = 60.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Life:
    """One life of the kiosk: it recovers, and then, unless it ``only_recovers``, gives a ticket."""

    index: int
    store: Path
    port: int
    level: Level
    times: Times
    only_recovers: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """A ticket that now stands on the screen."""

    ticket: str
    number: str
    code: str


Said = Given | Drawing | ReportPaper | PaperReport
"""What reaches the other side before the kiosk dies."""


class ToldDrawings(Drawings):
    """Tells each slip before its first byte can leave."""

    def __init__(self, line: "Connection[Any, Any]") -> None:
        super().__init__()
        self._line = line

    def add(self, drawing: Drawing) -> None:
        """Another slip."""
        self._line.send(drawing)


def live(line: "Connection[Any, Any]", life: Life) -> None:
    """Recover what the last life left open, give one ticket, and wait for the end."""
    # Whoever interrupts the proof ends it; this process is ended by its parent alone.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    application()
    for report in _recovered(life.store):
        line.send(report)
        cause = report.cause.value if report.cause else None
        line.send(ReportPaper(ticket=report.ticket, paper=report.outcome.paper, cause=cause))
    if life.only_recovers:
        return
    unit = PrinterUnit(
        name="printer",
        road=LanPrinter(
            host=LOOPBACK, port=life.port, patience=life.times.patience, level=life.level
        ),
        press=NotedPress(press_of(PAPER_80_MM), ToldDrawings(line)),
        probe_s=0,
    )
    with running_kiosk(life.index, [unit], life.store, life.times.pace) as kiosk:
        play([_give(kiosk, line, Random(life.index))], within_s=LIVES_S)


def _recovered(store: Path) -> list[PaperReport]:
    database = open_device(store)
    reports: list[PaperReport] = []
    recover(Spool(database), reports.append)
    database.close()
    return reports


def _give(kiosk: Kiosk, line: "Connection[Any, Any]", chance: Random) -> Act:
    """One ticket; the visitor stands there until the screen goes dark."""
    told = 0
    kiosk.screen.chooseLanguage(chance.choice(("en", "sw")))
    kiosk.screen.openGroup("id")
    kiosk.screen.takeTicket()
    kiosk.screen.joinAnyway()
    yield lambda: kiosk.page == "ticket"
    story = kiosk.begin_story()
    issued = kiosk.station.issued
    assert issued is not None
    line.send(Given(ticket=issued.ticket, number=story.number, code=story.code))

    def told_the_end() -> bool:
        nonlocal told
        for command in kiosk.station.told[told:]:
            if isinstance(command, ReportPaper):
                line.send(command)
        told = len(kiosk.station.told)
        return kiosk.idle

    # Whoever is to be killed is killed before this; any other end is told like the rest.
    yield told_the_end
    yield told_the_end
    for report in kiosk.road.outcomes:
        line.send(report)


# Loaded once, before the first of many short lives: each is a fork.
sentences()
huduma()
press_of(PAPER_80_MM).warm_up()
