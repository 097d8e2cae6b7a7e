"""What is read of centres at the hub, made from their lines in the transaction that stores them."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date

from kiosk.hub import projecting_rebasing
from kiosk.hub.lines import LedgerLine
from kiosk.hub.projecting_book import BookFold
from kiosk.hub.projecting_feedback import FeedbackFold
from kiosk.hub.projecting_loading import (
    Loaded,
    load,
    load_book,
    load_feedback,
    load_services,
)
from kiosk.hub.projecting_rebasing import Turn, rebase
from kiosk.hub.projecting_rows import MADE_BY, CentreDayRow, CentreNow, ServiceDayRow, Tally
from kiosk.hub.projecting_said import Said
from kiosk.hub.projecting_saving import Saving
from kiosk.hub.projecting_services import ServicesFold
from kiosk.hub.projecting_tally import count, put_together
from kiosk.hub.projecting_tickets import DayFold
from kiosk.hub.store import Connection


async def project(
    connection: Connection, centre_id: int, branch: int, lines: Sequence[LedgerLine]
) -> None:
    """Bring a centre's tables in step with lines of ``branch``: the next ones, each once, in order.

    The caller holds the centre's branch, so nobody else writes what is made of it. The first line
    of another branch than before turns the tables to what that one shares with the ledger.
    """
    said = Said(lines)
    if not said:
        return
    loaded = await load(connection, centre_id, said)
    if loaded.now is not None and loaded.now.branch != branch:
        turn = Turn(stands_on=loaded.now.branch, branch=branch, first_day=said.days[0])
        await rebase(connection, centre_id, turn, _go_on)
        loaded = await load(connection, centre_id, said)
    await _go_on_from(connection, centre_id, branch, said, loaded)


async def rebuild(connection: Connection, centre_id: int) -> None:
    """Make everything of a centre anew from its ledger, in the caller's transaction.

    Raises ``LinesGone``.
    """
    await projecting_rebasing.rebuild(connection, centre_id, project)


async def _go_on(
    connection: Connection, centre_id: int, branch: int, lines: Sequence[LedgerLine]
) -> None:
    """The same for lines of a branch that the tables stand on, whatever they say."""
    said = Said(lines)
    if said:
        loaded = await load(connection, centre_id, said)
        await _go_on_from(connection, centre_id, branch, said, loaded)


async def _go_on_from(
    connection: Connection, centre_id: int, branch: int, said: Said, loaded: Loaded
) -> None:
    feedback, book, services = FeedbackFold(), BookFold(), ServicesFold()
    feedback.load(await load_feedback(connection, centre_id, said))
    book.load(await load_book(connection, centre_id, said))
    services.load(await load_services(connection, centre_id, said))
    made = _Made(loaded, feedback)
    made.fold(said)
    for fact in said.of_book:
        book.fold(fact)
    for fact in said.of_services:
        services.fold(fact)
    made.count(said)
    saving = Saving(connection, centre_id, branch)
    async with connection.pipeline():
        await made.save(saving)
        await saving.book(book.moved)
        await saving.services(services.moved)
        now = _now(branch, said, loaded.now)
        if now != loaded.now:
            await saving.now(now)


class _Made:
    """Tickets, counters, smileys and figures of the days that some lines belong to."""

    def __init__(self, loaded: Loaded, feedback: FeedbackFold) -> None:
        self._feedback = feedback
        self._folds: dict[date, DayFold] = {}
        self._centre_days = {row.day: row for row in loaded.centre_days or ()}
        self._service_days = {(row.day, row.service): row for row in loaded.service_days or ()}
        self._changes: defaultdict[tuple[date, str], Tally] = defaultdict(Tally)
        for ticket in loaded.tickets or ():
            self.day(ticket.day).tickets[ticket.ticket] = ticket
            count(self._changes[ticket.day, ticket.service], ticket, -1)
        for counter in loaded.counters or ():
            self.day(counter.day).counters[counter.counter] = counter
        for day in self._centre_days.values():
            feedback.count(day, -1)

    def day(self, day: date) -> DayFold:
        """One day's tickets and counters."""
        fold = self._folds.get(day)
        if fold is None:
            fold = self._folds[day] = DayFold(day)
        return fold

    def fold(self, said: Said) -> None:
        """What the lines say, one after the other."""
        for day, fact in said.of_tickets:
            self.day(day).fold(fact)
        for day, fact in said.of_feedback:
            self._feedback.fold(day, fact)

    def count(self, said: Said) -> None:
        """All lines are folded: what that changes in the figures."""
        for day, fold in self._folds.items():
            for ticket in fold.tickets.values():
                count(self._changes[day, ticket.service], ticket, 1)
        for day, (seq, fact) in said.newest.items():
            row = self._centre_days.get(day)
            if row is None:
                row = self._centre_days[day] = CentreDayRow(day=day, last_seq=seq, last_at=fact.at)
            row.last_seq, row.last_at = seq, fact.at
        for (day, service), change in self._changes.items():
            key = (day, service)
            if key not in self._service_days:
                self._service_days[key] = ServiceDayRow(day=day, service=service)
            put_together(self._service_days[key], change)
            put_together(self._centre_days[day], change)
        self._feedback.flag()
        for centre_day in self._centre_days.values():
            self._feedback.count(centre_day, 1)

    async def save(self, saving: Saving) -> None:
        """Write what is not as it was."""
        folds = self._folds.values()
        await saving.tickets([f.tickets[each] for f in folds for each in f.moved_tickets])
        await saving.counters([f.counters[each] for f in folds for each in f.moved_counters])
        await saving.service_days([self._service_days[key] for key in self._changes])
        await saving.centre_days(list(self._centre_days.values()))
        await saving.feedback([self._feedback.rows[key] for key in self._feedback.moved])


def _now(branch: int, said: Said, before: CentreNow | None) -> CentreNow:
    opened_seq, made_by = said.opened_seq, MADE_BY
    if before is not None:
        opened_seq = opened_seq or before.opened_seq
        made_by = before.made_by
    return CentreNow(branch=branch, day=said.days[-1], opened_seq=opened_seq, made_by=made_by)
