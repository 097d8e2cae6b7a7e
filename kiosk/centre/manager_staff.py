"""The manager's page of staff: who may sign in, their PINs, and who may not any more."""

import logging
from dataclasses import dataclass
from math import ceil

from kiosk.centre.manager_desk import ManagerDesk, Request
from kiosk.centre.manager_door import ROOT, device_of
from kiosk.centre.people import NameTaken, NameUnfit, NobodyOfThat, People, PersonNow
from kiosk.db.people import Duty
from kiosk.web.answer import Answer
from kiosk.web.desk import whole
from kiosk.web.errors import Stopped
from kiosk.web.sessions import Told
from kiosk.web.sign_in import SecretUnfit, TooManyAtOnce

log = logging.getLogger(__name__)

HERE = "staff"
THERE = f"{ROOT}/{HERE}"
DUTIES = {Duty.AGENT: "manager-duty-agent", Duty.MANAGER: "manager-duty-manager"}
UNFIT = {
    "PIN": "manager-pin-unfit",
    "PIN_SIMPLE": "manager-pin-simple",
    "PASSWORD": "manager-password-unfit",
}
"""What a secret lacks, by its code, with the key of what is said."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonLine:
    """One person in words; never anything of their secret."""

    n: int
    name: str
    duty: str
    is_manager: bool
    is_oneself: bool
    since: str
    locked: str


class StaffPages:
    """Shows who may sign in, and changes it."""

    def __init__(self, *, desk: ManagerDesk, people: People) -> None:
        self._desk = desk
        self._people = people

    async def show(self, request: Request) -> Answer | None:
        """Everybody, or one of them."""
        lines = [_line(one, request) for one in self._people.list()]
        if request.rest:
            found = next((line for line in lines if str(line.n) == request.rest), None)
            if found is None:
                return None
            return self._desk.page(request, "person.html", HERE, person=found)
        words = request.words
        duties = tuple((duty.value, words.say(key)) for duty, key in DUTIES.items())
        return self._desk.page(request, "staff.html", HERE, people=lines, duties=duties)

    async def act(self, request: Request) -> Answer | None:
        """What one of the forms asks."""
        named, _, what = request.rest.rpartition("/")
        if what not in {"add", "reset", "unlock", "revoke"} or (what == "add") == bool(named):
            return None
        there = f"{THERE}/{named}" if what in {"reset", "unlock"} else THERE
        try:
            told = await self._changed(request, what, named)
            if told.well:
                # Who was changed is in the line that People writes; this one says by whom.
                log.info("staff_changed", extra={"what": what, "by": device_of(request.session)})
        except SecretUnfit as unfit:
            told = self._desk.ill(request, UNFIT[unfit.code])
        except NameUnfit:
            told = self._desk.ill(request, "manager-name-unfit")
        except NameTaken:
            told = self._desk.ill(request, "manager-name-taken")
        except TooManyAtOnce:
            told = self._desk.ill(request, "manager-crowd")
        except NobodyOfThat:
            there, told = THERE, self._desk.ill(request, "manager-not-done")
        except Stopped:
            told = self._desk.not_stored(request)
        return self._desk.back(request, there, told)

    async def _changed(self, request: Request, what: str, named: str) -> Told:
        """What became of it. Raises what ``People`` raises."""
        if what == "add":
            return await self._added(request)
        n = whole(named)
        person = self._people.person(n) if n is not None else None
        if person is None:
            raise NobodyOfThat
        n, name = person.n, person.name
        if what == "reset":
            await self._people.reset(n, request.typed("secret"))
            return self._desk.well(request.words.say("manager-was-reset", name=name))
        if what == "unlock":
            await self._people.unlock(n)
            return self._desk.well(request.words.say("manager-was-unlocked", name=name))
        if n == request.session.person:
            return self._desk.ill(request, "manager-not-oneself")
        if request.field("sure") != "yes":
            return self._desk.ill(request, "manager-be-sure")
        await self._people.revoke(n)
        return self._desk.well(request.words.say("manager-person-revoked", name=name))

    async def _added(self, request: Request) -> Told:
        duty, name = request.field("duty"), request.field("name")
        if duty not in set(Duty):
            return self._desk.ill(request, "manager-not-done")
        person = await self._people.add(Duty(duty), name, request.typed("secret"))
        return self._desk.well(request.words.say("manager-was-added", name=person.name))


def _line(one: PersonNow, request: Request) -> PersonLine:
    words = request.words
    locked = words.say("manager-is-locked", minutes=ceil(one.locked_s / 60)) if one.locked_s else ""
    return PersonLine(
        n=one.n,
        name=one.name,
        duty=words.say(DUTIES[one.duty]),
        is_manager=one.duty is Duty.MANAGER,
        is_oneself=one.n == request.session.person,
        since=words.texts.date_short(words.language, one.created_at.date()),
        locked=locked,
    )
