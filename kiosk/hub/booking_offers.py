"""What can be booked at a centre right now: its services with a book, their days, their slots."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from kiosk.domain.appointment import Appointment, Share
from kiosk.domain.booking import slot_refusal
from kiosk.domain.catalogue import Catalogue, Service
from kiosk.domain.errors import Reason
from kiosk.domain.floor import Floor
from kiosk.domain.ids import AppointmentCode, ServiceId
from kiosk.domain.slots import Slot, places_left, slots_on
from kiosk.hub.booking_rows import Booking, BookingRows
from kiosk.hub.booking_standing import with_asked
from kiosk.hub.public_ground import KnownCentre, PublicGround, zone_of
from kiosk.hub.store import Connection

SEEN_S = 2.0
"""How old the places shown may be; whoever takes one is counted anew."""
MOST_SEEN = 1000
"""Services of centres whose places are kept in mind."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """A centre whose appointments can be asked for: ``at`` is its local time."""

    centre: KnownCentre
    catalogue: Catalogue
    floor: Floor
    zone: ZoneInfo
    at: datetime

    @property
    def services(self) -> Sequence[Service]:
        """Those that the hub has places of."""
        if self.centre.is_cut_off or not self.catalogue.rules.hub_share_pct:
            return ()
        return tuple(one for one in self.catalogue.services if one.appointments is not None)

    def service(self, service: str) -> Service | None:
        """One of them by its id."""
        return next((one for one in self.services if one.id == service), None)

    def kept(self, code: AppointmentCode) -> Appointment | None:
        """What the centre's own book has of a code."""
        return self.floor.book.get(code)

    def refusal(
        self,
        asked: Sequence[Booking],
        service: Service,
        begins: datetime,
        *,
        moving: Booking | None,
    ) -> Reason | None:
        """Why a slot is not given, with these ``asked`` for; ``moving`` leaves its own place."""
        floor = with_asked(self.floor, asked, self.at, self.zone)
        besides = self.kept(moving.code) if moving is not None else None
        return slot_refusal(
            floor, self.catalogue, service, begins, Share.HUB, self.at, besides=besides
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Free:
    """A slot the hub has places of: when it begins, local to the centre, and how many."""

    begins: datetime
    places: int


@dataclass(slots=True, kw_only=True)
class _Cut:
    """The slots of a service by day, as one catalogue has them."""

    catalogue: Catalogue
    slots: dict[date, tuple[Slot, ...]] = field(default_factory=dict)


Days = Mapping[date, Sequence[Free]]
"""The slots to come of each day that has any, with or without places."""


class Offers:
    """Looks at what can be booked. Belongs to the event loop."""

    def __init__(self, ground: PublicGround) -> None:
        self._ground = ground
        self._seen: dict[tuple[int, ServiceId], tuple[float, Catalogue, Days]] = {}
        self._cut: dict[tuple[int, ServiceId], _Cut] = {}

    async def of(self, centre: KnownCentre) -> Offer | None:
        """What a centre offers; ``None``: it has not said. Raises ``HubStoreFailed``."""
        catalogue = await self._ground.catalogues.running(centre.centre_id)
        if catalogue is None:
            return None
        # Of a centre whose day cannot be read the hub's own rows are known; it decides anyway.
        floor = await self._ground.floors.of(centre.centre_id) or Floor()
        zone = zone_of(catalogue.centre.timezone)
        at = self._ground.now().astimezone(zone)
        return Offer(centre=centre, catalogue=catalogue, floor=floor, zone=zone, at=at)

    async def days(self, offer: Offer, service: Service) -> Days:
        """Every slot to come of a service, as of a moment ago. Raises ``HubStoreFailed``."""
        key, now = (offer.centre.centre_id, service.id), self._ground.steady_s()
        seen = self._seen.get(key)
        if seen is not None and now - seen[0] < SEEN_S and seen[1] is offer.catalogue:
            return seen[2]
        async with self._ground.store.reading() as connection:
            rows = await wanted(connection, offer, service)
        if len(self._seen) >= MOST_SEEN:
            self._seen.clear()
        days = await self._days(offer, service, rows)
        self._seen[key] = (now, offer.catalogue, days)
        return days

    async def _days(self, offer: Offer, service: Service, asked: Sequence[Booking]) -> Days:
        floor = with_asked(offer.floor, asked, offer.at, offer.zone)
        open_all_day = offer.catalogue.rules.open_all_day
        cut, found = self._cut_of(offer, service), {}
        for ahead in range(offer.catalogue.rules.book_ahead_days + 1):
            day = offer.at.date() + timedelta(days=ahead)
            if ahead == 0 and service.id in floor.suspended and not open_all_day:
                continue
            if day not in cut.slots:
                # By far the longest part, and the same all day: somebody else may be answered.
                await asyncio.sleep(0)
                cut.slots[day] = slots_on(offer.catalogue, service, day, offer.zone)
            slots = tuple(
                Free(
                    begins=slot.begins,
                    places=places_left(floor, offer.catalogue, service, slot, Share.HUB),
                )
                for slot in cut.slots[day]
                if slot.begins > offer.at and slot.hub
            )
            if slots:
                found[day] = slots
        return found

    def _cut_of(self, offer: Offer, service: Service) -> "_Cut":
        """The slots of a service's days, as far as they were cut with this catalogue."""
        key, today = (offer.centre.centre_id, service.id), offer.at.date()
        cut = self._cut.get(key)
        if cut is None or cut.catalogue is not offer.catalogue:
            if len(self._cut) >= MOST_SEEN:
                self._cut.clear()
            cut = self._cut[key] = _Cut(catalogue=offer.catalogue)
        for day in [one for one in cut.slots if one < today]:
            del cut.slots[day]
        return cut

    def changed(self, centre_id: int, service: ServiceId) -> None:
        """A place was taken or given back: whoever looks next sees it."""
        self._seen.pop((centre_id, service), None)


async def wanted(connection: Connection, offer: Offer, service: Service) -> Sequence[Booking]:
    """What was asked for of a service, for today and later."""
    since = offer.at - timedelta(days=1)
    return await BookingRows(connection, offer.centre.centre_id).wanted(service.id, since)
