"""Every action of an agent: its key, its icon, its words, and when it is there at all."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from kiosk.domain import commands as c
from kiosk.domain.counter import OCCUPIED, STAFFED, CounterState
from kiosk.domain.events import Outcome
from kiosk.domain.ids import CounterId


class Action(StrEnum):
    """What one key or one button does."""

    CALL_NEXT = "call-next"
    START = "start"
    FINISH_AND_NEXT = "finish-and-next"
    FINISH_AND_BREAK = "finish-and-break"
    BACK = "back"
    RECALL = "recall"
    NO_SHOW = "no-show"
    UNDO = "undo"
    HOLD = "hold"
    TRANSFER = "transfer"
    FINISHED = "finished"
    PAPERS = "papers"
    SYSTEM = "system"
    WRONG = "wrong"
    ISSUE = "issue"
    FIND = "find"
    BOOK = "book"
    BREAK = "break"
    NO_BREAK = "no-break"
    HELP = "help"
    CLOSE = "close"


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """How an action looks: the cap of its key, an icon, and the key of its words."""

    key: str
    icon: str
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionRow:
    """A button as QML shows it: what it does, its key, its icon and its words."""

    does: str
    key: str
    symbol: str
    say: str


OFFERS: Mapping[Action, Offer] = MappingProxyType(
    {
        Action.RECALL: Offer(key="R", icon="volume-2", words="counter-recall"),
        Action.NO_SHOW: Offer(key="N", icon="user-x", words="counter-no-show"),
        Action.UNDO: Offer(key="U", icon="undo-2", words="counter-undo-call"),
        Action.HOLD: Offer(key="H", icon="pause", words="counter-hold"),
        Action.TRANSFER: Offer(key="T", icon="corner-up-right", words="counter-transfer"),
        Action.FINISHED: Offer(key="F", icon="check", words="counter-finished"),
        Action.PAPERS: Offer(key="P", icon="file-x", words="counter-papers-missing"),
        Action.SYSTEM: Offer(key="D", icon="unplug", words="counter-system-down"),
        Action.WRONG: Offer(key="W", icon="signpost", words="counter-wrong-service"),
        Action.ISSUE: Offer(key="I", icon="ticket-plus", words="counter-issue-ticket"),
        Action.FIND: Offer(key="G", icon="search", words="counter-find-title"),
        Action.BOOK: Offer(key="M", icon="calendar-check", words="counter-book"),
        Action.BREAK: Offer(key="B", icon="coffee", words="counter-break"),
        Action.NO_BREAK: Offer(key="B", icon="coffee", words="counter-no-break"),
        Action.HELP: Offer(key="?", icon="hand-helping", words="counter-supervisor"),
        Action.CLOSE: Offer(key="C", icon="log-out", words="counter-close"),
    }
)
"""Every action with a key of its own; the next one, on Space, is not among them."""

PRIMARY_WORDS: Mapping[Action, str] = MappingProxyType(
    {
        Action.CALL_NEXT: "counter-call-next",
        Action.START: "counter-start",
        Action.FINISH_AND_NEXT: "counter-finish-and-next",
        Action.FINISH_AND_BREAK: "counter-finish-and-break",
        Action.BACK: "counter-back-from-break",
    }
)
SAME_KEY = MappingProxyType({"/": "G"})
"""Keys that mean the same as another."""


def primary(state: CounterState, *, break_after: bool) -> Action | None:
    """The one next action, on Space; ``None`` where there is nothing to do but wait."""
    match state:
        case CounterState.FREE:
            return Action.CALL_NEXT
        case CounterState.CALLED:
            return Action.START
        case CounterState.SERVING:
            return Action.FINISH_AND_BREAK if break_after else Action.FINISH_AND_NEXT
        case CounterState.PAUSED:
            return Action.BACK
        case CounterState.READY | CounterState.CLOSED:
            return None


def row(state: CounterState, *, information: bool, books: bool) -> tuple[Action, ...]:
    """The actions under the visitor, or what a counter without one can do."""
    match state:
        case CounterState.CALLED:
            return (Action.RECALL, Action.NO_SHOW, Action.UNDO, Action.HOLD, Action.TRANSFER)
        case CounterState.SERVING:
            return (
                Action.FINISHED,
                Action.PAPERS,
                Action.SYSTEM,
                Action.WRONG,
                Action.HOLD,
                Action.TRANSFER,
            )
        case CounterState.FREE | CounterState.READY | CounterState.PAUSED:
            return (*(_desk(books=books) if information else ()), Action.CLOSE)
        case CounterState.CLOSED:
            return ()


def side(
    state: CounterState, *, information: bool, books: bool, break_after: bool, help_called: bool
) -> tuple[Action, ...]:
    """The actions that are there whoever is at the counter.

    ``books``: at least one service of the centre takes appointments.
    """
    if state is CounterState.CLOSED:
        return ()
    in_row = information and state not in OCCUPIED
    desk = () if in_row else _desk(books=books)
    pause = Action.NO_BREAK if break_after else Action.BREAK
    pauses = (pause,) if state in STAFFED else ()
    helps = () if help_called else (Action.HELP,)
    return (*desk, *pauses, *helps)


def _desk(*, books: bool) -> tuple[Action, ...]:
    return (Action.ISSUE, Action.FIND, *((Action.BOOK,) if books else ()))


def command_of(action: Action, counter: CounterId) -> c.Command | None:
    """The command of an action that asks nothing more; ``None`` for one that does."""
    match action:
        case Action.CALL_NEXT:
            return c.CallNext(counter=counter, wait=True)
        case Action.FINISH_AND_NEXT:
            return c.CallNext(counter=counter)
        case Action.PAPERS:
            return c.FinishService(counter=counter, outcome=Outcome.DOCUMENTS_MISSING)
        case Action.SYSTEM:
            return c.FinishService(counter=counter, outcome=Outcome.SYSTEM_DOWN)
        case Action.WRONG:
            return c.FinishService(counter=counter, outcome=Outcome.WRONG_SERVICE)
        case _:
            simple = _SIMPLE.get(action)
            return simple(counter=counter) if simple is not None else None


_SIMPLE: Mapping[
    Action,
    type[c.StartService | c.ReopenCounter | c.Recall | c.MarkNoShow | c.UndoCall | c.FinishService],
] = MappingProxyType(
    {
        Action.START: c.StartService,
        Action.BACK: c.ReopenCounter,
        Action.RECALL: c.Recall,
        Action.NO_SHOW: c.MarkNoShow,
        Action.UNDO: c.UndoCall,
        Action.FINISHED: c.FinishService,
        Action.FINISH_AND_BREAK: c.FinishService,
    }
)
