"""A hub as a process of its own: `python main.py hub`."""

import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Self

MAIN = Path(__file__).parents[2] / "main.py"
PATIENCE_S = 60.0


class HubProcess:
    """Starts with ``with``; what still runs when the block ends is killed."""

    def __init__(self, data: Path, *arguments: str, port: int = 0) -> None:
        self._command = [sys.executable, str(MAIN), "hub", "--data", str(data)]
        self._command += ["--port", str(port), *arguments]
        self.url = ""

    def __enter__(self) -> Self:
        environment = {**os.environ, "PYTHONWARNINGS": "error"}
        environment.pop("XDG_RUNTIME_DIR", None)
        self.process = subprocess.Popen(
            self._command,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env=environment,
            text=True,
        )
        assert self.process.stdout
        self.url = self.process.stdout.readline().removeprefix("hub ready at ").strip()
        return self

    def __exit__(self, *_: object) -> None:
        self.process.kill()
        self.process.communicate(timeout=PATIENCE_S)

    def until_said(self, fact: str) -> str:
        """Read its log up to the line that says ``fact``; that line."""
        assert self.process.stderr
        for line in self.process.stderr:
            if fact in line:
                return line
        raise AssertionError(f"it ended without having said {fact}")

    def end(self, by: signal.Signals = signal.SIGTERM) -> tuple[int, str]:
        """Its exit code and what it complained of."""
        self.process.send_signal(by)
        return self.ended()

    def ended(self) -> tuple[int, str]:
        """The same, once it has ended by itself."""
        _, said = self.process.communicate(timeout=PATIENCE_S)
        complaints = [line for line in said.splitlines(keepends=True) if " INFO hub " not in line]
        return self.process.returncode, "".join(complaints)
