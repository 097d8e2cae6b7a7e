"""The papers of the tickets a kiosk gives: printed, told to the centre, and to the screen."""

from dataclasses import replace
from datetime import datetime

from PySide6.QtCore import QObject, Signal

from kiosk.domain.catalogue import Catalogue
from kiosk.domain.commands import ReportPaper
from kiosk.domain.events import Paper as PaperFact
from kiosk.domain.ids import TicketId
from kiosk.printer.outcome import NotPrinted, Outcome, Unconfirmed
from kiosk.ui.following import Asks
from kiosk.ui.kiosk_ticket import PaperNow, PaperState
from kiosk.ui.paper import Paper, PaperRoad, SlipMaker
from kiosk.wire.codec import Issued

NO_PRINTER = "no_printer"
VISITOR = "visitor_said"
"""Why a paper is known to have come out or not: the visitor was asked."""


class KioskPaper(QObject):
    """Prints tickets and reports every paper, whoever stands before the screen by then.

    ``came`` is the paper's. ``road`` is absent where the kiosk has no printer; ``page_url`` is
    where phones reach a ticket's page, absent where they reach none.
    """

    came = Signal(str, int, object)

    def __init__(
        self,
        station: Asks,
        road: PaperRoad | None,
        *,
        page_url: str | None = None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._station = station
        self._paper = Paper(road, self) if road is not None else None
        self._page_url = page_url
        if self._paper is not None:
            self._paper.came.connect(self._report)

    def of(self, catalogue: Catalogue, issued: Issued) -> PaperNow:
        """What is known of a ticket's paper before any is printed."""
        maker = SlipMaker(catalogue=catalogue, page_url=self._page_url)
        return PaperNow(code=maker.code(issued.token), phone_page=self._page_url is not None)

    def print(
        self, catalogue: Catalogue, issued: Issued, now: PaperNow, *, language: str, at: datetime
    ) -> PaperNow:
        """Print one paper more; what is known of it while nothing has come back."""
        if self._paper is None:
            self._tell(issued.ticket, PaperFact.NOT_PRINTED, NO_PRINTER)
            return replace(now, state=PaperState.NO_PRINTER)
        maker = SlipMaker(catalogue=catalogue, page_url=self._page_url)
        slip = maker.slip(issued, language=language, at=at, copy=now.doubtful)
        self._paper.send(issued.ticket, now.slips + 1, slip)
        return replace(now, state=PaperState.PRINTING, cause=None, slips=now.slips + 1)

    def said(self, issued: Issued, now: PaperNow, *, came: bool) -> PaperNow:
        """The visitor has looked whether the paper came out."""
        self._tell(issued.ticket, PaperFact.PRINTED if came else PaperFact.NOT_PRINTED, VISITOR)
        return replace(now, state=PaperState.TAKE if came else PaperState.NOT_PRINTED)

    def _report(self, ticket: str, number: int, outcome: Outcome) -> None:
        cause = outcome.cause.value if isinstance(outcome, NotPrinted | Unconfirmed) else None
        self._tell(TicketId(ticket), outcome.paper, cause)
        self.came.emit(ticket, number, outcome)

    def _tell(self, ticket: TicketId, paper: PaperFact, cause: str | None) -> None:
        self._station.tell(ReportPaper(ticket=ticket, paper=paper, cause=cause))
