"""The people of head office: who there is, and whether somebody is who they say."""

import asyncio
import dataclasses
import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from kiosk.hub import office_table as table
from kiosk.hub.office_misses import OfficeMisses
from kiosk.hub.office_refusals import (
    CodeWrong,
    LastAdmin,
    NameTaken,
    NameUnfit,
    NobodyOfThat,
    Wrong,
    check_password,
)
from kiosk.hub.office_rights import OfficeRole
from kiosk.hub.office_second_step import LONGEST_CODE, SecondStep
from kiosk.hub.office_table import HeldAgainst, OfficePerson
from kiosk.hub.office_totp import (
    SECRET_BYTES,
    Sealing,
    address_of,
    new_codes,
    new_password,
    spelled,
    step_of,
)
from kiosk.hub.store import Store
from kiosk.web.sign_in import NAME, Hashing, SecretUnfit

log = logging.getLogger(__name__)

FIRST_LIFE = timedelta(hours=48)
"""How long a password is good that somebody else made."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonNow:
    """One person as an admin sees them; ``locked_s``: for how many seconds nobody may try."""

    n: int
    name: str
    role: OfficeRole
    made_at: datetime
    is_set_up: bool
    first_until: datetime | None
    locked_s: float


@dataclass(frozen=True, slots=True, kw_only=True)
class FirstPassword:
    """What a new person signs in with for the first time; it is shown once and kept nowhere."""

    person: OfficePerson
    password: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SetUp:
    """What a telephone needs: the address in the code that it reads, and the secret to type."""

    address: str
    spelled: str


class OfficePeople:
    """Everybody who may sign in, in memory; the database has them too. Belongs to the event loop.

    What changes something raises ``HubStoreFailed`` when the database does not take it, and then
    nothing has changed here.
    """

    def __init__(
        self,
        *,
        store: Store,
        hashing: Hashing,
        sealing: Sealing,
        chance: Callable[[int], bytes],
        misses: OfficeMisses,
        now: Callable[[], datetime],
    ) -> None:
        self._store = store
        self._hashing = hashing
        self._sealing = sealing
        self._chance = chance
        self._now = now
        self._misses = misses
        self._second = SecondStep(store=store, sealing=sealing, now=now)
        self._people: dict[int, OfficePerson] = {}
        self._new: dict[int, bytes] = {}
        self._ended: list[Callable[[int], None]] = []
        self._adding = asyncio.Lock()

    async def begin(self) -> None:
        """Read who there is. Raises ``HubStoreFailed``."""
        async with self._store.transaction() as connection:
            people = await table.living(connection)
        self._people = {person.n: person for person, _ in people}
        self._misses.begin(people)

    def heed(self, ended: Callable[[int], None]) -> None:
        """Tell ``ended`` who may not go on: revoked, of another role, or begun anew."""
        self._ended.append(ended)

    def person(self, n: int) -> OfficePerson | None:
        """Person ``n``; ``None`` when revoked."""
        return self._people.get(n)

    def named(self, name: str) -> OfficePerson | None:
        """Who signs in with this name, written in any case."""
        wanted = name.lower()
        return next((one for one in self._people.values() if one.name.lower() == wanted), None)

    def list(self) -> tuple[PersonNow, ...]:
        """Everybody who may sign in, the longest known first."""
        return tuple(
            PersonNow(
                n=one.n,
                name=one.name,
                role=one.role,
                made_at=one.made_at,
                is_set_up=one.totp is not None,
                first_until=one.first_until,
                locked_s=self._misses.locked_s(one.name),
            )
            for one in self._people.values()
        )

    async def sign_in(self, name: str, secret: str, code: str, *, asker: str) -> OfficePerson:
        """Who this is. ``asker`` is the address somebody tries from.

        Name, password and code are one try: whoever guesses is never told which was right. Who is
        not set up yet needs no code, and may do nothing but that. Raises ``Wrong``, ``Locked``,
        ``TooManyAtOnce``, and ``HubStoreFailed``; the same, and after the same time, for a name
        that nobody has.
        """
        name = name[:64]
        self._hashing.check_room()
        person = self.named(name)
        spent = await self._second.spent(person)
        self._misses.count(name, asker)
        fits = await self._hashing.fits(secret, person.secret if person is not None else None)
        shown = self._second.shown(person, code, spent)
        is_right = fits and shown is not None
        if person is None or not is_right or self._people.get(person.n) != person:
            self._misses.note(person)
            raise Wrong
        if shown is None or not await self._second.use(person, shown):
            self._misses.note(person)
            raise Wrong
        self._misses.forgive(name, asker)
        self._misses.note(person)
        return person

    def begin_set_up(self, n: int) -> SetUp:
        """What the telephone of somebody who signs in for the first time needs.

        Raises ``NobodyOfThat``, also for somebody who is set up already.
        """
        person = self._known(n)
        if person.totp is not None:
            raise NobodyOfThat
        secret = self._new.setdefault(n, self._chance(SECRET_BYTES))
        return SetUp(address=address_of(secret, person.name), spelled=spelled(secret))

    async def set_up(self, n: int, password: str, code: str) -> tuple[str, ...]:
        """A password of their own and the first code: from now on both are wanted.

        The codes for who loses the telephone, told this once. Raises ``SecretUnfit``,
        ``CodeWrong``, ``NobodyOfThat``, ``TooManyAtOnce``.
        """
        person, secret = self._known(n), self._new.get(n)
        if secret is None or person.totp is not None:
            raise NobodyOfThat
        check_password(password, person.name)
        if await self._hashing.fits(password, person.secret):
            raise SecretUnfit("PASSWORD", "another one than the first")
        at_s = self._now().timestamp()
        step = step_of(secret, code.replace(" ", "")[:LONGEST_CODE], at_s=at_s, after=0)
        if step is None:
            raise CodeWrong
        kept = await self._hashing.made_of(password)
        sealed, codes = self._sealing.sealed(n, secret), new_codes()
        async with self._store.transaction() as connection:
            done = await table.set_up(
                connection,
                n,
                secret=kept,
                totp=sealed,
                step=step,
                recovery=[self._sealing.hash_of(n, one) for one in codes],
            )
        if not done:
            raise NobodyOfThat
        self._new.pop(n, None)
        self._people[n] = dataclasses.replace(person, secret=kept, totp=sealed, first_until=None)
        self._end(n)
        log.info("office_person_set_up", extra={"person": person.id})
        return codes

    async def add(self, name: str, role: OfficeRole) -> FirstPassword:
        """A new person. Raises ``NameUnfit``, ``NameTaken``, ``TooManyAtOnce``."""
        if NAME.fullmatch(name) is None:
            raise NameUnfit
        password = new_password()
        kept, now = await self._hashing.made_of(password), self._now()
        async with self._adding:
            if self.named(name) is not None:
                raise NameTaken
            async with self._store.transaction() as connection:
                person = OfficePerson(
                    n=await table.next_number(connection),
                    name=name,
                    role=role,
                    secret=kept,
                    first_until=now + FIRST_LIFE,
                    totp=None,
                    made_at=now,
                )
                await table.add(connection, person)
            self._people[person.n] = person
        self._misses.clear(person)
        log.info("office_person_added", extra={"person": person.id, "role": role.value})
        return FirstPassword(person=person, password=password)

    async def begin_anew(self, n: int) -> FirstPassword:
        """Another first password, the second step to be set up again, unlocked, signed in nowhere.

        Raises ``NobodyOfThat`` or ``TooManyAtOnce``.
        """
        person, password = self._known(n), new_password()
        kept, until = await self._hashing.made_of(password), self._now() + FIRST_LIFE
        async with self._store.transaction() as connection:
            if not await table.begin_anew(connection, n, kept, until):
                raise NobodyOfThat
        made = dataclasses.replace(person, secret=kept, first_until=until, totp=None)
        self._people[n] = made
        self._new.pop(n, None)
        self._misses.clear(person)
        self._end(n)
        log.info("office_person_begins_anew", extra={"person": person.id})
        return FirstPassword(person=made, password=password)

    async def unlock(self, n: int) -> None:
        """May try again at once. Raises ``NobodyOfThat``."""
        person = self._known(n)
        async with self._store.transaction() as connection:
            await table.note(connection, HeldAgainst(n=n, misses=0, locked_until=None))
        self._misses.clear(person)
        log.info("office_person_unlocked", extra={"person": person.id})

    async def change_role(self, n: int, role: OfficeRole) -> None:
        """Another role, from now on. Raises ``NobodyOfThat`` or ``LastAdmin``."""
        person = self._known(n)
        if role is not OfficeRole.ADMIN:
            self._check_others(person)
        async with self._store.transaction() as connection:
            if not await table.change_role(connection, n, role):
                raise NobodyOfThat
        self._people[n] = dataclasses.replace(person, role=role)
        self._end(n)
        log.info("office_role_changed", extra={"person": person.id, "role": role.value})

    async def revoke(self, n: int) -> None:
        """May sign in no more, and is signed out everywhere.

        Raises ``NobodyOfThat`` or ``LastAdmin``.
        """
        person = self._known(n)
        self._check_others(person)
        async with self._store.transaction() as connection:
            if not await table.revoke(connection, n, self._now()):
                raise NobodyOfThat
        self._people.pop(n, None)
        self._new.pop(n, None)
        self._end(n)
        log.info("office_person_revoked", extra={"person": person.id})

    def _check_others(self, person: OfficePerson) -> None:
        admins = (one for one in self._people.values() if one.role is OfficeRole.ADMIN)
        if person.role is OfficeRole.ADMIN and all(one.n == person.n for one in admins):
            raise LastAdmin

    def _end(self, n: int) -> None:
        for ended in self._ended:
            ended(n)

    def _known(self, n: int) -> OfficePerson:
        person = self._people.get(n)
        if person is None:
            raise NobodyOfThat
        return person
