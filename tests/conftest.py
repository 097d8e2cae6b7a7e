"""Every test runs without a display, and a window is a QGuiApplication's, as in the product."""

import gc
import os
from collections.abc import Iterator

import pytest

# Both are read when the application is made, so they stand before any import of Qt.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
if os.environ["QT_QPA_PLATFORM"] == "offscreen":
    os.environ.setdefault("QT_QUICK_BACKEND", "software")


@pytest.fixture(scope="session")
def qapp_cls() -> type:
    """pytest-qt would make a QApplication, which brings the widgets along."""
    from PySide6.QtGui import QGuiApplication  # noqa: PLC0415 - only tests of screens need Qt

    return QGuiApplication


@pytest.fixture(autouse=True, scope="session")
def collected_here() -> Iterator[None]:
    """Garbage of a screen's test, with timers in it, may not end on another test's thread."""
    gc.disable()
    yield
    gc.enable()


@pytest.fixture(autouse=True, scope="module")
def collected_after(collected_here: None) -> Iterator[None]:
    """What a file's tests have left is gone before the next file's."""
    yield
    gc.collect()
