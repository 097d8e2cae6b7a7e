"""``/b/<token>``: the page of one appointment, and what its visitor may do there."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from http import HTTPStatus

from starlette.types import Receive, Scope

from kiosk.domain.catalogue import Service
from kiosk.domain.errors import Reason
from kiosk.hub.answering import Routes
from kiosk.hub.booking import MAY_CANCEL, MAY_MOVE, Bookings, Done, Place, Trouble
from kiosk.hub.booking_limits import BookingLimits
from kiosk.hub.booking_offers import Offer, Offers
from kiosk.hub.public_asking import PublicAsking, path_of
from kiosk.hub.public_choosing import PublicChoosing, day_in, slot_in
from kiosk.hub.public_ground import KnownCentre, PublicGround
from kiosk.web.answer import Answer
from kiosk.web.booking_sight import BookingSight, BookingState
from kiosk.web.browser import (
    UnfitForm,
    has_it,
    is_from_elsewhere,
    not_modified,
    query,
    read_form,
    see_other,
)
from kiosk.web.limits import Limit
from kiosk.web.peer import address
from kiosk.web.phone_asked import ASKED_BURST, ASKED_PER_S, MISSES_BURST, MISSES_PER_S
from kiosk.web.public_calendar import calendar_file
from kiosk.web.public_views import Frame, Way, name_of
from kiosk.web.sight import named

TOKEN = re.compile(r"([A-Z0-9]{2,8})-([A-Z2-7]{26})", re.ASCII)
PATH = "/b/{token}"
NOT_ASKED = frozenset({BookingState.HELD, BookingState.ENDED})
"""While its visitor has not said yes there is nothing to keep of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Visit:
    """One request for an appointment that is known."""

    centre: KnownCentre
    offer: Offer
    place: Place
    token: str
    sight: BookingSight

    @property
    def service(self) -> Service | None:
        """Its service, if it still has a book."""
        return self.offer.service(self.place.booking.service)


