"""The papers of the tickets a kiosk gives: printed, told to the centre, and to the screen."""

from collections.abc import Mapping
from dataclasses import replace

from PySide6.QtCore import QObject, Signal

from kiosk.domain.catalogue import Catalogue, Names
from kiosk.domain.commands import ReportPaper
from kiosk.domain.events import Paper as PaperFact
from kiosk.domain.ids import TicketId
from kiosk.printer.condition import PrinterCondition
from kiosk.printer.job import PaperNews
from kiosk.printer.outcome import Cause
from kiosk.printer.spool import PaperReport
from kiosk.ui.following import Asks
from kiosk.ui.kiosk_visit import Visit
from kiosk.ui.paper import Paper, PaperRoad, SlipMaker, place_of
from kiosk.ui.paper_state import ON_ITS_WAY, PaperNow, PaperState, ended, heard
from kiosk.ui.paper_words import Answer
from kiosk.wire.codec import Issued

NO_PRINTER = "no_printer"
VISITOR = "visitor_said"
"""Why a paper is known to have come out or not: the visitor was asked."""
PHONE = "phone"
"""Why a paper stays unconfirmed: its visitor was asked, and goes by phone."""


class KioskPaper(QObject):
    """Prints tickets and reports every paper, whoever stands before the screen by then.

    ``followed`` carries what was heard of a paper: ``PaperNews``, and a ``PaperReport`` at its
    end. ``road`` is absent where the kiosk has no printer; ``page_url`` is where phones reach a
    ticket's page, absent where they reach none; ``places`` are where its printers stand, by name.
    """

    followed = Signal(object)
    printersChanged = Signal()

    def __init__(
        self,
        station: Asks,
        road: PaperRoad | None,
        *,
        page_url: str | None = None,
        places: Mapping[str, Names] | None = None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._station = station
        self._paper = Paper(road, self) if road is not None else None
        self._page_url = page_url
        self._places = places or {}
        self._held: dict[tuple[TicketId, int], Cause] = {}
        if self._paper is not None:
            self._paper.heard.connect(self._hear)
            self._paper.came.connect(self._report)

    def note(self, _printer: str, _condition: PrinterCondition) -> None:
        """A printer's condition has changed: its spooler knows it already."""
        self.printersChanged.emit()

    def has_phone_page(self, catalogue: Catalogue) -> bool:
        """Whether a ticket can be followed by phone: at the page set here, or at the hub."""
        return (self._page_url or catalogue.page_url) is not None

    @property
    def hopeless(self) -> bool:
        """Whether it is known that no printer of this kiosk can print now."""
        return self._paper is not None and self._paper.hopeless

    def printed(self, visit: Visit, catalogue: Catalogue) -> Visit:
        """Print one paper more of the visitor's ticket; nothing has come back of it yet."""
        if visit.issued is None or visit.issued_at is None:
            return visit
        maker = SlipMaker(catalogue=catalogue, page_url=self._page_url or catalogue.page_url)
        now = visit.paper or self._begun(maker, visit, visit.issued)
        if self._paper is None:
            self._tell(visit.issued.ticket, PaperFact.NOT_PRINTED, NO_PRINTER)
            return replace(visit, paper=replace(now, state=PaperState.NO_PRINTER))
        slip = maker.slip(
            visit.issued,
            language=visit.language,
            at=visit.issued_at,
            copy=now.doubtful,
            alone=visit.alone,
        )
        self._paper.send(visit.issued.ticket, now.slips + 1, slip)
        printing = replace(
            now, state=PaperState.PRINTING, cause=None, place=None, slips=now.slips + 1
        )
        return replace(visit, paper=printing)

    def answered(self, visit: Visit, answer: Answer, catalogue: Catalogue) -> Visit:
        """The visitor has looked whether the paper came out, and said so."""
        if visit.issued is None or visit.paper is None:
            return visit
        ticket, now = visit.issued.ticket, visit.paper
        match answer:
            case Answer.HAVE_IT:
                self._tell(ticket, PaperFact.PRINTED, VISITOR)
                return replace(visit, paper=replace(now, state=PaperState.TAKEN))
            case Answer.DID_NOT_COME:
                self._tell(ticket, PaperFact.NOT_PRINTED, VISITOR)
                return replace(visit, paper=replace(now, state=PaperState.MISSED))
            case Answer.USE_PHONE:
                if now.state is PaperState.UNCONFIRMED:
                    # Neither yes nor no: what is on paper is as little known as before.
                    self._tell(ticket, PaperFact.UNCONFIRMED, PHONE)
                return replace(visit, paper=replace(now, state=PaperState.PHONE))
            case Answer.PRINT_AGAIN:
                if now.state is PaperState.UNCONFIRMED:
                    # The button says "No, print again".
                    self._tell(ticket, PaperFact.NOT_PRINTED, VISITOR)
                return self.printed(visit, catalogue)
            case Answer.DONE | Answer.MORE_TIME:
                return visit

    def changed(self, visit: Visit, told: PaperNews | PaperReport) -> Visit:
        """The visit after this was heard; unchanged where it is not about its paper."""
        now = visit.paper
        its = visit.issued is not None and now is not None and now.state in ON_ITS_WAY
        if not its or now is None or visit.issued is None:
            return self._unless_held(visit, told)
        if (visit.issued.ticket, now.slips) != (told.ticket, told.copy):
            return self._unless_held(visit, told)
        place = place_of(told, self._places)
        if isinstance(told, PaperNews):
            return replace(visit, paper=heard(now, told, place))
        return replace(visit, paper=ended(now, told.outcome, place))

    def left(self, visit: Visit) -> None:
        """The visitor has gone: what waits for a printer would come out before a stranger."""
        now = visit.paper
        if self._paper is None or visit.issued is None or now is None:
            return
        if now.state in ON_ITS_WAY:
            self._paper.withdraw(visit.issued.ticket, now.slips)

    def _unless_held(self, visit: Visit, told: PaperNews | PaperReport) -> Visit:
        if self._paper is not None and isinstance(told, PaperNews) and told.held is not None:
            self._paper.withdraw(told.ticket, told.copy)
        return visit

    def _begun(self, maker: SlipMaker, visit: Visit, issued: Issued) -> PaperNow:
        reached = maker.page_url is not None and visit.alone is None
        return PaperNow(code=maker.code(issued.token), phone_page=reached)

    def _hear(self, news: PaperNews) -> None:
        paper = (news.ticket, news.copy)
        if news.held is not None and self._held.get(paper) is not news.held:
            self._held[paper] = news.held
            self._tell(news.ticket, PaperFact.NOT_PRINTED, news.held.value)
        self.followed.emit(news)

    def _report(self, report: PaperReport) -> None:
        held = self._held.pop((report.ticket, report.copy), None)
        paper, cause = report.outcome.paper, report.cause
        # That it was not printed for that cause is what the centre was told when it was held.
        if held is None or (paper, cause) != (PaperFact.NOT_PRINTED, held):
            self._tell(report.ticket, paper, cause.value if cause is not None else None)
        self.followed.emit(report)

    def _tell(self, ticket: TicketId, paper: PaperFact, cause: str | None) -> None:
        self._station.tell(ReportPaper(ticket=ticket, paper=paper, cause=cause))
