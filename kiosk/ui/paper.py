"""A screen's paper: from a ticket to its slip, and from the printer's thread back to the screen."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from PySide6.QtCore import QCoreApplication, QObject, Signal

from kiosk.client.reply import Alone
from kiosk.domain.catalogue import Catalogue, Names
from kiosk.domain.events import PrinterState
from kiosk.domain.ids import ServiceId, TicketId
from kiosk.printer.appointment_slip import AnySlip
from kiosk.printer.condition import PrinterCondition
from kiosk.printer.job import Done, News, PaperNews, PrintJob, no_news
from kiosk.printer.slip import Slip
from kiosk.printer.spool import PaperReport
from kiosk.ui.kiosk_glance import minutes
from kiosk.wire.codec import Issued

HOPELESS = (PrinterState.NOT_READY, PrinterState.UNREACHABLE)
"""A busy printer is free again in a moment, and what is not known is no trouble."""


class PaperRoad(Protocol):
    """What takes slips to a printer: a ``Spooler``."""

    def submit(self, job: PrintJob, done: Done, news: News = no_news, /) -> None:
        """Print the job; ``done`` is called once, ``news`` before it, both from any thread."""
        ...

    def withdraw(self, ticket: TicketId, copy: int, /) -> None:
        """Nobody waits for that paper any more: unless it is being printed, it never is."""
        ...

    def conditions(self) -> Mapping[str, PrinterCondition]:
        """How each printer is, as far as it is known."""
        ...


def place_of(told: PaperNews | PaperReport, places: Mapping[str, Names]) -> Names | None:
    """Where to collect what another printer prints in the device's stead: else its name."""
    if not told.stands_in:
        return None
    return places.get(told.printer) or {"": told.printer}


def hear_out() -> None:
    """Bring to this thread what printers' threads have told, where no event loop does any more."""
    QCoreApplication.sendPostedEvents()


class Conditions(QObject):
    """Brings what a spooler says of its printers to whoever on the screen's thread wants it."""

    changed = Signal(str, object)

    def note(self, printer: str, condition: PrinterCondition) -> None:
        """How a printer is now; from any thread."""
        self.changed.emit(printer, condition)


@dataclass(frozen=True, slots=True, kw_only=True)
class SlipMaker:
    """Turns an issued ticket into what its paper says.

    ``page_url`` is where phones reach a ticket's page; ``None`` where they reach none, and then
    the code is the bare token.
    """

    catalogue: Catalogue
    page_url: str | None = None

    def code(self, token: str) -> str:
        """What the QR of a ticket carries, on paper and on the screen."""
        if self.page_url is None:
            return token.upper()
        return f"{self.page_url.rstrip('/')}/T/{token}".upper()

    def slip(
        self,
        issued: Issued,
        *,
        language: str,
        at: datetime,
        copy: bool,
        alone: Alone | None = None,
    ) -> Slip:
        """The slip of a ticket issued at ``at``, the visitor's language first.

        ``copy`` when another paper of it may lie about; ``alone`` when a kiosk gave it by itself.
        """
        as_of = alone.as_of if alone is not None else None
        centre = self.catalogue.centre
        service = self.catalogue.service[ServiceId(issued.service)]
        group = next(g for g in self.catalogue.groups if g.id == service.group)
        others = (other for other in centre.languages if other != language)
        return Slip(
            languages=(language, *others),
            centre_name=centre.name,
            place=centre.place,
            number=issued.number,
            service=group.name,
            issued_at=at,
            ahead=None if alone is not None and as_of is None else issued.ahead,
            wait_min=minutes(issued.wait_s),
            hall=issued.hall,
            code=self.code(issued.token),
            # Whoever gave it alone reaches no centre, and so does no phone for now.
            phone_page=self.page_url is not None and alone is None,
            bring=service.bring,
            copy=copy,
            as_of=as_of,
        )


class Paper(QObject):
    """Sends slips on their road and brings every outcome to this object's own thread.

    ``came`` carries the ``PaperReport`` of a paper's end, ``heard`` any ``PaperNews`` before it.
    """

    came = Signal(object)
    heard = Signal(object)

    def __init__(self, road: PaperRoad, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._road = road

    def send(self, ticket: TicketId, copy_number: int | None, slip: AnySlip) -> None:
        """Print; what became of it comes as ``came``. ``None``: one paper more of this ticket."""

        # A signal is the one thing that may cross from the printer's thread to this one.
        def done(report: PaperReport) -> None:
            self.came.emit(report)

        def news(news: PaperNews) -> None:
            self.heard.emit(news)

        self._road.submit(PrintJob(ticket=ticket, slip=slip, copy=copy_number), done, news)

    def withdraw(self, ticket: TicketId, copy_number: int) -> None:
        """Print that paper no more, unless it is printing."""
        self._road.withdraw(ticket, copy_number)

    @property
    def hopeless(self) -> bool:
        """Whether it is known that none of the printers can print now."""
        conditions = self._road.conditions().values()
        return bool(conditions) and all(now.state in HOPELESS for now in conditions)
