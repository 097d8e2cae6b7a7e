"""Every state of the virtual printer's window, ready to be drawn."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from PIL import Image
from PySide6.QtCore import QObject

from kiosk.printer.emulator.condition import Condition
from kiosk.printer.emulator.faults import Fault
from kiosk.printer.emulator.machine import Figures
from kiosk.printer.layout import SlipPainter
from kiosk.printer.outcome import Level
from kiosk.printer.profile import PAPER_80_MM
from kiosk.printer.slip import wording
from kiosk.ui.application import OpenWindow
from kiosk.ui.demo_paper import PaperTray
from kiosk.ui.printer_screen import PrinterScreen
from kiosk.ui.printer_window import DIAGONAL_IN
from kiosk.ui.words import Words
from tests.printer.slips import molo
from tests.ui.product import ASSETS, sentences

MODULE = "Foleni.Printer"
SIZES_PX = ((1280, 800), (800, 1280))
__all__ = ["DIAGONAL_IN", "MODULE", "SCENES", "SIZES_PX", "SLIPS"]


@dataclass
class PrinterInMemory:
    """Is at once what it is set to."""

    condition: Condition = field(default_factory=Condition)
    figures: Figures = field(default_factory=Figures)

    def set(self, condition: Condition) -> None:
        self.condition = condition


def screen(printer: PrinterInMemory, *faults: Fault, level: Level = Level.PRINTED) -> PrinterScreen:
    """The window's other half, over this printer."""
    return PrinterScreen(
        printer,
        texts=sentences(),
        address="127.0.0.1:9100",
        level=level,
        faults=frozenset(faults),
    )


def paper_slip() -> Image.Image:
    """A slip as a kiosk sends it."""
    painter = SlipPainter(fonts=ASSETS / "fonts", width_dots=PAPER_80_MM.width_dots, dpi=203)
    return painter.paint(wording(molo(), sentences()))


def _shown(
    *faults: Fault, slips: int = 0, level: Level = Level.PRINTED
) -> Callable[[str], Mapping[str, QObject]]:
    def shown(language: str) -> Mapping[str, QObject]:
        printer = PrinterInMemory(figures=Figures(slips=slips, bytes_read=slips * 51_200))
        made = screen(printer, *faults, level=level)
        made.speak(language)
        return {"printer": made, "paper": PaperTray(made), "words": Words(sentences(), made)}

    return shown


def lay_out(opened: OpenWindow, properties: Mapping[str, QObject], slips: int) -> None:
    """Let so many slips lie in the window's tray."""
    tray = properties["paper"]
    assert isinstance(tray, PaperTray)
    opened.engine.addImageProvider("slip", tray.provider)
    for _ in range(slips):
        tray.take(paper_slip())


SCENES = {
    "printer-empty": _shown(),
    "printer-slips": _shown(slips=3),
    "printer-cover": _shown(Fault.COVER_OPEN, Fault.PAPER_LOW, slips=1),
    "printer-unplugged": _shown(Fault.UNPLUGGED, slips=2, level=Level.FENCE),
}
SLIPS = {"printer-slips": 3, "printer-cover": 1, "printer-unplugged": 2}
