"""Where a crowd meets the centre: its asks go out through real devices, in the crowd's own time."""

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from http.client import HTTPException
from threading import Condition, Thread

from kiosk.client.reply import Declined, Done, Reply, Silent
from kiosk.client.session import CentreSaysNo, Session, fresh_id
from kiosk.domain.catalogue import Catalogue
from kiosk.domain.commands import IssueTicket, ReportPaper, Role
from kiosk.domain.ids import AgentId, CounterId, Language, TicketId
from kiosk.printer.spool import PaperReport
from kiosk.roles.crowd import Crowd
from kiosk.roles.ledger import Fact, fact_of
from kiosk.roles.people import Ask
from kiosk.wire.codec import Issued

ROLES_IN_HALL = (Role.KIOSK, Role.COUNTER, Role.FEEDBACK)
AGAIN_S = 0.25
TIMEOUT_S = 5.0
LONGEST_STEP_S = 0.5
"""A crowd that could not be heard for longer does not make up for it at once."""
MOST_SLIPS = 2
"""Slips on their way to the printer; whoever comes then takes a number without paper."""

OnTold = Callable[[list[Fact]], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperWish:
    """A visitor of the crowd who wants the slip of a ticket issued ``at``."""

    catalogue: Catalogue
    issued: Issued
    language: Language
    at: datetime


Print = Callable[[PaperWish, Callable[[PaperReport], None]], None]
"""Prints a slip; the report comes from any thread."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HallPlan:
    """One crowd: ``counter`` is the one whose window is open, left to whoever sits before it."""

    url: str
    counter: CounterId
    agent: AgentId
    seed: int
    speed: int


class Hall:
    """A thread in which the crowd lives. Every method returns at once and may come from any."""

    def __init__(
        self, plan: HallPlan, *, waiting: Callable[[], int], on_told: OnTold, print_slip: Print
    ) -> None:
        self._plan = plan
        self._waiting = waiting
        self._on_told = on_told
        self._print = print_slip
        self._changed = Condition()
        self._closing = False
        self._going = True
        self._speed = plan.speed
        self._by_itself = False
        self._on_paper: set[TicketId] = set()
        self._reports: list[Ask] = []
        self._sessions: Mapping[Role, Session] = {}
        self._thread = Thread(target=self._run, name="hall")

    @property
    def going(self) -> bool:
        """Whether the crowd's time passes."""
        return self._going

    @property
    def speed(self) -> int:
        """How many times faster than life."""
        return self._speed

    @property
    def by_itself(self) -> bool:
        """Whether the open counter is the crowd's too, and slips are printed."""
        return self._by_itself

    def start(self) -> None:
        """Let it begin as soon as the centre answers."""
        self._thread.start()

    def close(self) -> None:
        """End it and wait for the thread."""
        self._set(closing=True)
        self._thread.join()

    def go(self, *, on: bool) -> None:
        """Let the crowd's time pass, or stand still."""
        self._set(going=on)

    def hurry(self, speed: int) -> None:
        """Another speed."""
        self._set(speed=speed)

    def run_by_itself(self, *, on: bool) -> None:
        """Give the open counter to the crowd, or take it back."""
        self._set(by_itself=on)

    def _set(
        self,
        *,
        closing: bool | None = None,
        going: bool | None = None,
        speed: int | None = None,
        by_itself: bool | None = None,
    ) -> None:
        with self._changed:
            self._closing = self._closing if closing is None else closing
            self._going = self._going if going is None else going
            self._speed = self._speed if speed is None else speed
            self._by_itself = self._by_itself if by_itself is None else by_itself
            self._changed.notify_all()

    def _run(self) -> None:
        catalogue = self._meet_centre()
        if catalogue is not None:
            self._live(catalogue)
        for session in self._sessions.values():
            session.close()

    def _meet_centre(self) -> Catalogue | None:
        """Become devices of the centre; ``None`` when it ends before that."""
        while not self._closing:
            try:
                self._sessions = {
                    role: Session(self._plan.url, timeout_s=TIMEOUT_S).enrol(role, "crowd")
                    for role in ROLES_IN_HALL
                }
                return self._sessions[Role.KIOSK].catalogue()
            except (OSError, HTTPException, CentreSaysNo):
                self._wait(AGAIN_S)
        return None

    def _live(self, catalogue: Catalogue) -> None:
        crowd = self._assemble(catalogue)
        at_s, before = 0.0, time.monotonic()
        while not self._closing:
            if self._by_itself:
                crowd.staff(self._plan.counter, at_s)
            else:
                crowd.leave(self._plan.counter)
            self._tell_papers()
            ask = crowd.next_ask(at_s)
            while ask is not None and not self._closing:
                ask = crowd.hear(self._ask(ask, catalogue), at_s)
            self._wait(self._pause_s(crowd, at_s))
            now = time.monotonic()
            if self._going:
                at_s += min(now - before, LONGEST_STEP_S) * self._speed
            before = now

    def _assemble(self, catalogue: Catalogue) -> Crowd:
        crowd = Crowd(catalogue=catalogue, seed=self._plan.seed, waiting=self._waiting)
        crowd.open_counter(self._plan.counter, self._plan.agent, 0.0)
        others = [c.id for c in catalogue.counters if c.id != self._plan.counter]
        for number, counter in enumerate(others, start=1):
            crowd.open_counter(counter, AgentId(f"{number:02}"), 0.0)
        crowd.open_door(0.1)
        for number, counter in enumerate(others, start=1):
            # One after the other, so that the board's first calls can be read.
            crowd.staff(counter, 30.0 * number)
        return crowd

    def _pause_s(self, crowd: Crowd, at_s: float) -> float:
        """Real seconds until somebody of the crowd does something."""
        wakes_at_s = crowd.wakes_at_s
        if wakes_at_s is None or not self._going:
            return LONGEST_STEP_S
        return min(max(0.0, wakes_at_s - at_s) / self._speed, LONGEST_STEP_S)

    def _wait(self, seconds: float) -> None:
        """Wait, less long when somebody changes something."""
        with self._changed:
            if seconds > 0 and not self._closing and not self._reports:
                self._changed.wait(seconds)

    def _ask(self, ask: Ask, catalogue: Catalogue) -> Reply:
        reply = self._send(ask)
        if isinstance(reply, Done) and reply.issued and isinstance(ask.command, IssueTicket):
            self._paper(
                PaperWish(
                    catalogue=catalogue,
                    issued=reply.issued,
                    language=ask.command.language,
                    at=reply.entries[0].at,
                )
            )
        return reply

    def _send(self, ask: Ask) -> Reply:
        """The centre's last word, asked for under the same id until it comes."""
        while not self._closing:
            reply = self._sessions[ask.role].send(ask.command, again=ask.id)
            if isinstance(reply, Done):
                self._on_told([fact_of(entry) for entry in reply.entries])
                return reply
            if isinstance(reply, Declined) and not reply.for_now:
                return reply
            self._wait(AGAIN_S)
        return Silent()

    def _paper(self, wish: PaperWish) -> None:
        if self._by_itself and len(self._on_paper) < MOST_SLIPS:
            self._on_paper.add(wish.issued.ticket)
            self._print(wish, self._printed)

    def _printed(self, report: PaperReport) -> None:
        """From the printer's thread."""
        cause = report.cause.value if report.cause else None
        command = ReportPaper(ticket=report.ticket, paper=report.outcome.paper, cause=cause)
        with self._changed:
            self._on_paper.discard(report.ticket)
            self._reports.append(Ask(id=fresh_id(), role=Role.KIOSK, command=command))
            self._changed.notify_all()

    def _tell_papers(self) -> None:
        with self._changed:
            reports, self._reports = self._reports, []
        for report in reports:
            self._send(report)
