"""Every test runs without a display, and a window is a QGuiApplication's, as in the product."""

import gc
import os
import subprocess
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

# Both are read when the application is made, so they stand before any import of Qt.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
if os.environ["QT_QPA_PLATFORM"] == "offscreen":
    os.environ.setdefault("QT_QUICK_BACKEND", "software")


DIGITS = 4
"""Of a commit's hash: few enough to be typed."""
LONG = ("tests/journeys/", "tests/faults/", "tests/power/", "tests/speech/", "tests/ui/")
"""Tests here wait for processes, papers and sounds: begun first, nobody waits for them last."""


def pytest_addoption(parser: pytest.Parser) -> None:
    """Which cases are run of the tests marked ``many``."""
    parser.addoption("--whole", action="store_true", help="every case of what is marked `many`")
    parser.addoption(
        "--share",
        type=int,
        metavar="N",
        help="the share of what is marked `many` that a run has named; else the commit's",
    )


def pytest_configure(config: pytest.Config) -> None:
    """Every commit draws another share, so that the next ones draw what this one left out."""
    if config.option.share is None:
        config.option.share = _share_of_commit(config.rootpath)


def pytest_report_header(config: pytest.Config) -> str | None:
    """Say what has to be typed to have the same again."""
    if _is_whole(config):
        return None
    return f"scenes: --share {config.option.share} of them; --whole draws all"


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Of each test marked ``many(n)`` one case in n; then all in the order they are begun in.

    A prime n goes through all scenes, sizes and languages in turn, as no list is a multiple of it.
    """
    items.sort(key=lambda item: not item.nodeid.startswith(LONG))
    if _is_whole(config):
        return
    seen: Counter[str] = Counter()
    kept: list[pytest.Item] = []
    left: list[pytest.Item] = []
    for item in items:
        many = item.get_closest_marker("many")
        test = item.nodeid.partition("[")[0]
        chosen = many is None or (seen[test] + config.option.share) % many.args[0] == 0
        seen[test] += 1
        (kept if chosen else left).append(item)
    items[:] = kept
    config.hook.pytest_deselected(items=left)


def _is_whole(config: pytest.Config) -> bool:
    """Whether every case is run: all were asked for, or a test by its name."""
    return bool(config.getoption("--whole")) or any("::" in each for each in config.args)


def _share_of_commit(root: Path) -> int:
    """A number that follows from what is committed; 0 where nobody can tell."""
    tree = ("git", "-C", str(root), "rev-parse", "HEAD^{tree}")
    try:
        said = subprocess.run(tree, capture_output=True, text=True, check=True).stdout
    except (OSError, subprocess.CalledProcessError):
        return 0
    return int(said[:DIGITS], 16)


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
