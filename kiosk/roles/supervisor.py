"""Keeps the processes of one machine alive: whichever dies is started again."""

import logging
import signal
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from queue import Empty, SimpleQueue
from threading import Thread
from time import monotonic

from kiosk.client.backoff import Backoff
from kiosk.roles.lifeline import GRACE_S
from kiosk.roles.start import STAFF_LEFT

log = logging.getLogger(__name__)

CANNOT_START = 2
STEADY_S = 30.0
"""A process that ran this long had no trouble starting."""
# Python's locks on Windows do not wake for Ctrl-C.
_LONGEST_WAIT_S = 0.5 if sys.platform == "win32" else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One process to keep alive. Somebody closing a screen (exit code 0 or 3) ends all others."""

    name: str
    start: Callable[[], subprocess.Popen[bytes]]
    screen: bool = False


@dataclass(slots=True)
class _Kept:
    part: Part
    process: subprocess.Popen[bytes]
    started_at: float
    restarted: bool = False
    backoff: Backoff = field(default_factory=Backoff)
    due_at: float | None = None


class Supervisor:
    """Runs parts until a screen is closed, one cannot even start once, or a signal comes."""

    def __init__(self) -> None:
        self._kept: dict[str, _Kept] = {}
        self._news: SimpleQueue[Part | str | None] = SimpleQueue()

    def keep(self, part: Part) -> None:
        """Start a part once ``run`` runs, and keep it alive; from any thread."""
        self._news.put(part)

    def end(self) -> None:
        """Ask ``run`` to return; from any thread or signal handler."""
        self._news.put(None)

    def end_on_signals(self, numbers: Sequence[signal.Signals]) -> None:
        """Let these signals end ``run``. Call from the main thread."""
        for number in numbers:
            signal.signal(number, lambda _number, _frame: self.end())

    def run(self) -> int:
        """Keep the parts alive; the exit code once it is over and every part has ended."""
        code: int | None = None
        try:
            while code is None:
                code = self._step()
        finally:
            self._end_parts()
        return code

    def _step(self) -> int | None:
        """Wait for the next thing to happen and deal with it; the exit code when it is over."""
        try:
            news = self._news.get(timeout=self._wait_s())
        except Empty:
            self._start_due()
            return None
        if news is None:
            return 0
        if isinstance(news, str):
            return self._ended(self._kept[news])
        self._kept[news.name] = kept = _Kept(news, news.start(), monotonic())
        self._watch(kept)
        return None

    def _ended(self, kept: _Kept) -> int | None:
        code = kept.process.wait()
        if code == CANNOT_START and not kept.restarted:
            # It has said why; trying again would only say it again. A part that did run is another
            # matter: a full disk or a lost display may come right while the others go on.
            return CANNOT_START
        if code in {0, STAFF_LEFT} and kept.part.screen:
            return code
        if monotonic() - kept.started_at > STEADY_S:
            kept.backoff.succeeded()
        wait_s = kept.backoff.failed(1.0)
        log.warning(
            "process_died", extra={"part": kept.part.name, "code": code, "again_in_s": wait_s}
        )
        kept.due_at = monotonic() + wait_s
        return None

    def _wait_s(self) -> float | None:
        due = [kept.due_at for kept in self._kept.values() if kept.due_at is not None]
        waits = [max(0.0, due_at - monotonic()) for due_at in due]
        if _LONGEST_WAIT_S is not None:
            waits.append(_LONGEST_WAIT_S)
        return min(waits, default=None)

    def _start_due(self) -> None:
        for kept in self._kept.values():
            if kept.due_at is not None and kept.due_at <= monotonic():
                kept.due_at, kept.restarted = None, True
                kept.process, kept.started_at = kept.part.start(), monotonic()
                self._watch(kept)

    def _watch(self, kept: _Kept) -> None:
        process, name = kept.process, kept.part.name

        def wait() -> None:
            process.wait()
            self._news.put(name)

        Thread(target=wait, name=f"watch-{name}", daemon=True).start()

    def _end_parts(self) -> None:
        """End the screens first, so that none of them finds its centre gone and says so."""
        for screens in (True, False):
            kept = (kept for kept in self._kept.values() if kept.part.screen is screens)
            _end([each.process for each in kept])


def _end(processes: Sequence[subprocess.Popen[bytes]]) -> None:
    """Ask them to end, and see that they do."""
    for process in processes:
        if process.poll() is None:
            process.terminate()
    deadline = monotonic() + GRACE_S
    for process in processes:
        try:
            process.wait(max(0.0, deadline - monotonic()))
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
