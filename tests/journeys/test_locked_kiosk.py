"""The kiosk as a hall has it: alone in its compositor, kept by a service manager, left by a PIN."""

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from time import sleep

import psutil
import pytest
from PIL import Image, ImageChops

from kiosk.roles.start import STAFF_LEFT
from tests.deploy.service_manager import ServiceManager
from tests.journeys.centre_process import CentreProcess
from tests.journeys.x_screen import XScreen

pytestmark = [
    pytest.mark.journey,
    pytest.mark.skipif(sys.platform != "linux", reason="systemd and cage are for Linux"),
]

SCREEN = Path(__file__).parents[2] / "deploy" / "screen.sh"
PIN = "80317"
STILL_S = 0.5
NOBODY = 65534
# cage does not run as root; reading a checkout that only root may read is all that is kept.
AS_NOBODY = (
    *("setpriv", f"--reuid={NOBODY}", f"--regid={NOBODY}", "--clear-groups"),
    *("--inh-caps=+dac_read_search", "--ambient-caps=+dac_read_search"),
)
WAYS_OUT = (
    *("Escape", "alt+F4", "ctrl+w", "ctrl+q", "alt+Tab", "super", "F11", "Menu", "Print"),
    *("ctrl+alt+BackSpace", "ctrl+alt+Delete", "ctrl+alt+F2", "alt+F2", "alt+space", "ctrl+c"),
    *("ctrl+alt+t", "alt+Escape", "super+l", "ctrl+shift+Escape"),
)


RUN = {
    "DISPLAY": "",
    "WAYLAND_DISPLAY": "",
    "WLR_RENDERER": "pixman",
    "FOLENI_PYTHON": sys.executable,
}


@dataclass(frozen=True, kw_only=True)
class Hall:
    """A centre that is no sample, and where the kiosk's user keeps its things."""

    home: Path
    centre: str

    @property
    def runtime(self) -> Path:
        return self.home / "run"

    def session(self, **environment: str) -> ServiceManager:
        """The kiosk as its unit starts it, in cage on what ``environment`` says."""
        data = self.home / "kiosk"
        command = (str(SCREEN), "kiosk", "--centre", self.centre, "--data", str(data))
        own = {"XDG_RUNTIME_DIR": str(self.runtime), "XDG_CACHE_HOME": str(data), "HOME": str(data)}
        return ServiceManager(
            f"@foleni-{os.getpid()}-{self.home.name}",
            (*AS_NOBODY, *command) if os.geteuid() == 0 else command,
            watchdog_s=10,
            environment={**RUN, **own, "PYTHONDONTWRITEBYTECODE": "1", **environment},
            ends_with=(STAFF_LEFT,),
        )


@pytest.fixture
def hall(tmp_path: Path) -> Iterator[Hall]:
    for program, package in (("cage", "cage"), ("Xwayland", "xwayland")):
        if shutil.which(program) is None:
            pytest.skip(f"{program} is not here: apt-get install {package}")
    data, settings, runtime = (
        tmp_path / "kiosk",
        tmp_path / "kiosk" / "device.toml",
        tmp_path / "run",
    )
    data.mkdir()
    runtime.mkdir(mode=0o700)
    settings.write_text(f'staff_pin = "{PIN}"\n')
    settings.chmod(0o600)
    if os.geteuid() == 0:
        for path in (data, settings, runtime):
            os.chown(path, NOBODY, NOBODY)
        for path in (tmp_path, *tmp_path.parents[:2]):
            path.chmod(0o755)
    with CentreProcess(tmp_path / "centre", open_all_day=False) as centre:
        yield Hall(home=tmp_path, centre=centre.url)


def python(manager: ServiceManager) -> psutil.Process:
    """The kiosk itself, behind script and compositor; what it starts is younger."""
    ours: list[psutil.Process] = []
    for process in psutil.Process(manager.process.pid).children(recursive=True):
        with suppress(psutil.NoSuchProcess):
            if process.cmdline()[:1] == [sys.executable]:
                ours.append(process)
    return min(ours, key=lambda process: process.create_time())


def picture(hall: Hall) -> Image.Image:
    """What stands on cage's monitor, once it has stopped changing."""
    if shutil.which("grim") is None:
        pytest.skip("grim is not here: apt-get install grim")
    shots: list[bytes] = [b""]
    for _ in range(60):
        shot = subprocess.run(
            ["grim", "-t", "ppm", "-"],
            env={
                **os.environ,
                "XDG_RUNTIME_DIR": str(hall.runtime),
                "WAYLAND_DISPLAY": "wayland-0",
            },
            stdout=subprocess.PIPE,
            check=True,
        ).stdout
        if shot == shots[-1]:
            break
        shots.append(shot)
        # Nothing tells when a window has been painted.
        sleep(STILL_S)
    return Image.open(BytesIO(shots[-1]))


def changed(before: Image.Image, now: Image.Image) -> float:
    """The share of the picture that is another."""
    counted = ImageChops.difference(before.convert("L"), now.convert("L")).histogram()
    return 1 - counted[0] / sum(counted)


def test_a_kiosk_that_hangs_in_its_session_comes_back_to_its_first_page(hall: Hall) -> None:
    headless = {"WLR_BACKENDS": "headless", "WLR_LIBINPUT_NO_DEVICES": "1", "FOLENI_ROTATE": "90"}
    with hall.session(**headless) as manager:
        manager.hears(f"STATUS=follows {hall.centre}")
        page = picture(hall)
        assert page.size == (720, 1280), "turned, and the whole of the monitor"
        python(manager).send_signal(signal.SIGSTOP)
        manager.hears("READY=1", times=2)
        manager.hears("STATUS=follows", times=2)
        # But for the minutes of its clock.
        assert changed(page, picture(hall)) < 0.01


def test_no_key_and_no_button_of_a_mouse_leads_out_but_the_pin(hall: Hall) -> None:
    with XScreen() as screen, hall.session(WLR_BACKENDS="x11", DISPLAY=screen.name) as manager:
        manager.hears(f"STATUS=follows {hall.centre}")
        process = python(manager)
        screen.click(300, 300, button=3)
        screen.press(*WAYS_OUT)
        beats = manager.told.count("WATCHDOG=1")
        manager.hears("WATCHDOG=1", times=beats + 1)
        assert python(manager) == process
        screen.press("ctrl+alt+e", *"0000", "Return")
        screen.press("Escape", "ctrl+alt+e", *PIN, "Return")
        manager.hears("STOPPING=1")
        manager.ended()
        assert manager.exit_codes == [STAFF_LEFT]
        assert PIN not in "".join(manager.said)
