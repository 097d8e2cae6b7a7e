"""What is held against whoever tried wrong: in memory, and in the database over a new start."""

import asyncio
import logging
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta

from kiosk.hub import office_table as table
from kiosk.hub.office_table import HeldAgainst, OfficePerson
from kiosk.hub.store import HubStoreFailed, Store
from kiosk.web.sign_in import Misses

log = logging.getLogger(__name__)


class OfficeMisses:
    """Counts wrong tries by person and by address, and keeps those of persons."""

    def __init__(
        self, *, store: Store, now: Callable[[], datetime], steady_s: Callable[[], float]
    ) -> None:
        self._store = store
        self._now = now
        self._misses = Misses(steady_s=steady_s)
        self._kept: dict[int, int] = {}
        self._keeping: set[asyncio.Future[None]] = set()
        self._turn = asyncio.Lock()

    async def settle(self) -> None:
        """Wait until all that is held against anybody is kept."""
        await asyncio.gather(*self._keeping)

    def begin(self, people: Iterable[tuple[OfficePerson, HeldAgainst]]) -> None:
        """What was held against them when the hub ended."""
        now = self._now()
        for person, held in people:
            if not held.misses:
                continue
            left_s = (held.locked_until - now).total_seconds() if held.locked_until else 0.0
            self._kept[person.n] = held.misses
            self._misses.restore(
                _key(person.name), under=_under(person.name), misses=held.misses, locked_s=left_s
            )

    def count(self, name: str, asker: str) -> None:
        """One try under this name from there. Raises ``Locked``: it is not looked at."""
        self._misses.count(_key(name), ("asker", asker), under=_under(name))

    def forgive(self, name: str, asker: str) -> None:
        """It was right."""
        for key in (_key(name), ("asker", asker)):
            self._misses.forgive(key, under=_under(name))

    def locked_s(self, name: str) -> float:
        """For how many seconds nobody may try under this name."""
        return self._misses.locked_s(_key(name))

    def clear(self, person: OfficePerson) -> None:
        """Nothing is held against them any more, nor against where they tried."""
        self._misses.forget(_key(person.name))
        self._misses.forgive_everywhere(under=_under(person.name))
        self._kept.pop(person.n, None)

    def note(self, person: OfficePerson | None) -> None:
        """Keep what is held against a person, so that a new start frees no tries.

        Nobody waits for it: the time an answer takes must not tell whether there is such a person.
        """
        if person is None or self._misses.of(_key(person.name)) == self._kept.get(person.n, 0):
            return
        keeping = asyncio.ensure_future(self._keep(person))
        self._keeping.add(keeping)
        keeping.add_done_callback(self._keeping.discard)

    async def _keep(self, person: OfficePerson) -> None:
        try:
            # One after the other, or an older count could be written over a newer one.
            async with self._turn, self._store.transaction() as connection:
                misses, locked_s = self._misses.of(_key(person.name)), self.locked_s(person.name)
                until = self._now() + timedelta(seconds=locked_s) if locked_s else None
                held = HeldAgainst(n=person.n, misses=misses, locked_until=until)
                await table.note(connection, held)
        except HubStoreFailed:
            # It is held in memory; a database that takes nothing keeps nobody out or in.
            log.warning("office_misses_not_kept", extra={"person": person.id})
        else:
            self._kept[person.n] = misses


def _key(name: str) -> tuple[str, str]:
    return "person", name.lower()


def _under(name: str) -> str:
    return name.lower()
