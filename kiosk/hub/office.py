"""Head office's pages, built and joined."""

from dataclasses import dataclass, field
from datetime import tzinfo
from functools import partial
from pathlib import Path
from zoneinfo import ZoneInfo

from kiosk.db import pepper
from kiosk.hub.catalogues import Catalogues
from kiosk.hub.centre_desk import CentreDesk
from kiosk.hub.charter import NAIROBI, Charter
from kiosk.hub.export import Exports
from kiosk.hub.foundation import Foundation
from kiosk.hub.inbox import Inbox
from kiosk.hub.office_acting import OfficeActing
from kiosk.hub.office_centre_pages import CentrePages, Doing
from kiosk.hub.office_centres import CentresGlance, FindingsPage
from kiosk.hub.office_depth import DepthParts, OfficeDepth
from kiosk.hub.office_desk import OfficeDesk
from kiosk.hub.office_door import MOST_SESSIONS, ROOT, OfficeDoor
from kiosk.hub.office_enrol_page import EnrolPage
from kiosk.hub.office_exports import ExportFile, ExportsPage
from kiosk.hub.office_misses import OfficeMisses
from kiosk.hub.office_offers import Offers
from kiosk.hub.office_pages import OfficePages, Page
from kiosk.hub.office_people import OfficePeople
from kiosk.hub.office_people_page import PeoplePage, called
from kiosk.hub.office_reading import OfficeReading
from kiosk.hub.office_services_page import ServicesPage
from kiosk.hub.office_setting_up import SettingUpPage
from kiosk.hub.office_totp import Sealing
from kiosk.web.desk_files import DeskFiles
from kiosk.web.sessions import Sessions
from kiosk.web.sign_in import Hashing

KEYS = "keys"


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficeGround:
    """What head office's pages stand on."""

    base: Foundation
    inbox: Inbox
    catalogues: Catalogues
    charter: Charter
    centres: CentreDesk
    people: OfficePeople
    zone: tzinfo = field(default_factory=lambda: ZoneInfo(NAIROBI))


def office_people(base: Foundation) -> OfficePeople:
    """Who may sign in; ``begin`` reads them once the store is open.

    Raises ``PepperUnfit`` where the file that passwords are kept with cannot be read or made.
    """
    around = base.surroundings
    mixed = pepper.load_or_make(_keys(base.settings.data), chance=around.chance)
    return OfficePeople(
        store=base.store,
        hashing=Hashing(mixed, base.settings.password_cost),
        sealing=Sealing(mixed, chance=around.chance),
        misses=OfficeMisses(store=base.store, now=around.now, steady_s=around.steady_s),
        chance=around.chance,
        now=around.now,
    )


def _keys(data: Path) -> Path:
    return data / KEYS


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficeSite:
    """All that head office's browsers are answered."""

    pages: OfficePages
    file: ExportFile


def office_site(ground: OfficeGround) -> OfficeSite:
    """The pages, and the files. Raises ``OSError`` where one of their own files is missing."""
    base, around, zone = ground.base, ground.base.surroundings, ground.zone
    web = base.settings.web
    # The product's fonts lie beside the pages' files.
    files = DeskFiles(web=web, fonts=web.parent / "fonts", name="office", root=ROOT)
    desk = OfficeDesk(texts=base.texts, files=files, zone=zone)
    sessions = Sessions(steady_s=around.steady_s, most=MOST_SESSIONS)
    door = OfficeDoor(people=ground.people, sessions=sessions)
    reading = OfficeReading(
        store=base.store,
        charter=ground.charter,
        zone=zone,
        now=around.now,
        steady_s=around.steady_s,
    )
    acting = OfficeActing(
        store=base.store, inbox=ground.inbox, now=around.now, changed=reading.forget
    )
    pages = OfficePages(
        door=door,
        desk=desk,
        pages=_pages(ground, desk, reading, acting),
        setting_up=SettingUpPage(desk=desk, people=ground.people, door=door),
    )
    exports = Exports(base.store, ground.charter)
    return OfficeSite(pages=pages, file=ExportFile(door=door, sights=reading, exports=exports))


def _pages(
    ground: OfficeGround, desk: OfficeDesk, reading: OfficeReading, acting: OfficeActing
) -> dict[str, Page]:
    parts = DepthParts(
        store=ground.base.store,
        charter=ground.charter,
        inbox=ground.inbox,
        catalogues=ground.catalogues,
        reading=reading,
        called=partial(called, ground.people),
    )
    offers = Offers(store=ground.base.store)
    return {
        "centres": CentrePages(
            desk=desk,
            glance=CentresGlance(desk=desk, sights=reading),
            sights=OfficeDepth(parts, zone=ground.zone),
            doing=Doing(acting=acting, catalogues=ground.catalogues, centres=ground.centres),
        ),
        "findings": FindingsPage(desk=desk, sights=reading),
        "services": ServicesPage(desk=desk, sights=reading, offers=offers, acting=acting),
        "exports": ExportsPage(
            desk=desk, sights=reading, now=ground.base.surroundings.now, zone=ground.zone
        ),
        "enrol": EnrolPage(desk=desk, sights=reading, centres=ground.centres, acting=acting),
        "people": PeoplePage(desk=desk, people=ground.people, acting=acting),
    }
