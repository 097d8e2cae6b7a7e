"""A centre's machine fails under it: it says so, refuses what it cannot keep, and goes on."""

import json
import socket
import time
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from kiosk.client.reply import Declined, Done, Reply
from kiosk.client.session import Session, fresh_id
from kiosk.db.journal import Journal
from kiosk.db.opening import open_centre, open_reader
from kiosk.domain.commands import IssueTicket, Role
from kiosk.domain.ids import CommandId, Language
from tests.journeys.centre_process import CentreProcess
from tests.power.machine import Disk, Machine

pytestmark = pytest.mark.journey

PATIENCE_S = 10.0
PAUSE_S = 0.05
HOUR_S = 3600


class Hall:
    """A centre on a machine that a test may break, and a kiosk that asks it."""

    def __init__(self, centre: CentreProcess, machine: Machine, data: Path) -> None:
        self.centre, self.machine, self.data = centre, machine, data
        self.kiosk = Session(centre.url, timeout_s=PATIENCE_S).enrol(Role.KIOSK, "kiosk")
        self.issue = IssueTicket(
            service=self.kiosk.catalogue().services[0].id, language=Language("en")
        )
        self.answered: set[CommandId] = set()

    def take(self, again: CommandId | None = None) -> Reply:
        """Take a ticket."""
        command = again or fresh_id()
        reply = self.kiosk.send(self.issue, again=command)
        if isinstance(reply, Done):
            self.answered.add(command)
        return reply

    def take_until_refused(self) -> Declined:
        """Take tickets until the centre does not give another."""
        while isinstance(reply := self.take(), Done):
            pass
        assert isinstance(reply, Declined)
        return reply

    def take_until_given(self) -> None:
        """Ask, as a kiosk does, until there is a ticket again."""
        deadline = time.monotonic() + PATIENCE_S
        while not isinstance(self.take(), Done):
            assert time.monotonic() < deadline
            time.sleep(PAUSE_S)

    def troubles(self) -> dict[str, bool]:
        """What is wrong (``True``) or was."""
        told = json.loads(self.kiosk.fetch("GET", "/health"))["troubles"]
        return {t["code"]: t["until"] is None for t in reversed(told)}

    def wait_for(self, code: str, *, wrong: bool) -> None:
        """Until the centre says so."""
        deadline = time.monotonic() + PATIENCE_S
        while self.troubles().get(code) is not wrong:
            assert time.monotonic() < deadline, self.troubles()
            time.sleep(PAUSE_S)


@pytest.fixture(scope="module")
def hall(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hall]:
    beside = tmp_path_factory.mktemp("beside")
    data = tmp_path_factory.mktemp("data")
    with Machine(data, beside) as machine:
        with CentreProcess(data, environment=machine.environment) as centre:
            hall = Hall(centre, machine, data)
            with hall.kiosk:
                yield hall
            centre.process.terminate()
            centre.process.wait(PATIENCE_S)
        db = open_reader(data / "centre.db")
        assert Journal(db).verify() is None
        tickets = {row[0] for row in db.execute("SELECT ticket FROM ticket").fetchall()}
        db.close()
        assert hall.answered <= tickets


@pytest.fixture(autouse=True)
def mended(hall: Hall) -> Iterator[None]:
    yield
    hall.machine.mend()
    hall.take_until_given()


@pytest.mark.parametrize(
    ("disk", "reason", "code"),
    [
        (Disk.FULL, "DISK_FULL", "DISK_FULL"),
        (Disk.READ_ONLY, "BUSY", "DISK_FAILS"),
        (Disk.FAILING, "BUSY", "DISK_FAILS"),
    ],
)
def test_a_disk_that_takes_nothing_is_said_and_got_over(
    hall: Hall, disk: Disk, reason: str, code: str
) -> None:
    hall.take_until_given()
    lines = hall.kiosk.follow()
    hall.machine.disk(disk)
    assert hall.take_until_refused().reason == reason
    assert hall.troubles()[code]
    before = hall.kiosk.floor()
    assert isinstance(hall.take(), Declined)
    assert hall.kiosk.floor() == before
    hall.machine.mend()
    hall.wait_for(code, wrong=False)
    hall.take_until_given()
    assert next(lines).seq <= hall.kiosk.floor().seq
    lines.close()


