"""The worker of one printer: its jobs one after the other, and between them how it is."""

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from queue import Empty, SimpleQueue
from threading import Event, Thread
from time import monotonic
from typing import Protocol

from kiosk.db.spool import SpoolState
from kiosk.domain.events import PrinterState
from kiosk.printer.appointment_slip import AnySlip
from kiosk.printer.breaker import Breaker
from kiosk.printer.condition import PrinterCondition, condition_after, condition_of
from kiosk.printer.course import Course, now_s
from kiosk.printer.outcome import (
    Cancelled,
    Cause,
    NotPrinted,
    Outcome,
    PrinterNotReady,
    Unconfirmed,
)
from kiosk.printer.road import Road, Session
from kiosk.printer.spool import SpoolStore
from kiosk.printer.status import PrinterStatus

log = logging.getLogger(__name__)

PROBE_S = 10.0
BUSY_LIMIT_S = 30.0
"""No other host prints for so long: it has hung up inside, or is mute and nobody has said so."""
OURS = frozenset({Cause.EXPIRED, Cause.INTERRUPTED, Cause.FAULT})
"""Causes that say nothing about the printer, and that no other printer would cure."""


class Press(Protocol):
    """What makes the bytes of a job out of a slip, on the worker's thread."""

    def warm_up(self) -> None:
        """Load what is slow to load."""
        ...

    def press(self, slip: AnySlip) -> bytes:
        """The whole job."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class PrinterUnit:
    """One printer of a device: the road to it and the press for it.

    An idle printer is asked every
    ``probe_s`` seconds how it is; 0: never. Before the first time ``prepare`` finds out what
    must be known of it, until it says that it has: ``True``. It is called once more when the
    printer does not behave as was found out.
    """

    name: str
    road: Road
    press: Press
    probe_s: float = PROBE_S
    prepare: Callable[[], bool] = lambda: True


@dataclass(frozen=True, slots=True)
class Ended:
    """A printer is done with a job."""

    printer: str
    course: Course
    outcome: Outcome


@dataclass(frozen=True, slots=True)
class Asked:
    """How a printer is."""

    printer: str
    condition: PrinterCondition


class Worker:
    """One printer's thread. ``tell`` is called on it, and must return soon.

    ``owner`` is whom the printer stands in for; ``None`` where it is the device's own.
    """

    def __init__(
        self,
        unit: PrinterUnit,
        *,
        store: SpoolStore,
        owner: str | None,
        tell: Callable[[Ended | Asked], None],
    ) -> None:
        self._unit = unit
        self._store = store
        self._owner = owner
        self._tell = tell
        self._orders: SimpleQueue[Course | Event | None] = SimpleQueue()
        self._closing = Event()
        self._asking = Event()
        self._breaker = Breaker()
        self._busy_since: float | None = None
        self._prepared = False
        self._doubted_at = -BUSY_LIMIT_S
        self._thread = Thread(target=self._run, name=f"printer-{unit.name}", daemon=True)

    def start(self) -> None:
        """Begin to work."""
        self._thread.start()

    def take(self, course: Course) -> None:
        """Print it after those before it, and tell ``Ended``."""
        self._orders.put(course)

    def ask(self) -> None:
        """Ask the printer how it is, once it is idle; asked twice before that, it is asked once."""
        if not self._asking.is_set():
            self._asking.set()
            self._orders.put(self._asking)

    def give_up(self) -> None:
        """End what is under way and what waits, and tell of every job."""
        self._closing.set()
        self._unit.road.give_up()
        self._orders.put(None)

    def join(self) -> None:
        """Wait for the thread, after ``give_up``."""
        self._thread.join()

    def _run(self) -> None:
        self._without_dying(self._unit.press.warm_up)
        if self._unit.probe_s:
            self._without_dying(self._probe)
        while True:
            try:
                order = self._orders.get(timeout=self._unit.probe_s or None)
            except Empty:
                self._without_dying(self._probe)
                continue
            if order is None:
                return
            if isinstance(order, Course):
                self._carry_out(order)
            else:
                order.clear()
                self._without_dying(self._probe)

    def _without_dying(self, step: Callable[[], None]) -> None:
        """Do ``step``; a mistake of ours in it is logged whole, and the next job is printed."""
        try:
            step()
        except Exception:
            log.exception("print_worker_fault", extra={"printer": self._unit.name})

    def _probe(self) -> None:
        # How it is must be told even where that cannot be written down.
        self._without_dying(self._prepare)
        try:
            session = self._unit.road.open()
        except PrinterNotReady as e:
            self._learn(condition_after(e.cause), e.cause)
            return
        try:
            self._learn(condition_of(session.status), session.status.trouble)
        finally:
            session.close()

    def _prepare(self) -> None:
        self._prepared = self._prepared or self._unit.prepare()

    def _doubt(self) -> None:
        """It answers less than it could: it may be another printer. It is found out anew."""
        if monotonic() - self._doubted_at >= BUSY_LIMIT_S:
            self._doubted_at = monotonic()
            self._prepared = False

    def _carry_out(self, course: Course) -> None:
        sessions: list[Session] = []
        try:
            outcome = self._follow(course, sessions)
        except Exception:
            log.exception("print_worker_fault", extra={"printer": self._unit.name})
            outcome = course.after_fault()
        self._learn_from(outcome, sessions)
        self._tell(Ended(self._unit.name, course, outcome))
        for session in sessions:
            # After telling: a printer may take two seconds to hang up.
            self._without_dying(session.close)

    def _follow(self, course: Course, sessions: list[Session]) -> Outcome:
        try:
            self._still_wanted(course)
            if self._breaker.cause is not None:
                raise PrinterNotReady(self._breaker.cause)
            course.to(SpoolState.CONNECTING, self._store, printer=self._unit.name)
            job = self._unit.press.press(self._slip(course))
            session = self._unit.road.open()
            sessions.append(session)
            if session.status.trouble:
                raise PrinterNotReady(session.status.trouble)
            course.to(SpoolState.CHECKED, self._store)
            self._still_wanted(course)
            course.to(SpoolState.SENDING, self._store)
            return session.send(job)
        except PrinterNotReady as e:
            return NotPrinted(cause=e.cause, low=any(s.status.paper_low for s in sessions))

    def _slip(self, course: Course) -> AnySlip:
        slip = course.job.slip
        return replace(slip, for_kiosk=self._owner) if self._owner else slip

    def _still_wanted(self, course: Course) -> None:
        if self._closing.is_set() or course.withdrawn:
            raise PrinterNotReady(Cause.INTERRUPTED)
        if now_s() > course.expires_at:
            raise PrinterNotReady(Cause.EXPIRED)

    def _learn_from(self, outcome: Outcome, sessions: Sequence[Session]) -> None:
        """What a job's end tells of the printer."""
        if isinstance(outcome, Cancelled | NotPrinted | Unconfirmed):
            if outcome.cause not in OURS:
                self._learn(condition_after(outcome.cause), outcome.cause)
        else:
            # Of a mute one nothing is known, however much it took.
            known = all(session.status.known for session in sessions)
            self._learn(condition_of(PrinterStatus(known=known, paper_low=outcome.low)), None)

    def _learn(self, condition: PrinterCondition, trouble: Cause | None) -> None:
        if trouble in OURS:
            return
        if trouble is Cause.SILENT:
            self._doubt()
        if trouble not in (Cause.BUSY, Cause.MUTE):
            self._busy_since = None
        elif self._busy_since is None:
            self._busy_since = monotonic()
        elif monotonic() - self._busy_since > BUSY_LIMIT_S:
            condition = PrinterCondition(state=PrinterState.UNREACHABLE, cause=Cause.MUTE)
            self._doubt()
        self._breaker = self._breaker.after(trouble)
        self._tell(Asked(self._unit.name, condition))
