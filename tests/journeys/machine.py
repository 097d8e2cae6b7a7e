"""`python main.py` as a process, with everything it and its children say."""

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from threading import Condition, Thread
from typing import Self

import psutil

MAIN = Path(__file__).parents[2] / "main.py"
PATIENCE_S = 40.0


class Machine:
    """One machine with its own ``home``; what still runs when the block ends is killed."""

    def __init__(
        self, home: Path, *arguments: str, environment: Mapping[str, str] | None = None
    ) -> None:
        self._arguments = arguments
        self._environment = {
            **os.environ,
            "QT_QPA_PLATFORM": "offscreen",
            "XDG_DATA_HOME": str(home),
            **(environment or {}),
        }
        self._lines: list[str] = []
        self._said = Condition()
        self._ended = False

    def __enter__(self) -> Self:
        self.process = subprocess.Popen(
            [sys.executable, str(MAIN), *self._arguments],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            env=self._environment,
            text=True,
        )
        self._listener = Thread(target=self._listen)
        self._listener.start()
        return self

    def __exit__(self, *_: object) -> None:
        children = self.children()
        self.process.kill()
        self.process.wait(PATIENCE_S)
        for child in children:
            if child.is_running():
                child.kill()
        self._listener.join(PATIENCE_S)
        assert self.process.stdout
        self.process.stdout.close()

    def hears(self, words: str, *, times: int = 1) -> str:
        """The line with these words, once as many have been said; fails when none comes."""

        def heard() -> list[str]:
            return [line for line in self._lines if words in line]

        with self._said:
            self._said.wait_for(lambda: len(heard()) >= times or self._ended, PATIENCE_S)
            assert len(heard()) >= times, self.said
            return heard()[times - 1]

    @property
    def said(self) -> str:
        """Everything so far."""
        return "".join(self._lines)

    @property
    def url(self) -> str:
        """Where the centre answers, once it does."""
        return self.hears("centre ready at ").rpartition(" ")[2].strip()

    def children(self) -> list[psutil.Process]:
        """The processes this one has started."""
        try:
            return psutil.Process(self.process.pid).children(recursive=True)
        except psutil.NoSuchProcess:
            return []

    def child(self, role: str) -> psutil.Process:
        """The child that plays a role."""
        (found,) = [child for child in self.children() if role in child.cmdline()]
        return found

    def _listen(self) -> None:
        assert self.process.stdout
        for line in self.process.stdout:
            with self._said:
                self._lines.append(line)
                self._said.notify_all()
        with self._said:
            self._ended = True
            self._said.notify_all()
