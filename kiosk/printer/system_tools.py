"""The system's own printing tools, run without a shell, within a time, read to a limit."""

import os
import select
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from shutil import which
from subprocess import PIPE, STDOUT, Popen, TimeoutExpired
from tempfile import TemporaryFile
from threading import Event
from time import monotonic
from typing import IO

from kiosk.printer.outcome import Cause

SLICE_S = 0.05
"""The longest one wait; between two of them somebody may have given up."""
OUTPUT_BYTES = 256 * 1024


class ToolFailed(Exception):
    """There is no whole answer, because of ``cause``; ``started`` when the tool had begun."""

    def __init__(self, cause: Cause, detail: str, *, started: bool) -> None:
        super().__init__(detail)
        self.cause = cause
        self.started = started


@dataclass(frozen=True, slots=True, kw_only=True)
class Ran:
    """How a tool ended, and all it said."""

    code: int
    text: str


def run(command: Sequence[str], within_s: float, given_up: Event, stdin: bytes = b"") -> Ran:
    """What ``command`` says, in English; raises ``ToolFailed``."""
    program = which(command[0])
    if program is None:
        detail = f"there is no {command[0]} on this machine; install CUPS (cups-client)"
        raise ToolFailed(Cause.UNREACHABLE, detail, started=False)
    # A file, so that nothing waits for a tool that does not read.
    with TemporaryFile() as given:
        given.write(stdin)
        given.seek(0)
        environment = {**os.environ, "LC_ALL": "C", "LANGUAGE": "C"}
        try:
            process = Popen(
                (program, *command[1:]), stdin=given, stdout=PIPE, stderr=STDOUT, env=environment
            )
        except OSError as e:
            raise ToolFailed(Cause.UNREACHABLE, f"{program}: {e}", started=False) from e
        with process:
            try:
                return _followed(process, monotonic() + within_s, given_up)
            finally:
                with suppress(ProcessLookupError):
                    process.kill()


def _followed(process: "Popen[bytes]", deadline: float, given_up: Event) -> Ran:
    assert process.stdout is not None  # a pipe was asked for
    said = bytearray()
    while piece := _piece(process.stdout, deadline, given_up):
        said += piece
        if len(said) > OUTPUT_BYTES:
            raise ToolFailed(Cause.GARBAGE, "it says more than it can have to say", started=True)
    while process.poll() is None:
        _check(deadline, given_up)
        with suppress(TimeoutExpired):
            process.wait(SLICE_S)
    return Ran(code=process.returncode, text=said.decode("utf-8", "replace"))


def _piece(output: IO[bytes], deadline: float, given_up: Event) -> bytes:
    """The next bytes; none at the end."""
    while True:
        _check(deadline, given_up)
        if select.select((output,), (), (), SLICE_S)[0]:
            return os.read(output.fileno(), OUTPUT_BYTES)


def _check(deadline: float, given_up: Event) -> None:
    if given_up.is_set():
        raise ToolFailed(Cause.INTERRUPTED, "given up", started=True)
    if monotonic() > deadline:
        raise ToolFailed(Cause.SILENT, "no answer in time", started=True)
