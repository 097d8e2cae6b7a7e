"""From a process to a window on a screen: application, fonts, QML, and a clean end."""

import logging
import os
import sys
import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from types import TracebackType

import shiboken6
from PySide6.QtCore import QObject
from PySide6.QtGui import QFontDatabase, QGuiApplication, QScreen
from PySide6.QtQml import QQmlApplicationEngine, QQmlError
from PySide6.QtQuick import QQuickWindow

from kiosk.ui.codes import QrProvider
from kiosk.ui.garbage import GarbageCollector
from kiosk.ui.icons import IconProvider
from kiosk.ui.look import Look
from kiosk.ui.unix_signals import UnixSignals

log = logging.getLogger(__name__)

QML_ROOT = Path(__file__).resolve().parent / "qml"
WINDOW_SHARE = 0.8
"""How much of a desktop's width and height a window takes that was given no size."""
FONT_FAMILIES = ("Atkinson Hyperlegible Next", "Inter")


class ScreenBroken(RuntimeError):
    """A font, a QML file or a screen that should be there is not."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Placement:
    """Where a window goes: the whole of a monitor, or a piece of `size_px` (width, height)."""

    windowed: bool = False
    size_px: tuple[int, int] | None = None
    position_px: tuple[int, int] | None = None
    monitor: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class OpenWindow:
    """A shown window with everything that has to live as long as it does."""

    window: QQuickWindow
    engine: QQmlApplicationEngine
    look: Look
    kept: tuple[object, ...]

    def close(self) -> None:
        """Take the screen down while what it reads still stands."""
        self.window.close()
        shiboken6.delete(self.engine)


def start_application(
    *, name: str, fonts: Path, offscreen: bool = False, arguments: Sequence[str] = ()
) -> QGuiApplication:
    """Make this process's one QGuiApplication; Ctrl-C and SIGTERM end it with exit code 0."""
    # Without a GPU, painting in software takes a tenth of llvmpipe's time and half its memory.
    os.environ.setdefault("QT_QUICK_BACKEND", "software")
    # A program bundled with fonts and one screen has no use for a desktop's theme.
    if offscreen:
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    application = QGuiApplication([name, *arguments])
    application.setApplicationName(name)
    install_exception_hooks()
    load_fonts(fonts)
    # Not quit: it asks the windows first, and a locked one says no.
    UnixSignals(partial(application.exit, 0), parent=application)
    GarbageCollector(application)
    return application


def install_exception_hooks() -> None:
    """Log whatever nobody caught, whole: Qt goes on after an exception in a slot."""

    def uncaught(
        kind: type[BaseException], error: BaseException, traceback: TracebackType | None
    ) -> None:
        log.critical("uncaught_exception", exc_info=(kind, error, traceback))

    def uncaught_in_thread(arguments: threading.ExceptHookArgs) -> None:
        error = arguments.exc_value or arguments.exc_type()
        uncaught(arguments.exc_type, error, arguments.exc_traceback)

    sys.excepthook = uncaught
    threading.excepthook = uncaught_in_thread


def load_fonts(directory: Path) -> None:
    """Hand the bundled fonts to Qt; raises ScreenBroken when one cannot be read."""
    for path in sorted(directory.glob("*.ttf")):
        if QFontDatabase.addApplicationFont(str(path)) == -1:
            raise ScreenBroken(f"{path.name} is not a font Qt can read")
    missing = set(FONT_FAMILIES) - set(QFontDatabase.families())
    if missing:
        raise ScreenBroken(f"no font {', '.join(sorted(missing))} in {directory}")


def open_window(
    *,
    module: str,
    type_: str = "Main",
    look: Look,
    assets: Path,
    properties: Mapping[str, QObject],
    placement: Placement | None = None,
    import_paths: Sequence[Path] = (),
) -> OpenWindow:
    """Show the window that `module` calls `type_`; raises ScreenBroken with QML's own reasons.

    The window gets `look` and all of `properties`, as its required properties.
    """
    placement = placement or Placement()
    engine = QQmlApplicationEngine()
    reasons: list[str] = []

    def remember(warnings: list[QQmlError]) -> None:
        reasons.extend(warning.toString() for warning in warnings)

    engine.warnings.connect(remember)
    for path in (QML_ROOT, *import_paths):
        engine.addImportPath(str(path))
    engine.addImageProvider("icon", IconProvider(assets / "icons"))
    engine.addImageProvider("qr", QrProvider())
    monitor = _monitor(placement.monitor)
    width_px, height_px = _size_px(monitor, placement)
    look.fit(width_px=width_px, height_px=height_px)
    theme: object = engine.singletonInstance("Foleni.Kit", "Theme")
    if not isinstance(theme, QObject):
        raise ScreenBroken("; ".join(reasons) or "no Theme")
    theme.setProperty("look", look)
    size = {"width": width_px, "height": height_px}
    engine.setInitialProperties({"look": look, **size, **properties})
    # Any other way to load deadlocks when a module logs from Qt's loader thread.
    engine.loadFromModule(module, type_)
    windows = [root for root in engine.rootObjects() if isinstance(root, QQuickWindow)]
    if not windows:
        raise ScreenBroken("; ".join(reasons) or f"{module}.{type_} is not a window")
    window = windows[0]
    _place(window, monitor, placement)

    def refit() -> None:
        look.fit(width_px=window.width(), height_px=window.height())

    window.widthChanged.connect(refit)
    window.heightChanged.connect(refit)
    return OpenWindow(
        window=window, engine=engine, look=look, kept=(theme, refit, *properties.values())
    )


def picture(window: QQuickWindow, path: Path) -> None:
    """Save what the window shows as PNG; raises OSError."""
    path.parent.mkdir(parents=True, exist_ok=True)
    if not window.grabWindow().save(str(path)):
        raise OSError(f"cannot write {path}")


def _monitor(name: str | None) -> QScreen:
    """The monitor of that name, else the first."""
    screens = QGuiApplication.screens()
    for screen in screens:
        if screen.name() == name:
            return screen
    if name is not None:
        log.warning("monitor_missing", extra={"monitor": name})
    return screens[0]


def _size_px(monitor: QScreen, placement: Placement) -> tuple[int, int]:
    """The window's inside, width and height."""
    if placement.size_px is not None:
        return placement.size_px
    if not placement.windowed:
        return monitor.geometry().width(), monitor.geometry().height()
    room = monitor.availableGeometry()
    return round(room.width() * WINDOW_SHARE), round(room.height() * WINDOW_SHARE)


def _place(window: QQuickWindow, monitor: QScreen, placement: Placement) -> None:
    window.setScreen(monitor)
    corner = monitor.geometry().topLeft()
    if placement.size_px is None and not placement.windowed:
        window.setGeometry(monitor.geometry())
        window.showFullScreen()
        return
    if placement.size_px is not None:
        window.resize(*placement.size_px)
    if placement.position_px is not None:
        window.setPosition(
            corner.x() + placement.position_px[0], corner.y() + placement.position_px[1]
        )
    window.show()
