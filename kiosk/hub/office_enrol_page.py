"""Head office's page to add a centre, which shows the one code that brings it in."""

from typing import Protocol

from starlette.types import Scope

from kiosk.hub.centre_desk import CentreDesk, NewCentre, NotDone
from kiosk.hub.office_acting import NoForm, OfficeActing
from kiosk.hub.office_centre_pages import shown_code
from kiosk.hub.office_desk import OfficeDesk, OfficeRequest
from kiosk.hub.office_door import ROOT
from kiosk.hub.office_rights import Right
from kiosk.web.answer import Answer
from kiosk.web.office_sight import OfficeSight, Presence
from kiosk.web.sessions import Told

HERE = "enrol"
THERE = f"{ROOT}/{HERE}"


class Sights(Protocol):
    """Which centres there are."""

    async def all(self) -> OfficeSight:
        """All centres now. Raises ``HubStoreFailed``."""


class EnrolPage:
    """Adds centres."""

    sees = Right.CENTRES

    def __init__(
        self, *, desk: OfficeDesk, sights: Sights, centres: CentreDesk, acting: OfficeActing
    ) -> None:
        self._desk = desk
        self._sights = sights
        self._centres = centres
        self._acting = acting

    def needs(self, rest: str) -> Right | None:
        """There is one form."""
        return None if rest else Right.CENTRES

    async def show(self, request: OfficeRequest, _: Scope) -> Answer | None:
        """The form, and who was added and has not come."""
        if request.rest:
            return None
        sight = await self._sights.all()
        by_name = sorted(sight.centres, key=lambda one: one.name.casefold())
        homes = [one for one in by_name if not one.is_outreach]
        waiting = [one for one in by_name if one.presence is Presence.AWAITED]
        return self._desk.page(
            request,
            "enrol.html",
            HERE,
            centres=[(one.code, one.name) for one in homes],
            waiting=[(one.code, one.name) for one in waiting],
        )

    async def act(self, request: OfficeRequest, _: Scope) -> Answer | None:
        """A new centre, and its code."""
        is_outreach = request.field("outreach") == "yes"
        wanted = NewCentre(
            code=request.field("code").upper(),
            name=request.field("name"),
            parent=request.field("parent") if is_outreach else "",
            is_outreach=is_outreach,
            is_public=request.field("public") == "yes",
        )
        try:
            if not await self._acting.keep(request, "AddCentre", wanted.code):
                raise NoForm
            added = await self._centres.add(wanted)
            return await shown_code(
                self._desk, request, self._centres, code=added.code, name=added.name
            )
        except NoForm:
            told = self._desk.ill(request, "manager-not-done")
        except NotDone as not_done:
            told = Told(said=str(not_done))
        return self._desk.back(request, THERE, told)
