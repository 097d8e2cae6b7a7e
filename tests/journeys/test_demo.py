"""The whole demo: real processes, a crowd, every trouble once; nothing is lost, nothing is left."""

import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

import psutil
import pytest

ROOT = Path(__file__).resolve().parents[2]
WITHIN_S = 180
SUM = re.compile(
    r"(\d+) tickets, (\d+) calls, (\d+) served, (\d+) smileys; "
    r"of (\d+) things the screens and the crowd were told, (\d+) are lost\."
)

pytestmark = pytest.mark.journey


@pytest.fixture
def environment(tmp_path: Path) -> Mapping[str, str]:
    """No display, and a directory of the test's own for what the demo keeps."""
    return {
        **os.environ,
        "QT_QPA_PLATFORM": "offscreen",
        "QT_QUICK_BACKEND": "software",
        "TMPDIR": str(tmp_path),
    }


@pytest.fixture
def demo(environment: Mapping[str, str]) -> Iterator[list[str]]:
    """The command line; whatever it starts is gone when the test ends."""
    before = {process.pid for process in psutil.Process().children(recursive=True)}
    yield [sys.executable, str(ROOT / "main.py"), "demo"]
    left = [p for p in psutil.Process().children(recursive=True) if p.pid not in before]
    for process in left:
        process.kill()
    assert left == []


def test_by_itself_it_serves_a_crowd_through_every_trouble_and_loses_nothing(
    demo: list[str], environment: Mapping[str, str], tmp_path: Path
) -> None:
    played = subprocess.run(
        [*demo, "--by-itself", "--served=25", "--pause=1.5"],
        env=environment,
        capture_output=True,
        text=True,
        timeout=WITHIN_S,
        check=False,
    )
    assert played.returncode == 0, played.stderr
    found = SUM.search(played.stdout)
    assert found is not None, played.stdout
    issued, called, served, smileys, told, lost = map(int, found.groups())
    assert issued >= called >= served >= 25
    assert smileys > 0
    assert told > 100
    assert lost == 0
    assert "process_died part=centre" in played.stderr
    assert "uncaught_exception" not in played.stderr
    assert list(tmp_path.glob("foleni-demo-*")) == []


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGTERM")
def test_when_it_is_ended_every_window_ends_with_it(
    demo: list[str], environment: Mapping[str, str], tmp_path: Path
) -> None:
    with subprocess.Popen(demo, env=environment, stderr=subprocess.PIPE, text=True) as process:
        assert process.stderr is not None
        screens: set[str] = set()
        while screens != {"kiosk", "counter", "board", "feedback"}:
            line = process.stderr.readline()
            assert line, "it ended before every screen stood"
            assert "process_died" not in line, line
            if "first_frame" in line:
                screens.add(line.split()[2])
        children = psutil.Process(process.pid).children(recursive=True)
        process.send_signal(signal.SIGTERM)
        process.stderr.read()
        assert process.wait(WITHIN_S) == 0
    assert len(children) == len(screens) + 1
    assert psutil.wait_procs(children, timeout=10)[1] == []
    assert list(tmp_path.glob("foleni-demo-*")) == []
