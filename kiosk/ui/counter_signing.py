"""Who works at this counter, and proving it with a PIN."""

import logging
from collections.abc import Callable, Mapping
from typing import Protocol

import msgspec
from PySide6.QtCore import QObject, Signal

from kiosk.client.reply import OK
from kiosk.domain.ids import AgentId
from kiosk.ui.counter_asking import Asking
from kiosk.ui.following import Follows
from kiosk.ui.link import Answer
from kiosk.wire import paths
from kiosk.wire.codec import UNREADABLE

log = logging.getLogger(__name__)


class Road(Protocol):
    """The way to the centre for what is no command; each answer comes once, from Qt's loop."""

    def send(self, path: str, body: bytes, on_answer: Callable[[Answer], None], /) -> None:
        """POST a JSON body."""
        ...

    def fetch(self, path: str, on_answer: Callable[[Answer], None], /) -> None:
        """GET a path."""
        ...


class _Here(msgspec.Struct, frozen=True):
    agent: str | None
    asks_pin: bool


class _Refusal(msgspec.Struct, frozen=True):
    say: dict[str, str] = {}


class Signing(QObject):
    """What the centre says of who is signed in here. What is refused is said through ``asking``.

    Until it has said so no PIN is asked for; a counter that needs one is refused, and asks then.
    """

    changed = Signal()

    def __init__(
        self, road: Road, station: Follows, asking: Asking, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self.agent: AgentId | None = None
        self.asks_pin = False
        self.busy = False
        self._road = road
        self._station = station
        self._asking = asking
        station.onlineChanged.connect(self.refresh)

    def refresh(self) -> None:
        """Ask the centre who is signed in here."""
        if self._station.online:
            self._road.fetch(paths.SIGN_IN, self._learn)

    def sign_in(self, agent: str, pin: str, then: Callable[[bool], None]) -> None:
        """Prove who works here; ``then`` is told whether the centre believes it."""
        if self.busy or not self._station.online:
            return
        self.busy = True
        self._asking.forget()

        def answered(answer: Answer) -> None:
            self.busy = False
            self._learn(answer)
            if answer.status != OK:
                self._say_why(answer)
            then(answer.status == OK)

        self._road.send(paths.SIGN_IN, msgspec.json.encode({"agent": agent, "pin": pin}), answered)

    def sign_out(self) -> None:
        """Somebody else will work here."""
        if self._station.online:
            self._road.send(paths.SIGN_OUT, b"", self._learn)

    def _learn(self, answer: Answer) -> None:
        if answer.status != OK:
            return
        try:
            here = msgspec.json.decode(answer.body, type=_Here)
        except UNREADABLE:
            log.warning("sign_in_unreadable")
            return
        self.agent = AgentId(here.agent) if here.agent is not None else None
        told, self.asks_pin = self.asks_pin, here.asks_pin
        self.changed.emit()
        if told != here.asks_pin:
            log.info("pins_wanted" if here.asks_pin else "pins_not_wanted")

    def _say_why(self, answer: Answer) -> None:
        say = _said(answer.body)
        if not say:
            self._asking.say("counter-no-answer", failed=True)
            return
        self._asking.show(
            lambda language: say.get(language) or next(iter(say.values())), failed=True
        )


def _said(body: bytes) -> Mapping[str, str]:
    try:
        return msgspec.json.decode(body, type=_Refusal).say
    except UNREADABLE:
        return {}
