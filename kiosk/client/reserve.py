"""A kiosk's own numbers, for when its centre does not answer, and the tickets it has given."""

import logging
from collections.abc import Callable, Container, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import partial
from typing import Protocol

from kiosk.db.opening import StoreFailed
from kiosk.db.outbox import Unsent
from kiosk.db.reserve import Printed
from kiosk.domain.commands import RecordTicket
from kiosk.domain.ids import CommandId, TicketId
from kiosk.domain.numbering import reserve_of
from kiosk.domain.ticket import Ticket
from kiosk.wire.codec import decode_command, encode_command

log = logging.getLogger(__name__)

KEPT_DAYS = 7
"""How long the tickets of past days are remembered: a clock may go back."""
A_CLOCK_SET = timedelta(minutes=1)
"""A machine's clock that is nearer to its centre's was right."""


class PrintedStore(Protocol):
    """Where a kiosk's tickets outlive the process. Every call raises ``StoreFailed``."""

    def add(self, printed: Printed) -> None:
        """Keep a ticket; on disk when this returns."""
        ...

    def of_day(self, day: date) -> tuple[Printed, ...]:
        """Every ticket of a day, in the order they were given."""
        ...

    def numbers(self, day: date) -> frozenset[str]:
        """The numbers on the day's papers."""
        ...

    def last_of(self, first: str, last: str) -> str | None:
        """Which number of a reserve was given last, on any day."""
        ...

    def correct(self, ticket: TicketId, day: date, body: bytes) -> None:
        """The clock it was given by was wrong."""
        ...

    def arrived(self, record: CommandId, epoch: str) -> None:
        """The centre of this epoch has it."""
        ...

    def over(self, ticket: TicketId, number: str) -> None:
        """The visit has ended that was called by this number."""
        ...

    def give_up(self, record: CommandId) -> None:
        """The centre does not take it."""
        ...

    def forget_before(self, day: date) -> None:
        """Days long gone."""
        ...


