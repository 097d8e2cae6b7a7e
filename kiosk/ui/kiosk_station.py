"""A kiosk's station: when its centre does not answer, it gives tickets by its own numbers."""

import logging
import os
import time
from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, QTimer

from kiosk.client.cut_off import Moment
from kiosk.client.giver import AskedForTicket, Giver
from kiosk.client.keeping import Keeping
from kiosk.client.mirror import Mirror
from kiosk.client.outbox import Outbox
from kiosk.client.reply import Alone, Done, Reply, Silent
from kiosk.client.reserve import Reserve
from kiosk.db.outbox import Unsent
from kiosk.domain.commands import CheckIn, Command, IssueTicket
from kiosk.domain.events import Entry
from kiosk.domain.ids import CommandId
from kiosk.ui.link import Answer, Link
from kiosk.ui.station import Station, new_id
from kiosk.wire import paths
from kiosk.wire.codec import encode_command

log = logging.getLogger(__name__)

OK = 200
PATIENCE_S = 1.5
"""How long a visitor waits for the centre before the kiosk gives a ticket by itself."""
DAY_LOOK_S = 30
"""How often a kiosk by itself looks whether a new day has begun."""
WHO_AGAIN_MS = 2000
"""When a kiosk asks again who it is for its centre, where it was not told."""

OnReply = Callable[[Reply], None]


class KioskStation(Station):
    """Asks the centre first while it is there, and goes on with ``reserve`` when it is not.

    What it gave by itself is told before anything new is asked for.
    """

    def __init__(
        self,
        link: Link,
        mirror: Mirror,
        outbox: Outbox,
        *,
        keeping: Keeping,
        reserve: Reserve,
        patience_s: float = PATIENCE_S,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(link, mirror, outbox, keeping=keeping, parent=parent)
        self._known = keeping
        self._giver = Giver(outbox, reserve, new_id=new_id, chance=os.urandom)
        self._patience_ms = round(patience_s * 1000)
        self._asking: dict[CommandId, tuple[AskedForTicket, OnReply]] = {}
        self._postponed: list[CommandId] = []
        me = keeping.last_me()
        self._giver.become(me.index if me is not None else None)
        link.tokenRejected.connect(self._be_nobody)
        link.twinMet.connect(self._be_nobody)
        self._day = QTimer(self, interval=DAY_LOOK_S * 1000)
        self._day.timeout.connect(self._look_at_day)
        self.changed.connect(self._follow)

    @property
    def alone(self) -> Alone | None:
        """That this kiosk gives tickets by itself; ``None`` while it need not, or cannot."""
        hall = self._giver.alone
        return hall.alone(self.now()) if hall is not None else None

    @property
    def untold(self) -> tuple[str, ...]:
        """Numbers on paper that the centre did not take."""
        return self._giver.untold

    def ask(self, command: Command, on_reply: OnReply, /) -> CommandId:
        """Send a command for a person who waits; a ticket they get even without an answer."""
        if not isinstance(command, IssueTicket | CheckIn) or not self._giver.gives:
            return super().ask(command, on_reply)
        asked = new_id()
        self._asking[asked] = (command, on_reply)
        if not self.online:
            QTimer.singleShot(0, self, partial(self._give, asked))
            return asked
        QTimer.singleShot(self._patience_ms, self, partial(self._give, asked))
        if self._giver.owes:
            self._postponed.append(asked)
        else:
            self._send(asked)
        return asked

    def _send(self, asked: CommandId) -> None:
        if asked not in self._asking:
            return
        command, _ = self._asking[asked]

        def answered(answer: Answer) -> None:
            self._answered(asked, self._read(answer))

        self._link.send(paths.COMMANDS, encode_command(asked, command), answered)

    def _answered(self, asked: CommandId, reply: Reply) -> None:
        """Too late an answer changes nothing: the visitor has a number already."""
        if asked not in self._asking:
            return
        command, on_reply = self._asking[asked]
        epoch = self._followed.epoch or ""
        if self._giver.answered(command, reply, self._moment(), epoch):
            self._give(asked, reply)
            return
        del self._asking[asked]
        on_reply(reply)

    def _give(self, asked: CommandId, instead_of: Reply | None = None) -> None:
        """The centre has not answered in time: a ticket by this kiosk's own number."""
        if asked not in self._asking:
            return
        command, on_reply = self._asking.pop(asked)
        sent = self.online and asked not in self._postponed
        own = self._giver.give(asked, command, self._moment(), self._followed)
        if isinstance(own, Silent) or (sent and not isinstance(own, Done)):
            # It may have been given by the centre: who asked must take it back.
            own = instead_of or Silent()
        if isinstance(own, Done):
            self.changed.emit(None)
        on_reply(own)
        self._send_kept()

    def _moment(self) -> Moment:
        steady_s = time.monotonic()
        return Moment(at=self.now(), sure=self._time.now(steady_s) is not None, steady_s=steady_s)

    def _send_kept(self) -> None:
        if self._giver.doubtful:
            return  # until the centre has told its time, which it does every second
        super()._send_kept()

    def _settled(self, sent: Unsent, reply: Reply) -> None:
        before = self.untold
        self._giver.settled(sent, reply, self._followed.epoch)
        if self.untold != before:
            self.changed.emit(None)
        if not self._giver.owes:
            postponed, self._postponed = self._postponed, []
            for asked in postponed:
                self._send(asked)

    def _on_floor(self, body: bytes) -> None:
        super()._on_floor(body)
        if self._follows:
            self._giver.meet(self._followed)
            if self.online:
                self._send_kept()

    def _on_time(self, told: bytes) -> None:
        super()._on_time(told)
        steady_s = time.monotonic()
        time_told = self._time.now(steady_s)
        if self._giver.doubtful and time_told is not None:
            self._giver.set_clock(time_told.astimezone(self._zone), steady_s)
            if self.online:
                self._send_kept()

    def _on_online(self, online: bool) -> None:  # noqa: FBT001 - a signal's argument
        if online:
            self._day.stop()
            self._giver.find()
            self.mirror = self._followed
            self._ask_who_it_is()
        super()._on_online(online)

    def _go_on(self) -> None:
        if self.ready:
            self._giver.lose(self._followed, self.known_at, self.now())
        if self._giver.alone is not None:
            self.mirror = self._giver.alone.mirror
            self._day.start()
            log.warning("goes_on_alone")

    def _look_at_day(self) -> None:
        if self._giver.alone is not None and self._giver.alone.turn(self.now()):
            self.changed.emit(None)

    def _ask_who_it_is(self) -> None:
        if self._link.online:
            self._link.fetch(paths.ME, self._on_me)

    def _on_me(self, answer: Answer) -> None:
        if answer.status != OK:
            # Without its numbers it could not go on alone; who is nobody is told so elsewhere.
            QTimer.singleShot(WHO_AGAIN_MS, self, self._ask_who_it_is)
            return
        me = self._known.me(answer.body, self.now())
        if me is not None:
            self._giver.become(me.index)

    def _be_nobody(self) -> None:
        """The centre knows this token no more, or another device has it: nothing is given."""
        self._known.nobody()
        self._giver.become(None)
        if self.mirror is not self._followed:
            self.mirror = self._followed
            self.changed.emit(None)

    def _follow(self, entry: Entry | None) -> None:
        if entry is not None:
            self._giver.follow(entry, self._followed.floor)
