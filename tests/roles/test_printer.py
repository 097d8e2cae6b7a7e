"""`main.py printer`: it says where it prints, prints, saves, and ends cleanly."""

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import pytest
from PIL import Image

from kiosk.printer.emulator.faults import Fault
from kiosk.printer.outcome import Level
from kiosk.roles.printer import main
from kiosk.roles.start import CannotStart

ROOT = Path(__file__).parents[2]
SLIP = b"\x1b@A042\n\x1dVB\x00\x1dr\x01"


@contextmanager
def running(*arguments: str) -> Iterator[tuple[subprocess.Popen[str], int]]:
    """The process and its port, once it says that it is ready."""
    command = [sys.executable, str(ROOT / "main.py"), "printer", "--port", "0", *arguments]
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment) as process:
        assert process.stdout is not None
        told = process.stdout.readline()
        assert told.startswith("printer ready at 127.0.0.1:")
        yield process, int(told.rpartition(":")[2])
        process.kill()


def printed(port: int, job: bytes = SLIP) -> bytes:
    """What the printer answers to a job."""
    with socket.create_connection(("127.0.0.1", port), timeout=10) as connection:
        connection.sendall(job)
        return connection.recv(64)


@pytest.mark.journey
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
@pytest.mark.parametrize("window", [["--no-window"], ["--size", "640x480"]], ids=["unseen", "seen"])
def test_it_prints_saves_and_ends_when_asked(
    window: Sequence[str], number: signal.Signals, tmp_path: Path
) -> None:
    with running(*window, "--save", str(tmp_path / "slips"), "--dots", "384") as (process, port):
        assert printed(port) == b"\x00"
        process.send_signal(number)
        assert process.wait(timeout=30) == 0
    with Image.open(tmp_path / "slips" / "slip-001.png") as slip:
        assert slip.size == (384, 30)


@pytest.mark.journey
def test_an_earlier_days_slips_stay(tmp_path: Path) -> None:
    kept = tmp_path / "slip-001.png"
    kept.write_bytes(b"yesterday")
    with running("--no-window", "--save", str(tmp_path)) as (_, port):
        assert printed(port) == b"\x00"
    assert kept.read_bytes() == b"yesterday"
    assert (tmp_path / "slip-002.png").exists()


@pytest.mark.journey
def test_it_begins_as_it_is_told(tmp_path: Path) -> None:
    arguments = ("--level", "A1", "--fault", "cover_open", "--fault", "paper_low")
    with running("--no-window", *arguments) as (_, port):
        assert printed(port, b"\x1dr\x01\x10\x04\x02") == b"\x16"
        assert printed(port, b"\x10\x04\x04") == b"\x1e"


def test_a_port_somebody_has_is_one_sentence() -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        with pytest.raises(CannotStart, match=f"Another program has 127.0.0.1:{port}; end that"):
            main(["--no-window", "--port", str(port)])


def test_an_address_of_another_machine_is_one_sentence() -> None:
    with pytest.raises(
        CannotStart, match=r"cannot listen at 192\.0\.2\.1:9100 .* give another --host"
    ):
        main(["--no-window", "--host", "192.0.2.1"])


def test_a_directory_that_cannot_be_is_one_sentence(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.touch()
    with pytest.raises(CannotStart, match=r"Slips cannot be saved in .*; give another with --save"):
        main(["--no-window", "--port", "0", "--save", str(file)])


def test_without_a_display_it_says_how_to_go_without(monkeypatch: pytest.MonkeyPatch) -> None:
    for key in ("QT_QPA_PLATFORM", "WAYLAND_DISPLAY", "DISPLAY"):
        monkeypatch.delenv(key, raising=False)
    monkeypatch.setattr(sys, "platform", "linux")
    with pytest.raises(CannotStart, match=r"no display here: .* printer --no-window$"):
        main([])


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["--port", "70000"], "70000 is no port"),
        (["--dots", "12"], "12 does not fit; give 64 to 2048"),
        (["--level", "A7"], "there is no A7: there are A0, A1, A2, A3."),
        (["--fault", "paper_ou"], "there is no paper_ou: did you mean paper_out?"),
        (["--sessions", "many"], "there is no many: there are one, refuse, reset, three."),
    ],
)
def test_a_mistake_is_told(
    arguments: Sequence[str], sentence: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        main(arguments)
    assert ended.value.code == 2
    assert sentence in capsys.readouterr().err


def test_help_names_every_level_and_fault(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["--help"])
    assert ended.value.code == 0
    told = capsys.readouterr().out
    assert [word for word in (*Level, *Fault) if word not in told] == []
