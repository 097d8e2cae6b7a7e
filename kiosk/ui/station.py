"""A device's place in its centre: its link, its mirror of the floor and its outbox, joined."""

import logging
import os
import random
import time
from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from PySide6.QtCore import QObject, QTimer, Signal

from kiosk.client.backoff import Backoff
from kiosk.client.centre_time import CentreTime
from kiosk.client.identity import CHANCE_BYTES, command_id
from kiosk.client.mirror import Gap, Mirror
from kiosk.client.outbox import Outbox
from kiosk.client.reply import Declined, Done, Reply, Silent, read_reply
from kiosk.db.outbox import Unsent
from kiosk.domain.commands import CancelTicket, Command
from kiosk.domain.ids import CommandId, DeviceId, TicketId
from kiosk.ui.link import Answer, Link
from kiosk.wire import paths
from kiosk.wire.codec import WrongShape, encode_command

log = logging.getLogger(__name__)

FORGO_AFTER_S = (0, 15, 60, 180)
"""When a ticket that nobody got is cancelled; once it is, the others are refused and harmless."""


class Station(QObject):
    """What every screen stands on: see ``Asks``. Call ``start`` once the screen is connected."""

    changed = Signal(object)
    onlineChanged = Signal(bool)

    def __init__(
        self, link: Link, mirror: Mirror, outbox: Outbox, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self.mirror = mirror
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
        link.catalogueArrived.connect(self._on_catalogue)
        link.floorArrived.connect(self._on_floor)
        link.eventArrived.connect(self._on_event)
        link.onlineChanged.connect(self._on_online)
        link.timeTold.connect(self._on_time)

    def start(self) -> None:
        """Begin to follow the centre, and to send what was left unsent."""
        self._link.start()

    def stop(self) -> None:
        """Let go of the centre: nothing is sent any more; what is kept stays kept."""
        self._link.stop()
        for timer in self.findChildren(QTimer):
            timer.stop()

    def now(self) -> datetime:
        """The centre's time, aware and in its zone; this machine's until the centre told one."""
        now = self._time.now(time.monotonic()) or datetime.now(UTC)
        return now.astimezone(self._zone)

    def ask(self, command: Command, on_reply: Callable[[Reply], None], /) -> CommandId:
        """Send a command for a person who waits; ``Silent`` when no answer came in time."""
        new = _new_id()

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
        new = _new_id()
        self._outbox.put(Unsent(id=new, body=encode_command(new, command)))
        self._send_kept()
        return new

    def _send_kept(self) -> None:
        unsent = self._outbox.take()
        if unsent is None:
            return

        def answered(answer: Answer) -> None:
            self._settle(unsent.id, self._read(answer))

        self._link.send(paths.COMMANDS, unsent.body, answered)

    def _read(self, answer: Answer) -> Reply:
        """The reply, from which this device learns what the journal calls it."""
        reply = read_reply(answer.status, answer.body)
        if isinstance(reply, Done) and reply.entries:
            self.device = reply.entries[-1].by
        return reply

    def _settle(self, sent: CommandId, reply: Reply) -> None:
        if self._outbox.settle(sent, reply):
            self._backoff.succeeded()
            self._send_kept()
        elif isinstance(reply, Silent | Declined):
            self._resend.start(int(self._backoff.failed(random.random()) * 1000))

    def _on_catalogue(self, body: bytes) -> None:
        try:
            catalogue = self.mirror.install_catalogue(body)
            self._zone = ZoneInfo(catalogue.centre.timezone)
        except (WrongShape, ZoneInfoNotFoundError):
            log.exception("catalogue_unreadable")

    def _on_floor(self, body: bytes) -> None:
        try:
            self.mirror.install_floor(body)
        except WrongShape:
            log.exception("floor_unreadable")
            return
        self.ready = self.mirror.catalogue is not None
        self.changed.emit(None)

    def _on_event(self, line: bytes) -> None:
        try:
            entry = self.mirror.apply(line)
        except (Gap, WrongShape):
            self._link.resync()
            return
        if entry is not None:
            self.changed.emit(entry)

    def _on_time(self, told: bytes) -> None:
        self._time.told(told, time.monotonic())

    def _on_online(self, online: bool) -> None:  # noqa: FBT001 - a signal's argument
        self.online = online
        self.onlineChanged.emit(online)
        if online:
            self._resend.stop()
            self._send_kept()


def _new_id() -> CommandId:
    return command_id(time.time_ns() // 1_000_000, os.urandom(CHANCE_BYTES))
