"""Which service is given where: the same service of many centres as one."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import msgspec

from kiosk.domain.catalogue import Catalogue, Code, Names
from kiosk.domain.ids import ServiceId
from kiosk.hub.catalogues import Catalogues
from kiosk.hub.store import Connection, Store

_RUNNING = "SELECT centre_id, sha256 FROM running_catalogue"
_SUSPENDED = "SELECT centre_id, service, reason FROM service_now WHERE reason IS NOT NULL"
_ON_THE_WAY = """
    SELECT centre_id, type, command FROM inbox
    WHERE state = 'waiting' AND type IN ('SuspendService', 'RestoreService')
    ORDER BY centre_id, seq
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """A service at one centre; ``suspended`` is the reason's code, ``asked`` what is on its way."""

    centre_id: int
    suspended: str | None
    asked: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Offered:
    """A service, under the name one centre has for it; ``reasons`` are all that stop it there."""

    id: ServiceId
    name: Names
    agency: Names
    at: Sequence[Given]
    reasons: Sequence[Code]


class _Asked(msgspec.Struct):
    """As much of a command as is read here."""

    service: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Menu:
    sha256: str
    catalogue: Catalogue


class Offers:
    """Reads what all centres run with, each catalogue once. Belongs to the event loop."""

    def __init__(self, *, store: Store, catalogues: Catalogues) -> None:
        self._store = store
        self._catalogues = catalogues
        self._menus: dict[int, _Menu] = {}

    async def all(self) -> Mapping[ServiceId, Offered]:
        """Every service that any centre gives. Raises ``HubStoreFailed``."""
        async with self._store.reading() as connection:
            running = await (await connection.execute(_RUNNING)).fetchall()
            rows = await (await connection.execute(_SUSPENDED)).fetchall()
            asked = await _on_the_way(connection)
        suspended = {(int(centre), str(service)): str(reason) for centre, service, reason in rows}
        await self._learn({int(centre): str(digest) for centre, digest in running})
        found: dict[ServiceId, list[tuple[int, Catalogue]]] = {}
        for centre_id, menu in sorted(self._menus.items()):
            for service in menu.catalogue.services:
                found.setdefault(service.id, []).append((centre_id, menu.catalogue))
        return {
            service: _offered(service, given, suspended, asked) for service, given in found.items()
        }

    async def _learn(self, running: Mapping[int, str]) -> None:
        for gone in self._menus.keys() - running.keys():
            del self._menus[gone]
        for centre_id, digest in running.items():
            known = self._menus.get(centre_id)
            if known is not None and known.sha256 == digest:
                continue
            catalogue = await self._catalogues.running(centre_id)
            if catalogue is not None:
                self._menus[centre_id] = _Menu(sha256=digest, catalogue=catalogue)


async def _on_the_way(connection: Connection) -> Mapping[tuple[int, str], str]:
    """By centre and service: the last that was asked and has not been answered."""
    rows = await (await connection.execute(_ON_THE_WAY)).fetchall()
    return {(int(centre), _service_of(str(command))): str(kind) for centre, kind, command in rows}


def _service_of(command: str) -> str:
    return msgspec.json.decode(command, type=_Asked).service


def _offered(
    service: ServiceId,
    given: Sequence[tuple[int, Catalogue]],
    suspended: Mapping[tuple[int, str], str],
    asked: Mapping[tuple[int, str], str],
) -> Offered:
    first = given[0][1].service[service]
    shared = [
        code
        for code in given[0][1].suspend_reasons
        if all(code.id in {one.id for one in menu.suspend_reasons} for _, menu in given)
    ]
    return Offered(
        id=service,
        name=first.name,
        agency=first.agency,
        reasons=shared or given[0][1].suspend_reasons,
        at=tuple(
            Given(
                centre_id=centre_id,
                suspended=suspended.get((centre_id, service)),
                asked=asked.get((centre_id, service)),
            )
            for centre_id, _ in given
        ),
    )
