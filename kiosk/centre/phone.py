"""``/t/<token>``: the phone's page, and what its visitor may do there."""

from collections.abc import Callable
from dataclasses import dataclass
from http import HTTPStatus
from typing import assert_never

from starlette.types import Receive, Scope

from kiosk.centre.clock import LocalClock
from kiosk.centre.live import Live
from kiosk.centre.outlook import Waits
from kiosk.centre.phone_asking import Holder, PhoneAsking
from kiosk.centre.ruling import IdReused
from kiosk.centre.say import BUSY, DISK_FULL, STARTING
from kiosk.centre.writer import Outcome, Unavailable
from kiosk.domain.errors import Refused, Unfit
from kiosk.domain.feedback import SMILEYS
from kiosk.domain.satisfaction import BAD
from kiosk.domain.ticket import Ticket, TicketState
from kiosk.domain.waiting import told
from kiosk.web.answer import Answer
from kiosk.web.browser import UnfitForm, is_from_elsewhere, read_form, see_other
from kiosk.web.errors import Stopped
from kiosk.web.peer import address
from kiosk.web.phone_asked import (
    LEAVE,
    RATE,
    READS,
    Asked,
    PhoneLimits,
    asked_by,
    check_method,
    shown,
)
from kiosk.web.phone_sights import PhoneSights, ticket_of
from kiosk.web.phone_troubles import PhoneTroubles
from kiosk.web.phone_views import PhoneViews, Seen
from kiosk.web.sight import TicketSight


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """One request for a ticket that is known."""

    asked: Asked
    holder: Holder
    seen: Seen


class Phone:
    """Answers phones. Belongs to the event loop.

    A token is looked for by its hash, and stands in no log and no error.
    """

    def __init__(
        self,
        *,
        live: Live,
        clock: LocalClock,
        views: PhoneViews,
        troubles: PhoneTroubles,
        steady_s: Callable[[], float],
    ) -> None:
        self._live = live
        self._clock = clock
        self._sights = PhoneSights(live.catalogue)
        self._waits = Waits(live.catalogue, live.lookout.at)
        self._views = views
        self._troubles = troubles
        self._asking = PhoneAsking(live)
        self._limits = PhoneLimits(steady_s)

    async def answer(self, scope: Scope, receive: Receive) -> Answer:
        """What one request is answered. Raises ``Stopped`` or ``PeerGone``."""
        visit = self._visit(scope)
        what = visit.asked.what
        if scope["method"] in READS:
            explains = what == RATE and self._asking.may_explain(visit.holder)
            return shown(scope, visit.asked, visit.seen, self._views, explains=explains)
        check_method(scope, acts=what in (LEAVE, RATE))
        if is_from_elsewhere(scope):
            raise Stopped(self._troubles.not_done(HTTPStatus.FORBIDDEN, visit.seen))
        try:
            form = await read_form(scope, receive)
        except UnfitForm as unfit:
            raise self._unfit(visit.seen) from unfit
        if what == LEAVE:
            outcome = await self._asking.leave(visit.holder)
            return self._done(outcome, visit.seen, visit.seen.here)
        if "smiley" in form:
            return await self._rate(visit, form["smiley"])
        return await self._explain(visit, form.get("reasons", []))

    def _visit(self, scope: Scope) -> Visit:
        """Whose ticket is asked for. Raises ``Stopped``: 404, 429 or 503."""
        asked = asked_by(scope)
        if not self._live.begun.done():
            raise Stopped(self._troubles.not_now(STARTING, data=asked.data))
        ticket = ticket_of(self._live.floor, asked.token) if asked.token else None
        if ticket is None:
            if not self._limits.may_miss(address(scope)):
                raise Stopped(self._troubles.too_many(data=asked.data))
            now = self._clock.now()
            raise Stopped(self._troubles.unknown(now, data=asked.data, part=asked.part))
        if not self._limits.may_ask(ticket.ticket):
            raise Stopped(self._troubles.too_many(data=asked.data))
        language = asked.language(ticket.language, self._views.languages)
        seen = Seen(path=f"/t/{asked.token}", sight=self._sight(ticket), language=language)
        return Visit(asked=asked, holder=Holder(token=asked.token, ticket=ticket), seen=seen)

    def _sight(self, ticket: Ticket) -> TicketSight:
        floor, at = self._live.floor, self._clock.now()
        waits = ticket.state is TicketState.WAITING
        wait_s = told(self._waits.of_ticket(floor, ticket, at)) if waits else None
        return self._sights.of(floor, ticket, at, wait_s=wait_s)

    async def _rate(self, visit: Visit, given: list[str]) -> Answer:
        """One face; after a bad one the page asks why."""
        faces = {str(smiley): smiley for smiley in SMILEYS}
        if len(given) != 1 or given[0] not in faces:
            raise self._unfit(visit.seen)
        smiley, seen = faces[given[0]], visit.seen
        outcome = await self._asking.rate(visit.holder, smiley)
        asks = smiley in BAD and isinstance(outcome, bytes) and self._views.asks_why
        there = f"{seen.path}{RATE}{seen.query}" if asks else seen.here
        return self._done(outcome, seen, there)

    async def _explain(self, visit: Visit, reasons: list[str]) -> Answer:
        """Why that face; nothing ticked is nothing said."""
        seen = visit.seen
        if seen.sight.state is not TicketState.SERVED:
            raise self._unfit(seen)
        if not reasons or not self._asking.may_explain(visit.holder):
            return see_other(seen.here, self._views.headers)
        return self._done(await self._asking.explain(visit.holder, reasons), seen, seen.here)

    def _done(self, outcome: Outcome, seen: Seen, there: str) -> Answer:
        """On to the page that shows what is true now, also where it was too late or done before."""
        match outcome:
            case bytes() | Refused() | IdReused():
                return see_other(there, self._views.headers)
            case Unfit():
                raise self._unfit(seen)
            case Unavailable(disk_full=disk_full):
                error = DISK_FULL if disk_full else BUSY
                raise Stopped(self._troubles.not_now(error, data=False, seen=seen))
            case _:
                assert_never(outcome)

    def _unfit(self, seen: Seen) -> Stopped:
        return Stopped(self._troubles.not_done(HTTPStatus.UNPROCESSABLE_ENTITY, seen))
