"""The copy of a tortured centre: `main.py follow`, which dies and begins anew like all."""

import os
import re
import signal
import subprocess
import sys
from contextlib import redirect_stdout, suppress
from io import StringIO
from pathlib import Path
from threading import Event, Thread
from typing import IO

from kiosk.roles import admit
from kiosk.roles.places import MAIN

CODE = re.compile(r"code (\d{6})")
FOLLOWS = "follows "
END_S = 20.0
ADMITTED_S = 30.0


class NotAdmitted(RuntimeError):
    """The copy never came so far as to follow."""


class Follower:
    """Follows ``centre_url`` in ``data``; its complaints go to ``log``."""

    def __init__(self, data: Path, centre_url: str, log: Path) -> None:
        self.data = data
        self._centre_url = centre_url
        self._log = log
        self.lives = 0
        self._follows = Event()

    def join(self, centre_data: Path) -> None:
        """Begin, and let its code be typed at the centre. Raises ``NotAdmitted``."""
        self.start(centre_data)
        if not self._follows.wait(ADMITTED_S):
            raise NotAdmitted(f"{self._log}")

    def start(self, centre_data: Path | None = None) -> None:
        """A life; ``centre_data`` is where a code it may show is typed."""
        self.lives += 1
        self._process = process = subprocess.Popen(
            [
                *(sys.executable, str(MAIN), "follow", "--data", str(self.data)),
                *("--centre", self._centre_url),
            ],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            env={**os.environ, "PYTHONWARNINGS": "error"},
            text=True,
        )

        def listen(said: IO[str]) -> None:
            with said, self._log.open("a") as log:
                for line in said:
                    log.write(line)
                    log.flush()
                    code = CODE.search(line)
                    if code is not None and centre_data is not None:
                        with redirect_stdout(StringIO()):
                            admit.main([code[1], "--data", str(centre_data)])
                    if line.startswith(FOLLOWS):
                        self._follows.set()

        if process.stdout is not None:
            Thread(target=listen, args=(process.stdout,), daemon=True).start()

    def kill(self) -> None:
        """SIGKILL."""
        self._process.kill()
        self._process.wait(END_S)

    def signal(self, number: signal.Signals) -> None:
        """Any other signal."""
        with suppress(ProcessLookupError):
            self._process.send_signal(number)

    def end(self) -> int:
        """SIGTERM; its exit code."""
        self._process.terminate()
        return self._process.wait(END_S)
