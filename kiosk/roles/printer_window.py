"""The virtual printer with its window."""

from argparse import Namespace

from kiosk.printer.emulator.condition import Make
from kiosk.printer.emulator.faults import Fault, Measure
from kiosk.roles.places import ASSETS
from kiosk.roles.printer import tell_ready, virtual_printer
from kiosk.ui.printer_screen import PrinterScreen
from kiosk.ui.printer_window import PrinterWindow


def run(given: Namespace, make: Make, faults: frozenset[Fault], measure: Measure) -> int:
    """Print and show it until the window is closed; the exit code."""
    window = PrinterWindow(assets=ASSETS)
    printer = virtual_printer(given, make, lambda receipt: window.paper.take(receipt.picture))
    with_end = PrinterScreen(
        printer,
        texts=window.texts,
        address=f"{given.host}:{printer.port}",
        level=make.level,
        faults=faults,
        measure=measure,
    )
    try:
        window.open(with_end, size_px=given.size)
        return window.run(lambda: tell_ready(given, printer))
    finally:
        printer.close()
