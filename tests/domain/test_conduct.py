"""What a manager can see of how agents called."""

from dataclasses import replace

from kiosk.domain import commands as c
from kiosk.domain.conduct import Conduct, Post, conduct
from kiosk.domain.events import NoShowMarked
from kiosk.domain.ids import AgentId
from tests.domain.hall import ID_NEW, ONE, TAX, Hall

SEVEN, TWELVE = (Post(counter=ONE, agent=AgentId(agent)) for agent in ("07", "12"))


def test_an_agents_calls_are_added_up_with_what_was_out_of_order() -> None:
    hall = Hall(open_all_day=True)
    hall.open()
    _first, _second, friend = (hall.issue() for _ in range(3))
    hall.do(c.CallTicket(counter=ONE, ticket=friend.ticket))
    hall.do(c.MarkNoShow(counter=ONE))
    hall.called_by()
    hall.do(c.UndoCall(counter=ONE))
    hall.do(c.CloseCounter(counter=ONE))
    hall.do(c.OpenCounter(counter=ONE, agent=TWELVE.agent, services=(ID_NEW,)))
    hall.called_by()
    for _ in range(2):
        hall.do(c.Recall(counter=ONE))
    hall.do(c.MarkNoShow(counter=ONE))

    assert conduct(hall.journal, hall.catalogue.rules) == {
        SEVEN: Conduct(
            calls=2, chosen=1, out_of_order=1, passed_over=2, no_shows=1, hasty=1, undone=1
        ),
        TWELVE: Conduct(calls=1, no_shows=1),
    }


def test_who_asks_for_whoever_is_next_anyway_passes_over_nobody() -> None:
    hall = Hall(open_all_day=True)
    hall.open()
    first = hall.issue()
    hall.issue()
    hall.do(c.CallTicket(counter=ONE, ticket=first.ticket))
    found = conduct(hall.journal, hall.catalogue.rules)
    assert found == {SEVEN: Conduct(calls=1, chosen=1)}


def test_an_agent_who_narrows_what_is_offered_until_a_friend_is_next_is_seen() -> None:
    hall = Hall(open_all_day=True)
    hall.open(ONE, ID_NEW, TAX)
    hall.issue(ID_NEW)
    hall.issue(TAX)
    hall.open(ONE, TAX)
    hall.called_by()
    hall.do(c.HoldTicket(counter=ONE, reason="photo"))
    hall.open(ONE, ID_NEW, TAX)
    hall.open(ONE, TAX, ID_NEW)
    found = conduct(hall.journal, hall.catalogue.rules)
    assert found == {SEVEN: Conduct(calls=1, held=1, changes=2)}


def test_what_is_offered_next_morning_is_no_change() -> None:
    hall = Hall(open_all_day=True)
    hall.open(ONE, TAX)
    hall.later(24 * 60)
    hall.open(ONE, ID_NEW)
    assert conduct(hall.journal, hall.catalogue.rules) == {}


def test_of_calls_from_before_nothing_is_made_up() -> None:
    hall = Hall(open_all_day=True)
    hall.open()
    hall.issue()
    hall.called_by()
    hall.do(c.MarkNoShow(counter=ONE))
    entry = hall.journal[-1]
    assert isinstance(entry.event, NoShowMarked)
    old = replace(entry, event=replace(entry.event, calls=None))
    (line,) = conduct([*hall.journal[:-1], old], hall.catalogue.rules).values()
    assert (line.no_shows, line.hasty) == (1, 0)
