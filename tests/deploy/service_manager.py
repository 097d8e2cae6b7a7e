"""A service manager as a process sees it: its socket, its watchdog, its new starts."""

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from threading import Condition, Lock, Thread
from time import monotonic
from typing import Self

MAIN = (sys.executable, str(Path(__file__).parents[2] / "main.py"))
"""What every service of Foleni begins with."""
PATIENCE_S = 40.0


class ServiceManager:
    """Starts one service, hears what it tells, and ends it when it has not beaten in time.

    As systemd with ``Restart=always``, ``NotifyAccess=all``, ``WatchdogSec``, and ``ends_with`` as
    its ``RestartPreventExitStatus``. ``address`` is a path, or an abstract name behind an @.
    """

    def __init__(
        self,
        address: str,
        command: Sequence[str],
        *,
        watchdog_s: float,
        environment: Mapping[str, str],
        ends_with: Sequence[int] = (),
    ) -> None:
        self._command = command
        self._ends_with = ends_with
        self._watchdog_s = watchdog_s
        self._environment = {
            **os.environ,
            **environment,
            "NOTIFY_SOCKET": address,
            "WATCHDOG_USEC": str(round(watchdog_s * 1e6)),
            "WATCHDOG_PID": "1",
        }
        self._socket = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        self._socket.bind("\0" + address[1:] if address.startswith("@") else address)
        self._socket.settimeout(0.1)
        self._news = Condition()
        self.told: list[str] = []
        self.said: list[str] = []
        self.exit_codes: list[int] = []
        self._over = False
        self._starting = Lock()
        self._alive_until: float | None = None
        self._threads = [Thread(target=self._listen), Thread(target=self._keep)]

    def __enter__(self) -> Self:
        self._start()
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        with self._starting:
            self._over = True
        self.signal(signal.SIGKILL)
        for thread in self._threads:
            thread.join(PATIENCE_S)
        self._socket.close()

    def hears(self, line: str, *, times: int = 1) -> None:
        """Wait until it was told this so often."""
        with self._news:
            heard = self._news.wait_for(
                lambda: sum(told.startswith(line) for told in self.told) >= times, PATIENCE_S
            )
        assert heard, (line, times, self.told, self.said)

    def signal(self, number: signal.Signals) -> None:
        """To the service's every process."""
        with suppress(ProcessLookupError):
            os.killpg(self.process.pid, number)

    def ended(self, *, times: int = 1) -> None:
        """Wait until the service has ended so often."""
        with self._news:
            ended = self._news.wait_for(lambda: len(self.exit_codes) >= times, PATIENCE_S)
        assert ended, self.said

    def saw(self, words: str) -> None:
        """Wait until the service has written this to its log."""
        with self._news:
            seen = self._news.wait_for(lambda: any(words in line for line in self.said), PATIENCE_S)
        assert seen, (words, self.said)

    def _listen(self) -> None:
        while not self._over:
            try:
                told = self._socket.recv(4096).decode()
            except TimeoutError:
                self._look_at_the_time()
                continue
            with self._news:
                self.told.append(told)
                if told in ("READY=1", "WATCHDOG=1"):
                    self._alive_until = monotonic() + self._watchdog_s
                self._news.notify_all()

    def _look_at_the_time(self) -> None:
        if self._alive_until is not None and monotonic() > self._alive_until:
            self._alive_until = None
            # All its processes, and awake: a stopped one acts on no signal but SIGKILL.
            self.signal(signal.SIGABRT)
            self.signal(signal.SIGCONT)

    def _keep(self) -> None:
        going_on = True
        while going_on:
            assert self.process.stdout
            for line in self.process.stdout:
                with self._news:
                    self.said.append(line)
                    self._news.notify_all()
            self.process.stdout.close()
            code = self.process.wait()
            with self._news:
                self.exit_codes.append(code)
                self._news.notify_all()
            going_on = code not in self._ends_with and self._start()

    def _start(self) -> bool:
        with self._starting:
            if self._over:
                return False
            self.process = subprocess.Popen(
                self._command,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                env=self._environment,
                text=True,
                start_new_session=True,
            )
            return True
