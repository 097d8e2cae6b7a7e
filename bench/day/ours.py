"""What Foleni itself tells, by the very code its screens use."""

from datetime import datetime

from bench.day.classics import Deaf
from bench.day.telling import Told
from kiosk.domain.catalogue import Catalogue
from kiosk.domain.floor import Floor
from kiosk.domain.ticket import Ticket
from kiosk.domain.waiting import Forecast, WaitEstimator


class ClosedForm(Deaf):
    """The closed form, from the floor alone."""

    name = "Foleni, closed form"

    def __init__(self, catalogue: Catalogue) -> None:
        self._estimator = WaitEstimator(catalogue)

    def tell(self, floor: Floor, ticket: Ticket, at: datetime) -> Told | None:
        """What the slip would say."""
        forecast = self._estimator.of_ticket(floor, ticket, at)
        return told_by(forecast) if forecast is not None else None


def told_by(forecast: Forecast) -> Told:
    """Its median is what is measured; the band is from one in ten to nine in ten."""
    return Told(
        wait_s=forecast.median_s,
        low_s=forecast.low_s,
        high_s=forecast.high_s,
        shown_s=forecast.told,
    )
