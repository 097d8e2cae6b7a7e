"""What is asked of a spooler, and what it tells of it."""

from collections.abc import Callable
from dataclasses import dataclass

from kiosk.db.spool import FIRST_PAPER
from kiosk.domain.ids import TicketId
from kiosk.printer.appointment_slip import AnySlip
from kiosk.printer.outcome import Cause
from kiosk.printer.spool import PaperReport


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintJob:
    """One paper of one ticket.

    ``copy`` counts the attempts, from 1. A job asked for twice prints once and is told the first
    outcome; ``None`` is one paper more than the spool knows of. Whether the paper says COPY is
    ``slip.copy``: a second attempt after a clean failure is no copy.
    """

    ticket: TicketId
    slip: AnySlip
    copy: int | None = FIRST_PAPER


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperNews:
    """How a job stands before its end is known.

    With ``held`` no printer takes it now, for that cause, and it is printed as soon as one does;
    without, it is on its way to ``printer``, which ``stands_in`` when it is not the device's own.
    """

    ticket: TicketId
    copy: int
    printer: str
    stands_in: bool
    held: Cause | None = None


Done = Callable[[PaperReport], None]
"""Called on the spooler's thread, exactly once for a job; must return soon."""
News = Callable[[PaperNews], None]
"""Called on the spooler's thread, any number of times before ``Done``; must return soon."""


def no_news(_news: PaperNews) -> None:
    """For whoever waits for the end only."""
