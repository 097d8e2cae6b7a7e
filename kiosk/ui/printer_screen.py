"""The window of the virtual printer: its paper, its faults, and what a host meets in it now."""

from collections.abc import Set as AbstractSet
from dataclasses import replace
from typing import Protocol

from PySide6.QtCore import Property, QAbstractItemModel, QObject, QTimer, Signal, Slot
from PySide6.QtQml import QmlElement

from kiosk.printer.emulator.condition import Condition
from kiosk.printer.emulator.faults import Fault, Measure, come_about, condition_with
from kiosk.printer.emulator.machine import Figures
from kiosk.printer.outcome import Level
from kiosk.texts import Texts
from kiosk.ui.printer_faults import (
    FAULTS,
    FIGURES,
    FaultRow,
    PrinterFigure,
    fault_rows,
    most_telling,
)
from kiosk.ui.rows import Rows

QML_IMPORT_NAME = "Foleni.Backend"
QML_IMPORT_MAJOR_VERSION = 1

LOOK_MS = 400
ENDS_AFTER_MM = (10, 40, 100)
HANGS_UP_AFTER_BYTES = (100, 5_000, 20_000)


class PrinterBehind(Protocol):
    """What stands behind the window: a ``VirtualPrinter`` that has been started."""

    @property
    def condition(self) -> Condition:
        """What is right or wrong with it now."""
        ...

    @property
    def figures(self) -> Figures:
        """What it has done."""
        ...

    def set(self, condition: Condition) -> None:
        """Bring it into this condition."""
        ...


@QmlElement
class PrinterScreen(QObject):
    """One printer, looked at a few times a second. ``address`` is where it prints."""

    changed = Signal()

    def __init__(
        self,
        printer: PrinterBehind,
        *,
        texts: Texts,
        address: str,
        level: Level,
        faults: AbstractSet[Fault] = frozenset(),
        measure: Measure | None = None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._printer = printer
        self._texts = texts
        self._address = address
        self._level = level
        self._standing = frozenset(faults)
        self._measure = measure or Measure()
        self._language = "en"
        self._faults = Rows(FaultRow, self)
        self._figures = Rows(PrinterFigure, self)
        timer = QTimer(self, interval=LOOK_MS)
        timer.timeout.connect(self.look)
        timer.start()
        self._apply()

    @Slot()
    def look(self) -> None:
        """Take in what has come about."""
        self._standing = come_about(self._standing, self._printer.condition)
        self._show()

    @Slot(str)
    def speak(self, language: str) -> None:
        """Go on in this language."""
        self._language = language
        self._show()

    @Slot(str)
    def toggle(self, fault: str) -> None:
        """Make this fault, or put it right."""
        self._standing ^= {Fault(fault)}
        self._apply()

    @Slot(str, result=bool)
    def press(self, key: str) -> bool:
        """Do what this key's button does; whether it has one."""
        for fault, shown in FAULTS.items():
            if shown.key == key.upper():
                self.toggle(fault.value)
                return True
        return False

    @Slot(int)
    def endAfter(self, millimetres: int) -> None:
        """How much paper is left when it is to end."""
        self._measure = replace(self._measure, ends_after_mm=millimetres)
        self._apply()

    @Slot(int)
    def hangUpAfter(self, count: int) -> None:
        """How many bytes of a connection it takes before it hangs up."""
        self._measure = replace(self._measure, hangs_up_after_bytes=count)
        self._apply()

    def _apply(self) -> None:
        self._printer.set(condition_with(self._standing, self._measure))
        self._show()

    def _show(self) -> None:
        self._faults.show(fault_rows(self._texts, self._language, self._standing))
        done = self._printer.figures
        counts = (done.slips, done.bytes_read // 1024, done.resets, done.unknown_bytes)
        self._figures.show(
            [
                PrinterFigure(figure=count, words=self._say(key))
                for count, key in zip(counts, FIGURES, strict=True)
            ]
        )
        self.changed.emit()

    def _say(self, key: str, **arguments: str | int) -> str:
        return self._texts.say(self._language, key, **arguments)

    def _get_language(self) -> str:
        return self._language

    def _get_languages(self) -> list[str]:
        return list(self._texts.languages)

    def _get_place(self) -> str:
        return self._say("printer-place", address=self._address)

    def _get_level(self) -> str:
        return self._say(f"printer-level-{self._level.value.lower()}")

    def _get_now(self) -> str:
        telling = most_telling(self._standing)
        return self._say(FAULTS[telling].effect if telling else "printer-ready")

    def _get_trouble(self) -> bool:
        return bool(self._standing)

    def _get_ends_after(self) -> int:
        return self._measure.ends_after_mm

    def _get_hangs_up_after(self) -> int:
        return self._measure.hangs_up_after_bytes

    def _get_ends_choices(self) -> list[int]:
        return list(ENDS_AFTER_MM)

    def _get_hangs_up_choices(self) -> list[int]:
        return list(HANGS_UP_AFTER_BYTES)

    def _get_faults(self) -> QAbstractItemModel:
        return self._faults

    def _get_figures(self) -> QAbstractItemModel:
        return self._figures

    language = Property(str, _get_language, notify=changed)
    languages = Property(list, _get_languages, constant=True)
    place = Property(str, _get_place, notify=changed)
    level = Property(str, _get_level, notify=changed)
    now = Property(str, _get_now, notify=changed)
    trouble = Property(bool, _get_trouble, notify=changed)
    endsAfter = Property(int, _get_ends_after, notify=changed)
    hangsUpAfter = Property(int, _get_hangs_up_after, notify=changed)
    endsChoices = Property(list, _get_ends_choices, constant=True)
    hangsUpChoices = Property(list, _get_hangs_up_choices, constant=True)
    faults = Property(QAbstractItemModel, _get_faults, constant=True)
    figures = Property(QAbstractItemModel, _get_figures, constant=True)
