"""The kiosk: from the first touch to a ticket on paper, and to the next visitor's first screen."""

from dataclasses import replace

from PySide6.QtCore import QObject, Slot
from PySide6.QtQml import QmlElement

from kiosk.domain.ids import GroupId, ServiceId
from kiosk.texts import Texts
from kiosk.ui.following import Asks
from kiosk.ui.kiosk_asking import KioskAsking
from kiosk.ui.kiosk_pages import Doors
from kiosk.ui.kiosk_paper import KioskPaper
from kiosk.ui.kiosk_settings import KioskSettings
from kiosk.ui.kiosk_shown import opens_with
from kiosk.ui.kiosk_visit import Page, Visit
from kiosk.ui.look import Look

QML_IMPORT_NAME = "Foleni.Backend"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
class KioskScreen(KioskAsking):
    """One kiosk. What the present page does not offer is ignored: a double tap does no harm."""

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
        self._scanner.scanned.connect(self.scan)

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

    @Slot(str)
    def scan(self, code: str) -> None:
        """A code was held before the reader: at rest, tell where its ticket stands."""
        if self._page not in (Page.START, Page.SCANNED) or not self._shown.reachable:
            return
        token = code.rsplit("/", 1)[-1]
        ticket = self._station.mirror.by_token(token)
        language = ticket.language if ticket is not None else self._visit.language
        self._become(replace(self._visit, scanned=token, language=language))
