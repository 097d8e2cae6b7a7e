"""The monitors of this machine, as Qt sees them."""

from dataclasses import dataclass
from math import hypot

from PySide6.QtGui import QGuiApplication

MM_PER_INCH = 25.4


@dataclass(frozen=True, slots=True, kw_only=True)
class Monitor:
    """One monitor. ``diagonal_in`` is what its maker stored in it; 0 when it does not say."""

    name: str
    width_px: int
    height_px: int
    diagonal_in: float


def list_monitors() -> tuple[Monitor, ...]:
    """Every monitor, the first one first. Makes an application for as long as it takes."""
    application = QGuiApplication.instance() or QGuiApplication(["monitors"])
    monitors = tuple(
        Monitor(
            name=screen.name(),
            width_px=screen.geometry().width(),
            height_px=screen.geometry().height(),
            diagonal_in=round(
                hypot(screen.physicalSize().width(), screen.physicalSize().height()) / MM_PER_INCH,
                1,
            ),
        )
        for screen in QGuiApplication.screens()
    )
    del application
    return monitors
