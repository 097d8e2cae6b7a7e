"""The centre is upgraded in the middle of a busy day, and devices of 0.4.0 go on talking to it."""

import json
import subprocess
import sys
import tarfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from io import BytesIO
from pathlib import Path
from time import monotonic, sleep

import pytest

from bench.torture.cable import LOOPBACK, Cables
from bench.torture.cast import BOARD, COUNTER, DESK, Player, preload
from bench.torture.centre import Centre, furnish
from bench.torture.ending import keep, let_end
from bench.torture.faults import Hall
from bench.torture.judge import judge
from kiosk.client.session import Session
from kiosk.domain.commands import ReportPrinter, Role
from kiosk.domain.events import PrinterState
from kiosk.roles.places import MAIN
from kiosk.wire import paths

pytestmark = pytest.mark.journey

VERSION, COMMIT = "0.4.0", "4da795e"
LONG_S = 20.0
BUSY_COMMANDS = 150
OLD_BOARD = """
import sys, time
from http.client import HTTPException
from contextlib import closing
from kiosk.client.mirror import Mirror
from kiosk.client.session import CentreSaysNo, Session

url, last = sys.argv[1], None
session = Session(url, timeout_s=2).enrol("board", "of yesterday")
mirror = Mirror()
mirror.install_catalogue(session.fetch("GET", "/catalogue"))
mirror.install_floor(session.fetch("GET", "/floor"))
print("ready", flush=True)
while last is None or mirror.seq < last:
    try:
        with closing(session.follow(after=mirror.seq)) as feed:
            for line in feed:
                mirror.apply(line.text)
                if b'"cause":"the_last"' in line.text:
                    last = line.seq
                    break
    except (OSError, HTTPException, CentreSaysNo):
        time.sleep(0.1)
for ticket in mirror.floor.tickets.values():
    print(ticket.number, ticket.state, ticket.counter, ticket.service)
"""


@pytest.fixture
def yesterday(tmp_path: Path) -> Path:
    """The version before, out of this repository's history."""
    root = MAIN.parent
    packed = subprocess.run(
        ["git", "-C", str(root), "archive", COMMIT, "kiosk", "assets", "main.py"],
        capture_output=True,
        check=False,
    )
    if packed.returncode != 0:
        pytest.skip(f"this checkout has no history: {VERSION} ({COMMIT}) cannot be run")
    directory = tmp_path / VERSION
    with tarfile.open(fileobj=BytesIO(packed.stdout)) as archive:
        archive.extractall(directory, filter="data")
    return directory


@contextmanager
def old_board(product: Path, url: str) -> Iterator["subprocess.Popen[str]"]:
    """A follower made of the old version's own client."""
    with subprocess.Popen(
        [sys.executable, "-c", OLD_BOARD, url], cwd=product, stdout=subprocess.PIPE, text=True
    ) as process:
        try:
            assert process.stdout
            assert process.stdout.readline() == "ready\n"
            yield process
        finally:
            process.kill()


def test_a_busy_centre_of_0_4_0_is_ended_and_goes_on_as_this_version_with_nothing_lost(
    tmp_path: Path, yesterday: Path
) -> None:
    preload()
    data, notes = tmp_path / "centre", tmp_path / "left"
    data.mkdir()
    notes.mkdir()
    counters = furnish(data, 2)
    centre = Centre(data, notes / "centre.log")
    centre.program, centre.tls = yesterday / "main.py", False
    with ExitStack() as stack:
        stack.callback(centre.kill)
        centre.start()
        centre.until_ready()
        cables = stack.enter_context(Cables())
        players = []
        staff = [(DESK, ""), (DESK, ""), *((COUNTER, each) for each in counters), (BOARD, "")]
        for place, (kind, counter_id) in enumerate(staff):
            cable = cables.lay((LOOPBACK, centre.port), kind)
            player = Player(notes / f"{kind}-{place}", kind, cable)
            player.admit(centre.url, counter_id=counter_id)
            players.append(player)
        board = stack.enter_context(old_board(yesterday, centre.url))
        for player in players:
            player.start()
            stack.callback(player.kill)
        until_busy(centre, BUSY_COMMANDS)
        assert "troubles" not in health(centre)
        assert centre.leave() == 0
        centre.program, centre.tls = MAIN, True
        centre.start()
        centre.until_ready()
        now = health(centre)
        assert "troubles" in now, "it tells of more than the version before it"
        until_busy(centre, int(str(now["seq"])) + BUSY_COMMANDS)
        hall = Hall(centre=centre, players=players, cables=cables)
        assert not let_end(hall, notes)
        with Session(centre.url).enrol(Role.COUNTER, "the last") as last:
            last.send(ReportPrinter(printer="p", state=PrinterState.BUSY, cause="the_last"))
            shown, _ = board.communicate(timeout=LONG_S)
            tickets = last.floor().tickets
        assert shown.splitlines() == [
            f"{ticket.number} {ticket.state} {ticket.counter} {ticket.service}"
            for ticket in tickets
        ]
        assert not keep(hall, notes)
    verdict = judge(notes)
    assert verdict.holds, verdict.broken
    assert len(tickets) > 20


def until_busy(centre: Centre, seq: int) -> None:
    """Wait until so many lines are written."""
    end = monotonic() + LONG_S
    while int(str(health(centre)["seq"])) < seq:
        assert monotonic() < end
        sleep(0.05)


def health(centre: Centre) -> dict[str, object]:
    with Session(centre.url) as session:
        told: dict[str, object] = json.loads(session.fetch("GET", paths.HEALTH))
        return told
