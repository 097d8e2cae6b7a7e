import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from threading import Thread
from time import sleep

import pytest

from kiosk.roles.supervisor import Part, Supervisor

pytestmark = pytest.mark.journey

FOR_EVER = "import time; time.sleep(600)"


def starts(
    code: str, started: list[subprocess.Popen[bytes]]
) -> Callable[[], subprocess.Popen[bytes]]:
    def start() -> subprocess.Popen[bytes]:
        started.append(subprocess.Popen([sys.executable, "-c", code]))
        return started[-1]

    return start


def test_a_part_that_dies_is_started_again() -> None:
    supervisor = Supervisor()
    started: list[subprocess.Popen[bytes]] = []
    lives = ["raise SystemExit(3)", "import os; os.kill(os.getpid(), 9)", FOR_EVER]

    def start() -> subprocess.Popen[bytes]:
        if len(started) == 2:
            supervisor.end()
        return starts(lives[len(started)], started)()

    supervisor.keep(Part(name="centre", start=start))
    assert supervisor.run() == 0
    assert len(started) == 3
    assert all(process.poll() is not None for process in started)


def test_a_part_that_ends_by_itself_is_started_again_too() -> None:
    supervisor = Supervisor()
    started: list[subprocess.Popen[bytes]] = []

    def start() -> subprocess.Popen[bytes]:
        if started:
            supervisor.end()
        return starts("pass", started)()

    supervisor.keep(Part(name="centre", start=start))
    assert supervisor.run() == 0
    assert len(started) == 2


def test_a_screen_that_is_closed_ends_everything() -> None:
    supervisor = Supervisor()
    started: list[subprocess.Popen[bytes]] = []
    supervisor.keep(Part(name="centre", start=starts(FOR_EVER, started)))
    supervisor.keep(Part(name="kiosk", start=starts("pass", started), screen=True))
    assert supervisor.run() == 0
    assert all(process.poll() is not None for process in started)


def test_a_part_that_cannot_start_ends_everything_with_its_code() -> None:
    supervisor = Supervisor()
    started: list[subprocess.Popen[bytes]] = []
    supervisor.keep(Part(name="kiosk", start=starts(FOR_EVER, started), screen=True))
    supervisor.keep(Part(name="centre", start=starts("raise SystemExit(2)", started)))
    assert supervisor.run() == 2
    assert all(process.poll() is not None for process in started)


def test_a_part_that_cannot_start_again_for_a_while_is_tried_on() -> None:
    supervisor = Supervisor()
    started: list[subprocess.Popen[bytes]] = []
    lives = ["raise SystemExit(1)", "raise SystemExit(2)", FOR_EVER]

    def start() -> subprocess.Popen[bytes]:
        if len(started) == 2:
            supervisor.end()
        return starts(lives[len(started)], started)()

    supervisor.keep(Part(name="centre", start=start))
    assert supervisor.run() == 0
    assert len(started) == 3


def test_screens_end_before_what_they_show(tmp_path: Path) -> None:
    supervisor = Supervisor()
    started: list[subprocess.Popen[bytes]] = []
    said = tmp_path / "said"

    def last_words(name: str) -> str:
        return (
            "import signal, sys, time\n"
            f"def end(*_): open({str(said)!r}, 'a').write('{name} ends\\n'); sys.exit()\n"
            "signal.signal(signal.SIGTERM, end)\n"
            f"open({str(said)!r}, 'a').write('{name} is there\\n')\n"
            "time.sleep(600)"
        )

    supervisor.keep(Part(name="centre", start=starts(last_words("centre"), started)))
    supervisor.keep(Part(name="kiosk", start=starts(last_words("kiosk"), started), screen=True))

    def end_when_both_are_there() -> None:
        while not said.exists() or said.read_text().count("is there") < 2:
            sleep(0.01)
        supervisor.end()

    watcher = Thread(target=end_when_both_are_there)
    watcher.start()
    assert supervisor.run() == 0
    watcher.join()
    assert said.read_text().splitlines()[-2:] == ["kiosk ends", "centre ends"]