class PublicAppointment:
    """Answers who has an appointment. Belongs to the event loop.

    The token is the key: looked for by its hash, it stands in no log and no error, and one that
    nobody knows takes the same way to its answer.
    """

    def __init__(
        self,
        ground: PublicGround,
        asking: PublicAsking,
        choosing: PublicChoosing,
        offers: Offers,
        bookings: Bookings,
        limits: BookingLimits,
    ) -> None:
        self._ground = ground
        self._asking = asking
        self._views = asking.views
        self._choosing = choosing
        self._offers = offers
        self._bookings = bookings
        self._limits = limits
        steady_s = ground.steady_s
        self._misses = Limit(rate_per_s=MISSES_PER_S, burst=MISSES_BURST, monotonic=steady_s)
        self._asked = Limit(rate_per_s=ASKED_PER_S, burst=ASKED_BURST, monotonic=steady_s)

    def routes(self) -> Routes:
        """Who answers what."""
        page = self._asking.page
        return {
            ("GET", PATH): page(self._page),
            ("GET", f"{PATH}/appointment.ics"): page(self._calendar),
            ("GET", f"{PATH}/confirm"): page(self._back),
            ("POST", f"{PATH}/confirm"): page(self._confirm),
            ("GET", f"{PATH}/change"): page(self._days),
            ("GET", f"{PATH}/change/{{day}}"): page(self._times),
            ("POST", f"{PATH}/change"): page(self._move),
            ("GET", f"{PATH}/cancel"): page(self._sure),
            ("POST", f"{PATH}/cancel"): page(self._cancel),
        }

    async def _page(self, scope: Scope, _: Receive, language: str) -> Answer:
        visit = await self._visit(scope, language)
        sight = visit.sight
        if sight.state in NOT_ASKED:
            return self._held(visit, language)
        if query(scope).get("part") != ["now"]:
            return self._views.appointment(self._frame(visit, language, ""), sight)
        tag = self._views.tag(sight, language)
        if has_it(scope, tag):
            return not_modified(tag, self._views.fresh(sight))
        return self._views.appointment_part(sight, language)

    def _held(self, visit: _Visit, language: str, told: str = "") -> Answer:
        say, texts = self._views.say(language), self._views.texts
        sight = visit.sight
        note = say("public-ended-note")
        if sight.state is BookingState.HELD and sight.held_until is not None:
            note = say("public-held", time=texts.time(sight.held_until))
        elif not told:
            told = say("public-ended")
        frame = self._frame(visit, language, say("public-check"))
        return self._views.held(frame, sight, note=note, told=told)

    async def _back(self, scope: Scope, _: Receive, language: str) -> Answer:
        return self._here(await self._visit(scope, language), language)

    async def _calendar(self, scope: Scope, _: Receive, language: str) -> Answer:
        visit = await self._visit(scope, language)
        if visit.sight.state in NOT_ASKED:
            return self._here(visit, language)
        return calendar_file(visit.sight, self._views.texts, language, self._views.headers)

    async def _confirm(self, scope: Scope, receive: Receive, language: str) -> Answer:
        visit, _ = await self._acting(scope, receive, language)
        done = await self._bookings.confirm(visit.offer, visit.token)
        if isinstance(done, Reason):
            return self._held(visit, language, self._asking.refusal(language, done))
        return self._after(done, visit, language)

    async def _days(self, scope: Scope, _: Receive, language: str) -> Answer:
        visit = await self._visit(scope, language)
        service = visit.service
        if service is None or visit.sight.state not in MAY_MOVE:
            return self._here(visit, language)
        say = self._views.say(language)
        days = await self._offers.days(visit.offer, service)
        rows = self._choosing.day_rows(days, f"{visit.sight.link}/change", language)
        frame = self._frame(
            visit, language, say("public-which-day"), what="/change", back=say("public-back")
        )
        ahead = visit.offer.catalogue.rules.book_ahead_days
        told = "" if any(row.link for row in rows) else say("public-no-days", days=ahead)
        about = named(service.name, language)
        return self._views.days(frame, about=about, rows=rows, told=told, closed=True)

    async def _times(self, scope: Scope, _: Receive, language: str) -> Answer:
        return await self._times_page(await self._visit(scope, language), day_in(scope), language)

    async def _times_page(
        self, visit: _Visit, day: date | None, language: str, *, told: str = ""
    ) -> Answer:
        service, say = visit.service, self._views.say(language)
        if day is None or service is None or visit.sight.state not in MAY_MOVE:
            return self._here(visit, language)
        days = await self._offers.days(visit.offer, service)
        rows = self._choosing.time_rows(days.get(day, ()), language)
        frame = self._frame(
            visit,
            language,
            say("public-which-time"),
            what=f"/change/{day.isoformat()}",
            back=say("public-back"),
        )
        words = f"{named(service.name, language)} · {self._views.texts.date(language, day)}"
        return self._views.times(
            frame,
            about=words,
            rows=rows,
            told=told or ("" if rows else say("public-no-times")),
            action=frame.link(f"{visit.sight.link}/change"),
            key="",
            status=HTTPStatus.CONFLICT if told else HTTPStatus.OK,
        )

    async def _move(self, scope: Scope, receive: Receive, language: str) -> Answer:
        visit, form = await self._acting(scope, receive, language)
        begins = slot_in(form, visit.offer)
        if begins is None:
            raise self._asking.not_done(HTTPStatus.UNPROCESSABLE_ENTITY, language)
        done = await self._bookings.move(visit.offer, visit.token, begins)
        if isinstance(done, Reason):
            refusal = self._asking.refusal(language, done)
            return await self._times_page(visit, begins.date(), language, told=refusal)
        return self._after(done, visit, language)

    async def _sure(self, scope: Scope, _: Receive, language: str) -> Answer:
        visit = await self._visit(scope, language)
        if visit.sight.state not in MAY_CANCEL:
            return self._here(visit, language)
        title = self._views.texts.say(language, "public-cancel-sure")
        frame = self._frame(visit, language, title, what="/cancel")
        return self._views.cancel(frame, visit.sight)

    async def _cancel(self, scope: Scope, receive: Receive, language: str) -> Answer:
        visit, _ = await self._acting(scope, receive, language)
        was_held = visit.sight.state is BookingState.HELD
        done = await self._bookings.cancel(visit.offer, visit.token)
        if was_held:
            there = f"{path_of(visit.centre, visit.place.booking.service)}?lang={language}"
            return see_other(there, self._views.headers)
        return self._after(done, visit, language)

    def _after(self, done: Done, visit: _Visit, language: str) -> Answer:
        """On to the page that shows what is true now, also where it was too late."""
        if done is Trouble.UNKNOWN:
            raise self._asking.unknown(language)
        return self._here(visit, language)

    def _here(self, visit: _Visit, language: str) -> Answer:
        return see_other(f"{visit.sight.link}?lang={language}", self._views.headers)

    def _frame(
        self, visit: _Visit, language: str, title: str, *, what: str = "", back: str = ""
    ) -> Frame:
        here = visit.sight.link
        return self._asking.frame(
            language,
            here + what,
            title,
            centre=name_of(visit.sight, language),
            back=Way(link=f"{here}?lang={language}", words=back) if back else None,
        )

    async def _acting(
        self, scope: Scope, receive: Receive, language: str
    ) -> tuple[_Visit, Mapping[str, list[str]]]:
        """The same of who wants something done, and the form they sent. Raises ``Stopped``."""
        visit = await self._visit(scope, language)
        if is_from_elsewhere(scope):
            raise self._asking.not_done(HTTPStatus.FORBIDDEN, language)
        try:
            form = await read_form(scope, receive)
        except UnfitForm as unfit:
            raise self._asking.not_done(HTTPStatus.UNPROCESSABLE_ENTITY, language) from unfit
        if not self._limits.may_change(visit.centre.centre_id, visit.place.booking.code):
            raise self._asking.too_many(language)
        return visit, form

    async def _visit(self, scope: Scope, language: str) -> _Visit:
        """Whose appointment is asked for. Raises ``Stopped`` (404, 429) or ``HubStoreFailed``."""
        token = str(scope["path_params"]["token"]).upper()
        found = TOKEN.fullmatch(token)
        centre = await self._ground.centres.by_code(found[1]) if found else None
        offer = await self._offers.of(centre) if centre is not None else None
        place = await self._bookings.find(offer, token) if offer is not None else None
        if centre is None or offer is None or place is None:
            if not self._misses.allows(address(scope)):
                raise self._asking.too_many(language)
            raise self._asking.unknown(language)
        if not self._asked.allows((centre.centre_id, place.booking.code)):
            raise self._asking.too_many(language)
        sight = self._sight(centre, offer, place, token)
        return _Visit(centre=centre, offer=offer, place=place, token=token, sight=sight)

    def _sight(self, centre: KnownCentre, offer: Offer, place: Place, token: str) -> BookingSight:
        booking, now, hearing = place.booking, place.standing, self._ground.hearing
        silent, since = hearing.is_silent(centre.centre_id), hearing.last(centre.centre_id)
        until = booking.held_until
        return BookingSight(
            link=f"/b/{token}",
            catalogue=offer.catalogue,
            service=offer.catalogue.service.get(booking.service),
            code=booking.code,
            state=now.state,
            slot=now.slot,
            wanted=now.wanted,
            reason=now.reason,
            held_until=until.astimezone(offer.zone) if until is not None else None,
            silent=silent,
            silent_since=since.astimezone(offer.zone) if silent and since is not None else None,
            changes=booking.changes,
            at=offer.at,
        )
