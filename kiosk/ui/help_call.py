"""A visitor's call for a colleague, and what became of it."""

from enum import StrEnum

from PySide6.QtCore import QObject, Signal

from kiosk.domain.commands import CallForHelp
from kiosk.domain.events import Entry, HelpAnswered
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
            self._turn(HelpState.CALLED)
        elif self._call is None:
            self._turn(HelpState.NOT_REACHED)
        return self._call is not None

    def forget(self) -> None:
        """The visitor has gone."""
        self._call = None
        self._turn(HelpState.NONE)

    def _followed(self, entry: Entry | None) -> None:
        if entry is None or not isinstance(entry.event, HelpAnswered):
            return
        if entry.event.help == self._call:
            self._call = None
            self._turn(HelpState.COMING)

    def _turn(self, state: HelpState) -> None:
        if state is not self.state:
            self.state = state
            self.changed.emit()
