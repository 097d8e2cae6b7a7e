"""One kiosk with its printers behind hostile wires, and what may be done to them."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from threading import Lock

from kiosk.printer.appointment_slip import AnySlip
from kiosk.printer.emulator.condition import Condition, Make
from kiosk.printer.epos import document
from kiosk.printer.epos_road import EposPatience, EposPrinter
from kiosk.printer.escpos import job
from kiosk.printer.lan import LanPrinter, Patience
from kiosk.printer.outcome import Level
from kiosk.printer.press import SlipPress
from kiosk.printer.profile import PAPER_58_MM, PAPER_80_MM, PrinterProfile
from kiosk.printer.road import Encoder, Road
from kiosk.printer.worker import PrinterUnit
from kiosk.roles.places import FONTS
from tests.faults.faults import Action, Fault
from tests.faults.kiosk import Kiosk, Pace, running_kiosk
from tests.faults.printers import (
    OurPrinter,
    Printer,
    Trouble,
    document_printer,
    others_printers,
    our_printer,
)
from tests.faults.proxy import LOOPBACK, FaultProxy
from tests.faults.stream import DocumentWatch, JobWatch, Point
from tests.faults.tray import Drawings, NotedPress, Tray
from tests.ui.product import sentences

OTHERS = "emupos"
"""The printer that others wrote."""
DOCUMENTS = "ePOS"
"""The one that is sent documents over HTTP; every other is ours, called by its level."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Times:
    """How long the device waits for what; scaled for faults that have to be waited for."""

    patience: Patience = field(default_factory=Patience)
    pace: Pace = field(default_factory=Pace)
    probe_s: float = 10.0


REAL = Times()
"""The product's own."""
QUICK = Times(
    patience=Patience(
        connect_s=0.3,
        status_s=0.4,
        settle_s=0.4,
        stall_s=0.4,
        whole_s=4.0,
        blink_s=0.15,
        fence_s=0.7,
        close_s=0.2,
    ),
    pace=Pace(ttl_s=0.8, quiet=0.05, tick_s=0.1),
    probe_s=0.3,
)

CALM = replace(
    QUICK,
    patience=replace(
        QUICK.patience,
        stall_s=REAL.patience.stall_s,
        whole_s=REAL.patience.whole_s,
        fence_s=REAL.patience.fence_s,
    ),
)
"""Quick to see that a printer is not there; a slip that has begun has the product's own time."""


@dataclass(slots=True)
class Stand:
    """A kiosk and, in the order it tries them, its printers, each behind its own proxy."""

    kiosk: Kiosk
    tray: Tray
    printers: Sequence[Printer]
    proxies: Sequence[FaultProxy]
    visitor_is_gone: bool = False
    stays_wrong: bool = False
    """The next visitor finds what the last one left."""

    @property
    def proxy(self) -> FaultProxy:
        """The wire to the kiosk's own printer."""
        return self.proxies[0]

    @property
    def printer(self) -> Printer:
        """The kiosk's own."""
        return self.printers[0]

    def plan(self, at: Point, does: Action, *, after_bytes: int = 0, always: bool = False) -> None:
        """Let this happen on the wire to the kiosk's own printer."""
        self.proxy.plan(Fault(at=at, does=does, after_bytes=after_bytes, always=always))

    def trouble(self, trouble: Trouble) -> None:
        """Bring the kiosk's own printer into trouble."""
        self.printer.trouble(trouble)

    def condition(self, condition: Condition) -> None:
        """Any trouble that only our own printer knows."""
        if not isinstance(self.printer, OurPrinter):
            raise TypeError("only our own printer has every trouble")
        self.printer.set(condition)

    def power_cycle(self) -> None:
        """Switch our own printer off and on; what it has not printed is lost."""
        if not isinstance(self.printer, OurPrinter):
            raise TypeError("only our own printer has a switch")
        self.printer.virtual.power_cycle()

    def lift(self) -> None:
        """All is well again, and what was held up goes on."""
        for proxy in self.proxies:
            proxy.lift()
        for printer in self.printers:
            printer.mend()

    @property
    def quiet(self) -> bool:
        """Whether nothing is under way any more, on the wires and in the spool."""
        return self.kiosk.idle and not any(proxy.busy for proxy in self.proxies)


