"""The day's pace, written down every few minutes so that all estimates agree."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import islice

from kiosk.domain.catalogue import Catalogue
from kiosk.domain.commands import MeasurePace, Order
from kiosk.domain.events import Event
from kiosk.domain.floor import Floor
from kiosk.domain.learning import measured
from kiosk.domain.ticket import TicketState
from kiosk.domain.waiting import WaitEstimator

EXPECTED = 8
"""Of so many waiting tickets it is noted what they would be told."""
LOOKED_AT = 40
"""Among the tickets given last."""


def measure(
    floor: Floor, catalogue: Catalogue, order: Order, command: MeasurePace
) -> tuple[Event, ...]:
    """How fast today is, unless nobody was served since that was written down."""
    if not floor.record.news:
        return ()
    pace = measured(catalogue, floor.habits, floor.record, order.at)
    since = order.at - timedelta(minutes=catalogue.rules.appointment_late_min)
    return (
        replace(
            pace,
            expected=_expected(floor, catalogue, order.at),
            awaited=floor.book.awaited_since(since),
        ),
    )


def _expected(
    floor: Floor, catalogue: Catalogue, at: datetime
) -> Mapping[str, tuple[int, int, int]]:
    """What the last who came and wait would be told now: they show how honest that is."""
    estimator = WaitEstimator(catalogue)
    expected = {}
    for ticket in islice(reversed(floor.tickets.values()), LOOKED_AT):
        if ticket.state is not TicketState.WAITING or ticket.ticket in floor.record.told:
            continue
        wait = estimator.of_ticket(floor, ticket, at)
        if wait is not None:
            expected[ticket.number] = (round(wait.low_s), round(wait.median_s), round(wait.high_s))
        if len(expected) == EXPECTED:
            break
    return expected
