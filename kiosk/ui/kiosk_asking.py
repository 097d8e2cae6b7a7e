"""What the kiosk asks of its centre for a visitor, and what becomes of the ticket's paper."""

from dataclasses import replace

from PySide6.QtCore import QObject, Slot

from kiosk.client.reply import Declined, Done, Reply, Silent
from kiosk.domain.commands import CheckIn, IssueTicket
from kiosk.domain.ids import Language
from kiosk.printer.job import PaperNews
from kiosk.printer.spool import PaperReport
from kiosk.texts import Texts
from kiosk.ui.following import Asks
from kiosk.ui.kiosk_paper import KioskPaper
from kiosk.ui.kiosk_settings import KioskSettings
from kiosk.ui.kiosk_stay import KioskStay
from kiosk.ui.kiosk_visit import Page, Visit
from kiosk.ui.look import Look
from kiosk.ui.paper_state import NEEDS_A_COLLEAGUE, PaperState
from kiosk.ui.paper_words import Answer


class KioskAsking(KioskStay):
    """A ticket is asked for once, however often that is pressed; its paper is followed."""

    def __init__(
        self,
        station: Asks,
        paper: KioskPaper,
        *,
        texts: Texts,
        look: Look,
        settings: KioskSettings | None = None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(station, paper, texts=texts, look=look, settings=settings, parent=parent)
        paper.followed.connect(self._paper_followed)

    @Slot()
    def takeTicket(self) -> None:
        """Ask the centre for the ticket, once; before a long wait ask the visitor first."""
        if self._page is not Page.BEFORE or not self._may_ask():
            return
        if self._shown.join.due and self._visit.declined is None:
            self._become(replace(self._visit, joining=True))
        else:
            self._ask_for_ticket()

    @Slot()
    def joinAnyway(self) -> None:
        """The wait is long, and the visitor joins."""
        if self._page is Page.JOINING and self._may_ask():
            self._ask_for_ticket()

    @Slot(str)
    def checkIn(self, language: str) -> None:
        """The visitor of the appointment on the screen is here, and speaks this language."""
        visit, pages = self._visit, self._shown.appointments
        if self._page is not Page.APPOINTMENT or self._shown.asking or visit.sought is None:
            return
        code = visit.sought.code
        if code is None or not any(each.can_take and each.language == language for each in pages):
            return
        command = CheckIn(
            appointment=code,
            language=Language(language),
            priority=visit.priority,
            assist=visit.priority,
        )
        asking = self._station.ask(command, self._answered)
        self._become(replace(visit, asking=asking, declined=None, language=language))

    def _may_ask(self) -> bool:
        return not self._shown.asking and self._shown.promise.can_take

    def _ask_for_ticket(self) -> None:
        visit = self._visit
        if visit.service is None:
            return
        command = IssueTicket(
            service=visit.service,
            language=Language(visit.language),
            priority=visit.priority,
            assist=visit.priority,
        )
        asking = self._station.ask(command, self._answered)
        self._become(replace(visit, asking=asking, declined=None))

    def _answered(self, reply: Reply) -> None:
        visit, asked = replace(self._visit, asking=None), self._visit.asking
        match reply:
            case Done(issued=issued, alone=alone) if issued is not None:
                now = self._station.now()
                self._print(replace(visit, issued=issued, issued_at=now, alone=alone))
            case Declined():
                self._become(replace(visit, declined=reply, joining=False))
            case Done() | Silent():
                # It may have been issued: a ticket nobody holds must not be called.
                if asked is not None:
                    self._station.forgo(asked)
                self._become(replace(visit, unanswered=True))

    @Slot()
    def tryAgain(self) -> None:
        """After no answer: back to where the ticket can be asked for."""
        if self._page is Page.NO_ANSWER:
            self._become(replace(self._visit, unanswered=False))

    @Slot(str)
    def answer(self, said: str) -> None:
        """One of what the page of a ticket offers was touched: an ``Answer``."""
        catalogue = self._station.mirror.catalogue
        if catalogue is None or self._page is not Page.TICKET:
            return
        if said not in self._shown.ticket.offered:
            return
        match Answer(said):
            case Answer.DONE:
                self.done()
            case Answer.MORE_TIME:
                self.moreTime()
            case answer:
                self._become(self._paper.answered(self._visit, answer, catalogue))

    def _print(self, visit: Visit) -> None:
        catalogue = self._station.mirror.catalogue
        if catalogue is not None:
            self._become(self._paper.printed(visit, catalogue))

    def _paper_followed(self, told: PaperNews | PaperReport) -> None:
        visit = self._paper.changed(self._visit, told)
        if visit is self._visit or visit.paper is None:
            return
        if visit.paper.state in NEEDS_A_COLLEAGUE:
            visit = replace(visit, paper=replace(visit.paper, helped=self._help.call()))
        self._become(visit)

    @Slot()
    def done(self) -> None:
        """The visitor has all there is to have; not while the paper is still on its way."""
        paper = self._visit.paper
        if paper is not None and paper.state is PaperState.PRINTING:
            return
        if self._page in (Page.TICKET, Page.SCANNED):
            self.startAgain()
