"""The one hub of a fleet: real processes of `main.py hub` on one directory, one after the other."""

import shutil
import signal
import socket
import subprocess
import sys
from contextlib import closing, suppress
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from random import SystemRandom
from threading import Event, Thread
from time import monotonic, sleep
from typing import IO

import psutil

from bench.fleet.reaping import buried
from kiosk.hub.postgres import Postgres
from kiosk.roles.places import MAIN

LOOPBACK = "127.0.0.1"
READY = "hub ready at "
START_S = 120.0
HEALTHY = 200
AGAIN_S = 0.2
"""How soon a supervisor starts it anew."""
PORTS = range(20_000, 32_000)
"""Below those that systems give to whoever calls."""


class Hub:
    """Started, killed and started again, always at one port, its PostgreSQL with it.

    ``program`` is what is run: `main.py hub`, or something that is given the same arguments.
    """

    def __init__(self, data: Path, *, program: tuple[str, ...] = (str(MAIN), "hub")) -> None:
        self.data = data
        self.port = free_port()
        self.process: subprocess.Popen[str] | None = None
        self._program = program
        self._log = data.with_suffix(".log")
        self._ready = Event()

    @property
    def url(self) -> str:
        """Where it answers."""
        return f"http://{LOOPBACK}:{self.port}"

    @property
    def dsn(self) -> str:
        """Its database, for whoever looks from outside."""
        return self.postgres.dsn()

    @property
    def postgres(self) -> Postgres:
        """Its own PostgreSQL."""
        return Postgres(self.data / "postgres")

    def start(self) -> None:
        """Begin a life; ``until_ready`` waits for its first word."""
        self._ready = ready = Event()
        self.data.mkdir(parents=True, exist_ok=True)
        self.process = process = subprocess.Popen(
            [
                *(sys.executable, *self._program),
                *("--data", str(self.data), "--port", str(self.port)),
            ],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )

        def listen(said: IO[str]) -> None:
            with said, self._log.open("a") as log:
                for line in said:
                    log.write(line)
                    log.flush()
                    if line.startswith(READY):
                        ready.set()

        if process.stdout is not None:
            Thread(target=listen, args=(process.stdout,), daemon=True).start()

    def until_ready(self) -> None:
        """Return once it answers; started anew, as a supervisor would, for as long as it ends."""
        end = monotonic() + START_S
        while not self._ready.wait(0.02):
            if monotonic() > end:
                raise RuntimeError(f"the hub does not answer: {self._last_words()}")
            if self.process is None or self.process.poll() is not None:
                sleep(AGAIN_S)
                self.start()

    def _last_words(self) -> str:
        return self._log.read_text()[-2000:] if self._log.exists() else "it said nothing"

    def until_stores(self) -> None:
        """Return once it has its PostgreSQL, and says so."""
        end = monotonic() + START_S
        while monotonic() < end:
            with suppress(OSError, HTTPException):
                line = HTTPConnection(LOOPBACK, self.port, timeout=5)
                with closing(line):
                    line.request("GET", "/health")
                    if line.getresponse().status == HEALTHY:
                        return
            sleep(0.05)
        raise RuntimeError(f"the hub does not come to its PostgreSQL: {self._last_words()}")

    def run(self) -> None:
        """Start it and wait until it answers."""
        self.start()
        self.until_ready()

    def kill(self) -> None:
        """SIGKILL: its end comes between any two instructions. PostgreSQL goes on by itself."""
        self._end(signal.SIGKILL)

    def leave(self) -> int:
        """SIGTERM; its exit code."""
        return self._end(signal.SIGTERM)

    def kill_postgres(self) -> None:
        """As the machine's power would, all its processes but the hub's."""
        pid = self.postgres.pid
        if pid is not None:
            with suppress(psutil.NoSuchProcess):
                children = psutil.Process(pid).children(recursive=True)
                for each in (psutil.Process(pid), *children):
                    with suppress(psutil.NoSuchProcess):
                        each.kill()
            buried(pid)

    def snapshot(self, copy: Path) -> None:
        """Its database as it lies on the disk in one moment, while it goes on: as of a machine."""
        pid = self.postgres.pid
        if pid is None:
            raise RuntimeError("its PostgreSQL does not run")
        server = psutil.Process(pid)
        stopped = [server, *server.children(recursive=True)]
        for process in stopped:
            process.suspend()
        try:
            subprocess.run(["cp", "-a", str(self.postgres.directory), str(copy)], check=True)
        finally:
            for process in stopped:
                process.resume()

    def put_back(self, copy: Path) -> None:
        """While it does not run: its database is that of ``copy`` again, which is gone then."""
        shutil.rmtree(self.postgres.directory)
        copy.rename(self.postgres.directory)

    def clear(self) -> None:
        """End all of it, whatever state it is in."""
        self.kill()
        self.postgres.stop_now()

    def cpu_s(self) -> tuple[float, float]:
        """What the hub and its PostgreSQL have had of the processors, in seconds."""
        hub = _cpu_s(self.process.pid) if self.process is not None else 0.0
        pid = self.postgres.pid
        return hub, _cpu_s(pid) if pid is not None else 0.0

    def memory_mb(self) -> float:
        """What the hub's own process has of memory, resident."""
        if self.process is None:
            return 0.0
        return float(psutil.Process(self.process.pid).memory_info().rss) / 1e6

    def _end(self, by: signal.Signals) -> int:
        process = self.process
        if process is None:
            return 0
        process.send_signal(by)
        return process.wait(timeout=START_S)


def _cpu_s(pid: int) -> float:
    """Of a process and of those it started, also of those that have ended."""
    total = 0.0
    with suppress(psutil.NoSuchProcess):
        process = psutil.Process(pid)
        times = process.cpu_times()
        total = times.user + times.system + times.children_user + times.children_system
        for child in process.children(recursive=True):
            with suppress(psutil.NoSuchProcess):
                own = child.cpu_times()
                total += own.user + own.system
    return total


def free_port() -> int:
    """One that no connection takes for its own end while the hub is down."""
    while True:
        port = SystemRandom().choice(PORTS)
        with socket.socket() as probe, suppress(OSError):
            probe.bind((LOOPBACK, port))
            return port
