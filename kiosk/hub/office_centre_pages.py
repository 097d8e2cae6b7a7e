"""Head office's page of one centre: what is true there, and what can be done about it."""

from dataclasses import dataclass
from typing import Protocol

from starlette.types import Scope

from kiosk.domain.commands import RevokeDevice
from kiosk.domain.ids import DeviceId
from kiosk.hub.catalogues import Catalogues, CatalogueUnfit
from kiosk.hub.centre_desk import CentreDesk, NotDone
from kiosk.hub.office_acting import NoForm, OfficeActing
from kiosk.hub.office_centres import CentresGlance
from kiosk.hub.office_desk import HOME, OfficeDesk, OfficeRequest
from kiosk.hub.office_rights import Right
from kiosk.web.answer import Answer
from kiosk.web.office_centre import centre_page
from kiosk.web.office_deep import DeepSight
from kiosk.web.public_qr import secret_qr_path
from kiosk.web.sessions import Told

HERE = "centres"
NEEDS = {
    "settle": Right.SETTLE,
    "catalogue": Right.CATALOGUES,
    "code": Right.CENTRES,
    "revoke": Right.CENTRES,
}
DEVICES = "devices/"


class Sights(Protocol):
    """What is true of one centre."""

    async def one(self, code: str) -> DeepSight | None:
        """A centre in depth; ``None``: there is none of that code. Raises ``HubStoreFailed``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Doing:
    """What forms of the page ask for is done by these."""

    acting: OfficeActing
    catalogues: Catalogues
    centres: CentreDesk


class CentrePages:
    """Shows one centre, or all at a glance."""

    sees = Right.SEE

    def __init__(
        self, *, desk: OfficeDesk, glance: CentresGlance, sights: Sights, doing: Doing
    ) -> None:
        self._desk = desk
        self._glance = glance
        self._sights = sights
        self._doing = doing

    def needs(self, rest: str) -> Right | None:
        """By what the form is called that follows the centre's code."""
        _, _, what = rest.partition("/")
        if what.startswith(DEVICES):
            return Right.DEVICES
        return NEEDS.get(what)

    async def show(self, request: OfficeRequest, scope: Scope) -> Answer | None:
        """All centres, one of them, or one of its devices."""
        if not request.rest:
            return await self._glance.show(request, scope)
        code, _, what = request.rest.partition("/")
        sight = await self._sights.one(code)
        if sight is None:
            return None
        page = centre_page(sight, request.words)
        if not what:
            return self._desk.page(request, "centre.html", HERE, page=page)
        named = what.removeprefix(DEVICES)
        device = next((one for one in page.devices if one.id == named), None)
        if device is None or not what.startswith(DEVICES) or not request.may(Right.DEVICES):
            return None
        return self._desk.page(request, "device.html", HERE, centre=sight.centre, device=device)

    async def act(self, request: OfficeRequest, _: Scope) -> Answer | None:
        """What one of the forms asks."""
        code, _sep, what = request.rest.partition("/")
        sight = await self._sights.one(code)
        if sight is None:
            return None
        there = f"{HOME}/{sight.centre.code}"
        try:
            done = await self._done(request, sight, what)
        except NoForm:
            done = self._desk.ill(request, "manager-not-done")
        except NotDone as not_done:
            done = Told(said=str(not_done))
        except CatalogueUnfit as unfit:
            done = Told(said=str(unfit))
        if isinstance(done, Answer):
            return done
        place = {"settle": "", "catalogue": "#catalogue", "revoke": "#keys"}.get(what, "#devices")
        return self._desk.back(request, there + place, done)

    async def _done(self, request: OfficeRequest, sight: DeepSight, what: str) -> Told | Answer:
        match what:
            case "settle":
                return await self._settled(request, sight)
            case "catalogue":
                return await self._sent(request, sight)
            case "code":
                return await self._coded(request, sight)
            case "revoke":
                return await self._cut_off(request, sight)
            case _:
                return await self._put_out(request, sight, what.removeprefix(DEVICES))

    async def _settled(self, request: OfficeRequest, sight: DeepSight) -> Told:
        code, about = request.field("code"), request.field("about")
        centre_id = sight.centre.centre_id
        if not await self._doing.acting.settle(request, centre_id, code, about):
            return self._desk.ill(request, "manager-not-done")
        return self._desk.well(request.words.say("office-was-settled"))

    async def _sent(self, request: OfficeRequest, sight: DeepSight) -> Told:
        text, centre = request.files.get("file", b""), sight.centre
        if not text:
            return self._desk.ill(request, "office-no-file")
        acting = self._doing.acting
        about = f"{len(text)} B"
        if not await acting.keep(request, "LoadCatalogue", about, centre_id=centre.centre_id):
            return self._desk.ill(request, "manager-not-done")
        version = await self._doing.catalogues.upload(
            centre.centre_id, centre.code, text, by=request.person.id
        )
        return self._desk.well(request.words.say("office-catalogue-sent", version=version))

    async def _coded(self, request: OfficeRequest, sight: DeepSight) -> Told | Answer:
        centre = sight.centre
        if not await self._doing.acting.keep(request, "NewCode", "", centre_id=centre.centre_id):
            return self._desk.ill(request, "manager-not-done")
        return await shown_code(
            self._desk, request, self._doing.centres, code=centre.code, name=centre.name
        )

    async def _cut_off(self, request: OfficeRequest, sight: DeepSight) -> Told:
        centre = sight.centre
        if request.field("sure") != "yes":
            return self._desk.ill(request, "manager-be-sure")
        if not await self._doing.acting.keep(request, "CutOff", "", centre_id=centre.centre_id):
            return self._desk.ill(request, "manager-not-done")
        await self._doing.centres.revoke(centre.code)
        return self._desk.well(request.words.say("office-was-cut-off", centre=centre.name))

    async def _put_out(self, request: OfficeRequest, sight: DeepSight, named: str) -> Told:
        device = next((one for one in sight.devices if one.id == named), None)
        if device is None:
            return self._desk.ill(request, "manager-not-done")
        if request.field("sure") != "yes":
            return self._desk.ill(request, "manager-be-sure")
        command = RevokeDevice(device=DeviceId(device.id))
        await self._doing.acting.order(request, [sight.centre.centre_id], command, about=device.id)
        name = device.name or device.id
        return self._desk.well(request.words.say("office-device-asked", device=name))


async def shown_code(
    desk: OfficeDesk, request: OfficeRequest, centres: CentreDesk, *, code: str, name: str
) -> Answer:
    """A new code, shown this once: no address leads to it again. Raises ``NotDone``."""
    made = await centres.new_code(code)
    return desk.page(
        request, "new_code.html", HERE, code=made, name=name, qr=secret_qr_path(made.text)
    )
