"""The power goes, at any instant: what was answered is there, and nothing is half there."""

import itertools
import random
import re
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from kiosk.client.reply import Done
from kiosk.client.session import Session
from kiosk.db.journal import Journal
from kiosk.db.opening import open_centre, open_device
from kiosk.domain import commands as c
from kiosk.domain.commands import Role
from kiosk.domain.floor import Floor
from kiosk.domain.ids import AgentId, Language
from kiosk.wire.codec import decode_entry
from tests.journeys.centre_process import MAIN, CentreProcess
from tests.power.cuts import Kept, Noted, Replayed, read_record
from tests.power.machine import Machine

pytestmark = pytest.mark.journey

KIOSKS = 3
TICKETS = 150
"""For each kiosk: enough that the store's write-ahead log is written back several times."""
CUTS = 30
RUNS = 36
"""All of them are run by `make power`: 1,080 cut points, in four ways each; here one of them."""
ANSWERED = re.compile(rb'"issued":\{"ticket":"([^"]+)","number":"([^"]+)"')
WORDS = re.compile(r"^(printed|kept|going|gone) (\S+)\n", re.MULTILINE)
TOLD = re.compile(rb"^id: (\d+)$", re.MULTILINE)


@dataclass(slots=True)
class Said:
    """What had left the process when the power went."""

    answered: dict[str, str] = field(default_factory=dict)
    told: int = 0
    ready: bool = False
    lines: dict[str, set[str]] = field(default_factory=dict)
    _seen: dict[int, int] = field(default_factory=dict)

    def words(self) -> dict[str, set[str]]:
        """What a script has printed, by the first word."""
        return {word: self.lines.get(word, set()) for word in ("printed", "kept", "going", "gone")}

    def hear(self, noted: Noted, all_of_it: bytearray) -> None:
        """More has left by the descriptor of ``noted``: ``all_of_it`` until now."""
        # An answer may come in two pieces: begin a little before.
        new = bytes(all_of_it[max(0, self._seen.get(noted.offset, 0) - 500) :])
        self._seen[noted.offset] = len(all_of_it)
        self.answered.update((t.decode(), n.decode()) for t, n in ANSWERED.findall(new))
        self.told = max([self.told, *(int(seq) for seq in TOLD.findall(new))])
        self.ready = self.ready or b"centre ready at" in new
        for word, name in WORDS.findall(new.decode("latin-1")):
            self.lines.setdefault(word, set()).add(name)


@pytest.fixture(scope="module")
def day(tmp_path_factory: pytest.TempPathFactory) -> list[Noted]:
    """A hall's day, as its disk lived it: kiosks ask, a counter calls, a board follows."""
    beside, data = tmp_path_factory.mktemp("beside"), tmp_path_factory.mktemp("data")
    with Machine(data, beside, recording=True) as machine:
        with CentreProcess(data, environment=machine.environment) as centre:
            with Session(centre.url).enrol(Role.BOARD, "board") as board:
                feed = board.follow(0)
                with ThreadPoolExecutor(KIOSKS + 1) as threads:
                    busy = [threads.submit(take_tickets, centre.url, n) for n in range(KIOSKS)]
                    busy.append(threads.submit(call, centre.url))
                    for each in busy:
                        each.result()
                last = board.floor().seq
                next(line for line in feed if line.seq == last)
                feed.close()
            centre.process.kill()
            centre.process.wait()
        assert machine.record is not None
        return read_record(machine.record)


def take_tickets(url: str, n: int) -> None:
    with Session(url).enrol(Role.KIOSK, f"kiosk {n}") as kiosk:
        services = itertools.cycle(kiosk.catalogue().services)
        for service in itertools.islice(services, TICKETS):
            issue = c.IssueTicket(service=service.id, language=Language("en"))
            assert isinstance(kiosk.send(issue), Done)


def call(url: str) -> None:
    with Session(url).enrol(Role.COUNTER, "counter") as counter:
        offers = counter.catalogue()
        here = offers.counters[0].id
        services = tuple(service.id for service in offers.services)
        counter.send(c.OpenCounter(counter=here, agent=AgentId("7"), services=services))
        for _ in range(TICKETS):
            counter.send(c.CallNext(counter=here))
            counter.send(c.StartService(counter=here))


@pytest.mark.many(RUNS)
@pytest.mark.parametrize("seed", range(RUNS))
def test_a_power_cut_loses_nothing_that_was_answered_or_told(
    day: list[Noted], tmp_path: Path, seed: int
) -> None:
    for n, (said, kept, disk) in enumerate(cuts(day, tmp_path, seed)):
        assert_nothing_is_lost(disk, said, f"run {seed}, cut {n}, {kept} kept")