@dataclass(frozen=True, slots=True, kw_only=True)
class Hall:
    """What stands in a hall: so many kiosks, each with so many printers of one kind.

    ``printer`` is a level, ``OTHERS`` or ``DOCUMENTS``. With ``shared`` all kiosks have one
    printer together. ``road`` makes another road to a port than the product's own.
    """

    printer: str
    kiosks: int = 1
    printers: int = 1
    shared: bool = False
    times: Times = QUICK
    mm_per_s: float | None = None
    road: Callable[[int], Road] | None = None


@contextmanager
def furnished(hall: Hall, directory: Path) -> Iterator[tuple[list[Stand], Tray]]:
    """Every stand of a hall, running, and the tray under all printers."""
    drawings = Drawings()
    with ExitStack() as stack:
        count = hall.printers if hall.shared else hall.kiosks * hall.printers
        printers = _printers(stack, hall, directory, count)
        tray = Tray(printers, drawings)
        stands = []
        for index in range(hall.kiosks):
            first = 0 if hall.shared else index * hall.printers
            own = printers[first : first + hall.printers]
            watch = DocumentWatch if hall.printer == DOCUMENTS else JobWatch
            proxies = [stack.enter_context(FaultProxy(each.port, watch)) for each in own]
            units = [
                PrinterUnit(
                    name=f"printer {place}",
                    road=_road(hall, proxy.port),
                    press=NotedPress(press_of(_profile(hall, index), _encoder(hall)), drawings),
                    probe_s=hall.times.probe_s,
                )
                for place, proxy in enumerate(proxies)
            ]
            store = store_of(directory, index)
            kiosk = stack.enter_context(running_kiosk(index, units, store, hall.times.pace))
            stands.append(Stand(kiosk, tray, own, proxies))
        yield stands, tray


def level_of(printer: str) -> Level:
    """What a printer can tell; emupos answers the fence."""
    return Level.FENCE if printer == OTHERS else Level(printer)


def store_of(directory: Path, index: int) -> Path:
    """Where a kiosk keeps what it must not forget."""
    return directory / f"kiosk-{index}" / "device.db"


def _road(hall: Hall, port: int) -> Road:
    patience = hall.times.patience
    if hall.road is not None:
        return hall.road(port)
    if hall.printer != DOCUMENTS:
        return LanPrinter(host=LOOPBACK, port=port, patience=patience, level=level_of(hall.printer))
    return EposPrinter(
        host=LOOPBACK,
        port=port,
        patience=EposPatience(
            connect_s=patience.connect_s,
            status_s=patience.status_s,
            stall_s=patience.stall_s,
            print_s=patience.fence_s,
            grace_s=patience.close_s,
        ),
    )


def _encoder(hall: Hall) -> Encoder:
    return document if hall.printer == DOCUMENTS else job


def _printers(stack: ExitStack, hall: Hall, directory: Path, count: int) -> Sequence[Printer]:
    if hall.printer == OTHERS:
        return stack.enter_context(others_printers(directory, count))
    if hall.printer == DOCUMENTS:
        return [stack.enter_context(document_printer()) for _ in range(count)]
    made = []
    for index in range(count):
        profile = _profile(hall, index // hall.printers)
        make = Make(width_dots=profile.width_dots, level=level_of(hall.printer))
        made.append(stack.enter_context(our_printer(make, mm_per_s=hall.mm_per_s)))
    return made


def _profile(hall: Hall, index: int) -> PrinterProfile:
    """Wide and narrow paper in turn, where printers have kiosks of their own."""
    wide = hall.printer == OTHERS or hall.shared or index % 2 == 0
    return PAPER_80_MM if wide else NARROW


NARROW = PrinterProfile(name="58 mm", width_dots=PAPER_58_MM.width_dots)
"""With a knife: what is not cut has no end that could be counted."""


class SharedPress:
    """A press is for one thread; here many printers share one, each in its turn."""

    def __init__(self, profile: PrinterProfile, encode: Encoder) -> None:
        self._press = SlipPress(fonts=FONTS, texts=sentences(), profile=profile, encode=encode)
        self._lock = Lock()

    def warm_up(self) -> None:
        """Load what is slow to load."""
        with self._lock:
            self._press.warm_up()

    def press(self, slip: AnySlip) -> bytes:
        """The whole job."""
        with self._lock:
            return self._press.press(slip)


@cache
def press_of(profile: PrinterProfile, encode: Encoder = job) -> SharedPress:
    """The one press of this process for such a printer."""
    return SharedPress(profile, encode)