def next_number(
    letter: str, index: int, *, used: Container[str], last: str | None = None
) -> str | None:
    """The number that the kiosk of ``index`` gives next in a queue; ``None``: all are used today.

    They are given in turn over the days, from the one after ``last``: should a clock have told the
    wrong day, the numbers of that day are not the next ones.
    """
    numbers = reserve_of(letter, index)
    begin = numbers.index(last) + 1 if last in numbers else 0
    turn = (*numbers[begin:], *numbers[:begin])
    return next((number for number in turn if number not in used), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """A ticket as it goes to the visitor, on the centre's ``day``.

    ``sure``: its time is the centre's, not only this machine's; ``steady_s`` is the same moment by
    a clock that nobody sets.
    """

    record: RecordTicket
    day: date
    sure: bool
    steady_s: float


class Reserve:
    """What one kiosk gives by itself. ``index`` is its place among the centre's kiosks, from 0.

    Without an index it has no numbers, and still remembers what it printed for its centre.
    """

    def __init__(self, store: PrintedStore, *, index: int | None = None) -> None:
        self.index = index
        self._store = store
        self._unsure: list[tuple[Printed, float]] = []

    def number(self, letter: str, day: date, *, known: Container[str]) -> str | None:
        """The next number of a queue; ``known`` are those of its floor. Raises ``StoreFailed``."""
        if self.index is None or not (numbers := reserve_of(letter, self.index)):
            return None
        printed = self._store.numbers(day)
        used = frozenset(each for each in numbers if each in printed or each in known)
        last = self._store.last_of(numbers[0], numbers[-1])
        return next_number(letter, self.index, used=used, last=last)

    def give(self, given: Given, record_id: CommandId) -> Unsent:
        """Keep a ticket on disk before anything is printed; what is to be sent of it.

        Raises ``StoreFailed``: then its number was not given, and nobody may have it.
        """
        printed = self._printed(given, record_id, epoch="")
        self._store.add(printed)
        if not given.sure:
            self._unsure.append((printed, given.steady_s))
        return printed.unsent

    def remember(self, given: Given, record_id: CommandId, epoch: str) -> None:
        """Keep a ticket that the centre of this ``epoch`` gave, in case its successor lacks it."""
        try:
            self._store.add(self._printed(given, record_id, epoch=epoch))
        except StoreFailed as failure:
            # The centre has it on its own disk; here it would only be a second place.
            log.warning("ticket_not_remembered", extra={"cause": failure})

    @property
    def doubtful(self) -> bool:
        """Whether tickets were given by a clock that the centre has not confirmed."""
        return bool(self._unsure)

    def correct(self, told: datetime, steady_s: float) -> tuple[Unsent, ...]:
        """The centre has told its time, which was ``told`` at ``steady_s``.

        What is to be sent in place of records whose time was wrong.
        """
        unsure, self._unsure = tuple(self._unsure), []
        corrected = []
        for printed, given_s in unsure:
            command = decode_command(printed.unsent.body).command
            assert isinstance(command, RecordTicket)
            at = told - timedelta(seconds=steady_s - given_s)
            if abs(at - command.issued_at) < A_CLOCK_SET:
                continue
            body = encode_command(printed.unsent.id, replace(command, issued_at=at))
            self._note(partial(self._store.correct, printed.ticket, at.date(), body))
            corrected.append(replace(printed.unsent, body=body))
        return tuple(corrected)

    def missing(
        self, day: date, epoch: str, tickets: Mapping[TicketId, Ticket]
    ) -> tuple[Unsent, ...]:
        """Records of the day's tickets that the centre of ``epoch`` was never told and lacks.

        It lacks them also under the number on the paper. Those it has are noted as such. Who has
        been served already is not sent into the queue.
        """
        lacking = []
        try:
            for one in self._store.of_day(day):
                known = tickets.get(one.ticket)
                if one.epoch == epoch:
                    continue
                if known is not None and known.number == one.number:
                    self._store.arrived(one.unsent.id, epoch)
                elif known is not None or not one.over:
                    lacking.append(one.unsent)
        except StoreFailed as failure:
            log.warning("tickets_not_read", extra={"cause": failure})
        return tuple(lacking)

    def of_before(self, day: date) -> tuple[CommandId, ...]:
        """Records of the evening before ``day``: their visitors have gone home.

        Only of tickets whose time is sure: by a wrong clock today may look like yesterday.
        """
        days = (day - timedelta(days=back) for back in range(1, KEPT_DAYS + 1))
        try:
            return tuple(
                one.unsent.id
                for each in days
                for one in self._store.of_day(each)
                if one.sure and not one.epoch
            )
        except StoreFailed as failure:
            log.warning("tickets_not_read", extra={"cause": failure})
            return ()

    def arrived(self, record: CommandId, epoch: str) -> None:
        """The centre of this ``epoch`` has answered: it has the ticket."""
        self._note(partial(self._store.arrived, record, epoch))

    def give_up(self, record: CommandId) -> None:
        """The centre does not take it, and will not."""
        self._note(partial(self._store.give_up, record))

    def over(self, ticket: Ticket) -> None:
        """The visit of this ticket has ended, whoever gave it.

        Called by another number than the one on its paper, it has not: its visitor still waits.
        """
        self._note(partial(self._store.over, ticket.ticket, ticket.number))

    def forget_before(self, day: date) -> None:
        """Let go of what is long over, once the centre has told which ``day`` it is."""
        self._note(partial(self._store.forget_before, day - timedelta(days=KEPT_DAYS)))

    def _printed(self, given: Given, record_id: CommandId, *, epoch: str) -> Printed:
        body = encode_command(record_id, given.record)
        return Printed(
            ticket=given.record.ticket,
            day=given.day,
            number=given.record.number,
            unsent=Unsent(id=record_id, body=body),
            sure=given.sure,
            epoch=epoch,
        )

    def _note(self, write: Callable[[], None]) -> None:
        try:
            write()
        except StoreFailed as failure:
            # At worst the centre is told once more of what it knows, and does nothing.
            log.warning("ticket_not_noted", extra={"cause": failure})
