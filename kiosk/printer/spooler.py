"""A device's papers: each goes to the first printer that takes it, and its end is told truly."""

import logging
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import partial
from queue import Empty, SimpleQueue
from threading import Event, Thread
from time import monotonic

from kiosk.db.spool import FIRST_PAPER, SpoolEntry, SpoolState
from kiosk.domain.ids import TicketId
from kiosk.printer.breaker import Breaker
from kiosk.printer.condition import UNASKED, PrinterCondition
from kiosk.printer.course import Course, now_s
from kiosk.printer.job import Done, News, PrintJob, no_news
from kiosk.printer.outcome import Cause, NotPrinted, Outcome
from kiosk.printer.spool import SpoolStore, entry_with, outcome_of
from kiosk.printer.worker import OURS, Asked, Ended, PrinterUnit, Worker

log = logging.getLogger(__name__)

JOB_TTL_S = 90.0
QUIET_S: Mapping[Cause, float] = {
    Cause.BUSY: 6.0,
    # Printers with one connection refuse or reset a second host while they serve the first.
    Cause.UNREACHABLE: 1.5,
    Cause.HUNG_UP: 1.5,
}
"""For so long after a job has come, what may pass by itself is waited for without a word."""
TICK_S = 0.5
"""How often printers are asked while a job is held, and held jobs looked at."""

MOST_UNWRITTEN = 1000
"""Ends of papers kept for a disk that takes nothing; a crash then makes them unconfirmed."""

OnCondition = Callable[[str, PrinterCondition], None]


@dataclass(frozen=True, slots=True)
class _Submitted:
    course: Course


@dataclass(frozen=True, slots=True)
class _Withdrawn:
    key: tuple[str, int]


