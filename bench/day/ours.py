"""What Foleni itself tells, by the very code its screens use."""

from datetime import datetime

from bench.day.classics import Deaf
from bench.day.drawn import DrawnDay
from bench.day.telling import Told
from kiosk.centre.foresight import Foresight
from kiosk.centre.outlook import Outlook, Waits
from kiosk.domain.catalogue import Catalogue
from kiosk.domain.floor import Floor
from kiosk.domain.ticket import Ticket
from kiosk.domain.waiting import Forecast, WaitEstimator

CALLS = 12_000
"""What the laboratory lets one look into the future cost; a centre takes three times as much."""


class ClosedForm(Deaf):
    """The closed form, from the floor alone."""

    name = "Foleni, closed form"

    def __init__(self, catalogue: Catalogue) -> None:
        self._estimator = WaitEstimator(catalogue)

    def tell(self, floor: Floor, ticket: Ticket, at: datetime) -> Told | None:
        """What the slip would say."""
        forecast = self._estimator.of_ticket(floor, ticket, at)
        return told_by(forecast) if forecast is not None else None


class Looking(Deaf):
    """The closed form put right by a simulation, as a centre does it.

    Its look at the floor is as it was a moment before the ticket was given. It takes its time, so
    it is asked about one visitor in ``every``, and not on the first ``not_before`` days.
    """

    name = "Foleni, with foresight"

    def __init__(self, catalogue: Catalogue, *, every: int, not_before: int) -> None:
        self._foresight = Foresight(catalogue)
        self._waits = Waits(catalogue, lambda _at: self._outlook)
        self._outlook: Outlook | None = None
        self._every, self._not_before = every, not_before
        self._days = self._came = 0

    def begins(self, _day: DrawnDay) -> None:
        """Only counted."""
        self._days += 1

    def comes(self, floor: Floor, at: datetime) -> bool:
        """Look ahead."""
        self._came += 1
        if self._came % self._every or self._days <= self._not_before:
            return False
        self._outlook = self._foresight.look(floor, at, seed=self._came, calls=CALLS)
        return True

    def tell(self, floor: Floor, ticket: Ticket, at: datetime) -> Told | None:
        """What the answer to the kiosk would say."""
        forecast = self._waits.of_ticket(floor, ticket, at)
        return told_by(forecast) if forecast is not None else None


def told_by(forecast: Forecast) -> Told:
    """Its median is what is measured; the band is from one in ten to nine in ten."""
    return Told(
        wait_s=forecast.median_s,
        low_s=forecast.low_s,
        high_s=forecast.high_s,
        shown_s=forecast.told,
    )
