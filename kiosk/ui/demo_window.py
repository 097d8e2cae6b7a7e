"""Opens the tour's own window, and knows how much room the desktop has."""

from pathlib import Path

from PySide6.QtGui import QGuiApplication

from kiosk.texts import Texts
from kiosk.ui.application import OpenWindow, Placement, open_window, start_application
from kiosk.ui.demo_paper import PaperTray
from kiosk.ui.demo_screen import DemoScreen
from kiosk.ui.demo_stage import Stage
from kiosk.ui.finger import Finger
from kiosk.ui.look import Look
from kiosk.ui.words import Words

PANEL_PX_PER_MM = 2.2
"""A panel is looked at from near: smaller than a kiosk, on any monitor."""
MM_PER_INCH = 25.4


class DemoWindow:
    """One tour's application, paper and window: ``room_px``, then ``open``, then ``run``."""

    def __init__(self, *, assets: Path) -> None:
        self._assets = assets
        self._application = start_application(name="foleni-demo", fonts=assets / "fonts")
        self._texts = Texts.load(assets / "texts")
        self._opened: OpenWindow | None = None
        self.paper = PaperTray()

    @property
    def room_px(self) -> tuple[int, int]:
        """Width and height of the desktop that windows may use."""
        room = QGuiApplication.primaryScreen().availableGeometry()
        return room.width(), room.height()

    def open(
        self,
        stage: Stage,
        *,
        counter_label: str,
        size_px: tuple[int, int],
        position_px: tuple[int, int],
    ) -> None:
        """Show the panel over this stage."""
        demo = DemoScreen(stage, texts=self._texts, counter_label=counter_label)
        demo.over.connect(self._application.quit)
        self._opened = open_window(
            module="Foleni.Demo",
            look=_look(size_px),
            assets=self._assets,
            properties={
                "demo": demo,
                "paper": self.paper,
                "words": Words(self._texts, demo),
            },
            placement=Placement(windowed=True, size_px=size_px, position_px=position_px),
        )
        self._opened.engine.addImageProvider("slip", self.paper.provider)

    def run(self) -> int:
        """Until the window is closed, the tour is over, or a signal comes; the exit code."""
        code = self._application.exec()
        self.close()
        return code

    def finger(self) -> Finger:
        """Somebody who touches and pictures the panel, once it is open."""
        if self._opened is None:
            raise LookupError("the panel is not open")
        return Finger(self._opened)

    def close(self) -> None:
        """Take the panel down."""
        if self._opened is not None:
            self._opened.close()
            self._opened = None


def _look(size_px: tuple[int, int]) -> Look:
    width_px, height_px = size_px
    diagonal_px = (width_px**2 + height_px**2) ** 0.5
    scale = width_px / 632
    return Look(diagonal_in=diagonal_px / (PANEL_PX_PER_MM * scale * MM_PER_INCH))
