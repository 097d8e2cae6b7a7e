"""``/t/<token>``: the phone's page, and what its visitor may do there."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from http import HTTPStatus
from typing import assert_never

from starlette.types import Receive, Scope

from kiosk.centre.live import Live
from kiosk.centre.phone_asking import Holder, PhoneAsking
from kiosk.centre.phone_sights import PhoneSights
from kiosk.centre.phone_troubles import PhoneTroubles
from kiosk.centre.ruling import IdReused
from kiosk.centre.say import BUSY, DISK_FULL, STARTING
from kiosk.centre.writer import Outcome, Unavailable
from kiosk.domain.errors import Refused, Unfit
from kiosk.domain.feedback import SMILEYS
from kiosk.domain.satisfaction import BAD
from kiosk.domain.ticket import TicketState
from kiosk.web.answer import Answer
from kiosk.web.browser import (
    UnfitForm,
    has_it,
    is_from_elsewhere,
    not_modified,
    query,
    read_form,
    see_other,
)
from kiosk.web.errors import Stopped, wrong_method
from kiosk.web.limits import Limit
from kiosk.web.peer import address
from kiosk.web.phone_views import PhoneViews, Seen

PATH = re.compile(r"/t/([A-Z0-9-]{1,64})(\.json|/leave|/rate)?", re.ASCII | re.IGNORECASE)
MISSES_PER_S, MISSES_BURST = 0.5, 30
"""What one address may ask for tickets that nobody knows."""
ASKED_PER_S, ASKED_BURST = 2, 40
"""What may be asked of one ticket: a family's phones, and a thumb on Refresh."""

READS = frozenset({"GET", "HEAD"})
LEAVE, RATE, DATA = "/leave", "/rate", ".json"


def is_phones(path: str) -> bool:
    """Whether a path is of the phone's page; a slip's code is upper case."""
    return path[:3] in ("/t/", "/T/")


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """One request for a ticket that is known: ``what`` follows the token in its path."""

    what: str
    holder: Holder
    seen: Seen
    part: bool


class Phone:
    """Answers phones. Belongs to the event loop.

    A token is looked for by its hash, and stands in no log and no error.
    """

    def __init__(
        self,
        *,
        live: Live,
        sights: PhoneSights,
        views: PhoneViews,
        troubles: PhoneTroubles,
        steady_s: Callable[[], float],
    ) -> None:
        self._live = live
        self._sights = sights
        self._views = views
        self._troubles = troubles
        self._asking = PhoneAsking(live)
        self._misses = Limit(rate_per_s=MISSES_PER_S, burst=MISSES_BURST, monotonic=steady_s)
        self._asked = Limit(rate_per_s=ASKED_PER_S, burst=ASKED_BURST, monotonic=steady_s)

    async def answer(self, scope: Scope, receive: Receive) -> Answer:
        """What one request is answered. Raises ``Stopped`` or ``PeerGone``."""
        visit = self._visit(scope)
        if scope["method"] in READS:
            return self._read(scope, visit)
        acts = visit.what in (LEAVE, RATE)
        if scope["method"] != "POST" or not acts:
            raise Stopped(wrong_method("GET, HEAD, POST" if acts else "GET, HEAD"))
        if is_from_elsewhere(scope):
            raise Stopped(self._troubles.not_done(HTTPStatus.FORBIDDEN, visit.seen))
        try:
            form = await read_form(scope, receive)
        except UnfitForm as unfit:
            raise self._unfit(visit.seen) from unfit
        if visit.what == LEAVE:
            outcome = await self._asking.leave(visit.holder)
            return self._done(outcome, visit.seen, visit.seen.here)
        if "smiley" in form:
            return await self._rate(visit, form["smiley"])
        return await self._explain(visit, form.get("reasons", []))

    def _visit(self, scope: Scope) -> Visit:
        """Whose ticket is asked for. Raises ``Stopped``: 404, 429 or 503."""
        found = PATH.fullmatch(scope["path"])
        token, what = (found[1].upper(), (found[2] or "").lower()) if found else ("", "")
        asked, data = query(scope), what == DATA
        part = asked.get("part") == ["now"]
        if not self._live.begun.done():
            raise Stopped(self._troubles.not_now(STARTING, data=data))
        ticket = self._sights.find(token) if token else None
        if ticket is None:
            if not self._misses.allows(address(scope)):
                raise Stopped(self._troubles.too_many(data=data))
            raise Stopped(self._troubles.unknown(self._sights.time(), data=data, part=part))
        if not self._asked.allows(ticket.ticket):
            raise Stopped(self._troubles.too_many(data=data))
        wishes, spoken = (*asked.get("lang", ()), ticket.language), self._views.languages
        language = next((wish for wish in wishes if wish in spoken), spoken[0])
        seen = Seen(path=f"/t/{token}", sight=self._sights.of(ticket), language=language)
        return Visit(what=what, holder=Holder(token=token, ticket=ticket), seen=seen, part=part)

    def _read(self, scope: Scope, visit: Visit) -> Answer:
        seen = visit.seen
        if visit.what == DATA:
            return self._polled(scope, seen, "json", self._views.data)
        if visit.what == "":
            return (
                self._polled(scope, seen, "part", self._views.part)
                if visit.part
                else self._views.page(seen)
            )
        if visit.what == LEAVE and seen.sight.may_leave:
            return self._views.leave(seen)
        if visit.what == RATE and self._asking.may_explain(visit.holder):
            return self._views.why(seen)
        return see_other(seen.here, self._views.headers)

    def _polled(
        self, scope: Scope, seen: Seen, form: str, made: Callable[[Seen], Answer]
    ) -> Answer:
        """304 while it says the same as before."""
        tag = self._views.tag(seen, form)
        return (
            not_modified(tag, self._views.fresh(seen.sight.at))
            if has_it(scope, tag)
            else made(seen)
        )

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
