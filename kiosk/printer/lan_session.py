"""One job on one connection to a printer that answers: sent, listened to, never believed early."""

from collections.abc import Callable
from dataclasses import dataclass
from time import monotonic

from kiosk.printer.asking import ask_whole_status, push_all
from kiosk.printer.escpos import (
    AUTO_STATUS_ON,
    CANCEL,
    CANCELLED,
    FENCE,
    INITIALISE,
    PROCESS_ID,
    ask_process_id,
)
from kiosk.printer.line import Line, LineLost
from kiosk.printer.outcome import (
    Cancelled,
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
    Block,
    Garbage,
    PaperSensor,
    PrinterStatus,
)

PASSING = frozenset({Cause.COVER_OPEN, Cause.OFFLINE})
"""What a hand at the printer causes, and puts right a moment later."""
FENCES = 2
"""One answer might be a late one to somebody's earlier question; two are not."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Talk:
    """How to talk to one printer: what it can tell, and how long each wait may last, in seconds.

    ``first`` is sent before the job, to end what may be unfinished. ``word_s`` is for its word
    that the job is done, ``stall_s`` for a moment in which it takes not one byte, ``whole_s``
    for it to take them all, ``blink_s`` for trouble that a hand puts right at once.
    """

    level: Level
    process_id: bytes
    first: bytes
    stall_s: float
    whole_s: float
    blink_s: float
    status_s: float
    word_s: float
    close_s: float


class LanSession:
    """One connection to a printer that told its status; carries one job.

    ``doubt`` is told, once bytes of the job have left, whether a piece of it may hang there.
    """

    def __init__(
        self, line: Line, status: PrinterStatus, talk: Talk, doubt: Callable[[bool], None]
    ) -> None:
        self._line = line
        self._status = status
        self._talk = talk
        self._doubt = doubt
        self._sent = 0
        self._fences = 0
        self._own_id = False
        self._babbles = False
        self._troubled_at: float | None = None

    @property
    def status(self) -> PrinterStatus:
        """What the printer said of itself last."""
        return self._status

    def send(self, job: bytes) -> Outcome:
        """Send the whole job, listening meanwhile; then wait for the printer's word."""
        if self._status.trouble:
            return NotPrinted(cause=self._status.trouble, low=self._status.paper_low)
        lead = self._talk.first + INITIALISE + AUTO_STATUS_ON
        try:
            self._push(lead + job + self._questions(), before_job=len(lead))
            return self._word()
        except LineLost as lost:
            bytes_sent = min(self._sent - len(lead), len(job))
            if bytes_sent <= 0:
                return NotPrinted(cause=lost.cause, low=self._status.paper_low)
            self._doubt(True)
            return self._end_in_doubt(lost.cause, bytes_sent)

    def close(self) -> None:
        """Half-close, listen to the end, close."""
        self._line.close(self._talk.close_s)

    def _questions(self) -> bytes:
        """What is asked behind the job, to be answered in its order."""
        match self._talk.level:
            case Level.PRINTED:
                return ask_process_id(self._talk.process_id) + FENCE * FENCES
            case Level.FENCE:
                return FENCE * FENCES
            case Level.STATUS | Level.MUTE:
                return b""

    def _word(self) -> Outcome:
        """The printer's word that it is done, as well as it can give it."""
        if self._talk.level is Level.STATUS:
            self._still_healthy()
            self._doubt(False)
            return Sent(level=Level.STATUS, low=self._status.paper_low)
        deadline = monotonic() + self._talk.word_s
        while not self._confirmed():
            left_s = deadline - monotonic()
            if left_s <= 0:
                raise LineLost(Cause.SILENT)
            wait_s = min(left_s, self._talk.blink_s) if self._status.trouble else left_s
            for answer in self._line.answers(wait_s=wait_s):
                self._note(answer)
                self._count(answer)
            if (trouble := self._lasting_trouble()) and not self._confirmed():
                raise LineLost(trouble)
        if self._babbles and self._talk.level is Level.FENCE:
            # Of bytes that no printer sends some look like a fence; its own id does not.
            raise LineLost(Cause.GARBAGE)
        self._doubt(False)
        return Printed(level=self._talk.level, low=self._status.paper_low)

    def _confirmed(self) -> bool:
        fenced = self._fences >= FENCES
        return fenced and (self._own_id or self._talk.level is not Level.PRINTED)

    def _count(self, answer: Answer) -> None:
        """Note what counts as its word: the fence, and the id of this very job."""
        if isinstance(answer, PaperSensor) and not answer.paper_out:
            self._fences += 1
        elif answer == Block(PROCESS_ID[0], PROCESS_ID[1:] + self._talk.process_id):
            self._own_id = True

    def _push(self, data: bytes, before_job: int) -> None:
        """All of ``data``, even when trouble is told meanwhile.

        Half a picture would swallow the start of the next job, and what is in the printer's
        buffer prints anyway; only one that can throw it away is told to. Before the job's
        first byte trouble ends it.
        """
        rest = memoryview(data)
        began = last_progress = monotonic()
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
            if now - last_progress > self._talk.stall_s or now - began > self._talk.whole_s:
                raise LineLost(self._status.trouble or Cause.STALLED)
            trouble = self._lasting_trouble() if self._sent > before_job else self._status.trouble
            if trouble and (self._cancels or self._sent <= before_job):
                raise LineLost(trouble)

    def _lasting_trouble(self) -> Cause | None:
        """What keeps it from printing, once that is more than a hand at its cover."""
        trouble = self._status.trouble
        if trouble is None:
            self._troubled_at = None
            return None
        now = monotonic()
        self._troubled_at = now if self._troubled_at is None else self._troubled_at
        passes = trouble in PASSING and now - self._troubled_at < self._talk.blink_s
        return None if passes else trouble

    @property
    def _cancels(self) -> bool:
        return self._talk.level is Level.PRINTED

    def _end_in_doubt(self, cause: Cause, bytes_sent: int) -> Outcome:
        """Part of the job has left: thrown away where the printer can confirm that, else unsure."""
        low = self._status.paper_low
        # Never what only fell silent: it may have printed all of it.
        if self._cancels and self._status.trouble and self._thrown_away():
            return Cancelled(bytes_sent=bytes_sent, cause=cause, low=low)
        return Unconfirmed(bytes_sent=bytes_sent, cause=cause, low=low)

    def _thrown_away(self) -> bool:
        """Whether it confirmed that all it had is thrown away, before the slip was whole."""
        deadline = monotonic() + self._talk.status_s
        try:
            push_all(self._line, CANCEL, deadline)
            while (left_s := deadline - monotonic()) > 0:
                for answer in self._line.answers(wait_s=left_s):
                    self._note(answer)
                    self._count(answer)
                    if answer == Block(CANCELLED[0], CANCELLED[1:]):
                        return not self._own_id
        except LineLost:
            return False
        return False

    def _still_healthy(self) -> None:
        """Raise unless a printer without a fence still answers, and is well.

        It may not answer before it has printed, so it gets a fence's time.
        """
        try:
            self._status = ask_whole_status(
                self._line, self._talk.word_s, then_within_s=self._talk.status_s
            )
        except PrinterNotReady as e:
            raise LineLost(Cause.SILENT if e.cause is Cause.MUTE else e.cause) from e
        if self._status.trouble:
            raise LineLost(self._status.trouble)

    def _note(self, answer: Answer) -> None:
        if isinstance(answer, AutoStatus):
            self._status = PrinterStatus.from_auto(answer)
        elif isinstance(answer, PaperSensor):
            self._status = self._status.with_sensor(answer)
        elif isinstance(answer, Garbage):
            self._babbles = True
