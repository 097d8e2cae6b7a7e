"""How the manager's pages look in a real browser: room, sizes, contrast, names and headings."""

from collections.abc import Iterator

import pytest
from selenium.webdriver.common.keys import Keys

from kiosk.domain import commands as c
from tests.centre.desks import MANAGER, PASSWORD
from tests.centre.running import RunningCentre
from tests.journeys.browser import Browser, browser, chromium
from tests.journeys.looks import SIZES, look
from tests.journeys.managing import busy_centre

__all__ = ["browser", "chromium"]

pytestmark = pytest.mark.journey

PAGES = (
    "live",
    "feedback",
    "services",
    "services/sha-join",
    "staff",
    "staff/2",
    "devices",
    "devices/kiosk-4",
)


@pytest.fixture(scope="module")
def hall(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningCentre]:
    """A busy morning, with a call for help and a printer low on paper."""
    with busy_centre(tmp_path_factory.mktemp("busy")) as (centre, morning):
        morning.kiosk.send(c.CallForHelp())
        yield centre


@pytest.fixture
def inside(browser: Browser, hall: RunningCentre) -> Browser:
    hall.steady.now_s += 3600
    browser.desk()
    browser.open(f"{hall.url}/manager/sign-in?lang=en")
    browser.press(MANAGER, Keys.TAB, PASSWORD, Keys.ENTER)
    browser.until(lambda: browser.url.endswith("/manager/live"), "not signed in")
    return browser


@pytest.mark.parametrize("language", ["en", "sw"])
def test_every_page_fits_and_can_be_read_and_touched(
    inside: Browser, hall: RunningCentre, language: str
) -> None:
    for page in PAGES:
        inside.open(f"{hall.url}/manager/{page}?lang={language}")
        for width, height in SIZES:
            inside.desk(width, height)
            look(inside, f"{page} {width}")
        assert inside.complaints() == [], page


def test_the_page_to_sign_in_fits_and_can_be_read(browser: Browser, hall: RunningCentre) -> None:
    for language in ("en", "sw"):
        browser.open(f"{hall.url}/manager/nothing?lang={language}")
        browser.open(f"{hall.url}/manager/sign-in?lang={language}&ended=1")
        for width, height in SIZES:
            browser.desk(width, height)
            look(browser, f"sign-in {width}")


def test_whoever_listens_gets_roles_and_names(inside: Browser, hall: RunningCentre) -> None:
    heard = inside.heard()
    assert heard[0][1] == "Live · Huduma Centre"
    for role, name in (
        ("link", "Skip to the page"),
        ("navigation", "Pages"),
        ("link", "Services & counters"),
        ("heading", "Friday 20 November, 10:24"),
        ("region", "Calls for help"),
        ("button", "I am going Help wanted: Hall left"),
        ("region", "The hall now"),
        ("columnheader", "Longest wait now"),
        ("rowheader", "H Join SHA SHA health cover"),
        ("button", "Sign out"),
    ):
        assert (role, name) in heard, [n for r, n in heard if r == role]
    assert ("main", "") in heard
    assert any(role == "status" for role, _ in heard)
    inside.open(f"{hall.url}/manager/devices")
    heard = inside.heard()
    for role, name in (
        ("textbox", "Code on its screen"),
        ("combobox", "What it is for"),
        ("textbox", "Its name"),
        ("button", "Admit"),
        ("link", "Change Hall left"),
    ):
        assert (role, name) in heard, (role, name)
