"""A device's place in its centre: its link, its mirror of the floor and its outbox, joined."""

import logging
import os
import random
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import partial
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from PySide6.QtCore import QObject, QTimer, Signal

from kiosk.client.backoff import Backoff
from kiosk.client.centre_time import CentreTime
from kiosk.client.identity import CHANCE_BYTES, command_id
from kiosk.client.keeping import Keeping
from kiosk.client.mirror import Gap, Mirror
from kiosk.client.outbox import Outbox
from kiosk.client.reply import Alone, Declined, Done, Reply, Silent, read_reply
from kiosk.db.outbox import Unsent
from kiosk.domain.commands import CancelTicket, Command
from kiosk.domain.ids import CommandId, DeviceId, TicketId
from kiosk.ui.link import Answer, Link
from kiosk.wire import paths
from kiosk.wire.codec import WrongShape, encode_command

log = logging.getLogger(__name__)

KEEP_EVERY_S = 10
"""How old what is kept of the centre may grow while it changes."""
RECALL_AFTER_S = 1.8
"""A centre that was not heard of for so long since the start is not there."""
FORGO_AFTER_S = (0, 15, 60, 180)
"""When a ticket that nobody got is cancelled; once it is, the others are refused and harmless."""


class Station(QObject):
    """What every screen stands on: see ``Asks``. Call ``start`` once the screen is connected.

    With ``keeping`` it remembers its centre, for a start at which that does not answer.
    """

    changed = Signal(object)
    onlineChanged = Signal(bool)

    def __init__(
        self,
        link: Link,
        mirror: Mirror,
        outbox: Outbox,
        *,
        keeping: Keeping | None = None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.mirror = mirror
        self.known_at: datetime | None = None
        self._followed = mirror
        self._keeping = keeping
        self._catalogue: bytes | None = None
        self._recalled_s = 0.0
        self._follows = False
        self._stopped = False
        self.online = False
        self.ready = False
        self.device: DeviceId | None = None
        self._link = link
        self._outbox = outbox
        self._backoff = Backoff()
        self._zone: ZoneInfo | None = None
        self._time = CentreTime()
        self._resend = QTimer(self, singleShot=True)
        self._resend.timeout.connect(self._send_kept)
        self._keep_soon = QTimer(self, singleShot=True, interval=KEEP_EVERY_S * 1000)
        self._keep_soon.timeout.connect(self._keep)
        self._recall = QTimer(self, singleShot=True, interval=round(RECALL_AFTER_S * 1000))
        self._recall.timeout.connect(self._recall_centre)
        link.catalogueArrived.connect(self._on_catalogue)
        link.floorArrived.connect(self._on_floor)
        link.eventArrived.connect(self._on_event)
        link.onlineChanged.connect(self._on_online)
        link.timeTold.connect(self._on_time)

    @property
    def alone(self) -> Alone | None:
        """No screen but a kiosk goes on by itself."""
        return None

    @property
    def untold(self) -> tuple[str, ...]:
        """Nothing was printed of which the centre does not know."""
        return ()

    def start(self) -> None:
        """Begin to follow the centre, and to send what was left unsent."""
        self._stopped = False
        self._link.start()
        if self._keeping is not None:
            self._recall.start()

    def stop(self) -> None:
        """Let go of the centre: nothing is sent any more; what is kept stays kept."""
        self._stopped = True
        self._keep()
        self._link.stop()
        for timer in self.findChildren(QTimer):
            timer.stop()

    def now(self) -> datetime:
        """The centre's time, aware and in its zone; this machine's until the centre told one."""
        return (self._time.now(time.monotonic()) or self._by_own_clock()).astimezone(self._zone)

    def _by_own_clock(self) -> datetime:
        """This machine's time, but none before the centre was last heard of."""
        now = datetime.now(UTC)
        if self.known_at is None:
            return now
        return max(now, self.known_at + timedelta(seconds=time.monotonic() - self._recalled_s))

    def ask(self, command: Command, on_reply: Callable[[Reply], None], /) -> CommandId:
        """Send a command for a person who waits; ``Silent`` when no answer came in time."""
        new = new_id()

        def answered(answer: Answer) -> None:
            on_reply(self._read(answer))

        self._link.send(paths.COMMANDS, encode_command(new, command), answered)
        return new

    def forgo(self, asked: CommandId, /) -> None:
        """Take back a ticket that was asked for without an answer.

        The request may still be on its way and arrive after its own cancelling, which is then
        refused: so the cancelling is repeated for as long as a cut network keeps a request.
        """
        for after_s in FORGO_AFTER_S:
            timer = QTimer(self, singleShot=True, interval=after_s * 1000)
            timer.timeout.connect(partial(self._cancel, asked))
            timer.timeout.connect(timer.deleteLater)
            timer.start()

    def _cancel(self, asked: CommandId) -> None:
        self.tell(CancelTicket(ticket=TicketId(asked)))

    def tell(self, command: Command, /) -> CommandId:
        """Keep a fact on this device's disk and send it until the centre has answered."""
        new = new_id()
        self._outbox.put(Unsent(id=new, body=encode_command(new, command)))
        self._send_kept()
        return new

    def _send_kept(self) -> None:
        unsent = self._outbox.take()
        if unsent is None:
            return

        def answered(answer: Answer) -> None:
            self._settle(unsent, self._read(answer))

        self._link.send(paths.COMMANDS, unsent.body, answered)

    def _read(self, answer: Answer) -> Reply:
        """The reply, from which this device learns what the journal calls it."""
        reply = read_reply(answer.status, answer.body)
        if isinstance(reply, Done) and reply.entries:
            self.device = reply.entries[-1].by
        return reply

    def _settle(self, sent: Unsent, reply: Reply) -> None:
        if self._outbox.settle(sent.id, reply):
            self._backoff.succeeded()
            self._settled(sent, reply)
            self._send_kept()
        elif isinstance(reply, Silent | Declined):
            self._resend.start(int(self._backoff.failed(random.random()) * 1000))

    def _settled(self, sent: Unsent, reply: Reply) -> None:
        """The centre has said its last word on something that was kept."""

    def _on_catalogue(self, body: bytes) -> None:
        if not self._take_catalogue(body):
            return
        self._catalogue = body
        if self._keeping is not None:
            self._keeping.catalogue(body, self.now())

    def _take_catalogue(self, body: bytes) -> bool:
        try:
            catalogue = self._followed.install_catalogue(body)
            self._zone = ZoneInfo(catalogue.centre.timezone)
        except (WrongShape, ZoneInfoNotFoundError):
            log.exception("catalogue_unreadable")
            return False
        return True

    def _on_floor(self, body: bytes) -> None:
        try:
            self._followed.install_floor(body)
        except WrongShape:
            log.exception("floor_unreadable")
            return
        self.ready = self._followed.catalogue is not None
        self._follows = self.ready
        self._keep_soon.start()
        self.changed.emit(None)

    def _on_event(self, line: bytes) -> None:
        try:
            entry = self._followed.apply(line)
        except (Gap, WrongShape):
            self._link.resync()
            return
        if entry is None:
            return
        if not self._keep_soon.isActive():
            self._keep_soon.start()
        self.changed.emit(entry)

    def _keep(self) -> None:
        """Write down how the centre is now, as far as it is known."""
        self._keep_soon.stop()
        if self._keeping is not None and self._follows:
            self._keeping.floor(self._followed, self.known_at or self.now())

    def _recall_centre(self) -> None:
        """The centre is not there: take up what was last known of it."""
        if self.ready or self._keeping is None:
            return
        self.known_at = self._keeping.restore(self._followed)
        if self.known_at is None:
            return
        self._recalled_s = time.monotonic()
        catalogue = self._followed.catalogue
        if catalogue is not None:
            self._zone = ZoneInfo(catalogue.centre.timezone)
        if self._catalogue is not None:
            self._take_catalogue(self._catalogue)
        log.info("centre_recalled", extra={"known_at": self.known_at.isoformat()})
        self.ready = True
        self._go_on()
        self.changed.emit(None)

    def _go_on(self) -> None:
        """The centre is lost."""

    def _on_time(self, told: bytes) -> None:
        self._time.told(told, time.monotonic())
        self.known_at = self._time.now(time.monotonic())

    def _on_online(self, online: bool) -> None:  # noqa: FBT001 - a signal's argument
        self.online = online
        if not online and not self._stopped:
            self._keep()
            self._go_on()
        self.onlineChanged.emit(online)
        if online:
            self._resend.stop()
            self._send_kept()


def new_id() -> CommandId:
    """An id that no other command has."""
    return command_id(time.time_ns() // 1_000_000, os.urandom(CHANCE_BYTES))
