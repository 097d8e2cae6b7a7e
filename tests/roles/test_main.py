"""The one door: every role from outside, as a process."""

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from kiosk.roles import ROLES
from kiosk.roles.places import MAIN

pytestmark = pytest.mark.journey

WITHIN_S = 60.0


def run(
    *arguments: str, environment: Mapping[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, str(MAIN), *arguments],
        capture_output=True,
        text=True,
        timeout=WITHIN_S,
        check=False,
        stdin=subprocess.DEVNULL,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen", **(environment or {})},
    )


def loaded_by(code: str) -> set[str]:
    """The packages that are loaded once ``code`` has run in a process of its own."""
    told = subprocess.run(
        [sys.executable, "-c", f"{code}\nimport sys; print(*sys.modules)"],
        capture_output=True,
        text=True,
        timeout=WITHIN_S,
        check=True,
        cwd=MAIN.parent,
    )
    return set(told.stdout.split())


@pytest.mark.parametrize("role", ["", *ROLES])
def test_every_role_has_help(role: str) -> None:
    told = run(*filter(None, [role]), "--help")
    assert told.returncode == 0, told.stderr
    assert told.stdout.startswith("usage: python main.py")


def test_the_help_of_all_names_every_role() -> None:
    told = run("--help").stdout
    assert [role for role in ROLES if f"\n  {role} " not in told] == []


def test_an_unknown_role_is_told_with_the_nearest_known() -> None:
    told = run("koisk")
    assert (told.returncode, told.stderr) == (2, "There is no role koisk: did you mean kiosk?\n")


def test_an_unknown_argument_ends_with_exit_code_2() -> None:
    assert run("board", "--sise", "3x4").returncode == 2


@pytest.mark.parametrize("port", ["-1", "65536", "99999999999", "http"])
def test_a_port_there_cannot_be_ends_with_exit_code_2_and_a_sentence(port: str) -> None:
    told = run("centre", "--port", port)
    assert told.returncode == 2
    assert f"{port} is no port; give 1 to 65535" in told.stderr


@pytest.mark.parametrize("role", ["centre", "kiosk"])
def test_data_that_cannot_lie_there_ends_with_exit_code_2_and_one_sentence(
    role: str, tmp_path: Path
) -> None:
    (tmp_path / "file").write_bytes(b"")
    told = run(role, "--data", str(tmp_path / "file" / "below"))
    assert told.returncode == 2
    assert "cannot hold data (Not a directory); give another --data" in told.stderr
    assert told.stderr.count("\n") == 1


def test_a_machine_whose_data_can_lie_nowhere_is_told_so_in_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    told = run(environment={"XDG_DATA_HOME": str(tmp_path / "file")})
    assert told.returncode == 2
    home = tmp_path / "file" / "foleni" / "all-in-one"
    assert told.stderr == (
        f"{home} cannot hold data (Not a directory); name another place in XDG_DATA_HOME\n"
    )


def test_settings_nobody_may_look_for_are_told_in_one_sentence(tmp_path: Path) -> None:
    told = run("board", "--data", str(tmp_path / ("x" * 300)))
    assert told.returncode == 2
    assert "cannot be read (File name too long)" in told.stderr
    assert told.stderr.count("\n") == 1


def test_a_mistake_in_the_settings_ends_with_exit_code_2_and_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "device.toml").write_text("farthest_seat = 9")
    told = run("board", "--data", str(tmp_path))
    assert told.returncode == 2
    assert told.stderr == (
        f"{tmp_path / 'device.toml'}: farthest_seat: no such setting;"
        " did you mean farthest_seat_m?\n"
    )


def test_a_mistake_in_the_centres_settings_ends_it_likewise(tmp_path: Path) -> None:
    (tmp_path / "centre.toml").write_text('port = "high"')
    told = run("centre", "--data", str(tmp_path))
    assert told.returncode == 2
    assert told.stderr == f"{tmp_path / 'centre.toml'}: port: give a port, 1 to 65535\n"


def test_a_counter_that_is_not_named_is_told_which_there_are(tmp_path: Path) -> None:
    told = run("counter", "--data", str(tmp_path))
    assert told.returncode == 2
    assert "--counter ID; huduma.toml has 1, 2, 3, 4, 5, 6." in told.stderr


def test_a_printer_model_nobody_knows_is_told(tmp_path: Path) -> None:
    (tmp_path / "device.toml").write_text('[printer]\nhost = "127.0.0.1"\nmodel = "TM-9000"')
    told = run("kiosk", "--data", str(tmp_path))
    assert told.returncode == 2
    assert told.stderr.startswith("printer.model: ")


@pytest.mark.parametrize("role", ["kiosk", "board", "feedback"])
def test_a_screen_without_a_display_says_so(role: str, tmp_path: Path) -> None:
    none = {"QT_QPA_PLATFORM": "", "DISPLAY": "", "WAYLAND_DISPLAY": ""}
    told = run(role, "--data", str(tmp_path), environment=none)
    assert told.returncode == 2
    assert told.stderr.startswith("There is no display here")


def test_the_launcher_loads_neither_qt_nor_the_centre() -> None:
    loaded = loaded_by("import kiosk.roles.launcher")
    assert not {"PySide6", "kiosk.ui", "kiosk.centre", "starlette"} & loaded


def test_the_centre_loads_no_qt() -> None:
    assert not {"PySide6", "shiboken6", "kiosk.ui"} & loaded_by("import kiosk.roles.centre")


def test_a_kiosk_loads_neither_the_centre_nor_what_only_its_printer_needs() -> None:
    loaded = loaded_by("import kiosk.roles.kiosk_window")
    assert not {"kiosk.centre", "starlette", "uvicorn", "PIL", "escpos"} & loaded
