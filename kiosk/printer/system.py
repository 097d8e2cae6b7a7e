"""A printer of the system, by a CUPS queue: the way out where no other road leads.

CUPS tells when it has handed a job over, never what became of the paper.
"""

import logging
import re
from dataclasses import dataclass
from math import ceil
from threading import Event
from time import monotonic

from kiosk.printer.escpos import INITIALISE
from kiosk.printer.outcome import (
    Cause,
    Level,
    NotPrinted,
    Outcome,
    PrinterNotReady,
    Sent,
    Unconfirmed,
)
from kiosk.printer.status import PrinterStatus
from kiosk.printer.system_tools import Ran, ToolFailed, run

log = logging.getLogger(__name__)

QUEUE_NAME = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.-]{0,126}")
"""What CUPS takes as a name, less the signs that mean something to its tools."""
LATER_S = 5
"""After this device would have cancelled a job, CUPS does."""
UNREACHABLE_SAID = ("may not exist or is unavailable", "unable to locate printer")
_REQUEST = re.compile(r"request id is (\S+-[0-9]+) \(")
_SEVERITY = re.compile(r"-(error|warning|report)$")
_OUT = frozenset({"media-empty", "media-needed"})
_OPEN = frozenset({"cover-open", "door-open", "interlock-open"})
_OFFLINE = frozenset({"offline", "paused", "shutdown", "stopped", "timed-out", "moving-to-paused"})


@dataclass(frozen=True, slots=True, kw_only=True)
class SystemPatience:
    """How long to wait for what, in seconds.

    ``tool``: for an answer of ``lpstat`` or ``lp``; ``done``: until CUPS has handed the job over,
    after that it is cancelled; ``look``: between two looks at it.
    """

    tool_s: float = 3.0
    done_s: float = 15.0
    look_s: float = 0.1
    cancel_s: float = 1.0


class SystemPrinter:
    """The CUPS queue ``queue``, which must be raw: it is given ESC/POS.

    Raises ``ValueError`` for a name that no queue has.
    """

    def __init__(self, *, queue: str, patience: SystemPatience | None = None) -> None:
        if not QUEUE_NAME.fullmatch(queue):
            raise ValueError(f"{queue!r} is no name of a printer queue")
        self._queue = queue
        self._patience = patience or SystemPatience()
        self._given_up = Event()

    def open(self) -> "SystemSession":
        """Ask CUPS how the queue is; raises ``PrinterNotReady``.

        A queue in which something waits is busy: what is put behind it comes nobody knows when.
        """
        if self._given_up.is_set():
            raise PrinterNotReady(Cause.INTERRUPTED)
        queue = self._queue
        try:
            # -r tells a scheduler that is not there from a queue that is not.
            look = ("lpstat", "-r", "-l", "-a", queue, "-p", queue, "-o", queue)
            told = run(look, self._patience.tool_s, self._given_up)
        except ToolFailed as e:
            raise PrinterNotReady(e.cause, str(e)) from e
        status = _status_in(told, queue)
        if status.trouble is None and (jobs := jobs_in(told.text, queue)):
            raise PrinterNotReady(Cause.BUSY, f"{len(jobs)} jobs wait in {queue}")
        return SystemSession(queue, status, self._patience, self._given_up)

    def give_up(self) -> None:
        """End what is under way, from any thread, for good; a job CUPS has is cancelled."""
        self._given_up.set()


