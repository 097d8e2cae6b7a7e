"""A real kiosk without a window: screen, spooler and store, and what each says of every paper."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QTimer

from kiosk.client.reply import Done as Answered
from kiosk.client.reply import Reply
from kiosk.db.opening import open_device, open_reader
from kiosk.db.spool import Spool, SpoolEntry, SpoolState
from kiosk.domain.commands import Command, IssueTicket, ReportPaper
from kiosk.domain.ids import CommandId, TicketId
from kiosk.printer.condition import PrinterCondition
from kiosk.printer.job import Done, News, PrintJob, no_news
from kiosk.printer.spool import PaperReport
from kiosk.printer.spooler import JOB_TTL_S, QUIET_S, TICK_S, Spooler
from kiosk.printer.worker import PrinterUnit
from kiosk.ui.kiosk_paper import KioskPaper
from kiosk.ui.kiosk_screen import KioskScreen
from kiosk.ui.look import Look
from kiosk.ui.paper import PaperRoad
from kiosk.ui.paper_state import PaperState
from kiosk.wire.codec import Issued
from tests.faults.judge import Story
from tests.ui.product import sentences
from tests.ui.scenes.kiosk import A_FRIDAY, sample_centre
from tests.ui.stations import StationInMemory

PAGE_URL = "https://q.foleni.ke"
KIOSKS = 1_000_000
"""So many ids each kiosk has for itself: no two tickets of one proof have the same token."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pace:
    """A spooler's times, in seconds; ``quiet`` is how much of its silence before it says "held"."""

    ttl_s: float = JOB_TTL_S
    quiet: float = 1.0
    tick_s: float = TICK_S


class NotedStation(StationInMemory):
    """A centre of the kiosk's own, that notes which ticket was given last."""

    def __init__(self, index: int) -> None:
        super().__init__(sample_centre(), A_FRIDAY)
        self._made = index * KIOSKS
        self.issued: Issued | None = None

    def ask(self, command: Command, on_reply: Callable[[Reply], None]) -> CommandId:
        """Ask, and note the ticket before the screen has it."""

        def noted(reply: Reply) -> None:
            if isinstance(reply, Answered) and isinstance(command, IssueTicket):
                self.issued = reply.issued
            on_reply(reply)

        return super().ask(command, noted)


class NotedRoad:
    """A spooler, and the end of every paper that went to it."""

    def __init__(self, road: PaperRoad) -> None:
        self._road = road
        self.submitted = 0
        self.outcomes: list[PaperReport] = []

    def submit(self, job: PrintJob, done: Done, news: News = no_news) -> None:
        """Pass it on."""

        def noted(report: PaperReport) -> None:
            self.outcomes.append(report)
            done(report)

        self.submitted += 1
        self._road.submit(job, noted, news)

    def withdraw(self, ticket: TicketId, copy: int) -> None:
        """Pass it on."""
        self._road.withdraw(ticket, copy)

    def conditions(self) -> Mapping[str, PrinterCondition]:
        """Pass it on."""
        return self._road.conditions()


class Kiosk:
    """What a visitor has before them; ``ticket`` is the page of the ticket."""

    def __init__(
        self, index: int, road: PaperRoad, places: Mapping[str, Mapping[str, str]]
    ) -> None:
        self.station = NotedStation(index)
        self.road = NotedRoad(road)
        self.stories: dict[str, Story] = {}
        self._paper = KioskPaper(self.station, self.road, page_url=PAGE_URL, places=places)
        self._look = Look(double_press_ms=0)
        self.screen = KioskScreen(self.station, self._paper, texts=sentences(), look=self._look)
        self.ticket: Mapping[str, object] = {}
        self._story: Story | None = None
        self.screen.ticketChanged.connect(self._note)
        self._note()

    @property
    def page(self) -> str:
        """Which page stands on the screen."""
        return str(self.screen.property("page"))

    @property
    def claim(self) -> PaperState:
        """What the screen says of the paper."""
        return PaperState(str(self.ticket["paper"]))

    @property
    def offered(self) -> tuple[str, ...]:
        """The buttons under the ticket."""
        return tuple(
            str(words["does"])
            for name in ("above", "aside", "onward")
            if isinstance(words := self.ticket[name], Mapping) and words["does"]
        )

    @property
    def idle(self) -> bool:
        """Whether every paper has come to its end, and been told."""
        return len(self.road.outcomes) >= self.road.submitted

    def begin_story(self) -> Story:
        """From the moment a ticket stands on the screen."""
        issued = self.station.issued
        if issued is None:
            raise RuntimeError("no ticket was given")
        story = Story(number=issued.number, code=f"{PAGE_URL}/T/{issued.token}".upper())
        self.stories[issued.ticket] = self._story = story
        self._note()
        return story

    def end_story(self) -> None:
        """The visitor goes."""
        self._story = None

    def tell_all(self, spool: Sequence[SpoolEntry]) -> None:
        """Add to every story what its papers came to."""
        for report in self.road.outcomes:
            self.stories[report.ticket].outcomes.append(report)
        for command in self.station.told:
            if isinstance(command, ReportPaper):
                self.stories[command.ticket].told.append(command)
        for entry in spool:
            self.stories[entry.ticket].spool.append(entry)

    def _note(self) -> None:
        ticket = self.screen.property("ticket")
        self.ticket = ticket
        if self._story is not None and ticket["number"] == self._story.number:
            self._story.shown = (str(ticket["number"]), str(ticket["code"]))
            if not self._story.claims or self._story.claims[-1] is not self.claim:
                self._story.claims.append(self.claim)

    def put_out(self) -> None:
        """No timers any more."""
        for timer in self.screen.findChildren(QTimer):
            timer.stop()


@contextmanager
def running_kiosk(
    index: int, units: Sequence[PrinterUnit], store: Path, pace: Pace
) -> Iterator[Kiosk]:
    """A kiosk whose papers are really spooled; at its end every story has all that was said."""
    database = open_device(store)
    spooler = Spooler(
        units,
        store=Spool(database),
        owner=f"Kiosk {index}",
        ttl_s=pace.ttl_s,
        quiet_s={cause: quiet_s * pace.quiet for cause, quiet_s in QUIET_S.items()},
        tick_s=pace.tick_s,
    )
    spooler.start()
    kiosk = Kiosk(index, spooler, {unit.name: {"en": unit.name, "sw": unit.name} for unit in units})
    try:
        yield kiosk
    finally:
        spooler.close()
        kiosk.put_out()
        database.close()


def spooled(store: Path) -> list[SpoolEntry]:
    """Every paper that a device has written down."""
    database = open_reader(store)
    rows = database.conn.execute(
        "SELECT ticket, copy, printer, state, level, cause, bytes_sent, queued_at FROM spool"
    ).fetchall()
    database.close()
    return [
        SpoolEntry(
            ticket=TicketId(ticket),
            copy=copy,
            printer=printer,
            state=SpoolState(state),
            level=level,
            cause=cause,
            bytes_sent=bytes_sent,
            queued_at=queued_at,
        )
        for ticket, copy, printer, state, level, cause, bytes_sent, queued_at in rows
    ]
