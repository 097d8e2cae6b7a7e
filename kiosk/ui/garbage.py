"""Python's garbage is collected on Qt's own thread: a QObject must not end on another one."""

import gc

from PySide6.QtCore import QObject, QTimer

LOOK_MS = 5_000


class GarbageCollector(QObject):
    """Does what Python's own collector does, now and then, on the thread that made this.

    Python's own would run on whichever thread allocates, and a worker's that frees a forgotten
    QObject with a timer or a child ends the process.
    """

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        gc.disable()
        timer = QTimer(self, interval=LOOK_MS)
        timer.timeout.connect(collect_what_is_due)
        timer.start()


def collect_what_is_due() -> None:
    """Collect each generation that has reached its threshold, youngest first."""
    for generation, threshold in enumerate(gc.get_threshold()):
        if gc.get_count()[generation] <= threshold:
            return
        gc.collect(generation)
