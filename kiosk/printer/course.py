"""One print job on its way: its row of the spool, and what is known of its end."""

import time
from dataclasses import dataclass, field, replace

from kiosk.db.spool import SpoolEntry, SpoolState
from kiosk.printer.job import Done, News, PaperNews, PrintJob
from kiosk.printer.outcome import Cause, NotPrinted, Outcome, Unconfirmed
from kiosk.printer.spool import PaperReport, SpoolStore

_BOOT_CLOCK: int | None = getattr(time, "CLOCK_BOOTTIME", None)


def now_s() -> float:
    """Seconds that go on while the machine sleeps, so that no slip of the evening comes next day.

    Where a system has no such clock they stand still meanwhile.
    """
    return time.monotonic() if _BOOT_CLOCK is None else time.clock_gettime(_BOOT_CLOCK)


@dataclass(slots=True, kw_only=True)
class Course:
    """A job between its submission and its end; at any time in one thread's hands only.

    ``listeners`` are all who asked for this paper. ``tried`` are the printers that have failed
    cleanly in this round, ``held`` is why none takes it. Times are of ``now_s``.
    ``withdrawn``: nobody waits any more.
    """

    job: PrintJob
    entry: SpoolEntry
    listeners: list[tuple[Done, News]]
    came_at: float
    expires_at: float
    tried: set[str] = field(default_factory=set)
    held: Cause | None = None
    withdrawn: bool = False

    @property
    def key(self) -> tuple[str, int]:
        """Which paper of which ticket."""
        return self.entry.ticket, self.entry.copy

    def to(self, state: SpoolState, store: SpoolStore, *, printer: str | None = None) -> None:
        """Write down how far it has come."""
        entry = replace(self.entry, state=state, printer=printer or self.entry.printer)
        store.advance(entry)
        self.entry = entry

    def after_fault(self) -> Outcome:
        """What can be said when this program failed in the middle."""
        if self.entry.state is SpoolState.SENDING:
            return Unconfirmed(bytes_sent=0, cause=Cause.FAULT)
        return NotPrinted(cause=Cause.FAULT)

    def report(self, outcome: Outcome, *, stands_in: bool) -> PaperReport:
        """What became of it, for who asked."""
        return PaperReport(
            ticket=self.entry.ticket,
            copy=self.entry.copy,
            outcome=outcome,
            printer=self.entry.printer,
            stands_in=stands_in,
            queued_at=self.entry.queued_at,
        )

    def news_of(self, *, stands_in: bool) -> PaperNews:
        """How it stands now."""
        return PaperNews(
            ticket=self.entry.ticket,
            copy=self.entry.copy,
            printer=self.entry.printer,
            stands_in=stands_in,
            held=self.held,
        )
