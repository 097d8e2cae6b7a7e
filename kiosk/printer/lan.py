"""One receipt printer on the LAN: port 9100, status before paper, and no lies after it."""

import socket
import sys
from collections.abc import Callable
from dataclasses import dataclass
from threading import Event
from time import monotonic

from kiosk.printer.escpos import AUTO_STATUS_ON, FENCE, INITIALISE, ask_status
from kiosk.printer.line import Line, LineLost
from kiosk.printer.outcome import (
    Cause,
    Level,
    NotPrinted,
    Outcome,
    Printed,
    PrinterNotReady,
    Sent,
    Unconfirmed,
)
from kiosk.printer.status import (
    Answer,
    AutoStatus,
    FlowControl,
    PaperSensor,
    PrinterStatus,
    RealTime,
)

RAW_PORT = 9100
USER_TIMEOUT_MS = 10_000
SEND_BUFFER_BYTES = 16 * 1024
"""Small, so that what the kernel took is near to what the printer took."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Patience:
    """How long to wait for what, in seconds. ``stall``: not one byte taken for that long."""

    connect_s: float = 1.5
    status_s: float = 2.0
    stall_s: float = 5.0
    fence_s: float = 8.0
    close_s: float = 2.0


class LanPrinter:
    """A printer at ``host``:``port``, asked afresh for every job.

    ``level`` is what is known of its answers; ``None`` lets the first jobs find out whether it
    answers the fence. Connects per job: a TM-T20II drops idle connections after 90 s, and many
    boards serve one connection only.
    """

    def __init__(
        self,
        *,
        host: str,
        port: int = RAW_PORT,
        patience: Patience | None = None,
        level: Level | None = None,
    ) -> None:
        self._host = host
        self._port = port
        self._patience = patience or Patience()
        self._level = level
        self._given_up = Event()

    @property
    def level(self) -> Level | None:
        """How much it has shown it can tell; ``None`` until a job has found out."""
        return self._level

    def open(self) -> "LanSession":
        """Connect and ask for its status; raises ``PrinterNotReady``, with nothing printed."""
        if self._given_up.is_set():
            raise PrinterNotReady(Cause.INTERRUPTED)
        line = Line(self._connect(), self._given_up)
        try:
            status = ask_whole_status(line, self._patience.status_s)
        except PrinterNotReady:
            line.close(self._patience.close_s)
            raise
        return LanSession(line, status, self._patience, self._level, self._learn)

    def give_up(self) -> None:
        """End what is under way within a tenth of a second, from any thread, for good."""
        self._given_up.set()

    def _learn(self, level: Level) -> None:
        self._level = level

    def _connect(self) -> socket.socket:
        try:
            connection = socket.create_connection(
                (self._host, self._port), timeout=self._patience.connect_s
            )
        except (OSError, UnicodeError) as e:
            raise PrinterNotReady(Cause.UNREACHABLE, f"{self._host}:{self._port}: {e}") from e
        connection.setblocking(False)
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, SEND_BUFFER_BYTES)
        if sys.platform == "linux":
            connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT, USER_TIMEOUT_MS)
        return connection


class LanSession:
    """One connection to a printer that told its status; carries one job."""

    def __init__(
        self,
        line: Line,
        status: PrinterStatus,
        patience: Patience,
        level: Level | None,
        learn: Callable[[Level], None],
    ) -> None:
        self._line = line
        self._status = status
        self._patience = patience
        self._level = level
        self._learn = learn
        self._sent = 0

    @property
    def status(self) -> PrinterStatus:
        """What the printer said of itself last."""
        return self._status

    def send(self, job: bytes) -> Outcome:
        """Send the whole job, listening meanwhile; then wait for the printer's word."""
        if self._status.trouble:
            return NotPrinted(cause=self._status.trouble, low=self._status.paper_low)
        lead = INITIALISE + AUTO_STATUS_ON
        fence = b"" if self._level is Level.STATUS else FENCE
        try:
            self._push(lead + job + fence, before_job=len(lead))
            if fence and self._fenced():
                self._learn(Level.FENCE)
                return Printed(level=Level.FENCE, low=self._status.paper_low)
            self._still_healthy()
        except LineLost as lost:
            job_bytes = min(self._sent - len(lead), len(job))
            if job_bytes <= 0:
                return NotPrinted(cause=lost.cause, low=self._status.paper_low)
            return Unconfirmed(bytes_sent=job_bytes, cause=lost.cause, low=self._status.paper_low)
        self._learn(Level.STATUS)
        return Sent(level=Level.STATUS, low=self._status.paper_low)

    def close(self) -> None:
        """Half-close, listen to the end, close."""
        self._line.close(self._patience.close_s)

    def _push(self, data: bytes, before_job: int) -> None:
        """All of ``data``, even when trouble is told meanwhile.

        Half a picture would swallow the start of the next job, and what is in the printer's
        buffer prints anyway. Before the job's first byte trouble ends it.
        """
        rest = memoryview(data)
        last_progress = monotonic()
        while self._sent < len(data):
            taken = self._line.push(rest[self._sent :])
            self._sent += taken
            if self._sent == len(data):
                # What comes in from here on may be the fence: it is not to be read here.
                return
            for answer in self._line.answers(wait_s=0):
                self._note(answer)
            now = monotonic()
            if taken:
                last_progress = now
            elif now - last_progress > self._patience.stall_s:
                raise LineLost(self._status.trouble or Cause.STALLED)
            if self._sent <= before_job and self._status.trouble:
                raise LineLost(self._status.trouble)

    def _fenced(self) -> bool:
        """Whether the printer read to the end of the job, with paper under its head.

        ``False`` only from a printer that has never answered a fence yet.
        """
        deadline = monotonic() + self._patience.fence_s
        while (left_s := deadline - monotonic()) > 0:
            for answer in self._line.answers(wait_s=left_s):
                self._note(answer)
                if isinstance(answer, PaperSensor) and not answer.paper_out:
                    return True
            if self._status.trouble:
                raise LineLost(self._status.trouble)
        if self._level is Level.FENCE:
            raise LineLost(Cause.SILENT)
        return False

    def _still_healthy(self) -> None:
        """Raise unless a printer without a fence still answers, and is well.

        It may not answer before it has printed, so it gets a fence's time.
        """
        try:
            self._status = ask_whole_status(self._line, self._patience.fence_s)
        except PrinterNotReady as e:
            raise LineLost(Cause.SILENT if e.cause is Cause.MUTE else e.cause) from e
        if self._status.trouble:
            raise LineLost(self._status.trouble)

    def _note(self, answer: Answer) -> None:
        if isinstance(answer, AutoStatus):
            self._status = PrinterStatus.from_auto(answer)
        elif isinstance(answer, PaperSensor):
            self._status = self._status.with_sensor(answer)


