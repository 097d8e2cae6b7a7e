"""How agents called: what a manager can see of it in the journal."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from kiosk.domain import events as e
from kiosk.domain.catalogue import Rules
from kiosk.domain.events import Entry, Why
from kiosk.domain.ids import AgentId, CounterId


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """Who called, and where."""

    counter: CounterId
    agent: AgentId


@dataclass(slots=True, kw_only=True)
class Conduct:
    """How an agent called at a counter, by what the journal says of each call.

    ``chosen`` were asked for by name, ``out_of_order`` of them while others had an earlier turn,
    who are ``passed_over``; ``hasty`` no-shows were marked before the last of the calls that are
    due to a visitor; ``held`` counts visitors put on hold, ``changes`` how often on a day the
    counter was given other services: with few enough of them a friend is next.
    """

    calls: int = 0
    chosen: int = 0
    out_of_order: int = 0
    passed_over: int = 0
    no_shows: int = 0
    hasty: int = 0
    undone: int = 0
    held: int = 0
    changes: int = 0


CALLING = (e.CounterOpened, e.TicketCalled, e.NoShowMarked, e.CallUndone, e.TicketHeld)
"""The events that ``conduct`` reads."""


def conduct(entries: Iterable[Entry], rules: Rules) -> Mapping[Post, Conduct]:
    """How every agent called at every counter, over any number of whole days.

    Of the entries only those of ``CALLING`` matter, in order. A no-show from before the journal
    said after how many calls is not taken to be hasty.
    """
    opened: dict[CounterId, tuple[date, e.CounterOpened]] = {}
    found: defaultdict[Post, Conduct] = defaultdict(Conduct)
    for entry in entries:
        event = entry.event
        if isinstance(event, e.CounterOpened):
            before = opened.get(event.counter)
            if before is not None and before[0] == entry.day and _changes(before[1], event):
                found[_post(event)].changes += 1
            opened[event.counter] = (entry.day, event)
        elif isinstance(event, e.TicketCalled | e.NoShowMarked | e.CallUndone | e.TicketHeld):
            _add(found[_post(opened[event.counter][1])], event, rules)
    return found


def _post(opened: e.CounterOpened) -> Post:
    return Post(counter=opened.counter, agent=opened.agent)


def _changes(before: e.CounterOpened, now: e.CounterOpened) -> bool:
    """Whether the same agent opened the counter with other services."""
    return before.agent == now.agent and set(before.services) != set(now.services)


def _add(
    line: Conduct,
    event: e.TicketCalled | e.NoShowMarked | e.CallUndone | e.TicketHeld,
    rules: Rules,
) -> None:
    match event:
        case e.TicketCalled(why=why, passed_over=passed_over):
            line.calls += 1
            line.chosen += why is Why.CHOSEN
            line.out_of_order += passed_over > 0
            line.passed_over += passed_over
        case e.NoShowMarked(calls=calls):
            line.no_shows += 1
            line.hasty += calls is not None and calls < rules.calls_before_no_show
        case e.CallUndone():
            line.undone += 1
        case e.TicketHeld():
            line.held += 1
