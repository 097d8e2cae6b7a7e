"""Twenty agents call, miss, choose, send on and take back at once: the journal proves the order."""

import random
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass, field
from itertools import groupby
from pathlib import Path
from threading import Barrier, Event

import pytest

from kiosk.client.reply import Declined, Done
from kiosk.client.session import Session
from kiosk.db.journal import Journal
from kiosk.db.opening import open_reader
from kiosk.domain import commands as c
from kiosk.domain.catalogue import Rules
from kiosk.domain.commands import Command, Role
from kiosk.domain.conduct import conduct
from kiosk.domain.events import (
    CallUndone,
    Entry,
    NoShowMarked,
    TicketCalled,
    TicketIssued,
    Why,
)
from kiosk.domain.fairness import account
from kiosk.domain.ids import AgentId, CounterId, Language, ServiceId, TicketId
from kiosk.roles.places import SAMPLE_CATALOGUE
from kiosk.wire.codec import decode_entry
from tests.domain.witness import Witness
from tests.journeys.centre_process import PATIENCE_S, CentreProcess

pytestmark = pytest.mark.journey

AGENTS, KIOSKS, VISITORS = 20, 2, 240
PAUSE_S = 0.01
SERVICES = tuple(map(ServiceId, ("id-first", "id-lost", "birth", "abstract")))
COUNTER = """
[[counter]]
id = "{id}"
label = "{id}"
hall = {{en = "Hall 9", sw = "Ukumbi 9"}}
services = {services}
"""
SWAHILI = Language("sw")


def offered(agent: int) -> tuple[ServiceId, ...]:
    """Every fourth agent serves all, the others two services that overlap with their neighbours."""
    if agent % 4 == 0:
        return SERVICES
    return (SERVICES[agent % 4], SERVICES[(agent + 1) % 4])


def counter_of(agent: int) -> CounterId:
    return CounterId(str(101 + agent))


@pytest.fixture
def centre(tmp_path: Path) -> Iterator[CentreProcess]:
    """A centre with a counter for each agent."""
    counters = (
        COUNTER.format(id=counter_of(agent), services=list(map(str, offered(agent))))
        for agent in range(AGENTS)
    )
    sample = SAMPLE_CATALOGUE.read_text(encoding="utf-8")
    (tmp_path / "large.toml").write_text(sample + "".join(counters), encoding="utf-8")
    (tmp_path / "centre.toml").write_text('catalogue = "large.toml"\n')
    with CentreProcess(tmp_path) as centre:
        yield centre


@dataclass(slots=True)
class Hall:
    """What happens to all: they begin together, and end when everybody has come."""

    at_once: Barrier = field(default_factory=lambda: Barrier(AGENTS + KIOSKS))
    everybody_came: Event = field(default_factory=Event)
    came: list[TicketId] = field(default_factory=list)


class Agent:
    """One counter, at which everything happens that can. Every other agent stands ready."""

    def __init__(self, url: str, number: int, hall: Hall) -> None:
        self._session = Session(url).enrol(Role.COUNTER, counter_of(number))
        self._chance = random.Random(number)
        self._number = number
        self._counter = counter_of(number)
        self._hall = hall
        self._missed: list[TicketId] = []

    def work(self) -> None:
        """Begin together with all others; end when nobody waits and nobody more comes."""
        with self._session:
            agent = AgentId(str(self._number))
            services = offered(self._number)
            self._send(c.OpenCounter(counter=self._counter, agent=agent, services=services))
            self._hall.at_once.wait(PATIENCE_S)
            while True:
                last = self._hall.everybody_came.is_set()
                if self._call():
                    self._meet()
                elif not last:
                    self._hall.everybody_came.wait(PAUSE_S)
                elif isinstance(self._send(c.CloseCounter(counter=self._counter)), Done):
                    return

    def _send(self, command: Command) -> Done | Declined:
        reply = self._session.send(command)
        assert isinstance(reply, Done | Declined), reply
        return reply

    def _call(self) -> bool:
        """Whether somebody is called here now."""
        reply = self._send(c.CallNext(counter=self._counter, wait=self._number % 2 == 0))
        if isinstance(reply, Done):
            return any(isinstance(entry.event, TicketCalled) for entry in reply.entries)
        # A counter that stood ready may have been given somebody in the meantime.
        assert reply.reason in {"NOBODY_WAITING", "STILL_CALLED"}
        return reply.reason == "STILL_CALLED"

    def _meet(self) -> None:
        """Most are served; some do not come, some come back, some are sent on or called wrongly."""
        counter = self._counter
        fate = self._chance.random()
        if fate < 0.1:
            for entry in self._entries(c.MarkNoShow(counter=counter)):
                if isinstance(entry.event, NoShowMarked):
                    self._missed.append(entry.event.ticket)
            return
        if fate < 0.2:
            self._send(c.UndoCall(counter=counter))
            self._choose()
            return
        self._send(c.StartService(counter=counter))
        if fate < 0.3:
            to = self._chance.choice(SERVICES)
            self._send(c.TransferTicket(counter=counter, service=to))
        elif self._missed and fate < 0.6:
            self._send(c.Requeue(ticket=self._missed.pop()))

    def _entries(self, command: Command) -> Sequence[Entry]:
        reply = self._send(command)
        assert isinstance(reply, Done)
        return reply.entries

    def _choose(self) -> None:
        """Call one of those who came last by number, if they still wait for this counter."""
        for ticket in self._chance.sample(self._hall.came[-20:], 5):
            reply = self._send(c.CallTicket(counter=self._counter, ticket=ticket))
            if isinstance(reply, Done):
                self._send(c.StartService(counter=self._counter))
                return


