"""The time as a kiosk's page shows it, and how long a centre may take to start."""

from PySide6.QtCore import QObject, QTimer, Signal

from kiosk.texts import Texts
from kiosk.ui.following import Follows
from kiosk.ui.kiosk_settings import Waits


class KioskClock(QObject):
    """``changed`` once a minute, and when a centre that is not there yet counts as lost."""

    changed = Signal()

    def __init__(self, station: Follows, waits: Waits, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._station = station
        self._minute = ""
        self.starting = True
        clock = QTimer(self, interval=waits.second_ms)
        clock.timeout.connect(self._tick)
        clock.start()
        QTimer.singleShot(waits.starting_s * waits.second_ms, self, self._stop_starting)

    def _tick(self) -> None:
        minute = Texts.time(self._station.now())
        if minute != self._minute:
            self._minute = minute
            self.changed.emit()

    def _stop_starting(self) -> None:
        self.starting = False
        self.changed.emit()
