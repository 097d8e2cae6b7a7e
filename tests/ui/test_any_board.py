"""Whatever happens in a hall, a board speaks only what it shows, in order, and nothing old."""

from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import suppress

import hypothesis.strategies as st
import pytest
from hypothesis import settings
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)
from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QGuiApplication

from kiosk.client.reply import Done
from kiosk.domain.commands import (
    CallNext,
    CancelTicket,
    Command,
    FinishService,
    HoldTicket,
    IssueTicket,
    MarkNoShow,
    Recall,
    Role,
    StartService,
    TransferTicket,
    UndoCall,
)
from kiosk.domain.errors import Unfit
from kiosk.domain.events import TicketCalled, TicketRecalled
from kiosk.domain.ids import CounterId, Language, ServiceId, TicketId
from kiosk.speech.announcing import OLDEST_S
from kiosk.ui.board_settings import BoardMode, BoardSettings, BoardTimes
from kiosk.ui.board_zone import Zone
from tests.ui.hall_voice import FULL_S, Loudspeaker, NotingVoice
from tests.ui.scenes.board import Hall, catalogue

SERVICES = ("id-lost", "sha-join", "business-permit", "birth", "kra-pin")
COUNTERS = ("3", "4", "5", "6")
ZONE = Zone(counters=("3", "4", "6"))
LABELS = {"3", "4", "15"}
"""What stands above them."""
TIMES = BoardTimes(
    least_s=0, fresh_s=0, turn_s=3600, page_s=3600, waits_s=3600, lost_s=0, hanging_s=3600
)
AT_A_COUNTER: Sequence[Callable[[CounterId], Command]] = (
    lambda counter: CallNext(counter=counter),
    lambda counter: Recall(counter=counter),
    lambda counter: UndoCall(counter=counter),
    lambda counter: StartService(counter=counter),
    lambda counter: FinishService(counter=counter),
    lambda counter: MarkNoShow(counter=counter),
    lambda counter: HoldTicket(counter=counter, reason="photo"),
    lambda counter: TransferTicket(counter=counter, service=ServiceId("birth")),
)
SECONDS = (1.0, FULL_S, OLDEST_S - 1, OLDEST_S + 1)
TURNS = 3
"""Of Qt's loop: a timer of no time, what it starts, and what that starts."""


class AnyBoard(RuleBasedStateMachine):
    """One board, and whatever can happen around it."""

    @initialize(mode=st.sampled_from((BoardMode.CALLS, BoardMode.BOTH)))
    def open(self, mode: BoardMode) -> None:
        self.hall = Hall(catalogue())
        self.hall.open_counters()
        self.loudspeaker = Loudspeaker()
        self.voice = NotingVoice(self.loudspeaker)
        board = BoardSettings(mode=mode, zone=ZONE, times=TIMES)
        self.board = self.hall.screen(board, voice=self.voice)
        self.noted = 0
        self.made: Counter[tuple[TicketId, int]] = Counter()

    @rule(service=st.sampled_from(SERVICES), language=st.sampled_from(("sw", "en")))
    def issue(self, service: str, language: str) -> None:
        self._try(IssueTicket(service=ServiceId(service), language=Language(language)))

    @rule(service=st.sampled_from(SERVICES), counter=st.sampled_from(COUNTERS))
    def call(self, service: str, counter: str) -> None:
        self._try(IssueTicket(service=ServiceId(service), language=Language("sw")))
        self._try(MarkNoShow(counter=CounterId(counter)))
        self._try(CallNext(counter=CounterId(counter)))

    @rule(what=st.sampled_from(AT_A_COUNTER), counter=st.sampled_from(COUNTERS))
    def order(self, what: Callable[[CounterId], Command], counter: str) -> None:
        self._try(what(CounterId(counter)))

    @rule(place=st.integers(0, 9))
    def cancel(self, place: int) -> None:
        tickets = list(self.hall.station.mirror.floor.tickets)
        if tickets:
            self._try(CancelTicket(ticket=tickets[place % len(tickets)]))

    @rule(seconds=st.sampled_from(SECONDS))
    def wait(self, seconds: float) -> None:
        self.hall.station.advance(seconds / 60)

    @rule()
    def end(self) -> None:
        if self.loudspeaker.is_speaking():
            self.loudspeaker.end()

    @rule()
    def cut(self) -> None:
        if self.hall.station.online:
            self.hall.station.cut()

    @rule()
    def fetch_the_floor(self) -> None:
        self.hall.station.mend()

    @rule()
    def catch_up(self) -> None:
        if not self.hall.station.online:
            self.hall.station.catch_up()

    @invariant()
    def what_is_spoken_is_shown(self) -> None:
        for _ in range(TURNS):
            QCoreApplication.processEvents()
        if not self.loudspeaker.is_speaking():
            return
        call = self.voice.pieces[-1].call
        assert self.hall.station.online
        assert self.board.property("view") == "calls"
        assert self.board.property("fresh")
        assert self.board.property("number") == call.number
        assert self.board.property("counter") == call.label

    @invariant()
    def nothing_is_shown_twice_or_of_another_zone(self) -> None:
        rows = self.board.property("calls")
        shown = [rows.rows[place] for place in range(rows.rowCount())]
        assert len({row.number for row in shown}) == len(shown)
        assert {row.counter for row in shown} <= LABELS

    @invariant()
    def what_was_begun_was_no_older_than_it_may_be(self) -> None:
        now_s = self.hall.station.now().timestamp()
        for piece in self.voice.pieces[self.noted :]:
            assert not piece.first or now_s - piece.call.made_s <= OLDEST_S
            assert piece.first == (piece.language == piece.call.languages[0])
        self.noted = len(self.voice.pieces)

    @invariant()
    def calls_are_begun_once_and_in_their_order(self) -> None:
        begun = [piece.call for piece in self.voice.pieces if piece.first]
        made_s = [call.made_s for call in begun]
        assert made_s == sorted(made_s)
        assert Counter((call.ticket, call.nth) for call in begun) <= self.made

    def _try(self, command: Command) -> None:
        """Most of what chance makes up is refused."""
        with suppress(Unfit):
            reply = self.hall.station.order(Role.COUNTER, command)
            for entry in reply.entries if isinstance(reply, Done) else ():
                if isinstance(entry.event, TicketCalled):
                    self.made[entry.event.ticket, 1] += 1
                elif isinstance(entry.event, TicketRecalled):
                    self.made[entry.event.ticket, entry.event.call] += 1


@pytest.mark.filterwarnings("ignore::hypothesis.errors.HypothesisWarning")
def test_any_board(qapp: QGuiApplication) -> None:
    run_state_machine_as_test(
        AnyBoard, settings=settings(max_examples=60, stateful_step_count=30, deadline=None)
    )
