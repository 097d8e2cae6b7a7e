"""The kiosk: from the first touch to a ticket on paper, and to the next visitor's first screen."""

from dataclasses import replace

from PySide6.QtCore import QObject, Slot
from PySide6.QtQml import QmlElement

from kiosk.domain.ids import AppointmentCode, GroupId, ServiceId
from kiosk.texts import Texts
from kiosk.ui.following import Asks
from kiosk.ui.kiosk_asking import KioskAsking
from kiosk.ui.kiosk_checkin import has_books, unknown
from kiosk.ui.kiosk_codes import (
    DIGITS,
    MORE_PER_S,
    TRIES,
    Sought,
    sought_by_scan,
    typed_code,
)
from kiosk.ui.kiosk_elsewhere import meant
from kiosk.ui.kiosk_glance import Glance
from kiosk.ui.kiosk_pages import APPOINTMENT, Doors
from kiosk.ui.kiosk_paper import KioskPaper
from kiosk.ui.kiosk_settings import KioskSettings
from kiosk.ui.kiosk_shown import opens_with
from kiosk.ui.kiosk_visit import MOST_MISSES, Page, Visit
from kiosk.ui.look import Look
from kiosk.web.limits import Limit

DECIMALS = "0123456789"
QML_IMPORT_NAME = "Foleni.Backend"
QML_IMPORT_MAJOR_VERSION = 1

STEPS_BACK = frozenset(
    {Page.SERVICES, Page.BEFORE, Page.JOINING, Page.ELSEWHERE, Page.CODE, Page.APPOINTMENT}
)
"""Pages that lead to the one before them."""
UNSCANNED = frozenset({Page.TICKET, Page.NO_ANSWER, Page.LOST})
"""Pages on which no appointment is understood: there is a ticket, or no centre to ask."""


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
        self._tries = Limit(
            rate_per_s=MORE_PER_S, burst=TRIES, monotonic=lambda: station.now().timestamp()
        )

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
        if group == APPOINTMENT:
            if has_books(glance):
                self._become(replace(self._visit, typed=""))
            return
        service = opens_with(glance, GroupId(group))
        if service is not None:
            self._become(replace(self._visit, group=GroupId(group), service=service))

    @Slot(str)
    def chooseService(self, service: str) -> None:
        """Another service of the same group, or what of it is given elsewhere."""
        catalogue = self._station.mirror.catalogue
        if self._page is not Page.BEFORE or self._shown.asking or catalogue is None:
            return
        if service in catalogue.service:
            self._become(replace(self._visit, service=ServiceId(service), declined=None))
        elif meant(catalogue, self._visit.group, service):
            self._become(replace(self._visit, elsewhere=service))

    @Slot()
    def togglePriority(self) -> None:
        """Ask for priority or assistance, or no longer."""
        if self._page in (Page.BEFORE, Page.APPOINTMENT) and not self._shown.asking:
            self._become(replace(self._visit, priority=not self._visit.priority))

    @Slot(str)
    def typeDigit(self, digit: str) -> None:
        """One more digit of an appointment's number; after the last place, none."""
        typed = self._visit.typed
        if self._page is not Page.CODE or typed is None or self._shown.code.over:
            return
        if len(digit) == 1 and digit in DECIMALS and len(typed) < DIGITS:
            self._become(replace(self._visit, typed=typed + digit, missed=""))

    @Slot()
    def eraseDigit(self) -> None:
        """The last digit was wrong."""
        typed = self._visit.typed
        if self._page is Page.CODE and typed:
            self._become(replace(self._visit, typed=typed[:-1], missed=""))

    @Slot()
    def findAppointment(self) -> None:
        """All digits stand there: look for the appointment, or say what is wrong with them."""
        visit, glance = self._visit, self._glance()
        if self._page is not Page.CODE or visit.typed is None or glance is None:
            return
        if not self._shown.code.complete or self._shown.code.over:
            return
        code = typed_code(visit.typed)
        missed = unknown(glance, code)
        if code is not None and not self._may_try(glance, code):
            self._become(replace(visit, missed=missed, misses=MOST_MISSES))
        elif missed:
            self._become(replace(visit, missed=missed, misses=visit.misses + 1))
        else:
            self._become(replace(visit, sought=Sought(code=code), missed=""))

    @Slot()
    def back(self) -> None:
        """One step back; from the first page of tiles to the start."""
        at, before = self._visit.tiles_from, self._visit.before(self._page)
        if self._shown.asking:
            return
        if before is not None:
            self._become(before)
        elif self._page is Page.SERVICES and at > 0:
            self._become(replace(self._visit, tiles_from=max(0, at - self._per_page)))
        elif self._page is Page.SERVICES and self.heard.is_on:
            # Whoever listens is still there, and wants to be told the languages again.
            self._become(Visit())
        elif self._page in (Page.SERVICES, Page.APPOINTMENT):
            self.startAgain()

    @Slot()
    def chooseOther(self) -> None:
        """What is given elsewhere was read: back among the services."""
        if self._page is Page.ELSEWHERE:
            self._become(self._visit.without_service())

    @Slot()
    def goBack(self) -> None:
        """The way back of whatever stands there: a question, a page."""
        if self._shown.told.idle:
            self.moreTime()
        elif self._shown.told.help_title:
            self.closeHelp()
        elif self._page in STEPS_BACK:
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
        """A code was held before the reader: an appointment, or, at rest, a slip."""
        catalogue = self._station.mirror.catalogue
        if catalogue is None or not self._shown.reachable or self._shown.asking:
            return
        sought, glance = sought_by_scan(catalogue.centre.code, code), self._glance()
        if sought is not None and self._page not in UNSCANNED:
            # A slip that is held before the reader is read again and again, and tried once.
            anew = sought.code is not None and sought != self._visit.sought
            if anew and glance is not None and not self._may_try(glance, sought.code):
                sought = Sought(over=True)
            # The language of a slip that was scanned before is not this visitor's choice.
            language = "" if self._page is Page.SCANNED else self._visit.language
            found = Visit(language=language, sought=sought, typed=self._visit.typed)
            self._become(replace(found, misses=self._visit.misses))
        elif sought is None and self._page in (Page.START, Page.SCANNED):
            self._scan_slip(code.rsplit("/", 1)[-1])

    def _may_try(self, glance: Glance, code: AppointmentCode | None) -> bool:
        """Whether one more number is looked for; those that somebody has do not count."""
        allowed = self._tries.allows(KioskScreen)
        if allowed and not unknown(glance, code):
            self._tries.give_back(KioskScreen)
        return allowed

    def _scan_slip(self, token: str) -> None:
        ticket = self._station.mirror.by_token(token)
        language = ticket.language if ticket is not None else self._visit.language
        self._become(replace(self._visit, scanned=token, language=language))
