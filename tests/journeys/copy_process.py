"""Followers, takeovers and restores as processes of their own."""

import os
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from queue import Empty, Queue
from typing import Self

from tests.journeys.centre_process import MAIN, PATIENCE_S


class Told:
    """A process of `main.py` whose lines a test waits for; killed when its block ends."""

    def __init__(self, *arguments: str | Path) -> None:
        self._command = [sys.executable, str(MAIN), *map(str, arguments)]
        self._lines: Queue[str | None] = Queue()
        self.said: list[str] = []

    def __enter__(self) -> Self:
        self.process = subprocess.Popen(
            self._command,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env={**os.environ, "PYTHONWARNINGS": "error"},
            text=True,
        )
        self._reader = threading.Thread(target=self._read)
        self._reader.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.process.kill()
        self._reader.join(PATIENCE_S)
        assert self.process.stdout
        self.process.stdout.close()
        assert self.process.stderr
        self.complaints = self.process.stderr.read()
        self.process.stderr.close()
        self.process.wait(PATIENCE_S)

    def line(self, fits: Callable[[str], bool] | str) -> str:
        """Wait for a line that begins so, or fits."""
        while True:
            try:
                said = self._lines.get(timeout=PATIENCE_S)
            except Empty:
                raise AssertionError(f"it only said {self.said}") from None
            assert said is not None, f"it ended after {self.said}"
            if said.startswith(fits) if isinstance(fits, str) else fits(said):
                return said

    def end(self) -> int:
        """Wait for its end; the exit code."""
        return self.process.wait(PATIENCE_S)

    def _read(self) -> None:
        assert self.process.stdout
        for line in self.process.stdout:
            self.said.append(line.strip())
            self._lines.put(line.strip())
        self._lines.put(None)
