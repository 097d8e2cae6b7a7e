"""A real screen of this process, without a display: touched by a finger, timed by its frames."""

import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from PySide6.QtCore import QEventLoop, QObject, QPointF, Qt, QTimer
from PySide6.QtQuick import QQuickItem
from PySide6.QtTest import QTest

from bench.processes import enrolled
from kiosk.client.mirror import Mirror
from kiosk.client.outbox import Outbox
from kiosk.client.pinning import Authority
from kiosk.client.reply import Reply
from kiosk.db.opening import open_device
from kiosk.db.outbox import OutboxTable
from kiosk.domain.commands import Command, Role
from kiosk.domain.ids import CommandId
from kiosk.roles.places import ASSETS
from kiosk.ui.application import Placement, open_window
from kiosk.ui.link import Link
from kiosk.ui.look import Look
from kiosk.ui.station import Station

PATIENCE_MS = 10_000
LOOK_MS = 2


class NothingHappened(RuntimeError):
    """What was waited for did not come about."""


class TimedStation(Station):
    """A station that notes when the centre's last answer to a person came."""

    answered_at = 0.0

    def ask(self, command: Command, on_reply: Callable[[Reply], None], /) -> CommandId:
        """Send it, and note the time when it is answered."""

        def noted(reply: Reply) -> None:
            self.answered_at = time.perf_counter()
            on_reply(reply)

        return super().ask(command, noted)


@contextmanager
def station(
    url: str, role: Role, store: Path, *, secure: tuple[str, Authority] | None = None
) -> Iterator[TimedStation]:
    """A new device's station that follows the centre, with its catalogue and floor.

    ``secure`` is another road to the same centre, by TLS.
    """
    with enrolled(url, role, "bench") as session:
        token = session.token or ""
    mirror = Mirror()
    with closing(open_device(store)) as database:
        link = Link(url, cursor=mirror, token=token)
        if secure is not None:
            link.go_to(*secure)
        made = TimedStation(link, mirror, Outbox(OutboxTable(database)))
        made.start()
        run_until(lambda: made.ready and made.online)
        yield made
        made.stop()


def run_until(condition: Callable[[], bool], *, patience_ms: int = PATIENCE_MS) -> None:
    """Let Qt work until ``condition`` holds. Raises ``NothingHappened``."""
    loop, end = QEventLoop(), time.perf_counter() + patience_ms / 1000

    def look() -> None:
        if condition() or time.perf_counter() > end:
            loop.quit()

    looking = QTimer(interval=LOOK_MS)
    looking.timeout.connect(look)
    looking.start()
    loop.exec()
    if not condition():
        raise NothingHappened(f"{condition.__qualname__} did not come about")


class TimedWindow:
    """One window of ``module``; its properties are the screen's, by the names QML has for them."""

    def __init__(
        self, module: str, size_px: tuple[int, int], look: Look, properties: dict[str, QObject]
    ) -> None:
        self.opened = open_window(
            module=module,
            look=look,
            assets=ASSETS,
            properties=properties,
            placement=Placement(windowed=True, size_px=size_px),
        )
        self.window = self.opened.window
        self._finger = QTest.createTouchDevice()
        QTest.qWaitForWindowExposed(self.window)

    def close(self) -> None:
        """Take it down."""
        self.opened.close()

    def names(self) -> list[str]:
        """The names of everything visible."""
        return [item.objectName() for item in self._visible() if item.objectName()]

    def has(self, name: str) -> bool:
        """Whether anything visible has a name that begins so."""
        return any(item.objectName().startswith(name) for item in self._visible())

    def words_of(self, name: str) -> str:
        """What a named text says; empty while it cannot be seen."""
        found = (item for item in self._visible() if item.objectName() == name)
        return next((str(item.property("say")) for item in found), "")

    def texts_of(self, *names: str) -> set[str]:
        """What all visible texts of these names say."""
        found = (item for item in self._visible() if item.objectName() in names)
        return {str(item.property("say")) for item in found}

    def press(self, key: Qt.Key) -> float:
        """A key of this screen's own keyboard, which of many windows only the active one has."""
        self.window.requestActivate()
        QTest.qWaitForWindowActive(self.window)
        begin = time.perf_counter()
        QTest.keyClick(self.window, key)
        return begin

    def touch(self, name: str) -> float:
        """A finger comes down on the named button and goes up again; when it came down."""
        item = next(item for item in self._visible() if item.objectName() == name)
        point = item.mapToScene(QPointF(item.width() / 2, item.height() / 2)).toPoint()
        begin = time.perf_counter()
        QTest.touchEvent(self.window, self._finger).press(0, point, self.window).commit()
        QTest.touchEvent(self.window, self._finger).release(0, point, self.window).commit()
        return begin

    def frame_with(self, condition: Callable[[], bool], after: Callable[[], None]) -> float:
        """Do ``after``, then wait; when the first frame was out of which ``condition`` is true.

        Raises ``NothingHappened``.
        """
        loop, frames = QEventLoop(), [0.0]

        def swapped() -> None:
            now = time.perf_counter()
            if condition():
                frames.append(now)
                loop.quit()

        self.window.frameSwapped.connect(swapped)
        giving_up = QTimer(singleShot=True, interval=PATIENCE_MS)
        giving_up.timeout.connect(loop.quit)
        giving_up.start()
        after()
        if len(frames) == 1:
            loop.exec()
        self.window.frameSwapped.disconnect(swapped)
        if len(frames) == 1:
            raise NothingHappened(f"no frame for which {condition.__qualname__}")
        return frames[1]

    def _visible(self) -> Iterator[QQuickItem]:
        waiting = [self.window.contentItem()]
        while waiting:
            item = waiting.pop()
            if item.isVisible():
                yield item
                waiting.extend(item.childItems())
