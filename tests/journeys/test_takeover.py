"""The centre dies in a busy minute, its copy takes over, and nobody in the hall loses a turn."""

import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from kiosk.client.reply import Done
from kiosk.client.session import Session, fresh_id
from kiosk.db.copying import Past
from kiosk.db.journal import Journal
from kiosk.db.opening import open_reader
from kiosk.domain.commands import CallNext, IssueTicket, OpenCounter, RecordTicket, Role
from kiosk.domain.events import TicketIssued
from kiosk.domain.ids import AgentId, CommandId, CounterId, DeviceId, Language
from kiosk.domain.public_token import token_hash
from kiosk.roles import admit
from kiosk.wire.codec import Issued, decode_entry
from tests.journeys.centre_process import CentreProcess
from tests.journeys.copy_process import Told

pytestmark = pytest.mark.journey

KIOSKS = 4
BUSY = 400
AGAINST = 150
"""So many answers have come when the centre is killed."""
OPEN = ("--open-all-day", "--trust-loopback", "--port", "0", "--tls-port", "0")


@dataclass
class Kiosk:
    """One kiosk: what it asked, and what it printed."""

    token: str
    device: DeviceId
    asked: list[CommandId]
    printed: dict[CommandId, Issued]


def joined(follower: Told, directory: Path) -> None:
    """Somebody types the code that the follower shows, and it is in step."""
    code = follower.line("code ").split()[1].rstrip(":")
    assert admit.main([code, "--data", str(directory)]) == 0
    follower.line("follows")


def tls_url(centre: CentreProcess) -> str:
    assert centre.process.stdout
    return centre.process.stdout.readline().removeprefix("and at ").strip()


def enrolled(url: str) -> list[Kiosk]:
    kiosks = []
    for n in range(KIOSKS):
        with Session(url).enrol(Role.KIOSK, f"kiosk {n}") as session:
            assert session.token
            assert session.device
            kiosks.append(Kiosk(session.token, session.device, [], {}))
    return kiosks


def busy_minute(centre: CentreProcess, kiosks: list[Kiosk]) -> None:
    """All kiosks give tickets at once, and in the middle of it the centre is killed."""
    enough = threading.Event()

    def work(kiosk: Kiosk) -> None:
        with Session(centre.url, token=kiosk.token) as session:
            services = session.catalogue().services
            for n in range(BUSY):
                command = fresh_id()
                kiosk.asked.append(command)
                asked = IssueTicket(service=services[n % 3].id, language=Language("en"))
                reply = session.send(asked, again=command)
                if not isinstance(reply, Done):
                    return
                assert reply.issued
                kiosk.printed[command] = reply.issued
                if sum(len(k.printed) for k in kiosks) >= AGAINST:
                    enough.set()

    with ThreadPoolExecutor(KIOSKS) as threads:
        working = [threads.submit(work, kiosk) for kiosk in kiosks]
        assert enough.wait(30)
        centre.process.kill()
        for done in working:
            done.result()


def come_back(url: str, kiosk: Kiosk) -> int:
    """A kiosk finds the new centre: what was asked is asked again, what was printed is recorded.

    How many of its printed tickets the new centre had not heard of.
    """
    unknown = 0
    with Session(url, token=kiosk.token) as session:
        known = {ticket.ticket: ticket for ticket in session.floor().tickets}
        for command, issued in kiosk.printed.items():
            if issued.ticket in known:
                assert known[issued.ticket].number == issued.number
                continue
            unknown += 1
            back = session.send(recorded(issued), again=fresh_id())
            assert isinstance(back, Done), back
            assert command in kiosk.asked
        lost = [command for command in kiosk.asked if command not in kiosk.printed]
        services = session.catalogue().services
        for command in lost:
            asked = IssueTicket(service=services[0].id, language=Language("en"))
            reply = session.send(asked, again=command)
            assert isinstance(reply, Done), reply
            assert reply.issued
            kiosk.printed[command] = reply.issued
    return unknown


def recorded(issued: Issued) -> RecordTicket:
    return RecordTicket(
        ticket=issued.ticket,
        number=issued.number,
        service=issued.service,  # type: ignore[arg-type]
        language=Language("en"),
        token_hash=token_hash(issued.token),
        issued_at=datetime.now(UTC),
    )


def test_a_copy_takes_over_in_a_busy_minute_and_no_number_is_given_twice(tmp_path: Path) -> None:
    old, copy = tmp_path / "centre", tmp_path / "copy"
    with CentreProcess(old, "--tls-port", "0") as centre:
        kiosks, tls = enrolled(centre.url), tls_url(centre)
        with Told("follow", "--centre", tls, "--data", copy) as follower:
            joined(follower, old)
            busy_minute(centre, kiosks)
            follower.line(lambda said: "does not answer" in said)
            follower.process.terminate()
            assert follower.end() == 0
    answered = sum(len(kiosk.printed) for kiosk in kiosks)
    with Told("takeover", "--data", copy, *OPEN) as second:
        url = second.line("centre ready at ").removeprefix("centre ready at ")
        back = [come_back(url, kiosk) for kiosk in kiosks]
        # What it answered is on the copy's disk but for the last instant.
        assert sum(back) < answered // 2
        with Session(url).enrol(Role.COUNTER, "3") as counter:
            floor = counter.floor()
            offered = counter.catalogue()
            opening = OpenCounter(
                counter=CounterId(offered.counters[0].id),
                agent=AgentId("07"),
                services=tuple(service.id for service in offered.services),
            )
            assert isinstance(counter.send(opening), Done)
            called = counter.send(CallNext(counter=offered.counters[0].id))
            assert isinstance(called, Done)
        assert_the_old_one_ends(old, urlsplit(tls).port or 0)
    tickets = {ticket.ticket: ticket for ticket in floor.tickets}
    numbers = [ticket.number for ticket in tickets.values()]
    assert len(set(numbers)) == len(numbers)
    for kiosk in kiosks:
        for issued in kiosk.printed.values():
            assert tickets[issued.ticket].number == issued.number
            assert tickets[issued.ticket].token_hash == token_hash(issued.token)
    assert_journal_is_whole(copy)


def assert_the_old_one_ends(directory: Path, port: int) -> None:
    """Somebody starts the old centre again: it is told that its time is over, and stays down."""
    with CentreProcess(directory, "--tls-port", str(port)) as old:
        code, complaint = old.end()
        assert code == 2, complaint
        assert "another machine has taken this centre's place (term 2)" in complaint
    db = open_reader(directory / "centre.db")
    assert Past(db).superseded == 2
    db.close()


def assert_journal_is_whole(directory: Path) -> None:
    db = open_reader(directory / "centre.db")
    journal = Journal(db)
    assert journal.verify() is None
    assert journal.term == 2
    issued = [
        entry.event.ticket
        for stored in journal.lines_after(0, 100_000)
        if isinstance((entry := decode_entry(stored.text)).event, TicketIssued)
    ]
    db.close()
    assert len(set(issued)) == len(issued)
