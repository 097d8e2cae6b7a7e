"""The first time somebody signs in at head office: a password of their own, and a telephone."""

import logging

from starlette.types import Scope

from kiosk.hub.office_desk import OfficeDesk, OfficeRequest
from kiosk.hub.office_door import ROOT, OfficeDoor
from kiosk.hub.office_people import OfficePeople
from kiosk.hub.office_refusals import CodeWrong, NobodyOfThat
from kiosk.web.answer import Answer
from kiosk.web.public_qr import secret_qr_path
from kiosk.web.sign_in import SecretUnfit, TooManyAtOnce

log = logging.getLogger(__name__)

SET_UP = f"{ROOT}/set-up"
UNFIT = {"PASSWORD": "office-password-unfit", "PIN_SIMPLE": "office-password-simple"}
GROUP = 4


class SettingUpPage:
    """Shows what the telephone needs, and takes the first code."""

    def __init__(self, *, desk: OfficeDesk, people: OfficePeople, door: OfficeDoor) -> None:
        self._desk = desk
        self._people = people
        self._door = door

    async def show(self, request: OfficeRequest, _: Scope) -> Answer | None:
        """The page; the same secret each time it is looked at, until it is set up."""
        try:
            new = self._people.begin_set_up(request.person.n)
        except NobodyOfThat:
            return None
        groups = range(0, len(new.spelled), GROUP)
        return self._desk.page(
            request,
            "set_up.html",
            "",
            qr=secret_qr_path(new.address),
            spelled=" ".join(new.spelled[at : at + GROUP] for at in groups),
        )

    async def act(self, request: OfficeRequest, scope: Scope) -> Answer | None:
        """What the form asks; done, a new session begins and the codes on paper are shown once."""
        n = request.person.n
        try:
            codes = await self._people.set_up(n, request.typed("secret"), request.field("code"))
        except SecretUnfit as unfit:
            told = self._desk.ill(request, UNFIT[unfit.code])
        except CodeWrong:
            told = self._desk.ill(request, "office-code-wrong")
        except TooManyAtOnce:
            told = self._desk.ill(request, "manager-crowd")
        except NobodyOfThat:
            return None
        else:
            person = self._people.person(n)
            if person is None:
                return None
            # Whoever had the first password has no session any more.
            cookie = self._door.open(scope, person, request.session.language)
            return self._desk.open_page(request.words, "recovery.html", cookie, codes=codes)
        return self._desk.back(request, SET_UP, told)
