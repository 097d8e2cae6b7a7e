"""What staff should know of a device's printers, told to the centre."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal

from kiosk.domain.commands import ReportPrinter
from kiosk.domain.events import DayOpened, Entry, PrinterState
from kiosk.domain.ids import DeviceId
from kiosk.domain.printers import TROUBLES, PrinterNow, fitted_name
from kiosk.printer.condition import UNASKED, PrinterCondition
from kiosk.ui.following import Asks

SETTLE_S = 3.0
MOST_DOUBLINGS = 6
CALM_SETTLES = 200
"""A printer without another recovery for so many times ``settle_s`` counts as calm again."""
READY = PrinterCondition(state=PrinterState.READY)


@dataclass(slots=True)
class _Watched:
    """One printer: what was last heard of it, how long it has stayed so, how often it recovered."""

    heard: PrinterCondition
    settled: QTimer
    calm: QTimer
    recoveries: int = 0


class PrinterNotes(QObject):
    """Tells the centre of each printer's trouble and recovery, once it has lasted ``settle_s``.

    A printer that comes and goes has to be well for twice as long each time before it is called
    well: staff see one that is in trouble, not one that blinks, and the journal stays readable.

    ``printers`` are the names of the device's printers: of any other that the floor has under this
    device (it was renamed, or taken away) the trouble is taken back. What the floor says is
    compared with what was heard whenever either may have changed: a new day, a floor fetched
    anew, the centre found again. While the centre is lost nothing is kept for it: a flapping LAN
    would fill the outbox with what is no longer so.
    """

    _came = Signal(str, object)

    def __init__(
        self,
        station: Asks,
        *,
        printers: Iterable[str],
        settle_s: float = SETTLE_S,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._station = station
        self._own = frozenset(map(fitted_name, printers))
        self._settle_ms = round(settle_s * 1000)
        self._watched: dict[str, _Watched] = {}
        self._device: DeviceId | None = None
        self._disowned: set[str] = set()
        self._came.connect(self._hear)
        station.changed.connect(self._followed)
        station.onlineChanged.connect(self._compare_all)

    def note(self, name: str, condition: PrinterCondition) -> None:
        """A printer's condition as its worker knows it, from any thread."""
        self._came.emit(fitted_name(name), condition)

    def _hear(self, name: str, condition: PrinterCondition) -> None:
        watched = self._watched.get(name)
        before = watched.heard if watched is not None else UNASKED
        if condition.state in (PrinterState.BUSY, PrinterState.UNKNOWN):
            if before.state is not PrinterState.UNREACHABLE and watched is not None:
                return
            # It can be reached; nothing more is known of it.
            condition = UNASKED
        if watched is None:
            self._watched[name] = self._watch(name, condition)
        elif condition != before:
            watched.heard = condition
            self._wait(watched)

    def _watch(self, name: str, condition: PrinterCondition) -> _Watched:
        settled = QTimer(self, singleShot=True)
        settled.timeout.connect(partial(self._compare, name))
        calm = QTimer(self, singleShot=True, interval=CALM_SETTLES * self._settle_ms)
        calm.timeout.connect(partial(self._calm_down, name))
        watched = _Watched(heard=condition, settled=settled, calm=calm)
        self._wait(watched)
        return watched

    def _wait(self, watched: _Watched) -> None:
        """What was heard has to last from now on."""
        doublings = min(watched.recoveries, MOST_DOUBLINGS) if watched.heard.prints else 0
        watched.settled.start(self._settle_ms << doublings)

    def _calm_down(self, name: str) -> None:
        self._watched[name].recoveries = 0

    def _compare(self, name: str) -> None:
        """Tell what was heard of a printer, if the floor has it otherwise."""
        if not self._station.online:
            return
        watched, known = self._watched[name], self._known(name)
        heard = watched.heard
        if heard.state is PrinterState.UNKNOWN:
            if known is not None and known.state is PrinterState.UNREACHABLE:
                self._tell(name, heard)
        elif self._device is None or not _says(known, heard):
            self._tell(name, heard)
            if known is not None and heard.prints:
                watched.recoveries += 1
                watched.calm.start()

    def _known(self, name: str) -> PrinterNow | None:
        """What the floor has of one of this device's printers."""
        if self._device is None:
            return None
        return self._station.mirror.floor.printers.get((self._device, name))

    def _tell(self, name: str, condition: PrinterCondition) -> None:
        cause = condition.cause.value if condition.cause is not None else None
        self._station.tell(ReportPrinter(printer=name, state=condition.state, cause=cause))

    def _followed(self, entry: Entry | None) -> None:
        anew = entry is None or isinstance(entry.event, DayOpened)
        if anew:
            self._disowned.clear()
        if self._device != self._station.device:
            self._device = self._station.device
            anew = True
        if anew:
            self._compare_all()
        self._disown()

    def _compare_all(self) -> None:
        for watched in self._watched.values():
            self._wait(watched)

    def _disown(self) -> None:
        """Take back what an earlier start told of printers that this device no longer has."""
        for (device, name), now in self._station.mirror.floor.printers.items():
            strange = device == self._device and name not in self._own | self._disowned
            if strange and now.state in TROUBLES and self._station.online:
                self._disowned.add(name)
                self._tell(name, READY)


def _says(known: PrinterNow | None, heard: PrinterCondition) -> bool:
    """Whether the floor has a printer as it was heard; one it does not have is ready."""
    if known is None:
        return heard.state is PrinterState.READY
    cause = heard.cause.value if heard.cause is not None else None
    return (known.state, known.cause) == (heard.state, cause)
