"""What a visitor does at a kiosk."""

from kiosk.domain.catalogue import Service
from kiosk.ui.kiosk_screen import KioskScreen
from tests.journeys.hall import Hall, Shown
from tests.ui.page import Page


def first_service(hall: Hall) -> Service:
    """The first service of the kiosk's first tile."""
    group = hall.catalogue.groups[0].id
    return next(s for s in hall.catalogue.services if s.group == group)


def choose_service(hall: Hall, kiosk: Shown[KioskScreen], service: Service) -> None:
    """English, the service's tile, the service: as far as the page before the ticket."""
    kiosk.page.tap("language-en")
    tile = f"tile-{service.group}"
    hall.until(lambda: kiosk.page.has(tile))
    kiosk.page.tap(tile)
    hall.until(lambda: kiosk.page.has("take"))
    if kiosk.page.has(f"service-{service.id}"):
        kiosk.page.tap(f"service-{service.id}")


def ask_for_ticket(hall: Hall, kiosk: Shown[KioskScreen], service: Service) -> None:
    """As far as the button that asks for the ticket."""
    choose_service(hall, kiosk, service)
    kiosk.page.tap("take")
    if kiosk.page.has("join"):
        # The wait is long, and they are asked.
        kiosk.page.tap("join")


def take_ticket(hall: Hall, kiosk: Shown[KioskScreen], service: Service) -> None:
    """From the first touch until the number stands on the screen."""
    ask_for_ticket(hall, kiosk, service)
    hall.until(lambda: kiosk.page.has("number"), "no number on the kiosk")


def number_on(page: Page) -> str:
    """The number that stands large on a kiosk or a counter; empty while none does."""
    return str(page.find("number").property("say")) if page.has("number") else ""
