"""Whether the kiosk reads itself aloud to whoever stands there, and why."""

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement

QML_IMPORT_NAME = "Foleni.Backend"
QML_IMPORT_MAJOR_VERSION = 1

LONGER = 2
"""Listening takes longer than reading: every time limit is so many times as long."""


@QmlElement
class Listening(QObject):
    """``on`` from the moment somebody asks for it until that visitor is forgotten.

    Without ``available`` there is no voice, and nothing ever turns it on. A headset that stays in
    keeps it on for the next visitor.
    """

    changed = Signal()
    usedChanged = Signal()
    availableChanged = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._available = False
        self._on = False
        self._headset = False
        self._used = False

    @property
    def is_on(self) -> bool:
        """Whether what is shown is said too."""
        return self._on

    @property
    def longer(self) -> int:
        """How many times as long as usual the kiosk waits for its visitor."""
        return LONGER if self._on else 1

    @property
    def headset(self) -> bool:
        """Whether a headset is in the jack."""
        return self._headset

    @property
    def used(self) -> bool:
        """Whether somebody has listened and not only left a headset in."""
        return self._on and self._used

    def use(self) -> None:
        """A key or a finger: there is somebody."""
        before, self._used = self.used, True
        if self.used != before:
            self.usedChanged.emit()

    def provide(self) -> None:
        """There is a voice from now on."""
        self._available = True
        self.availableChanged.emit()

    def begin(self) -> None:
        """Somebody wants to listen."""
        self._turn(on=self._available)

    def end(self) -> None:
        """Nobody wants to listen any more."""
        self._turn(on=False)

    def plug(self) -> None:
        """A headset was put in: that is the wish to listen."""
        self._headset = True
        self.begin()

    def unplug(self) -> None:
        """It was taken out: what was private must not go on over a loudspeaker."""
        self._headset = False
        self.end()

    def forget_visitor(self) -> None:
        """The next one asks anew, or has put a headset in."""
        self._used = False
        self._turn(on=self._available and self._headset)

    @Slot()
    def toggle(self) -> None:
        """The button was pressed."""
        if self._on:
            self.end()
        else:
            self._used = True
            self.begin()

    def _turn(self, *, on: bool) -> None:
        if on != self._on:
            self._on = on
            self.changed.emit()

    def _get_on(self) -> bool:
        return self._on

    def _get_available(self) -> bool:
        return self._available

    on = Property(bool, _get_on, notify=changed)
    available = Property(bool, _get_available, notify=availableChanged)
