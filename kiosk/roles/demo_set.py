"""The stage of a tour: house, printer, crowd and ledger joined, and what can go wrong with them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from threading import Event
from typing import Self

from PIL import Image

from kiosk.config import KioskConfig, PrinterConfig
from kiosk.domain.ids import AgentId, CounterId
from kiosk.printer.emulator.condition import Condition, Roll
from kiosk.printer.emulator.machine import VirtualPrinter
from kiosk.printer.job import PrintJob
from kiosk.printer.spool import PaperReport
from kiosk.roles.cable import LOOPBACK
from kiosk.roles.demo_house import House, HousePlan
from kiosk.roles.demo_layout import Place
from kiosk.roles.hall import Hall, HallPlan, PaperWish
from kiosk.roles.ledger import Ledger, Witness
from kiosk.roles.places import TEXTS
from kiosk.roles.printing import Printing
from kiosk.roles.reader import JournalReader
from kiosk.texts import Texts
from kiosk.ui.demo_stage import Standing, Tally, Trouble
from kiosk.ui.paper import SlipMaker

COUNTER = CounterId("3")
"""The counter whose window is open."""
AGENT = AgentId("07")
PAPER_MM_PER_S = 250.0


@dataclass(frozen=True, slots=True, kw_only=True)
class SetPlan:
    """One tour. ``places`` names the screens that get a window, and where."""

    directory: Path
    places: Mapping[str, Place]
    seed: int
    speed: int


class DemoSet:
    """A ``Stage``. Use as a context: everything in it ends with it.

    ``on_slip`` gets each slip's picture, on the printer's thread.
    """

    def __init__(self, plan: SetPlan, *, on_slip: Callable[[Image.Image], None]) -> None:
        self._witness = Witness()
        self._ledger = Ledger()
        self._troubles: set[Trouble] = set()
        self._losses_at_kill = 0
        self._over = Event()
        self._printer = VirtualPrinter(
            mm_per_s=PAPER_MM_PER_S, on_receipt=lambda receipt: on_slip(receipt.picture)
        )
        self._printer.start()
        self._house = House(
            HousePlan(
                directory=plan.directory,
                counter=COUNTER,
                printer_port=self._printer.port,
                places=plan.places,
            ),
            on_answer=self._overhear,
        )
        config = KioskConfig(printer=PrinterConfig(host=LOOPBACK, port=self._printer.port))
        store = plan.directory / "crowd.db"
        self._printing = Printing(config, store=store, texts=Texts.load(TEXTS))
        self._reader = JournalReader(self._house.url, self._ledger)
        self._hall = Hall(
            HallPlan(
                url=self._house.url,
                counter=COUNTER,
                agent=AGENT,
                seed=plan.seed,
                speed=plan.speed,
            ),
            waiting=lambda: self._reader.waiting,
            on_told=self._ledger.tell,
            print_slip=self._print,
        )

    def __enter__(self) -> Self:
        self._printing.start()
        self._house.start()
        self._reader.start()
        self._hall.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._hall.close()
        self._reader.close()
        self._house.close()
        self._printing.__exit__()
        self._printer.close()

    def standing(self) -> Standing:
        """How it stands now."""
        self._notice_centre()
        return Standing(
            crowd=self._hall.going,
            speed=self._hall.speed,
            by_itself=self._hall.by_itself,
            troubles=frozenset(self._troubles),
            tally=self._ledger.tally(),
            over=self._over.is_set() or self._house.fallen,
        )

    def let_crowd_come(self, *, on: bool) -> None:
        """Let the crowd go on, or stand still."""
        self._hall.go(on=on)

    def hurry(self, speed: int) -> None:
        """Let the crowd's time pass faster."""
        self._hall.hurry(speed)

    def run_by_itself(self, *, on: bool) -> None:
        """Let the crowd have the open counter, and print its slips."""
        self._hall.run_by_itself(on=on)

    def make(self, trouble: Trouble, *, on: bool) -> None:
        """Make trouble, or put it right."""
        if trouble is Trouble.CENTRE_KILLED:
            self._kill_centre()
            return
        (self._troubles.add if on else self._troubles.discard)(trouble)
        if trouble is Trouble.LAN_CUT:
            (self._house.cable.cut if on else self._house.cable.join)()
        else:
            self._printer.set(self._printer_condition())

    def end(self) -> None:
        """Say that the tour is over; from any thread."""
        self._over.set()

    @property
    def url(self) -> str:
        """The centre, at the screens' end of the cable."""
        return f"http://{LOOPBACK}:{self._house.cable.port}"

    @property
    def printer_port(self) -> int:
        """Where the tour's printer listens."""
        return self._printer.port

    @property
    def rounds(self) -> int:
        """How often everything told was compared with the journal."""
        return self._reader.rounds

    @property
    def tally(self) -> Tally:
        """The ledger's figures."""
        return self._ledger.tally()

    def _kill_centre(self) -> None:
        if Trouble.CENTRE_KILLED not in self._troubles:
            self._losses_at_kill = self._reader.losses
            self._troubles.add(Trouble.CENTRE_KILLED)
            self._house.kill_centre()

    def _notice_centre(self) -> None:
        """A killed centre is back once its journal was read from the beginning."""
        if self._reader.losses > self._losses_at_kill and self._reader.reachable:
            self._troubles.discard(Trouble.CENTRE_KILLED)

    def _printer_condition(self) -> Condition:
        out = Trouble.PAPER_OUT in self._troubles
        return Condition(
            roll=Roll.OUT if out else Roll.READY,
            cover_open=Trouble.COVER_OPEN in self._troubles,
            unplugged=Trouble.PRINTER_UNPLUGGED in self._troubles,
        )

    def _overhear(self, connection: int, data: bytes) -> None:
        self._ledger.tell(self._witness.hear(connection, data))

    def _print(self, wish: PaperWish, done: Callable[[PaperReport], None]) -> None:
        maker = SlipMaker(catalogue=wish.catalogue)
        slip = maker.slip(wish.issued, language=wish.language, at=wish.at, copy=False)
        self._printing.spooler.submit(PrintJob(ticket=wish.issued.ticket, slip=slip), done)
