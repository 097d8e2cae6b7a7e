"""What the public pages are given: which centres there are, what they offer, and a way to ask."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from typing import Protocol
from zoneinfo import ZoneInfo

from kiosk.domain.catalogue import Catalogue, Names
from kiosk.domain.commands import Command
from kiosk.domain.ids import CommandId
from kiosk.hub.floors import Floors
from kiosk.hub.hearing import Hearing
from kiosk.hub.store import Connection, Store
from kiosk.texts import Texts
from kiosk.web.templates import Templates


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownCentre:
    """A centre as the hub knows it: ``place`` is where it stands, if it has said so.

    ``books``: its catalogue has places for the hub to give. One that ``is_cut_off`` takes none.
    """

    centre_id: int
    code: str
    name: str
    place: Names = field(default_factory=dict)
    books: bool = False
    is_cut_off: bool = False


class Centres(Protocol):
    """Which centres citizens may see."""

    async def by_code(self, code: str) -> KnownCentre | None:
        """The centre of a code, upper case. Raises ``HubStoreFailed``."""
        ...

    async def public(self) -> Sequence[KnownCentre]:
        """Every centre that stands on the public pages. Raises ``HubStoreFailed``."""
        ...


class Catalogues(Protocol):
    """What centres offer."""

    async def running(self, centre_id: int) -> Catalogue | None:
        """What a centre last said it runs with; the same object until it changes.

        ``None``: it has said nothing yet. Raises ``HubStoreFailed``.
        """
        ...


class Inbox(Protocol):
    """What centres are asked to do."""

    async def put(
        self, connection: Connection, centre_id: int, command: Command, *, by: str
    ) -> CommandId:
        """Ask a centre, once the transaction of ``connection`` is committed."""
        ...

    def wake(self, centre_id: int) -> None:
        """That transaction is committed: the centre need not wait any longer."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicGround:
    """What every public page stands on. ``now`` is aware; ``chance`` gives random bytes.

    ``busy`` says in each language that the hub cannot now and may in a moment.
    """

    store: Store
    floors: Floors
    hearing: Hearing
    centres: Centres
    catalogues: Catalogues
    inbox: Inbox
    texts: Texts
    templates: Templates
    busy: Mapping[str, str]
    now: Callable[[], datetime]
    steady_s: Callable[[], float]
    chance: Callable[[int], bytes]


@lru_cache(maxsize=64)
def zone_of(catalogue_zone: str) -> ZoneInfo:
    """A centre's time zone, by the name in its catalogue, which has been checked."""
    return ZoneInfo(catalogue_zone)
