"""A kiosk out of the box: its code read off its screen, typed at the centre, and revoked again."""

import os
import re
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.deploy.service_manager import MAIN, ServiceManager
from tests.journeys.centre_process import CentreProcess
from tests.journeys.test_a_screen_reader import Reader, needs, session_bus
from tests.journeys.test_joining import admit, tls_url
from tests.journeys.x_screen import XScreen

pytestmark = [
    pytest.mark.journey,
    pytest.mark.skipif(sys.platform != "linux", reason="AT-SPI is for Linux"),
]

CODE = re.compile(r"\d( \d){5}")
AGAIN = "Ask again · Omba tena"


class Kiosk:
    """A real kiosk that has no place in its centre, and whoever stands before it."""

    def __init__(self, tmp_path: Path, ends: ExitStack) -> None:
        screen = ends.enter_context(XScreen(width_px=1080, height_px=1920))
        self.data = tmp_path / "centre"
        centre = ends.enter_context(CentreProcess(self.data, trust_loopback=False))
        self.url = tls_url(centre, "127.0.0.1")
        environment = {
            **os.environ,
            "DISPLAY": screen.name,
            "QT_QPA_PLATFORM": "xcb",
            "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1",
            "XDG_RUNTIME_DIR": str(tmp_path),
        }
        environment["DBUS_SESSION_BUS_ADDRESS"] = session_bus(environment, ends)
        self.reader = Reader(environment=environment)
        self.place = tmp_path / "kiosk"
        self.manager = ServiceManager(
            f"@foleni-{tmp_path.name}-joins",
            (*MAIN, "kiosk", "--centre", self.url, "--name", "Door", "--data", str(self.place)),
            watchdog_s=60,
            environment=environment,
        )
        ends.enter_context(self.manager)

    def reads(self, wanted: re.Pattern[str]) -> str:
        """What on the screen is like that, once it is there."""
        while True:
            for _, name in self.reader.looks():
                if wanted.fullmatch(name):
                    return name

    def code(self) -> str:
        return self.reads(CODE).replace(" ", "")


@pytest.fixture
def kiosk(tmp_path: Path) -> Iterator[Kiosk]:
    needs()
    with ExitStack() as ends:
        yield Kiosk(tmp_path, ends)


def test_a_new_kiosk_joins_by_the_code_on_its_screen_and_says_when_it_is_revoked(
    kiosk: Kiosk,
) -> None:
    assert "Admitted: kiosk-1 “Door”" in admit(kiosk.data, kiosk.code())
    kiosk.manager.hears(f"STATUS=follows {kiosk.url}")
    kiosk.reads(re.compile("Welcome."))
    kept = sorted(path.name for path in kiosk.place.iterdir() if not path.stat().st_mode & 0o077)
    assert {"authority.pem", "centre.json", "device.db", "token"} <= set(kept)

    admit(kiosk.data, "--revoke", "kiosk-1")
    kiosk.reads(re.compile("The centre no longer admits this screen"))
    assert not (kiosk.place / "token").exists()
    kiosk.reader.presses(AGAIN)
    admit(kiosk.data, kiosk.code())
    kiosk.manager.hears(f"STATUS=follows {kiosk.url}", times=2)
