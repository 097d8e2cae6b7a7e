"""Which centres citizens see, and what each offers: looked up now and then, kept for all."""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from kiosk.domain.catalogue import Catalogue
from kiosk.hub.hearing import Hearing
from kiosk.hub.public_ground import Catalogues, KnownCentre
from kiosk.hub.store import HubStoreFailed, Store

LOOK_S = 10.0
"""How old what is known of the centres may be."""

PATIENCE_S = 0.5
AGAIN_S = 2.0
"""How long nobody looks again after it was in vain."""

_PUBLIC = """
    SELECT c.centre_id, c.code, c.name, c.revoked_at IS NOT NULL, r.sha256, h.at
    FROM centre c LEFT JOIN running_catalogue r ON r.centre_id = c.centre_id
    LEFT JOIN heard h ON h.centre_id = c.centre_id
    WHERE c.public ORDER BY c.name
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Read:
    """A centre's catalogue, and the hash it was read under."""

    sha256: str
    catalogue: Catalogue


class PublicCentres:
    """The centres on the public pages, and their catalogues. Belongs to the event loop."""

    def __init__(
        self,
        *,
        store: Store,
        catalogues: Catalogues,
        hearing: Hearing,
        steady_s: Callable[[], float],
    ) -> None:
        self._store = store
        self._catalogues = catalogues
        self._hearing = hearing
        self._steady_s = steady_s
        self._looking = asyncio.Lock()
        self._looked_s: float | None = None
        self._by_code: Mapping[str, KnownCentre] = {}
        self._read: dict[int, _Read] = {}

    async def by_code(self, code: str) -> KnownCentre | None:
        """The centre of a code, upper case. Raises ``HubStoreFailed``."""
        await self._see_to()
        return self._by_code.get(code)

    async def public(self) -> Sequence[KnownCentre]:
        """Every centre that stands on the public pages, by name. Raises ``HubStoreFailed``."""
        await self._see_to()
        return tuple(self._by_code.values())

    async def running(self, centre_id: int) -> Catalogue | None:
        """What a centre runs with, as a moment ago; the same object until it changes.

        Raises ``HubStoreFailed``.
        """
        await self._see_to()
        read = self._read.get(centre_id)
        return read.catalogue if read is not None else None

    async def keep_looking(self) -> None:
        """Look again and again, so that nobody who asks has to wait for it."""
        while True:
            await self._look()
            await asyncio.sleep(LOOK_S / 2)

    async def _see_to(self) -> None:
        if self._is_fresh():
            return
        async with self._looking:
            if self._looked_s is None:
                await self._look()
            elif not self._is_fresh():
                await self._look_again()

    async def _look_again(self) -> None:
        """Look, or go on with what is known: tickets can be followed without the database."""
        try:
            async with asyncio.timeout(PATIENCE_S):
                await self._look()
        except (TimeoutError, HubStoreFailed):
            self._looked_s = self._steady_s() - LOOK_S + AGAIN_S

    def _is_fresh(self) -> bool:
        return self._looked_s is not None and self._steady_s() - self._looked_s < LOOK_S

    async def _look(self) -> None:
        async with self._store.reading() as connection:
            rows = await (await connection.execute(_PUBLIC)).fetchall()
        found = {}
        for centre_id, code, name, cut_off, sha256, heard_at in rows:
            await self._read_catalogue(centre_id, sha256)
            if heard_at is not None:
                self._hearing.was_heard(centre_id, heard_at)
            read = self._read.get(centre_id)
            found[code] = KnownCentre(
                centre_id=centre_id,
                code=code,
                name=name,
                place=read.catalogue.centre.place if read is not None else {},
                books=read is not None and _books(read.catalogue),
                is_cut_off=cut_off,
            )
        self._by_code = found
        self._looked_s = self._steady_s()

    async def _read_catalogue(self, centre_id: int, sha256: str | None) -> None:
        read = self._read.get(centre_id)
        if sha256 is None or (read is not None and read.sha256 == sha256):
            return
        catalogue = await self._catalogues.running(centre_id)
        if catalogue is not None:
            self._read[centre_id] = _Read(sha256=sha256, catalogue=catalogue)


def _books(catalogue: Catalogue) -> bool:
    return catalogue.rules.hub_share_pct > 0 and any(
        service.appointments is not None for service in catalogue.services
    )
