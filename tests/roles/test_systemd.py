"""What a process tells systemd, to a socket that speaks sd_notify's protocol."""

import logging
import os
import socket
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk.roles.systemd import LONGEST_S, STATUS_LENGTH, Systemd

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="systemd is for Linux")


class Manager:
    """The other end of NOTIFY_SOCKET."""

    def __init__(self, address: str) -> None:
        self.address = address
        self._socket = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        self._socket.bind("\0" + address[1:] if address.startswith("@") else address)
        self._socket.settimeout(10)

    def hears(self) -> str:
        return self._socket.recv(4096).decode()

    def hears_nothing(self) -> bool:
        self._socket.setblocking(False)
        try:
            self._socket.recv(4096)
        except BlockingIOError:
            return True
        finally:
            self._socket.settimeout(10)
        return False

    def close(self) -> None:
        self._socket.close()


def addresses() -> list[str]:
    return ["path", "abstract"] if sys.platform == "linux" else ["path"]


@pytest.fixture(params=addresses())
def manager(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Manager]:
    # A path socket's name is short, and temporary directories' are not always.
    name = f"@foleni-{os.getpid()}-{tmp_path.name}" if request.param == "abstract" else None
    manager = Manager(name or str(tmp_path / "n"))
    yield manager
    manager.close()


def test_a_service_says_that_it_is_ready_alive_and_ending(manager: Manager) -> None:
    systemd = Systemd.taken_from({"NOTIFY_SOCKET": manager.address})
    systemd.ready()
    systemd.beat()
    systemd.status("follows http://127.0.0.1:8400")
    systemd.stopping()
    systemd.close()
    heard = [manager.hears() for _ in range(4)]
    assert heard == ["READY=1", "WATCHDOG=1", "STATUS=follows http://127.0.0.1:8400", "STOPPING=1"]


def test_it_beats_three_times_within_the_time_it_is_given(manager: Manager) -> None:
    systemd = Systemd.taken_from(
        {"NOTIFY_SOCKET": manager.address, "WATCHDOG_USEC": "30000000", "WATCHDOG_PID": "1"}
    )
    assert systemd.watched
    assert systemd.beat_every_s == 10
    systemd.close()


def test_its_children_do_not_speak_for_it(manager: Manager) -> None:
    environment = {
        "NOTIFY_SOCKET": manager.address,
        "WATCHDOG_USEC": "30000000",
        "WATCHDOG_PID": "1",
        "HOME": "/home/kiosk",
    }
    Systemd.taken_from(environment).close()
    assert environment == {"HOME": "/home/kiosk"}


def test_without_systemd_nothing_happens() -> None:
    systemd = Systemd.taken_from({"WATCHDOG_USEC": "30000000"})
    assert not systemd.listens
    assert not systemd.watched
    systemd.ready()
    systemd.beat()
    systemd.close()


@pytest.mark.parametrize("address", ["", "relative", "/no/such/socket", "/" + "x" * 200, "/a\0b"])
def test_an_address_that_leads_nowhere_stops_nothing(
    address: str, caplog: pytest.LogCaptureFixture
) -> None:
    systemd = Systemd.taken_from({"NOTIFY_SOCKET": address, "WATCHDOG_USEC": "30000000"})
    systemd.ready()
    assert not systemd.listens
    assert not systemd.watched
    assert [record.message for record in caplog.records] == ["systemd_not_reached"] * bool(address)


@pytest.mark.parametrize("given", ["", "soon", "-1", "1e6", "+5", "0x10", "٣٠", "9" * 5000, "3 0"])
def test_a_watchdog_that_cannot_be_read_is_told_and_is_none(
    given: str, manager: Manager, caplog: pytest.LogCaptureFixture
) -> None:
    systemd = Systemd.taken_from({"NOTIFY_SOCKET": manager.address, "WATCHDOG_USEC": given})
    assert not systemd.watched
    assert [record.message for record in caplog.records] == ["watchdog_unreadable"]
    systemd.close()


@pytest.mark.parametrize(("given", "every_s"), [("1", 0.05), ("9" * 19, LONGEST_S / 3)])
def test_however_short_or_long_the_time_is_it_beats_at_a_bearable_pace(
    given: str, every_s: float, manager: Manager
) -> None:
    systemd = Systemd.taken_from({"NOTIFY_SOCKET": manager.address, "WATCHDOG_USEC": given})
    assert systemd.watched
    assert systemd.beat_every_s == every_s
    systemd.close()


def test_no_watchdog_is_none(manager: Manager) -> None:
    systemd = Systemd.taken_from({"NOTIFY_SOCKET": manager.address, "WATCHDOG_USEC": "0"})
    assert systemd.listens
    assert not systemd.watched
    systemd.close()


def test_a_status_can_claim_nothing_else(manager: Manager) -> None:
    systemd = Systemd.taken_from({"NOTIFY_SOCKET": manager.address})
    systemd.status("lost\nWATCHDOG=1\r\n" + "x" * 9000)
    told = manager.hears()
    assert told.startswith("STATUS=lost WATCHDOG=1 xxx")
    assert "\n" not in told
    assert len(told) == len("STATUS=") + STATUS_LENGTH
    systemd.close()


def test_a_manager_that_reads_nothing_holds_nobody_up(
    manager: Manager, caplog: pytest.LogCaptureFixture
) -> None:
    systemd = Systemd.taken_from({"NOTIFY_SOCKET": manager.address})
    for _ in range(5000):
        systemd.beat()
    assert [record.message for record in caplog.records] == ["systemd_not_told"]
    while not manager.hears_nothing():
        pass
    systemd.beat()
    assert manager.hears() == "WATCHDOG=1"
    systemd.close()


def test_a_manager_that_has_gone_is_told_once(
    manager: Manager, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.WARNING)
    systemd = Systemd.taken_from({"NOTIFY_SOCKET": manager.address})
    manager.close()
    systemd.beat()
    systemd.beat()
    assert [record.message for record in caplog.records] == ["systemd_not_told"]
    systemd.close()
