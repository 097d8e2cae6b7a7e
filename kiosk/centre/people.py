"""The agents and managers of a centre: who there is, and whether somebody is who they say."""

import asyncio
import dataclasses
import logging
from collections import Counter
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol, TypeVar

from kiosk.db.people import Duty, PeopleTable, Person, SignInTable
from kiosk.domain.ids import AgentId
from kiosk.web.errors import Stopped
from kiosk.web.sign_in import (
    NAME,
    Hashing,
    Locked,
    Misses,
    check_agent_pin,
    check_manager_secret,
)

log = logging.getLogger(__name__)

T = TypeVar("T")


class Tried(StrEnum):
    """What somebody's signing in came to."""

    RIGHT = "right"
    WRONG = "wrong"
    LOCKED = "locked"


class Wrong(Exception):
    """Nobody of that name, or another secret: nobody is told which."""


class NameUnfit(Exception):
    """Not a code of 1 to 16 letters, digits and hyphens."""


class NameTaken(Exception):
    """Somebody of that duty has this name already."""


class NobodyOfThat(Exception):
    """There is no such person, or not any more."""


class Stores(Protocol):
    """Does work on the store in the writer's thread; raises ``Stopped`` with 503 if it cannot."""

    def __call__(self, work: Callable[[], T], /) -> Awaitable[T]:
        """What ``work`` came to, once it is on disk."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonNow:
    """One person as a manager sees them; ``locked_s`` is for how many seconds nobody may try."""

    n: int
    duty: Duty
    name: AgentId
    created_at: datetime
    misses: int
    locked_s: float


class People:
    """Everybody who may sign in, in memory; the store has them too. Belongs to the event loop.

    Every method that changes something raises ``Stopped`` with 503 when the store does not take it,
    and then nothing has changed.
    """

    def __init__(
        self,
        *,
        table: PeopleTable,
        sign_ins: SignInTable,
        do: Stores,
        hashing: Hashing,
        now: Callable[[], datetime],
        steady_s: Callable[[], float],
    ) -> None:
        self._table = table
        self._sign_ins = sign_ins
        self._do = do
        self._hashing = hashing
        self._now = now
        self._misses = Misses(steady_s=steady_s)
        self.tries: Counter[Tried] = Counter()
        self._keeping: set[asyncio.Future[None]] = set()
        self._ended: list[Callable[[int], None]] = []
        self._people = {person.n: person for person in table.living()}
        self._kept = {held.n: held.misses for held in table.held()}
        for held in table.held():
            person = self._people[held.n]
            self._misses.restore(
                _key(person),
                under=person.name.lower(),
                misses=held.misses,
                locked_s=held.locked_until_s - now().timestamp(),
            )

    def heed(self, ended: Callable[[int], None]) -> None:
        """Tell ``ended`` who may not sign in any more, or has another secret."""
        self._ended.append(ended)

    def person(self, n: int) -> Person | None:
        """Person ``n``; ``None`` when revoked, which ends whatever they had begun."""
        return self._people.get(n)

    def named(self, duty: Duty, name: str) -> Person | None:
        """Who signs in with this name, written in any case."""
        wanted = name.lower()
        of_duty = (one for one in self._people.values() if one.duty is duty)
        return next((one for one in of_duty if one.name.lower() == wanted), None)

    def list(self) -> tuple[PersonNow, ...]:
        """Everybody who may sign in, the longest known first."""
        return tuple(self._told(person) for person in self._people.values())

    def _told(self, person: Person) -> PersonNow:
        key = _key(person)
        return PersonNow(
            n=person.n,
            duty=person.duty,
            name=person.name,
            created_at=person.created_at,
            misses=self._misses.of(key),
            locked_s=self._misses.locked_s(key),
        )

    async def sign_in(self, duty: Duty, name: str, secret: str, *, asker: str) -> Person:
        """Who this is. ``asker`` is the device or the address somebody tries from.

        Raises ``Wrong``, ``Locked`` or ``TooManyAtOnce``; the same, and after the same time, for a
        name that nobody has.
        """
        name = name[:64]
        keys, under = (_key_of(duty, name), ("asker", asker)), name.lower()
        self._hashing.check_room()
        try:
            self._misses.count(*keys, under=under)
        except Locked:
            self.tries[Tried.LOCKED] += 1
            raise
        person = self.named(duty, name)
        fits = await self._hashing.fits(secret, person.secret if person is not None else None)
        # Who was revoked or reset while this was looked at is not let in by it.
        if person is None or not fits or self._people.get(person.n) is not person:
            self._note(person)
            self.tries[Tried.WRONG] += 1
            raise Wrong
        for key in keys:
            self._misses.forgive(key, under=under)
        self._note(person)
        self.tries[Tried.RIGHT] += 1
        return person

    def _note(self, person: Person | None) -> None:
        """Keep what is held against a person, so that a new start frees no tries.

        Nobody waits for it: the time an answer takes must not tell whether there is such a person.
        """
        if person is None or self._misses.of(_key(person)) == self._kept.get(person.n, 0):
            return
        keeping = asyncio.ensure_future(self._keep(person))
        self._keeping.add(keeping)
        keeping.add_done_callback(self._keeping.discard)

    async def _keep(self, person: Person) -> None:
        misses, locked_s = self._misses.of(_key(person)), self._misses.locked_s(_key(person))
        until_s = self._now().timestamp() + locked_s if locked_s else 0.0
        try:
            await self._do(lambda: self._table.note(person.n, misses, until_s))
        except Stopped:
            # It is held in memory; a disk that takes nothing keeps nobody out or in.
            log.warning("misses_not_kept", extra={"person": person.id})
        else:
            self._kept[person.n] = misses

    async def add(self, duty: Duty, name: str, secret: str) -> Person:
        """A new person. Raises ``NameUnfit``, ``NameTaken``, ``SecretUnfit``, ``TooManyAtOnce``."""
        if NAME.fullmatch(name) is None:
            raise NameUnfit
        _check(duty, secret)
        kept, now = await self._hashing.made_of(secret), self._now()
        person = await self._do(lambda: self._table.add(duty, AgentId(name), kept, now))
        if person is None:
            raise NameTaken
        self._people[person.n] = person
        self._misses.forget(_key(person))
        log.info("person_added", extra={"person": person.id})
        return person

    async def reset(self, n: int, secret: str) -> None:
        """Another secret, and unlocked, and signed in nowhere.

        Raises ``NobodyOfThat``, ``SecretUnfit`` or ``TooManyAtOnce``.
        """
        person = self._known(n)
        _check(person.duty, secret)
        kept = await self._hashing.made_of(secret)

        def work() -> None:
            self._table.reset(n, kept)
            self._sign_ins.end_of(n)

        await self._do(work)
        self._people[n] = dataclasses.replace(person, secret=kept)
        self._clear(person)
        self._end(n)
        log.info("person_reset", extra={"person": person.id})

    async def unlock(self, n: int) -> None:
        """May try again at once. Raises ``NobodyOfThat``."""
        person = self._known(n)
        await self._do(lambda: self._table.note(n, 0, 0.0))
        self._clear(person)
        log.info("person_unlocked", extra={"person": person.id})

    async def revoke(self, n: int) -> None:
        """May sign in no more, and is signed out everywhere. Raises ``NobodyOfThat``."""
        person, now = self._known(n), self._now()

        def work() -> None:
            self._table.revoke(n, now)
            self._sign_ins.end_of(n)

        await self._do(work)
        self._people.pop(n, None)
        self._end(n)
        log.info("person_revoked", extra={"person": person.id})

    def _clear(self, person: Person) -> None:
        self._misses.forget(_key(person))
        # The counter that they tried at is free with them.
        self._misses.forgive_everywhere(under=person.name.lower())
        self._kept.pop(person.n, None)

    def _end(self, n: int) -> None:
        for ended in self._ended:
            ended(n)

    def _known(self, n: int) -> Person:
        person = self._people.get(n)
        if person is None:
            raise NobodyOfThat
        return person


def _check(duty: Duty, secret: str) -> None:
    if duty is Duty.MANAGER:
        check_manager_secret(secret)
    else:
        check_agent_pin(secret)


def _key(person: Person) -> tuple[Duty, str]:
    return _key_of(person.duty, person.name)


def _key_of(duty: Duty, name: str) -> tuple[Duty, str]:
    return duty, name.lower()
