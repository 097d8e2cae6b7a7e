"""What a kiosk does about tickets, with its centre and without it; the road is its caller's."""

import logging
from collections.abc import Callable
from datetime import datetime

from kiosk.client.cut_off import CutOff, Moment, NoTicket, Stamp
from kiosk.client.mirror import Mirror
from kiosk.client.outbox import Outbox
from kiosk.client.reply import Declined, Done, Reply, Silent
from kiosk.client.reserve import Given, Reserve
from kiosk.db.opening import StoreFailed
from kiosk.db.outbox import Unsent
from kiosk.domain.commands import CheckIn, IssueTicket, RecordTicket
from kiosk.domain.events import DayOpened, Entry, NoShowMarked, ServiceFinished, TicketCancelled
from kiosk.domain.floor import Floor
from kiosk.domain.ids import CommandId, ServiceId
from kiosk.domain.public_token import TOKEN_BYTES, token_hash
from kiosk.wire.codec import Issued, decode_command

log = logging.getLogger(__name__)

AskedForTicket = IssueTicket | CheckIn
UNABLE = frozenset({"BUSY", "DISK_FULL", "STARTING"})
"""What a centre says that is there and cannot write: for a visitor it is as good as gone."""
ALREADY_DONE = "ID_REUSED"
_ENDS = (ServiceFinished, NoShowMarked, TicketCancelled)


class Giver:
    """Decides by whose numbers a ticket is given, and what of it the centre must still be told.

    ``new_id`` gives each record its id, ``chance`` so many random bytes.
    """

    def __init__(
        self,
        outbox: Outbox,
        reserve: Reserve,
        *,
        new_id: Callable[[], CommandId],
        chance: Callable[[int], bytes],
    ) -> None:
        self.alone: CutOff | None = None
        """The hall as it is known while the centre is lost, where there is a reserve to give."""
        self.untold: tuple[str, ...] = ()
        """Numbers on paper that the centre did not take: staff must know."""
        self._outbox = outbox
        self._reserve = reserve
        self._new_id = new_id
        self._chance = chance
        self._records = {each.id for each in outbox.waiting if record_in(each) is not None}

    @property
    def gives(self) -> bool:
        """Whether this kiosk has numbers of its own."""
        return self._reserve.index is not None

    @property
    def owes(self) -> bool:
        """Whether a ticket is still to be told: before that no new one is asked for."""
        return any(record in self._outbox for record in self._records)

    def become(self, index: int | None) -> None:
        """The centre's word on which numbers are this kiosk's; ``None``: none are."""
        self._reserve.index = index
        if index is None:
            self.alone = None

    def lose(self, known: Mirror, known_at: datetime | None, at: datetime) -> None:
        """The centre is gone; ``known_at`` is when it was last heard of."""
        if self.gives and known.catalogue is not None:
            self.alone = CutOff(known, self._reserve, known_at=known_at)
            self.alone.turn(at)

    def find(self) -> None:
        """The centre is back."""
        self.alone = None

    def give(
        self, asked: CommandId, command: AskedForTicket, now: Moment, known: Mirror
    ) -> Done | Declined | Silent:
        """The ticket by this kiosk's own number: on its disk, and waiting to be told.

        ``Silent`` where it has no reserve or its disk fails.
        """
        if not self.gives or known.catalogue is None:
            return Silent()
        # The centre may only be slow: then what is known of it is not old.
        hall = self.alone or CutOff(known, self._reserve, known_at=now.at)
        chance = self._chance(TOKEN_BYTES)
        stamp = Stamp(now=now, chance=chance, record_id=self._new_id())
        try:
            own = hall.issue(asked, command, stamp)
        except StoreFailed as failure:
            # What is not written down may be given twice.
            log.warning("reserve_not_kept", extra={"cause": failure})
            return Silent()
        if isinstance(own, NoTicket):
            return Declined(reason=own.reason, say={})
        self._put(own.unsent)
        log.info("gave_by_itself", extra={"number": own.issued.number})
        return Done(entries=(), issued=own.issued, alone=own.alone)

    def answered(self, command: AskedForTicket, reply: Reply, now: Moment, epoch: str) -> bool:
        """Take in what the centre said; whether the ticket is to be given by this kiosk instead."""
        match reply:
            case Done(issued=issued) if issued is not None:
                self._remember(command, issued, now, epoch)
                return False
            case Declined(reason=reason):
                return reason in UNABLE
            case Done():
                return False
            case Silent():
                return True

    def _remember(self, command: AskedForTicket, issued: Issued, now: Moment, epoch: str) -> None:
        record = RecordTicket(
            ticket=issued.ticket,
            number=issued.number,
            service=ServiceId(issued.service),
            language=command.language,
            token_hash=token_hash(issued.token),
            issued_at=now.at,
            priority=command.priority,
            assist=command.assist,
            appointment=command.appointment,
        )
        given = Given(record=record, day=now.at.date(), sure=now.sure, steady_s=now.steady_s)
        self._reserve.remember(given, self._new_id(), epoch)

    @property
    def doubtful(self) -> bool:
        """Whether records wait for the centre's time: their own may be wrong."""
        return self._reserve.doubtful

    def set_clock(self, told: datetime, steady_s: float) -> None:
        """The centre has told its time: records that wait get the right one."""
        for unsent in self._reserve.correct(told, steady_s):
            self._outbox.amend(unsent)

    def meet(self, known: Mirror) -> None:
        """A floor has come: tell what its centre lacks, once, and nothing of days that are over."""
        day, epoch = known.floor.day, known.epoch
        if day is None or epoch is None:
            return
        for record in self._reserve.of_before(day):
            if self._outbox.drop(record):
                log.warning("ticket_of_another_day", extra={"record": record})
                self._reserve.give_up(record)
        for unsent in self._reserve.missing(day, epoch, known.floor.tickets):
            if unsent.id not in self._outbox:
                self._put(unsent)
        self._reserve.forget_before(day)

    def settled(self, unsent: Unsent, reply: Reply, epoch: str | None) -> None:
        """The centre's last word on something sent."""
        record = record_in(unsent)
        if record is None:
            return
        self._records.discard(unsent.id)
        if isinstance(reply, Declined) and reply.reason != ALREADY_DONE:
            log.error("record_refused", extra={"number": record.number, "reason": reply.reason})
            self._reserve.give_up(unsent.id)
            self.untold = (*self.untold, record.number)
        else:
            self._reserve.arrived(unsent.id, epoch or "")

    def follow(self, entry: Entry, floor: Floor) -> None:
        """A line of the feed: a visit that is over is not told to a centre that never knew it."""
        if isinstance(entry.event, _ENDS):
            self._reserve.over(floor.tickets[entry.event.ticket])
        elif isinstance(entry.event, DayOpened):
            self.untold = ()

    def _put(self, unsent: Unsent) -> None:
        self._records.add(unsent.id)
        self._outbox.put(unsent)


def record_in(unsent: Unsent) -> RecordTicket | None:
    """The ``RecordTicket`` that this sends; ``None`` where it is another command."""
    if b'"RecordTicket"' not in unsent.body:
        return None
    command = decode_command(unsent.body).command
    return command if isinstance(command, RecordTicket) else None
