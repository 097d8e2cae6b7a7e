"""From starting a process to the first frame of its screen."""

from collections.abc import Iterator
from pathlib import Path
from statistics import median

from bench.figures import Figure
from bench.processes import centre, screen
from bench.scope import Scope

AIM_MS = 800
SCREENS: dict[str, tuple[str, ...]] = {
    "kiosk": ("--windowed", "--size", "1080x1920", "--printer", "127.0.0.1:9"),
    "counter": ("--windowed", "--size", "1366x768", "--counter", "1"),
    "board": ("--windowed", "--size", "1920x1080"),
    "feedback": ("--windowed", "--size", "800x1280", "--counter", "1"),
}
"""Each screen as it stands in a centre. Nobody answers at port 9."""


def measure(scope: Scope) -> Iterator[Figure]:
    """Each screen as a process of its own, the files it reads in memory; and the centre."""
    room = scope.room("start")
    with centre(room / "centre") as running:
        for role in SCREENS:
            yield from _of_screen(role, running.word, room, scope.count(5, 3))
    ready_s = []
    for _ in range(scope.count(5, 3)):
        with centre(room / "centre") as running:
            ready_s.append(running.ready_s)
    yield Figure(name="centre: start to ready, p50", value=median(ready_s) * 1000, unit="ms")


def _of_screen(role: str, url: str, room: Path, starts: int) -> Iterator[Figure]:
    # The first one brings the files into memory, and makes the device's store and its token.
    ready_s, cpu_s = [], []
    for _ in range(1 + starts):
        with screen(role, url, room / role, SCREENS[role]) as running:
            ready_s.append(running.ready_s)
            cpu_s.append(running.cpu_s)
    value = median(ready_s[1:]) * 1000
    yield Figure(name=f"{role}: start to first frame, p50", value=value, unit="ms", aim=AIM_MS)
    # On a machine with other work, this is what a quiet one would need.
    value = median(cpu_s[1:]) * 1000
    yield Figure(name=f"{role}: CPU until the first frame, p50", value=value, unit="ms")
