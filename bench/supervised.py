"""A server of ours, always at one port, that is started, killed and started again."""

import socket
import subprocess
from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from random import SystemRandom
from signal import SIGKILL, SIGTERM, Signals
from threading import Event, Thread
from time import monotonic, sleep
from typing import IO

LOOPBACK = "127.0.0.1"
START_S = 120.0
AGAIN_S = 0.2
"""How soon a supervisor starts it anew."""
PORTS = range(20_000, 32_000)
"""Below those that systems give to whoever calls."""
LAST_CHARACTERS = 2000


class Supervised(ABC):
    """Its lives, one after the other; all that it says in them is collected in ``log``."""

    def __init__(self, name: str, log: Path) -> None:
        """``name`` is what it calls itself once it is ready."""
        self.port = free_port()
        self.process: subprocess.Popen[str] | None = None
        self._name = name
        self._log = log
        self._ready = Event()

    @property
    def url(self) -> str:
        """Where it answers, without a cable between."""
        return f"http://{LOOPBACK}:{self.port}"

    @abstractmethod
    def command(self) -> Sequence[str]:
        """What is run in its next life."""

    def surroundings(self) -> Mapping[str, str] | None:
        """Its variables; ``None``: ours."""
        return None

    def start(self) -> None:
        """Begin a life; ``until_ready`` waits for its first word."""
        self._ready = ready = Event()
        self.process = process = subprocess.Popen(
            self.command(),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            # Not a file: what it says must not fail with what it writes.
            stderr=subprocess.STDOUT,
            env=self.surroundings(),
            text=True,
        )

        def listen(said: IO[str]) -> None:
            with said, self._log.open("a") as log:
                for line in said:
                    log.write(line)
                    log.flush()
                    if line.startswith(f"{self._name} ready at "):
                        ready.set()

        if process.stdout is not None:
            Thread(target=listen, args=(process.stdout,), daemon=True).start()

    def until_ready(self) -> None:
        """Return once it answers; started anew, as a supervisor would, for as long as it ends."""
        end = monotonic() + START_S
        while not self._ready.wait(0.02):
            if monotonic() > end:
                raise RuntimeError(f"the {self._name} does not answer: {self.last_words()}")
            if self.process is None or self.process.poll() is not None:
                sleep(AGAIN_S)
                self.start()

    def last_words(self) -> str:
        """The end of what it has said, for whoever looks for why."""
        said = self._log.read_text() if self._log.exists() else ""
        return said[-LAST_CHARACTERS:] or "it said nothing"

    def kill(self) -> None:
        """SIGKILL: its end comes between any two instructions."""
        self._end(SIGKILL)

    def leave(self) -> int:
        """SIGTERM; its exit code."""
        return self._end(SIGTERM)

    def signal(self, number: Signals) -> None:
        """Any other signal."""
        if self.process is not None:
            self.process.send_signal(number)

    def _end(self, by: Signals) -> int:
        process = self.process
        if process is None:
            return 0
        process.send_signal(by)
        return process.wait(timeout=START_S)


def free_port() -> int:
    """One that no connection takes for its own end while the server is down."""
    while True:
        port = SystemRandom().choice(PORTS)
        with socket.socket() as probe, suppress(OSError):
            probe.bind((LOOPBACK, port))
            return port