def visitors_come(url: str, number: int, hall: Hall) -> None:
    """Everybody who takes a ticket at one kiosk, every fifth with priority.

    Half of them wait already when the agents begin, the others come while they call.
    """
    with Session(url).enrol(Role.KIOSK, f"kiosk {number}") as kiosk:
        for n in range(VISITORS // KIOSKS):
            if n == VISITORS // KIOSKS // 2:
                hall.at_once.wait(PATIENCE_S)
            service = SERVICES[n % len(SERVICES)]
            wanted = c.IssueTicket(service=service, language=SWAHILI, priority=n % 5 == 0)
            reply = kiosk.send(wanted)
            assert isinstance(reply, Done)
            assert reply.issued is not None
            hall.came.append(reply.issued.ticket)


def serve_the_rest(url: str) -> None:
    """One who serves everything looks after whom the others had sent on in the end."""
    counter = counter_of(0)
    with Session(url).enrol(Role.COUNTER, counter) as agent:
        agent.send(c.OpenCounter(counter=counter, agent=AgentId("last"), services=SERVICES))
        while isinstance(agent.send(c.CallNext(counter=counter)), Done):
            agent.send(c.StartService(counter=counter))


@pytest.fixture
def lived(centre: CentreProcess, tmp_path: Path) -> tuple[list[TicketId], list[Entry]]:
    """A day with everybody at once: who was given a ticket, and what the journal says."""
    hall = Hall()
    agents = [Agent(centre.url, number, hall) for number in range(AGENTS)]
    with ThreadPoolExecutor(AGENTS + KIOSKS) as threads:
        working = [threads.submit(agent.work) for agent in agents]
        coming = [threads.submit(visitors_come, centre.url, n, hall) for n in range(KIOSKS)]
        try:
            for kiosk in coming:
                kiosk.result()
        finally:
            hall.everybody_came.set()
        for work in working:
            work.result()
    serve_the_rest(centre.url)
    with closing(open_reader(tmp_path / "centre.db")) as db:
        journal = Journal(db)
        assert journal.verify() is None
        entries = [decode_entry(line.text) for line in journal.lines_after(0, 1_000_000)]
    return hall.came, entries


def test_every_ticket_is_called_in_order_to_one_counter_at_a_time_and_none_is_lost(
    lived: tuple[list[TicketId], list[Entry]],
) -> None:
    came, entries = lived
    witness = Witness()
    for _, told in groupby(entries, key=lambda entry: entry.cmd):
        for entry in told:
            witness.watch(entry)
        witness.no_counter_is_idle()
    assert len(came) == len(set(came)) == VISITORS
    assert set(witness.visitors) == set(came)
    states = Counter(one.state for one in witness.visitors.values())
    assert states["served"] + states["no_show"] == VISITORS
    numbers = [e.event.number for e in entries if isinstance(e.event, TicketIssued)]
    assert len(set(numbers)) == VISITORS

    calls = [e.event for e in entries if isinstance(e.event, TicketCalled)]
    assert {call.ticket for call in calls} == set(came)
    found = conduct(entries, Rules())
    assert sum(line.calls for line in found.values()) == len(calls)
    assert sum(line.chosen for line in found.values()) == sum(c.why is Why.CHOSEN for c in calls)
    undone = sum(isinstance(e.event, CallUndone) for e in entries)
    assert sum(line.undone for line in found.values()) == undone

    # The whole day is folded anew for each: a share of them, always another.
    for ticket in came[len(entries) % 12 :: 12]:
        fared = account(entries, ticket, Rules())
        assert fared is not None
        assert fared.kept
