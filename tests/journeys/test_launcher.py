"""`python main.py`: one machine that puts itself right, and leaves nothing behind."""

import json
import signal
import socket
import sys
from pathlib import Path

import psutil
import pytest

from kiosk.client.identity import command_id
from kiosk.client.reply import Done
from kiosk.client.session import Session
from kiosk.domain.commands import IssueTicket, Role
from kiosk.domain.ids import Language
from tests.journeys.machine import PATIENCE_S, Machine

pytestmark = [
    pytest.mark.journey,
    pytest.mark.skipif(sys.platform == "win32", reason="Windows has no signals to send"),
]

TWO_MONITORS = {
    "synchronousWindowSystemEvents": True,
    "windowFrameMargins": False,
    "screens": [
        {"name": name, "x": x, "y": 0, "width": width, "height": height}
        | {"logicalDpi": 96, "logicalBaseDpi": 96, "dpr": 1}
        for name, x, width, height in (("KIOSK", 0, 1080, 1920), ("WALL", 1080, 1920, 1080))
    ],
}


def session(url: str) -> Session:
    return Session(url, new_id=lambda: command_id(1, bytes(10)))


def assert_gone(processes: list[psutil.Process]) -> None:
    _, left = psutil.wait_procs(processes, timeout=PATIENCE_S)
    assert left == []


def test_whichever_part_is_killed_comes_back_and_no_ticket_is_lost(tmp_path: Path) -> None:
    with Machine(tmp_path) as machine:
        machine.hears("kiosk first_frame")
        machine.hears("kiosk admitted")
        with session(machine.url).enrol(Role.KIOSK, "test") as kiosk:
            service = kiosk.catalogue().services[0].id
            answer = kiosk.send(IssueTicket(service=service, language=Language("sw")))
        assert isinstance(answer, Done)
        assert answer.issued
        machine.child("kiosk").kill()
        machine.hears("kiosk first_frame", times=2)
        machine.child("centre").kill()
        assert machine.hears("centre ready at", times=2).split()[-1] == machine.url
        with session(machine.url).enrol(Role.KIOSK, "test") as kiosk:
            assert [ticket.number for ticket in kiosk.floor().tickets] == [answer.issued.number]
        children = machine.children()
        machine.process.send_signal(signal.SIGTERM)
        assert machine.process.wait(PATIENCE_S) == 0
        assert_gone(children)


def test_ctrl_c_ends_everything_cleanly(tmp_path: Path) -> None:
    with Machine(tmp_path) as machine:
        machine.hears("kiosk admitted")
        children = machine.children()
        machine.process.send_signal(signal.SIGINT)
        assert machine.process.wait(PATIENCE_S) == 0
        assert_gone(children)
        assert "Traceback" not in machine.said


def test_children_die_with_a_launcher_that_is_killed(tmp_path: Path) -> None:
    with Machine(tmp_path) as machine:
        machine.hears("kiosk admitted")
        children = machine.children()
        assert len(children) >= 2
        machine.process.kill()
        assert_gone(children)


def test_a_closed_kiosk_ends_everything(tmp_path: Path) -> None:
    with Machine(tmp_path) as machine:
        machine.hears("kiosk admitted")
        children = machine.children()
        # As Esc does: the kiosk ends by itself, with exit code 0.
        machine.child("kiosk").terminate()
        assert machine.process.wait(PATIENCE_S) == 0
        assert_gone(children)


def test_a_second_launcher_is_told_that_there_is_one(tmp_path: Path) -> None:
    with Machine(tmp_path) as machine:
        machine.hears("The sample centre starts")
        with Machine(tmp_path) as second:
            assert second.process.wait(PATIENCE_S) == 2
            second.hears("is in use by another Foleni process")


def test_a_second_monitor_becomes_the_board(tmp_path: Path) -> None:
    screens = tmp_path / "screens.json"
    screens.write_text(json.dumps(TWO_MONITORS))
    platform = {"QT_QPA_PLATFORM": f"offscreen:configfile={screens}"}
    with Machine(tmp_path, environment=platform) as machine:
        machine.hears("board first_frame")
        machine.hears("board admitted")
        assert machine.child("board").cmdline()[-2:] == ["--monitor", "WALL"]


def test_a_mistake_in_the_launchers_settings_is_told(tmp_path: Path) -> None:
    settings = tmp_path / "foleni" / "all-in-one" / "device.toml"
    settings.parent.mkdir(parents=True)
    settings.write_text('kisok = "HDMI-1"')
    with Machine(tmp_path) as machine:
        assert machine.process.wait(PATIENCE_S) == 2
        machine.hears("device.toml: kisok: no such setting; did you mean kiosk?")


def test_a_mistake_in_the_kiosks_settings_ends_everything_with_its_sentence(tmp_path: Path) -> None:
    settings = tmp_path / "foleni" / "kiosk-sample" / "device.toml"
    settings.parent.mkdir(parents=True)
    settings.write_text('printer = "10.0.0.7"')
    with Machine(tmp_path) as machine:
        assert machine.process.wait(PATIENCE_S) == 2
        machine.hears("device.toml: printer: give a table: [printer]")
        assert machine.children() == []


def test_a_centre_that_is_set_up_here_is_no_sample_and_may_run_already(tmp_path: Path) -> None:
    centre = tmp_path / "foleni" / "centre"
    centre.mkdir(parents=True)
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    (centre / "centre.toml").write_text(f"port = {port}\ntrust_loopback = true\n")
    with Machine(tmp_path, "centre") as server:
        assert server.url == f"http://127.0.0.1:{port}"
        with Machine(tmp_path) as machine:
            machine.hears("runs already")
            machine.hears("kiosk admitted")
        with session(server.url).enrol(Role.KIOSK, "test") as kiosk:
            assert not kiosk.catalogue().rules.open_all_day