def test_a_disk_that_does_not_answer_keeps_nobody_and_does_nothing_twice(hall: Hall) -> None:
    hall.take_until_given()
    before = len(hall.kiosk.floor().tickets)
    hall.machine.disk(Disk.STUCK)
    first, second = fresh_id(), fresh_id()
    assert [reply_of(hall, each) for each in (first, second)] == ["BUSY", "BUSY"]
    assert hall.troubles()["WRITER_HANGS"]
    assert len(hall.kiosk.floor().tickets) == before
    hall.machine.mend()
    hall.wait_for("WRITER_HANGS", wrong=False)
    for command in (first, second, first, second):
        assert isinstance(hall.take(again=command), Done)
    assert len(hall.kiosk.floor().tickets) == before + 2


def reply_of(hall: Hall, command: CommandId) -> str:
    reply = hall.take(again=command)
    assert isinstance(reply, Declined)
    return reply.reason


@pytest.mark.parametrize("hours", [5, -5, 24 * 400, -24 * 400])
def test_a_clock_that_jumps_changes_nobodys_turn_and_no_day(hall: Hall, hours: int) -> None:
    hall.take_until_given()
    before = hall.kiosk.floor()
    hall.machine.clock_off_by(hours * HOUR_S)
    for _ in range(3):
        assert isinstance(hall.take(), Done)
    after = hall.kiosk.floor()
    numbers = [t.number for t in sorted(after.tickets, key=lambda t: t.issued_at)]
    assert numbers == sorted(numbers)
    if hours != 5:
        assert after.day == before.day
        code = "CLOCK_JUMPED" if hours > 0 else "CLOCK_BEHIND"
        hall.wait_for(code, wrong=True)


def test_a_file_that_is_taken_away_stops_promises_until_it_is_back(hall: Hall) -> None:
    hall.take_until_given()
    store, aside = hall.data / "centre.db", hall.data / "elsewhere"
    store.rename(aside)
    hall.wait_for("STORE_GONE", wrong=True)
    assert hall.take_until_refused().reason == "BUSY"
    assert hall.kiosk.floor().tickets
    aside.rename(store)
    hall.wait_for("STORE_GONE", wrong=False)
    hall.take_until_given()


def test_another_program_that_holds_the_file_is_said_and_waited_for(hall: Hall) -> None:
    hall.take_until_given()
    other = open_reader(hall.data / "centre.db")
    other.execute("PRAGMA query_only = OFF")
    other.execute("BEGIN IMMEDIATE")
    assert hall.take_until_refused().reason == "BUSY"
    hall.wait_for("STORE_HELD", wrong=True)
    other.execute("ROLLBACK")
    other.close()
    hall.wait_for("STORE_HELD", wrong=False)


def test_whoever_begins_a_request_and_stops_keeps_nobody(hall: Hall) -> None:
    host, port = urlsplit(hall.centre.url).hostname, urlsplit(hall.centre.url).port
    with ExitStack() as stack:
        for n in range(200):
            line = stack.enter_context(socket.create_connection((host, port), PATIENCE_S))
            line.sendall((b"GET /health HTTP/1.1\r\nHost: x\r\nX-A: b\r\n", b"", b"P")[n % 3])
        hall.take_until_given()


@pytest.mark.many(3)
def test_names_that_nobody_finds_keep_no_centre_from_starting(tmp_path: Path) -> None:
    data, beside = tmp_path / "data", tmp_path / "beside"
    data.mkdir()
    beside.mkdir()
    with Machine(data, beside) as machine:
        machine.without_names()
        arguments = ("--host", "0.0.0.0")
        with CentreProcess(data, *arguments, environment=machine.environment) as centre:
            port = urlsplit(centre.url).port
            with Session(f"http://127.0.0.1:{port}").enrol(Role.KIOSK, "k") as kiosk:
                assert kiosk.floor().tickets == ()


