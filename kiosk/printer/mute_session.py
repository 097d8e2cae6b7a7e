"""One job for a printer that says nothing at all: sent, and never called printed."""

from time import monotonic

from kiosk.printer.escpos import FLUSH, INITIALISE
from kiosk.printer.line import Line, LineLost
from kiosk.printer.outcome import Cause, Level, NotPrinted, Outcome, Sent, Unconfirmed
from kiosk.printer.status import PrinterStatus


class MuteSession:
    """One connection to a printer that somebody has seen print, and that answers nothing.

    ``stall_s`` is how long it may take not one byte, ``whole_s`` how long all of them,
    ``close_s`` how long it may take to hang up.
    """

    def __init__(self, line: Line, *, stall_s: float, whole_s: float, close_s: float) -> None:
        self._line = line
        self._stall_s = stall_s
        self._whole_s = whole_s
        self._close_s = close_s

    @property
    def status(self) -> PrinterStatus:
        """Nothing is known of it."""
        return PrinterStatus()

    def send(self, job: bytes) -> Outcome:
        """Send the whole job, and see that the printer's side has acknowledged every byte."""
        # An unfinished picture of an earlier job cannot be asked about: it is always ended.
        lead = FLUSH + INITIALISE
        data = memoryview(lead + job)
        sent = 0
        began = last_progress = monotonic()
        look_s = min(self._stall_s, self._whole_s) / 50
        try:
            while sent < len(data) or self._line.unacknowledged:
                taken = self._line.push(data[sent:]) if sent < len(data) else 0
                sent += taken
                self._line.answers(wait_s=0 if taken else look_s)
                now = monotonic()
                if taken:
                    last_progress = now
                if now - last_progress > self._stall_s or now - began > self._whole_s:
                    raise LineLost(Cause.STALLED)
        except LineLost as lost:
            if sent <= len(lead):
                return NotPrinted(cause=lost.cause)
            return Unconfirmed(bytes_sent=min(sent - len(lead), len(job)), cause=lost.cause)
        return Sent(level=Level.MUTE)

    def close(self) -> None:
        """Half-close, listen to the end, close."""
        self._line.close(self._close_s)