def ask_whole_status(line: Line, within_s: float) -> PrinterStatus:
    """What the printer answers to ``DLE EOT`` 1 to 4, asked one after the other.

    So each answer has its question, and something that is no printer is found out: anything
    beside exactly one answer and automatic status is garbage. Raises ``PrinterNotReady``.
    """
    deadline = monotonic() + within_s
    try:
        line.forget()
        answers = [_ask(line, n, deadline) for n in (1, 2, 3, 4)]
    except LineLost as e:
        raise PrinterNotReady(e.cause) from e
    return PrinterStatus.from_real_time(*answers)


def _ask(line: Line, n: int, deadline: float) -> int:
    question = ask_status(n)
    while question:
        question = question[line.push(memoryview(question)) :]
        if monotonic() > deadline:
            raise LineLost(Cause.MUTE)
    answered: list[RealTime] = []
    while not answered:
        left_s = deadline - monotonic()
        if left_s <= 0:
            raise LineLost(Cause.GARBAGE if line.pending else Cause.MUTE)
        for answer in line.answers(wait_s=left_s):
            if isinstance(answer, RealTime):
                answered.append(answer)
            elif not isinstance(answer, AutoStatus | FlowControl):
                raise LineLost(Cause.GARBAGE)
    if len(answered) > 1:
        raise LineLost(Cause.GARBAGE)
    return answered[0].byte
