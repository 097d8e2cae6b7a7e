"""The manager's pages, built and joined."""

from collections.abc import Callable
from dataclasses import dataclass

from kiosk.centre.admitting import Admitting
from kiosk.centre.followers import Followers
from kiosk.centre.foundation import Foundation
from kiosk.centre.live import Live
from kiosk.centre.manager_desk import ManagerDesk
from kiosk.centre.manager_devices import DevicesPages
from kiosk.centre.manager_door import ROOT, ManagerDoor
from kiosk.centre.manager_feedback import FeedbackPages
from kiosk.centre.manager_live import LivePages
from kiosk.centre.manager_pages import ManagerPages
from kiosk.centre.manager_reading import ManagerReading
from kiosk.centre.manager_services import ServicesPages
from kiosk.centre.manager_sights import ManagerSights
from kiosk.centre.manager_staff import StaffPages
from kiosk.centre.people import People
from kiosk.centre.uplink_told import UplinkHealth
from kiosk.web.desk_files import DeskFiles
from kiosk.web.sessions import Sessions


@dataclass(frozen=True, slots=True, kw_only=True)
class ManagerGround:
    """What the manager's pages stand on."""

    foundation: Foundation
    live: Live
    followers: Followers
    people: People
    admitting: Admitting
    uplink: Callable[[], UplinkHealth | None] = lambda: None


def manager_pages(ground: ManagerGround) -> ManagerPages:
    """The pages. Raises ``OSError`` where one of their files is missing."""
    base, live = ground.foundation, ground.live
    say, web = base.say, base.settings.web
    # The product's fonts lie beside the pages' files.
    files = DeskFiles(web=web, fonts=web.parent / "fonts", name="manager", root=ROOT)
    desk = ManagerDesk(live=live, say=say, files=files)
    sights = ManagerSights(
        live=live,
        clock=base.clock,
        troubles=base.troubles,
        followers=ground.followers,
        say=say,
        uplink=ground.uplink,
    )
    reading = ManagerReading(base.store, steady_s=base.steady_s)
    home = LivePages(desk=desk, sights=sights, reading=reading)
    return ManagerPages(
        live=live,
        say=say,
        door=ManagerDoor(people=ground.people, sessions=Sessions(steady_s=base.steady_s)),
        desk=desk,
        pages={
            "live": home,
            "feedback": FeedbackPages(desk=desk, sights=sights, reading=reading),
            "services": ServicesPages(desk=desk, sights=sights),
            "staff": StaffPages(desk=desk, people=ground.people),
            "devices": DevicesPages(desk=desk, sights=sights, admitting=ground.admitting),
        },
        renewing=home,
    )
