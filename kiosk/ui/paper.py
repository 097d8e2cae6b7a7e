"""A screen's paper: from a ticket to its slip, and from the printer's thread back to the screen."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from PySide6.QtCore import QObject, Signal

from kiosk.domain.catalogue import Catalogue
from kiosk.domain.ids import ServiceId, TicketId
from kiosk.printer.slip import Slip
from kiosk.printer.spool import PaperReport
from kiosk.printer.spooler import PrintJob
from kiosk.ui.kiosk_glance import minutes
from kiosk.wire.codec import Issued


class PaperRoad(Protocol):
    """What takes slips to a printer: a ``Spooler``."""

    def submit(self, job: PrintJob, done: Callable[[PaperReport], None], /) -> None:
        """Print the job; ``done`` is called once, from any thread."""
        ...


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

    def slip(self, issued: Issued, *, language: str, at: datetime, copy: bool) -> Slip:
        """The slip of a ticket issued at ``at``, the visitor's language first.

        ``copy`` when another paper of it may lie about.
        """
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
            ahead=issued.ahead,
            wait_min=minutes(issued.wait_s),
            hall=issued.hall,
            code=self.code(issued.token),
            phone_page=self.page_url is not None,
            bring=service.bring,
            copy=copy,
        )


class Paper(QObject):
    """Sends slips on their road and brings every outcome to this object's own thread.

    ``came`` carries the ticket, which of its papers it is (from 1), and the outcome.
    """

    came = Signal(str, int, object)

    def __init__(self, road: PaperRoad, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._road = road

    def send(self, ticket: TicketId, copy_number: int | None, slip: Slip) -> None:
        """Print; what became of it comes as ``came``. ``None``: one paper more of this ticket."""

        def done(report: PaperReport) -> None:
            # A signal is the one thing that may cross from the printer's thread to this one.
            self.came.emit(report.ticket, report.copy, report.outcome)

        self._road.submit(PrintJob(ticket=ticket, slip=slip, copy=copy_number), done)
