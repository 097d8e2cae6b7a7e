"""The one hub of a fleet: real processes of `main.py hub` on one directory, one after the other."""

import shutil
import subprocess
import sys
from collections.abc import Sequence
from contextlib import closing, suppress
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from time import monotonic, sleep

import psutil

from bench.fleet.reaping import buried
from bench.supervised import LOOPBACK, START_S, Supervised
from kiosk.hub.postgres import Postgres
from kiosk.roles.places import MAIN

HEALTHY = 200


class Hub(Supervised):
    """One process after the other on one directory, its PostgreSQL with it.

    ``program`` is what is run: `main.py hub`, or something that is given the same arguments.
    Killed, it leaves its PostgreSQL running.
    """

    def __init__(self, data: Path, *, program: tuple[str, ...] = (str(MAIN), "hub")) -> None:
        super().__init__("hub", data.with_suffix(".log"))
        self.data = data
        self._program = program

    def command(self) -> Sequence[str]:
        """The program, on its directory and its port."""
        return [
            *(sys.executable, *self._program),
            *("--data", str(self.data), "--port", str(self.port)),
        ]

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
        self.data.mkdir(parents=True, exist_ok=True)
        super().start()

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
        raise RuntimeError(f"the hub does not come to its PostgreSQL: {self.last_words()}")

    def run(self) -> None:
        """Start it and wait until it answers."""
        self.start()
        self.until_ready()

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
