"""A counter's own printer: slips of tickets issued here, and copies of others."""

from dataclasses import replace
from datetime import datetime

from PySide6.QtCore import QObject, Signal

from kiosk.client.mirror import Mirror
from kiosk.db.spool import FIRST_PAPER
from kiosk.domain.catalogue import Catalogue
from kiosk.domain.ids import TicketId
from kiosk.domain.ticket import Ticket, TicketState
from kiosk.printer.outcome import NotPrinted, Outcome, Printed, Sent, Unconfirmed
from kiosk.printer.slip import Slip
from kiosk.ui.kiosk_ticket import CAUSES
from kiosk.ui.paper import Paper, PaperRoad, SlipMaker
from kiosk.wire.codec import Issued


class CounterPaper(QObject):
    """Prints, and tells what became of it: ``told`` carries a sentence's key and whether it failed.

    ``page_url`` is where phones reach a ticket's page, ``None`` where they reach none.
    """

    told = Signal(str, bool)

    def __init__(
        self, road: PaperRoad, *, page_url: str | None = None, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._paper = Paper(road, self)
        self._paper.came.connect(self._tell)
        self._page_url = page_url
        self._copying: set[TicketId] = set()

    def print_issued(
        self, catalogue: Catalogue, issued: Issued, *, language: str, at: datetime
    ) -> None:
        """Print a ticket that this counter has just issued."""
        maker = SlipMaker(catalogue=catalogue, page_url=self._page_url)
        slip = maker.slip(issued, language=language, at=at, copy=False)
        self._paper.send(issued.ticket, FIRST_PAPER, slip)

    def print_copy(self, mirror: Mirror, catalogue: Catalogue, ticket: Ticket) -> None:
        """Print a found ticket again; asked for twice before it is there, it is printed once."""
        if ticket.ticket in self._copying:
            return
        self._copying.add(ticket.ticket)
        self._paper.send(ticket.ticket, None, copy_of(mirror, catalogue, ticket))

    def _tell(self, ticket: str, number: int, outcome: Outcome) -> None:
        is_copy = number > FIRST_PAPER
        if is_copy:
            self._copying.discard(TicketId(ticket))
        key, failed = said_of(outcome, copy=is_copy)
        self.told.emit(key, failed)


def said_of(outcome: Outcome, *, copy: bool) -> tuple[str, bool]:
    """The key of the sentence about an outcome, and whether it is bad news."""
    match outcome:
        case Printed() | Sent():
            return ("paper-printed-again" if copy else "counter-printed"), False
        case NotPrinted(cause=cause):
            return CAUSES.get(cause, "counter-not-printed"), True
        case Unconfirmed():
            return "counter-paper-unconfirmed", True


def copy_of(mirror: Mirror, catalogue: Catalogue, ticket: Ticket) -> Slip:
    """What a copy says: the number as it was, the wait as it is now, and no code.

    Only the answer to the ticket's own command ever carried its token.
    """
    waits = ticket.state is TicketState.WAITING
    issued = Issued(
        ticket=ticket.ticket,
        number=ticket.number,
        service=ticket.service,
        token="",
        ahead=mirror.ahead_of(ticket) if waits else 0,
        wait_s=mirror.wait_of(ticket) if waits else None,
        hall=catalogue.service[ticket.service].hall,
    )
    maker = SlipMaker(catalogue=catalogue)
    slip = maker.slip(issued, language=ticket.language, at=ticket.issued_at, copy=True)
    return replace(slip, code=None)
