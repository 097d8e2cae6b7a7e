"""Which service is given where: the same service of many centres as one."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import msgspec

from kiosk.domain.catalogue import Code, Names
from kiosk.domain.ids import ServiceId
from kiosk.hub.store import Connection, Store
from kiosk.wire.codec import UNREADABLE

_RUNNING = "SELECT centre_id, sha256 FROM running_catalogue"
_BODIES = "SELECT centre_id, sha256, body FROM running_catalogue WHERE centre_id = ANY(%s)"
_SUSPENDED = "SELECT centre_id, service, reason FROM service_now WHERE reason IS NOT NULL"
_ON_THE_WAY = """
    SELECT centre_id, type, command FROM inbox
    WHERE state = 'waiting' AND type IN ('SuspendService', 'RestoreService')
    ORDER BY centre_id, seq
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """A service at one centre; ``suspended`` is the reason's code, ``asked`` what is on its way.

    ``reasons`` are the codes that this centre knows.
    """

    centre_id: int
    reasons: frozenset[str]
    suspended: str | None
    asked: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Offered:
    """A service, under the name one centre has for it; ``reasons`` are all that any centre has."""

    id: ServiceId
    name: Names
    agency: Names
    at: Sequence[Given]
    reasons: Sequence[Code]


class _Asked(msgspec.Struct):
    """As much of a command as is read here."""

    service: str


class _Service(msgspec.Struct, frozen=True):
    id: ServiceId
    name: Names = {}
    agency: Names = {}


class _Menu(msgspec.Struct, frozen=True):
    """As much of a catalogue as is read here: three hundred whole ones would fill the memory."""

    services: tuple[_Service, ...] = ()
    suspend_reasons: tuple[Code, ...] = ()


AT_ONCE = 32
"""So many catalogues are read together: one is 40 kB."""
_menu = msgspec.json.Decoder(_Menu)


class Offers:
    """Reads what all centres run with, each catalogue once. Belongs to the event loop."""

    def __init__(self, *, store: Store) -> None:
        self._store = store
        self._menus: dict[int, tuple[str, _Menu]] = {}
        self._same: dict[bytes, _Service] = {}

    async def all(self) -> Mapping[ServiceId, Offered]:
        """Every service that any centre gives. Raises ``HubStoreFailed``."""
        async with self._store.reading() as connection:
            await self._learn(connection)
            rows = await (await connection.execute(_SUSPENDED)).fetchall()
            asked = await _on_the_way(connection)
        suspended = {(int(centre), str(service)): str(reason) for centre, service, reason in rows}
        found: dict[ServiceId, list[tuple[int, _Service, _Menu]]] = {}
        for centre_id, (_, menu) in sorted(self._menus.items()):
            for service in menu.services:
                found.setdefault(service.id, []).append((centre_id, service, menu))
        return {
            service: _offered(service, given, suspended, asked) for service, given in found.items()
        }

    async def _learn(self, connection: Connection) -> None:
        rows = await (await connection.execute(_RUNNING)).fetchall()
        running = {int(centre): str(digest) for centre, digest in rows}
        for gone in self._menus.keys() - running.keys():
            del self._menus[gone]
        new = [
            centre
            for centre, digest in running.items()
            if centre not in self._menus or self._menus[centre][0] != digest
        ]
        for at in range(0, len(new), AT_ONCE):
            bodies = await connection.execute(_BODIES, (new[at : at + AT_ONCE],))
            for centre, digest, body in await bodies.fetchall():
                self._menus[centre] = (digest, self._read(body))

    def _read(self, body: str) -> _Menu:
        """A catalogue; what most centres have alike is kept once."""
        try:
            menu = _menu.decode(body)
        except UNREADABLE:
            return _Menu()
        services = tuple(
            self._same.setdefault(msgspec.json.encode(one, order="sorted"), one)
            for one in menu.services
        )
        return _Menu(services=services, suspend_reasons=menu.suspend_reasons)


async def _on_the_way(connection: Connection) -> Mapping[tuple[int, str], str]:
    """By centre and service: the last that was asked and has not been answered."""
    rows = await (await connection.execute(_ON_THE_WAY)).fetchall()
    return {(int(centre), _service_of(str(command))): str(kind) for centre, kind, command in rows}


def _service_of(command: str) -> str:
    return msgspec.json.decode(command, type=_Asked).service


def _offered(
    service: ServiceId,
    given: Sequence[tuple[int, _Service, _Menu]],
    suspended: Mapping[tuple[int, str], str],
    asked: Mapping[tuple[int, str], str],
) -> Offered:
    first = given[0][1]
    reasons = {code.id: code for *_, menu in reversed(given) for code in menu.suspend_reasons}
    return Offered(
        id=service,
        name=first.name,
        agency=first.agency,
        reasons=tuple(reasons.values()),
        at=tuple(
            Given(
                centre_id=centre_id,
                reasons=frozenset(code.id for code in menu.suspend_reasons),
                suspended=suspended.get((centre_id, service)),
                asked=asked.get((centre_id, service)),
            )
            for centre_id, _, menu in given
        ),
    )
