"""What the feed told and the floor does not keep."""

from datetime import datetime

from kiosk.domain import events as e
from kiosk.domain.events import Entry, Why
from kiosk.domain.ids import TicketId


class Recollection:
    """Why a call was for this ticket, since when a visitor is on hold, who came back from hold.

    After a new start none of it is known, and so none of it is said.
    """

    def __init__(self) -> None:
        self.why: dict[TicketId, Why] = {}
        self.held_at: dict[TicketId, datetime] = {}
        self.resumed: set[TicketId] = set()

    def note(self, entry: Entry) -> None:
        """Keep what an entry says, until the day is over."""
        match entry.event:
            case e.DayOpened():
                self.why.clear()
                self.held_at.clear()
                self.resumed.clear()
            case e.TicketCalled(ticket=ticket, why=why):
                self.why[ticket] = why
                self.resumed.discard(ticket)
            case e.TicketHeld(ticket=ticket):
                self.held_at[ticket] = entry.at
            case e.TicketResumed(ticket=ticket):
                self.resumed.add(ticket)
            case _:
                pass
