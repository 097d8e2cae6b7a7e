"""An agent made at the console types code and PIN at a counter of a hall that trusts nobody."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from kiosk.client.membership import Membership
from kiosk.client.session import Session
from kiosk.domain.commands import Role
from kiosk.domain.ids import CounterId
from kiosk.domain.snapshot import Snapshot
from kiosk.roles.membership import MembershipFiles
from tests.centre.admitting import admit
from tests.journeys.centre_process import MAIN, CentreProcess
from tests.journeys.x_screen import XScreen

pytestmark = pytest.mark.journey

COUNTER = CounterId("3")
PATIENCE_S = 30.0


def at_console(data: Path, *words: str, typed: str = "") -> str:
    """`main.py admit …`, as somebody types it on the centre's machine."""
    done = subprocess.run(
        [sys.executable, str(MAIN), "admit", "--data", str(data), *words],
        input=typed,
        capture_output=True,
        text=True,
        timeout=PATIENCE_S,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def until_said(process: subprocess.Popen[str], fact: str) -> str:
    """What it has logged, up to this line."""
    assert process.stderr is not None
    said = ""
    for line in process.stderr:
        said += line
        if fact in line:
            return said
    raise AssertionError(said)


def opened_by(floor: Snapshot) -> str | None:
    return next((now.agent for now in floor.counters if now.id == COUNTER), None)


def test_an_agent_made_at_the_console_opens_a_counter_with_a_pin(tmp_path: Path) -> None:
    data, device = tmp_path / "centre", tmp_path / "counter"
    tokens = {role: admit(data, role) for role in (Role.COUNTER, Role.BOARD)}
    with (
        XScreen(width_px=1280, height_px=800) as screen,
        CentreProcess(data, trust_loopback=False) as centre,
        Session(centre.url, token=tokens[Role.BOARD]) as board,
    ):
        said = at_console(data, "--agent", "A7", typed="825082\n825082\n")
        assert said == "The agent A7 may sign in.\n"
        device.mkdir(mode=0o700)
        MembershipFiles(device).write(
            Membership(token=tokens[Role.COUNTER], url=centre.url, given=centre.url)
        )
        command = [sys.executable, str(MAIN), "counter", "--counter", COUNTER, "--centre"]
        command += [centre.url, "--data", str(device)]
        environment = {**os.environ, "DISPLAY": screen.name, "QT_QPA_PLATFORM": "xcb"}
        with subprocess.Popen(
            command, env=environment, stderr=subprocess.PIPE, text=True
        ) as process:
            try:
                logs = until_said(process, "pins_wanted")
                follow = board.follow()
                screen.press("A", "7", "Return", *"825082", "Return")
                opened = next(line for line in follow if b"CounterOpened" in line.text)
            finally:
                process.kill()
            assert process.stderr is not None
            logs += process.stderr.read()
        assert json.loads(opened.text)["agent"] == "A7"
        assert opened_by(board.floor()) == "A7"
        centre.process.terminate()
        logs += centre.process.communicate(timeout=PATIENCE_S)[1]
    assert "signed_in" in logs
    assert "825082" not in logs
    assert "A7" not in logs
