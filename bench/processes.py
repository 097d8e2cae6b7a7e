"""Foleni's own processes, started as they are in a centre, for as long as a bench lasts."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import IO

import psutil

from kiosk.client.session import Session
from kiosk.domain.commands import Role
from kiosk.roles.places import MAIN

READY = b"centre ready at "
FIRST_FRAME = b" first_frame "
END_WITHIN_S = 10.0
NOWHERE: Mapping[str, str] = MappingProxyType({"QT_QPA_PLATFORM": "offscreen"})


class NotStarted(RuntimeError):
    """A process ended instead of saying that it is ready."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Running:
    """A process that is ready, ``ready_s`` after it was started and with ``cpu_s`` of work.

    ``word`` is what it said.
    """

    process: subprocess.Popen[bytes]
    word: str
    ready_s: float
    cpu_s: float


@contextmanager
def centre(data: Path, *, port: int = 0) -> Iterator[Running]:
    """A centre that admits this machine; ``word`` is its URL."""
    arguments = ["centre", "--data", str(data), "--port", str(port)]
    with _running([*arguments, "--trust-loopback", "--open-all-day"], READY) as running:
        yield running


@contextmanager
def screen(
    role: str,
    url: str,
    data: Path,
    arguments: Sequence[str] = (),
    *,
    display: str | None = None,
) -> Iterator[Running]:
    """One screen, ready when its first frame is out; without an X ``display`` on none."""
    given = [role, "--centre", url, "--data", str(data), *arguments]
    place = NOWHERE if display is None else {"QT_QPA_PLATFORM": "xcb", "DISPLAY": display}
    with _running(given, FIRST_FRAME, place) as running:
        yield running


def enrolled(url: str, role: Role, name: str) -> Session:
    """A session of a new device."""
    return Session(url).enrol(role, name)


def cpu_of(process: int) -> float:
    """The seconds of CPU a process has had."""
    taken = psutil.Process(process).cpu_times()
    return taken.user + taken.system


@contextmanager
def _running(
    arguments: Sequence[str], sign: bytes, place: Mapping[str, str] = NOWHERE
) -> Iterator[Running]:
    begin = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, str(MAIN), *arguments],
        # Both in one pipe: a centre says that it is ready, a screen logs its first frame.
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        env={**os.environ, **place, "QT_QUICK_BACKEND": "software"},
    )
    with process:
        try:
            word = _wait_for(process.stdout, sign)
            ready_s = time.perf_counter() - begin
            cpu_s = cpu_of(process.pid)
            yield Running(process=process, word=word, ready_s=ready_s, cpu_s=cpu_s)
        finally:
            process.terminate()
            process.wait(END_WITHIN_S)


def _wait_for(output: IO[bytes] | None, sign: bytes) -> str:
    said = []
    for line in output or ():
        said.append(line)
        if sign in line:
            return line.rpartition(sign)[2].decode().strip()
    raise NotStarted(b"".join(said).decode(errors="replace"))
