"""One device's application, carried to a centre and back until it is decided."""

import os
import time
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum, unique
from urllib.parse import urlsplit

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtNetwork import QNetworkReply

from kiosk.client.joining import Ask, Ending, Joining, Step
from kiosk.client.pinning import LONGEST_PEM, Authority, stays_here
from kiosk.ui.pinned_road import HTTPS, PinnedRoad, discard, status_of
from kiosk.wire.joining import LIFE_S, NONCE_BYTES


@dataclass(frozen=True, slots=True, kw_only=True)
class AskingTimes:
    """Pauses, in seconds.

    ``look_s`` between two questions whether it is admitted, ``again_s`` after none answered,
    ``anew_s`` before another try where something other than a centre did.
    """

    look_s: float = 1.5
    again_s: float = 2.0
    anew_s: float = 10.0
    answer_s: float = 5.0


@unique
class Trouble(StrEnum):
    """Why it does not go on just now."""

    SILENT = "silent"
    STRANGER = "stranger"
    NO_CENTRE = "no_centre"
    CHEATED = "cheated"
    NOT_HERE = "not_here"
    REFUSED = "refused"


ENDINGS = {
    Ending.NO_CENTRE: Trouble.NO_CENTRE,
    Ending.CHEATED: Trouble.CHEATED,
    Ending.NOT_HERE: Trouble.NOT_HERE,
    Ending.REFUSED: Trouble.REFUSED,
}


class Applying(QObject):
    """Asks one centre after the other's answer, for as long as it takes.

    A code that grew too old is replaced by a new one; whoever was turned away waits for ``again``.
    """

    changed = Signal()
    admitted = Signal()

    def __init__(
        self,
        *,
        role: str,
        name: str,
        times: AskingTimes | None = None,
        chance: Callable[[int], bytes] = os.urandom,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.url = ""
        self.trouble: Trouble | None = None
        self._role = role
        self._name = name
        self._times = times or AskingTimes()
        self._chance = chance
        self._pinned: Authority | None = None
        self._joining: Joining | None = None
        self._road: PinnedRoad | None = None
        self._open_road: PinnedRoad | None = None
        self._reply: QNetworkReply | None = None
        self._code_ends_s = 0.0
        self._next = QTimer(self, singleShot=True)
        self._next.timeout.connect(self._ask)

    @property
    def step(self) -> Step | None:
        """How far it has come; none while it asks nobody."""
        return self._joining.step if self._joining is not None else None

    @property
    def code(self) -> str:
        """What a manager has to type; empty until both sides have made it."""
        return self._joining.code if self._joining is not None else ""

    @property
    def token(self) -> str:
        """What it was given."""
        return self._joining.token if self._joining is not None else ""

    @property
    def authority(self) -> Authority | None:
        """Whom the code stands for."""
        return self._joining.authority if self._joining is not None else None

    @property
    def left_s(self) -> float:
        """How long the code can still be typed."""
        return max(0.0, self._code_ends_s - time.monotonic())

    def begin(self, url: str, authority: Authority | None = None) -> None:
        """Ask the centre at ``url``; one of ``authority`` where it has been met before.

        Raises ``PlainRoad``.
        """
        self.stop()
        self._open_road = PinnedRoad(url, anybody=True)
        self.url, self._pinned = url, authority
        self.again()

    def again(self) -> None:
        """A new application there, with a code of its own."""
        self.trouble = None
        self._begin_anew(0)

    def stop(self) -> None:
        """Ask nobody any more."""
        self._next.stop()
        self._drop_reply()
        self._drop_road()
        if self._open_road is not None:
            self._open_road.close()
            self._open_road = None
        self._joining, self.trouble = None, None

    def _begin_anew(self, in_s: float) -> None:
        self._drop_reply()
        self._drop_road()
        self._joining = Joining(
            role=self._role,
            name=self._name,
            nonce=self._chance(NONCE_BYTES).hex(),
            secure=self.url.startswith(HTTPS),
            here=stays_here(urlsplit(self.url).hostname or ""),
            authority=self._pinned,
        )
        self._next.start(int(in_s * 1000))
        self.changed.emit()

    def _ask(self) -> None:
        joining = self._joining
        ask = joining.next_ask() if joining is not None else None
        if joining is None or ask is None:
            return
        road = self._road_for(ask, joining.authority)
        request = road.request(ask.path, timeout_ms=int(self._times.answer_s * 1000))
        reply = road.get(request) if ask.body is None else road.post(request, ask.body)
        self._reply = reply
        reply.finished.connect(self._answered)

    def _road_for(self, ask: Ask, authority: Authority | None) -> PinnedRoad:
        if not ask.verified and self._open_road is not None:
            return self._open_road
        if self._road is None:
            self._road = PinnedRoad(self.url, authority=authority, on_stranger=self._on_stranger)
        return self._road

    def _on_stranger(self) -> None:
        self.trouble = Trouble.STRANGER

    def _answered(self) -> None:
        reply, self._reply = self._reply, None
        joining = self._joining
        if reply is None or joining is None:
            return
        status = status_of(reply)
        # An authority that is longer is none, and a token is short.
        body = bytes(reply.read(2 * LONGEST_PEM).data()) if status else b""
        reply.deleteLater()
        before = joining.step
        joining.answered(status, body)
        if joining.step is Step.WAITING and before is not Step.WAITING:
            self._code_ends_s = time.monotonic() + LIFE_S
        self._go_on(status, before)

    def _go_on(self, status: int, before: Step) -> None:
        joining = self._joining
        if joining is None:
            return
        if joining.step is Step.ADMITTED:
            self.admitted.emit()
        elif joining.ending is not None:
            self._ended(joining.ending)
        elif joining.step is before and before is not Step.WAITING:
            self._none_answered(status)
        else:
            if status:
                self.trouble = None
            pause_s = self._times.look_s if joining.step is Step.WAITING else 0.0
            self._next.start(int(pause_s * 1000))
            self.changed.emit()

    def _none_answered(self, status: int) -> None:
        """Nobody was there, nobody to be believed, or a centre that is too busy."""
        if not status and self.trouble is not Trouble.STRANGER:
            self.trouble = Trouble.SILENT
        self._next.start(int(self._times.again_s * 1000))
        self.changed.emit()

    def _ended(self, ending: Ending) -> None:
        self.trouble = ENDINGS.get(ending)
        if self.trouble is Trouble.REFUSED:
            self.changed.emit()
        else:
            self._begin_anew(self._times.anew_s if self.trouble is not None else 0.0)

    def _drop_reply(self) -> None:
        reply, self._reply = self._reply, None
        if reply is not None:
            discard(reply)

    def _drop_road(self) -> None:
        road, self._road = self._road, None
        if road is not None:
            road.close()
