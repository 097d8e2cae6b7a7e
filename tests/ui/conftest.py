"""What every test of a screen starts from: bundled fonts, and windows that are closed again."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Protocol

import pytest
from PySide6.QtCore import QObject
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest

import kiosk
from kiosk.ui.application import OpenWindow, Placement, load_fonts, open_window
from kiosk.ui.look import Look
from tests.ui.page import Page

ASSETS = Path(kiosk.__file__).resolve().parent.parent / "assets"
GALLERY = Path(__file__).resolve().parent / "qml"


class Opens(Protocol):
    """`open_page("Foleni.Kiosk", flow=flow, words=words)`."""

    def __call__(
        self,
        module: str,
        type_: str = "Main",
        *,
        size_px: tuple[int, int] = (1080, 1920),
        look: Look | None = None,
        properties: Mapping[str, QObject] = ...,
    ) -> Page: ...


@pytest.fixture
def assets() -> Path:
    return ASSETS


@pytest.fixture(scope="session")
def fonts(qapp: QGuiApplication) -> None:
    load_fonts(ASSETS / "fonts")


@pytest.fixture
def open_page(qapp: QGuiApplication, fonts: None) -> Iterator[Opens]:
    """Opens any QML root; a press too soon is taken as meant, unless the test brings its Look."""
    opened: list[OpenWindow] = []
    finger = QTest.createTouchDevice()

    def open_(
        module: str,
        type_: str = "Main",
        *,
        size_px: tuple[int, int] = (1080, 1920),
        look: Look | None = None,
        properties: Mapping[str, QObject] | None = None,
    ) -> Page:
        window = open_window(
            module=module,
            type_=type_,
            look=look or Look(double_press_ms=0, reduce_motion=True),
            assets=ASSETS,
            properties=properties or {},
            placement=Placement(windowed=True, size_px=size_px),
            import_paths=(GALLERY,),
        )
        opened.append(window)
        assert QTest.qWaitForWindowExposed(window.window)
        return Page(window, finger)

    yield open_
    for window in opened:
        window.close()