def test_a_centre_on_a_disk_that_takes_nothing_ends_to_be_tried_again(tmp_path: Path) -> None:
    data, beside = tmp_path / "data", tmp_path / "beside"
    data.mkdir()
    beside.mkdir()
    with Machine(data, beside) as machine:
        machine.disk(Disk.READ_ONLY)
        with CentreProcess(data, environment=machine.environment) as centre:
            code, said = centre.end()
        assert (code, said.count("\n")) == (1, 1)
        assert "Read-only" in said
        machine.mend()
        with CentreProcess(data, environment=machine.environment) as centre:
            assert centre.url


@pytest.mark.many(3)
def test_a_centre_that_was_killed_says_so_and_goes_on(tmp_path: Path) -> None:
    with CentreProcess(tmp_path) as centre:
        Session(centre.url).enrol(Role.KIOSK, "kiosk").close()
        centre.process.kill()
        centre.process.wait(PATIENCE_S)
    with CentreProcess(tmp_path) as centre, Session(centre.url) as anybody:
        told = json.loads(anybody.fetch("GET", "/health"))["troubles"]
    assert [t["code"] for t in told] == ["ENDED_UNTOLD"]


@pytest.mark.many(3)
def test_a_day_that_nobody_can_read_ends_the_start_with_what_to_do(tmp_path: Path) -> None:
    with CentreProcess(tmp_path) as centre:
        Session(centre.url).enrol(Role.KIOSK, "kiosk").close()
        centre.process.terminate()
        centre.process.wait(PATIENCE_S)
    db = open_centre(tmp_path / "centre.db")
    db.execute("UPDATE event SET line = x'7b00' WHERE seq = 1")
    db.close()
    with CentreProcess(tmp_path) as centre:
        code, said = centre.end()
    assert code == 2
    assert said.rstrip().endswith("restore a copy: python main.py restore COPY")


def test_a_page_that_nobody_can_read_is_made_anew_by_starting_again(tmp_path: Path) -> None:
    with CentreProcess(tmp_path) as centre:
        kiosk = Session(centre.url).enrol(Role.KIOSK, "kiosk")
        issue = IssueTicket(service=kiosk.catalogue().services[0].id, language=Language("en"))
        first = fresh_id()
        assert isinstance(kiosk.send(issue, again=first), Done)
        kiosk.close()
        centre.process.terminate()
        centre.process.wait(PATIENCE_S)
    damage(tmp_path / "centre.db", "answer")
    with CentreProcess(tmp_path) as centre:
        with Session(centre.url, token=kiosk.token) as again:
            assert not isinstance(again.send(issue), Done)
        code, said = centre.end()
    assert (code, said.rstrip().splitlines()[-1].count("made anew")) == (1, 1)
    with CentreProcess(tmp_path) as centre, Session(centre.url, token=kiosk.token) as again:
        assert isinstance(again.send(issue, again=first), Done)
        assert isinstance(again.send(issue), Done)
        assert len(again.floor().tickets) == 2
        told = json.loads(again.fetch("GET", "/health"))["troubles"]
    assert "STORE_MENDED" in {trouble["code"] for trouble in told}
    assert list(tmp_path.glob("centre.db.damaged-*"))


def damage(store: Path, name: str) -> None:
    """Write nonsense over a table's first page."""
    db = open_centre(store)
    db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    size = int(db.execute("PRAGMA page_size").fetchone()[0])
    root = "SELECT rootpage FROM sqlite_master WHERE name = ?"
    page = int(db.execute(root, (name,)).fetchone()[0])
    db.close()
    with store.open("r+b") as file:
        file.seek((page - 1) * size)
        file.write(b"\xa5" * size)
