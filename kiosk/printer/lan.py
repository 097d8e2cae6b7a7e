"""One receipt printer on the LAN: port 9100, status before paper, and no lies after it."""

import os
import socket
import sys
from collections.abc import Callable
from dataclasses import dataclass
from threading import Event
from time import monotonic

from kiosk.printer.asking import ask_whole_status, push_all
from kiosk.printer.dialling import GivenUp, dial
from kiosk.printer.escpos import CUT_AWAY, END_PICTURE, FENCE
from kiosk.printer.lan_session import LanSession, Talk
from kiosk.printer.line import Line, LineLost
from kiosk.printer.mute_session import MuteSession
from kiosk.printer.outcome import Cause, Level, PrinterNotReady
from kiosk.printer.road import Session
from kiosk.printer.status import PaperSensor, PrinterStatus

RAW_PORT = 9100
USER_TIMEOUT_MS = 10_000
SEND_BUFFER_BYTES = 16 * 1024
"""Small, so that what the kernel took is near to what the printer took."""
ID_LETTERS = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ"


@dataclass(frozen=True, slots=True, kw_only=True)
class Patience:
    """How long to wait for what, in seconds. ``stall``: not one byte taken for that long.

    ``whole``: until all of a job is taken, however steadily it trickles; a board that is serial
    inside needs 40 s at its slowest. ``settle``: until it has done with whatever came before, and
    answers in order. ``blink``: for a hand that opens and closes its cover.
    """

    connect_s: float = 1.5
    status_s: float = 2.0
    settle_s: float = 2.0
    stall_s: float = 5.0
    whole_s: float = 60.0
    blink_s: float = 1.5
    fence_s: float = 8.0
    close_s: float = 2.0


def random_process_id() -> bytes:
    """Four characters a printer hands back when it has printed what stood before them."""
    return bytes(ID_LETTERS[byte % len(ID_LETTERS)] for byte in os.urandom(4))


class LanPrinter:
    """A printer at ``host``:``port``, asked afresh for every job.

    ``level`` is what is known of its answers; ``None`` lets the first jobs find out whether it
    answers a fence. Connects per job: a TM-T20II drops idle connections after 90 s, and many
    boards serve one connection only.
    """

    def __init__(
        self,
        *,
        host: str,
        port: int = RAW_PORT,
        patience: Patience | None = None,
        level: Level | None = None,
        process_id: Callable[[], bytes] = random_process_id,
    ) -> None:
        self._host = host
        self._port = port
        self._patience = patience or Patience()
        self._level = level
        self._process_id = process_id
        self._given_up = Event()
        self._unfinished = True
        self._torn = False

    @property
    def level(self) -> Level | None:
        """How much it has shown it can tell; ``None`` until a job has found out."""
        return self._level

    @property
    def given_up(self) -> Event:
        """Set once nothing can be opened any more."""
        return self._given_up

    def assume(self, level: Level) -> None:
        """Take what a probe has found out for true; from the thread that opens it."""
        self._level = level

    def open(self) -> Session:
        """Connect and ask how it is; raises ``PrinterNotReady``, with nothing printed.

        One that can answer a fence has also done with all that came before, from whomever:
        inside an unfinished picture a job's first bytes would be taken for dots.
        """
        if self._given_up.is_set():
            raise PrinterNotReady(Cause.INTERRUPTED)
        line = Line(self._connect(), self._given_up)
        if self._level is Level.MUTE:
            return MuteSession(line, self._talk(Level.MUTE), self._remember_doubt)
        try:
            status = self._status(line)
            if status.trouble is None and self._level is not Level.STATUS:
                self._settle(line)
        except PrinterNotReady:
            line.close(self._patience.close_s)
            raise
        talk = self._talk(self._level or Level.STATUS)
        return LanSession(line, status, talk, self._remember_doubt)

    def give_up(self) -> None:
        """End what is under way within a tenth of a second, from any thread, for good."""
        self._given_up.set()

    def _talk(self, level: Level) -> Talk:
        patience = self._patience
        return Talk(
            level=level,
            process_id=self._process_id() if level is Level.PRINTED else b"",
            first=self._first(level),
            stall_s=patience.stall_s,
            whole_s=patience.whole_s,
            blink_s=patience.blink_s,
            status_s=patience.status_s,
            word_s=patience.fence_s,
            close_s=patience.close_s,
        )

    def _first(self, level: Level) -> bytes:
        """What comes before a job: a piece of an earlier one must not hang on it."""
        # Whoever cannot answer a fence cannot tell either whether a picture is unfinished.
        unfinished = self._unfinished and level in (Level.MUTE, Level.STATUS)
        return (END_PICTURE if unfinished else b"") + (CUT_AWAY if self._torn else b"")

    def _remember_doubt(self, doubtful: bool) -> None:  # noqa: FBT001 - a callback's argument
        self._unfinished = self._torn = doubtful

    def _status(self, line: Line) -> PrinterStatus:
        try:
            return ask_whole_status(line, self._patience.status_s)
        except PrinterNotReady as e:
            if e.cause is Cause.MUTE and self._level is not None:
                # It has answered before, so somebody else has it now.
                raise PrinterNotReady(Cause.BUSY) from e
            raise

    def _settle(self, line: Line) -> None:
        """Wait until it answers in order; whatever is unfinished in it is brought to an end.

        Once it had to be asked twice the connection is done with: a late answer must not be
        taken for the fence behind a slip.
        """
        try:
            if self._fences_answered(line, FENCE, wanted=1):
                self._level = self._level or Level.FENCE
                return
            answered = self._fences_answered(line, END_PICTURE + FENCE, wanted=2)
            if answered == 0 and self._level is None:
                # Silent twice and well otherwise: it knows no fence.
                self._level = Level.STATUS
                return
            if answered == 1:
                # The first became dots of an unfinished picture; two answers were only late.
                push_all(line, CUT_AWAY, monotonic() + self._patience.settle_s)
                self._torn = False
        except LineLost as e:
            raise PrinterNotReady(e.cause) from e
        raise PrinterNotReady(Cause.BUSY)

    def _fences_answered(self, line: Line, question: bytes, *, wanted: int) -> int:
        """How many answers come in time, ``wanted`` at the most."""
        answered = 0
        deadline = monotonic() + self._patience.settle_s
        push_all(line, question, deadline)
        while answered < wanted and (left_s := deadline - monotonic()) > 0:
            answers = line.answers(wait_s=left_s)
            answered += sum(isinstance(each, PaperSensor) for each in answers)
        return answered

    def _connect(self) -> socket.socket:
        try:
            connection = dial(self._host, self._port, self._patience.connect_s, self._given_up)
        except GivenUp as e:
            raise PrinterNotReady(Cause.INTERRUPTED) from e
        except OSError as e:
            raise PrinterNotReady(Cause.UNREACHABLE, f"{self._host}:{self._port}: {e}") from e
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, SEND_BUFFER_BYTES)
        if sys.platform == "linux":
            connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT, USER_TIMEOUT_MS)
        return connection
