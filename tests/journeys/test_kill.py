"""The centre is killed in the middle of its work, and loses nothing it had answered."""

import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import count
from pathlib import Path

import pytest

from kiosk.client.reply import Done, Reply
from kiosk.client.session import Session, fresh_id
from kiosk.db.journal import Journal
from kiosk.db.opening import open_reader
from kiosk.domain.commands import IssueTicket, Role
from kiosk.domain.ids import CommandId, Language
from kiosk.wire.codec import Issued
from tests.journeys.centre_process import CentreProcess

pytestmark = pytest.mark.journey

COMMANDS = 200
KIOSKS = 8


def test_a_centre_killed_in_the_middle_of_200_commands_loses_none_it_answered(
    tmp_path: Path,
) -> None:
    ids = [fresh_id() for _ in range(COMMANDS)]
    answered: dict[CommandId, Issued] = {}
    half = threading.Event()

    def note(command_id: CommandId, reply: Reply) -> None:
        if isinstance(reply, Done) and reply.issued:
            answered[command_id] = reply.issued
            if len(answered) >= COMMANDS // 2:
                half.set()

    with CentreProcess(tmp_path) as centre:
        tokens, command = enrolled(centre)

        def work(n: int) -> None:
            with Session(centre.url, token=tokens[n]) as kiosk:
                for command_id in ids[n::KIOSKS]:
                    note(command_id, kiosk.send(command, again=command_id))

        with ThreadPoolExecutor(KIOSKS) as threads:
            working = threads.map(work, range(KIOSKS))
            assert half.wait(timeout=30)
            centre.process.kill()
            list(working)
    before = dict(answered)
    assert COMMANDS // 2 <= len(before) < COMMANDS

    with CentreProcess(tmp_path) as centre:
        for n, command_id in enumerate(ids):
            with Session(centre.url, token=tokens[n % KIOSKS]) as kiosk:
                note(command_id, kiosk.send(command, again=command_id))
        with Session(centre.url, token=tokens[0]) as kiosk:
            tickets = {ticket.ticket: ticket for ticket in kiosk.floor().tickets}
    assert len(answered) == len(tickets) == COMMANDS
    assert {i: answered[i] for i in before} == before
    assert {t.number for t in tickets.values()} == {issued.number for issued in answered.values()}
    assert_numbers_have_no_gap(sorted(t.number for t in tickets.values()))
    db = open_reader(tmp_path / "centre.db")
    assert Journal(db).verify() is None
    db.close()


def enrolled(centre: CentreProcess) -> tuple[list[str], IssueTicket]:
    tokens = []
    for n in range(KIOSKS):
        with Session(centre.url).enrol(Role.KIOSK, f"kiosk {n}") as kiosk:
            tokens.append(kiosk.token or "")
            service = kiosk.catalogue().services[0].id
    return tokens, IssueTicket(service=service, language=Language("en"))


def assert_numbers_have_no_gap(numbers: list[str]) -> None:
    expected: Iterator[int] = count(1)
    assert [int(number[1:]) for number in numbers] == [next(expected) for _ in numbers]
