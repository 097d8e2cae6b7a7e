"""A centre as a process of its own, as it runs in a hall."""

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Self

MAIN = Path(__file__).parents[2] / "main.py"
PATIENCE_S = 30.0


class CentreProcess:
    """Starts with ``with``; what still runs when the block ends is killed."""

    def __init__(
        self,
        data: Path,
        *arguments: str,
        port: int = 0,
        open_all_day: bool = True,
        trust_loopback: bool = True,
        main: Path = MAIN,
        environment: Mapping[str, str] | None = None,
    ) -> None:
        self._command = [sys.executable, str(main), "centre", "--data", str(data)]
        self._command += ["--port", str(port), *arguments]
        self._command += ["--trust-loopback"] * trust_loopback
        self._command += ["--open-all-day"] * open_all_day
        self._environment = environment or os.environ
        self.url = ""

    def __enter__(self) -> Self:
        self.process = subprocess.Popen(
            self._command,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env={**self._environment, "PYTHONWARNINGS": "error"},
            text=True,
        )
        assert self.process.stdout
        said = self.process.stdout.readline()
        self.url = said.removeprefix("centre ready at ").strip()
        return self

    def __exit__(self, *_: object) -> None:
        self.process.kill()
        self.process.communicate(timeout=PATIENCE_S)

    def end(self) -> tuple[int, str]:
        """Its exit code and what it complained of, once it has ended by itself."""
        _, said = self.process.communicate(timeout=PATIENCE_S)
        complaints = [
            line for line in said.splitlines(keepends=True) if " INFO centre " not in line
        ]
        return self.process.returncode, "".join(complaints)
