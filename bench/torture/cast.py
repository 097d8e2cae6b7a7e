"""The devices of a tortured hall, each a process of its own that can be killed and started anew."""

import logging
import multiprocessing
import os
import signal
import traceback
from collections.abc import Callable, Mapping
from contextlib import ExitStack, suppress
from pathlib import Path
from time import monotonic, sleep
from types import MappingProxyType

import msgspec

from bench.torture import board, counter, desk, kiosk
from bench.torture.cable import LOOPBACK, Cable
from bench.torture.device import GIVEN, Given
from bench.torture.notes import NOTES
from kiosk.client.reply import FOR_NOW
from kiosk.client.session import CentreSaysNo, Session
from kiosk.domain.commands import Role

KIOSK, DESK, COUNTER, BOARD = "kiosk", "desk", "counter", "board"
RUNS: Mapping[str, Callable[[Path], None]] = MappingProxyType(
    {KIOSK: kiosk.run, DESK: desk.run, COUNTER: counter.run, BOARD: board.run}
)
TRIES = 50
FAILED = "failed.txt"
"""What a device of ours died of, when it was not killed: a fault of the torture itself."""
END_S, QUIET_S, LOOK_S = 45.0, 20.0, 0.1
"""How long anybody waits for an end; for a device, without a sign of it."""

# A new life costs a fork, and not an interpreter's start.
_processes = multiprocessing.get_context("forkserver")


class Player:
    """One device: its directory, its cable, and the process that lives now.

    A desk is a counter's device for the centre.
    """

    def __init__(self, directory: Path, kind: str, cable: Cable) -> None:
        self.directory = directory
        self.kind = kind
        self.role = Role.COUNTER if kind == DESK else Role(kind)
        self.cable = cable
        self.name = directory.name
        self.lives = 0

    def admit(self, centre: str, *, authority: str = "", counter_id: str = "") -> None:
        """Become one of the centre's devices, before anything goes wrong.

        With an ``authority`` (PEM) its cable goes to the port with TLS.
        """
        self.directory.mkdir()
        scheme = "https" if authority else "http"
        with admitted(centre, self.role, self.name) as session:
            given = Given(
                name=self.name,
                role=self.role,
                url=f"{scheme}://{LOOPBACK}:{self.cable.port}",
                token=session.token or "",
                device=session.device or "",
                counter=counter_id,
                authority=authority,
            )
        (self.directory / GIVEN).write_bytes(msgspec.json.encode(given))

    def start(self) -> None:
        """A new life."""
        self.lives += 1
        self._process = _processes.Process(
            target=_live, args=(self.kind, self.directory), daemon=True, name=self.name
        )
        self._process.start()

    def kill(self) -> None:
        """SIGKILL, and nobody cleans up."""
        self._process.kill()
        self._process.join(END_S)

    def signal(self, number: signal.Signals) -> None:
        """Any other signal."""
        with suppress(ProcessLookupError):
            os.kill(self._process.pid or 0, number)

    def end(self) -> None:
        """The day is over: finish what was begun."""
        self._process.terminate()

    def has_ended(self) -> bool:
        """Whether it did, in order; waits for as long as something happens there."""
        notes, seen, since_s = self.directory / NOTES, -1, monotonic()
        while self._process.is_alive() and monotonic() - since_s < QUIET_S:
            self._process.join(LOOK_S)
            size = notes.stat().st_size if notes.exists() else 0
            if size != seen:
                seen, since_s = size, monotonic()
        return self._process.exitcode == 0

    @property
    def lives_on(self) -> bool:
        """Whether it is still at work."""
        return self._process.is_alive()

    @property
    def fault(self) -> str:
        """What it died of by itself; empty where it did not."""
        failed = self.directory / FAILED
        return failed.read_text() if failed.exists() else ""


def admitted(centre: str, role: Role, name: str) -> Session:
    """A device's session; a centre that is busy is asked again. Raises ``CentreSaysNo``."""
    for _ in range(TRIES):
        try:
            return Session(centre).enrol(role, name)
        except CentreSaysNo as answer:
            if answer.status not in FOR_NOW:
                raise
            sleep(LOOK_S)
    return Session(centre).enrol(role, name)


def preload() -> None:
    """Let the process from which devices are forked have imported everything they need."""
    _processes.set_forkserver_preload([__name__])


def _live(kind: str, directory: Path) -> None:
    logging.basicConfig(filename=directory / "log.txt", level=logging.WARNING)
    with ExitStack() as stack:
        # Whatever it is, it is a fault of the torture's own, and must be seen.
        stack.push(lambda *raised: _tell(directory, raised[1]))
        RUNS[kind](directory)


def _tell(directory: Path, raised: BaseException | None) -> None:
    if raised is not None:
        (directory / FAILED).write_text("".join(traceback.format_exception(raised)))
