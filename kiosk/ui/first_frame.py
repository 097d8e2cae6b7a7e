"""The moment somebody first sees something."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Qt
from PySide6.QtQuick import QQuickWindow


class FirstFrame(QObject):
    """Calls ``on_shown`` once, on the window's own thread, after its first frame is out.

    Whatever is slow to load and not needed before belongs there.
    """

    def __init__(self, window: QQuickWindow, on_shown: Callable[[], None]) -> None:
        super().__init__(window)
        self._on_shown: Callable[[], None] | None = on_shown
        # Queued: with a renderer of its own the signal comes from another thread.
        window.frameSwapped.connect(self._shown, Qt.ConnectionType.QueuedConnection)

    def _shown(self) -> None:
        window = self.parent()
        # A second frame may be out before the first was told.
        on_shown, self._on_shown = self._on_shown, None
        if on_shown is not None and isinstance(window, QQuickWindow):
            window.frameSwapped.disconnect(self._shown)
            on_shown()
