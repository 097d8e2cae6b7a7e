"""A screen's process: it starts, shows, ends when told, and says why when it cannot."""

import logging
import os
import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QObject
from PySide6.QtGui import QFontDatabase
from pytestqt.qtbot import QtBot

from kiosk.ui.application import (
    Placement,
    ScreenBroken,
    install_exception_hooks,
    load_fonts,
    open_window,
)
from kiosk.ui.look import Look
from kiosk.ui.unix_signals import UnixSignals
from tests.ui.conftest import GALLERY, Opens

PROCESS = """
import sys
from pathlib import Path
from kiosk.ui.application import Placement, open_window, start_application
from kiosk.ui.look import Look
assets, gallery = Path(sys.argv[1]), Path(sys.argv[2])
app = start_application(name="test", fonts=assets / "fonts", offscreen=True)
opened = open_window(module="Foleni.Gallery", look=Look(), assets=assets, properties={},
                     placement=Placement(windowed=True, size_px=(540, 960)),
                     import_paths=[gallery])
print("shown", opened.window.width(), opened.window.height(), flush=True)
code = app.exec()
opened.close()
sys.exit(code)
"""


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_screen_ends_cleanly_and_silently_when_told(assets: Path, number: int) -> None:
    root = str(assets.parent)
    command = [sys.executable, "-c", PROCESS, str(assets), str(GALLERY)]
    with subprocess.Popen(
        command,
        cwd=root,
        env={**os.environ, "PYTHONPATH": root},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        assert process.stdout.readline() == "shown 540 960\n"
        process.send_signal(number)
        assert process.wait(timeout=20) == 0
        assert process.stderr.read() == ""


def test_void_calls_do_not_wear_out_none() -> None:
    # PySide6 6.12.0 drops a reference to None at every void call on Python 3.11, and aborts.
    thing = QObject()
    before = sys.getrefcount(None)
    for _ in range(10_000):
        thing.setObjectName("x")
    assert abs(sys.getrefcount(None) - before) < 1_000


def test_both_families_are_there_with_the_weights_we_use(fonts: None) -> None:
    for family in ("Atkinson Hyperlegible Next", "Inter"):
        assert {"Medium", "Bold"} <= set(QFontDatabase.styles(family))


@pytest.mark.qt_log_ignore("QFontDatabase|Failed to create")
def test_a_font_that_cannot_be_read_is_named(qapp: QCoreApplication, tmp_path: Path) -> None:
    (tmp_path / "Broken.ttf").write_bytes(b"no font")
    with pytest.raises(ScreenBroken, match=r"Broken\.ttf"):
        load_fonts(tmp_path)


@pytest.mark.qt_log_ignore("No module named|failed to load component")
def test_a_screen_that_is_not_there_is_named(
    qapp: QCoreApplication, fonts: None, assets: Path
) -> None:
    with pytest.raises(ScreenBroken, match=r"Foleni\.Nowhere"):
        open_window(module="Foleni.Nowhere", look=Look(), assets=assets, properties={})


def test_a_picture_is_written_where_it_was_asked_for(open_page: Opens, tmp_path: Path) -> None:
    page = open_page("Foleni.Gallery")
    page.picture(tmp_path / "new" / "gallery.png")
    assert (tmp_path / "new" / "gallery.png").read_bytes().startswith(b"\x89PNG")
    with pytest.raises(OSError, match="cannot write"):
        page.picture(tmp_path / "gallery.no-such-kind")


def test_an_exception_nobody_caught_is_logged_whole(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    monkeypatch.setattr(threading, "excepthook", threading.excepthook)
    install_exception_hooks()
    error = ValueError("a bug")
    with caplog.at_level(logging.CRITICAL):
        sys.excepthook(ValueError, error, None)
        thread = threading.Thread(target=lambda: 1 / 0)
        thread.start()
        thread.join()
    assert [record.exc_info[0] for record in caplog.records if record.exc_info] == [
        ValueError,
        ZeroDivisionError,
    ]


def test_a_signal_reaches_qts_loop_and_goes_back_to_its_owner(
    qapp: QCoreApplication, qtbot: QtBot
) -> None:
    before = signal.getsignal(signal.SIGTERM)
    ends: list[bool] = []
    signals = UnixSignals(lambda: ends.append(True))
    signal.raise_signal(signal.SIGTERM)
    qtbot.waitUntil(lambda: bool(ends))
    signals.close()
    assert signal.getsignal(signal.SIGTERM) == before


def test_a_window_that_was_given_no_size_leaves_room_for_its_frame(
    qapp: QCoreApplication, fonts: None, assets: Path
) -> None:
    opened = open_window(
        module="Foleni.Gallery",
        look=Look(),
        assets=assets,
        properties={},
        placement=Placement(windowed=True),
        import_paths=[GALLERY],
    )
    room = opened.window.screen().availableGeometry()
    assert 0.7 * room.width() < opened.window.width() < 0.9 * room.width()
    assert 0.7 * room.height() < opened.window.height() < 0.9 * room.height()
    opened.close()
