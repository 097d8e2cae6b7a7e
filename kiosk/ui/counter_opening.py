"""Opening a counter: who works there, and which services today."""

import re

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
PIN = re.compile(r"[0-9]{4,8}")
LONGEST_PIN = 8


@QmlElement
class OpeningForm(QObject):
    """Shown while the counter is closed; the services its catalogue names are ticked already.

    A PIN is asked for where the centre wants one and nobody is signed in here yet.
    """

    changed = Signal()

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._agent = ""
        self._pin = ""
        self._at_pin = False
        self._picker = ServicePicker(several=True, parent=self)
        self._picker.changed.connect(self.changed)
        if desk.signing is not None:
            desk.signing.changed.connect(self.changed)

    def begin(self) -> None:
        """A new form: no agent's code is left from the last."""
        self._agent = self._pin = ""
        self._at_pin = False
        catalogue = self._desk.catalogue
        if catalogue is not None:
            self._picker.offer(catalogue, catalogue.services)
            self._picker.tick(catalogue.counter[self._desk.counter].services)
        if self._desk.signing is not None:
            self._desk.signing.refresh()
        self.changed.emit()

    def speak(self, language: str) -> None:
        """Show everything in this language."""
        self._picker.speak(language, self._desk.texts.say(language, "counter-all-services"))

    def press(self, key: int) -> bool:
        """Enter goes on or opens, up and down move; whether the key meant anything."""
        if key in (Qt.Key.Key_Return.value, Qt.Key.Key_Enter.value):
            if self._get_asks_pin() and self._agent and not self._pin and not self._at_pin:
                self._set_at_pin(True)
            else:
                self.open()
            return True
        return self._picker.press(key)

    @Slot(str)
    def type(self, key: str) -> None:
        """A finger has touched a key on the screen."""
        if self._at_pin:
            self._set_pin((self._pin + key)[:LONGEST_PIN])
        else:
            self._set_agent((self._agent + key)[:LONGEST])

    @Slot()
    def erase(self) -> None:
        """The last key was a mistake."""
        if self._at_pin:
            self._set_pin(self._pin[:-1])
        else:
            self._set_agent(self._agent[:-1])

    @Slot()
    def open(self) -> None:
        """Open with what was filled in, or say what is missing."""
        signing, agent = self._desk.signing, self._get_signed_in() or self._agent
        if AGENT.fullmatch(agent) is None:
            self._desk.asking.say("counter-agent-code-missing", failed=True)
        elif self._get_asks_pin() and PIN.fullmatch(self._pin) is None:
            self._desk.asking.say("counter-pin-missing", failed=True)
            self._set_at_pin(True)
        elif not self._picker.ticked:
            self._desk.asking.say("counter-services-missing", failed=True)
        elif signing is not None and self._get_asks_pin():
            signing.sign_in(agent, self._pin, self._on_signed_in)
        else:
            self._open_for(agent)

    @Slot()
    def change(self) -> None:
        """Somebody else works here."""
        if self._desk.signing is not None:
            self._desk.asking.forget()
            self._desk.signing.sign_out()

    def _on_signed_in(self, believed: bool) -> None:  # noqa: FBT001 - what the centre says
        self._set_pin("")
        if believed and (agent := self._get_signed_in()):
            self._open_for(agent)

    def _open_for(self, agent: str) -> None:
        command = OpenCounter(
            counter=self._desk.counter, agent=AgentId(agent), services=self._picker.ticked
        )
        self._desk.asking.ask(command, declined=self._look_again)

    def _look_again(self) -> None:
        """It was refused: who is signed in here may have changed."""
        if self._desk.signing is not None:
            self._desk.signing.refresh()

    def _get_agent(self) -> str:
        return self._agent

    def _set_agent(self, agent: str) -> None:
        if agent != self._agent:
            self._agent = agent
            self._desk.asking.forget()
            self.changed.emit()

    def _get_pin(self) -> str:
        return self._pin

    def _set_pin(self, pin: str) -> None:
        if pin != self._pin:
            self._pin = pin
            if pin:
                self._desk.asking.forget()
            self.changed.emit()

    def _get_at_pin(self) -> bool:
        return self._at_pin

    def _set_at_pin(self, at_pin: bool) -> None:  # noqa: FBT001 - a Qt property
        if at_pin != self._at_pin:
            self._at_pin = at_pin
            self.changed.emit()

    def _get_asks_pin(self) -> bool:
        signing = self._desk.signing
        return signing is not None and signing.asks_pin and signing.agent is None

    def _get_signed_in(self) -> str:
        signing = self._desk.signing
        return (signing.agent or "") if signing is not None and signing.asks_pin else ""

    def _get_picker(self) -> ServicePicker:
        return self._picker

    def _get_chosen(self) -> int:
        return len(self._picker.ticked)

    agent = Property(str, _get_agent, _set_agent, notify=changed)
    pin = Property(str, _get_pin, _set_pin, notify=changed)
    atPin = Property(bool, _get_at_pin, _set_at_pin, notify=changed)
    asksPin = Property(bool, _get_asks_pin, notify=changed)
    signedIn = Property(str, _get_signed_in, notify=changed)
    picker = Property(ServicePicker, _get_picker, constant=True)
    chosen = Property(int, _get_chosen, notify=changed)
