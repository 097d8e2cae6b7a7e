"""A kiosk in its window, as its tests open it."""

from PySide6.QtCore import Qt

from kiosk.domain.commands import ReportPaper
from kiosk.domain.events import Paper
from kiosk.ui.kiosk_settings import Waits
from tests.ui.conftest import Opens
from tests.ui.page import Page
from tests.ui.scenes.kiosk import (
    KioskFixture,
)

QUICK = Waits(quiet_s=1, warning_s=20, last_page_s=20, second_ms=2)


def shown(open_page: Opens, fixture: KioskFixture) -> Page:
    page = open_page(
        "Foleni.Kiosk",
        look=fixture.look,
        properties={"kiosk": fixture.kiosk, "words": fixture.words},
    )
    fixture.kiosk.watch(page.window)
    return page


def tickets(fixture: KioskFixture) -> int:
    return len(fixture.station.mirror.floor.tickets)


def papers(fixture: KioskFixture) -> list[tuple[Paper, str | None]]:
    told = [command for command in fixture.station.told if isinstance(command, ReportPaper)]
    return [(command.paper, command.cause) for command in told]


def scan(page: Page, code: str) -> None:
    """A reader types what it reads, and Enter."""
    page.type(code)
    page.key(Qt.Key.Key_Return)
