"""Beats from Qt's loop: a screen whose loop hangs beats no more, and is started again."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer


class Watchdog(QObject):
    """Calls ``beat`` at once and then every ``every_s`` seconds, for as long as the loop turns."""

    def __init__(self, beat: Callable[[], None], *, every_s: float, parent: QObject) -> None:
        super().__init__(parent)
        timer = QTimer(self, interval=round(every_s * 1000))
        timer.timeout.connect(beat)
        timer.start()
        beat()
