"""deploy/screen.sh: how the compositor is started, and what comes back from the screen behind."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="cage is for Linux")

SCREEN = Path(__file__).parents[2] / "deploy" / "screen.sh"
OLD_CAGE = """#!/bin/sh
if [ "$1" = -h ]; then
    echo ' -r	 Rotate the output 90 degrees clockwise, specify up to three times' >&2
    exit 0
fi
echo "cage $*" >>"$SAID"
while [ "$1" != -- ]; do shift; done
shift
"$@"
"""
NEW_CAGE = OLD_CAGE.replace(
    "-r	 Rotate the output 90 degrees clockwise", "-s	 Allow VT switching"
)
DYING_CAGE = OLD_CAGE.replace('"$@"', "exit 7")
RANDR = """#!/bin/sh
echo "wlr-randr $*" >>"$SAID"
[ $# != 0 ] || printf 'HDMI-A-1 "A monitor"\\n  Enabled: yes\\n  Modes:\\n    1920x1080 px\\n'
"""
PYTHON = """#!/bin/sh
shift
echo "screen $* on $QT_QPA_PLATFORM" >>"$SAID"
exit "$CODE"
"""


class Bin:
    """A PATH with programs that say how they were called."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._said = folder / "said"
        self.put("python", PYTHON)

    def put(self, name: str, script: str) -> None:
        (self._folder / name).write_text(script)
        (self._folder / name).chmod(0o755)

    def run(self, *arguments: str, code: int = 0, **environment: str) -> tuple[int, str]:
        own = {
            "PATH": f"{self._folder}:{os.defpath}",
            "SAID": str(self._said),
            "CODE": str(code),
            "FOLENI_PYTHON": str(self._folder / "python"),
            "XDG_RUNTIME_DIR": str(self._folder),
        }
        ended = subprocess.run(
            [SCREEN, *arguments],
            env=own | environment,
            check=False,
            capture_output=True,
            text=True,
            timeout=30,
        )
        return ended.returncode, ended.stderr

    def said(self) -> list[str]:
        return self._said.read_text().splitlines() if self._said.exists() else []


@pytest.fixture
def programs(tmp_path: Path) -> Bin:
    programs = Bin(tmp_path)
    programs.put("cage", OLD_CAGE)
    return programs


@pytest.mark.parametrize("code", [0, 1, 3, 134])
def test_the_exit_code_is_the_screens_own(programs: Bin, code: int) -> None:
    assert programs.run("kiosk", "--name", "hall 2", code=code) == (code, "")
    assert programs.said() == [
        f"cage -d -- {SCREEN} --inside kiosk --name hall 2",
        "screen kiosk --name hall 2 on wayland",
    ]


def test_where_the_compositor_dies_its_own_code_has_to_do(programs: Bin) -> None:
    programs.put("cage", DYING_CAGE)
    assert programs.run("kiosk")[0] == 7


def test_nothing_is_left_behind(programs: Bin, tmp_path: Path) -> None:
    programs.run("kiosk")
    assert {path.name for path in tmp_path.iterdir()} == {"python", "cage", "said"}


@pytest.mark.parametrize(("degrees", "turns"), [("90", "-r"), ("180", "-rr"), ("270", "-rrr")])
def test_an_older_compositor_turns_the_picture_itself(
    programs: Bin, degrees: str, turns: str
) -> None:
    programs.put("wlr-randr", RANDR)
    assert programs.run("kiosk", FOLENI_ROTATE=degrees)[0] == 0
    assert programs.said()[0].startswith(f"cage -d {turns} -- ")
    assert not any(line.startswith("wlr-randr") for line in programs.said())


def test_a_newer_one_is_told_from_inside_before_the_screen_starts(programs: Bin) -> None:
    programs.put("cage", NEW_CAGE)
    programs.put("wlr-randr", RANDR)
    assert programs.run("kiosk", FOLENI_ROTATE="270")[0] == 0
    assert programs.said() == [
        f"cage -d -- {SCREEN} --inside kiosk",
        "wlr-randr ",
        "wlr-randr --output HDMI-A-1 --transform 270",
        "screen kiosk on wayland",
    ]


def test_a_newer_one_without_that_program_says_what_to_install(programs: Bin) -> None:
    programs.put("cage", NEW_CAGE)
    code, told = programs.run("kiosk", FOLENI_ROTATE="90")
    assert code == 2
    assert "apt-get install -y wlr-randr" in told


@pytest.mark.parametrize("given", ["left", "45", "-90", "90; reboot", "$(reboot)"])
def test_any_other_turn_is_refused(programs: Bin, given: str) -> None:
    code, told = programs.run("kiosk", FOLENI_ROTATE=given)
    assert code == 2
    assert "give 90, 180 or 270" in told
    assert programs.said() == []


def test_no_screen_is_refused(programs: Bin) -> None:
    assert programs.run()[0] == 2
