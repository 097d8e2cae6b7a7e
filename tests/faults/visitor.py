"""Visitors: they take a ticket, look into the tray, tell the truth, and sometimes just leave."""

from collections.abc import Generator
from dataclasses import dataclass
from random import Random
from typing import assert_never

from kiosk.ui.kiosk_visit import Page
from kiosk.ui.paper_state import PaperState
from kiosk.ui.paper_words import Answer
from tests.faults.acting import Act, Condition, pause, until
from tests.faults.judge import Story
from tests.faults.kiosk import Kiosk
from tests.faults.tray import Tray

GIVES_UP_S = 20.0
"""After this long without an end a visitor has had enough; scaled times end far earlier."""
TRAY_S = 5.0
"""How long a promised slip is waited for: paper moves slowly where many work at once."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Habits:
    """What visitors do, as shares of them; ``look_s`` is how long they look for a paper.

    ``presses_twice``: touch a button again at once. ``wants_paper``: ask for another. ``patient``:
    wait where the screen says that it prints by itself. ``walks_away`` without a word.
    """

    presses_twice: float = 0.2
    wants_paper: float = 0.6
    patient: float = 0.8
    walks_away: float = 0.1
    most_papers: int = 3
    look_s: float = 0.05


@dataclass(slots=True)
class _Visitor:
    """One visit's people: what they hold, and how they are."""

    kiosk: Kiosk
    tray: Tray
    chance: Random
    habits: Habits
    story: Story
    holds: int = 0
    leaves: bool = False

    def likes(self, share: float) -> bool:
        """One of so many."""
        return self.chance.random() < share

    def press(self, answer: Answer) -> None:
        """Touch a button that is there; some do it twice."""
        if answer not in self.kiosk.offered:
            return
        self.kiosk.screen.answer(answer.value)
        if self.likes(self.habits.presses_twice):
            self.kiosk.screen.answer(answer.value)

    def finds_paper(self) -> bool:
        """Look into the tray and take what is new: a whole slip of one's own."""
        whole = self.tray.slips(self.story.code).whole
        new, self.holds = whole > self.holds, max(whole, self.holds)
        return new

    def wants_another(self) -> bool:
        """Whether to ask for one paper more."""
        asked = self.story.asked_again + 1
        return asked < self.habits.most_papers and self.likes(self.habits.wants_paper)

    def ask_again(self) -> None:
        """One paper more, please."""
        if Answer.PRINT_AGAIN in self.kiosk.offered:
            self.story.asked_again += 1
            self.press(Answer.PRINT_AGAIN)
        else:
            self.leave(politely=True)

    def leave(self, *, politely: bool) -> None:
        """Press "Done", or just go: the screen notices in the end."""
        if politely and Answer.DONE in self.kiosk.offered:
            self.press(Answer.DONE)
        self.leaves = True


def visit(kiosk: Kiosk, tray: Tray, chance: Random, habits: Habits) -> Act:
    """From the first touch to an empty screen."""
    screen = kiosk.screen
    screen.chooseLanguage(chance.choice(("en", "sw")))
    screen.openGroup("id")
    screen.takeTicket()
    screen.joinAnyway()
    if chance.random() < habits.presses_twice:
        screen.takeTicket()
    yield lambda: kiosk.page == Page.TICKET
    visitor = _Visitor(kiosk, tray, chance, habits, kiosk.begin_story())
    while not visitor.leaves:
        ended = yield from until(
            lambda: kiosk.claim is not PaperState.PRINTING, within_s=GIVES_UP_S
        )
        if not ended:
            break
        yield from _react(visitor)
    kiosk.end_story()
    if kiosk.page != Page.START:
        screen.startAgain()
    yield lambda: kiosk.page == Page.START


def _react(visitor: _Visitor) -> Act:  # noqa: C901 - one line or two for each claim
    """To what the screen says of the paper now."""
    claim = visitor.kiosk.claim
    match claim:
        case PaperState.PRINTING:
            return
        case PaperState.TAKE:
            visitor.story.in_tray = yield from until(visitor.finds_paper, within_s=TRAY_S)
            visitor.leave(politely=not visitor.likes(visitor.habits.walks_away))
        case PaperState.SENT:
            yield from _look_after_sent(visitor)
        case PaperState.UNCONFIRMED:
            yield from _say_whether_it_came(visitor)
        case PaperState.MISSED:
            yield from _miss_it(visitor)
        case PaperState.HELD:
            yield from _wait_for_it(visitor)
        case PaperState.NOT_PRINTED | PaperState.CANCELLED:
            if visitor.wants_another():
                visitor.ask_again()
            if visitor.kiosk.claim is claim:
                visitor.leave(politely=not visitor.likes(visitor.habits.walks_away))
        case PaperState.TAKEN | PaperState.PHONE | PaperState.NO_PRINTER:
            visitor.leave(politely=True)
        case _:
            assert_never(claim)


def _look(visitor: _Visitor) -> Generator[Condition, None, bool]:
    """Whether a slip of one's own has come, by the time one stops looking."""
    return (yield from until(visitor.finds_paper, within_s=visitor.habits.look_s))


def _look_after_sent(visitor: _Visitor) -> Act:
    if (yield from _look(visitor)) or visitor.likes(visitor.habits.walks_away):
        visitor.leave(politely=True)
    else:
        visitor.story.said.append(False)
        visitor.press(Answer.DID_NOT_COME)


def _say_whether_it_came(visitor: _Visitor) -> Act:
    if visitor.likes(visitor.habits.walks_away):
        visitor.leave(politely=False)
    elif (yield from _look(visitor)):
        visitor.story.said.append(True)
        visitor.press(Answer.HAVE_IT)
    elif visitor.wants_another():
        visitor.story.said.append(False)
        visitor.ask_again()
    else:
        visitor.press(Answer.USE_PHONE)


def _miss_it(visitor: _Visitor) -> Act:
    yield from pause(visitor.habits.look_s)
    if visitor.finds_paper():
        visitor.story.said.append(True)
        visitor.press(Answer.HAVE_IT)
    elif visitor.wants_another():
        visitor.ask_again()
    elif visitor.likes(visitor.habits.walks_away):
        visitor.leave(politely=False)
    else:
        visitor.press(Answer.USE_PHONE)


def _wait_for_it(visitor: _Visitor) -> Act:
    if visitor.likes(visitor.habits.patient):
        yield from until(lambda: visitor.kiosk.claim is not PaperState.HELD, within_s=GIVES_UP_S)
    else:
        yield from pause(visitor.habits.look_s)
        if visitor.kiosk.claim is PaperState.HELD:
            visitor.leave(politely=not visitor.likes(visitor.habits.walks_away))
