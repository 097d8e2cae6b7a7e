"""Opening a counter: whose code, and which services today."""

from PySide6.QtCore import Property, QObject, Qt, Signal, Slot
from PySide6.QtQml import QmlElement

from kiosk.domain.commands import OpenCounter
from kiosk.domain.ids import AgentId
from kiosk.domain.serving import AGENT
from kiosk.ui.counter_desk import Desk
from kiosk.ui.service_picker import ServicePicker

QML_IMPORT_NAME = "Foleni.Backend"
QML_IMPORT_MAJOR_VERSION = 1

LONGEST = 16
"""Characters of an agent's code."""


@QmlElement
class OpeningForm(QObject):
    """Shown while the counter is closed; the services its catalogue names are ticked already."""

    changed = Signal()

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._agent = ""
        self._picker = ServicePicker(several=True, parent=self)
        self._picker.changed.connect(self.changed)

    def begin(self) -> None:
        """A new form: no agent's code is left from the last."""
        self._agent = ""
        catalogue = self._desk.catalogue
        if catalogue is not None:
            self._picker.offer(catalogue, catalogue.services)
            self._picker.tick(catalogue.counter[self._desk.counter].services)
        self.changed.emit()

    def speak(self, language: str) -> None:
        """Show everything in this language."""
        self._picker.speak(language, self._desk.texts.say(language, "counter-all-services"))

    def press(self, key: int) -> bool:
        """Enter opens, up and down move; whether the key meant anything."""
        if key in (Qt.Key.Key_Return.value, Qt.Key.Key_Enter.value):
            self.open()
            return True
        return self._picker.press(key)

    @Slot(str)
    def type(self, key: str) -> None:
        """A finger has touched a key on the screen."""
        self._set_agent((self._agent + key)[:LONGEST])

    @Slot()
    def erase(self) -> None:
        """The last key was a mistake."""
        self._set_agent(self._agent[:-1])

    @Slot()
    def open(self) -> None:
        """Open with what was filled in, or say what is missing."""
        if AGENT.fullmatch(self._agent) is None:
            self._desk.asking.say("counter-agent-code-missing", failed=True)
        elif not self._picker.ticked:
            self._desk.asking.say("counter-services-missing", failed=True)
        else:
            self._desk.asking.ask(
                OpenCounter(
                    counter=self._desk.counter,
                    agent=AgentId(self._agent),
                    services=self._picker.ticked,
                )
            )

    def _get_agent(self) -> str:
        return self._agent

    def _set_agent(self, agent: str) -> None:
        if agent != self._agent:
            self._agent = agent
            self._desk.asking.forget()
            self.changed.emit()

    def _get_picker(self) -> ServicePicker:
        return self._picker

    def _get_chosen(self) -> int:
        return len(self._picker.ticked)

    agent = Property(str, _get_agent, _set_agent, notify=changed)
    picker = Property(ServicePicker, _get_picker, constant=True)
    chosen = Property(int, _get_chosen, notify=changed)
