"""A visitor's call for a colleague, and what became of it."""

from enum import StrEnum

from PySide6.QtCore import QObject, Signal

from kiosk.domain.commands import CallForHelp
from kiosk.domain.events import DayOpened, Entry, HelpAnswered
from kiosk.domain.ids import HelpId
from kiosk.ui.following import Asks


class HelpState(StrEnum):
    """What became of a call for a colleague."""

    NONE = "none"
    CALLED = "called"
    COMING = "coming"
    NOT_REACHED = "not_reached"


class HelpCall(QObject):
    """One call at a time: until it is answered, asking again adds nothing."""

    changed = Signal()

    def __init__(self, station: Asks, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._station = station
        self._call: HelpId | None = None
        self.state = HelpState.NONE
        station.changed.connect(self._followed)

    def call(self) -> bool:
        """Call a colleague; whether one is called now.

        Without the centre nothing is sent: a call that arrived long after would bring somebody to
        nobody.
        """
        if self._call is None and self._station.online:
            self._call = HelpId(self._station.tell(CallForHelp()))
        called = self._call is not None
        self._turn(HelpState.CALLED if called else HelpState.NOT_REACHED)
        return called

    def forget(self) -> None:
        """The visitor has gone; the call stands, and the next one's would be the same."""
        self._turn(HelpState.NONE)

    def _followed(self, entry: Entry | None) -> None:
        if entry is None or isinstance(entry.event, DayOpened):
            if self._call not in self._station.mirror.floor.helps:
                self._call = None
        elif isinstance(entry.event, HelpAnswered) and entry.event.help == self._call:
            self._call = None
            if self.state is HelpState.CALLED:
                self._turn(HelpState.COMING)

    def _turn(self, state: HelpState) -> None:
        if state is not self.state:
            self.state = state
            self.changed.emit()
