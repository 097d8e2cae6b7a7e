"""The centre at one moment, as the kiosk's pages look at it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from kiosk.client.mirror import Mirror
from kiosk.client.reply import Alone
from kiosk.domain.catalogue import Catalogue, Group, Hours, Names, Service
from kiosk.domain.errors import Reason
from kiosk.domain.issuing import refusal
from kiosk.domain.ticket import Ticket
from kiosk.domain.waiting import Forecast, WaitRange, told
from kiosk.texts import Texts, WaitMin

TILE_WARNINGS: Mapping[Reason, str] = {
    Reason.SERVICE_SUSPENDED: "kiosk-tile-suspended",
    Reason.QUOTA_FULL: "kiosk-tile-full",
    Reason.CUT_OFF: "kiosk-tile-closed",
    Reason.CENTRE_CLOSED: "kiosk-tile-closed",
}


def minutes(wait_s: WaitRange | None) -> WaitMin | None:
    """A wait in whole minutes."""
    return None if wait_s is None else (wait_s[0] // 60, wait_s[1] // 60)


def named(names: Names, language: str) -> str:
    """The name in a language, else in any there is."""
    return names.get(language) or next(iter(names.values()), "")


@dataclass(frozen=True, slots=True, kw_only=True)
class Glance:
    """What pages are made from; ``at`` is aware and local to the centre.

    ``alone``: the kiosk goes on without its centre, and ``mirror`` shows what was last known.
    """

    mirror: Mirror
    catalogue: Catalogue
    texts: Texts
    at: datetime
    alone: Alone | None = None

    @property
    def knows_figures(self) -> bool:
        """Whether how many wait, and how long, can still be told."""
        return self.alone is None or self.alone.as_of is not None

    def refusal(self, service: Service) -> Reason | None:
        """Why no ticket would be given for a service now."""
        return refusal(self.mirror.floor, self.catalogue, service, self.at)

    def refusal_of_group(self, group: Group) -> Reason | None:
        """Why none of a group's services gives a ticket; ``None`` when one does."""
        reasons = [self.refusal(s) for s in self.catalogue.services_of_group(group.id)]
        return reasons[0] if reasons and None not in reasons else None

    def hours_of(self, service: Service) -> Hours:
        """The service's own hours, else the centre's."""
        return self.catalogue.hours_of(service)

    def wait_min(self, service: Service) -> WaitMin | None:
        """The wait of somebody who came now."""
        return minutes(told(self.wait_for(service)))

    def wait_for(self, service: Service, credit_s: int = 0) -> Forecast | None:
        """The same as a forecast, of who has this credit (seconds); ``None``: not known."""
        if not self.knows_figures:
            return None
        return self.mirror.wait_for(service.id, self.at, credit_s=credit_s)

    def wait_min_of(self, ticket: Ticket) -> WaitMin | None:
        """The wait still before a waiting ticket."""
        if not self.knows_figures:
            return None
        return minutes(told(self.mirror.wait_of(ticket, self.at)))

    def typical_wait_min(self) -> WaitMin | None:
        """The wait half of those who wait would have if they came now; ``None``: not known."""
        if not self.knows_figures:
            return None
        services = (service.id for service in self.catalogue.services)
        return minutes(told(self.mirror.typical_wait_for(services, self.at)))

    def waiting(self) -> int:
        """How many wait in the whole centre."""
        return self.mirror.floor.waiting_for(service.id for service in self.catalogue.services)
