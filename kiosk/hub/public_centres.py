"""Which centres citizens see, and what each offers: read now and then, and kept for all who ask."""

from collections.abc import Callable, Mapping, Sequence

from kiosk.domain.catalogue import Catalogue
from kiosk.hub.public_ground import Catalogues, KnownCentre
from kiosk.hub.store import Store

CENTRES_S = 10.0
"""How old the list of centres may be."""
CATALOGUE_S = 5.0
"""How old what a centre offers may be."""

_PUBLIC = """
    SELECT centre_id, code, name, revoked_at IS NOT NULL FROM centre WHERE public ORDER BY name
"""


class PublicCentres:
    """The centres on the public pages. Belongs to the event loop."""

    def __init__(self, *, store: Store, steady_s: Callable[[], float]) -> None:
        self._store = store
        self._steady_s = steady_s
        self._read_s: float | None = None
        self._by_code: Mapping[str, KnownCentre] = {}

    async def by_code(self, code: str) -> KnownCentre | None:
        """The centre of a code, upper case. Raises ``HubStoreFailed``."""
        await self._see_to()
        return self._by_code.get(code)

    async def public(self) -> Sequence[KnownCentre]:
        """Every centre that stands on the public pages, by name. Raises ``HubStoreFailed``."""
        await self._see_to()
        return tuple(self._by_code.values())

    async def _see_to(self) -> None:
        now = self._steady_s()
        if self._read_s is not None and now - self._read_s < CENTRES_S:
            return
        async with self._store.reading() as connection:
            rows = await (await connection.execute(_PUBLIC)).fetchall()
        self._by_code = {
            code: KnownCentre(centre_id=centre_id, code=code, name=name, is_cut_off=cut_off)
            for centre_id, code, name, cut_off in rows
        }
        self._read_s = now


class KeptCatalogues:
    """What centres offer, asked for once in a while. Belongs to the event loop."""

    def __init__(self, catalogues: Catalogues, *, steady_s: Callable[[], float]) -> None:
        self._catalogues = catalogues
        self._steady_s = steady_s
        self._kept: dict[int, tuple[float, Catalogue | None]] = {}

    async def running(self, centre_id: int) -> Catalogue | None:
        """What a centre runs with, as a moment ago; the same object until it changes.

        Raises ``HubStoreFailed``.
        """
        now = self._steady_s()
        kept = self._kept.get(centre_id)
        if kept is None or now - kept[0] >= CATALOGUE_S:
            kept = self._kept[centre_id] = (now, await self._catalogues.running(centre_id))
        return kept[1]
