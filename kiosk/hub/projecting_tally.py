"""What a ticket counts for in its day's figures: the sum over all tickets is the figures."""

from kiosk.domain.events import Outcome
from kiosk.domain.ticket import TicketState
from kiosk.hub.figures_waits import added, place_of
from kiosk.hub.projecting_rows import Tally, TicketRow

_LONGEST_S = 24 * 3600
"""No visit takes longer: a clock was put right meanwhile."""


def count(tally: Tally, row: TicketRow, by: int) -> None:
    """Count the ticket as it stands in (``by`` 1) or out (-1)."""
    tally.issued += by
    if row.priority:
        tally.priority += by
    match row.state:
        case TicketState.WAITING:
            tally.waiting += 0 if row.abandoned else by
        case TicketState.SERVED:
            _count_served(tally, row, by)
        case TicketState.NO_SHOW:
            tally.no_shows += by
        case TicketState.CANCELLED:
            tally.cancelled += by
        case TicketState.EXPIRED:
            tally.expired += by
        case _:
            pass
    if row.first_called_at is not None:
        waited_s = (row.first_called_at - row.issued_at).total_seconds()
        added(tally.waits, place_of(waited_s), by)


def _count_served(tally: Tally, row: TicketRow, by: int) -> None:
    tally.served += by
    if row.outcome != Outcome.SERVED:
        tally.unserved += by
    if row.started_at is not None and row.ended_at is not None:
        tally.timed += by
        took_s = round((row.ended_at - row.started_at).total_seconds())
        tally.serve_s += by * min(max(took_s, 0), _LONGEST_S)


def put_together(into: Tally, more: Tally) -> None:
    """Add ``more``'s counts to ``into``."""
    into.issued += more.issued
    into.waiting += more.waiting
    into.served += more.served
    into.unserved += more.unserved
    into.no_shows += more.no_shows
    into.cancelled += more.cancelled
    into.expired += more.expired
    into.priority += more.priority
    into.timed += more.timed
    into.serve_s += more.serve_s
    for place, n in enumerate(more.waits):
        if n:
            added(into.waits, place, n)
