"""Every test runs without a display, and a window is a QGuiApplication's, as in the product."""

import os

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
