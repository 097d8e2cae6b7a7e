"""The public pages of a hub, joined: what they answer, and what they do beside."""

import asyncio
from collections.abc import Callable, Coroutine, Mapping
from dataclasses import dataclass
from pathlib import Path

from kiosk.hub.answering import Routes, joined
from kiosk.hub.booking import Bookings
from kiosk.hub.booking_limits import BookingLimits
from kiosk.hub.booking_offers import Offers
from kiosk.hub.catalogues import Catalogues
from kiosk.hub.floors import Floors
from kiosk.hub.foundation import Foundation
from kiosk.hub.hearing import Hearing
from kiosk.hub.inbox import Inbox
from kiosk.hub.leaving import Leaving
from kiosk.hub.public_appointment import PublicAppointment
from kiosk.hub.public_asking import PublicAsking
from kiosk.hub.public_centres import PublicCentres
from kiosk.hub.public_choosing import PublicChoosing
from kiosk.hub.public_finding import PublicFinding
from kiosk.hub.public_ground import PublicGround
from kiosk.hub.tracking import Tracking
from kiosk.web.public_views import PublicViews
from kiosk.web.templates import Templates

TIDY_S = 300.0
"""How often what nobody needs any more is let go."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicPages:
    """What a hub answers to everybody, and the chores that belong to it."""

    routes: Routes
    chores: tuple[Callable[[], Coroutine[object, object, None]], ...]


def public_pages(
    base: Foundation,
    *,
    hearing: Hearing,
    inbox: Inbox,
    catalogues: Catalogues,
    busy: Mapping[str, str],
) -> PublicPages:
    """Join the public pages, and follow the ledger for them."""
    around = base.surroundings
    floors = Floors(days=base.ledger, steady_s=around.steady_s)
    base.ledger.follow(floors.follow)
    centres = PublicCentres(
        store=base.store, catalogues=catalogues, hearing=hearing, steady_s=around.steady_s
    )
    web = base.settings.web
    ground = PublicGround(
        store=base.store,
        floors=floors,
        hearing=hearing,
        centres=centres,
        catalogues=centres,
        inbox=inbox,
        texts=base.texts,
        templates=Templates(web),
        busy=busy,
        now=around.now,
        steady_s=around.steady_s,
        chance=around.chance,
    )
    return _joined(ground, web, centres)


def _joined(ground: PublicGround, web: Path, centres: PublicCentres) -> PublicPages:
    views = PublicViews(texts=ground.texts, templates=Templates(web, web / "public"))
    leaving = Leaving(store=ground.store, inbox=ground.inbox, now=ground.now)
    asking, limits = PublicAsking(views), BookingLimits(ground.steady_s)
    offers = Offers(ground)
    bookings = Bookings(ground, offers)
    choosing = PublicChoosing(ground, asking, offers, bookings, limits)
    appointment = PublicAppointment(ground, asking, choosing, offers, bookings, limits)

    async def tidy() -> None:
        while True:
            ground.floors.let_go()
            await bookings.forget()
            await leaving.forget()
            await asyncio.sleep(TIDY_S)

    return PublicPages(
        routes=joined(
            Tracking(ground, leaving).routes(),
            PublicFinding(ground.centres, asking).routes(),
            choosing.routes(),
            appointment.routes(),
        ),
        chores=(centres.keep_looking, tidy),
    )
