"""Real processes under a service manager: whoever hangs is ended and started again."""

import os
import signal
import sys
from pathlib import Path

import pytest

from tests.deploy.service_manager import MAIN, ServiceManager
from tests.journeys.centre_process import CentreProcess
from tests.journeys.machine import PATIENCE_S, Machine

pytestmark = [
    pytest.mark.journey,
    pytest.mark.skipif(sys.platform != "linux", reason="systemd is for Linux"),
]

HANGS_S = 5.0
"""After so many seconds without a beat a process hangs; a busy machine holds nobody up so long."""


def kept(home: Path, *arguments: str, watchdog_s: float = HANGS_S) -> ServiceManager:
    return ServiceManager(
        f"@foleni-{os.getpid()}-{home.name}-{arguments[0]}",
        (*MAIN, *arguments),
        watchdog_s=watchdog_s,
        environment={"QT_QPA_PLATFORM": "offscreen", "XDG_DATA_HOME": str(home)},
    )


def test_a_kiosk_that_hangs_is_started_again_and_follows_its_centre(tmp_path: Path) -> None:
    with (
        CentreProcess(tmp_path / "centre") as centre,
        kept(tmp_path, "kiosk", "--centre", centre.url) as manager,
    ):
        manager.hears("READY=1")
        manager.hears(f"STATUS=follows {centre.url}")
        manager.hears("WATCHDOG=1", times=3)
        manager.signal(signal.SIGSTOP)
        manager.hears("READY=1", times=2)
        manager.hears(f"STATUS=follows {centre.url}", times=2)
        assert set(manager.exit_codes) == {-signal.SIGABRT}
        # Python says where it was when it was ended.
        manager.saw("Fatal Python error: Aborted")


def test_a_centre_that_hangs_is_started_again(tmp_path: Path) -> None:
    arguments = ("centre", "--data", str(tmp_path / "centre"), "--port", "0", "--trust-loopback")
    with kept(tmp_path, *arguments) as manager:
        manager.hears("STATUS=answers at http://127.0.0.1:")
        manager.hears("READY=1")
        manager.hears("WATCHDOG=1", times=2)
        manager.signal(signal.SIGSTOP)
        manager.hears("READY=1", times=2)
        assert set(manager.exit_codes) == {-signal.SIGABRT}


@pytest.mark.parametrize("role", ["kiosk", "counter", "board", "feedback"])
def test_every_screen_beats_and_says_when_it_ends(role: str, tmp_path: Path) -> None:
    more = ("--counter", "1") if role == "counter" else ()
    arguments = (role, "--centre", "http://127.0.0.1:1", *more)
    with kept(tmp_path, *arguments, watchdog_s=60) as manager:
        manager.hears("READY=1")
        manager.hears("STATUS=has lost http://127.0.0.1:1")
        manager.hears("WATCHDOG=1")
        manager.signal(signal.SIGTERM)
        manager.hears("STOPPING=1")
        manager.ended()
        assert manager.exit_codes[0] == 0


def test_a_locked_screen_ends_when_it_is_asked_to(tmp_path: Path) -> None:
    with (
        CentreProcess(tmp_path / "centre", open_all_day=False) as centre,
        Machine(tmp_path, "kiosk", "--centre", centre.url) as kiosk,
    ):
        kiosk.hears("admitted")
        kiosk.process.send_signal(signal.SIGTERM)
        assert kiosk.process.wait(PATIENCE_S) == 0


def test_a_mistake_in_the_settings_is_never_ready(tmp_path: Path) -> None:
    settings = tmp_path / "foleni" / "kiosk" / "device.toml"
    settings.parent.mkdir(parents=True)
    settings.write_text("diagonal_in = 0\n")
    with kept(tmp_path, "kiosk") as manager:
        manager.saw("diagonal_in: give a diagonal in inches")
        manager.ended(times=2)
        assert "READY=1" not in manager.told