class Spooler:
    """The papers of one device. A printer's trouble never delays another's.

    ``units`` are its printers, the device's own first; the others stand in, and their slips say
    for ``owner``. A job that no printer has taken after ``ttl_s`` is not printed any more; what
    may lie in a tray is never printed again by itself. ``quiet_s`` says how long which trouble
    is waited for before it is told. ``on_condition`` hears on the spooler's thread how a printer
    is, whenever that changes.
    """

    def __init__(
        self,
        units: Sequence[PrinterUnit],
        *,
        store: SpoolStore,
        owner: str = "",
        ttl_s: float = JOB_TTL_S,
        quiet_s: Mapping[Cause, float] = QUIET_S,
        tick_s: float = TICK_S,
        on_condition: OnCondition = lambda _name, _condition: None,
    ) -> None:
        self._store = store
        self._ttl_s = ttl_s
        self._quiet_s = quiet_s
        self._tick_s = tick_s
        self._on_condition = on_condition
        self._events: SimpleQueue[_Submitted | _Withdrawn | Ended | Asked | None] = SimpleQueue()
        self._own = units[0].name
        self._workers = {
            unit.name: Worker(
                unit,
                store=store,
                owner=owner if unit.name != self._own else None,
                tell=self._events.put,
            )
            for unit in units
        }
        self._conditions: Mapping[str, PrinterCondition] = {unit.name: UNASKED for unit in units}
        self._breakers = {unit.name: Breaker() for unit in units}
        self._open: dict[tuple[str, int], Course] = {}
        self._held: list[Course] = []
        self._unwritten: deque[SpoolEntry] = deque(maxlen=MOST_UNWRITTEN)
        self._closing = Event()
        self._thread = Thread(target=self._run, name="spooler", daemon=True)

    def start(self) -> None:
        """Begin to work."""
        for worker in self._workers.values():
            worker.start()
        self._thread.start()

    def submit(self, job: PrintJob, done: Done, news: News = no_news) -> None:
        """Queue ``job``; returns at once, and ``done`` is called with what became of it."""
        now = now_s()
        entry = SpoolEntry(
            ticket=job.ticket,
            copy=job.copy or FIRST_PAPER + 1,
            printer=self._own,
            state=SpoolState.QUEUED,
            queued_at=datetime.now(UTC).isoformat(timespec="milliseconds"),
        )
        course = Course(
            job=job,
            entry=entry,
            listeners=[(done, news)],
            came_at=now,
            expires_at=now + self._ttl_s,
        )
        self._events.put(_Submitted(course))

    def withdraw(self, ticket: TicketId, copy: int) -> None:
        """Nobody waits for this paper any more: it is not begun, and ends when it is held."""
        self._events.put(_Withdrawn((ticket, copy)))

    def conditions(self) -> Mapping[str, PrinterCondition]:
        """How each printer is, as far as it is known; from any thread."""
        return self._conditions

    def close(self) -> None:
        """End what is under way, answer every job, and wait for the threads."""
        self._closing.set()
        self._events.put(None)
        if self._thread.ident is not None:
            self._thread.join()

    def _run(self) -> None:
        ticked_at = monotonic()
        while True:
            due_s = max(0.0, ticked_at + self._tick_s - monotonic()) if self._held else None
            try:
                event = self._events.get(timeout=due_s)
            except Empty:
                ticked_at = monotonic()
                self._without_dying(self._tick)
                continue
            if event is None:
                self._without_dying(self._close)
                return
            self._without_dying(partial(self._obey, event))

    def _without_dying(self, step: Callable[[], None]) -> None:
        """Do ``step``; a mistake of ours in it is logged whole, and the next job is printed."""
        try:
            step()
        except Exception:
            log.exception("spooler_fault")

    def _obey(self, event: _Submitted | _Withdrawn | Ended | Asked) -> None:
        match event:
            case _Submitted(course):
                self._begin(course)
            case _Withdrawn(key):
                self._withdraw(key)
            case Ended(_, course, outcome):
                self._after(course, outcome)
            case Asked(printer, condition):
                self._note(printer, condition)

    def _begin(self, course: Course) -> None:
        if course.job.copy is not None and (known := self._open.get(course.key)) is not None:
            known.listeners += course.listeners
            known.withdrawn = False
            self._tell_news(known, course.listeners)
            return
        self._without_dying(self._write_ends)
        if not self._write_down(course):
            return
        self._open[course.key] = course
        if self._closing.is_set():
            self._end(course, NotPrinted(cause=Cause.INTERRUPTED))
        else:
            self._send_on(course)

    def _write_down(self, course: Course) -> bool:
        """``False`` when the paper was there already, or cannot be written down; that is told."""
        try:
            if course.job.copy is None:
                self._store.mark_reprinted(course.job.ticket)
                course.entry = self._store.insert_another(course.entry)
                return True
            known = self._store.insert(course.entry)
            if known is None:
                if course.job.copy != FIRST_PAPER:
                    self._store.mark_reprinted(course.job.ticket)
                return True
        except Exception:
            log.exception("spool_fault")
            self._tell(course, NotPrinted(cause=Cause.FAULT))
            return False
        course.entry = known
        self._tell(course, outcome_of(known))
        return False

    def _send_on(self, course: Course, failure: Cause | None = None) -> None:
        """To the first printer that may take it; else it is held, because of the last failure."""
        for name, worker in self._workers.items():
            if name not in course.tried and self._breakers[name].cause is None:
                course.held = None
                course.entry = replace(course.entry, printer=name)
                self._tell_news(course)
                worker.take(course)
                return
        untried = not course.tried
        course.tried.clear()
        course.entry = replace(course.entry, printer=self._own)
        self._held.append(course)
        self._tell_held(course, failure)
        if untried:
            # No printer was worth a try; the others are asked again with the next tick.
            self._ask_all()

    def _tell_held(self, course: Course, failure: Cause | None = None) -> None:
        """Say that it is held, and why: the device's own printer's trouble counts most.

        What may pass by itself, as another host's slip, is waited for in silence for a while.
        """
        cause = self._conditions[self._own].cause or failure or course.held or Cause.BUSY
        if cause is course.held or now_s() < course.came_at + self._quiet_s.get(cause, 0.0):
            return
        course.held = cause
        self._without_dying(partial(course.to, SpoolState.HELD, self._store))
        self._tell_news(course)

    def _after(self, course: Course, outcome: Outcome) -> None:
        """A printer is done with it: the end, or a clean failure that the next one may cure."""
        if (
            not isinstance(outcome, NotPrinted)
            or outcome.cause in OURS
            or course.withdrawn
            or self._closing.is_set()
        ):
            self._end(course, outcome)
        else:
            course.tried.add(course.entry.printer)
            self._send_on(course, outcome.cause)

    def _end(self, course: Course, outcome: Outcome) -> None:
        self._open.pop(course.key, None)
        course.entry = entry_with(course.entry, outcome)
        self._unwritten.append(course.entry)
        self._without_dying(self._write_ends)
        self._tell(course, outcome)

    def _write_ends(self) -> None:
        """Write down how papers ended; what the disk does not take now it is offered again."""
        while self._unwritten:
            self._store.advance(self._unwritten[0])
            self._unwritten.popleft()

    def _withdraw(self, key: tuple[str, int]) -> None:
        course = self._open.get(key)
        if course is None:
            return
        course.withdrawn = True
        if course in self._held:
            self._held.remove(course)
            self._end(course, NotPrinted(cause=course.held or Cause.BUSY))

    def _note(self, printer: str, condition: PrinterCondition) -> None:
        self._breakers[printer] = Breaker().after(condition.cause)
        if self._conditions[printer] != condition:
            self._conditions = {**self._conditions, printer: condition}
            log.info(
                "printer_condition", extra={"printer": printer, "state": condition.state.value}
            )
            self._without_dying(lambda: self._on_condition(printer, condition))
        if condition.prints:
            held, self._held = self._held, []
            for course in held:
                self._send_on(course)

    def _tick(self) -> None:
        now = now_s()
        for course in [each for each in self._held if now > each.expires_at]:
            self._held.remove(course)
            self._end(course, NotPrinted(cause=Cause.EXPIRED))
        for course in self._held:
            self._tell_held(course)
        self._ask_all()

    def _ask_all(self) -> None:
        for worker in self._workers.values():
            worker.ask()

    def _close(self) -> None:
        """Workers end first, so that what they still tell is told on."""
        for worker in self._workers.values():
            worker.give_up()
        for worker in self._workers.values():
            worker.join()
        held, self._held = self._held, []
        for course in held:
            self._end(course, NotPrinted(cause=Cause.INTERRUPTED))
        while not self._events.empty():
            event = self._events.get()
            if event is not None:
                self._without_dying(partial(self._obey, event))
        self._write_ends()

    def _tell(self, course: Course, outcome: Outcome) -> None:
        report = course.report(outcome, stands_in=course.entry.printer != self._own)
        log.info(
            "print_job_ended",
            extra={"printer": report.printer, "paper": outcome.paper.value},
        )
        for done, _ in course.listeners:
            self._without_dying(partial(done, report))

    def _tell_news(self, course: Course, to: Sequence[tuple[Done, News]] | None = None) -> None:
        news = course.news_of(stands_in=course.entry.printer != self._own)
        for _, hear in course.listeners if to is None else to:
            self._without_dying(partial(hear, news))
