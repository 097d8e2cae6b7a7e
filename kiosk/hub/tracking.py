"""``/t/<token>`` at the hub: the phone's page from any network, by the code on the slip."""

from dataclasses import dataclass, replace
from http import HTTPStatus

from starlette.types import Receive, Scope

from kiosk.domain.catalogue import Catalogue, Centre, Hours
from kiosk.domain.floor import Floor
from kiosk.domain.ticket import Ticket, TicketState
from kiosk.hub.answering import UNAVAILABLE, Routes
from kiosk.hub.leaving import Leaving
from kiosk.hub.public_ground import KnownCentre, PublicGround, zone_of
from kiosk.hub.store import HubStoreFailed
from kiosk.web.answer import Answer
from kiosk.web.browser import UnfitForm, is_from_elsewhere, read_form, see_other
from kiosk.web.errors import Stopped
from kiosk.web.peer import address
from kiosk.web.phone_asked import LEAVE, READS, Asked, PhoneLimits, asked_by, check_method, shown
from kiosk.web.phone_sights import PhoneSights, ticket_of
from kiosk.web.phone_troubles import PhoneTroubles
from kiosk.web.phone_views import PhoneViews, Seen
from kiosk.web.sight import TicketSight

PATHS = ("/t/{token}", "/T/{token}", "/t/{token}/leave", "/T/{token}/leave")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Window:
    """What a centre's tickets are seen through, as long as it runs with the same catalogue."""

    catalogue: Catalogue
    sights: PhoneSights
    views: PhoneViews
    troubles: PhoneTroubles


@dataclass(frozen=True, slots=True, kw_only=True)
class _Visit:
    """One request for a ticket that is known."""

    asked: Asked
    centre_id: int
    ticket: Ticket
    seen: Seen
    window: _Window


class Tracking:
    """Answers phones of every centre. Belongs to the event loop.

    A token is looked for by its hash among the tickets of the centre whose code it begins with,
    and stands in no log and no error; one that nobody knows takes the same way to its answer.
    """

    def __init__(self, ground: PublicGround, leaving: Leaving) -> None:
        self._ground = ground
        self._leaving = leaving
        self._limits = PhoneLimits(ground.steady_s)
        self._windows: dict[int, _Window] = {}
        self._nobody = Floor()
        self._nowhere = self._window_for(_no_catalogue(ground))

    def routes(self) -> Routes:
        """Who answers what."""
        reads = {("GET", path): self.answer for path in PATHS}
        acts = {("POST", path): self.answer for path in PATHS}
        return reads | acts

    async def answer(self, scope: Scope, receive: Receive) -> Answer:
        """What one request is answered. Raises ``Stopped`` or ``PeerGone``."""
        asked = asked_by(scope)
        try:
            visit = await self._visit(scope, asked)
            if scope["method"] in READS:
                return shown(scope, asked, visit.seen, visit.window.views, explains=False)
            check_method(scope, acts=asked.what == LEAVE)
            return await self._leave(scope, receive, visit)
        except HubStoreFailed as failure:
            # On a page people read it is said in their words.
            troubles = self._nowhere.troubles
            raise Stopped(troubles.not_now(UNAVAILABLE, data=asked.data)) from failure

    async def _leave(self, scope: Scope, receive: Receive, visit: _Visit) -> Answer:
        troubles, seen = visit.window.troubles, visit.seen
        if is_from_elsewhere(scope):
            raise Stopped(troubles.not_done(HTTPStatus.FORBIDDEN, seen))
        try:
            await read_form(scope, receive)
        except UnfitForm as unfit:
            raise Stopped(troubles.not_done(HTTPStatus.UNPROCESSABLE_ENTITY, seen)) from unfit
        if seen.sight.may_leave:
            await self._leaving.ask(visit.centre_id, visit.ticket.ticket)
        return see_other(seen.here, visit.window.views.headers)

    async def _visit(self, scope: Scope, asked: Asked) -> _Visit:
        """Whose ticket is asked for. Raises ``Stopped`` (404, 429) or ``HubStoreFailed``."""
        code, _, _ = asked.token.partition("-")
        centre = await self._ground.centres.by_code(code) if code else None
        window = await self._window_of(centre)
        floor = await self._ground.floors.of(centre.centre_id) if centre is not None else None
        ticket = ticket_of(floor or self._nobody, asked.token)
        if centre is None or floor is None or ticket is None:
            if not self._limits.may_miss(address(scope)):
                raise Stopped(window.troubles.too_many(data=asked.data))
            now = self._ground.now().astimezone(zone_of(window.catalogue.centre.timezone))
            raise Stopped(window.troubles.unknown(now, data=asked.data, part=asked.part))
        if not self._limits.may_ask(ticket.ticket):
            raise Stopped(window.troubles.too_many(data=asked.data))
        sight = await self._sight(centre, window, floor, ticket)
        language = asked.language(ticket.language, window.views.languages)
        seen = Seen(path=f"/t/{asked.token}", sight=sight, language=language)
        return _Visit(
            asked=asked, centre_id=centre.centre_id, ticket=ticket, seen=seen, window=window
        )

    async def _sight(
        self, centre: KnownCentre, window: _Window, floor: Floor, ticket: Ticket
    ) -> TicketSight:
        hearing, zone = self._ground.hearing, zone_of(window.catalogue.centre.timezone)
        hearing.watch(centre.centre_id)
        wait_s = None
        if ticket.state is TicketState.WAITING:
            wait_s = hearing.wait_of(centre.centre_id, ticket.ticket)
        at, silent_since = self._ground.now().astimezone(zone), None
        if hearing.is_silent(centre.centre_id):
            silent_since = (hearing.last(centre.centre_id) or floor.at or at).astimezone(zone)
        return replace(
            window.sights.of(floor, ticket, at, wait_s=wait_s),
            may_rate=False,
            leaving=await self._leaving.has_asked(centre.centre_id, ticket.ticket),
            silent_since=silent_since,
        )

    async def _window_of(self, centre: KnownCentre | None) -> _Window:
        if centre is None:
            return self._nowhere
        catalogue = await self._ground.catalogues.running(centre.centre_id)
        if catalogue is None:
            return self._nowhere
        window = self._windows.get(centre.centre_id)
        if window is None or window.catalogue is not catalogue:
            window = self._windows[centre.centre_id] = self._window_for(catalogue)
        return window

    def _window_for(self, catalogue: Catalogue) -> _Window:
        ground = self._ground
        views = PhoneViews(catalogue=catalogue, texts=ground.texts, templates=ground.templates)
        return _Window(
            catalogue=catalogue,
            sights=PhoneSights(catalogue),
            views=views,
            troubles=PhoneTroubles(views=views, errors=lambda _: ground.busy),
        )


def _no_catalogue(ground: PublicGround) -> Catalogue:
    """What stands above a page of which nobody knows the centre."""
    texts = ground.texts
    whole = tuple(language for language in texts.languages if not texts.missing(language))
    names = {language: texts.say(language, "public-name") for language in whole}
    centre = Centre(code="", name=names, place={}, languages=whole)
    return Catalogue(
        centre=centre, groups=(), services=(), queues=(), counters=(), hours=Hours(week={})
    )
