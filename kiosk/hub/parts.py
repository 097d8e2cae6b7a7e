"""A hub's parts, joined: what answers, and what goes on beside."""

import asyncio
import logging
from collections.abc import Callable, Coroutine
from dataclasses import dataclass

from starlette.types import ASGIApp

from kiosk.hub.answering import HubApp, Routes, joined
from kiosk.hub.catalogues import Catalogues
from kiosk.hub.catalogues_asking import CataloguesAsking
from kiosk.hub.centre_desk import CentreDesk
from kiosk.hub.charter import Charter
from kiosk.hub.console import HubConsole
from kiosk.hub.cut_off import CutOff
from kiosk.hub.edge import Edge
from kiosk.hub.enrolment import Enrolment
from kiosk.hub.foundation import Foundation, Surroundings
from kiosk.hub.gate import CentreGate
from kiosk.hub.health import HubHealth
from kiosk.hub.hearing import Hearing
from kiosk.hub.inbox import Inbox
from kiosk.hub.inbox_asking import InboxAsking
from kiosk.hub.journal_asking import JournalAsking
from kiosk.hub.keys import HubKeys
from kiosk.hub.known import KnownCentres
from kiosk.hub.ledger import Ledger
from kiosk.hub.office import OfficeGround, OfficeSite, office_people, office_site
from kiosk.hub.office_console import AddOfficePerson
from kiosk.hub.office_people import OfficePeople
from kiosk.hub.projecting import project
from kiosk.hub.projecting_renewal import renew
from kiosk.hub.public_parts import PublicPages, public_pages
from kiosk.hub.settings import HubSettings, PublicAddress
from kiosk.hub.store import HubStoreFailed, Store
from kiosk.texts import Texts
from kiosk.web.files import file_limit
from kiosk.web.peer import is_loopback, network_of
from kiosk.web.strangers import OF_THIS_MACHINE, Bounds, Strangers

log = logging.getLogger(__name__)

BUSY = "error-busy"
AGAIN_S = 1.0
CONNECTIONS = 3000
CONNECTIONS_OF_AN_ASKER = 300
"""Of one address, and of one /64: a telephone company has hundreds of phones behind one."""

