"""One job for a printer that says nothing at all: sent, and never called printed."""

from collections.abc import Callable
from time import monotonic

from kiosk.printer.escpos import END_PICTURE, INITIALISE
from kiosk.printer.lan_session import Talk
from kiosk.printer.line import Line, LineLost
from kiosk.printer.outcome import Cause, Level, NotPrinted, Outcome, Sent, Unconfirmed
from kiosk.printer.status import PrinterStatus


class MuteSession:
    """One connection to a printer that somebody has seen print, and that answers nothing.

    ``doubt`` is told, once bytes of the job have left, whether a piece of it may hang there.
    """

    def __init__(self, line: Line, talk: Talk, doubt: Callable[[bool], None]) -> None:
        self._line = line
        self._talk = talk
        self._doubt = doubt

    @property
    def status(self) -> PrinterStatus:
        """Nothing is known of it."""
        return PrinterStatus(known=False)

    def send(self, job: bytes) -> Outcome:
        """Send the whole job, and see that the printer's side has acknowledged every byte."""
        # An unfinished picture of an earlier job cannot be asked about: it is always ended.
        lead = (self._talk.first or END_PICTURE) + INITIALISE
        data = memoryview(lead + job)
        sent = 0
        began = last_progress = monotonic()
        look_s = min(self._talk.stall_s, self._talk.whole_s) / 50
        try:
            while sent < len(data) or self._line.unacknowledged:
                taken = self._line.push(data[sent:]) if sent < len(data) else 0
                sent += taken
                self._line.answers(wait_s=0 if taken else look_s)
                now = monotonic()
                if taken:
                    last_progress = now
                if now - last_progress > self._talk.stall_s or now - began > self._talk.whole_s:
                    raise LineLost(Cause.STALLED)
        except LineLost as lost:
            if sent <= len(lead):
                return NotPrinted(cause=lost.cause)
            self._doubt(True)
            return Unconfirmed(bytes_sent=min(sent - len(lead), len(job)), cause=lost.cause)
        self._doubt(False)
        return Sent(level=Level.MUTE)

    def close(self) -> None:
        """Half-close, listen to the end, close."""
        self._line.close(self._talk.close_s)
