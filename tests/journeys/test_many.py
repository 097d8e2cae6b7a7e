"""Many at once: no two agents get the same ticket, and every follower reads the same journal."""

import random
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from itertools import islice
from pathlib import Path

import pytest

from kiosk.client.reply import Declined, Done
from kiosk.client.session import Session
from kiosk.db.journal import Journal
from kiosk.db.opening import open_reader
from kiosk.domain import commands as c
from kiosk.domain.commands import Role
from kiosk.domain.events import TicketCalled
from kiosk.domain.ids import AgentId, CounterId, Language, TicketId
from kiosk.roles.places import SAMPLE_CATALOGUE
from tests.journeys.centre_process import CentreProcess

pytestmark = pytest.mark.journey

AGENTS, VISITORS, BOARDS = 20, 240, 5
COUNTER = """
[[counter]]
id = "{id}"
label = "{id}"
hall = {{en = "Hall 9", sw = "Ukumbi 9"}}
services = ["{service}"]
"""


@pytest.fixture
def centre(tmp_path: Path) -> Iterator[CentreProcess]:
    """A centre with a counter for each agent, where everybody already waits."""
    sample = SAMPLE_CATALOGUE.read_text(encoding="utf-8")
    counters = (COUNTER.format(id=id_, service="id-lost") for id_ in counter_ids())
    (tmp_path / "large.toml").write_text(sample + "".join(counters), encoding="utf-8")
    (tmp_path / "centre.toml").write_text('catalogue = "large.toml"\n')
    with CentreProcess(tmp_path) as centre, Session(centre.url).enrol(Role.KIOSK, "k") as kiosk:
        service = next(s.id for s in kiosk.catalogue().services if s.id == "id-lost")
        for _ in range(VISITORS):
            kiosk.send(c.IssueTicket(service=service, language=Language("sw")))
        yield centre


def counter_ids() -> list[CounterId]:
    return [CounterId(str(101 + n)) for n in range(AGENTS)]


def test_twenty_agents_never_get_the_same_ticket_and_every_board_reads_the_same_journal(
    centre: CentreProcess, tmp_path: Path
) -> None:
    boards = [Session(centre.url).enrol(Role.BOARD, f"board {n}") for n in range(BOARDS)]
    with ThreadPoolExecutor(AGENTS + BOARDS) as threads:
        reading = [threads.submit(follow, board, seed) for seed, board in enumerate(boards)]
        called = list(threads.map(lambda counter: work(centre.url, counter), counter_ids()))
        read = [lines.result() for lines in reading]
    calls = Counter(ticket for tickets in called for ticket in tickets)
    assert len(calls) == VISITORS
    assert set(calls.values()) == {1}
    with closing(open_reader(tmp_path / "centre.db")) as db:
        journal = Journal(db)
        lines = [line.text for line in journal.lines_after(0, 100_000)]
        assert journal.verify() is None
    assert all(board == lines for board in read)


def work(url: str, counter: CounterId) -> list[TicketId]:
    """One agent calls and serves until nobody waits any more; whom the centre called here."""
    called: list[TicketId] = []
    with Session(url).enrol(Role.COUNTER, counter) as agent:
        service = agent.catalogue().counter[counter].services[0]
        agent.send(c.OpenCounter(counter=counter, agent=AgentId("A1"), services=(service,)))
        while isinstance(reply := agent.send(c.CallNext(counter=counter)), Done):
            here = [e.event for e in reply.entries if isinstance(e.event, TicketCalled)]
            called += [event.ticket for event in here]
            if here:
                agent.send(c.StartService(counter=counter))
        assert isinstance(reply, Declined)
        assert reply.reason == "NOBODY_WAITING"
        agent.send(c.CloseCounter(counter=counter))
    return called


def follow(board: Session, seed: int) -> list[bytes]:
    """Reads from the beginning, hangs up and comes back at random, until every agent has closed."""
    chance = random.Random(seed)
    lines: list[bytes] = []
    closed = 0
    while closed < AGENTS:
        with closing(board.follow(after=len(lines))) as feed:
            for line in islice(feed, chance.randint(1, 200)):
                assert line.seq == len(lines) + 1
                lines.append(line.text)
                closed += b'"type":"CounterClosed"' in line.text
                if closed == AGENTS:
                    break
    board.close()
    return lines
