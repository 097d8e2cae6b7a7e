"""What a screen reader finds on a kiosk, and that it can press it: a real AT-SPI client."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.deploy.service_manager import MAIN, ServiceManager
from tests.journeys.centre_process import CentreProcess
from tests.journeys.x_screen import XScreen

pytestmark = [
    pytest.mark.journey,
    pytest.mark.skipif(sys.platform != "linux", reason="AT-SPI is for Linux"),
]

CLIENT = Path(__file__).with_name("screen_reader.py")
SYSTEMS_PYTHON = "/usr/bin/python3"
LAUNCHER = Path("/usr/libexec/at-spi-bus-launcher")
PATIENCE_S = 60.0


@dataclass(frozen=True, kw_only=True)
class Reader:
    """Somebody's screen reader, on the same desktop as a kiosk."""

    environment: dict[str, str]

    def looks(self) -> list[tuple[str, str]]:
        """Role and name of all that is shown."""
        things = map(json.loads, self._run("look").splitlines())
        return [(str(role), str(name)) for role, name in things]

    def presses(self, name: str) -> None:
        self._run("press", name)

    def _run(self, *what: str) -> str:
        run = subprocess.run(
            [SYSTEMS_PYTHON, str(CLIENT), "foleni-kiosk", *what],
            env=self.environment,
            capture_output=True,
            text=True,
            timeout=PATIENCE_S,
            check=False,
        )
        assert run.returncode == 0, run.stderr
        return run.stdout


@pytest.fixture
def reader(tmp_path: Path) -> Iterator[Reader]:
    needs()
    with ExitStack() as ends:
        screen = ends.enter_context(XScreen(width_px=1080, height_px=1920))
        centre = ends.enter_context(CentreProcess(tmp_path / "centre"))
        environment = {
            **os.environ,
            "DISPLAY": screen.name,
            "QT_QPA_PLATFORM": "xcb",
            "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1",
            "XDG_RUNTIME_DIR": str(tmp_path),
        }
        environment["DBUS_SESSION_BUS_ADDRESS"] = session_bus(environment, ends)
        kiosk = ServiceManager(
            f"@foleni-{tmp_path.name}-reader",
            (*MAIN, "kiosk", "--centre", centre.url, "--data", str(tmp_path / "kiosk")),
            watchdog_s=60,
            environment=environment,
        )
        ends.enter_context(kiosk)
        kiosk.hears(f"STATUS=follows {centre.url}")
        yield Reader(environment=environment)


def needs() -> None:
    """Skips where a package is missing, and says which."""
    for there, package in (
        (shutil.which("dbus-daemon"), "dbus"),
        (LAUNCHER.exists(), "at-spi2-core"),
        (Path(SYSTEMS_PYTHON).exists() and has_pyatspi(), "python3-pyatspi"),
    ):
        if not there:
            pytest.skip(f"no screen reader can be tried: apt-get install {package}")


def has_pyatspi() -> bool:
    command = [SYSTEMS_PYTHON, "-c", "import pyatspi"]
    return subprocess.run(command, capture_output=True, check=False).returncode == 0


def session_bus(environment: dict[str, str], ends: ExitStack) -> str:
    """A desktop's bus of its own, on which the accessibility bus is started when wanted."""
    bus = subprocess.Popen(
        ["dbus-daemon", "--session", "--nofork", "--print-address=1"],
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    ends.callback(bus.wait)
    ends.callback(bus.terminate)
    assert bus.stdout is not None
    ends.callback(bus.stdout.close)
    return bus.stdout.readline().strip()


def test_a_screen_reader_finds_every_name_and_presses_its_way_to_a_ticket(reader: Reader) -> None:
    start = reader.looks()
    assert {("push button", "Kiswahili"), ("push button", "English")} <= set(start)
    assert ("heading", "Welcome.") in start
    assert nameless(start) == []

    reader.presses("English")
    services = reader.looks()
    assert ("heading", "What do you need today?") in services
    assert ("radio button", "English") in services
    assert nameless(services) == []

    reader.presses("National ID")
    before = reader.looks()
    assert ("static", "Police abstract") in before or ("label", "Police abstract") in before
    assert ("check box", "Do you need priority or assistance?") in before
    assert nameless(before) == []

    reader.presses("Take my ticket")
    ticket = reader.looks()
    while ("push button", "Take my ticket") in ticket:
        ticket = reader.looks()
    names = [name for _, name in ticket]
    assert "A001" in names
    assert any(name.startswith("Wait in Hall") for name in names)
    assert nameless(ticket) == []


def nameless(things: list[tuple[str, str]]) -> list[str]:
    """The roles of those that a screen reader could only call by their role."""
    named = {"push button", "radio button", "check box", "heading", "static", "label", "image"}
    return [role for role, name in things if role in named and not name.strip()]
