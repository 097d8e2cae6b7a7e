"""A visitor's stay at the kiosk: how long it is kept, help, and that nothing is left of it."""

from dataclasses import replace

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtGui import QWindow

from kiosk.texts import Texts
from kiosk.ui.following import Asks
from kiosk.ui.help_call import HelpCall, HelpState
from kiosk.ui.kiosk_clock import KioskClock
from kiosk.ui.kiosk_elsewhere import meant
from kiosk.ui.kiosk_glance import Glance
from kiosk.ui.kiosk_paper import KioskPaper
from kiosk.ui.kiosk_settings import KioskSettings
from kiosk.ui.kiosk_shown import Around, at_first, showing
from kiosk.ui.kiosk_ticket import Printers
from kiosk.ui.kiosk_view import KioskView
from kiosk.ui.kiosk_visit import Page, Visit
from kiosk.ui.look import Look
from kiosk.ui.patience import Patience, Presence
from kiosk.ui.scanner import Scanner


class KioskStay(KioskView):
    """What holds on every page; what a visitor chooses and asks for comes above it."""

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
        self._untold: tuple[str, ...] = ()
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
        self._paper.printersChanged.connect(self._refresh)
        self._patience.changed.connect(self._refresh)
        self._patience.over.connect(self.startAgain)
        self.heard.changed.connect(self._wait)
        self.heard.usedChanged.connect(self._wait)
        self._look.easedChanged.connect(self._wait)
        # Said while the screen lays itself out, which nothing new may be told in the middle of.
        self.perPageChanged.connect(self._refresh, Qt.ConnectionType.QueuedConnection)
        self._presence.felt.connect(self._felt)
        self._clock.changed.connect(self._refresh)

    def watch(self, window: QWindow) -> None:
        """Listen to the window's code reader, and for signs of life."""
        self._scanner.watch(window)
        self._presence.watch(window)

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
            mirror=mirror,
            catalogue=mirror.catalogue,
            texts=self._texts,
            at=self._station.now(),
            alone=self._station.alone,
        )

    def _become(self, visit: Visit) -> None:
        self._visit = visit
        self._wait()

    def _wait(self) -> None:
        """Wait for the visitor as long as this page should; what is shown follows."""
        there = self._station.online or self._station.alone is not None
        page = self._visit.page(reachable=there and self._station.ready)
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

    def _tell_staff(self) -> None:
        """A number on paper that nobody will call is for a colleague, whoever stands here."""
        before, self._untold = self._untold, self._station.untold
        if set(self._untold) - set(before):
            self._help.call()

    def _refresh(self) -> None:
        self._tell_staff()
        glance = self._glance()
        paper = self._paper
        around = Around(
            online=self._station.online,
            starting=self._clock.starting,
            per_page=self._per_page,
            printers=Printers(slot=self._slot, hopeless=paper.hopeless),
            phone_page=glance is not None and paper.has_phone_page(glance.catalogue),
            left_s=self._patience.left_s,
            help=self._help.state if self._help_open else None,
            untold=self._station.untold,
        )
        if glance is not None:
            self._visit = _still_to_be_had(self._visit, glance)
        self.show(showing(self._shown, glance, self._visit, around))


def _still_to_be_had(visit: Visit, glance: Glance) -> Visit:
    """The visit without what the centre no longer has, or no longer gives."""
    catalogue = glance.catalogue
    service = catalogue.service.get(visit.service) if visit.service is not None else None
    if visit.service is not None and service is None:
        # A newer catalogue has dropped what was chosen.
        return visit.without_service()
    if visit.elsewhere is not None and not meant(catalogue, visit.group, visit.elsewhere):
        return visit.without_service()
    if visit.joining and (service is None or glance.refusal(service) is not None):
        # Why not stands on the page before.
        return replace(visit, joining=False)
    return visit
