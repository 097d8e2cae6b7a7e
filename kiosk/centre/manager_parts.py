"""The manager's pages, built and joined."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from kiosk.centre.admitting import Admitting
from kiosk.centre.clock import LocalClock
from kiosk.centre.followers import Followers
from kiosk.centre.live import Live
from kiosk.centre.manager_desk import ManagerDesk
from kiosk.centre.manager_devices import DevicesPages
from kiosk.centre.manager_door import ManagerDoor
from kiosk.centre.manager_feedback import FeedbackPages
from kiosk.centre.manager_live import LivePages
from kiosk.centre.manager_pages import ManagerPages
from kiosk.centre.manager_reading import ManagerReading
from kiosk.centre.manager_services import ServicesPages
from kiosk.centre.manager_sights import ManagerSights
from kiosk.centre.manager_staff import StaffPages
from kiosk.centre.people import People
from kiosk.centre.say import Say
from kiosk.centre.troubles import Troubles
from kiosk.web.manager_files import ManagerFiles
from kiosk.web.manager_sessions import Sessions


@dataclass(frozen=True, slots=True, kw_only=True)
class ManagerGround:
    """What the manager's pages stand on. ``store`` is the database, ``web`` the pages' files.

    The product's ``fonts`` lie beside ``web``.
    """

    live: Live
    say: Say
    clock: LocalClock
    troubles: Troubles
    followers: Followers
    people: People
    admitting: Admitting
    store: Path
    web: Path
    steady_s: Callable[[], float]

    @property
    def fonts(self) -> Path:
        """Where the fonts lie."""
        return self.web.parent / "fonts"


def manager_pages(ground: ManagerGround) -> ManagerPages:
    """The pages. Raises ``OSError`` where one of their files is missing."""
    live, say = ground.live, ground.say
    desk = ManagerDesk(live=live, say=say, files=ManagerFiles(ground.web, ground.fonts))
    sights = ManagerSights(
        live=live,
        clock=ground.clock,
        troubles=ground.troubles,
        followers=ground.followers,
        say=say,
    )
    reading = ManagerReading(ground.store, steady_s=ground.steady_s)
    home = LivePages(desk=desk, sights=sights, reading=reading)
    return ManagerPages(
        live=live,
        say=say,
        door=ManagerDoor(people=ground.people, sessions=Sessions(steady_s=ground.steady_s)),
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
