"""The units of systemd, as systemd itself reads them."""

import configparser
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from kiosk.roles import ROLES
from kiosk.roles.start import STAFF_LEFT

ROOT = Path(__file__).parents[2]
DEPLOY = ROOT / "deploy"
SCREENS = ("kiosk", "counter", "board", "feedback")
UNITS = sorted([*DEPLOY.glob("*.service"), *DEPLOY.glob("desktop/*.service")])


def read(unit: Path) -> configparser.ConfigParser:
    parser = configparser.ConfigParser(strict=False, interpolation=None)
    parser.optionxform = str  # type: ignore[assignment, method-assign]
    parser.read(unit)
    return parser


@pytest.mark.parametrize("unit", UNITS, ids=lambda unit: unit.relative_to(DEPLOY).as_posix())
def test_systemd_finds_nothing_wrong(unit: Path, tmp_path: Path) -> None:
    if shutil.which("systemd-analyze") is None:
        pytest.skip("systemd-analyze is not here: apt-get install systemd")
    # What it starts lies elsewhere here, and this machine has no user "kiosk".
    here = tmp_path / unit.name
    text = unit.read_text().replace("/opt/foleni/.venv/bin/python", "/bin/true")
    here.write_text(text.replace("/opt/foleni", str(ROOT)))
    looked = subprocess.run(
        ["systemd-analyze", "--man=no", "--recursive-errors=no", "verify", str(here)],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    told = [line for line in looked.stderr.splitlines() if unit.name in line]
    assert told == []


@pytest.mark.parametrize("unit", UNITS, ids=lambda unit: unit.relative_to(DEPLOY).as_posix())
def test_whatever_hangs_or_dies_is_started_again(unit: Path) -> None:
    service = read(unit)["Service"]
    assert service["Type"] == "notify"
    assert int(service["WatchdogSec"]) >= 3
    assert service["Restart"] in {"always", "on-failure"}
    assert read(unit)["Unit"]["StartLimitIntervalSec"] == "0", "for ever"


@pytest.mark.parametrize("role", SCREENS)
def test_screens_differ_in_nothing_but_their_names(role: str) -> None:
    def nameless(name: str) -> str:
        lines = (DEPLOY / f"foleni-{name}.service").read_text().splitlines()
        kept = [line for line in lines if not line.startswith(("#", "Description="))]
        return "\n".join(kept).replace(f"screen.sh {name}", "screen.sh")

    assert nameless(role) == nameless("kiosk")


@pytest.mark.parametrize("role", SCREENS)
def test_staff_who_have_left_are_not_pushed_out_again(role: str) -> None:
    service = read(DEPLOY / f"foleni-{role}.service")["Service"]
    assert service["RestartPreventExitStatus"] == str(STAFF_LEFT)
    assert f"!= {STAFF_LEFT} ||" in service["ExecStopPost"]
    assert service["NotifyAccess"] == "all", "the screen is a grandchild of what systemd starts"


def test_every_role_that_runs_all_day_has_a_unit() -> None:
    names = {unit.stem.removeprefix("foleni-") for unit in UNITS}
    assert names == {"centre", "follow", "hub", *SCREENS}
    assert names <= set(ROLES)


def test_what_the_desktop_starts_is_the_unit_beside_it() -> None:
    entry = (DEPLOY / "desktop" / "foleni-counter.desktop").read_text()
    assert re.search(r"^Exec=.*restart foleni-counter\"$", entry, re.MULTILINE)
