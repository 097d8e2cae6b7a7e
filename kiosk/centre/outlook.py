"""What a simulation foresaw of the waits, and what that is worth a moment later."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from kiosk.domain.catalogue import Catalogue
from kiosk.domain.floor import Floor
from kiosk.domain.ids import ServiceId, TicketId
from kiosk.domain.ticket import Ticket
from kiosk.domain.waiting import Forecast, WaitEstimator

STALE_S = 10.0
"""An outlook older than this says nothing about now; nor does one from the future."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Foreseen:
    """One wait as it was simulated, and what the closed form said of it in that moment."""

    simulated: Forecast
    closed: Forecast

    def since_then(self, closed: Forecast) -> Forecast:
        """What is true by now, when the closed form, which has kept up, says ``closed``."""
        return _rising(
            closed.low_s + self.simulated.low_s - self.closed.low_s,
            closed.median_s + self.simulated.median_s - self.closed.median_s,
            closed.p80_s + self.simulated.p80_s - self.closed.p80_s,
            closed.high_s + self.simulated.high_s - self.closed.high_s,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrival:
    """What somebody who came just then would have waited for a service, with and without credit.

    ``credit_s`` is that of priority, in seconds: ``favoured`` had it, ``plain`` had none.
    """

    plain: Foreseen
    favoured: Foreseen
    credit_s: int

    def since_then(self, closed: Forecast, *, credit_s: float) -> Forecast:
        """Of somebody with ``credit_s``, for whom the closed form says ``closed`` by now."""
        if self.credit_s <= 0:
            return self.plain.since_then(closed)
        share = min(1.0, max(0.0, credit_s / self.credit_s))
        plain, favoured = self.plain.since_then(closed), self.favoured.since_then(closed)
        return _rising(
            plain.low_s + share * (favoured.low_s - plain.low_s),
            plain.median_s + share * (favoured.median_s - plain.median_s),
            plain.p80_s + share * (favoured.p80_s - plain.p80_s),
            plain.high_s + share * (favoured.high_s - plain.high_s),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlook:
    """One simulation's result: true of the floor after ``seq``, at the centre's time ``at``.

    It names only services and tickets for which a simulation is worth more than the closed form.
    ``cpu_s`` is what it took.
    """

    seq: int
    at: datetime
    arrivals: Mapping[ServiceId, Arrival]
    tickets: Mapping[TicketId, Foreseen]
    cpu_s: float = 0.0

    def counts_at(self, at: datetime) -> bool:
        """Whether it says anything about ``at``; a clock that jumped makes it worthless."""
        return 0.0 <= (at - self.at).total_seconds() <= STALE_S


class ForesightState(StrEnum):
    """What foresight does."""

    OFF = "off"
    """This centre was started without it."""
    IDLE = "idle"
    """Hardly anybody waits, so it has no process."""
    RUNNING = "running"
    DOWN = "down"
    """Its process ended or hung, and is started anew in a while."""


class Lookout:
    """Where the newest outlook is found, and how foresight is; any thread may look."""

    def __init__(self) -> None:
        self.newest: Outlook | None = None
        self.state = ForesightState.OFF

    def at(self, at: datetime) -> Outlook | None:
        """The newest outlook, if it says anything about ``at``."""
        newest = self.newest
        return newest if newest is not None and newest.counts_at(at) else None


class Waits:
    """Waits as people are told: the closed form, put right by what was foreseen just before.

    Belongs to one thread, as its floor does.
    """

    def __init__(self, catalogue: Catalogue, look: Callable[[datetime], Outlook | None]) -> None:
        self._closed = WaitEstimator(catalogue)
        self._look = look

    def of_ticket(self, floor: Floor, ticket: Ticket, at: datetime) -> Forecast | None:
        """The wait a waiting ticket still has before it, from ``at`` on; ``None``: not known."""
        closed = self._closed.of_ticket(floor, ticket, at)
        outlook = self._look(at)
        if closed is None or outlook is None:
            return closed
        foreseen = outlook.tickets.get(ticket.ticket)
        if foreseen is not None:
            return foreseen.since_then(closed)
        # It came after that simulation, or stands too far behind to have been followed in it.
        arrival = outlook.arrivals.get(ticket.service)
        return closed if arrival is None else arrival.since_then(closed, credit_s=ticket.credit_s)

    def of_arrival(
        self, floor: Floor, service: ServiceId, at: datetime, *, credit_s: int = 0
    ) -> Forecast | None:
        """The wait of somebody who would take a ticket at ``at``; ``None``: not known."""
        closed = self._closed.of_arrival(floor, service, at, credit_s=credit_s)
        outlook = self._look(at)
        if closed is None or outlook is None:
            return closed
        arrival = outlook.arrivals.get(service)
        return closed if arrival is None else arrival.since_then(closed, credit_s=credit_s)


def _rising(low_s: float, median_s: float, p80_s: float, high_s: float) -> Forecast:
    """A forecast whose quantiles are in order and not below 0, whatever they were made of."""
    low_s = max(0.0, low_s)
    median_s = max(low_s, median_s)
    p80_s = max(median_s, p80_s)
    return Forecast(low_s=low_s, median_s=median_s, p80_s=p80_s, high_s=max(p80_s, high_s))
