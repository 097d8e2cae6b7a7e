"""Starts another `main.py` as a child that cannot outlive this process."""

import os
import subprocess
import sys
from collections.abc import Mapping, Sequence

from kiosk.roles.lifeline import LIFELINE
from kiosk.roles.places import MAIN


def start_child(
    arguments: Sequence[str],
    *,
    environment: Mapping[str, str] | None = None,
    stdout: int | None = None,
) -> subprocess.Popen[bytes]:
    """Start ``main.py`` with ``arguments``, so that it ends with this process.

    Its standard input is a pipe that nobody writes to. The kernel closes it with this process,
    killed or not, on every system; Linux's parent-death signal would be lost when the parent dies
    before it is asked for. In a group of its own, so that Ctrl-C reaches this process alone.
    """
    return subprocess.Popen(
        [sys.executable, str(MAIN), *arguments],
        stdin=subprocess.PIPE,
        stdout=stdout,
        env={**os.environ, **(environment or {}), LIFELINE: "stdin"},
        process_group=0 if sys.platform != "win32" else None,
    )