Chore = Callable[[], Coroutine[object, object, None]]
"""Work that goes on beside answering, until it is cancelled."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """What the parts that answer share, beside the foundation."""

    base: Foundation
    keys: HubKeys
    known: KnownCentres
    gate: CentreGate
    hearing: Hearing
    inbox: Inbox
    catalogues: Catalogues
    address: PublicAddress
    desk: CentreDesk
    people: OfficePeople
    console: HubConsole


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """A hub, ready to answer once its store is open."""

    ground: Ground
    app: ASGIApp
    strangers: Strangers
    chores: tuple[Chore, ...]

    @property
    def store(self) -> Store:
        """Its PostgreSQL."""
        return self.ground.base.store


def build(
    settings: HubSettings, dsn: str, surroundings: Surroundings, *, texts: Texts | None = None
) -> Parts:
    """Join the parts of a hub; on its event loop. Nothing is read from PostgreSQL yet.

    ``texts`` that have been read before need not be read again.
    Raises ``HubKeysUnfit``, ``PepperUnfit`` and ``UnknownText``.
    """
    store = Store(dsn)
    texts = texts or Texts.load(settings.texts)
    base = Foundation(
        settings=settings,
        texts=texts,
        store=store,
        ledger=Ledger(store, now=surroundings.now, project=project),
        surroundings=surroundings,
    )
    strangers = _strangers(settings)
    ground = _ground(base, strangers)
    public = _public(ground)
    office = _office(ground)
    routes = joined(_routes(ground), office.pages.routes(), public.routes)
    app = HubApp(routes, streams=office.file.streams(), busy=_busy(texts))
    return Parts(
        ground=ground,
        app=_edge(app, base),
        strangers=strangers,
        chores=(*_chores(ground), *public.chores),
    )


def _strangers(settings: HubSettings) -> Strangers:
    """What other machines may take of its connections; its own and its proxies have more room."""
    own = settings.proxies
    return Strangers(
        is_stranger=lambda name: not is_loopback(name) and name not in own,
        of_this_machine=min(OF_THIS_MACHINE, file_limit() // 2),
        bounds=Bounds(all=CONNECTIONS, of_an_address=CONNECTIONS_OF_AN_ASKER, asker_of=network_of),
    )


def _edge(app: ASGIApp, base: Foundation) -> ASGIApp:
    around = base.surroundings
    return Edge(app, proxies=base.settings.proxies, steady_s=around.steady_s, chance=around.chance)


def _ground(base: Foundation, strangers: Strangers) -> Ground:
    around = base.surroundings
    keys = HubKeys.load_or_make(base.settings.data, chance=around.chance)
    cut_off = CutOff(base.settings.data)
    known = KnownCentres(base.store, cut_off, now=around.now)
    inbox = Inbox(base.store, now=around.now, chance=around.chance)
    address = PublicAddress(base.settings)
    desk = CentreDesk(
        base.store, known, cut_off, now=around.now, chance=around.chance, public_url=address
    )
    people = office_people(base)
    return Ground(
        base=base,
        keys=keys,
        known=known,
        gate=CentreGate(known, keys, around, heard=strangers.know),
        hearing=Hearing(now=around.now, steady_s=around.steady_s),
        inbox=inbox,
        catalogues=Catalogues(base.store, inbox, sign=keys.signing.sign),
        address=address,
        desk=desk,
        people=people,
        console=HubConsole(base.settings.data, desk, add_person=AddOfficePerson(people)),
    )


def _trust(ground: Ground) -> Routes:
    """How centres come in, and who lets them."""
    base = ground.base
    enrolment = Enrolment(
        base.store, ground.known, ground.keys, base.surroundings, public_url=ground.address
    )
    return joined(ground.gate.routes(), enrolment.routes(ground.gate), ground.console.routes())


def _down(ground: Ground) -> Routes:
    """What centres come for: their commands, and their catalogues."""
    gate, catalogues = ground.gate, ground.catalogues
    asking = InboxAsking(
        gate=gate, store=ground.base.store, inbox=ground.inbox, catalogues=catalogues
    )
    return joined(asking.routes(), CataloguesAsking(gate=gate, catalogues=catalogues).routes())


def _routes(ground: Ground) -> Routes:
    """Every whole answer: each part gives its own table."""
    base = ground.base
    journal = JournalAsking(
        gate=ground.gate,
        ledger=base.ledger,
        store=base.store,
        hearing=ground.hearing,
        now=base.surroundings.now,
    )
    return joined(_trust(ground), journal.routes(), _down(ground), HubHealth(base.store).routes())


def _public(ground: Ground) -> PublicPages:
    """What anybody may see."""
    return public_pages(
        ground.base,
        hearing=ground.hearing,
        inbox=ground.inbox,
        catalogues=ground.catalogues,
        busy=_busy(ground.base.texts),
    )


def _office(ground: Ground) -> OfficeSite:
    """What head office sees and does."""
    return office_site(
        OfficeGround(
            base=ground.base,
            inbox=ground.inbox,
            catalogues=ground.catalogues,
            charter=Charter(),
            centres=ground.desk,
            people=ground.people,
        )
    )


def _chores(ground: Ground) -> tuple[Chore, ...]:
    """What goes on beside answering."""

    async def renewing() -> None:
        await renew(ground.base.store)

    return (ground.people.begin, renewing)


async def kept_on(chore: Chore) -> None:
    """Run a chore whatever happens to it: a mistake of ours is logged, and it begins again."""
    while True:
        try:
            await chore()
            return
        except HubStoreFailed as failure:
            log.warning("chore_waits", extra={"cause": str(failure)})
        except Exception:
            log.exception("chore_failed")
        await asyncio.sleep(AGAIN_S)


def _busy(texts: Texts) -> dict[str, str]:
    return {language: texts.say(language, BUSY) for language in texts.languages}
