"""Every test runs without a display, and a window is a QGuiApplication's, as in the product."""

import gc
import os
from collections import Counter
from collections.abc import Iterator

import pytest

# Both are read when the application is made, so they stand before any import of Qt.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
if os.environ["QT_QPA_PLATFORM"] == "offscreen":
    os.environ.setdefault("QT_QUICK_BACKEND", "software")


def pytest_addoption(parser: pytest.Parser) -> None:
    """``--whole`` runs every case of the tests marked ``many``."""
    parser.addoption("--whole", action="store_true", help="every case of what is marked `many`")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Of each test marked ``many(n)`` every n-th case, always the same ones.

    A prime n goes through all scenes, sizes and languages in turn, as no list is a multiple of it.
    """
    if config.getoption("--whole"):
        return
    seen: Counter[str] = Counter()
    kept: list[pytest.Item] = []
    left: list[pytest.Item] = []
    for item in items:
        many = item.get_closest_marker("many")
        test = item.nodeid.partition("[")[0]
        chosen = many is None or seen[test] % many.args[0] == 0
        seen[test] += 1
        (kept if chosen else left).append(item)
    items[:] = kept
    config.hook.pytest_deselected(items=left)


@pytest.fixture(scope="session")
def qapp_cls() -> type:
    """pytest-qt would make a QApplication, which brings the widgets along."""
    from PySide6.QtGui import QGuiApplication  # noqa: PLC0415 - only tests of screens need Qt

    return QGuiApplication


@pytest.fixture(autouse=True, scope="session")
def collected_here() -> Iterator[None]:
    """Garbage of a screen's test, with timers in it, may not end on another test's thread."""
    gc.disable()
    # Thousands of tests and all modules live as long as the run: nobody looks at them again.
    gc.collect()
    gc.freeze()
    yield
    gc.unfreeze()
    gc.enable()


@pytest.fixture(autouse=True, scope="module")
def collected_after(collected_here: None) -> Iterator[None]:
    """What a file's tests have left is gone before the next file's."""
    yield
    gc.collect()