def cuts(
    day: list[Noted], beside: Path, seed: int, count: int = CUTS
) -> Iterator[tuple[Said, Kept, Path]]:
    """The same day again, its power cut at random points; each in every way."""
    chance = random.Random(seed)
    points = sorted(chance.sample(range(1, len(day) + 1), min(count, len(day))))
    replayed, said, done = Replayed(), Said(), 0
    for point in points:
        for noted in day[done:point]:
            replayed.step(noted)
            if noted.kind == "N":
                said.hear(noted, replayed.said[noted.offset])
        done = point
        for kept in Kept:
            into = beside / f"{point}-{kept}"
            into.mkdir()
            replayed.cut(into, kept, chance)
            yield said, kept, into


def assert_nothing_is_lost(disk: Path, said: Said, where: str) -> None:
    """The store opens, is whole, and has all that anybody had been told of."""
    db = open_centre(disk / "centre.db")
    assert db.execute("PRAGMA quick_check").fetchone()[0] == "ok", where
    journal, floor = Journal(db), Floor()
    assert journal.verify() is None, where
    assert journal.last_seq() >= said.told, where
    for text in journal.since_day_opened():
        floor.apply(decode_entry(text))
    numbers = {ticket.ticket: ticket.number for ticket in floor.tickets.values()}
    kept = db.execute("SELECT count(*) FROM answer").fetchone()[0]
    tickets = dict(db.execute("SELECT ticket, number FROM ticket").fetchall())
    db.close()
    assert said.answered.items() <= numbers.items(), where
    assert len(set(numbers.values())) == len(numbers), where
    assert tickets == numbers, where
    assert kept >= len(said.answered), where
    if said.ready:
        # Devices have pinned it: another one would lock all of them out.
        assert (disk / "keys" / "authority.key").read_bytes().rstrip().endswith(b"-----"), where
        assert (disk / "keys" / "authority.pem").read_bytes().rstrip().endswith(b"-----"), where


DEVICE = """
import sys
from datetime import UTC, date, datetime
from pathlib import Path
from kiosk.client.session import fresh_id
from kiosk.db.opening import open_device
from kiosk.db.outbox import OutboxTable, Unsent
from kiosk.db.reserve import Kept, KnownTable, Printed, PrintedTable
from kiosk.domain.ids import TicketId

db = open_device(Path(sys.argv[1]) / "device.db")
outbox, known, printed = OutboxTable(db), KnownTable(db), PrintedTable(db)
for n in range(int(sys.argv[2])):
    unsent = Unsent(id=fresh_id(), body=b"{}" * 200)
    ticket = TicketId(fresh_id())
    day = date(2026, 11, 20)
    printed.add(Printed(ticket=ticket, day=day, number=f"A{n:03d}", unsent=unsent, sure=True))
    print("printed", ticket, flush=True)
    outbox.add(unsent)
    print("kept", unsent.id, flush=True)
    if n % 3 == 2:
        gone = outbox.pending()[0].id
        print("going", gone, flush=True)
        outbox.done(gone)
        print("gone", gone, flush=True)
    if n % 4 == 0:
        known.keep("floor", Kept(at=datetime.now(UTC), body=bytes([n % 256]) * 30000))
"""
VISITS = 200


@pytest.fixture(scope="module")
def kiosks_day(tmp_path_factory: pytest.TempPathFactory) -> list[Noted]:
    """What a kiosk keeps while it is cut off, as its disk lived it."""
    beside, data = tmp_path_factory.mktemp("beside"), tmp_path_factory.mktemp("data")
    with Machine(data, beside, recording=True) as machine:
        line = [sys.executable, "-c", DEVICE, str(data), str(VISITS)]
        environment = {**machine.environment, "PYTHONPATH": str(MAIN.parent)}
        subprocess.run(line, env=environment, stdout=subprocess.PIPE, check=True)
        assert machine.record is not None
        return read_record(machine.record)


@pytest.mark.many(RUNS)
@pytest.mark.parametrize("seed", range(RUNS))
def test_a_kiosk_whose_power_goes_knows_every_slip_that_it_printed(
    kiosks_day: list[Noted], tmp_path: Path, seed: int
) -> None:
    for n, (said, kept, disk) in enumerate(cuts(kiosks_day, tmp_path, seed)):
        where = f"run {seed}, cut {n}, {kept} kept"
        words = said.words()
        db = open_device(disk / "device.db")
        assert db.execute("PRAGMA quick_check").fetchone()[0] == "ok", where
        printed = {row[0] for row in db.execute("SELECT ticket FROM printed")}
        waiting = {row[0] for row in db.execute("SELECT id FROM outbox")}
        db.close()
        assert words["printed"] <= printed, where
        assert words["kept"] - words["going"] <= waiting, where
        assert not words["gone"] & waiting, where
