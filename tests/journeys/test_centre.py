"""The centre's process: how it begins, how it ends, and what it says when it cannot."""

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from kiosk.client.reply import Declined, Done
from kiosk.client.session import Session
from kiosk.domain.commands import IssueTicket, Role
from kiosk.domain.ids import Language
from kiosk.roles.places import SAMPLE_CATALOGUE
from tests.journeys.centre_process import MAIN, CentreProcess

pytestmark = pytest.mark.journey


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no signals to send")
@pytest.mark.parametrize("end", [signal.SIGTERM, signal.SIGINT])
def test_it_ends_cleanly_while_screens_follow_it(tmp_path: Path, end: signal.Signals) -> None:
    with CentreProcess(tmp_path) as centre, Session(centre.url).enrol(Role.BOARD, "b") as board:
        lines = board.follow(after=0)
        assert next(lines).seq == 1
        centre.process.send_signal(end)
        assert centre.end() == (0, "")
        assert list(lines) == []
    assert not (tmp_path / "centre.db-wal").exists()


def test_a_second_centre_on_the_same_data_says_so(tmp_path: Path) -> None:
    with CentreProcess(tmp_path), CentreProcess(tmp_path) as second:
        code, complaint = second.end()
    assert code == 2
    assert f"{tmp_path} is in use by another Foleni process" in complaint
    assert complaint.count("\n") == 1


def test_a_taken_port_is_said(tmp_path: Path) -> None:
    with CentreProcess(tmp_path / "a") as first:
        port = int(first.url.rpartition(":")[2])
        with CentreProcess(tmp_path / "b", port=port) as second:
            code, complaint = second.end()
    assert code == 2
    assert f"cannot listen at 127.0.0.1 port {port}" in complaint
    assert complaint.count("\n") == 1


@pytest.mark.parametrize(
    ("toml", "words"),
    [
        ("prot = 8400\n", ("centre.toml", "prot", "did you mean port?")),
        ('port = "x"\n', ("centre.toml", "port", "give a port")),
        ("port = \n", ("centre.toml", "TOML")),
        ('hub_key = "x"\n', ("centre.toml", "hub_key", "44 characters")),
        (f'hub_key = "{"A" * 43}="\n', ("centre.toml", "hub_key", "nothing can be sealed")),
        ('catalogue = "gone.toml"\n', ("gone.toml", "cannot be read")),
    ],
)
def test_a_mistake_in_its_settings_ends_it_with_2_and_one_sentence(
    tmp_path: Path, toml: str, words: tuple[str, ...]
) -> None:
    (tmp_path / "centre.toml").write_text(toml)
    with CentreProcess(tmp_path) as centre:
        code, complaint = centre.end()
    assert code == 2
    assert complaint.count("\n") == 1
    for word in words:
        assert word in complaint


def test_a_typo_in_the_catalogue_ends_it_with_2_and_one_sentence(tmp_path: Path) -> None:
    catalogue = SAMPLE_CATALOGUE.read_text(encoding="utf-8")
    (tmp_path / "mine.toml").write_text(catalogue.replace("\ntarget_min", "\ntaregt_min", 1))
    (tmp_path / "centre.toml").write_text('catalogue = "mine.toml"\n')
    with CentreProcess(tmp_path) as centre:
        code, complaint = centre.end()
    assert code == 2
    assert complaint.count("\n") == 1
    assert "mine.toml" in complaint
    assert "taregt_min" in complaint


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux limits another process's files")
def test_a_disk_that_is_full_for_real_loses_nothing(tmp_path: Path) -> None:
    import resource  # noqa: PLC0415 - Windows has none

    with CentreProcess(tmp_path) as centre, Session(centre.url).enrol(Role.KIOSK, "k") as kiosk:
        issue = IssueTicket(service=kiosk.catalogue().services[0].id, language=Language("en"))
        full = (tmp_path / "centre.db-wal").stat().st_size + 50_000
        unlimited = resource.RLIM_INFINITY
        resource.prlimit(centre.process.pid, resource.RLIMIT_FSIZE, (full, unlimited))
        kept = 0
        while isinstance(reply := kiosk.send(issue), Done):
            kept += 1
        assert isinstance(reply, Declined)
        assert reply.for_now
        assert len(kiosk.floor().tickets) == kept > 0
        resource.prlimit(centre.process.pid, resource.RLIMIT_FSIZE, (unlimited, unlimited))
        while not isinstance(reply := kiosk.send(issue), Done):
            assert isinstance(reply, Declined)  # a store that failed is tried twice a second
        numbers = [int(ticket.number[1:]) for ticket in kiosk.floor().tickets]
        assert numbers == list(range(1, kept + 2))


def test_it_needs_no_screen_s_packages() -> None:
    loaded = "import sys, kiosk.roles.centre; print(*{n.partition('.')[0] for n in sys.modules})"
    said = subprocess.run(
        [sys.executable, "-c", loaded], capture_output=True, text=True, check=True, cwd=MAIN.parent
    )
    packages = set(said.stdout.split())
    assert "starlette" in packages
    assert not packages & {"PySide6", "shiboken6", "PIL", "escpos"}
