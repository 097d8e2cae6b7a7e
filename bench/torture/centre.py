"""The centre of a tortured hall: one real process after the other on the same directory."""

import os
import signal
import socket
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from random import SystemRandom
from threading import Event, Thread
from time import monotonic, sleep
from typing import IO

from bench.torture.machine import Machine
from kiosk.roles.places import MAIN, SAMPLE_CATALOGUE

LOOPBACK = "127.0.0.1"
READY = "centre ready at "
START_S = 60.0
AGAIN_S = 0.2
"""How soon a supervisor starts it anew."""
PORTS = range(20_000, 32_000)
"""Below those that systems give to whoever calls."""
COUNTER = """
[[counter]]
id = "{id}"
label = "{id}"
hall = {{en = "Hall 9", sw = "Ukumbi 9"}}
services = ["{service}"]
"""


class Centre:
    """Started, killed, stopped and started again, always at one port.

    ``log`` is where everything it complains of is collected; ``program`` is the main.py of its next
    life, ``tls`` whether that has a port for it.
    """

    program = MAIN
    tls = True
    role = "centre"

    def __init__(self, data: Path, log: Path, *, machine: Machine | None = None) -> None:
        self.data = data
        self._log = log
        self._machine = machine
        self.port, self.tls_port = _free_port(), _free_port()
        self._ready = Event()
        self.starts = 0
        self.process: subprocess.Popen[str] | None = None

    @property
    def url(self) -> str:
        """Where it answers, without a cable between."""
        return f"http://{LOOPBACK}:{self.port}"

    def start(self) -> None:
        """Begin a life; ``until_ready`` waits for its first word."""
        self.starts += 1
        self._ready = ready = Event()
        self.process = process = subprocess.Popen(
            [
                *(sys.executable, str(self.program), self.role, "--data", str(self.data)),
                *("--port", str(self.port), "--trust-loopback", "--open-all-day"),
                *(("--tls-port", str(self.tls_port)) if self.tls else ()),
            ],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            # Not a file: what it says must not fail with what it writes.
            stderr=subprocess.STDOUT,
            env=self._surroundings(),
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
                raise RuntimeError(f"the centre does not answer; {self._log}")
            if self.process is None or self.process.poll() is not None:
                sleep(AGAIN_S)
                self.start()
        self.role = "centre"

    def take_over(self, copy: Path) -> None:
        """Begin the next life in the directory of a copy, which becomes the centre; elsewhere."""
        self.data, self.role = copy, "takeover"
        self.port, self.tls_port = _free_port(), _free_port()
        self.start()

    def kill(self) -> None:
        """SIGKILL: its end comes between any two instructions."""
        self._end(signal.SIGKILL)

    def leave(self) -> int:
        """SIGTERM; its exit code."""
        return self._end(signal.SIGTERM)

    def _end(self, by: signal.Signals) -> int:
        process = self.process
        if process is None:
            return 0
        process.send_signal(by)
        return process.wait(timeout=START_S)

    def signal(self, number: signal.Signals) -> None:
        """Any other signal."""
        if self.process is not None:
            self.process.send_signal(number)

    def _surroundings(self) -> dict[str, str]:
        under = self._machine.under(self.data) if self._machine is not None else os.environ
        return {**under, "PYTHONWARNINGS": "error"}


def furnish(data: Path, counters: int) -> list[str]:
    """The sample's catalogue with more counters, in ``data``; the ids of those to be used."""
    ids = [str(101 + n) for n in range(counters)]
    sample = SAMPLE_CATALOGUE.read_text(encoding="utf-8")
    more = (COUNTER.format(id=each, service="id-lost") for each in ids)
    (data / "hall.toml").write_text(sample + "".join(more), encoding="utf-8")
    (data / "centre.toml").write_text('catalogue = "hall.toml"\n')
    return ids


def _free_port() -> int:
    """One that no connection takes for its own end while the centre is down."""
    while True:
        port = SystemRandom().choice(PORTS)
        with socket.socket() as probe, suppress(OSError):
            probe.bind((LOOPBACK, port))
            return port
