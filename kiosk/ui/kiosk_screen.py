"""The kiosk: from the first touch to a ticket on paper, and to the next visitor's first screen."""

from dataclasses import replace

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtGui import QWindow
from PySide6.QtQml import QmlElement

from kiosk.client.reply import Declined, Done, Reply, Silent
from kiosk.domain.commands import IssueTicket
from kiosk.domain.ids import GroupId, Language, ServiceId
from kiosk.printer.job import PaperNews
from kiosk.printer.spool import PaperReport
from kiosk.texts import Texts
from kiosk.ui.following import Asks
from kiosk.ui.help_call import HelpCall, HelpState
from kiosk.ui.kiosk_clock import KioskClock
from kiosk.ui.kiosk_glance import Glance
from kiosk.ui.kiosk_pages import Doors
from kiosk.ui.kiosk_paper import KioskPaper
from kiosk.ui.kiosk_settings import KioskSettings
from kiosk.ui.kiosk_shown import Around, at_first, opens_with, showing
from kiosk.ui.kiosk_ticket import Printers
from kiosk.ui.kiosk_view import KioskView
from kiosk.ui.kiosk_visit import Page, Visit
from kiosk.ui.look import Look
from kiosk.ui.paper_state import NEEDS_A_COLLEAGUE, PaperState
from kiosk.ui.paper_words import Answer
from kiosk.ui.patience import Patience, Presence
from kiosk.ui.scanner import Scanner

