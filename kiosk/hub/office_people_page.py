"""Head office's page of its own people: who there is, first passwords, roles, and who may not."""

from dataclasses import dataclass
from math import ceil

from starlette.types import Scope

from kiosk.hub.office_acting import NoForm, OfficeActing
from kiosk.hub.office_desk import OfficeDesk, OfficeRequest
from kiosk.hub.office_door import ROOT
from kiosk.hub.office_people import FirstPassword, OfficePeople, PersonNow
from kiosk.hub.office_refusals import LastAdmin, NameTaken, NameUnfit, NobodyOfThat
from kiosk.hub.office_rights import OfficeRole, Right
from kiosk.web.answer import Answer
from kiosk.web.desk import whole
from kiosk.web.office_lists import deed
from kiosk.web.sessions import Told
from kiosk.web.sign_in import TooManyAtOnce

HERE = "people"
THERE = f"{ROOT}/{HERE}"
ROLES = {
    OfficeRole.VIEWER: "office-role-viewer",
    OfficeRole.OFFICER: "office-role-officer",
    OfficeRole.ADMIN: "office-role-admin",
}
REFUSALS: dict[type[Exception], str] = {
    NameUnfit: "manager-name-unfit",
    NameTaken: "manager-name-taken",
    LastAdmin: "office-last-admin",
    NobodyOfThat: "manager-not-done",
    NoForm: "manager-not-done",
    TooManyAtOnce: "manager-crowd",
}
ACTS = frozenset({"add", "anew", "unlock", "role", "revoke"})


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonLine:
    """One person in words; never anything of their secrets."""

    n: int
    name: str
    role: str
    role_key: str
    is_oneself: bool
    since: str
    state: str
    locked: str


def called(people: OfficePeople, by: str) -> str:
    """The name beside the number that is kept, as long as there is such a person."""
    known = {f"office-p{one.n}": one.name for one in people.list()}
    return f"{known[by]} ({by})" if by in known else by


class PeoplePage:
    """Shows who may sign in, and changes it."""

    sees = Right.PEOPLE

    def __init__(self, *, desk: OfficeDesk, people: OfficePeople, acting: OfficeActing) -> None:
        self._desk = desk
        self._people = people
        self._acting = acting

    def needs(self, rest: str) -> Right | None:
        """All of it is an admin's."""
        named, _, what = rest.rpartition("/")
        return Right.PEOPLE if what in ACTS and (what == "add") != bool(named) else None

    async def show(self, request: OfficeRequest, _: Scope) -> Answer | None:
        """Everybody, or one of them."""
        lines = [self._line(one, request) for one in self._people.list()]
        roles = tuple((role.value, request.words.say(key)) for role, key in ROLES.items())
        if not request.rest:
            acts = await self._acts(request)
            return self._desk.page(
                request, "people.html", HERE, people=lines, roles=roles, acts=acts
            )
        found = next((line for line in lines if str(line.n) == request.rest), None)
        if found is None:
            return None
        return self._desk.page(request, "person.html", HERE, person=found, roles=roles)

    async def act(self, request: OfficeRequest, _: Scope) -> Answer | None:
        """What one of the forms asks."""
        named, _sep, what = request.rest.rpartition("/")
        there = f"{THERE}/{named}" if named else THERE
        try:
            done = await self._done(request, what, named)
        except tuple(REFUSALS) as refused:
            return self._desk.back(request, there, self._desk.ill(request, REFUSALS[type(refused)]))
        if isinstance(done, FirstPassword):
            # Shown this once, in the answer itself: no address leads to it again.
            return self._desk.page(request, "first_password.html", HERE, first=done)
        return self._desk.back(request, THERE if what == "revoke" else there, done)

    async def _done(self, request: OfficeRequest, what: str, named: str) -> Told | FirstPassword:
        """What became of it. Raises what ``REFUSALS`` has."""
        n = whole(named) if named else None
        person = self._people.person(n) if n is not None else None
        if named and person is None:
            raise NobodyOfThat
        name = person.name if person is not None else request.field("name")
        if what in {"revoke", "role"} and n == request.session.person:
            return self._desk.ill(request, "manager-not-oneself")
        if what in {"revoke", "anew"} and request.field("sure") != "yes":
            return self._desk.ill(request, "manager-be-sure")
        if not await self._acting.keep(request, f"Person{what.capitalize()}", name[:16]):
            raise NoForm
        return await self._changed(request, what, n or 0, name)

    async def _changed(
        self, request: OfficeRequest, what: str, n: int, name: str
    ) -> Told | FirstPassword:
        words = request.words
        match what:
            case "add":
                return await self._people.add(name, _role(request))
            case "anew":
                return await self._people.begin_anew(n)
            case "unlock":
                await self._people.unlock(n)
                return self._desk.well(words.say("manager-was-unlocked", name=name))
            case "role":
                await self._people.change_role(n, _role(request))
                return self._desk.well(words.say("office-role-was-changed", name=name))
            case _:
                await self._people.revoke(n)
                return self._desk.well(words.say("manager-person-revoked", name=name))

    async def _acts(self, request: OfficeRequest) -> list[tuple[str, ...]]:
        """When, by whom, what and about whom or what; the newest first."""
        words = request.words
        return [
            (
                words.moment(one.at.astimezone(self._desk.zone)),
                called(self._people, one.by),
                deed(one.what, words),
                one.about,
            )
            for one in await self._acting.of_the_hub()
        ]

    def _line(self, one: PersonNow, request: OfficeRequest) -> PersonLine:
        words = request.words
        state = words.say("manager-may-sign-in")
        if not one.is_set_up and one.first_until is not None:
            until = words.moment(one.first_until.astimezone(self._desk.zone))
            state = words.say("office-not-set-up", until=until)
        minutes = ceil(one.locked_s / 60)
        return PersonLine(
            n=one.n,
            name=one.name,
            role=words.say(ROLES[one.role]),
            role_key=one.role.value,
            is_oneself=one.n == request.session.person,
            since=words.texts.date_short(words.language, one.made_at.date()),
            state=state,
            locked=words.say("manager-is-locked", minutes=minutes) if one.locked_s else "",
        )


def _role(request: OfficeRequest) -> OfficeRole:
    try:
        return OfficeRole(request.field("role"))
    except ValueError as error:
        raise NoForm from error
