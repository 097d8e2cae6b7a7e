"""``/book/…``: from a centre to a place in its book, page by page."""

import re
from base64 import b32encode
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from http import HTTPStatus

from starlette.types import Receive, Scope

from kiosk.domain.catalogue import Service
from kiosk.domain.errors import Reason
from kiosk.domain.public_token import TOKEN_BYTES
from kiosk.hub.answering import Routes
from kiosk.hub.booking import Bookings, Place, Trouble
from kiosk.hub.booking_limits import BookingLimits
from kiosk.hub.booking_offers import Days, Free, Offer, Offers
from kiosk.hub.public_asking import BOOK, PublicAsking, path_of
from kiosk.hub.public_ground import KnownCentre, PublicGround
from kiosk.web.answer import Answer
from kiosk.web.browser import UnfitForm, is_from_elsewhere, read_form, see_other
from kiosk.web.peer import address
from kiosk.web.phone_page import centre_name
from kiosk.web.public_views import Group, Row, Way
from kiosk.web.sight import named

KEY = re.compile(r"[A-Z2-7]{26}")
"""What is random in a page's token."""
SLOT = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}", re.ASCII)


class PublicChoosing:
    """Answers who looks for a place. Belongs to the event loop."""

    def __init__(
        self,
        ground: PublicGround,
        asking: PublicAsking,
        offers: Offers,
        bookings: Bookings,
        limits: BookingLimits,
    ) -> None:
        self._ground = ground
        self._asking = asking
        self._views = asking.views
        self._offers = offers
        self._bookings = bookings
        self._limits = limits

    def routes(self) -> Routes:
        """Who answers what."""
        page = self._asking.page
        return {
            ("GET", f"{BOOK}/{{centre}}"): page(self._services),
            ("GET", f"{BOOK}/{{centre}}/{{service}}"): page(self._days),
            ("POST", f"{BOOK}/{{centre}}/{{service}}"): page(self._hold),
            ("GET", f"{BOOK}/{{centre}}/{{service}}/{{day}}"): page(self._times),
        }

    async def _services(self, scope: Scope, _: Receive, language: str) -> Answer:
        say = self._views.say(language)
        centre, offer = await self._offer(scope, language)
        services = offer.services if offer is not None else ()
        frame = self._asking.frame(
            language,
            path_of(centre),
            say("public-which-service"),
            centre=centre_name(offer.catalogue.centre, language) if offer else centre.name,
            back=Way(link=f"{BOOK}?lang={language}", words=say("public-other-centre")),
        )
        groups = _groups(centre, offer, services, language) if offer is not None else ()
        told = "" if services else say("public-no-services")
        return self._views.services(frame, groups, told)

    async def _days(self, scope: Scope, _: Receive, language: str) -> Answer:
        centre, offer, service = await self._service(scope, language)
        say = self._views.say(language)
        days = await self._offers.days(offer, service)
        way = Way(link=f"{path_of(centre)}?lang={language}", words=say("public-other-service"))
        frame = self._asking.frame(
            language,
            path_of(centre, service.id),
            say("public-which-day"),
            centre=centre_name(offer.catalogue.centre, language),
            back=way,
        )
        rows = self.day_rows(days, path_of(centre, service.id), language)
        ahead = offer.catalogue.rules.book_ahead_days
        told = "" if any(row.link for row in rows) else say("public-no-days", days=ahead)
        about = named(service.name, language)
        return self._views.days(frame, about=about, rows=rows, told=told)

    async def _times(self, scope: Scope, _: Receive, language: str) -> Answer:
        centre, offer, service = await self._service(scope, language)
        day = day_in(scope)
        if day is None:
            raise self._asking.not_found(language)
        return await self._times_page(centre, offer, service, day, language)

    async def _times_page(
        self,
        centre: KnownCentre,
        offer: Offer,
        service: Service,
        day: date,
        language: str,
        *,
        refused: Reason | None = None,
    ) -> Answer:
        say, texts = self._views.say(language), self._views.texts
        days = await self._offers.days(offer, service)
        rows = self.time_rows(days.get(day, ()), language)
        way = Way(
            link=f"{path_of(centre, service.id)}?lang={language}", words=say("public-other-day")
        )
        frame = self._asking.frame(
            language,
            path_of(centre, service.id, day.isoformat()),
            say("public-which-time"),
            centre=centre_name(offer.catalogue.centre, language),
            back=way,
        )
        told = "" if rows else say("public-no-times")
        if refused is not None:
            told = self._asking.refusal(language, refused)
        return self._views.times(
            frame,
            about=f"{named(service.name, language)} · {texts.date(language, day)}",
            rows=rows,
            told=told,
            action=f"{path_of(centre, service.id)}?lang={language}",
            key=b32encode(self._ground.chance(TOKEN_BYTES)).decode().rstrip("="),
            status=HTTPStatus.CONFLICT if refused is not None else HTTPStatus.OK,
        )

    async def _hold(self, scope: Scope, receive: Receive, language: str) -> Answer:
        """A time was chosen: keep a place of it, and ask whether it is right."""
        centre, offer, service = await self._service(scope, language)
        if is_from_elsewhere(scope):
            raise self._asking.not_done(HTTPStatus.FORBIDDEN, language)
        try:
            form = await read_form(scope, receive)
        except UnfitForm as unfit:
            raise self._asking.not_done(HTTPStatus.UNPROCESSABLE_ENTITY, language) from unfit
        begins, key = slot_in(form, offer), form.get("key", [""])
        if begins is None or len(key) != 1 or KEY.fullmatch(key[0]) is None:
            raise self._asking.not_done(HTTPStatus.UNPROCESSABLE_ENTITY, language)
        token = f"{centre.code}-{key[0]}"
        there = f"/b/{token}?lang={language}"
        if await self._bookings.find(offer, token) is not None:
            # The same page again: it counts once, whatever comes of it now.
            await self._bookings.hold(offer, service, begins, token)
            return see_other(there, self._views.headers)
        asker = address(scope)
        if not self._limits.may_take(asker, centre.centre_id):
            raise self._asking.too_many_places(language)
        done = await self._bookings.hold(offer, service, begins, token)
        if isinstance(done, Place):
            return see_other(there, self._views.headers)
        self._limits.give_back(asker, centre.centre_id)
        if isinstance(done, Trouble):
            raise self._asking.unknown(language)
        self._offers.changed(centre.centre_id, service.id)
        return await self._times_page(centre, offer, service, begins.date(), language, refused=done)

    def day_rows(self, days: Days, path: str, language: str) -> tuple[Row, ...]:
        """The days of a service; one that is full cannot be chosen."""
        views, rows = self._views, []
        for day, slots in days.items():
            places = sum(slot.places for slot in slots)
            link = f"{path}/{day.isoformat()}?lang={language}" if places else ""
            words, note = views.date(language, day), views.places(language, places)
            rows.append(Row(link=link, words=words, note=note))
        return tuple(rows)

    def time_rows(self, slots: Sequence[Free], language: str) -> tuple[Row, ...]:
        """The times of a day that have a place; a row's link is what its button sends."""
        views = self._views
        return tuple(
            Row(
                link=f"{slot.begins:%Y-%m-%dT%H:%M}",
                words=views.texts.time(slot.begins),
                note=views.places(language, slot.places),
            )
            for slot in slots
            if slot.places
        )

    async def _offer(self, scope: Scope, language: str) -> tuple[KnownCentre, Offer | None]:
        """The centre of the path. Raises ``Stopped`` with 404."""
        code = str(scope["path_params"]["centre"]).upper()
        centre = await self._ground.centres.by_code(code)
        if centre is None:
            raise self._asking.not_found(language)
        return centre, await self._offers.of(centre)

    async def _service(self, scope: Scope, language: str) -> tuple[KnownCentre, Offer, Service]:
        """The centre and service of the path. Raises ``Stopped`` with 404."""
        centre, offer = await self._offer(scope, language)
        service = offer.service(str(scope["path_params"]["service"])) if offer is not None else None
        if offer is None or service is None:
            raise self._asking.not_found(language)
        return centre, offer, service


def day_in(scope: Scope) -> date | None:
    """The day of the path; ``None``: it is none."""
    try:
        return date.fromisoformat(str(scope["path_params"]["day"]))
    except ValueError:
        return None


def slot_in(form: Mapping[str, list[str]], offer: Offer) -> datetime | None:
    """The time that a button sent, local to the centre; ``None``: it is none of ours."""
    given = form.get("slot", [""])
    if len(given) != 1 or SLOT.fullmatch(given[0]) is None:
        return None
    try:
        return datetime.fromisoformat(given[0]).replace(tzinfo=offer.zone)
    except ValueError:
        return None


def _groups(
    centre: KnownCentre, offer: Offer, services: Sequence[Service], language: str
) -> tuple[Group, ...]:
    """Services under the tiles of the kiosk; a tile of the same name says nothing more."""
    found = []
    for group in offer.catalogue.groups:
        rows = tuple(
            Row(
                link=f"{path_of(centre, one.id)}?lang={language}",
                words=named(one.name, language),
            )
            for one in services
            if one.group == group.id
        )
        name = named(group.name, language)
        if rows:
            found.append(Group(words="" if rows[0].words == name else name, rows=rows))
    return tuple(found)
