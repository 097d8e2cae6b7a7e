"""A kiosk killed between the first byte and the printer's word, again and again."""

import multiprocessing
import os
import signal
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from functools import partial
from multiprocessing.connection import Connection
from pathlib import Path
from random import Random
from typing import Any

from kiosk.domain.commands import ReportPaper
from kiosk.printer.emulator.condition import Make
from kiosk.printer.profile import PAPER_80_MM
from kiosk.printer.spool import PaperReport
from tests.faults.acting import Act, until
from tests.faults.crash_child import Given, Life, Said, live
from tests.faults.faults import Do, Fault
from tests.faults.judge import Story
from tests.faults.kiosk import spooled
from tests.faults.printers import OurPrinter, our_printer
from tests.faults.proxy import FaultProxy
from tests.faults.stand import Hall, level_of
from tests.faults.stream import Point
from tests.faults.tray import Drawing, Drawings

SLIP_BYTES = 35_000
LIFE_S = 30.0
LIVES_OF_ONE = 1000
"""So many lives each kiosk has at most: each has tickets of its own."""


@dataclass(slots=True, kw_only=True)
class Mortal:
    """One kiosk's place: what outlives every crash of it."""

    index: int
    store: Path
    hall: Hall
    printer: OurPrinter
    proxy: FaultProxy
    drawings: Drawings
    stories: dict[str, Story] = field(default_factory=dict)
    orphans: list[Said] = field(default_factory=list)

    def hear(self, said: Said) -> None:
        """Anything that a life has told."""
        match said:
            case Drawing():
                self.drawings.add(said)
            case Given(ticket=ticket, number=number, code=code):
                story = Story(number=number, code=code, screen_died=True)
                self.stories[ticket] = story
            case PaperReport(ticket=ticket):
                self.stories[ticket].outcomes.append(said)
            case ReportPaper(ticket=ticket):
                self.stories[ticket].told.append(said)

    def close_books(self) -> None:
        """What the spool has of every ticket."""
        for entry in spooled(self.store):
            self.stories[entry.ticket].spool.append(entry)


def mortals(stack: ExitStack, hall: Hall, directory: Path, drawings: Drawings) -> Sequence[Mortal]:
    """So many places, each with a printer of its own."""
    made = []
    for index in range(hall.kiosks):
        make = Make(width_dots=PAPER_80_MM.width_dots, level=level_of(hall.printer))
        printer = stack.enter_context(our_printer(make))
        proxy = stack.enter_context(FaultProxy(printer.port))
        store = directory / f"kiosk-{index}" / "device.db"
        made.append(
            Mortal(
                index=index,
                store=store,
                hall=hall,
                printer=printer,
                proxy=proxy,
                drawings=drawings,
            )
        )
    return made


def dies_often(mortal: Mortal, point: Point, times: int, chance: Random) -> Act:
    """One life after the other, each killed at ``point`` of its job; the last only recovers."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([live.__module__])
    for number in range(times + 1):
        last = number == times
        ours, theirs = context.Pipe()
        life = Life(
            index=mortal.index * LIVES_OF_ONE + number,
            store=mortal.store,
            port=mortal.proxy.port,
            level=level_of(mortal.hall.printer),
            times=mortal.hall.times,
            only_recovers=last,
        )
        process = context.Process(target=live, args=(theirs, life), daemon=True)
        process.start()
        theirs.close()
        somewhere = chance.randrange(1, SLIP_BYTES) if point is Point.RASTER else 0
        kill = Do(partial(_kill, process.pid))
        mortal.proxy.plan(Fault(at=point, does=kill, after_bytes=somewhere))
        ended = yield from until(partial(_listen, ours, mortal), within_s=LIFE_S)
        if not ended:
            process.kill()
        process.join()
        process.close()
        ours.close()
        mortal.proxy.lift()


def _kill(process: int | None) -> None:
    if process is not None:
        os.kill(process, signal.SIGKILL)


def _listen(line: "Connection[Any, Any]", mortal: Mortal) -> bool:
    """Hear what there is; whether the other side is dead."""
    try:
        while line.poll():
            mortal.hear(line.recv())
    except (EOFError, ConnectionResetError):
        return True
    return False
