"""Where a centre might be: announced on the network, or on this very machine."""

from collections.abc import Callable
from typing import Protocol

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtNetwork import QNetworkReply

from kiosk.client.address import LOCAL_CENTRE
from kiosk.client.found_centre import FoundCentre
from kiosk.ui.pinned_road import PinnedRoad, discard, status_of
from kiosk.wire import paths

OK = 200
KNOCK_S = 1.0
ANSWER_MS = 900

Announced = Callable[[list[FoundCentre]], None]


class Listener(Protocol):
    """Tells until it is stopped."""

    def start(self) -> None:
        """Begin."""
        ...

    def stop(self) -> None:
        """No more."""
        ...


Listens = Callable[[Announced], Listener]


def _on_the_network(announced: Announced) -> Listener:
    # Loaded late: most screens know their centre, and this brings zeroconf along.
    from kiosk.client.finding import Finder  # noqa: PLC0415

    return Finder(announced)


class Looking(QObject):
    """Tells about once a second which centres announce themselves; ``here``: one answers here."""

    found = Signal(tuple)
    here = Signal(str)
    _heard = Signal(object, list)

    def __init__(
        self,
        *,
        local: str | None = LOCAL_CENTRE,
        listens: Listens = _on_the_network,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._local = local
        self._listens = listens
        self._finder: Listener | None = None
        self._road: PinnedRoad | None = None
        self._reply: QNetworkReply | None = None
        self._round: object = None
        self._knock = QTimer(self, interval=int(KNOCK_S * 1000))
        self._knock.timeout.connect(self._ask_here)
        # The finder's thread emits; Qt carries it over into this one.
        self._heard.connect(self._on_heard)

    def start(self) -> None:
        """Listen until ``stop``."""
        if self._finder is not None:
            return
        mark = self._round = object()
        self._finder = self._listens(lambda found: self._heard.emit(mark, found))
        self._finder.start()
        if self._local is not None:
            self._road = PinnedRoad(self._local)
            self._knock.start()
            self._ask_here()

    def stop(self) -> None:
        """Nothing is told any more."""
        self._knock.stop()
        self._round = None
        finder, self._finder = self._finder, None
        if finder is not None:
            finder.stop()
        reply, self._reply = self._reply, None
        if reply is not None:
            discard(reply)
        road, self._road = self._road, None
        if road is not None:
            road.close()

    def _on_heard(self, mark: object, found: list[FoundCentre]) -> None:
        if mark is self._round and mark is not None:
            self.found.emit(tuple(found))

    def _ask_here(self) -> None:
        if self._road is None or self._reply is not None:
            return
        self._reply = self._road.get(self._road.request(paths.HEALTH, timeout_ms=ANSWER_MS))
        self._reply.finished.connect(self._answered)

    def _answered(self) -> None:
        reply, self._reply = self._reply, None
        if reply is None:
            return
        answers = status_of(reply) == OK
        reply.deleteLater()
        if answers and self._local is not None:
            self.here.emit(self._local)