class SystemSession:
    """A queue that was ready a moment ago; carries one job."""

    def __init__(
        self, queue: str, status: PrinterStatus, patience: SystemPatience, given_up: Event
    ) -> None:
        self._queue = queue
        self._status = status
        self._patience = patience
        self._given_up = given_up

    @property
    def status(self) -> PrinterStatus:
        """What CUPS said of the queue. Of paper and cover few queues know anything."""
        return self._status

    def send(self, job: bytes) -> Outcome:
        """Give the job to CUPS and wait until it has handed it over; ``Sent`` is all it can say."""
        if self._status.trouble:
            return NotPrinted(cause=self._status.trouble, low=self._status.paper_low)
        # Should this device stop before it can cancel, CUPS cancels by itself.
        late = f"job-cancel-after={ceil(self._patience.done_s) + LATER_S}"
        order = ("lp", "-d", self._queue, "-o", "raw", "-o", late, "-t", "slip")
        try:
            told = run(order, self._patience.tool_s, self._given_up, stdin=INITIALISE + job)
        except ToolFailed as e:
            if e.started:
                return self._doubt(e.cause, len(job))
            return NotPrinted(cause=e.cause, low=self._status.paper_low)
        taken = _REQUEST.search(told.text)
        if told.code == 0 and taken is not None:
            return self._followed(taken[1], len(job))
        if "not accepting jobs" in told.text:
            return NotPrinted(cause=Cause.OFFLINE, low=self._status.paper_low)
        if "does not exist" in told.text:
            return NotPrinted(cause=Cause.UNREACHABLE, low=self._status.paper_low)
        log.warning("job_refused queue=%s code=%s", self._queue, told.code)
        return self._doubt(Cause.ERROR, len(job))

    def close(self) -> None:
        """Nothing is held."""

    def _followed(self, request: str, job_bytes: int) -> Outcome:
        deadline = monotonic() + self._patience.done_s
        said = ""
        while monotonic() < deadline and not self._given_up.wait(self._patience.look_s):
            jobs = self._jobs("not-completed")
            if jobs is None:
                continue
            if request.casefold() not in jobs:
                return self._ended(request, job_bytes)
            said = jobs[request.casefold()]
        self._cancel(request)
        if self._given_up.is_set():
            return self._doubt(Cause.INTERRUPTED, job_bytes)
        gone = any(sign in said for sign in UNREACHABLE_SAID)
        return self._doubt(Cause.UNREACHABLE if gone else Cause.STALLED, job_bytes)

    def _ended(self, request: str, job_bytes: int) -> Outcome:
        """What CUPS remembers of a job that is over; one it has forgotten is in doubt."""
        said = (self._jobs("completed") or {}).get(request.casefold())
        if said is None:
            return self._doubt(Cause.SILENT, job_bytes)
        if "cancel" in said or "abort" in said:
            return self._doubt(Cause.ERROR, job_bytes)
        return Sent(level=Level.MUTE, low=self._status.paper_low)

    def _jobs(self, which: str) -> dict[str, str] | None:
        look = ("lpstat", "-l", "-W", which, "-o", self._queue)
        try:
            told = run(look, self._patience.tool_s, self._given_up)
        except ToolFailed:
            return None
        return jobs_in(told.text, self._queue) if told.code == 0 else None

    def _cancel(self, request: str) -> None:
        """So that it does not come hours later. Waited for even when somebody gives up."""
        try:
            told = run(("cancel", request), self._patience.cancel_s, Event())
        except ToolFailed as e:
            log.warning("job_not_cancelled request=%s cause=%s", request, e.cause)
            return
        if told.code:
            log.warning("job_not_cancelled request=%s code=%s", request, told.code)

    def _doubt(self, cause: Cause, bytes_sent: int) -> Unconfirmed:
        return Unconfirmed(bytes_sent=bytes_sent, cause=cause, low=self._status.paper_low)


def jobs_in(text: str, queue: str) -> dict[str, str]:
    """The queue's jobs in what ``lpstat -l -o`` printed, each with the lines below it.

    In small letters, all of it: CUPS makes no difference in names.
    """
    jobs: dict[str, str] = {}
    title = re.compile(rf"({re.escape(queue.casefold())}-[0-9]+)\s")
    current = ""
    for line in text.casefold().splitlines():
        if found := title.match(line):
            current = found[1]
            jobs[current] = ""
        elif current and line.startswith("\t"):
            jobs[current] += line + "\n"
        else:
            current = ""
    return jobs


def _status_in(told: Ran, queue: str) -> PrinterStatus:
    """How the queue is, by ``lpstat -r -l -a -p``; raises ``PrinterNotReady``."""
    text = told.text.casefold()
    if "scheduler is not running" in text:
        raise PrinterNotReady(Cause.UNREACHABLE, "CUPS is not running")
    if "invalid destination" in text:
        raise PrinterNotReady(Cause.UNREACHABLE, f"CUPS has no queue {queue}")
    name = re.escape(queue.casefold())
    printer = re.search(rf"^printer {name} (.*(?:\n\t.*)*)", text, re.MULTILINE)
    if printer is None:
        raise PrinterNotReady(Cause.GARBAGE, f"lpstat ended with {told.code} and said nothing")
    alerts = re.search(r"^\talerts:(.*)", printer[1], re.MULTILINE)
    signs = {_SEVERITY.sub("", sign) for sign in (alerts[1] if alerts else "").split()}
    refuses = re.search(rf"^{name} not accepting requests", text, re.MULTILINE) is not None
    disabled = printer[1].startswith("disabled")
    return PrinterStatus(
        offline=refuses or disabled or not signs.isdisjoint(_OFFLINE),
        cover_open=not signs.isdisjoint(_OPEN),
        paper_low="media-low" in signs,
        paper_out=not signs.isdisjoint(_OUT),
        error="media-jam" in signs,
    )
