"""Opens the virtual printer's window."""

from collections.abc import Callable
from pathlib import Path

from kiosk.texts import Texts
from kiosk.ui.application import OpenWindow, Placement, open_window, start_application
from kiosk.ui.demo_paper import PaperTray
from kiosk.ui.look import Look
from kiosk.ui.printer_screen import PrinterScreen
from kiosk.ui.words import Words

DIAGONAL_IN = 23.0
"""A tool is looked at from near: the window stands for a screen of this diagonal."""
LARGEST_PX = (1280, 800)


class PrinterWindow:
    """One application with the paper that comes out: made, then ``open``, then ``run``."""

    def __init__(self, *, assets: Path) -> None:
        self._assets = assets
        self._application = start_application(name="foleni-printer", fonts=assets / "fonts")
        self._opened: OpenWindow | None = None
        self.texts = Texts.load(assets / "texts")
        self.paper = PaperTray()

    def open(self, screen: PrinterScreen, *, size_px: tuple[int, int] | None) -> None:
        """Show the printer."""
        self._opened = open_window(
            module="Foleni.Printer",
            look=Look(diagonal_in=DIAGONAL_IN, double_press_ms=0),
            assets=self._assets,
            properties={
                "printer": screen,
                "paper": self.paper,
                "words": Words(self.texts, screen),
            },
            placement=Placement(windowed=True, size_px=size_px or self._size_px()),
        )
        self._opened.engine.addImageProvider("slip", self.paper.provider)

    def run(self, ready: Callable[[], None]) -> int:
        """Until the window is closed or a signal comes; the exit code."""
        ready()
        code = self._application.exec()
        if self._opened is not None:
            self._opened.close()
        return code

    def _size_px(self) -> tuple[int, int]:
        room = self._application.primaryScreen().availableGeometry()
        return min(LARGEST_PX[0], room.width()), min(LARGEST_PX[1], room.height())
