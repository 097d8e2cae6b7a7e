"""Head office's page of services: stopped and let run again, at one centre or wherever given."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from starlette.types import Scope

from kiosk.domain.commands import Command, RestoreService, SuspendService
from kiosk.hub.office_acting import NoForm, OfficeActing
from kiosk.hub.office_desk import OfficeDesk, OfficeRequest
from kiosk.hub.office_door import ROOT
from kiosk.hub.office_offers import Given, Offered, Offers
from kiosk.hub.office_rights import Right
from kiosk.web.answer import Answer
from kiosk.web.office_sight import CentreSight, OfficeSight, Presence
from kiosk.web.office_words import OfficeWords
from kiosk.web.sessions import Told

HERE = "services"
THERE = f"{ROOT}/{HERE}"
EVERYWHERE = "*"


class Sights(Protocol):
    """Which centres there are."""

    async def all(self) -> OfficeSight:
        """All centres now. Raises ``HubStoreFailed``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceLine:
    """A service in the list."""

    id: str
    name: str
    agency: str
    centres: int
    stopped: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceLine:
    """A service at one centre: what it does there, and what is on its way."""

    code: str
    name: str
    state: str
    asked: str
    is_stopped: bool


class ServicesPage:
    """Shows services, and stops them."""

    sees = Right.SUSPEND

    def __init__(
        self, *, desk: OfficeDesk, sights: Sights, offers: Offers, acting: OfficeActing
    ) -> None:
        self._desk = desk
        self._sights = sights
        self._offers = offers
        self._acting = acting

    def needs(self, rest: str) -> Right | None:
        """Both forms are of one right."""
        _, _, what = rest.partition("/")
        return Right.SUSPEND if what in {"suspend", "restore"} else None

    async def show(self, request: OfficeRequest, _: Scope) -> Answer | None:
        """All services, or one of them at every centre that gives it."""
        offers, words = await self._offers.all(), request.words
        if not request.rest:
            lines = [_line(one, words) for one in offers.values()]
            lines.sort(key=lambda one: (-one.stopped, -one.centres, one.name))
            return self._desk.page(request, "services.html", HERE, services=lines)
        offered = next((one for one in offers.values() if one.id == request.rest), None)
        if offered is None:
            return None
        return self._desk.page(
            request,
            "service.html",
            HERE,
            service=_line(offered, words),
            rows=_places(offered, await self._sights.all(), words),
            reasons=tuple((code.id, words.name(code.name)) for code in offered.reasons),
            chosen=request.asked("centre"),
        )

    async def act(self, request: OfficeRequest, _: Scope) -> Answer | None:
        """Stop it, or let it run again, here or everywhere."""
        named, _sep, what = request.rest.partition("/")
        offered = next(
            (one for one in (await self._offers.all()).values() if one.id == named), None
        )
        if offered is None:
            return None
        there = f"{THERE}/{offered.id}"
        where = request.field("where")
        sight = await self._sights.all()
        chosen = _chosen(offered, where, sight, what)
        try:
            told = await self._done(request, offered, what, chosen)
        except NoForm:
            told = self._desk.ill(request, "manager-not-done")
        suffix = f"?centre={where}" if where.isalnum() else ""
        return self._desk.back(request, there + suffix, told)

    async def _done(
        self, request: OfficeRequest, offered: Offered, what: str, chosen: Sequence[Given]
    ) -> Told:
        reason = request.field("reason")
        if not chosen:
            return self._desk.ill(request, "office-nowhere-chosen")
        if what == "suspend":
            # A centre refuses a reason that its catalogue has not.
            chosen = [one for one in chosen if reason in one.reasons]
        if not chosen:
            return self._desk.ill(request, "office-no-reason")
        if request.field("where") == EVERYWHERE and request.field("sure") != "yes":
            return self._desk.ill(request, "manager-be-sure")
        command: Command = RestoreService(service=offered.id)
        key = "office-restore-asked"
        if what == "suspend":
            command = SuspendService(service=offered.id, reason=reason)
            key = "office-suspend-asked"
        about = f"{offered.id} {reason}" if what == "suspend" else offered.id
        centres = [one.centre_id for one in chosen]
        asked = await self._acting.order(request, centres, command, about=about)
        if not asked:
            return self._desk.ill(request, "manager-not-done")
        name = request.words.name(offered.name)
        return self._desk.well(request.words.say(key, service=name, count=asked))


def _chosen(offered: Offered, where: str, sight: OfficeSight, what: str) -> list[Given]:
    """The centres that are meant; everywhere: all that can still be asked and are not there yet."""
    centres = {one.centre_id: one for one in sight.centres}
    able = [
        one
        for one in offered.at
        if one.centre_id in centres and centres[one.centre_id].presence is not Presence.REVOKED
    ]
    if where != EVERYWHERE:
        return [one for one in able if centres[one.centre_id].code == where]
    if what == "restore":
        return [one for one in able if one.suspended is not None or one.asked is not None]
    return able


def _line(one: Offered, words: OfficeWords) -> ServiceLine:
    return ServiceLine(
        id=one.id,
        name=words.name(one.name) or one.id,
        agency=words.name(one.agency),
        centres=len(one.at),
        stopped=sum(given.suspended is not None for given in one.at),
    )


def _places(offered: Offered, sight: OfficeSight, words: OfficeWords) -> list[PlaceLine]:
    reasons = {code.id: words.name(code.name) for code in offered.reasons}
    centres = {one.centre_id: one for one in sight.centres}
    rows = [
        _place(given, centres[given.centre_id], reasons, words)
        for given in offered.at
        if given.centre_id in centres
    ]
    return sorted(rows, key=lambda row: (not row.is_stopped, not row.asked, row.name.casefold()))


def _place(
    given: Given, centre: CentreSight, reasons: dict[str, str], words: OfficeWords
) -> PlaceLine:
    state = words.say("manager-runs")
    if given.suspended is not None:
        reason = reasons.get(given.suspended, given.suspended)
        state = words.say("manager-suspended", reason=reason)
    asked = ""
    if given.asked is not None:
        key = "office-stop-waits" if given.asked == "SuspendService" else "office-run-waits"
        asked = words.say(key)
    return PlaceLine(
        code=centre.code,
        name=centre.name,
        state=state,
        asked=asked,
        is_stopped=given.suspended is not None,
    )
