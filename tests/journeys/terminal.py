"""A program in a terminal of its own, and somebody who reads and types there."""

import os
import pty
import select
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from time import monotonic
from typing import Self

ROOT = Path(__file__).parents[2]
WITHIN_S = 60.0
READ_BYTES = 65_536
OWN_TERMINAL = """\
import fcntl, os, sys, termios
fcntl.ioctl(0, termios.TIOCSCTTY, 0)
os.execv(sys.argv[1], sys.argv[1:])
"""
"""Makes it the terminal that Ctrl-C and a closed session are told by."""


class Terminal:
    """Runs ``python main.py ARGUMENTS`` on a pseudo-terminal, as over SSH."""

    def __init__(self, *arguments: str, env: Mapping[str, str]) -> None:
        self._end, inner = pty.openpty()
        self.process = subprocess.Popen(
            [sys.executable, "-c", OWN_TERMINAL, sys.executable, "main.py", *arguments],
            cwd=ROOT,
            env={**os.environ, **env, "TERM": "dumb", "COLUMNS": "100"},
            stdin=inner,
            stdout=inner,
            stderr=inner,
            start_new_session=True,
        )
        os.close(inner)
        self.shown = ""
        self._read_to = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait()
        if self._end >= 0:
            os.close(self._end)

    def expect(self, text: str) -> str:
        """Read until ``text`` is shown, after what was expected before; what came till then."""
        deadline = monotonic() + WITHIN_S
        while (found := self.shown.find(text, self._read_to)) < 0:
            if monotonic() > deadline or not self._more(deadline):
                raise AssertionError(f"no {text!r} in:\n{self.shown[self._read_to :]}")
        before = self.shown[self._read_to : found]
        self._read_to = found + len(text)
        return before

    def type(self, text: str) -> None:
        """Type a line."""
        os.write(self._end, text.encode() + b"\n")

    def answer(self, question: str, text: str) -> None:
        """Wait for a question, and answer it."""
        self.expect(question)
        self.expect(" ")
        self.type(text)

    def press(self, key: bytes, until: str) -> None:
        """Press a key, Ctrl-C or Ctrl-D, until ``until`` is shown.

        Python forgets a Ctrl-C between showing a prompt and waiting for its answer; a person
        presses again.
        """
        deadline = monotonic() + WITHIN_S
        while self.shown.find(until, self._read_to) < 0:
            assert monotonic() < deadline, self.shown
            os.write(self._end, key)
            while self.shown.find(until, self._read_to) < 0 and self._more(monotonic() + 0.5):
                continue
        self.expect(until)

    def hang_up(self) -> int:
        """Close the session, as SSH does when the network is cut; its exit code."""
        os.close(self._end)
        self._end = -1
        return self.process.wait(WITHIN_S)

    def ended(self) -> int:
        """Its exit code, once it has ended."""
        deadline = monotonic() + WITHIN_S
        while self._more(deadline):
            continue
        return self.process.wait(WITHIN_S)

    def _more(self, deadline: float) -> bool:
        readable, _, _ = select.select([self._end], [], [], max(0.0, deadline - monotonic()))
        if not readable:
            return False
        try:
            data = os.read(self._end, READ_BYTES)
        except OSError:
            # Linux says EIO when the last process has left the terminal.
            return False
        self.shown += data.decode(errors="replace").replace("\r\n", "\n")
        return bool(data)