QML_IMPORT_NAME = "Foleni.Backend"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
class KioskScreen(KioskView):
    """One kiosk. What the present page does not offer is ignored: a double tap does no harm."""

    forgotten = Signal()
    """The visitor has gone, with all that was theirs."""

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
        settings = settings or KioskSettings()
        super().__init__(at_first(texts), reader=settings.reader, parent=parent)
        self._station = station
        self._paper = paper
        self._texts = texts
        self._look = look
        self._slot = settings.slot
        self._waits = settings.waits
        self._visit = Visit()
        self._help = HelpCall(station, parent=self)
        self._help_open = False
        self._clock = KioskClock(station, self._waits, parent=self)
        self._patience = Patience(second_ms=self._waits.second_ms, parent=self)
        self._presence = Presence(self)
        self._scanner = Scanner(parent=self)
        self._join()
        self._refresh()

    def _join(self) -> None:
        self._station.changed.connect(self._refresh)
        self._station.onlineChanged.connect(self._refresh)
        self._help.changed.connect(self._refresh)
        self._paper.followed.connect(self._paper_followed)
        self._paper.printersChanged.connect(self._refresh)
        self._patience.changed.connect(self._refresh)
        self._patience.over.connect(self.startAgain)
        self.heard.changed.connect(self._wait)
        self.heard.usedChanged.connect(self._wait)
        self._look.easedChanged.connect(self._wait)
        self.perPageChanged.connect(self._refresh)
        self._presence.felt.connect(self._felt)
        self._scanner.scanned.connect(self.scan)
        self._clock.changed.connect(self._refresh)

    def watch(self, window: QWindow) -> None:
        """Listen to the window's code reader, and for signs of life."""
        self._scanner.watch(window)
        self._presence.watch(window)

    @Slot(str)
    def chooseLanguage(self, language: str) -> None:
        """Begin in this language, or go on in it."""
        if self._page is Page.START and self._shown.start.state != Doors.OPEN.value:
            return
        self._become(replace(self._visit, language=language))

    @Slot(str)
    def openGroup(self, group: str) -> None:
        """Touch a tile."""
        glance = self._glance()
        if self._page is not Page.SERVICES or glance is None:
            return
        service = opens_with(glance, GroupId(group))
        if service is not None:
            self._become(replace(self._visit, group=GroupId(group), service=service))

    @Slot(str)
    def chooseService(self, service: str) -> None:
        """Another service of the same group."""
        if self._page is Page.BEFORE and not self._shown.asking:
            self._become(replace(self._visit, service=ServiceId(service), declined=None))

    @Slot()
    def togglePriority(self) -> None:
        """Ask for priority or assistance, or no longer."""
        if self._page is Page.BEFORE and not self._shown.asking:
            self._become(replace(self._visit, priority=not self._visit.priority))

    @Slot()
    def takeTicket(self) -> None:
        """Ask the centre for the ticket; once, however often it is pressed."""
        visit = self._visit
        if self._page is not Page.BEFORE or self._shown.asking or visit.service is None:
            return
        if not self._shown.promise.can_take:
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
            case Done(issued=issued) if issued is not None:
                self._print(replace(visit, issued=issued, issued_at=self._station.now()))
            case Declined():
                self._become(replace(visit, declined=reply))
            case Done() | Silent():
                # It may have been issued: a ticket nobody holds must not be called.
                if asked is not None:
                    self._station.forgo(asked)
                self._become(replace(visit, unanswered=True))

    @Slot()
    def back(self) -> None:
        """One step back; from the first page of tiles to the start."""
        at = self._visit.tiles_from
        if self._page is Page.BEFORE and not self._shown.asking:
            self._become(self._visit.without_service())
        elif self._page is Page.SERVICES and at > 0:
            self._become(replace(self._visit, tiles_from=max(0, at - self._per_page)))
        elif self._page is Page.SERVICES and self.heard.is_on:
            # Whoever listens is still there, and wants to be told the languages again.
            self._become(Visit())
        elif self._page is Page.SERVICES:
            self.startAgain()

    @Slot()
    def goBack(self) -> None:
        """The way back of whatever stands there: a question, a page."""
        if self._shown.told.idle:
            self.moreTime()
        elif self._shown.told.help_title:
            self.closeHelp()
        elif self._page in (Page.SERVICES, Page.BEFORE):
            self.back()
        elif self._shown.leads_back:
            self.startAgain()

    @Slot()
    def more(self) -> None:
        """The next page of tiles; after the last the first again."""
        if self._page is Page.SERVICES:
            at = 0 if self._shown.tiles.last else self._visit.tiles_from + self._per_page
            self._become(replace(self._visit, tiles_from=at))

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

    @Slot(str)
    def scan(self, code: str) -> None:
        """A code was held before the reader: at rest, tell where its ticket stands."""
        if self._page not in (Page.START, Page.SCANNED) or not self._shown.reachable:
            return
        token = code.rsplit("/", 1)[-1]
        ticket = self._station.mirror.by_token(token)
        language = ticket.language if ticket is not None else self._visit.language
        self._become(replace(self._visit, scanned=token, language=language))

    @Slot()
    def done(self) -> None:
        """The visitor has all there is to have; not while the paper is still on its way."""
        paper = self._visit.paper
        if paper is not None and paper.state is PaperState.PRINTING:
            return
        if self._page in (Page.TICKET, Page.SCANNED):
            self.startAgain()

    @Slot()
    def startAgain(self) -> None:
        """Forget this visitor, choices and looks and all."""
        if self._shown.asking:
            return
        self._help_open = False
        self._help.forget()
        self._look.forget_visitor()
        self._paper.left(self._visit)
        self.heard.forget_visitor()
        self._become(Visit())
        self.forgotten.emit()

    @Slot()
    def moreTime(self) -> None:
        """The visitor is still there."""
        self._patience.renew()

    @Slot()
    def callHelp(self) -> None:
        """Call a colleague, and say what becomes of it."""
        self._help_open = True
        self._help.call()
        self._wait()

    @Slot()
    def closeHelp(self) -> None:
        """The words about help were read."""
        self._help_open = False
        self._refresh()

    @property
    def _page(self) -> Page:
        return self._shown.page

    def _glance(self) -> Glance | None:
        mirror = self._station.mirror
        if not self._station.ready or mirror.catalogue is None:
            return None
        return Glance(
            mirror=mirror, catalogue=mirror.catalogue, texts=self._texts, at=self._station.now()
        )

    def _become(self, visit: Visit) -> None:
        self._visit = visit
        self._wait()

    def _wait(self) -> None:
        """Wait for the visitor as long as this page should; what is shown follows."""
        page = self._visit.page(reachable=self._station.online and self._station.ready)
        helped = self._help_open or self._help.state is HelpState.CALLED
        begun = self.heard.used or self._look.eased
        patience_s = self._visit.patience_s(page, self._waits, helped=helped, begun=begun)
        if patience_s is None:
            self._patience.stop()
        else:
            quiet_s, told_s = (each * self.heard.longer for each in patience_s)
            self._patience.start(quiet_s=quiet_s, told_s=told_s)

    def _felt(self) -> None:
        # While the question stands, its button answers it; any touch or key gives time to find it.
        if self._shown.told.idle:
            self._patience.tell_again()
        else:
            self._patience.renew()

    def _refresh(self) -> None:
        around = Around(
            online=self._station.online,
            starting=self._clock.starting,
            per_page=self._per_page,
            printers=Printers(slot=self._slot, hopeless=self._paper.hopeless),
            left_s=self._patience.left_s,
            help=self._help.state if self._help_open else None,
        )
        glance = self._glance()
        if glance is not None and self._visit.service not in (None, *glance.catalogue.service):
            # A newer catalogue has dropped what was chosen.
            self._visit = self._visit.without_service()
        self.show(showing(self._shown, glance, self._visit, around))
