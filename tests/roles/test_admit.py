"""Devices are let in and out at the machine that the centre runs on."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk.client.session import Session
from kiosk.domain.commands import Role
from kiosk.roles.admit import main
from kiosk.roles.start import CannotStart
from tests.centre.running import RunningCentre


@pytest.fixture
def centre(tmp_path: Path) -> Iterator[RunningCentre]:
    with RunningCentre(tmp_path, trust_loopback=False) as running:
        yield running


def code_of(centre: RunningCentre, role: str = "kiosk", name: str = "Front") -> str:
    with Session(centre.url) as device:
        body = json.dumps({"role": role, "name": name}).encode()
        return str(json.loads(device.ask("POST", "/enrol", body)[1])["code"])


def admit(centre: RunningCentre, *words: str) -> int:
    return main([*words, "--data", str(centre.settings.data)])


def test_a_code_admits_its_device(
    centre: RunningCentre, capsys: pytest.CaptureFixture[str]
) -> None:
    code = code_of(centre)
    assert admit(centre, f"{code[:3]} {code[3:]}") == 0
    told = capsys.readouterr().out
    assert (
        told == "Admitted: kiosk-1 “Front”. Without the centre it gives the numbers 900 to 924.\n"
    )
    assert admit(centre, code_of(centre, "board"), "--role", "feedback", "--name", "Side") == 0
    assert "Admitted: feedback-2 “Side”." in capsys.readouterr().out


@pytest.mark.parametrize("code", ["123456", "12345", "abcdef", "１２３４５６"])  # noqa: RUF001
def test_a_code_that_nobody_shows_is_said(
    centre: RunningCentre, capsys: pytest.CaptureFixture[str], code: str
) -> None:
    assert admit(centre, code) == 1
    told = capsys.readouterr()
    assert (told.out, told.err.count("\n")) == ("", 1)


def test_who_waits_and_who_is_here_is_listed(
    centre: RunningCentre, capsys: pytest.CaptureFixture[str]
) -> None:
    assert admit(centre, "--list") == 0
    assert capsys.readouterr().out == "No device is admitted, and none waits.\n"
    admit(centre, code_of(centre))
    code = code_of(centre, "board", "Hall")
    capsys.readouterr()
    assert admit(centre, "--list") == 0
    waits, admitted = capsys.readouterr().out.splitlines()
    assert waits.startswith("waits   2    board “Hall” from 127.0.0.1 since 10:00")
    assert code not in waits
    assert admitted == (
        "admitted kiosk-1 “Front”, reserve 900 to 924: has not come for its token yet"
    )


def test_a_device_is_revoked_and_one_that_waits_is_turned_away(
    centre: RunningCentre, capsys: pytest.CaptureFixture[str]
) -> None:
    admit(centre, code_of(centre))
    assert admit(centre, "--revoke", "kiosk-1") == 0
    assert admit(centre, "--revoke", "kiosk-7") == 1
    code_of(centre)
    assert admit(centre, "--refuse", "2") == 0
    assert admit(centre, "--refuse", "2") == 1
    capsys.readouterr()
    admit(centre, "--list")
    assert capsys.readouterr().out == "No device is admitted, and none waits.\n"


def test_where_no_centre_runs_that_is_said(tmp_path: Path) -> None:
    with pytest.raises(CannotStart, match="No centre runs in"):
        main(["--list", "--data", str(tmp_path)])
    (tmp_path / "console").write_text("no key")
    with pytest.raises(CannotStart, match="No centre runs in"):
        main(["--list", "--data", str(tmp_path)])


def test_the_key_of_a_centre_that_was_killed_opens_nothing(tmp_path: Path) -> None:
    with RunningCentre(tmp_path):
        left = (tmp_path / "console").read_bytes()
    (tmp_path / "console").write_bytes(left)
    with pytest.raises(CannotStart, match="No centre answers"):
        main(["--list", "--data", str(tmp_path)])


@pytest.mark.parametrize("words", [[], ["--list", "--revoke", "x"], ["123456", "--list"]])
def test_a_command_line_that_asks_for_nothing_or_for_two_things_is_a_mistake(
    words: list[str],
) -> None:
    with pytest.raises(SystemExit) as left:
        main(words)
    assert left.value.code == 2


def test_a_manager_of_the_network_is_admitted_as_one(
    centre: RunningCentre, capsys: pytest.CaptureFixture[str]
) -> None:
    assert admit(centre, code_of(centre, Role.MANAGER, "Office")) == 0
    assert capsys.readouterr().out == (
        "Admitted: manager-1 “Office”. It may do everything that a manager may. "
        "If that was not meant: --revoke manager-1, at once.\n"
    )
