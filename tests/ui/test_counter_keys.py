"""An agent's hands on the keyboard: every action of every state, and what is not there."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from kiosk.domain.commands import (
    CallForHelp,
    CallNext,
    HoldTicket,
    PauseCounter,
    Role,
    StartService,
    TransferTicket,
)
from kiosk.domain.counter import CounterNow
from kiosk.domain.events import Outcome
from kiosk.domain.ids import ServiceId, TicketId
from kiosk.domain.ticket import Ticket, TicketState
from kiosk.printer.hand_list import HandList
from kiosk.ui.look import Look
from tests.ui.conftest import Opens
from tests.ui.page import Page
from tests.ui.scenes.counter import (
    COUNTER,
    DIAGONAL_IN,
    MODULE,
    CounterFixture,
)

Key = Qt.Key


class Agent:
    """A counter, its window, and two hands."""

    def __init__(self, fixture: CounterFixture, page: Page) -> None:
        self.fixture = fixture
        self.page = page

    @property
    def now(self) -> CounterNow:
        return self.fixture.station.mirror.floor.counter(COUNTER)

    def ticket(self, ticket: TicketId) -> Ticket:
        return self.fixture.station.mirror.floor.tickets[ticket]

    def called_ticket(self) -> TicketId:
        assert self.now.ticket is not None
        return self.now.ticket

    def presses(self, key: Qt.Key | str) -> None:
        if isinstance(key, str):
            self.page.type(key)
        else:
            self.page.key(key)

    def until_state(self, state: str) -> None:
        self.fixture.until(lambda: self.fixture.says("state") == state)

    def until_panel(self, panel: str) -> None:
        self.fixture.until(lambda: self.fixture.says("panel") == panel)

    def serve(self) -> TicketId:
        """Somebody comes, is called, and is here; the first two seconds are over."""
        self.fixture.come()
        self.fixture.order(CallNext(counter=COUNTER))
        self.fixture.order(StartService(counter=COUNTER))
        self.fixture.settle()
        return self.called_ticket()

    def call(self) -> TicketId:
        """Somebody comes and is called; the first two seconds are over."""
        self.fixture.come()
        self.fixture.order(CallNext(counter=COUNTER))
        self.fixture.settle()
        return self.called_ticket()


Sits = Callable[..., Agent]


@pytest.fixture
def sits(open_page: Opens) -> Sits:
    """An agent at an open counter; `closed` before it is opened."""

    def sit(*, closed: bool = False, printer: bool = True, language: str = "en") -> Agent:
        fixture = CounterFixture(language, printer=printer)
        if not closed:
            fixture.open()
        page = open_page(
            MODULE,
            size_px=(1280, 800),
            look=Look(diagonal_in=DIAGONAL_IN, double_press_ms=0, reduce_motion=True),
            properties=fixture.shown(),
        )
        return Agent(fixture, page)

    return sit


def test_a_counter_is_opened_by_typing_a_code_and_enter(sits: Sits) -> None:
    agent = sits(closed=True)
    agent.presses("07")
    agent.presses(Key.Key_Return)
    agent.until_state("free")
    assert agent.now.agent == "07"
    assert agent.now.services == agent.fixture.catalogue.counter[COUNTER].services
    assert agent.fixture.says("panel") == ""


def test_services_are_ticked_with_arrows_and_space_while_the_code_is_typed(sits: Sits) -> None:
    agent = sits(closed=True)
    agent.presses("k-17")
    for _ in range(2):
        agent.presses(Key.Key_Down)
    agent.presses(Key.Key_Space)
    agent.presses(Key.Key_Return)
    agent.until_state("free")
    assert agent.now.agent == "k-17"
    assert ServiceId("id-first") not in agent.now.services
    assert len(agent.now.services) == 8


def test_all_services_are_one_tick(sits: Sits) -> None:
    agent = sits(closed=True)
    agent.presses("07")
    agent.presses(Key.Key_Space)
    agent.presses(Key.Key_Return)
    agent.until_state("free")
    assert len(agent.now.services) == len(agent.fixture.catalogue.services)


def test_without_a_code_or_a_service_the_screen_says_what_is_missing(sits: Sits) -> None:
    agent = sits(closed=True)
    agent.presses(Key.Key_Return)
    assert agent.page.shows("Type your agent code first.")
    agent.presses("é_07")
    agent.presses(Key.Key_Space)
    agent.presses(Key.Key_Space)
    agent.presses(Key.Key_Return)
    assert agent.page.shows("Choose at least one service.")
    assert agent.fixture.says("state") == "closed"


def test_space_calls_the_next_on_release(sits: Sits) -> None:
    agent = sits()
    agent.fixture.come()
    QTest.keyPress(agent.page.window, Key.Key_Space)
    QTest.qWait(20)
    assert agent.fixture.says("state") == "free"
    QTest.keyRelease(agent.page.window, Key.Key_Space)
    agent.until_state("called")
    assert agent.page.shows("Called · not here yet · call 1 of 3")
    assert agent.page.shows("next in fair order")


def test_a_second_space_within_two_seconds_of_the_call_starts_nobody(sits: Sits) -> None:
    agent = sits()
    agent.fixture.come()
    agent.presses(Key.Key_Space)
    agent.until_state("called")
    agent.fixture.monotonic_s += 1.9
    agent.presses(Key.Key_Space)
    QTest.qWait(20)
    assert agent.fixture.says("state") == "called"
    agent.fixture.monotonic_s += 0.2
    agent.presses(Key.Key_Space)
    agent.until_state("serving")


def test_a_visitor_who_has_just_sat_down_is_not_finished_by_a_trembling_space(sits: Sits) -> None:
    agent = sits()
    agent.call()
    agent.presses(Key.Key_Space)
    agent.until_state("serving")
    agent.presses(Key.Key_Space)
    QTest.qWait(20)
    assert agent.fixture.says("state") == "serving"


def test_a_space_that_went_down_before_an_arrival_was_called_does_nothing(sits: Sits) -> None:
    agent = sits()
    agent.presses(Key.Key_Space)
    agent.until_state("ready")
    QTest.keyPress(agent.page.window, Key.Key_Space)
    agent.fixture.come()
    agent.fixture.settle()
    QTest.keyRelease(agent.page.window, Key.Key_Space)
    QTest.qWait(20)
    assert agent.fixture.says("state") == "called"


def test_with_nobody_waiting_the_counter_is_ready_and_the_next_arrival_is_called(
    sits: Sits,
) -> None:
    agent = sits()
    agent.presses(Key.Key_Space)
    agent.until_state("ready")
    assert agent.page.shows("You are ready")
    assert not agent.page.has("next")
    agent.fixture.come()
    agent.until_state("called")


def test_space_finishes_and_calls_the_next(sits: Sits) -> None:
    agent = sits()
    served = agent.serve()
    agent.fixture.come()
    agent.presses(Key.Key_Space)
    agent.fixture.until(lambda: agent.now.ticket not in (served, None))
    assert agent.ticket(served).state is TicketState.SERVED
    agent.fixture.until(lambda: agent.page.shows("today 1 served"))


def test_after_the_last_visitor_the_counter_is_free(sits: Sits) -> None:
    agent = sits()
    agent.serve()
    agent.presses(Key.Key_Space)
    agent.until_state("free")


@pytest.mark.parametrize(
    ("key", "outcome"),
    [
        ("f", Outcome.SERVED),
        ("p", Outcome.DOCUMENTS_MISSING),
        ("d", Outcome.SYSTEM_DOWN),
        ("w", Outcome.WRONG_SERVICE),
    ],
)
def test_each_way_to_end_has_its_key(sits: Sits, key: str, outcome: Outcome) -> None:
    agent = sits()
    served = agent.serve()
    agent.presses(key)
    agent.until_state("free")
    assert agent.ticket(served).outcome is outcome


def test_r_calls_again(sits: Sits) -> None:
    agent = sits()
    agent.call()
    agent.presses("r")
    agent.fixture.until(lambda: agent.page.shows("call 2 of 3"))


def test_n_marks_a_no_show(sits: Sits) -> None:
    agent = sits()
    called = agent.call()
    agent.presses("n")
    agent.until_state("free")
    assert agent.ticket(called).state is TicketState.NO_SHOW


def test_u_takes_a_call_back_and_the_visitor_keeps_the_place(sits: Sits) -> None:
    agent = sits()
    called = agent.call()
    before = agent.ticket(called).virtual_arrival
    agent.presses("u")
    agent.until_state("free")
    assert agent.ticket(called).state is TicketState.WAITING
    assert agent.ticket(called).virtual_arrival == before


@pytest.mark.parametrize("serving", [True, False])
def test_h_and_a_digit_put_on_hold(sits: Sits, serving: bool) -> None:  # noqa: FBT001
    agent = sits()
    visitor = agent.serve() if serving else agent.call()
    agent.presses("h")
    assert agent.page.shows("Why is the visitor on hold?")
    assert agent.page.shows(agent.ticket(visitor).number + " ·")
    agent.presses("2")
    agent.until_state("free")
    assert agent.ticket(visitor).hold_reason == "copy"
    agent.until_panel("")
    agent.fixture.pass_minutes(3)
    assert agent.page.shows("gone for a copy\u00a0·\u00a03\u00a0min")


def test_a_digit_goes_on_with_a_visitor_on_hold(sits: Sits) -> None:
    agent = sits()
    first = agent.serve()
    agent.fixture.order(HoldTicket(counter=COUNTER, reason="photo"))
    second = agent.serve()
    agent.fixture.order(HoldTicket(counter=COUNTER, reason="copy"))
    agent.presses("2")
    agent.until_state("serving")
    assert agent.now.ticket == second
    assert agent.page.shows("back from hold")
    assert agent.ticket(first).state is TicketState.HELD


def test_nobody_can_be_called_back_while_a_visitor_is_here(sits: Sits) -> None:
    agent = sits()
    held = agent.serve()
    agent.fixture.order(HoldTicket(counter=COUNTER, reason="photo"))
    agent.serve()
    assert not agent.page.find("held-1").isEnabled()
    agent.presses("1")
    QTest.qWait(20)
    assert agent.ticket(held).state is TicketState.HELD


def test_t_and_a_part_of_the_name_transfer(sits: Sits) -> None:
    agent = sits()
    visitor = agent.serve()
    agent.presses("t")
    agent.presses("tax ret")
    agent.presses(Key.Key_Return)
    agent.until_state("free")
    assert agent.ticket(visitor).service == "kra-returns"
    assert agent.fixture.says("panel") == ""


def test_arrows_choose_the_service_too(sits: Sits) -> None:
    agent = sits()
    visitor = agent.call()
    agent.presses("t")
    agent.presses(Key.Key_Down)
    agent.presses(Key.Key_Down)
    agent.presses(Key.Key_Up)
    agent.presses(Key.Key_Return)
    agent.until_state("free")
    offered = [s.id for s in agent.fixture.catalogue.services if s.id != "id-lost"]
    assert agent.ticket(visitor).service == offered[1]


def test_escape_leaves_every_panel_and_changes_nothing(sits: Sits) -> None:
    agent = sits()
    visitor = agent.serve()
    for key, panel in (("h", "hold"), ("t", "transfer"), ("i", "issue"), ("g", "find")):
        agent.presses(key)
        assert agent.fixture.says("panel") == panel
        agent.presses(Key.Key_Escape)
        assert agent.fixture.says("panel") == ""
    assert agent.now.ticket == visitor


def test_space_in_a_panel_finishes_nobody(sits: Sits) -> None:
    agent = sits()
    agent.serve()
    agent.presses("h")
    agent.presses(Key.Key_Space)
    QTest.qWait(20)
    assert agent.fixture.says("state") == "serving"


def test_b_and_a_digit_take_a_break_and_space_comes_back(sits: Sits) -> None:
    agent = sits()
    agent.presses("b")
    agent.presses("2")
    agent.until_state("paused")
    assert agent.page.shows("Lunch")
    agent.until_panel("")
    agent.presses(Key.Key_Space)
    agent.until_state("free")


def test_a_break_asked_for_during_a_service_comes_after_this_visitor(sits: Sits) -> None:
    agent = sits()
    visitor = agent.serve()
    agent.fixture.come()
    agent.presses("b")
    agent.presses("1")
    assert agent.page.shows("Finish and take the break")
    assert agent.now.ticket == visitor
    agent.presses(Key.Key_Space)
    agent.until_state("paused")
    assert agent.ticket(visitor).state is TicketState.SERVED
    assert agent.now.pause_reason == "short"


def test_the_break_also_follows_a_no_show(sits: Sits) -> None:
    agent = sits()
    agent.call()
    agent.presses("b")
    agent.presses("1")
    agent.presses("n")
    agent.until_state("paused")


def test_b_again_takes_the_wish_for_a_break_back(sits: Sits) -> None:
    agent = sits()
    agent.serve()
    agent.presses("b")
    agent.presses("1")
    assert agent.page.shows("Cancel the break")
    agent.presses("b")
    agent.presses(Key.Key_Space)
    agent.until_state("free")
    QTest.qWait(20)
    assert agent.fixture.says("state") == "free"


def test_c_closes_after_enter(sits: Sits) -> None:
    agent = sits()
    agent.presses("c")
    assert agent.page.shows("Close this counter?")
    agent.presses(Key.Key_Return)
    agent.until_state("closed")
    agent.until_panel("opening")
    assert agent.page.shows("Open this counter")


def test_a_counter_with_a_visitor_cannot_be_closed(sits: Sits) -> None:
    agent = sits()
    agent.serve()
    agent.presses("c")
    assert agent.fixture.says("panel") == ""
    assert not agent.page.has("action-close")


def test_a_question_mark_calls_the_supervisor_once(sits: Sits) -> None:
    agent = sits()
    agent.presses("?")
    agent.fixture.until(lambda: agent.page.shows("The supervisor has been called."))
    assert agent.fixture.station.told == [CallForHelp()]
    assert not agent.page.has("action-help")
    agent.presses("?")
    assert len(agent.fixture.station.told) == 1
    assert not agent.page.shows("Help wanted")


def test_a_answers_somebody_elses_call_for_help(sits: Sits) -> None:
    agent = sits()
    agent.fixture.station.order(Role.KIOSK, CallForHelp())
    agent.fixture.until(lambda: agent.page.shows("Help wanted: kiosk"))
    agent.presses("a")
    agent.fixture.until(lambda: not agent.fixture.station.mirror.floor.helps)
    agent.fixture.until(lambda: not agent.page.shows("Help wanted"))


@pytest.mark.parametrize(
    ("device", "name", "where"),
    [
        ("kiosk-4", "Entrance", "Entrance"),
        ("kiosk-4", "kiosk", "kiosk 4"),
        ("kiosk-4", "", "kiosk 4"),
        ("counter-7", "2", "Counter 2"),
    ],
)
def test_who_needs_help_is_told_by_the_name_people_gave(
    sits: Sits, device: str, name: str, where: str
) -> None:
    agent = sits()
    role = Role(device.partition("-")[0])
    agent.fixture.station.order(role, CallForHelp(), name=name, device=device)
    agent.fixture.until(lambda: agent.page.shows(f"Help wanted: {where}"))


def test_l_speaks_the_other_language_and_back(sits: Sits) -> None:
    agent = sits()
    agent.presses("l")
    assert agent.page.shows("Ita anayefuata")
    agent.presses("l")
    assert agent.page.shows("Call next")


def test_a_key_without_a_button_does_nothing(sits: Sits) -> None:
    agent = sits()
    agent.presses("rnuhtfpdw1x")
    QTest.qWait(20)
    assert agent.fixture.says("state") == "free"
    assert agent.fixture.says("notice") == ""


def test_a_refusal_is_a_sentence_in_place(sits: Sits) -> None:
    agent = sits()
    agent.serve()
    # Another device has moved the visitor in the same moment, and this screen does not know yet.
    agent.fixture.station.cut()
    agent.fixture.station.order(
        Role.COUNTER, TransferTicket(counter=COUNTER, service=ServiceId("birth"))
    )
    agent.fixture.station.online = True
    agent.presses("f")
    agent.fixture.until(lambda: agent.page.shows("NOBODY_SERVED"))
    assert agent.fixture.screen.property("failed")


def test_no_answer_is_said_and_nothing_is_sent_twice(sits: Sits) -> None:
    agent = sits()
    agent.serve()
    agent.fixture.station.silent = True
    agent.presses("f")
    agent.fixture.until(lambda: agent.page.shows("The centre did not answer."))
    agent.fixture.station.silent = False
    QTest.qWait(20)
    assert agent.fixture.says("state") == "serving"
    agent.presses("f")
    agent.until_state("free")
    assert agent.fixture.says("notice") == ""


def test_while_an_answer_is_awaited_nothing_else_is_asked(sits: Sits) -> None:
    agent = sits()
    agent.serve()
    agent.fixture.come()
    agent.fixture.come()
    agent.presses("f")
    agent.presses("p")
    agent.until_state("free")
    QTest.qWait(20)
    assert agent.now.served == 1


def test_a_lost_centre_dims_what_was_known_and_takes_no_command(sits: Sits) -> None:
    agent = sits()
    visitor = agent.serve()
    agent.presses("h")
    agent.fixture.station.cut()
    agent.fixture.until(lambda: agent.page.has("lost"))
    assert agent.page.shows(agent.ticket(visitor).number)
    for absent in ("next", "action-finished", "action-issue", "action-help"):
        assert not agent.page.has(absent)
    agent.presses("f")
    agent.presses(Key.Key_Space)
    agent.fixture.station.mend()
    agent.fixture.until(lambda: not agent.page.has("lost"))
    assert agent.now.ticket == visitor
    assert agent.page.has("next")


def test_a_lost_centre_leaves_a_list_to_go_on_by_hand(sits: Sits) -> None:
    agent = sits()
    served = agent.serve()
    waiting = [agent.fixture.come() for _ in range(3)]
    agent.fixture.station.cut()
    agent.fixture.until(lambda: agent.page.has("hand-list"))
    agent.presses("h")
    since = f"{agent.fixture.station.known_at:%H:%M}"
    assert agent.page.shows(f"Open tickets as of {since}")
    numbers = [agent.ticket(ticket).number for ticket in waiting]
    (line,) = [text for text in agent.page.texts() if numbers[0] in text]
    assert [line.index(number) for number in numbers] == sorted(map(line.index, numbers))
    assert agent.page.shows(agent.ticket(served).number)
    agent.presses(Key.Key_Down)
    agent.presses(Key.Key_Return)
    agent.presses(Key.Key_Return)
    ((job, _done),) = agent.fixture.printer.jobs[-1:]
    assert isinstance(job.slip, HandList)
    assert [number for part in job.slip.parts for number, _ in part.waiting] == numbers
    agent.presses(Key.Key_Escape)
    assert not agent.page.shows("Open tickets as of")
    agent.presses("h")
    agent.fixture.station.mend()
    agent.fixture.until(lambda: not agent.page.has("lost"))
    assert agent.page.has("next")
    agent.presses("h")
    assert not agent.page.shows("Open tickets as of")


def test_space_is_the_next_action_wherever_the_keyboard_focus_is(sits: Sits) -> None:
    agent = sits()
    agent.fixture.come()
    agent.presses(Key.Key_Tab)
    agent.presses(Key.Key_Tab)
    agent.presses(Key.Key_Space)
    agent.until_state("called")


def test_enter_presses_the_focused_button(sits: Sits) -> None:
    agent = sits()
    agent.page.find("action-issue").forceActiveFocus(Qt.FocusReason.TabFocusReason)
    agent.presses(Key.Key_Return)
    agent.until_panel("issue")


def test_everything_works_by_touch_as_well(sits: Sits) -> None:
    agent = sits()
    agent.fixture.come()
    agent.page.tap("next")
    agent.until_state("called")
    agent.fixture.settle()
    agent.page.tap("next")
    agent.until_state("serving")
    agent.page.tap("action-hold")
    agent.page.tap("reason-payment")
    agent.until_state("free")
    agent.page.tap("held-1")
    agent.until_state("serving")
    agent.page.tap("action-transfer")
    agent.page.tap("service-birth")
    agent.until_state("free")
    agent.page.tap("action-break")
    agent.page.tap("panel-back")
    agent.page.tap("action-close")
    agent.page.tap("close")
    agent.until_state("closed")


def test_the_break_of_a_counter_that_is_paused_elsewhere_is_shown(sits: Sits) -> None:
    agent = sits()
    agent.fixture.order(PauseCounter(counter=COUNTER, reason="prayer"))
    agent.until_state("paused")
    assert agent.page.shows("Prayer")
    assert not agent.page.has("action-break")
