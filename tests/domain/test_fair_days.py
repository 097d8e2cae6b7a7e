"""Whole random days: the order is kept, nobody is lost, no counter idles, and it can be proved."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace

import hypothesis.strategies as st
from hypothesis import HealthCheck, example, given, settings

from kiosk.domain import commands as c
from kiosk.domain.catalogue import Slots
from kiosk.domain.commands import Command
from kiosk.domain.conduct import CALLING, conduct
from kiosk.domain.errors import Unfit
from kiosk.domain.events import Entry
from kiosk.domain.fairness import Right, account
from kiosk.domain.ids import AgentId, CounterId, Language, ServiceId, TicketId
from kiosk.domain.slots import slots_on
from kiosk.domain.ticket import TicketState
from kiosk.wire.codec import decode_entry, encode_entry
from tests.domain.hall import BIRTH, ID_LOST, ID_NEW, ONE, TAX, THREE, TWO, Hall
from tests.domain.witness import Witness

SERVICES = (ID_NEW, ID_LOST, BIRTH, TAX)
COUNTERS = (ONE, TWO, THREE)
OFFERS = ((ID_NEW, ID_LOST), (ID_LOST, BIRTH, TAX), SERVICES, (TAX,))
SWAHILI = Language("sw")
GAPS_MIN = (0, 0, 0, 1, 1, 2, 4, 9, 20)

Move = tuple[int, str, int, int]
"""Minutes that pass, what is done, and two numbers that choose with whom and where."""
MOVES = st.lists(
    st.tuples(
        st.sampled_from(GAPS_MIN),
        st.sampled_from(
            (
                *("come", "come", "come", "come", "urgent", "urgent", "book", "book", "check in"),
                *("check in", "check in", "next", "next", "next", "wait", "wait", "choose"),
                *("start", "start", "finish", "again", "miss", "miss", "back", "back", "undo"),
                *("hold", "resume", "transfer", "leave", "record", "open", "close"),
                *("pause", "reopen", "reopen"),
            )
        ),
        st.integers(0, 11),
        st.integers(0, 11),
    ),
    min_size=20,
    max_size=90,
)


class FairDay:
    """A hall with a book of appointments and a witness, to whom moves happen."""

    def __init__(self) -> None:
        self.hall = Hall()
        slots = Slots(minutes=15, capacity=4)
        services = tuple(replace(s, appointments=slots) for s in self.hall.catalogue.services)
        self.hall.catalogue = replace(self.hall.catalogue, services=services)
        self.witness = Witness()
        self._seen = 0
        for counter, services_ in zip(COUNTERS, OFFERS, strict=False):
            self.send(c.OpenCounter(counter=counter, agent=AgentId("07"), services=services_))

    def send(self, command: Command) -> None:
        """One command, refused or not, and what the witness says of it."""
        self.hall.later(0.01)
        try:
            self.hall.try_(command)
        except Unfit:
            return
        for entry in self.hall.journal[self._seen :]:
            self.witness.watch(entry)
        self._seen = len(self.hall.journal)
        self.witness.no_counter_is_idle()

    def make(self, move: Move) -> None:
        """One move; where there is nobody to make it with, nothing happens."""
        gap_min, what, first, second = move
        self.hall.later(gap_min)
        command = self._command(what, first, second)
        if command is not None:
            self.send(command)

    def _command(self, what: str, first: int, second: int) -> Command | None:
        service = SERVICES[first % len(SERVICES)]
        counter = COUNTERS[first % len(COUNTERS)]
        if what in OF_SERVICE:
            return OF_SERVICE[what](service)
        if what in AT_A_COUNTER:
            return AT_A_COUNTER[what](counter)
        match what:
            case "open":
                offers = OFFERS[second % len(OFFERS)]
                return c.OpenCounter(counter=counter, agent=AgentId("12"), services=offers)
            case "transfer":
                return c.TransferTicket(counter=counter, service=SERVICES[second % len(SERVICES)])
            case "book":
                return self._book(service, second)
            case "check in":
                return self._check_in(first)
            case "record":
                return self._record(service, first, second)
            case _:
                return self._with_a_ticket(what, counter, second)

    def _book(self, service: ServiceId, soon: int) -> Command | None:
        catalogue, at = self.hall.catalogue, self.hall.at
        slots = slots_on(catalogue, catalogue.service[service], at.date(), at.tzinfo)
        ahead = [slot.begins for slot in slots if slot.begins > at]
        return c.BookAppointment(service=service, slot=ahead[soon % 4]) if ahead[3:] else None

    def _check_in(self, which: int) -> Command | None:
        booked = list(self.witness.slots)
        if not booked:
            return None
        code = booked[which % len(booked)]
        return c.CheckIn(appointment=code, language=SWAHILI, priority=which % 3 == 0)

    def _record(self, service: ServiceId, which: int, ago: int) -> Command:
        letter = self.hall.catalogue.queue[self.hall.catalogue.service[service].queue].letter
        self.hall.later(-ago)
        issued_at = self.hall.at
        self.hall.later(ago)
        return c.RecordTicket(
            ticket=TicketId(f"{which:08x}-ffff-ffff-ffff-ffffffffffff"),
            number=f"{letter}{900 + which}",
            service=service,
            language=SWAHILI,
            token_hash=f"{which:064x}",
            issued_at=issued_at,
            priority=ago % 2 == 0,
        )

    def _with_a_ticket(self, what: str, counter: CounterId, which: int) -> Command | None:
        state, make = WITH_A_TICKET[what]
        those = [t for t in self.hall.floor.tickets.values() if t.state is state]
        return make(counter, those[which % len(those)].ticket) if those else None


OF_SERVICE: dict[str, Callable[[ServiceId], Command]] = {
    "come": lambda service: c.IssueTicket(service=service, language=SWAHILI),
    "urgent": lambda service: c.IssueTicket(service=service, language=SWAHILI, priority=True),
}
AT_A_COUNTER: dict[str, Callable[[CounterId], Command]] = {
    "next": lambda counter: c.CallNext(counter=counter),
    "wait": lambda counter: c.CallNext(counter=counter, wait=True),
    "start": lambda counter: c.StartService(counter=counter),
    "finish": lambda counter: c.FinishService(counter=counter),
    "again": lambda counter: c.Recall(counter=counter),
    "miss": lambda counter: c.MarkNoShow(counter=counter),
    "undo": lambda counter: c.UndoCall(counter=counter),
    "hold": lambda counter: c.HoldTicket(counter=counter, reason="photo"),
    "close": lambda counter: c.CloseCounter(counter=counter),
    "pause": lambda counter: c.PauseCounter(counter=counter, reason="tea"),
    "reopen": lambda counter: c.ReopenCounter(counter=counter),
}
WITH_A_TICKET: dict[str, tuple[TicketState, Callable[[CounterId, TicketId], Command]]] = {
    "choose": (TicketState.WAITING, lambda at, who: c.CallTicket(counter=at, ticket=who)),
    "back": (TicketState.NO_SHOW, lambda _, who: c.Requeue(ticket=who)),
    "resume": (TicketState.HELD, lambda at, who: c.ResumeTicket(counter=at, ticket=who)),
    "leave": (TicketState.WAITING, lambda _, who: c.CancelTicket(ticket=who)),
}

DAYS = settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.data_too_large])


def lived(moves: Sequence[Move]) -> FairDay:
    """A day on which the witness saw nothing wrong while it lasted."""
    day = FairDay()
    for move in moves:
        day.make(move)
    return day


READY_AND_BACK = [(0, what, 0, 0) for what in ("come", "next", "hold", "wait", "resume", "come")]
"""A counter that stands ready goes on with a visitor on hold, and is ready no more."""


@given(MOVES)
@example(READY_AND_BACK)
@DAYS
def test_no_day_breaks_a_promise_or_loses_anybody(moves: list[Move]) -> None:
    day = lived(moves)
    seen = {one.ticket: one.state for one in day.witness.visitors.values()}
    stands = {t.ticket: t.state.value for t in day.hall.floor.tickets.values()}
    assert seen == stands
    assert Counter(seen.values()).total() == len(day.hall.floor.numbers)


@given(MOVES)
@DAYS
def test_of_any_day_the_journal_alone_accounts_for_every_ticket(moves: list[Move]) -> None:
    day = lived(moves)
    journal = [decode_entry(encode_entry(entry)) for entry in day.hall.journal]
    for ticket in day.hall.floor.tickets:
        found = account(journal, ticket, day.hall.catalogue.rules)
        assert found is not None
        assert found.kept
        before = {one.ticket for one in found.before}
        assert before == {other for other, n in day.witness.went_before[ticket].items() if n > 0}
        visitors = day.witness.visitors
        for one in found.by(Right.EARLIER) + found.by(Right.TRANSFERRED):
            assert visitors[one.ticket].came <= visitors[ticket].came
        assert all(visitors[one.ticket].priority for one in found.by(Right.PRIORITY))
        assert all(visitors[one.ticket].slot for one in found.by(Right.APPOINTMENT))
    _adds_up(journal, day)


def _adds_up(journal: list[Entry], day: FairDay) -> None:
    found = conduct(journal, day.hall.catalogue.rules)
    kinds = Counter(type(entry.event) for entry in journal)
    lines = found.values()
    opened, called, missed, undone, held = (kinds[kind] for kind in CALLING)
    assert opened >= len({post.counter for post in found})
    assert sum(line.calls for line in lines) == called
    assert sum(line.no_shows for line in lines) == missed
    assert sum(line.undone for line in lines) == undone
    assert sum(line.held for line in lines) == held
