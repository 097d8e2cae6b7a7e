"""The worker of one printer: one job after the other, each written down before it is sent."""

import logging
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from queue import SimpleQueue
from threading import Event, Thread
from time import monotonic
from typing import Protocol

from kiosk.db.spool import FIRST_PAPER, SpoolEntry, SpoolState
from kiosk.domain.ids import TicketId
from kiosk.printer.outcome import Cause, NotPrinted, Outcome, PrinterNotReady, Unconfirmed
from kiosk.printer.road import Road, Session
from kiosk.printer.slip import Slip
from kiosk.printer.spool import PaperReport, SpoolStore, entry_with, outcome_of

log = logging.getLogger(__name__)

JOB_TTL_S = 90.0


class Press(Protocol):
    """What makes the bytes of a job out of a slip, on the worker's thread."""

    def warm_up(self) -> None:
        """Load what is slow to load."""
        ...

    def press(self, slip: Slip) -> bytes:
        """The whole job."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintJob:
    """One paper of one ticket.

    ``copy`` counts the attempts, from 1. A job asked for twice prints once and is told the first
    outcome; ``None`` is one paper more than the spool knows of. Whether the paper says COPY is
    ``slip.copy``: a second attempt after a clean failure is no copy.
    """

    ticket: TicketId
    slip: Slip
    copy: int | None = FIRST_PAPER


Done = Callable[[PaperReport], None]
"""Called on the worker's thread, exactly once for a job; must return soon."""


@dataclass(frozen=True, slots=True)
class _Waiting:
    job: PrintJob
    done: Done
    entry: SpoolEntry
    expires_at: float


class Spooler:
    """One printer's queue and thread; another printer's trouble never delays this one.

    ``name`` is the printer's, for the spool. ``press`` is used on the worker's thread alone.
    A job that is not on its way after ``ttl_s`` is not printed any more.
    """

    def __init__(
        self,
        *,
        name: str,
        road: Road,
        press: Press,
        store: SpoolStore,
        ttl_s: float = JOB_TTL_S,
    ) -> None:
        self._name = name
        self._road = road
        self._press = press
        self._store = store
        self._ttl_s = ttl_s
        self._waiting: SimpleQueue[_Waiting | None] = SimpleQueue()
        self._closing = Event()
        self._thread = Thread(target=self._run, name=f"printer-{name}", daemon=True)

    def start(self) -> None:
        """Begin to work."""
        self._thread.start()

    def submit(self, job: PrintJob, done: Done) -> None:
        """Queue ``job``; returns at once, and ``done`` is called with what became of it."""
        queued_at = datetime.now(UTC).isoformat(timespec="milliseconds")
        entry = SpoolEntry(
            ticket=job.ticket,
            copy=job.copy or FIRST_PAPER + 1,
            printer=self._name,
            state=SpoolState.QUEUED,
            queued_at=queued_at,
        )
        self._waiting.put(_Waiting(job, done, entry, monotonic() + self._ttl_s))

    def close(self) -> None:
        """End what is under way, answer every queued job, and wait for the thread."""
        self._closing.set()
        self._road.give_up()
        self._waiting.put(None)
        if self._thread.ident is not None:
            self._thread.join()

    def _run(self) -> None:
        self._without_dying(self._press.warm_up)
        while (waiting := self._waiting.get()) is not None:
            self._carry_out(waiting)

    def _without_dying(self, step: Callable[[], None]) -> bool:
        """Do ``step``; a mistake of ours in it is logged whole, and the next job is printed."""
        try:
            step()
        except Exception:
            log.exception("print_worker_fault", extra={"printer": self._name})
            return False
        return True

    def _carry_out(self, waiting: _Waiting) -> None:
        course = _Course(self._store, waiting.entry, is_another=waiting.job.copy is None)
        if not self._without_dying(lambda: self._follow(course, waiting)):
            course.outcome = course.after_fault()
        if course.is_new:
            self._without_dying(course.write_end)
        self._without_dying(lambda: self._tell(waiting.done, course.report()))
        if course.session is not None:
            # After telling: a printer may take two seconds to hang up.
            course.session.close()

    def _follow(self, course: "_Course", waiting: _Waiting) -> None:
        if not course.write_start():
            return
        try:
            self._still_wanted(waiting)
            job = self._press.press(waiting.job.slip)
            course.session = self._road.open()
            if course.session.status.trouble:
                raise PrinterNotReady(course.session.status.trouble)
            self._still_wanted(waiting)
            course.write_sending()
            course.outcome = course.session.send(job)
        except PrinterNotReady as e:
            low = course.session is not None and course.session.status.paper_low
            course.outcome = NotPrinted(cause=e.cause, low=low)

    def _still_wanted(self, waiting: _Waiting) -> None:
        if self._closing.is_set():
            raise PrinterNotReady(Cause.INTERRUPTED)
        if monotonic() > waiting.expires_at:
            raise PrinterNotReady(Cause.EXPIRED)

    def _tell(self, done: Done, report: PaperReport) -> None:
        paper = report.outcome.paper.value
        log.info("print_job_ended", extra={"printer": self._name, "paper": paper})
        done(report)


class _Course:
    """One job on its way: its row of the spool, its session, what is known of its end."""

    def __init__(self, store: SpoolStore, entry: SpoolEntry, *, is_another: bool) -> None:
        self.outcome: Outcome = NotPrinted(cause=Cause.FAULT)
        self.session: Session | None = None
        self.is_new = False
        self._store = store
        self._entry = entry
        self._is_another = is_another

    def write_start(self) -> bool:
        """Write the job down; ``False`` when it was there, and its first outcome is this one's."""
        if self._is_another:
            self._entry = self._store.insert_another(self._entry)
            self.is_new = True
            return True
        known = self._store.insert(self._entry)
        self.is_new = known is None
        if known is not None:
            self.outcome = outcome_of(known)
        return self.is_new

    def write_sending(self) -> None:
        """From here on bytes may leave."""
        self._entry = replace(self._entry, state=SpoolState.SENDING)
        self._store.advance(self._entry)

    def write_end(self) -> None:
        """What became of it."""
        self._store.advance(entry_with(self._entry, self.outcome))

    def report(self) -> PaperReport:
        """What became of it, for who asked."""
        return PaperReport(ticket=self._entry.ticket, copy=self._entry.copy, outcome=self.outcome)

    def after_fault(self) -> Outcome:
        """What can be said when this program failed in the middle."""
        if self._entry.state is SpoolState.SENDING:
            return Unconfirmed(bytes_sent=0, cause=Cause.FAULT)
        return NotPrinted(cause=Cause.FAULT)
